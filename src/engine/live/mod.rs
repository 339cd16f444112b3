//! The threads behind the window: one steps what runs, others work on what it publishes.

mod background;
mod command;
mod exchange;
mod handle;
mod inbox;
mod latest;
mod metronome;
mod publisher;
mod shared;
mod speedometer;
mod worker;

pub use command::{Beside, Command, Pace};
pub use handle::Engine;
pub use latest::Latest;
pub use shared::Snapshots;
