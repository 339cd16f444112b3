//! What the interface asks of the engine.

use std::sync::Arc;
use std::sync::mpsc::SyncSender;

use super::NetworkCopy;
use crate::model::{Clock, GivenState, Rules, Samples};
use crate::scenario::Scenario;

/// A request to the engine thread. Requests are carried out in order.
#[derive(Debug, Clone)]
pub enum Command {
    /// Begin again with this scenario, at model time zero.
    Load {
        /// The scenario.
        scenario: Box<Scenario>,
        /// Initial values that replace random ones.
        given: GivenState,
        /// What the scenario's task is to learn.
        samples: Option<Arc<Samples>>,
    },
    /// Run, at the chosen pace, until told otherwise.
    Play,
    /// Stand still.
    Pause,
    /// Tick one clock now, outside its schedule, and stand still.
    Tick(Clock),
    /// Move to the next due clock, tick what is due, and stand still.
    Step,
    /// Change the rules of the running simulation.
    SetRules(Box<Rules>),
    /// Change the pace.
    SetPace(Pace),
    /// Send a copy of the network as it is now; whoever does not listen any more gets none.
    CopyNetwork(SyncSender<Box<NetworkCopy>>),
    /// Fail as a bug would, to see that the window survives it.
    #[cfg(test)]
    Panic,
}

/// How fast model time passes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Pace {
    /// As fast as the machine allows.
    Full,
    /// So many model milliseconds in a second of real time, if the machine allows.
    ModelMsPerSecond(f64),
}
