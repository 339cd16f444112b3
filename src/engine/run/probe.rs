//! A look at the next plasticity update before it happens.

use std::sync::Arc;

use super::dynamics::{Dynamics, NeuronStates};
use super::runner::Runner;
use crate::model::{Clock, Presentation, Rules, Samples, Topology};

/// Larger networks are not probed.
pub const PROBED_NEURONS: usize = 600;

/// Updates that take more work than this are not waited for: in pairs of neurons, once for each tick of a
/// faster clock on the way there. It takes a tenth of a second or so.
const MOST_WORK: f64 = 1e8;
/// A tick in a small network takes as much work as this many pairs.
const LEAST_PAIRS: f64 = 1000.0;

/// How much of what may be taken to look at one plasticity update it takes at most, with these clocks. More
/// than 1 is too much: then nothing is looked at.
pub fn share_of_a_look(rules: &Rules, neurons: usize) -> f64 {
    let clocks = rules.clocks;
    let ticks = clocks.plasticity_ms / clocks.firing_ms + clocks.plasticity_ms / clocks.credit_ms;
    ticks * (neurons as f64).powi(2).max(LEAST_PAIRS) / MOST_WORK
}

/// The next plasticity update: what it is computed from, and what it changes. Made on a twin of the
/// simulation, which itself goes on undisturbed.
#[derive(Debug, Clone)]
pub struct Probe {
    /// The run it belongs to.
    pub generation: u64,
    /// Plasticity updates made before it.
    pub iteration: u64,
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
    /// The feedback weights b_ij before it; `None` where they are W.
    pub feedback: Option<Vec<f64>>,
    /// W after it, pruning included.
    pub after: Vec<f64>,
    /// Where a network learns samples: the simulation just after the update, to see how it goes on.
    pub(in crate::engine) ahead: Option<Ahead>,
}

/// A simulation to go on from.
#[derive(Clone)]
pub(in crate::engine) struct Ahead(Arc<dyn Dynamics>);

impl std::fmt::Debug for Ahead {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Ahead(iteration {})", self.0.iteration())
    }
}

impl Ahead {
    /// A copy that goes its own way.
    pub fn twin(&self) -> Box<dyn Dynamics> {
        self.0.twin()
    }
}

impl Runner {
    /// A look at the next plasticity update on a twin; `None` if it would blow up, or is too far off.
    pub fn probe(&self) -> Option<Probe> {
        if share_of_a_look(self.rules(), self.neurons()) > 1.0 {
            return None;
        }
        let mut twin = (**self).twin();
        twin.step_until_plasticity().ok()?;
        let (state, before, presentation) = (twin.state(), twin.weights(), twin.presentation());
        let feedback = twin.feedback();
        let iteration = twin.iteration();
        let learning_rate = twin.rules().plasticity.learning_rate.at(iteration);
        let residuals = residuals(twin.as_ref(), &state)?;
        twin.tick(Clock::Plasticity).ok()?;
        let learns = twin.topology().layers().is_some() && presentation.is_some();
        Some(Probe {
            generation: 0,
            iteration,
            topology: twin.topology().clone(),
            samples: twin.samples(),
            rules: *twin.rules(),
            learning_rate,
            presentation,
            residuals,
            state,
            before,
            feedback,
            after: twin.weights(),
            ahead: learns.then(|| Ahead(Arc::from(twin))),
        })
    }
}

/// How much one more update of firing, and one of credit, would change. The credit of neurons that
/// receive no synapses, such as inputs, changes nothing, and does not count.
fn residuals(simulation: &dyn Dynamics, now: &NeuronStates) -> Option<[f64; 2]> {
    let after = |clock: Clock| {
        let mut next = simulation.twin();
        next.tick(clock).ok()?;
        Some(next.state())
    };
    let receives = |neuron: usize| match simulation.topology().layers() {
        Some(layers) => layers.receivers()[1..]
            .iter()
            .any(|range| range.contains(&neuron)),
        None => true,
    };
    let largest = |a: &[f64], b: &[f64], counts: &dyn Fn(usize) -> bool| {
        let changes = a
            .iter()
            .zip(b)
            .enumerate()
            .filter(|(neuron, _)| counts(*neuron));
        changes.map(|(_, (a, b))| (a - b).abs()).fold(0.0, f64::max)
    };
    Some([
        largest(&after(Clock::Firing)?.firing, &now.firing, &|_| true),
        largest(&after(Clock::Credit)?.credit, &now.credit, &receives),
    ])
}
