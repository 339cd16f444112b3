//! The prover: is what the rule is about to change what backpropagation would change, and how has the angle
//! between the two been so far?

use std::sync::Arc;

use crate::analysis::{Agreement, Alignment, Feedforward, Predictions, effective_credit};
use crate::engine::run::{
    Dynamics, NeuronStates, PROBED_NEURONS, Probe, Runner, Thinned, share_of_a_look,
};
use crate::model::{BlowUp, Clock, Rules};

/// Updates over which changes and gradients are summed to tell the angle between them: single samples have
/// directions of their own, and would hide how a rule aligns (our choice).
/// Of large networks fewer are looked at.
pub const ALIGNED_OVER: usize = 128;
const LEAST_ALIGNED_OVER: usize = 16;
/// So many pairs of neurons are looked at for one angle.
const PAIRS: usize = ALIGNED_OVER * 200 * 200;
/// Plasticity updates that are made for each that counts at most: those outside the overlap of the windows
/// do not.
const MADE_FOR_EACH: usize = 4;
/// What they may take together, in looks that take the most.
const MOST_LOOKS: f64 = 10.0;

/// The angle between rule and gradient at one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Angles {
    /// Plasticity updates made before.
    pub iteration: u64,
    /// Over how many updates from there on changes and gradients are summed, [`ALIGNED_OVER`] at most.
    pub updates: usize,
    /// The angle in degrees in each layer, in the order of [`Agreement::layers`]; `None` where the rule or
    /// the gradient is zero.
    pub degrees: Vec<Option<f64>>,
}

impl Angles {
    /// The largest of all layers; `None` where one of them has none.
    pub fn largest(&self) -> Option<f64> {
        let each = self.degrees.iter().copied();
        each.reduce(|a, b| Some(a?.max(b?))).flatten()
    }
}

/// Angles over time.
pub type AngleHistory = Thinned<Arc<Angles>>;

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
    /// The angle between rule and gradient so far; of a single look, only that.
    pub angles: AngleHistory,
}

/// Turns probes into proofs; remembers the angles.
#[derive(Default)]
pub struct Prover {
    generation: u64,
    angles: AngleHistory,
}

impl Prover {
    /// Examines a probe, and the updates that follow it.
    pub fn study(&mut self, probe: &Probe) -> Proof {
        if probe.generation != self.generation {
            *self = Self {
                generation: probe.generation,
                ..Self::default()
            };
        }
        if let Some(angles) = angles(probe) {
            let latest = self.angles.items().last();
            let again = latest.is_some_and(|latest| latest.iteration == angles.iteration);
            match again {
                true => self.angles.replace_last(Arc::new(angles)),
                false => self.angles.push(Arc::new(angles)),
            }
        }
        Proof {
            angles: self.angles.clone(),
            ..Proof::of(probe)
        }
    }
}

impl Proof {
    /// A look at the updates that follow; `None` where the next one is too far off, or would blow up.
    pub fn ahead_of(runner: &Runner) -> Option<Self> {
        if runner.neurons() > PROBED_NEURONS {
            return None;
        }
        Some(Prover::default().study(&runner.probe()?))
    }

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
            angles: AngleHistory::default(),
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
    let update = Update {
        rules: &probe.rules,
        learning_rate: probe.learning_rate,
        state: &probe.state,
        before: &probe.before,
        after: &probe.after,
    };
    Some(Agreement::of(
        &feedforward,
        &samples.inputs[sample],
        &samples.targets[sample],
        probe.rules.teaching.loss,
        update.change(),
    ))
}

/// A plasticity update.
struct Update<'a> {
    rules: &'a Rules,
    learning_rate: f64,
    state: &'a NeuronStates,
    before: &'a [f64],
    after: &'a [f64],
}

impl Update<'_> {
    /// ΔW / r of a synapse. Pruning takes back part of what the rule changes: then what counts is what
    /// really changed.
    fn change(&self) -> impl Fn(usize, usize) -> f64 {
        let NeuronStates {
            firing,
            net_input,
            credit,
            ..
        } = self.state;
        let effective = effective_credit(self.rules, credit, net_input);
        let n = firing.len();
        let measured = self.rules.plasticity.pruning > 0.0 && self.learning_rate > 0.0;
        move |post, pre| {
            let at = post * n + pre;
            match measured {
                true => (self.after[at] - self.before[at]) / self.learning_rate,
                false => effective[post] * firing[pre],
            }
        }
    }
}

/// The angles over the updates that come after a probe; `None` where nothing is to be compared.
fn angles(probe: &Probe) -> Option<Angles> {
    let mut simulation = probe.ahead.as_ref()?.twin();
    let mut alignment = Alignment::default();
    let pairs = probe.before.len().max(1);
    let wanted = (PAIRS / pairs).clamp(LEAST_ALIGNED_OVER, ALIGNED_OVER);
    let in_time = MOST_LOOKS / share_of_a_look(simulation.rules(), simulation.neurons());
    for _ in 0..(MADE_FOR_EACH * wanted).min(in_time as usize) {
        // What blows up has gone far enough.
        if alignment.samples == wanted || add_next(&mut alignment, &mut *simulation).is_err() {
            break;
        }
    }
    (alignment.samples > 0).then(|| Angles {
        iteration: probe.iteration,
        updates: alignment.samples,
        degrees: alignment.degrees(),
    })
}

/// Makes the next plasticity update, and adds it to the sums if both windows are open then.
fn add_next(alignment: &mut Alignment, simulation: &mut dyn Dynamics) -> Result<(), BlowUp> {
    simulation.step_until_plasticity()?;
    let presentation = simulation.presentation();
    let open = presentation.filter(|now| now.input_open && now.output_open);
    let (samples, layers) = (
        simulation.samples(),
        simulation.topology().layers().cloned(),
    );
    let (Some(now), Some(samples), Some(layers)) = (open, samples, layers) else {
        return simulation.tick(Clock::Plasticity);
    };
    let (state, before, rules) = (
        simulation.state(),
        simulation.weights(),
        *simulation.rules(),
    );
    let learning_rate = rules.plasticity.learning_rate.at(simulation.iteration());
    simulation.tick(Clock::Plasticity)?;
    let after = match rules.plasticity.pruning > 0.0 {
        true => simulation.weights(),
        false => Vec::new(),
    };
    let update = Update {
        rules: &rules,
        learning_rate,
        state: &state,
        before: &before,
        after: &after,
    };
    let feedforward = Feedforward::from_dense(&layers, rules.activation, &before);
    let sample = (
        &samples.inputs[now.sample][..],
        &samples.targets[now.sample][..],
    );
    alignment.add(&feedforward, sample, rules.teaching.loss, update.change());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::run::Runner;
    use crate::model::FeedbackWeights;
    use crate::scenario;

    fn digits(weights: FeedbackWeights) -> Runner {
        let preset = scenario::preset("digits.toml").expect("a preset");
        let mut opened = preset.open().expect("valid");
        opened.scenario.rules.feedback.weights = weights;
        Runner::of(&opened)
    }

    fn latest(prover: &mut Prover, runner: &Runner) -> Vec<Option<f64>> {
        let proof = prover.study(&runner.probe().expect("finite"));
        let angles = proof.angles.items().last().expect("angles");
        assert_eq!(
            (angles.iteration, angles.updates),
            (runner.iteration(), ALIGNED_OVER)
        );
        angles.degrees.clone()
    }

    #[test]
    fn one_sees_random_feedback_align_and_the_rule_stay_on_the_gradient() {
        let (mut prover, mut runner) = (Prover::default(), digits(FeedbackWeights::Random));
        let begun = latest(&mut prover, &runner)[0].expect("an angle");
        runner.run_to(28_740).expect("finite");
        let found = latest(&mut prover, &runner);
        let ended = found[0].expect("an angle");
        assert!(begun - ended > 25.0, "{begun} → {ended}");
        assert!(found[1].is_some_and(|angle| angle < 1e-6), "the last layer");
        assert_eq!(prover.angles.items().len(), 2);

        let same = latest(&mut Prover::default(), &digits(FeedbackWeights::Same));
        assert!(same.iter().all(|angle| angle.is_some_and(|a| a < 1e-6)));
        let none = latest(&mut Prover::default(), &digits(FeedbackWeights::None));
        assert!(none[0].is_none() && none[1].is_some());
    }

    #[test]
    fn standing_still_counts_once_and_another_run_begins_anew() {
        let (mut prover, runner) = (Prover::default(), digits(FeedbackWeights::Same));
        let mut probe = runner.probe().expect("finite");
        prover.study(&probe);
        assert_eq!(prover.study(&probe).angles.items().len(), 1);
        (probe.generation, probe.iteration) = (7, 1);
        let proof = prover.study(&probe);
        let iterations: Vec<u64> = proof.angles.items().iter().map(|a| a.iteration).collect();
        assert_eq!(iterations, [1]);
    }
}
