//! View "Learning-rate explorer": its settings, its chart on the screen, and the strip of networks.

mod panels;
mod screen;
mod setup;
mod strip;
mod view;

pub use view::{EXPLAINED, ExplorerView};
