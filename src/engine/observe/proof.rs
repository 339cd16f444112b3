//! The prover: is what the rule is about to change what backpropagation would change?

use crate::analysis::{Agreement, Feedforward, Predictions};
use crate::engine::run::Probe;

/// What the prover found in a probe.
#[derive(Debug, Clone)]
pub struct Proof {
    /// The run it belongs to.
    pub generation: u64,
    /// The rule beside the gradient; only where samples are learned, while both windows are open.
    pub agreement: Option<Agreement>,
    /// Predictions 1 and 2.
    pub predictions: Predictions,
    /// See [`Probe::residuals`].
    pub residuals: [f64; 2],
}

impl Proof {
    /// Examines a probe.
    pub fn of(probe: &Probe) -> Self {
        Self {
            generation: probe.generation,
            agreement: agreement(probe),
            predictions: Predictions::of(
                &probe.rules,
                probe.learning_rate,
                [
                    &probe.state.net_input,
                    &probe.state.firing,
                    &probe.state.credit,
                ],
                [&probe.before, &probe.after],
                probe.feedback.as_deref().unwrap_or(&probe.before),
            ),
            residuals: probe.residuals,
        }
    }
}

fn agreement(probe: &Probe) -> Option<Agreement> {
    let (layers, samples) = (probe.topology.layers()?, probe.samples.as_ref()?);
    let presentation = probe
        .presentation
        .filter(|l| l.input_open && l.output_open)?;
    let sample = presentation.sample;
    let feedforward = Feedforward::from_dense(layers, probe.rules.activation, &probe.before);
    let effective = crate::analysis::effective_credit(
        &probe.rules,
        &probe.state.credit,
        &probe.state.net_input,
    );
    // Pruning takes back part of what the rule changes: then what counts is what really changed.
    let n = probe.state.firing.len();
    let plasticity = &probe.rules.plasticity;
    let measured = plasticity.pruning > 0.0 && probe.learning_rate > 0.0;
    let rule = |post: usize, pre: usize| match measured {
        true => (probe.after[post * n + pre] - probe.before[post * n + pre]) / probe.learning_rate,
        false => effective[post] * probe.state.firing[pre],
    };
    Some(Agreement::of(
        &feedforward,
        &samples.inputs[sample],
        &samples.targets[sample],
        probe.rules.teaching.loss,
        rule,
    ))
}
