//! The threads behind the window: one steps what runs, others work on what it publishes.

mod command;
mod handle;
mod mailbox;
mod publisher;
mod shared;
mod worker;

pub use command::{Beside, Command, Pace};
pub use handle::Engine;
pub use shared::Snapshots;
