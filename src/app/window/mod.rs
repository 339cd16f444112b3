//! The window: its parts, how they act on each other, and how the program starts.

mod accordance_app;
mod bars;
mod files;
mod folding;
mod help_panel;
mod pacing;
mod perform;
mod presenting;
mod saving;
mod shell;
mod start;
mod teaching;
mod tiles;
mod unsaved;
mod verdict_bar;

pub use accordance_app::AccordanceApp;
pub use start::{Start, run};
