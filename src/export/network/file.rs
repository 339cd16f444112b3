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

/// A quantity of each neuron in a graph file.
pub(super) struct Column {
    pub name: &'static str,
    /// `int` or `double`.
    pub kind: &'static str,
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

    /// w_ij, by the index of row = post and column = pre.
    pub(super) fn weight(&self, index: usize) -> f64 {
        match &self.copy.double {
            Some(weights) => weights[index],
            None => f64::from(self.copy.snapshot.weights.weights()[index]),
        }
    }

    /// All weights in single precision.
    pub(super) fn singles(&self) -> impl Iterator<Item = f32> {
        self.copy.snapshot.weights.weights().iter().copied()
    }

    /// A number of the simulation as the shortest text that reads back as the same in its precision.
    pub(super) fn text(&self, value: f64) -> String {
        match self.copy.double {
            Some(_) => decimal::double(value),
            None => decimal::single(value as f32),
        }
    }

    /// What graph files say of each neuron.
    pub(super) fn columns(&self) -> [Column; 7] {
        let state = &self.copy.snapshot.state;
        let column = |name, values: &[f64], text: &dyn Fn(f64) -> String| Column {
            name,
            kind: "double",
            cells: values.iter().map(|&value| text(value)).collect(),
        };
        let simulated = |name, values| column(name, values, &|value| self.text(value));
        let derived = |name, values| column(name, values, &decimal::double);
        let label = self.groups.partition.label.iter();
        [
            Column {
                name: "community",
                kind: "int",
                cells: label.map(|c| number(*c).to_string()).collect(),
            },
            derived("in_strength", &self.strengths.received),
            derived("out_strength", &self.strengths.sent),
            simulated("firing", &state.firing),
            simulated("net_input", &state.net_input),
            simulated("credit", &state.credit),
            derived("balance", &self.balance),
        ]
    }

    /// All synapses that are not zero, by post-neuron.
    pub(super) fn synapses(&self) -> impl Iterator<Item = Synapse> {
        let n = self.neurons().max(1);
        let existing = (0..self.neurons() * n).filter(|&index| self.weight(index) != 0.0);
        existing.map(move |index| {
            let weight = self.text(self.weight(index));
            Synapse {
                pre: (index % n).to_string(),
                post: (index / n).to_string(),
                strength: weight.trim_start_matches('-').to_owned(),
                weight,
            }
        })
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
