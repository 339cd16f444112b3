//! Networks as files: a whole one at one moment, or the strongest part of one over time.
//!
//! In all of them neurons are counted from 0 and communities from 1, with −1 for neurons that are in
//! none; weights are signed, strengths are not.

mod file;
mod format;
mod recording;
mod sink;
mod xml;

pub use file::NetworkFile;
pub use format::NetworkFormat;
pub use recording::{FRAMES, MOST_FRAMES, Recording, STRONGEST_SYNAPSES};
