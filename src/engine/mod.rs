//! The engine runs scenarios: [`Runner`] steps one, [`Engine`] does so on a background thread.
//!
//! Commands go in, immutable [`Snapshot`]s come out, and the latest wins. Two further threads work
//! on the snapshots: the analyst finds communities ([`Findings`]), the illustrator reorders and
//! reduces matrices ([`Pictures`]); [`Observer`] does all that without threads. The weights are copied only
//! when one of them is ready for more.
//!
//! Where a scenario compares two sides, one thread keeps both simulations and steps them together, so
//! that they always stand at the same model time; the sides' findings are worked out apart.

mod clock_map;
mod job;
mod live;
pub mod measures;
mod observe;
mod run;
pub mod sweep;

pub use clock_map::{ClockMap, RATIOS, with_ratios};
pub use job::{Job, Progress, Reporter, Wake};
pub use live::{Beside, Command, Engine, Latest, Pace, Snapshots};
pub use observe::{
    Analyst, Findings, History, Illustrator, MAX_SIDE, Memory, Observer, Pictures, Proof, Row,
    Scene, Stability, Wants,
};
pub use run::{
    Cadence, Cancelled, Dynamics, EVENT_TOLERANCE, Epoch, Event, HelperThreads, Journey,
    LearningCurve, NetworkCopy, NeuronStates, PROBED_NEURONS, Probe, Runner, Settling, Side,
    Snapshot, Stop, Thinned, WeightsCopy, settling,
};
