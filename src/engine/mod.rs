//! The engine runs scenarios: [`Runner`] steps one, [`Engine`] does so on a background thread.
//!
//! Commands go in, immutable [`Snapshot`]s come out, and the latest wins. Two further threads work
//! on the snapshots: the analyst finds communities ([`Findings`]), the illustrator reorders and
//! reduces matrices ([`Pictures`]); [`Stage`] does all that without threads. The weights are copied only
//! when one of them is ready for more.
//!
//! Where a scenario compares two sides, one thread keeps both simulations and steps them together, so
//! that they always stand at the same model time; the sides' findings are worked out apart.

mod background;
mod clock_map;
mod command;
mod desk;
mod events;
mod findings;
mod handle;
mod helpers;
mod history;
mod job;
mod latest;
mod learning;
mod memory;
mod metronome;
mod network_copy;
mod pair;
mod pictures;
mod probe;
mod proof;
mod runner;
mod scene;
mod shared;
mod side;
mod snapshot;
mod speedometer;
mod stability;
mod stage;
pub mod sweep;
mod thinned;
mod track;
mod worker;

pub use clock_map::{ClockMap, RATIOS, with_ratios};
pub use command::{Beside, Command, Pace};
pub use events::{EVENT_TOLERANCE, Event, Settling, settling};
pub use findings::{Analyst, Findings, row};
pub use handle::Engine;
pub use helpers::HelperThreads;
pub use history::{History, Row, Series};
pub use job::{Job, Progress, Reporter};
pub use latest::Latest;
pub use learning::{Epoch, LearningCurve};
pub use memory::Memory;
pub use network_copy::NetworkCopy;
pub use pictures::{Illustrator, MAX_SIDE, Pictures};
pub use probe::Probe;
pub use proof::Proof;
pub use runner::{Dynamics, NeuronStates, Runner, WeightsCopy};
pub use scene::{Scene, Wants};
pub use shared::{Snapshots, Wake};
pub use side::Side;
pub use snapshot::Snapshot;
pub use stability::Stability;
pub use stage::Stage;
pub use thinned::Thinned;
pub use track::PROBED_NEURONS;
