//! What is known when a simulation leaves the range of finite numbers.

use std::fmt;

use super::Clock;

/// A quantity of the model's state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// s
    NetInput,
    /// x
    Firing,
    /// c
    Credit,
    /// w
    Weight,
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NetInput => "net input s",
            Self::Firing => "firing rate x",
            Self::Credit => "credit c",
            Self::Weight => "weight w",
        })
    }
}

/// An update was refused because its result would not have been finite. The simulation stands at
/// its last finite state.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("{what} left the range of finite numbers at {at_ms} ms, iteration {iteration}")]
pub struct BlowUp {
    /// What blew up first.
    pub what: State,
    /// The model time of the refused update in milliseconds.
    pub at_ms: f64,
    /// How many plasticity updates had been made by then.
    pub iteration: u64,
}

impl BlowUp {
    /// A blow-up whose time the caller fills in.
    pub(super) fn of(what: State) -> Self {
        Self {
            what,
            at_ms: 0.0,
            iteration: 0,
        }
    }

    /// The clock whose update was refused.
    pub fn clock(&self) -> Clock {
        match self.what {
            State::NetInput | State::Firing => Clock::Firing,
            State::Credit => Clock::Credit,
            State::Weight => Clock::Plasticity,
        }
    }
}
