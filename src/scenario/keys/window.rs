//! The keys of `[window]`: what the window shows of a scenario. Nothing here changes a simulation.

use super::choice::{Choice, named, one_of};
use super::row::Row;
use crate::scenario::definition::Arrangement;

/// The keys, in the order of the file.
pub(super) const ROWS: &[Row] = &[Row::Choice(&ARRANGEMENT), Row::AtHand];

pub(crate) static ARRANGEMENT: Choice = Choice {
    key: "window.arrangement",
    name: "Arrangement",
    options: &[
        named(
            "show",
            "Show",
            "The weights and the network, large; retrograde signals, balance and the curves over time small below.",
        ),
        named(
            "theorem",
            "Theorem",
            "The rule beside backpropagation, with learning, the network and the clocks.",
        ),
        named(
            "clocks",
            "Clocks",
            "The update events of the three clocks, large, with the three-clock map and what goes with them.",
        ),
        named("laboratory", "Laboratory", "All views there are, in tabs."),
    ],
    help: "Which views stand where when the scenario is opened.",
    note: "which views the window opens with: {words}",
    ..one_of!(Arrangement::ALL, arrangement)
};
