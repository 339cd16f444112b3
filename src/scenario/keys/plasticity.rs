//! The keys of `[plasticity]`: the learning rate, constant or falling, and pruning.

use super::choice::{Choice, one_of, word};
use super::quantity::{Limits, Quantity, number_at};
use super::row::Row;
use crate::model::{Fall, FallShape, LearningRate};
use crate::scenario::definition::Scenario;

/// The keys, in the order of the file.
pub(super) const ROWS: &[Row] = &[
    Row::Number(&LEARNING_RATE),
    Row::Number(&RATE_FROM),
    Row::Number(&RATE_TO),
    Row::Number(&RATE_OVER),
    Row::Choice(&RATE_SHAPE),
    Row::Number(&PRUNING),
    Row::Choice(&SHUFFLED_CREDIT),
];

/// r, where it is constant; setting it makes it so.
pub static LEARNING_RATE: Quantity = Quantity {
    key: "plasticity.learning_rate",
    name: "Learning rate",
    symbol: "r",
    limits: Limits::within(0.0, 1e9),
    slider: (0.001, 10.0),
    logarithmic: true,
    help: "Scales every weight change. Low rates build modules, high rates wire across them.",
    equation: "Δw_ij = r · c_i f(s_i) x_j",
    get: |s| s.rules.plasticity.learning_rate.constant(),
    set: |s, v| s.rules.plasticity.learning_rate = v.into(),
    ..Quantity::PLAIN
};

/// Rates on the way down are above zero: a geometric way leads neither from zero nor to it.
const FALLING: Quantity = Quantity {
    limits: Limits {
        min_included: false,
        ..Limits::within(0.0, 1e9)
    },
    slider: (0.001, 10.0),
    logarithmic: true,
    equation: FallShape::Exponential.equation(),
    ..Quantity::PLAIN
};

/// Where r begins.
pub static RATE_FROM: Quantity = Quantity {
    key: "plasticity.learning_rate.from",
    name: "Falls from",
    help: "The learning rate of the first plasticity update: early development.",
    get: |s| fall(s).map(|fall| fall.from),
    set: |s, v| change(s, |fall| fall.from = v),
    ..FALLING
};

/// Where r ends.
pub static RATE_TO: Quantity = Quantity {
    key: "plasticity.learning_rate.to",
    name: "to",
    help: "The learning rate in the end, which then stays: maturity.",
    get: |s| fall(s).map(|fall| fall.to),
    set: |s, v| change(s, |fall| fall.to = v),
    ..FALLING
};

/// K
pub static RATE_OVER: Quantity = Quantity {
    key: "plasticity.learning_rate.over_iterations",
    name: "over iterations",
    symbol: "K",
    limits: Limits::whole(1.0, 1e12),
    slider: (10.0, 100_000.0),
    help: "How many plasticity updates the learning rate takes to fall.",
    get: |s| fall(s).map(|fall| fall.over_iterations as f64),
    set: |s, v| change(s, |fall| fall.over_iterations = v as u64),
    ..FALLING
};

pub(crate) static RATE_SHAPE: Choice = Choice {
    key: "plasticity.learning_rate.shape",
    name: "Shape",
    options: &[
        word("exponential", FallShape::Exponential.equation()),
        word("linear", FallShape::Linear.equation()),
    ],
    help: "Whether the learning rate falls by the same factor or the same amount at each update.",
    note: "{help}",
    get: |s| {
        let chosen = fall(s)?.shape;
        FallShape::ALL.iter().position(|shape| *shape == chosen)
    },
    set: |s, i| change(s, |fall| fall.shape = FallShape::ALL[i]),
    ..Choice::PLAIN
};

fn fall(scenario: &Scenario) -> Option<Fall> {
    scenario.rules.plasticity.learning_rate.fall()
}

fn change(scenario: &mut Scenario, change: impl FnOnce(&mut Fall)) {
    if let LearningRate::Falling(fall) = &mut scenario.rules.plasticity.learning_rate {
        change(fall);
    }
}

pub(crate) static PRUNING: Quantity = Quantity {
    key: "plasticity.pruning",
    name: "Pruning",
    symbol: "p",
    limits: Limits {
        max_included: false,
        ..Limits::within(0.0, 1.0)
    },
    slider: (0.0, 0.99),
    help: "Share of the synapses held at zero: after each plasticity update the weakest are cut.",
    equation: "w_ij ← 0 where |w_ij| is among the p·n² smallest",
    ..number_at!(Quantity::PLAIN, rules.plasticity.pruning)
};

pub(crate) static SHUFFLED_CREDIT: Choice = Choice {
    key: "plasticity.shuffled_credit",
    name: "Shuffled credit",
    help: "A control: at each plasticity update every effective credit goes to a neuron drawn at random.",
    equation: "Δw_ij = r · (c f(s))_π(i) x_j, π a random order",
    note: "a control: credit goes to random neurons",
    ..one_of!([false, true], rules.plasticity.shuffled_credit)
};
