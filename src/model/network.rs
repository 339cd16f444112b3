//! The state of a network: weights, firing rates, net inputs and credits.

use super::scratch::Workbench;
use super::{Gaussian, NoiseStreams, Rules, Scalar, Synapses, Topology};

/// How a network begins.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct InitialConditions {
    /// g: w_ij ~ N(0, g²/m), with m the number of neurons a neuron may receive from (n in an
    /// all-to-all network, the size of the layer before in a layered one).
    pub weight_gain: f64,
    /// Standard deviation of the initial firing rates.
    pub firing_sd: f64,
    /// Standard deviation of the initial credits.
    pub credit_sd: f64,
    /// The seed of the random values; `None`: that of the simulation.
    pub seed: Option<u64>,
    /// Given values instead of random ones.
    pub given: GivenState,
}

/// Initial values given by the user; what is absent is drawn at random.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GivenState {
    /// W as n·n numbers, a row per post-neuron; entries without a synapse are ignored.
    pub weights: Option<Vec<f64>>,
    /// n firing rates.
    pub firing: Option<Vec<f64>>,
    /// n credits.
    pub credit: Option<Vec<f64>>,
    /// Feedback weights b_ij, as the weights; they count until another way of return is chosen.
    pub feedback: Option<Vec<f64>>,
}

/// The state of a network.
#[derive(Debug, Clone, PartialEq)]
pub struct Network<T: Scalar> {
    /// The shape of the network.
    pub topology: Topology,
    /// The synapses and their weights w_ij.
    pub synapses: Synapses<T>,
    /// s_i, the net input each neuron received at its latest firing update.
    pub net_input: Vec<T>,
    /// f(s_i) under the rules in force.
    pub(super) balance: Vec<T>,
    /// x_i, the firing rates.
    pub firing: Vec<T>,
    /// c_i, the credits.
    pub credit: Vec<T>,
    /// The values at which clamped firing rates are held.
    pub(super) initial_firing: Vec<T>,
    /// The values at which held credits stay.
    pub(super) initial_credit: Vec<T>,
}

impl<T: Scalar> Network<T> {
    /// A network in its initial state. Before the first firing update s = W x (our choice).
    /// Panics if a given array does not have the size that the topology asks for; scenarios are checked
    /// before they get here.
    pub fn new(
        topology: Topology,
        initial: &InitialConditions,
        streams: &mut NoiseStreams,
    ) -> Self {
        let n = topology.neurons();
        let mut synapses: Synapses<T> = topology.synapses();
        for block in &mut synapses.blocks {
            let sd = initial.weight_gain / (block.pre.len() as f64).sqrt();
            for row in block.rows.iter_mut() {
                streams.weights.fill(row, sd);
            }
        }
        if let Some(rows) = &initial.given.weights {
            synapses.read_dense(rows);
        }
        let state = |stream: &mut Gaussian, sd: f64, given: &Option<Vec<f64>>| {
            let mut values = vec![T::zero(); n];
            stream.fill(&mut values, sd);
            if let Some(given) = given {
                assert_eq!(n, given.len(), "a value for each neuron");
                values = given.iter().map(|&value| T::of(value)).collect();
            }
            values.iter_mut().for_each(|value| *value = value.tame());
            values
        };
        let given = &initial.given;
        let firing = state(
            &mut streams.initial_firing,
            initial.firing_sd,
            &given.firing,
        );
        let credit = state(
            &mut streams.initial_credit,
            initial.credit_sd,
            &given.credit,
        );
        let mut net_input = vec![T::zero(); n];
        synapses.net_input(&firing, &mut net_input, &mut Workbench::default());
        Self {
            topology,
            synapses,
            net_input,
            balance: vec![T::zero(); n],
            initial_firing: firing.clone(),
            initial_credit: credit.clone(),
            firing,
            credit,
        }
    }

    /// Number of neurons n.
    pub fn neurons(&self) -> usize {
        self.firing.len()
    }

    /// Works out the balance values anew, under these rules.
    pub(super) fn balance_under(&mut self, rules: &Rules) {
        for (balance, &s) in self.balance.iter_mut().zip(&self.net_input) {
            *balance = rules.balance.value(rules.activation, s);
        }
    }
}

/// Whether every value is a finite number.
pub(super) fn all_finite<T: Scalar>(values: &[T]) -> bool {
    values.iter().all(|v| v.is_finite())
}

/// The largest |a_i − b_i|.
pub(super) fn largest_change<T: Scalar>(a: &[T], b: &[T]) -> f64 {
    let change = |(a, b): (&T, &T)| (*a - *b).to_f64().abs();
    a.iter().zip(b).map(change).fold(0.0, f64::max)
}
