//! The numbers of the analysis: how communities are looked for.

use super::{Limits, Quantity};

/// γ
pub static RESOLUTION: Quantity = Quantity {
    key: "analysis.resolution",
    name: "Resolution",
    symbol: "γ",
    unit: "",
    limits: Limits::within(0.0, 1e6),
    slider: (0.1, 10.0),
    logarithmic: true,
    live: true,
    help: "A higher resolution gives more and smaller communities. With CPM it is the density that a community must exceed, as a multiple of the mean over all pairs of neurons.",
    equation: "within share − γ · by chance",
    get: |s| Some(s.method.resolution),
    set: |s, v| s.method.resolution = v,
};
