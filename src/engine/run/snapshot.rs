//! What the engine lets others see: immutable copies of its state.

use std::ops::Range;
use std::sync::Arc;

use super::course::Moment;
use super::dynamics::NeuronStates;
use super::events::Event;
use super::learning::LearningCurve;
use super::raster::FiringRaster;
use crate::analysis::{self, Connectome, Method};
use crate::model::{BlowUp, Clock, FeedbackWeights, Presentation, Rules, Samples, Topology};

/// The state of the simulation at one moment.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// Counts the snapshots; a larger number is newer.
    pub revision: u64,
    /// Counts the scenarios loaded and the resets; snapshots of different runs differ in it.
    pub generation: u64,
    /// The shape of the network.
    pub topology: Topology,
    /// The seed of this run.
    pub seed: u64,
    /// Whether the engine was running.
    pub running: bool,
    /// Whether it is of the past: the simulation stands elsewhere.
    pub past: bool,
    /// Tells courses of one run apart, of which one was left for another at some moment.
    pub course: u64,
    /// Plasticity updates made.
    pub iteration: u64,
    /// Model time in milliseconds.
    pub now_ms: f64,
    /// How often each clock has ticked, in the order of [`Clock::ALL`].
    pub ticks: [u64; 3],
    /// The size of the latest change of each clock: max |Δx|, max |Δc|, mean |ΔW|.
    pub changes: [f64; 3],
    /// How much of the credit came back through synapses in the latest credit update: ‖J c‖ ÷ ‖c‖ over the
    /// neurons whose credit is not clamped.
    pub returned_share: Option<f64>,
    /// How else credit returned before, in this run, while synapses changed.
    pub returned_before: Option<FeedbackWeights>,
    /// Whether numbers were changed, or clocks ticked out of schedule, while this run went on, so that its
    /// scenario alone does not make it again.
    pub interfered: bool,
    /// Whether firing and credit stand at a fixed point.
    pub settled: [bool; 3],
    /// The rules in force.
    pub rules: Rules,
    /// How communities are looked for.
    pub method: Method,
    /// Firing, net input and credit of every neuron.
    pub state: NeuronStates,
    /// W at `weights_iteration`: it is copied only as often as somebody looks at it.
    pub weights: Arc<Connectome>,
    /// The feedback weights b_ij, copied together with `weights`; the same matrix where credit returns through
    /// the same synapses.
    pub feedback: Arc<Connectome>,
    /// The iteration at which `weights` was copied.
    pub weights_iteration: u64,
    /// Counts the copies of the weights.
    pub weights_revision: u64,
    /// Bytes that the simulation takes.
    pub simulation_bytes: usize,
    /// Bytes of the copies of W that the engine keeps.
    pub copies_bytes: usize,
    /// Measured speed; 0 when standing still.
    pub iterations_per_second: f64,
    /// Where the simulation stopped, if it blew up.
    pub blow_up: Option<BlowUp>,
    /// The sample being presented, if there are samples.
    pub presentation: Option<Presentation>,
    /// The samples to learn, if there are any.
    pub samples: Option<Arc<Samples>>,
    /// The latest update events, oldest first.
    pub events: Vec<Event>,
    /// Loss and accuracy over the epochs.
    pub learning: LearningCurve,
    /// The latest firing of all neurons, while somebody looks at it.
    pub firing: Arc<FiringRaster>,
}

impl Snapshot {
    /// The moment that it shows.
    pub fn moment(&self) -> Moment {
        Moment {
            now_ms: self.now_ms,
            ticks: self.ticks,
        }
    }

    /// The number of neurons n.
    pub fn neurons(&self) -> usize {
        self.state.firing.len()
    }

    /// r, the learning rate of the next plasticity update.
    pub fn learning_rate(&self) -> f64 {
        self.rules.plasticity.learning_rate.at(self.iteration)
    }

    /// f(s_i) of every neuron.
    pub fn balance(&self) -> Vec<f64> {
        analysis::balance_values(&self.rules, &self.state.net_input)
    }

    /// Effective credits u_i = c_i f(s_i) of every neuron.
    pub fn effective_credit(&self) -> Vec<f64> {
        analysis::effective_credit(&self.rules, &self.state.credit, &self.state.net_input)
    }

    /// The neurons whose credit is given from outside now.
    pub fn given_credits(&self) -> Range<usize> {
        let clamp = &self.rules.drive.credit_clamp;
        match (self.presentation, self.topology.layers()) {
            (Some(presentation), Some(layers)) if presentation.output_open => layers.outputs(),
            (Some(_), _) => 0..0,
            (None, _) if clamp.acts_at(self.now_ms) => {
                self.topology.clamped_credits(clamp.fraction)
            }
            (None, _) => 0..0,
        }
    }

    /// The neurons whose firing is given from outside now.
    pub fn given_firing(&self) -> Range<usize> {
        match (self.presentation, self.topology.layers()) {
            (Some(presentation), Some(_)) if presentation.input_open => {
                self.topology.clamped_firing(1.0)
            }
            (Some(presentation), Some(layers)) if presentation.input_open => layers.inputs(),
            (Some(_), _) => 0..0,
            (None, _) => {
                let fraction = self.rules.drive.input_clamp_fraction;
                self.topology.clamped_firing(fraction)
            }
        }
    }

    /// What an input or output is called, such as "output setosa", where it has a name.
    pub fn name_of(&self, neuron: usize) -> Option<String> {
        let (names, layers) = (&self.samples.as_ref()?.names, self.topology.layers()?);
        let ends = [
            ("input", layers.inputs(), &names.inputs),
            ("output", layers.outputs(), &names.outputs),
        ];
        let (what, range, names) = ends
            .into_iter()
            .find(|(_, range, _)| range.contains(&neuron))?;
        let name = names.get(neuron - range.start)?;
        Some(format!("{what} {name}"))
    }

    /// How often a clock has ticked.
    pub fn ticks(&self, clock: Clock) -> u64 {
        self.ticks[clock as usize]
    }
}

/// A copy of W, for pictures and statistics.
#[derive(Debug, Clone)]
pub struct WeightsCopy {
    /// The weights.
    pub connectome: Arc<Connectome>,
    /// The feedback weights of that moment.
    pub feedback: Arc<Connectome>,
    /// The iteration at which they were copied.
    pub iteration: u64,
    /// Counts the copies.
    pub revision: u64,
}

/// A simulation at one moment. Other than in the snapshots that are published, the weights are always
/// those of the same moment as the rest.
#[derive(Debug, Clone)]
pub struct NetworkCopy {
    /// The state, with the weights in single precision.
    pub snapshot: Snapshot,
    /// W, n × n numbers, row = post, where the simulation has it in double precision.
    pub double: Option<Vec<f64>>,
}
