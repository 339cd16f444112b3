//! Changes that are made to a scenario's rules while it runs.

use crate::model::Clock;

/// A change of the running simulation of a side. Changes take effect in the order in which they stand, each
/// before the next tick that is due.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// When it is made.
    pub at: When,
    /// What is done.
    pub act: Act,
}

/// A moment of a run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum When {
    /// As soon as so many iterations (plasticity updates) have been made.
    Iteration(u64),
    /// At this model time in milliseconds, after all that ticks until then.
    Ms(f64),
}

/// What a change does.
#[derive(Debug, Clone, PartialEq)]
pub enum Act {
    /// Gives keys other values: those that act at once, with their values as TOML.
    Set(Vec<(String, String)>),
    /// Ticks a clock out of its schedule; model time stands still.
    Tick(Clock),
}

impl When {
    /// Whether it comes after another moment, which can be told only where both are counted alike.
    pub fn is_after(self, other: Self) -> bool {
        match (self, other) {
            (Self::Iteration(own), Self::Iteration(other)) => own > other,
            (Self::Ms(own), Self::Ms(other)) => own > other,
            _ => false,
        }
    }
}

impl Change {
    /// Those of some changes that are made until a moment: all before the first that is known to come later.
    pub fn until(changes: &[Self], moment: When) -> &[Self] {
        let is_later = |change: &Self| change.at.is_after(moment);
        let end = changes.iter().position(is_later);
        &changes[..end.unwrap_or(changes.len())]
    }
}
