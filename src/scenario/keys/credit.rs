//! The keys of `[credit]`: how credit travels back.

use super::choice::{Choice, ChoiceOption, named, one_of};
use super::quantity::{Quantity, number_at};
use super::row::Row;
use crate::model::FeedbackWeights;

/// The keys, in the order of the file.
pub(super) const ROWS: &[Row] = &[Row::Choice(&FEEDBACK), Row::Number(&TRANSPORT_NOISE)];

/// b_ij
pub static FEEDBACK: Choice = Choice {
    key: "credit.feedback",
    name: "Credit returns",
    options: &[
        named(
            "same",
            "through the same synapses",
            "b_ij = w_ij: the rule, retrograde signals.",
        ),
        named("none", "not at all", "b_ij = 0: a control without return."),
        named(
            "random",
            "through random synapses",
            "b_ij drawn once, N(0, 1/n), or N(0, g²/m) in a layered network; 0 where w_ij is.",
        ),
        named(
            "signs",
            "by the signs alone",
            "b_ij = sign(w_ij) |b|, with b drawn as for random synapses.",
        ),
        named(
            "kolen-pollack",
            "through synapses that learn alike",
            "b_ij drawn at random, then changed as w_ij is; both lose 1 in 10,000 at each change (Kolen and Pollack).",
        ),
    ],
    help: "The weights that credit meets on its way back. In the paper they are those that firing met on its way forward.",
    equation: "g_ji = c_i f(s_i) b_ij",
    ..one_of!(FeedbackWeights::ALL, rules.feedback.weights)
};

/// How these feedback weights are called.
pub fn feedback_option(weights: FeedbackWeights) -> &'static ChoiceOption {
    &FEEDBACK.options[weights as usize]
}

/// η
pub static TRANSPORT_NOISE: Quantity = Quantity {
    key: "credit.transport_noise",
    name: "Transport noise",
    symbol: "η",
    slider: (0.0, 2.0),
    help: "How unreliably synapses carry credit back: each credit update meets weights that are off by this share at random.",
    equation: "g_ji = c_i f(s_i) b_ij (1 + η ξ), ξ ~ N(0, 1) anew for each synapse and update",
    ..number_at!(Quantity::PLAIN, rules.feedback.transport_noise)
};
