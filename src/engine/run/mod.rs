//! A scenario stepped, alone or two side by side, without threads of its own.

mod events;
mod learning;
mod network_copy;
mod pair;
mod probe;
mod runner;
mod side;
mod snapshot;
mod thinned;

pub(super) use events::CAPACITY as MOST_EVENTS;
pub use events::{EVENT_TOLERANCE, Event, Settling, settling};
pub use learning::{Epoch, LearningCurve};
pub use network_copy::NetworkCopy;
pub(super) use pair::Pair;
pub use probe::{PROBED_NEURONS, Probe};
pub use runner::{Dynamics, NeuronStates, Runner, WeightsCopy};
pub use side::Side;
pub use snapshot::Snapshot;
pub use thinned::Thinned;
