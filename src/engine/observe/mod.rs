//! What is worked out of snapshots: communities, quantities over time, pictures, proofs, spectra.

mod findings;
mod memory;
mod observer;
mod pictures;
mod proof;
mod stability;
mod verdict;

pub use findings::{Analyst, Findings, History, MOST_SYNAPSES, Row};
pub use memory::Memory;
pub use observer::{Observer, Scene, Wants};
pub use pictures::{Detail, Focus, Illustrator, MAX_SIDE, Pictures};
pub(super) use proof::Prover;
pub use proof::{ALIGNED_OVER, AngleHistory, Angles, Proof};
pub use stability::Stability;
pub(super) use stability::StabilityWatch;
pub use verdict::verdict;
