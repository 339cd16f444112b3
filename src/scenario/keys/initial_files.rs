//! The keys of `[network]` about files with initial values.

use super::choice::{Acts, Choice};
use super::limits::Limits;
use super::quantity::Quantity;
use super::text::Text;
use crate::scenario::definition::{InitialFiles, Scenario};

/// W at the start.
pub(in crate::scenario) static WEIGHTS: Text = Text {
    key: "network.weights",
    expected: Text::WEIGHTS,
    note: "W at the start: a row per receiving neuron, or a graph",
    get: |s| s.network.files.weights.as_deref(),
    set: |s, path| s.network.files.weights = Some(path),
};

/// Whether the file of the weights has it the other way round.
pub static WEIGHTS_TRANSPOSED: Choice = Choice {
    key: "network.weights_transposed",
    name: "Weights transposed",
    acts: Acts::OnReset,
    help: "Whether a row of the file is a sending neuron, and edges run from the receiving one.",
    equation: "w_ij = (weight in row j, column i)",
    note: "whether rows, or sources of edges, are the other way round",
    get: |s| of_weights(s).map(|files| usize::from(files.weights_transposed)),
    set: |s, i| s.network.files.weights_transposed = i == 1,
    ..Choice::PLAIN
};

/// What every weight of the file is multiplied by.
pub static WEIGHTS_SCALE: Quantity = Quantity {
    key: "network.weights_scale",
    name: "Scale of the weights",
    limits: Limits::within(0.0, 1e9),
    slider: (1e-4, 10.0),
    logarithmic: true,
    live: false,
    help: "Every weight from the file is multiplied by it; connectomes often come as counts of synapses.",
    equation: "w_ij = scale · (weight in the file)",
    get: |s| of_weights(s).map(|files| files.weights_scale),
    set: |s, v| {
        if of_weights(s).is_some() {
            s.network.files.weights_scale = v;
        }
    },
    ..Quantity::PLAIN
};

fn of_weights(scenario: &Scenario) -> Option<&InitialFiles> {
    let files = &scenario.network.files;
    files.weights.is_some().then_some(files)
}

/// x at the start.
pub(in crate::scenario) static FIRING: Text = Text {
    key: "network.firing",
    expected: Text::ARRAY,
    note: "x at the start",
    get: |s| s.network.files.firing.as_deref(),
    set: |s, path| s.network.files.firing = Some(path),
};

/// c at the start.
pub(in crate::scenario) static CREDIT: Text = Text {
    key: "network.credit",
    expected: Text::ARRAY,
    note: "c at the start",
    get: |s| s.network.files.credit.as_deref(),
    set: |s, path| s.network.files.credit = Some(path),
};
