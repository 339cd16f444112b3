//! The number that belongs to weights from a file: it exists only in a scenario that names one.

use super::{Limits, Quantity};
use crate::scenario::definition::{InitialFiles, Scenario};

/// What every weight of the file is multiplied by.
pub static WEIGHTS_SCALE: Quantity = Quantity {
    key: "network.weights_scale",
    name: "Scale of the weights",
    symbol: "",
    unit: "",
    limits: Limits::within(0.0, 1e9),
    slider: (1e-4, 10.0),
    logarithmic: true,
    live: false,
    help: "Every weight from the file is multiplied by it; connectomes often come as counts of synapses.",
    equation: "w_ij = scale · (weight in the file)",
    get: |s| of(s).map(|files| files.weights_scale),
    set: |s, v| {
        if of(s).is_some() {
            s.network.files.weights_scale = v;
        }
    },
};

fn of(scenario: &Scenario) -> Option<&InitialFiles> {
    let files = &scenario.network.files;
    files.weights.is_some().then_some(files)
}
