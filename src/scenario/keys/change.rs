//! The numbers of a change that are no keys of the rules: when it is made.

use super::quantity::{Limits, Quantity};

/// The iteration at which a change is made.
pub static CHANGE_AT: Quantity = Quantity {
    key: "at",
    name: "Iteration of the change",
    limits: Limits::whole(0.0, 1e12),
    slider: (0.0, 100_000.0),
    help: "How many plasticity updates are made before the change.",
    ..Quantity::PLAIN
};

/// The model time at which a change is made.
pub static CHANGE_AT_MS: Quantity = Quantity {
    key: "at_ms",
    name: "Time of the change",
    unit: "ms",
    limits: Limits::within(0.0, 1e12),
    slider: (0.0, 100_000.0),
    help: "The change comes after all that ticks until this model time.",
    ..Quantity::PLAIN
};
