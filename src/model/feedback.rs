//! How credit travels back: through the synapses that carried the firing forward, or otherwise.
//!
//! The rule itself needs nothing from here: with [`FeedbackWeights::Same`] and no noise the credit update
//! reads W [Fan & Mysore 2024, eq. 2]. The other ways are our extension, to ask what the same synapses are
//! worth: g_ji = c_i f(s_i) b_ij with feedback weights b.

use std::sync::Arc;

use super::{Gaussian, Scalar, Synapses, Topology};

/// How credit travels back.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Feedback {
    /// The weights that it meets on the way.
    pub weights: FeedbackWeights,
    /// η: each credit update meets b_ij (1 + η ξ) instead of b_ij, ξ ~ N(0, 1) drawn anew for each synapse
    /// and update.
    pub transport_noise: f64,
}

/// The feedback weights b_ij, through which i hands credit back to j. All but `same` are zero where w_ij is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FeedbackWeights {
    /// b_ij = w_ij, the rule [Fan & Mysore 2024, eq. 2].
    #[default]
    Same,
    /// b_ij = 0: no credit returns.
    None,
    /// b_ij is drawn once, from N(0, 1/n) in an all-to-all network and from N(0, g²/m), as the initial
    /// weights of its block, in a layered one (feedback alignment [Lillicrap et al. 2016]).
    Random,
    /// b_ij = sign(w_ij) · |b| with b as for `Random` (sign symmetry [Liao et al. 2016]).
    Signs,
    /// b_ij begins as for `Random` and changes by the same Δ as w_ij, and both decay
    /// [Kolen & Pollack 1994].
    KolenPollack,
}

impl FeedbackWeights {
    /// All of them, in the order in which a menu shows them.
    pub const ALL: [Self; 5] = [
        Self::Same,
        Self::None,
        Self::Random,
        Self::Signs,
        Self::KolenPollack,
    ];
}

/// Kolen–Pollack: what share of w_ij and b_ij is lost at each change (our choice). What differs between the
/// two falls by a factor e in 10,000 changes.
const DECAY: f64 = 1e-4;

impl Feedback {
    /// Whether credit travels as in the paper.
    pub fn is_the_rule(&self) -> bool {
        self.weights == FeedbackWeights::Same && self.transport_noise == 0.0
    }
}

/// The synapses that credit takes where these are not simply W.
#[derive(Debug, Clone)]
pub(super) struct FeedbackPath<T: Scalar> {
    made_for: FeedbackWeights,
    /// What was drawn at first; under Kolen–Pollack it learns. Absent where w alone decides.
    own: Option<Arc<Synapses<T>>>,
    /// b_ij, perhaps with noise.
    carried: Synapses<T>,
    /// Whether that is out of date: W has changed, or there is noise on it.
    stale: bool,
}

impl<T: Scalar> FeedbackPath<T> {
    /// The path that these rules ask for, if any. `stream` stands where it stood when the simulation began,
    /// so that the same seed gives the same b whenever it is asked for.
    pub fn new(
        feedback: &Feedback,
        topology: &Topology,
        gain: f64,
        stream: &Gaussian,
    ) -> Option<Self> {
        let weights = feedback.weights;
        let own = match weights {
            FeedbackWeights::None => return None,
            FeedbackWeights::Same if feedback.transport_noise == 0.0 => return None,
            FeedbackWeights::Same => None,
            _ => Some(Arc::new(drawn(topology, gain, stream.clone()))),
        };
        Some(Self {
            made_for: weights,
            own,
            carried: topology.synapses(),
            stale: true,
        })
    }

    /// Goes on from given feedback weights, where it has any of its own: a row for each post-neuron.
    pub fn take(&mut self, rows: &[f64]) {
        if let Some(own) = &mut self.own {
            Arc::make_mut(own).read_dense(rows);
            self.stale = true;
        }
    }

    /// Whether it serves these rules too.
    pub fn serves(&self, feedback: &Feedback) -> bool {
        self.made_for == feedback.weights && !feedback.is_the_rule()
    }

    /// What credit meets on its way now, noise included, given W, which is settled.
    pub fn met_now(
        &mut self,
        weights: &Synapses<T>,
        feedback: &Feedback,
        noise: &mut Gaussian,
    ) -> &mut Synapses<T> {
        self.follow(weights);
        let eta = feedback.transport_noise;
        if eta > 0.0 {
            let met = self.carried.all_mut().flatten();
            for b in met.filter(|b| **b != T::zero()) {
                *b += *b * noise.next(T::of(eta));
            }
            self.stale = true;
        }
        &mut self.carried
    }

    /// Lets b_ij be what it is without noise, given W, which is settled.
    pub fn follow(&mut self, weights: &Synapses<T>) {
        if std::mem::take(&mut self.stale) {
            self.meet(weights);
        }
    }

    /// b_ij, as [`Self::follow`] left them; `None` where they are W.
    pub fn weights(&self) -> Option<&Synapses<T>> {
        self.own.as_ref().map(|_| &self.carried)
    }

    /// Fills `carried` with b_ij.
    fn meet(&mut self, weights: &Synapses<T>) {
        let signs = self.made_for == FeedbackWeights::Signs;
        let Some(own) = &self.own else {
            for (to, from) in self.carried.all_mut().zip(weights.all()) {
                to.copy_from_slice(from);
            }
            return;
        };
        for (met, (weights, own)) in self.carried.all_mut().zip(weights.all().zip(own.all())) {
            for (b, (&w, &own)) in met.iter_mut().zip(weights.iter().zip(own)) {
                *b = match w == T::zero() {
                    true => T::zero(),
                    false if signs => own.abs().copysign(w),
                    false => own,
                };
            }
        }
    }

    /// W has changed.
    pub fn weights_changed(&mut self) {
        self.stale = true;
    }

    /// The weights that learn together with W, under Kolen–Pollack.
    pub fn learner(&mut self) -> Option<Learner<'_, T>> {
        match self.made_for {
            FeedbackWeights::KolenPollack => {
                // What is kept of earlier moments stays as it is.
                self.own.as_mut().map(|own| Learner(Arc::make_mut(own)))
            }
            _ => None,
        }
    }

    /// The same path without what can be worked out again from W.
    pub fn hollow(&self) -> Self {
        Self {
            made_for: self.made_for,
            own: self.own.clone(),
            carried: self.carried.hollow(),
            stale: true,
        }
    }

    /// The path of which this is left, as W stands.
    pub fn filled(&self, weights: &Synapses<T>) -> Self {
        let mut path = Self {
            carried: weights.zeroed(),
            ..self.hollow()
        };
        path.follow(weights);
        path
    }

    /// Bytes of memory that a [`Self::hollow`] path does not share with others.
    pub fn own_bytes(&self) -> usize {
        match self.made_for {
            FeedbackWeights::KolenPollack => self.own.as_ref().map_or(0, |own| own.bytes()),
            _ => 0,
        }
    }

    /// Bytes of memory.
    pub fn bytes(&self) -> usize {
        self.carried.bytes() + self.own.as_ref().map_or(0, |own| own.bytes())
    }
}

/// Feedback weights that change by the same Δ as W, and decay with it [Kolen & Pollack 1994].
pub(super) struct Learner<'a, T: Scalar>(pub &'a mut Synapses<T>);

impl<T: Scalar> Learner<'_, T> {
    /// w ← (1 − λ) w and b ← (1 − λ) b, before the change of both.
    pub fn decay(&mut self, weights: &mut Synapses<T>) {
        let keep = T::of(1.0 - DECAY);
        let all = weights.all_mut().chain(self.0.all_mut());
        all.flatten()
            .for_each(|value| *value = (*value * keep).tame());
    }

    /// Cuts what is cut in W, which is settled.
    pub fn prune_with(&mut self, weights: &Synapses<T>) {
        for (b, weights) in self.0.all_mut().zip(weights.all()) {
            let cut = b.iter_mut().zip(weights);
            cut.filter(|(_, w)| **w == T::zero())
                .for_each(|(b, _)| *b = T::zero());
        }
    }
}

/// Feedback weights at first: the scale is said at [`FeedbackWeights::Random`].
fn drawn<T: Scalar>(topology: &Topology, gain: f64, mut stream: Gaussian) -> Synapses<T> {
    let mut synapses: Synapses<T> = topology.synapses();
    for block in &mut synapses.blocks {
        let sources = block.pre.len() as f64;
        let sd = match topology {
            Topology::AllToAll { .. } => 1.0 / sources.sqrt(),
            Topology::Layered(_) => gain / sources.sqrt(),
        };
        block.rows.iter_mut().for_each(|row| stream.fill(row, sd));
    }
    synapses
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{InitialConditions, Layers, Rules, Simulation};

    fn simulation(topology: Topology, feedback: Feedback) -> Simulation<f64> {
        let initial = InitialConditions {
            weight_gain: 0.5,
            firing_sd: 1.0,
            credit_sd: 1.0,
            ..InitialConditions::default()
        };
        let rules = Rules {
            feedback,
            ..Rules::default()
        };
        Simulation::new(topology, &initial, rules, 4)
    }

    fn after(mut simulation: Simulation<f64>, iterations: u64) -> Simulation<f64> {
        while simulation.iteration() < iterations {
            simulation.step().expect("finite");
        }
        simulation
    }

    fn through(weights: FeedbackWeights) -> Feedback {
        Feedback {
            weights,
            transport_noise: 0.0,
        }
    }

    #[test]
    fn the_same_random_synapses_are_met_whenever_they_are_asked_for() {
        let layers = Topology::Layered(Layers::plain(&[5, 7, 3]));
        let random = through(FeedbackWeights::Random);
        let from_the_start = after(simulation(layers.clone(), random), 20);
        let mut later = after(simulation(layers, Feedback::default()), 10);
        let rules = Rules {
            feedback: random,
            ..*later.rules()
        };
        later.set_rules(rules);
        let drawn = |simulation: &Simulation<f64>| -> Vec<f64> {
            let synapses = simulation.feedback().expect("weights of its own");
            synapses
                .blocks
                .iter()
                .flat_map(|b| b.rows.entries().copied())
                .collect()
        };
        // Where a synapse is pruned nothing is met.
        let pairs = drawn(&from_the_start).into_iter().zip(drawn(&later));
        let met: Vec<(f64, f64)> = pairs.filter(|(a, b)| *a != 0.0 && *b != 0.0).collect();
        assert!(!met.is_empty() && met.iter().all(|(a, b)| a == b));
    }

    #[test]
    fn signs_are_those_of_w_and_nothing_is_met_where_w_is_pruned() {
        for weights in [FeedbackWeights::Random, FeedbackWeights::Signs] {
            let network = Topology::AllToAll { neurons: 20 };
            let simulation = after(simulation(network, through(weights)), 30);
            let (w, b) = (&simulation.network().synapses, simulation.feedback());
            let pairs = w.blocks[0].rows.entries();
            let pairs: Vec<_> = pairs.zip(b.expect("b").blocks[0].rows.entries()).collect();
            assert!(pairs.iter().all(|(w, b)| (**w == 0.0) == (**b == 0.0)));
            let agree = pairs
                .iter()
                .all(|(w, b)| **w == 0.0 || w.signum() == b.signum());
            assert_eq!(agree, weights == FeedbackWeights::Signs);
        }
    }

    #[test]
    fn all_credit_has_returned_without_noise_none_without_return_and_some_otherwise() {
        let share = |weights, noise: f64| {
            let network = Topology::AllToAll { neurons: 30 };
            let mut simulation = simulation(network, through(weights));
            let mut rules = *simulation.rules();
            rules.drive.credit_noise_sd = noise;
            simulation.set_rules(rules);
            after(simulation, 10).returned_share()
        };
        let close = |a: Option<f64>, b: f64| a.is_some_and(|a| (a - b).abs() < 1e-12);
        assert!(close(share(FeedbackWeights::Same, 0.0), 1.0));
        assert!(close(share(FeedbackWeights::None, 0.1), 0.0));
        let some = share(FeedbackWeights::Same, 0.1).expect("credit");
        assert!(some > 0.0 && some < 1.5, "{some}");
        // No noise and no return: no credit at all.
        assert_eq!(share(FeedbackWeights::None, 0.0), None);
    }
}
