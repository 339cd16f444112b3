//! The numbers of a learning rate that falls: they exist only in a scenario that has one.

use super::{Limits, Quantity};
use crate::model::{Fall, FallShape, LearningRate};
use crate::scenario::definition::Scenario;

/// Rates on the way down are above zero: a geometric way leads neither from zero nor to it.
const RATE: Limits = Limits {
    min_included: false,
    ..Limits::within(0.0, 1e9)
};

/// Where r begins.
pub static RATE_FROM: Quantity = Quantity {
    key: "plasticity.learning_rate.from",
    name: "Falls from",
    symbol: "",
    unit: "",
    limits: RATE,
    slider: (0.001, 10.0),
    logarithmic: true,
    live: true,
    help: "The learning rate of the first plasticity update: early development.",
    equation: FallShape::Exponential.equation(),
    get: |s| fall(s).map(|fall| fall.from),
    set: |s, v| change(s, |fall| fall.from = v),
};

/// Where r ends.
pub static RATE_TO: Quantity = Quantity {
    key: "plasticity.learning_rate.to",
    name: "to",
    symbol: "",
    unit: "",
    limits: RATE,
    slider: (0.001, 10.0),
    logarithmic: true,
    live: true,
    help: "The learning rate in the end, which then stays: maturity.",
    equation: FallShape::Exponential.equation(),
    get: |s| fall(s).map(|fall| fall.to),
    set: |s, v| change(s, |fall| fall.to = v),
};

/// K
pub static RATE_OVER: Quantity = Quantity {
    key: "plasticity.learning_rate.over_iterations",
    name: "over iterations",
    symbol: "K",
    unit: "",
    limits: Limits::whole(1.0, 1e12),
    slider: (10.0, 100_000.0),
    logarithmic: true,
    live: true,
    help: "How many plasticity updates the learning rate takes to fall.",
    equation: FallShape::Exponential.equation(),
    get: |s| fall(s).map(|fall| fall.over_iterations as f64),
    set: |s, v| change(s, |fall| fall.over_iterations = v as u64),
};

fn fall(scenario: &Scenario) -> Option<Fall> {
    scenario.rules.plasticity.learning_rate.fall()
}

fn change(scenario: &mut Scenario, change: impl FnOnce(&mut Fall)) {
    if let LearningRate::Falling(fall) = &mut scenario.rules.plasticity.learning_rate {
        change(fall);
    }
}
