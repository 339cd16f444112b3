//! How a network learns its samples: loss and accuracy over the epochs.

use std::sync::Arc;

use super::{Dynamics, Thinned};
use crate::analysis::{Feedforward, Score};

/// Scores are taken at the end of an epoch, but not before so many samples were presented since the
/// last: small tasks would otherwise spend their time on being scored.
const LEAST_PRESENTED: u64 = 20;

/// Loss and accuracy after so many epochs.
#[derive(Debug, Clone, PartialEq)]
pub struct Epoch {
    /// How often every training sample has been presented.
    pub epoch: u64,
    /// On the samples that are learned from.
    pub train: Score,
    /// On those that are held out, if there are any.
    pub held_out: Option<Score>,
}

/// The learning curve of a run.
#[derive(Debug, Clone, Default)]
pub struct LearningCurve {
    epochs: Thinned<Arc<Epoch>>,
    scored_at: Option<u64>,
}

impl LearningCurve {
    /// The scores so far, oldest first.
    pub fn epochs(&self) -> &[Arc<Epoch>] {
        self.epochs.items()
    }

    /// Takes a score at the end of a run, if the last presentation has come to its end too.
    pub(super) fn close(&mut self, simulation: &dyn Dynamics) {
        let Some(presentation) = simulation.presentation() else {
            return;
        };
        let over =
            simulation.now_ms() >= presentation.begun_ms + simulation.rules().teaching.present_ms;
        let train = simulation
            .samples()
            .map_or(1, |samples| samples.train.max(1)) as u64;
        let epoch = (presentation.presented + u64::from(over)) / train;
        if self.epochs().last().is_some_and(|last| last.epoch < epoch) {
            self.score(simulation, epoch);
        }
    }

    /// Looks whether a score is due, and takes it.
    pub(super) fn follow(&mut self, simulation: &dyn Dynamics) {
        let (Some(presentation), Some(samples)) = (simulation.presentation(), simulation.samples())
        else {
            return;
        };
        let (train, presented) = (samples.train as u64, presentation.presented);
        let due = match self.scored_at {
            None => true,
            Some(at) => {
                presented.is_multiple_of(train.max(1))
                    && presented >= at + LEAST_PRESENTED.max(train)
            }
        };
        if !due {
            return;
        }
        self.scored_at = Some(presented);
        self.score(simulation, presentation.epoch);
    }

    fn score(&mut self, simulation: &dyn Dynamics, epoch: u64) {
        let Some(samples) = simulation.samples() else {
            return;
        };
        let rules = simulation.rules();
        let Some(layers) = simulation.topology().layers() else {
            return;
        };
        let network = Feedforward::from_dense(layers, rules.activation, &simulation.weights());
        let score = |range: std::ops::Range<usize>| {
            Score::of(&network, &samples, range, rules.teaching.loss)
        };
        let held_out = samples.train..samples.inputs.len();
        self.epochs.push(Arc::new(Epoch {
            epoch,
            train: score(0..samples.train),
            held_out: (!held_out.is_empty()).then(|| score(held_out)),
        }));
    }
}
