//! A look at the next plasticity update before it happens.

use std::sync::Arc;

use super::NeuronStates;
use crate::model::{Presentation, Rules, Samples, Topology};

/// The next plasticity update: what it is computed from, and what it changes. Made on a twin of the
/// simulation, which itself goes on undisturbed.
#[derive(Debug, Clone)]
pub struct Probe {
    /// The run it belongs to.
    pub generation: u64,
    /// The shape of the network.
    pub topology: Topology,
    /// The samples to learn, if there are any.
    pub samples: Option<Arc<Samples>>,
    /// The rules in force.
    pub rules: Rules,
    /// r, the learning rate of the update.
    pub learning_rate: f64,
    /// The sample being presented, if there are samples.
    pub presentation: Option<Presentation>,
    /// Firing, net input and credit just before the update.
    pub state: NeuronStates,
    /// How much another firing update, and another credit update, would still change: max |Δx| and
    /// max |Δc| over the neurons whose credit counts. Zero when settled.
    pub residuals: [f64; 2],
    /// W before the update, n × n, row = post, column = pre.
    pub before: Vec<f64>,
    /// W after it, pruning included.
    pub after: Vec<f64>,
}
