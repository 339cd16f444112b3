//! How a network learns its samples: loss and accuracy over the epochs.

use std::sync::Arc;

use super::dynamics::Dynamics;
use super::thinned::Thinned;
use crate::analysis::{Confusion, Feedforward, Score};

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

/// Which classes were taken for which, after the latest epoch that was scored.
#[derive(Debug, Clone, PartialEq)]
pub struct Confused {
    /// How often every training sample had been presented.
    pub epoch: u64,
    /// Whether it counts samples that are held out; else there are none, and it counts those learned from.
    pub held_out: bool,
    /// How often.
    pub confusion: Confusion,
}

/// The learning curve of a run.
#[derive(Debug, Clone, Default)]
pub struct LearningCurve {
    epochs: Thinned<Arc<Epoch>>,
    confused: Option<Arc<Confused>>,
    scored_at: Option<u64>,
}

impl LearningCurve {
    /// The scores so far, oldest first.
    pub fn epochs(&self) -> &[Arc<Epoch>] {
        self.epochs.items()
    }

    /// Which classes were taken for which at the latest score, if the targets are classes.
    pub fn confused(&self) -> Option<&Confused> {
        self.confused.as_deref()
    }

    /// Bytes of memory that a copy takes.
    pub(super) fn bytes(&self) -> usize {
        size_of_val(self.epochs())
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
        let [Some((train, learned)), held_out] = judged(simulation) else {
            return;
        };
        let (held_out, unseen) = held_out.unzip();
        let confusion = unseen.clone().unwrap_or(learned);
        self.confused = confusion.map(|confusion| {
            Arc::new(Confused {
                epoch,
                held_out: unseen.is_some(),
                confusion,
            })
        });
        self.epochs.push(Arc::new(Epoch {
            epoch,
            train,
            held_out,
        }));
    }
}

/// How well a simulation does its task as it is now: on the samples that are learned from, and on those
/// held out.
pub(in crate::engine) fn scores(simulation: &dyn Dynamics) -> [Option<Score>; 2] {
    judged(simulation).map(|judged| judged.map(|(score, _)| score))
}

/// The same, with the classes that were taken for which.
fn judged(simulation: &dyn Dynamics) -> [Option<(Score, Option<Confusion>)>; 2] {
    let (Some(samples), Some(layers)) = (simulation.samples(), simulation.topology().layers())
    else {
        return [None, None];
    };
    let rules = simulation.rules();
    let network = Feedforward::from_dense(layers, rules.activation, &simulation.weights());
    [0..samples.train, samples.train..samples.inputs.len()].map(|range| {
        let some = !range.is_empty();
        some.then(|| Score::of(&network, &samples, range, rules.teaching.loss))
    })
}
