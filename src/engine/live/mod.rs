//! The threads behind the window: one steps what runs, others work on what it publishes.

mod command;
mod handle;
mod mailbox;
mod past;
mod publisher;
mod recording;
mod shared;
#[cfg(test)]
mod tests;
mod timeline;
mod worker;

pub use command::{Beside, Command, Pace, Target};
pub use handle::Engine;
pub use recording::USUAL_BUDGET;
pub use shared::Snapshots;
pub use timeline::{Looking, Timeline};
