//! What a scenario is: everything needed to run a simulation again, bit for bit.

use crate::model::{
    Activation, Balance, CreditClamp, CreditClampMode, Drive, InitialConditions, Intervals,
    Plasticity, Rules, Topology,
};

/// A checked scenario: its values lie in the ranges that [`super::Quantity`] states.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    /// A short title.
    pub name: String,
    /// One sentence on what to watch.
    pub summary: String,
    /// The network to begin with; changes apply on reset.
    pub network: NetworkSpec,
    /// The rules; changes apply at once.
    pub rules: Rules,
    /// Seed and length.
    pub run: Run,
}

/// The network to begin with.
#[derive(Debug, Clone, PartialEq)]
pub struct NetworkSpec {
    /// All-to-all or layered, and the sizes.
    pub topology: Topology,
    /// g, see [`InitialConditions::weight_gain`].
    pub weight_gain: f64,
    /// Standard deviation of the initial firing rates.
    pub initial_firing_sd: f64,
    /// Standard deviation of the initial credits.
    pub initial_credit_sd: f64,
    /// Files with initial values, beside the scenario file.
    pub files: InitialFiles,
}

/// Paths, relative to the scenario file, of `.npy` or `.csv` files with initial values.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct InitialFiles {
    /// W, n × n, row = post, column = pre.
    pub weights: Option<String>,
    /// n firing rates.
    pub firing: Option<String>,
    /// n credits.
    pub credit: Option<String>,
}

/// Seed and length of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// The seed of all randomness.
    pub seed: u64,
    /// How many iterations (plasticity updates) the headless run makes.
    pub iterations: u64,
}

impl Scenario {
    /// The scenario in which every key has its default. Layered networks are clamped over their
    /// whole input and output layer, connectomes at 10% of their credits.
    pub fn with_topology(topology: Topology) -> Self {
        let layered = matches!(topology, Topology::Layered { .. });
        Self {
            name: "Untitled".to_owned(),
            summary: String::new(),
            network: NetworkSpec {
                topology,
                weight_gain: 0.1,
                initial_firing_sd: 1.0,
                initial_credit_sd: 1.0,
                files: InitialFiles::default(),
            },
            rules: Rules {
                activation: Activation::Tanh,
                balance: Balance::Derivative,
                drive: Drive {
                    firing_noise_sd: 0.3,
                    credit_noise_sd: 0.1,
                    credit_clamp: CreditClamp {
                        fraction: if layered { 1.0 } else { 0.1 },
                        mode: CreditClampMode::Hold,
                        diagonal: 1.0,
                    },
                    input_clamp_fraction: if layered { 1.0 } else { 0.0 },
                },
                clocks: Intervals {
                    firing_ms: 1.0,
                    credit_ms: 1.0,
                    plasticity_ms: 1.0,
                },
                plasticity: Plasticity {
                    learning_rate: 0.01,
                    pruning: 0.9,
                },
            },
            run: Run {
                seed: 1,
                iterations: 3000,
            },
        }
    }

    /// How the network begins, with no values given by files.
    pub fn initial_conditions(&self) -> InitialConditions {
        InitialConditions {
            weight_gain: self.network.weight_gain,
            firing_sd: self.network.initial_firing_sd,
            credit_sd: self.network.initial_credit_sd,
            given: Default::default(),
        }
    }
}

impl Default for Scenario {
    /// 300 neurons, all-to-all, every key at its default.
    fn default() -> Self {
        Self::with_topology(Topology::AllToAll { neurons: 300 })
    }
}
