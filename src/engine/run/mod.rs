//! A scenario stepped: alone or two side by side, one step at a time or from one moment to the next.

mod changes;
mod course;
mod dynamics;
mod events;
mod helpers;
mod journey;
mod learning;
mod pair;
mod probe;
mod raster;
mod runner;
mod snapshot;
#[cfg(test)]
mod tests;
mod thinned;

pub(in crate::engine) use changes::KeptRunner;
pub use course::{Course, Deed, Happened, Moment};
pub(in crate::engine) use dynamics::Dynamics;
pub use dynamics::NeuronStates;
pub(super) use events::CAPACITY as MOST_EVENTS;
pub use events::{EVENT_TOLERANCE, Event, Settling, settling};
pub use helpers::HelperThreads;
pub use journey::{Cadence, Cancelled, Journey, Stop};
pub(super) use learning::scores;
pub use learning::{Confused, Epoch, LearningCurve};
pub(super) use pair::Pair;
pub use pair::Side;
pub use probe::{PROBED_NEURONS, Probe, share_of_a_look};
pub use raster::FiringRaster;
pub use runner::Runner;
pub use snapshot::{NetworkCopy, Snapshot, WeightsCopy};
pub use thinned::Thinned;
