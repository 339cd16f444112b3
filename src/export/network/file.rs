//! A network at one moment, as its files tell it.

use super::about::About;
use super::decimal;
use crate::analysis::{Connectome, Method, Partition, Strengths, stable_colours};
use crate::engine::NetworkCopy;

/// A network at one moment, with all that its files say of it.
pub struct NetworkFile {
    pub(super) about: About,
    pub(super) copy: NetworkCopy,
    pub(super) groups: Groups,
    pub(super) strengths: Strengths,
    pub(super) balance: Vec<f64>,
}

/// All weights, in the precision of the simulation.
#[derive(Clone, Copy)]
pub(super) enum Weights<'a> {
    Single(&'a [f32]),
    Double(&'a [f64]),
}

/// A quantity of each neuron in a graph file.
pub(super) struct Column {
    pub name: &'static str,
    /// `int` or `double`.
    pub kind: &'static str,
    /// A value for each neuron.
    pub cells: Vec<String>,
}

/// A synapse in a graph file.
pub(super) struct Synapse {
    pub pre: String,
    pub post: String,
    /// w_ij
    pub weight: String,
    /// |w_ij|
    pub strength: String,
}

impl NetworkFile {
    /// Takes a network, and finds its communities. `earlier` are the colours that they had so far,
    /// if any.
    pub fn of(scenario: &str, toml: &str, copy: NetworkCopy, earlier: &[Option<usize>]) -> Self {
        let connectome = &copy.snapshot.weights;
        Self {
            about: About::state(&copy.snapshot).named(scenario, toml),
            groups: Groups::find(connectome, &copy.snapshot.method, earlier),
            strengths: connectome.strengths(),
            balance: copy.snapshot.balance(),
            copy,
        }
    }

    /// Number of neurons n.
    pub fn neurons(&self) -> usize {
        self.copy.snapshot.neurons()
    }

    pub(super) fn weights(&self) -> Weights<'_> {
        match &self.copy.double {
            Some(weights) => Weights::Double(weights),
            None => Weights::Single(self.copy.snapshot.weights.weights()),
        }
    }

    /// What graph files say of each neuron.
    pub(super) fn columns(&self) -> [Column; 7] {
        let state = &self.copy.snapshot.state;
        let single = self.copy.double.is_none();
        let numbers = |name, values: &[f64], single: bool| Column {
            name,
            kind: "double",
            cells: values
                .iter()
                .map(|&v| {
                    if single {
                        decimal::single(v as f32)
                    } else {
                        decimal::double(v)
                    }
                })
                .collect(),
        };
        let label = self.groups.partition.label.iter();
        [
            Column {
                name: "community",
                kind: "int",
                cells: label.map(|c| number(*c).to_string()).collect(),
            },
            numbers("in_strength", &self.strengths.received, false),
            numbers("out_strength", &self.strengths.sent, false),
            numbers("firing", &state.firing, single),
            numbers("net_input", &state.net_input, single),
            numbers("credit", &state.credit, single),
            numbers("balance", &self.balance, false),
        ]
    }

    /// All synapses that are not zero, by post-neuron.
    pub(super) fn synapses(&self) -> impl Iterator<Item = Synapse> {
        let (n, weights) = (self.neurons().max(1), self.weights());
        let existing = (0..weights.len()).filter(move |&index| !weights.is_zero(index));
        existing.map(move |index| {
            let weight = weights.text(index);
            Synapse {
                pre: (index % n).to_string(),
                post: (index / n).to_string(),
                strength: weight.trim_start_matches('-').to_owned(),
                weight,
            }
        })
    }
}

impl Weights<'_> {
    pub fn len(self) -> usize {
        match self {
            Self::Single(weights) => weights.len(),
            Self::Double(weights) => weights.len(),
        }
    }

    pub fn is_zero(self, index: usize) -> bool {
        match self {
            Self::Single(weights) => weights[index] == 0.0,
            Self::Double(weights) => weights[index] == 0.0,
        }
    }

    /// The weight as the shortest text that reads back as the same number.
    pub fn text(self, index: usize) -> String {
        match self {
            Self::Single(weights) => decimal::single(weights[index]),
            Self::Double(weights) => decimal::double(weights[index]),
        }
    }
}

/// Communities, and colours that stay with them from one moment to the next.
#[derive(Debug, Clone, Default)]
pub(super) struct Groups {
    pub partition: Partition,
    /// For each neuron the colour of its community.
    pub colours: Vec<Option<usize>>,
}

impl Groups {
    /// Finds communities; `earlier` are the colours that the neurons had before. Where the analysis
    /// fails there are none.
    pub fn find(connectome: &Connectome, method: &Method, earlier: &[Option<usize>]) -> Self {
        let partition = Partition::detect(connectome, method).unwrap_or_else(|_| {
            let nowhere = vec![None; connectome.neurons()];
            Partition::from_labels(&nowhere, &connectome.strengths_undirected())
        });
        let colours = partition.neuron_colours(&stable_colours(earlier, &partition));
        Self { partition, colours }
    }
}

/// The number of a community in a file: from 1, and −1 for none.
pub(super) fn number(community: Option<usize>) -> i64 {
    community.map_or(-1, |index| index as i64 + 1)
}
