//! Measures that nothing plots or tabulates: conditions of claims and lessons speak of them.

use super::measure::{Measure, Place, Subject};
use super::moment::Moment;
use super::table::ROW;
use crate::engine::Proof;
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
    of: |m| m.proof()?.measure(&GRADIENT_ANGLE),
    ..STATE
};

/// Prediction 1 in one number.
pub static BALANCED_SIGNAL: Measure = Measure {
    key: "balanced_signal",
    name: "Signal of balanced neurons",
    help: "How much stronger the retrograde signals of balanced neurons are than those of neurons that are driven hard.",
    definition: "Mean |g_ji| over synapses whose receiver has |s_i| ≤ 1, ÷ the same where |s_i| ≥ 2, before the next plasticity update.",
    undefined: "Where there are not both, with more than 600 neurons, and where the next update is too far off.",
    subject: Subject::Balance,
    whole: false,
    of: |m| m.proof()?.measure(&BALANCED_SIGNAL),
    ..STATE
};

/// Prediction 2 in one number.
pub static RATIO_ERROR: Measure = Measure {
    key: "ratio_error",
    name: "Error of prediction 2",
    help: "How far Δw / g of a synapse is from r x / w.",
    definition: "Median over synapses of |Δw_ij/g_ji − r x_j/w_ij| ÷ |r x_j/w_ij| in the next plasticity update.",
    undefined: "Where no synapse hands back credit, with more than 600 neurons, and where the next update is too far off.",
    subject: Subject::Change,
    whole: false,
    of: |m| m.proof()?.measure(&RATIO_ERROR),
    ..STATE
};

impl Proof {
    /// The value of a measure that takes a look at the updates that follow; `None` of all others.
    pub fn measure(&self, measure: &Measure) -> Option<f64> {
        match measure {
            m if *m == GRADIENT_ANGLE => self.angles.items().last()?.largest(),
            m if *m == BALANCED_SIGNAL => self.predictions.balanced_signal(),
            m if *m == RATIO_ERROR => self.predictions.ratio_error(),
            _ => None,
        }
    }
}

fn ticks(moment: &Moment<'_>, clock: Clock) -> Option<f64> {
    Some(moment.snapshot?.ticks(clock) as f64)
}

fn strong(values: &[f64]) -> f64 {
    values.iter().filter(|value| value.abs() >= FAINT).count() as f64
}
