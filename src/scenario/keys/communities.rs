//! The keys of `[analysis]`: how communities are looked for.

use super::choice::{Choice, named, one_of, word};
use super::quantity::{Quantity, number_at};
use super::row::Row;
use crate::analysis::{Method, Quality};

/// The keys, in the order of the file.
pub(super) const ROWS: &[Row] = &[
    Row::Choice(&MEASURE),
    Row::Choice(&DIRECTION),
    Row::Number(&RESOLUTION),
];

pub(crate) static MEASURE: Choice = Choice {
    key: "analysis.measure",
    name: "Measure",
    options: &[
        word(
            Quality::Modularity.key(),
            "More |w| inside communities than by chance, given how strong each neuron is: Σ_c [e_c / m − γ (K_c / 2m)²].",
        ),
        named(
            Quality::Cpm.key(),
            "CPM",
            "Constant Potts model: communities denser inside than γ times the mean of all pairs of neurons: Σ_c [e_c / m − γ n_c (n_c − 1) / n (n − 1)].",
        ),
    ],
    help: "What makes a division into communities a good one.",
    note: "what communities are good by: {words}",
    ..one_of!(Quality::ALL, method.quality)
};

pub(crate) static DIRECTION: Choice = Choice {
    key: "analysis.direction",
    name: "Synapses",
    options: &[
        word(
            Method::DIRECTIONS[0],
            "Both synapses of a pair are added: |w_ij| + |w_ji|.",
        ),
        word(
            Method::DIRECTIONS[1],
            "By chance a strong sender is connected to a strong receiver: Σ_c K_c^in K_c^out / m². CPM finds the same communities either way; then only “by chance”, and with it Q, differ.",
        ),
    ],
    help: "Whether it matters who sends and who receives.",
    note: "undirected, or directed: who sends and who receives",
    ..one_of!([false, true], method.directed)
};

/// γ
pub static RESOLUTION: Quantity = Quantity {
    key: "analysis.resolution",
    name: "Resolution",
    symbol: "γ",
    slider: (0.1, 10.0),
    logarithmic: true,
    help: "A higher resolution gives more and smaller communities. With CPM it is the density that a community must exceed, as a multiple of the mean over all pairs of neurons.",
    equation: "within share − γ · by chance",
    ..number_at!(Quantity::PLAIN, method.resolution)
};
