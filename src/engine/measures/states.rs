//! Measures that nothing plots or tabulates: conditions of claims and lessons speak of them.

use super::measure::{Measure, Place, Subject};
use super::moment::Moment;
use super::table::ROW;
use crate::model::Clock;

/// A neuron that fires less, or holds less credit, counts as silent (our choice).
const FAINT: f64 = 0.01;

/// What rows say unless they say otherwise.
const STATE: Measure = Measure {
    range: (0.0, f64::INFINITY),
    whole: true,
    places: &[Place::Conditions],
    ..ROW
};

/// How often firing has been updated.
pub static FIRING_UPDATES: Measure = Measure {
    key: "firing_updates",
    name: "Firing updates",
    help: "How often the firing clock has ticked.",
    definition: "Ticks of the firing clock since the run began.",
    subject: Subject::Balance,
    of: |m| ticks(m, Clock::Firing),
    ..STATE
};

/// How often credit has been updated.
pub static CREDIT_UPDATES: Measure = Measure {
    key: "credit_updates",
    name: "Credit updates",
    help: "How often the credit clock has ticked.",
    definition: "Ticks of the credit clock since the run began.",
    subject: Subject::Credit,
    of: |m| ticks(m, Clock::Credit),
    ..STATE
};

/// How often the weights have been changed.
pub static PLASTICITY_UPDATES: Measure = Measure {
    key: "plasticity_updates",
    name: "Plasticity updates",
    help: "How often the plasticity clock has ticked.",
    definition: "Ticks of the plasticity clock since the run began.",
    subject: Subject::Change,
    of: |m| ticks(m, Clock::Plasticity),
    ..STATE
};

/// How many neurons fire.
pub static FIRING_NEURONS: Measure = Measure {
    key: "firing_neurons",
    name: "Neurons that fire",
    help: "How many neurons fire now.",
    definition: "Neurons with |x_i| ≥ 0.01.",
    subject: Subject::Balance,
    of: |m| Some(strong(&m.snapshot?.state.firing)),
    ..STATE
};

/// How many neurons hold credit.
pub static CREDITED_NEURONS: Measure = Measure {
    key: "credited_neurons",
    name: "Neurons that hold credit",
    help: "How many neurons hold credit now.",
    definition: "Neurons with |c_i| ≥ 0.01.",
    subject: Subject::Credit,
    of: |m| Some(strong(&m.snapshot?.state.credit)),
    ..STATE
};

/// How far the rule is from the gradient.
pub static GRADIENT_ANGLE: Measure = Measure {
    key: "gradient_angle",
    name: "Angle to the gradient",
    unit: "°",
    help: "How far what the rule changes is turned from what backpropagation would change.",
    definition: "Angle between the sums of ΔW and of −∂L/∂W over the plasticity updates that follow, 128 at most, in the layer where it is largest.",
    range: (0.0, 180.0),
    undefined: "Without a task in a layered network, while no window is open, and where the rule or the gradient is zero.",
    subject: Subject::Task,
    whole: false,
    of: |m| m.gradient_angle(),
    ..STATE
};

fn ticks(moment: &Moment<'_>, clock: Clock) -> Option<f64> {
    Some(moment.snapshot?.ticks(clock) as f64)
}

fn strong(values: &[f64]) -> f64 {
    values.iter().filter(|value| value.abs() >= FAINT).count() as f64
}
