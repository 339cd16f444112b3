//! The keys of `[clocks]`: how often each of the three updates happens.

use super::quantity::{Limits, Quantity, number_at};
use super::row::Row;

/// The keys, in the order of the file.
pub(super) const ROWS: &[Row] = &[
    Row::Number(&FIRING_MS),
    Row::Number(&CREDIT_MS),
    Row::Number(&PLASTICITY_MS),
];

/// What the clocks share.
const CLOCK: Quantity = Quantity {
    unit: "ms",
    limits: Limits::within(0.001, 1e6),
    slider: (0.1, 1_000.0),
    logarithmic: true,
    ..Quantity::PLAIN
};

/// Interval of the firing clock.
pub static FIRING_MS: Quantity = Quantity {
    key: "clocks.firing_ms",
    name: "Firing clock",
    symbol: "Δx",
    help: "Time between two firing updates: the fast clock.",
    equation: "x ← σ(W x) + ε_x",
    ..number_at!(CLOCK, rules.clocks.firing_ms)
};

/// Interval of the credit clock.
pub static CREDIT_MS: Quantity = Quantity {
    key: "clocks.credit_ms",
    name: "Credit clock",
    symbol: "Δc",
    help: "Time between two credit updates: the middle clock. Firing should settle in between.",
    equation: "c_j ← Σ_i c_i f(s_i) w_ij + ε_c",
    ..number_at!(CLOCK, rules.clocks.credit_ms)
};

/// Interval of the plasticity clock.
pub static PLASTICITY_MS: Quantity = Quantity {
    key: "clocks.plasticity_ms",
    name: "Plasticity clock",
    symbol: "ΔW",
    help: "Time between two plasticity updates: the slow clock. Credit should settle in between.",
    equation: "w_ij ← w_ij + r c_i f(s_i) x_j",
    ..number_at!(CLOCK, rules.clocks.plasticity_ms)
};
