//! What the interface asks of the engine.

use std::sync::Arc;
use std::sync::mpsc::SyncSender;

use crate::analysis::Method;
use crate::engine::run::{NetworkCopy, Side};
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
        /// What runs beside it as side B, if two are compared.
        beside: Option<Box<Beside>>,
    },
    /// Make one side the twin of the other as it stands now, with its own way to go from there. This
    /// is also how a comparison begins in the middle of a run.
    CopySide {
        /// The side that is copied to the other.
        from: Side,
    },
    /// Let the two sides change places.
    SwapSides,
    /// Take side B away.
    EndComparison,
    /// Run, at the chosen pace, until told otherwise.
    Play,
    /// Run as fast as possible to this iteration, and stand still there.
    PlayTo(u64),
    /// Stand still.
    Pause,
    /// Tick one clock now, outside its schedule, and stand still.
    Tick(Clock),
    /// Move to the next due clock, tick what is due, and stand still.
    Step,
    /// Change the rules of the running simulation on a side.
    SetRules(Side, Box<Rules>),
    /// Change that of the rules which makes some into others; what the scenario has changed by itself meanwhile
    /// stays.
    ChangeRules {
        /// Of this side.
        side: Side,
        /// The rules that were believed to be in force.
        was: Box<Rules>,
        /// What they are to become.
        now: Box<Rules>,
    },
    /// Look for communities in another way, on both sides.
    SetMethod(Method),
    /// Look again, standing still, for those who want to have something worked out.
    Look,
    /// Change the pace.
    SetPace(Pace),
    /// Show a moment of the past. The simulation stands still, and waits.
    LookAt(Target),
    /// Show the present again.
    ReturnToNow,
    /// Let the run go another way from the moment that is shown; the course that it took is set aside.
    BeginAgainHere,
    /// Compare two futures of the moment that is shown: side A takes the course that it took, side B
    /// another. The course that was taken is set aside.
    ContinueBeside,
    /// Go on with the course that was set aside last, as if it had never been left.
    TakeUpOldCourse,
    /// Let the states that are kept of the past take so many bytes at most.
    SetHistoryBudget(usize),
    /// Send a copy of the network as it is now; whoever does not listen any more gets none.
    CopyNetwork(SyncSender<Box<NetworkCopy>>),
    /// Fail as a bug would, to see that the window survives it.
    #[cfg(test)]
    Panic,
}

/// What side B of a comparison begins with.
#[derive(Debug, Clone)]
pub struct Beside {
    /// Its scenario.
    pub scenario: Scenario,
    /// Initial values that replace random ones.
    pub given: GivenState,
    /// What its task is to learn.
    pub samples: Option<Arc<Samples>>,
}

/// How fast model time passes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Pace {
    /// As fast as the machine allows.
    Full,
    /// So many model milliseconds in a second of real time, if the machine allows.
    ModelMsPerSecond(f64),
}

/// A moment of the past.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The first at which so many iterations have been made.
    Iteration(u64),
    /// The last before the one that is shown at which this clock had just ticked.
    Previous(Clock),
    /// The next after it, if that is not yet to come.
    Next(Clock),
}
