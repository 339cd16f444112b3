//! The engine runs scenarios: [`Runner`] steps one, [`Engine`] does so on a background thread.
//!
//! Commands go in, immutable [`Snapshot`]s come out, and the latest wins. Two further threads work
//! on the snapshots: the analyst finds communities ([`Findings`]), the illustrator reorders and
//! reduces matrices ([`Pictures`]). The weights are copied only when one of them is ready for more.

mod background;
mod command;
mod findings;
mod handle;
mod history;
mod latest;
mod metronome;
mod pictures;
mod runner;
mod shared;
mod snapshot;
mod speedometer;
mod worker;

pub use command::{Command, Pace};
pub use findings::{Analyst, Findings, row};
pub use handle::Engine;
pub use history::{History, Row, Series};
pub use latest::Latest;
pub use pictures::{Illustrator, MAX_SIDE, Pictures};
pub use runner::{Dynamics, NeuronStates, Runner, WeightsCopy};
pub use shared::Wake;
pub use snapshot::Snapshot;
