//! What measures are worked out from, and their values.

use std::fmt;

use super::measure::{Measure, Place};
use super::table::{COUNT, MEASURES};
use crate::analysis::{Connectome, Method, Partition, Score, Structure};
use crate::engine::Proof;
use crate::engine::run::{Runner, Snapshot, scores};

/// What is known of a network at one moment. What is not known has no measures.
#[derive(Debug, Clone, Copy, Default)]
pub struct Moment<'a> {
    /// Its weights.
    pub weights: Option<Weights<'a>>,
    /// The state of the simulation.
    pub snapshot: Option<&'a Snapshot>,
    /// How well it does on the samples that are learned from.
    pub train: Option<Score>,
    /// How well it does on those held out.
    pub held_out: Option<Score>,
    /// The simulation itself, for what takes work to find out.
    pub simulated: Option<Simulated<'a>>,
}

/// A simulation.
#[derive(Clone, Copy)]
pub struct Simulated<'a>(&'a Runner);

impl fmt::Debug for Simulated<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Simulated(iteration {})", self.0.iteration())
    }
}

/// Weights, and the communities found in them.
#[derive(Debug, Clone, Copy)]
pub struct Weights<'a> {
    /// W.
    pub connectome: &'a Connectome,
    /// The communities.
    pub partition: &'a Partition,
    /// How much lies within them.
    pub structure: Structure,
}

impl<'a> Moment<'a> {
    /// A simulation, its weights divided into communities, and how well it did its task when that was
    /// last scored.
    ///
    /// # Panics
    /// If the partition is not one of the network's neurons.
    pub fn of(snapshot: &'a Snapshot, partition: &'a Partition) -> Self {
        let epoch = snapshot.learning.epochs().last();
        Self {
            snapshot: Some(snapshot),
            train: epoch.map(|epoch| epoch.train),
            held_out: epoch.and_then(|epoch| epoch.held_out),
            ..Self::of_weights(&snapshot.weights, partition, &snapshot.method)
        }
    }

    /// The same of a simulation as it stands, its task scored now.
    ///
    /// # Panics
    /// As [`Self::of`].
    pub fn now(runner: &'a Runner, snapshot: &'a Snapshot, partition: &'a Partition) -> Self {
        let [train, held_out] = scores(&**runner);
        Self {
            train,
            held_out,
            simulated: Some(Simulated(runner)),
            ..Self::of(snapshot, partition)
        }
    }

    /// A look at the updates that follow.
    pub(super) fn proof(&self) -> Option<Proof> {
        Proof::ahead_of(self.simulated?.0)
    }

    /// Weights alone, divided into communities by a method.
    ///
    /// # Panics
    /// As [`Self::of`].
    pub fn of_weights(
        connectome: &'a Connectome,
        partition: &'a Partition,
        method: &Method,
    ) -> Self {
        let structure = Structure::of(connectome, partition, method);
        let weights = Some(Weights {
            connectome,
            partition,
            structure,
        });
        Self {
            weights,
            ..Self::default()
        }
    }
}

/// Something for each measure, where there is such a thing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ByMeasure<T>([Option<T>; COUNT]);

/// A value for each measure; `None` where it is undefined, not finite, or was not asked for.
pub type Measures = ByMeasure<f64>;

impl<T> Default for ByMeasure<T> {
    fn default() -> Self {
        Self([const { None }; COUNT])
    }
}

impl<T: Copy> ByMeasure<T> {
    /// What `of` says of each measure.
    pub fn each(of: impl FnMut(&'static Measure) -> Option<T>) -> Self {
        Self(MEASURES.map(of))
    }

    /// What there is for a measure.
    pub fn get(&self, measure: &Measure) -> Option<T> {
        let index = MEASURES.iter().position(|m| std::ptr::eq(*m, measure));
        index.and_then(|index| self.0[index])
    }
}

impl Measures {
    /// The measures of a moment that appear in one of these places.
    pub fn of(moment: &Moment<'_>, places: &[Place]) -> Self {
        Self::those(moment, |measure| measure.is_in(places))
    }

    /// The measures of a moment that are wanted.
    pub fn those(moment: &Moment<'_>, wanted: impl Fn(&'static Measure) -> bool) -> Self {
        Self::each(|measure| {
            let value = wanted(measure).then(|| (measure.of)(moment));
            value.flatten().filter(|v| v.is_finite())
        })
    }
}
