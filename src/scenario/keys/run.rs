//! The keys of `[run]`, and what a scenario is called.

use super::quantity::{Limits, Quantity};
use super::row::{Row, Text};

/// What a file begins with.
pub(super) const TITLE: &[Row] = &[
    Row::Format,
    Row::Text(&Text {
        key: "name",
        expected: Text::TITLE,
        note: "",
        get: |s| Some(&s.name),
        set: |s, name| s.name = name,
    }),
    Row::Text(&Text {
        key: "summary",
        expected: Text::TITLE,
        note: "",
        get: |s| Some(&s.summary),
        set: |s, summary| s.summary = summary,
    }),
    Row::Text(&Text {
        key: "notes",
        expected: Text::NOTES,
        note: "",
        // Without notes there is no such key.
        get: |s| Some(s.notes.as_str()).filter(|notes| !notes.is_empty()),
        set: |s, notes| s.notes = notes,
    }),
];

/// The keys, in the order of the file.
pub(super) const ROWS: &[Row] = &[
    Row::Number(&SEED),
    Row::Number(&NETWORK_SEED),
    Row::Number(&Quantity {
        key: "run.iterations",
        name: "Iterations",
        limits: Limits::whole(0.0, 1e12),
        slider: (100.0, 100_000.0),
        logarithmic: true,
        help: "Plasticity updates that a headless run makes; the window goes on until it is paused.",
        get: |s| Some(s.run.iterations as f64),
        set: |s, v| s.run.iterations = v as u64,
        ..Quantity::PLAIN
    }),
];

pub(crate) static SEED: Quantity = Quantity {
    key: "run.seed",
    name: "Seed",
    // Up to here every whole number is exact as a floating-point number too, and the next is told
    // apart from it.
    limits: Limits::whole(0.0, 9_007_199_254_740_991.0),
    slider: (0.0, 1_000.0),
    help: "The same scenario and seed give the same network and the same noise, bit for bit.",
    get: |s| Some(s.run.seed as f64),
    set: |s, v| s.run.seed = v as u64,
    ..Quantity::INITIAL
};

pub(crate) static NETWORK_SEED: Quantity = Quantity {
    key: "run.network_seed",
    name: "Network seed",
    limits: SEED.limits,
    slider: SEED.slider,
    help: "A seed of its own for initial weights, firing and credits: seeds then differ in noise only.",
    get: |s| s.run.network_seed.map(|seed| seed as f64),
    set: |s, v| s.run.network_seed = Some(v as u64),
    ..Quantity::INITIAL
};
