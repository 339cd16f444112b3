//! A scenario stepped: alone or two side by side, one step at a time or from one moment to the next.

mod cadence;
mod dynamics;
mod events;
mod helpers;
mod journey;
mod learning;
mod network_copy;
mod pair;
mod probe;
mod runner;
mod side;
mod snapshot;
mod thinned;

pub use cadence::Cadence;
pub use dynamics::{Dynamics, NeuronStates};
pub(super) use events::CAPACITY as MOST_EVENTS;
pub use events::{EVENT_TOLERANCE, Event, Settling, settling};
pub use helpers::HelperThreads;
pub use journey::{Cancelled, Journey, Stop};
pub(super) use learning::scores;
pub use learning::{Epoch, LearningCurve};
pub use network_copy::NetworkCopy;
pub(super) use pair::Pair;
pub use probe::{PROBED_NEURONS, Probe};
pub use runner::Runner;
pub use side::Side;
pub use snapshot::{Snapshot, WeightsCopy};
pub use thinned::Thinned;
