//! Rule 3, the slow clock: plasticity.

use rand::seq::SliceRandom;

use super::feedback::Learner;
use super::pruning::Pruner;
use super::scratch::Scratch;
use super::{BlowUp, Gaussian, Network, Rules, Scalar, State, Synapses, credit};

/// Changes weights; keeps what it needs to know from one update to the next.
#[derive(Debug, Clone)]
pub(super) struct PlasticityRule<T: Scalar> {
    pruner: Pruner<T>,
    /// Changes gathered for the next batch, and how many; absent while learning is online.
    gathered: Option<(Synapses<T>, usize)>,
    /// No |w| is larger than this. Lets overflow be foreseen without a look at every weight.
    weight_bound: f64,
}

impl<T: Scalar> PlasticityRule<T> {
    pub fn new(network: &Network<T>) -> Self {
        Self {
            pruner: Pruner::default(),
            gathered: None,
            weight_bound: network.synapses.max_abs().to_f64(),
        }
    }

    /// The same without the memory that it works in.
    pub fn lean(&self) -> Self {
        Self {
            pruner: self.pruner.lean(),
            gathered: self.gathered.clone(),
            weight_bound: self.weight_bound,
        }
    }

    /// Bytes of memory.
    pub fn bytes(&self) -> usize {
        let gathered = self.gathered.as_ref();
        gathered.map_or(0, |(gathered, _)| gathered.bytes()) + self.pruner.bytes()
    }

    /// One plasticity update of all synapses that exist [Fan & Mysore 2024, eq. 4 and Algorithm 1]:
    ///
    /// W ← W + r (c ⊙ f(s)) xᵀ, then the share p of smallest |w| is set to zero. With batches of B
    /// updates the changes, each divided by B, are gathered and applied together. `r` is the learning
    /// rate of this update.
    ///
    /// With shuffled credit, a control, the effective credits u = c ⊙ f(s) are first dealt out anew
    /// among all neurons, in an order drawn from `shuffle` at each update (our choice): their
    /// distribution stays, and who has earned them is lost.
    ///
    /// With a `learner`, the feedback weights of Kolen and Pollack, W and these first lose a small share, and
    /// then change alike.
    ///
    /// Returns the mean |r c_i f(s_i) x_j| over the synapses, or what would have stopped being
    /// finite; the network is then unchanged.
    pub fn update(
        &mut self,
        network: &mut Network<T>,
        rules: &Rules,
        r: f64,
        shuffle: &mut Gaussian,
        learner: Option<Learner<'_, T>>,
        scratch: &mut Scratch<T>,
    ) -> Result<f64, BlowUp> {
        let effective_credit = &mut scratch.effective;
        credit::effective(network, effective_credit);
        if rules.plasticity.shuffled_credit {
            effective_credit.shuffle(shuffle.generator());
        }
        self.foresee_overflow(network, r, effective_credit)?;
        let mean_change = r * network
            .synapses
            .mean_abs_outer(effective_credit, &network.firing);
        self.potentiate(network, rules, r, learner, scratch);
        Ok(mean_change)
    }

    /// Changes the weights and prunes, or gathers the change for later.
    fn potentiate(
        &mut self,
        network: &mut Network<T>,
        rules: &Rules,
        r: f64,
        mut learner: Option<Learner<'_, T>>,
        scratch: &mut Scratch<T>,
    ) {
        let Scratch {
            effective: effective_credit,
            factors,
            bench,
            ..
        } = scratch;
        let batch = rules.teaching.batch.max(1);
        let rate = T::of(r / batch as f64);
        for (factor, &u) in factors.iter_mut().zip(&*effective_credit) {
            *factor = (rate * u).tame();
        }
        let Network {
            synapses, firing, ..
        } = network;
        let proportion = rules.plasticity.pruning;
        let begun = self.gathered.as_ref().is_some_and(|(_, count)| *count > 0);
        let counted = if batch == 1 && !begun {
            self.gathered = None;
            if let Some(learner) = &mut learner {
                synapses.settle(bench);
                learner.decay(synapses);
                learner.0.potentiate(factors, firing, None, bench);
            }
            let census = self.pruner.census(synapses.count(), proportion);
            synapses.potentiate(factors, firing, census, bench)
        } else {
            let (gathered, count) = self.gathered.get_or_insert_with(|| (synapses.zeroed(), 0));
            gathered.potentiate(factors, firing, None, bench);
            *count += 1;
            if *count < batch {
                return;
            }
            *count = 0;
            synapses.settle(bench);
            if let Some(learner) = &mut learner {
                learner.decay(synapses);
                learner.0.add(gathered);
            }
            synapses.add(gathered);
            gathered
                .all_mut()
                .flatten()
                .for_each(|change| *change = T::zero());
            None
        };
        let threshold = self.pruner.threshold(synapses, proportion, counted, bench);
        synapses.prune_below(threshold, bench);
        if let Some(mut learner) = learner {
            synapses.settle(bench);
            learner.prune_with(synapses);
        }
    }

    /// Refuses an update after which a weight might not be finite.
    fn foresee_overflow(
        &mut self,
        network: &Network<T>,
        learning_rate: f64,
        effective_credit: &[T],
    ) -> Result<(), BlowUp> {
        let largest = |v: &[T]| v.iter().map(|a| a.to_f64().abs()).fold(0.0, f64::max);
        let scaled_credit = learning_rate * largest(effective_credit);
        let step = scaled_credit * largest(&network.firing);
        let limit = T::max_value().map_or(f64::MAX, T::to_f64) / 4.0;
        if self.weight_bound + step > limit {
            self.weight_bound = network.synapses.max_abs().to_f64();
        }
        let bound = self.weight_bound + step;
        if bound.max(scaled_credit) <= limit {
            self.weight_bound = bound;
            Ok(())
        } else {
            Err(BlowUp::of(State::Weight))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Clock, InitialConditions, Simulation, Topology};

    #[test]
    fn shuffled_credit_keeps_the_effective_credits_and_changes_their_owners() {
        let mut rules = Rules::default();
        rules.plasticity.pruning = 0.0;
        rules.plasticity.shuffled_credit = true;
        let initial = InitialConditions {
            firing_sd: 1.0,
            credit_sd: 1.0,
            ..Default::default()
        };
        let topology = Topology::AllToAll { neurons: 25 };
        let mut simulation = Simulation::<f64>::new(topology, &initial, rules, 3);
        let network = simulation.network().clone();
        let mut owed = vec![0.0; 25];
        credit::effective(&network, &mut owed);
        simulation.tick(Clock::Plasticity).expect("finite");
        let synapses = &simulation.network().synapses;
        let per_rate = |post| synapses.weight(post, 0).unwrap_or(0.0) / network.firing[0];
        let r = rules.plasticity.learning_rate.at(0);
        let mut given: Vec<f64> = (0..25).map(|post| per_rate(post) / r).collect();
        let differs = |pair: (&f64, &f64)| (pair.0 - pair.1).abs() > 1e-9;
        assert!(owed.iter().zip(&given).any(differs));
        owed.sort_by(f64::total_cmp);
        given.sort_by(f64::total_cmp);
        assert!(!owed.iter().zip(&given).any(differs));
    }
}
