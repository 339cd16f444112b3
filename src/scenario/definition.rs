//! What a scenario is: everything needed to run a simulation again, bit for bit.

use serde::{Deserialize, Serialize};

use super::change::{Change, When};
use super::claim::Claim;
use crate::analysis::Method;
use crate::model::{InitialConditions, Rules, Topology};

/// A checked scenario: its values lie in the ranges that [`super::Quantity`] states.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    /// A short title.
    pub name: String,
    /// One sentence on what to watch.
    pub summary: String,
    /// What else there is to say, in lines; may be empty.
    pub notes: String,
    /// The network to begin with; changes apply on reset.
    pub network: NetworkSpec,
    /// The rules; changes apply at once.
    pub rules: Rules,
    /// What a layered network is to learn; changes apply on reset.
    pub task: Option<Task>,
    /// How communities are looked for; changes apply at once.
    pub method: Method,
    /// Seed and length.
    pub run: Run,
    /// Which views the window shows when the scenario is opened.
    pub arrangement: Arrangement,
    /// The keys of the numbers and choices that are at hand where the scenario is presented.
    pub at_hand: Vec<&'static str>,
    /// What it claims of itself.
    pub claims: Vec<Claim>,
    /// What changes while it runs, of side A.
    pub changes: Vec<Change>,
    /// Side B, where two variants of the scenario are compared; side A is what stands above.
    pub compare: Option<Box<Variant>>,
}

/// Which views stand where when the window opens a scenario. Nothing that is worked out depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Arrangement {
    /// The weights and the network, large.
    #[default]
    Show,
    /// The rule beside backpropagation.
    Theorem,
    /// The three clocks, large.
    Clocks,
    /// All views there are.
    Laboratory,
}

impl Arrangement {
    /// All of them, in the order of a menu.
    pub const ALL: [Self; 4] = [Self::Show, Self::Theorem, Self::Clocks, Self::Laboratory];
}

/// What a layered network is to learn.
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    /// Where the samples come from.
    pub dataset: Dataset,
    /// How many samples are made, where they are made (two spirals, teacher).
    pub samples: usize,
    /// The share of the samples that is held out from learning, 0 ≤ h < 1.
    pub held_out: f64,
}

/// Where samples come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dataset {
    /// Exclusive or: 2 inputs at ±1, 1 output.
    Xor,
    /// Two interleaved spirals in the plane: 2 inputs, 1 output.
    TwoSpirals,
    /// A random network of the same layers, to be imitated.
    Teacher,
    /// Handwritten digits of 8 × 8 pixels: 64 inputs, 10 outputs.
    Digits,
    /// A `.csv` or `.npy` file beside the scenario, a row per sample: inputs, then targets.
    File(String),
}

impl Dataset {
    /// The names in scenario files, in the order of a menu.
    pub const KEYS: [&'static str; 5] = ["xor", "two-spirals", "teacher", "digits", "file"];

    /// The name in scenario files.
    pub fn key(&self) -> &'static str {
        let index = match self {
            Self::Xor => 0,
            Self::TwoSpirals => 1,
            Self::Teacher => 2,
            Self::Digits => 3,
            Self::File(_) => 4,
        };
        Self::KEYS[index]
    }

    /// The path of the table, where that is what it is.
    pub fn file(&self) -> Option<&str> {
        match self {
            Self::File(path) => Some(path),
            _ => None,
        }
    }

    /// The inverse of [`Self::key`]; `file` is used only where the name asks for one.
    pub fn from_key(key: &str, file: &str) -> Option<Self> {
        let made = [Self::Xor, Self::TwoSpirals, Self::Teacher, Self::Digits];
        let mut all = made.into_iter().chain([Self::File(file.to_owned())]);
        all.find(|dataset| dataset.key() == key)
    }
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

/// Paths, relative to the scenario file, of `.npy` or `.csv` files with initial values. The weights
/// may be a graph in `.graphml` as well.
#[derive(Debug, Clone, PartialEq)]
pub struct InitialFiles {
    /// W, n × n, row = post, column = pre; or a graph of n nodes with edges from pre to post.
    pub weights: Option<String>,
    /// Whether the file has it the other way round: row = pre, column = post; edges from post to pre.
    pub weights_transposed: bool,
    /// What every weight of the file is multiplied by, ≥ 0.
    pub weights_scale: f64,
    /// n firing rates.
    pub firing: Option<String>,
    /// n credits.
    pub credit: Option<String>,
}

impl Default for InitialFiles {
    /// No files; weights would be taken as they are.
    fn default() -> Self {
        Self {
            weights: None,
            weights_transposed: false,
            weights_scale: 1.0,
            firing: None,
            credit: None,
        }
    }
}

/// Seed and length of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// The seed of all randomness.
    pub seed: u64,
    /// Another seed for the initial weights, firing and credits, so that runs with different noise can
    /// begin with one network.
    pub network_seed: Option<u64>,
    /// How many iterations (plasticity updates) the headless run makes.
    pub iterations: u64,
}

impl Scenario {
    /// The scenario in which every key has its default. Layered networks are clamped over their
    /// whole input and output layer, connectomes at 10% of their credits.
    pub fn with_topology(topology: Topology) -> Self {
        let mut rules = Rules::default();
        if topology.layers().is_some() {
            rules.drive.credit_clamp.fraction = 1.0;
            rules.drive.input_clamp_fraction = 1.0;
        }
        Self {
            name: "Untitled".to_owned(),
            summary: String::new(),
            notes: String::new(),
            network: NetworkSpec {
                topology,
                weight_gain: 0.1,
                initial_firing_sd: 1.0,
                initial_credit_sd: 1.0,
                files: InitialFiles::default(),
            },
            rules,
            task: None,
            method: Method::default(),
            run: Run {
                seed: 1,
                network_seed: None,
                iterations: 3000,
            },
            arrangement: Arrangement::default(),
            at_hand: Vec::new(),
            claims: Vec::new(),
            changes: Vec::new(),
            compare: None,
        }
    }

    /// The scenario with a task in which every key has its default: where samples are made, 100 of
    /// them, a fifth held out, but none of the four of exclusive or. Other than without a task there
    /// is no noise and no pruning, and the weights begin with gain 1: samples take the place of
    /// noise, and layers need all their synapses.
    pub fn with_task(topology: Topology, dataset: Dataset) -> Self {
        let mut scenario = Self::with_topology(topology);
        scenario.network.weight_gain = 1.0;
        scenario.rules.drive.firing_noise_sd = 0.0;
        scenario.rules.drive.credit_noise_sd = 0.0;
        scenario.rules.plasticity.pruning = 0.0;
        scenario.task = Some(Task {
            samples: 100,
            held_out: if dataset == Dataset::Xor { 0.0 } else { 0.2 },
            dataset,
        });
        scenario
    }

    /// How the network begins, with no values given by files.
    pub fn initial_conditions(&self) -> InitialConditions {
        InitialConditions {
            weight_gain: self.network.weight_gain,
            firing_sd: self.network.initial_firing_sd,
            credit_sd: self.network.initial_credit_sd,
            seed: self.run.network_seed,
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

/// What side B of a comparison has of its own. All else, such as the seed, it shares with side A.
#[derive(Debug, Clone, PartialEq)]
pub struct Variant {
    /// The network to begin with.
    pub network: NetworkSpec,
    /// The rules.
    pub rules: Rules,
    /// What a layered network is to learn.
    pub task: Option<Task>,
    /// What changes while it runs.
    pub changes: Vec<Change>,
    /// Where it parts from side A, if it is the same until then: its rules are those of side A, and its
    /// changes begin with those of side A until then.
    pub from: Option<When>,
}

impl Scenario {
    /// Side A alone: the scenario without its comparison.
    pub fn side_a(&self) -> Self {
        let compare = None;
        Self {
            compare,
            ..self.clone()
        }
    }

    /// Side A without claims and changes.
    pub(super) fn bare(&self) -> Self {
        Self {
            name: self.name.clone(),
            summary: self.summary.clone(),
            notes: self.notes.clone(),
            network: self.network.clone(),
            rules: self.rules,
            task: self.task.clone(),
            method: self.method,
            run: self.run,
            arrangement: self.arrangement,
            at_hand: self.at_hand.clone(),
            claims: Vec::new(),
            changes: Vec::new(),
            compare: None,
        }
    }

    /// Side B as a scenario of its own, if this one compares.
    pub fn side_b(&self) -> Option<Self> {
        let b = self.compare.as_deref()?.clone();
        Some(Self {
            network: b.network,
            rules: b.rules,
            task: b.task,
            changes: b.changes,
            ..self.side_a()
        })
    }

    /// Compares with `b`. What the two sides share is taken from it too.
    pub fn set_side_b(&mut self, b: Self) {
        (self.name, self.summary, self.method, self.run) = (b.name, b.summary, b.method, b.run);
        (self.notes, self.arrangement, self.at_hand) = (b.notes, b.arrangement, b.at_hand);
        self.claims = b.claims;
        let from = self.compare.take().and_then(|compare| compare.from);
        self.compare = Some(Box::new(Variant {
            network: b.network,
            rules: b.rules,
            task: b.task,
            changes: b.changes,
            from,
        }));
    }
}
