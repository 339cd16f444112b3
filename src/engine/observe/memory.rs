//! How much memory a side takes.

use super::findings::{Findings, History, MEMBERSHIPS, Row};
use crate::engine::run::{Event, MOST_EVENTS, Snapshot};

/// Bytes that one side takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Memory {
    /// The simulation: the weights, and what the rules work in.
    pub simulation: usize,
    /// Copies of W that the engine keeps for the views: the latest, and one whose place the next takes.
    pub copies: usize,
    /// What is remembered of the past: events, quantities over time, who was in which community.
    pub history: usize,
    /// `history` never becomes more than this: when it is full, old moments become sparser.
    pub history_budget: usize,
}

impl Memory {
    /// What a snapshot, and what was found in it, tell.
    pub fn of(snapshot: &Snapshot, findings: Option<&Findings>) -> Self {
        let membership = 2 * snapshot.neurons();
        let events = size_of::<Event>();
        let rows = findings.map_or(0, |found| found.history.items().len());
        let memberships = findings.map_or(0, |found| found.memberships.items().len());
        let most_rows = History::default().capacity();
        Self {
            simulation: snapshot.simulation_bytes,
            copies: snapshot.copies_bytes,
            history: snapshot.events.len() * events
                + rows * size_of::<Row>()
                + memberships * membership,
            history_budget: MOST_EVENTS * events
                + most_rows * size_of::<Row>()
                + MEMBERSHIPS * membership,
        }
    }

    /// All of it.
    pub fn total(&self) -> usize {
        self.simulation + self.copies + self.history
    }
}
