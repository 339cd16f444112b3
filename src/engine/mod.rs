//! The engine runs scenarios: [`Runner`] steps one, [`Journey`] takes one to its end with stops where
//! something is due, [`Engine`] lets one run on a background thread. Each folder tells a part: `run` what
//! is stepped and how, `observe` what is worked out of it, `live` the threads behind the window, [`sweep`]
//! many runs.
//!
//! Commands go in, immutable [`Snapshot`]s come out, and the latest wins. Two further threads work
//! on the snapshots: the analyst finds communities ([`Findings`]), the illustrator reorders and
//! reduces matrices ([`Pictures`]); [`Observer`] does all that without threads. The weights are copied only
//! when one of them is ready for more.
//!
//! Where a scenario compares two sides, one thread keeps both simulations and steps them together, so
//! that they always stand at the same model time; the sides' findings are worked out apart.

pub mod check;
mod clock_map;
pub mod condition;
mod job;
mod live;
pub mod measures;
mod observe;
mod pool;
mod run;
pub mod sweep;

pub use clock_map::{ClockMap, RATIOS, with_ratios};
pub use job::{Job, Progress, Reporter, Wake};
pub use live::{Beside, Command, Engine, Looking, Pace, Snapshots, Target, Timeline, USUAL_BUDGET};
pub use observe::{
    ALIGNED_OVER, Analyst, AngleHistory, Angles, Detail, Findings, Focus, History, Illustrator,
    MAX_SIDE, MOST_SYNAPSES, Memory, Observer, Pictures, Proof, Row, Scene, Stability, Wants,
    verdict,
};
pub use pool::all_cores;
pub use run::{
    Cadence, Cancelled, Confused, Course, Deed, EVENT_TOLERANCE, Epoch, Event, FiringRaster,
    Happened, HelperThreads, Journey, LearningCurve, Moment, NetworkCopy, NeuronStates,
    PROBED_NEURONS, Probe, Runner, Settling, Side, Snapshot, Stop, Thinned, WeightsCopy, settling,
    share_of_a_look,
};
