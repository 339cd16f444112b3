//! What the engine last said, all of one run.

use std::sync::Arc;

use super::findings::Findings;
use super::pictures::Pictures;
use super::proof::Proof;
use super::stability::Stability;
use crate::engine::run::Snapshot;

/// What there is to show of a simulation. Its parts belong to the same run.
#[derive(Clone)]
pub struct Scene {
    /// The simulation.
    pub snapshot: Arc<Snapshot>,
    /// What the analyst found, once there is something.
    pub findings: Option<Arc<Findings>>,
    /// The matrices as pictures, once there are some.
    pub pictures: Option<Arc<Pictures>>,
    /// The rule beside backpropagation, while a view asks for it.
    pub proof: Option<Arc<Proof>>,
    /// The eigenvalues of J, while a view asks for them.
    pub stability: Option<Arc<Stability>>,
}

/// What those who show a scene would like to be worked out; work that nobody sees is not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Wants {
    /// A look at the next plasticity update.
    pub proof: bool,
    /// The eigenvalues of J.
    pub stability: bool,
    /// The three-clock map. In the window it begins only when the user says so.
    pub clock_map: bool,
}

impl Scene {
    /// The colour that a neuron's community has.
    pub fn community_colour(&self, neuron: usize) -> Option<usize> {
        let colours = &self.findings.as_ref()?.colours;
        colours.get(neuron).copied().flatten()
    }

    /// The number of a neuron's community for people, from 1: it goes with the colour, and stays with
    /// the community while others come and go.
    pub fn community_number(&self, neuron: usize) -> Option<usize> {
        self.community_colour(neuron).map(|colour| colour + 1)
    }
}
