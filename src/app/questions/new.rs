//! What a new scenario is to be: its kind, the few numbers that matter, and what it will look like.

use std::sync::Arc;

use egui::{Button, DragValue, Key, Ui};

use super::new_preview::preview_ui;
use super::parts::{Answer, answer_ui, number_ui};
use crate::app::breakers::let_settle;
use crate::model::{Layers, Samples, Topology};
use crate::scenario::{
    self, Arrangement, DATASET, Dataset, NEURONS, PLASTICITY_MS, PRESENT_MS, Scenario,
};

/// Kinds of scenarios.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    AllToAll,
    Layers,
    Task,
    Table,
    Connectome,
}

impl Kind {
    /// All of them, with what they are called and one sentence on each.
    const ALL: [(Self, &str, &str); 5] = [
        (
            Self::AllToAll,
            "All-to-all",
            "Every neuron to every neuron: communities form, or do not.",
        ),
        (
            Self::Layers,
            "Layers",
            "From each layer to the next, without anything to learn: noise takes its place.",
        ),
        (
            Self::Task,
            "A task",
            "A layered network that learns samples: the rule is backpropagation.",
        ),
        (
            Self::Table,
            "A table of your own",
            "A layered network that learns the rows of a .csv or .npy file.",
        ),
        (
            Self::Connectome,
            "A connectome",
            "A network that begins with the weights of a .npy, .csv or .graphml file.",
        ),
    ];
}

/// What suits a data set: sizes of layers, learning rate, initial gain, what is held out, and the length of a run.
struct Proposal {
    dataset: Dataset,
    sizes: &'static [usize],
    rate: f64,
    gain: f64,
    held_out: f64,
    iterations: u64,
}

/// The data sets that need no file.
const TASKS: [Proposal; 4] = [
    Proposal {
        dataset: Dataset::Xor,
        sizes: &[2, 8, 1],
        rate: 0.1,
        gain: 1.0,
        held_out: 0.0,
        iterations: 800,
    },
    Proposal {
        dataset: Dataset::TwoSpirals,
        sizes: &[2, 20, 20, 1],
        rate: 0.03,
        gain: 2.0,
        held_out: 0.0,
        iterations: 30_000,
    },
    Proposal {
        dataset: Dataset::Teacher,
        sizes: &[6, 12, 3],
        rate: 0.03,
        gain: 1.0,
        held_out: 0.2,
        iterations: 8_000,
    },
    Proposal {
        dataset: Dataset::Digits,
        sizes: &[64, 32, 10],
        rate: 0.01,
        gain: 1.0,
        held_out: 0.2,
        iterations: 28_740,
    },
];

/// Sizes of layers without a task.
const LAYERS: &[usize] = &[10, 20, 10];
/// As many layers as are proposed at most.
const MOST_LAYERS: usize = 8;
const LARGEST_LAYER: usize = 1_000;

/// What has come of the question.
pub enum Made {
    Scenario(Box<Scenario>),
    /// A file is to be chosen first.
    Table,
    Connectome,
}

/// A scenario in the making.
pub struct NewQuestion {
    kind: Kind,
    neurons: usize,
    sizes: Vec<usize>,
    task: usize,
    /// The samples of a task, which are drawn.
    samples: Option<(usize, Arc<Samples>)>,
}

impl Default for NewQuestion {
    fn default() -> Self {
        Self {
            kind: Kind::AllToAll,
            neurons: Scenario::default().network.topology.neurons(),
            sizes: LAYERS.to_vec(),
            task: 0,
            samples: None,
        }
    }
}

impl NewQuestion {
    /// What is to be made.
    pub fn made(&self) -> Made {
        match self.kind {
            Kind::Table => Made::Table,
            Kind::Connectome => Made::Connectome,
            _ => Made::Scenario(Box::new(self.scenario())),
        }
    }

    fn scenario(&self) -> Scenario {
        let neurons = self.neurons;
        match self.kind {
            Kind::Layers => Scenario::with_topology(Topology::Layered(Layers::plain(&self.sizes))),
            Kind::Task => self.learning(&TASKS[self.task]),
            _ => Scenario::with_topology(Topology::AllToAll { neurons }),
        }
    }

    /// The scenario that learns a data set, its clocks as slow as its layers need.
    fn learning(&self, proposal: &Proposal) -> Scenario {
        let layers = Layers {
            bias: true,
            ..Layers::plain(&self.sizes)
        };
        let dataset = proposal.dataset.clone();
        let mut scenario = Scenario::with_task(Topology::Layered(layers), dataset);
        scenario.name = label(proposal).to_owned();
        if let Some(task) = &mut scenario.task {
            task.held_out = proposal.held_out;
        }
        let_settle(&mut scenario);
        if let Some(once) = (PLASTICITY_MS.get)(&scenario) {
            (PRESENT_MS.set)(&mut scenario, once);
        }
        (scenario::LEARNING_RATE.set)(&mut scenario, proposal.rate);
        scenario.network.weight_gain = proposal.gain;
        scenario.run.iterations = proposal.iterations;
        scenario.arrangement = Arrangement::Theorem;
        scenario
    }

    pub fn ui(&mut self, ui: &mut Ui) -> Option<Answer> {
        // Enter that ends typing is not meant for the question.
        let is_free = ui.memory(|memory| memory.focused().is_none());
        let entered = is_free && ui.input(|i| i.key_pressed(Key::Enter));
        ui.heading("Make a new scenario");
        self.kind_ui(ui);
        ui.separator();
        match self.kind {
            Kind::AllToAll => self.neurons_ui(ui),
            Kind::Layers => self.layers_ui(ui),
            Kind::Task => {
                self.task_ui(ui);
                self.layers_ui(ui);
            }
            Kind::Table => explain(ui, TABLE),
            Kind::Connectome => explain(ui, CONNECTOME),
        }
        let offer = match self.kind {
            Kind::Table => "Choose a table…",
            Kind::Connectome => "Choose a connectome…",
            _ => {
                ui.add_space(4.0);
                let scenario = self.scenario();
                let samples = self.samples(&scenario);
                preview_ui(ui, &scenario, samples.as_deref());
                "Make it"
            }
        };
        let answer = answer_ui(ui, offer, "The same as the Enter key.", true);
        answer.or(entered.then_some(Answer::Accept))
    }

    fn kind_ui(&mut self, ui: &mut Ui) {
        ui.horizontal_wrapped(|ui| {
            for (kind, label, help) in Kind::ALL {
                let radio = ui.radio(self.kind == kind, label).on_hover_text(help);
                if radio.clicked() && self.kind != kind {
                    self.kind = kind;
                    self.propose();
                }
            }
        });
    }

    fn task_ui(&mut self, ui: &mut Ui) {
        ui.horizontal_wrapped(|ui| {
            for (index, proposal) in TASKS.iter().enumerate() {
                let radio = ui.radio(self.task == index, label(proposal));
                let radio = radio.on_hover_text(option(proposal).help);
                if radio.clicked() && self.task != index {
                    self.task = index;
                    self.propose();
                }
            }
        });
    }

    /// Begins with what suits what was chosen.
    fn propose(&mut self) {
        self.sizes = match self.kind {
            Kind::Task => TASKS[self.task].sizes,
            _ => LAYERS,
        }
        .to_vec();
    }

    fn neurons_ui(&mut self, ui: &mut Ui) {
        ui.horizontal(|ui| {
            let range = NEURONS.limits.min as usize..=NEURONS.limits.max as usize;
            let field = DragValue::new(&mut self.neurons).range(range);
            number_ui(ui, "Neurons", field).on_hover_text(NEURONS.help);
        });
    }

    fn layers_ui(&mut self, ui: &mut Ui) {
        let held = match self.kind {
            Kind::Task => TASKS[self.task].dataset.sizes().is_some(),
            _ => false,
        };
        let last = self.sizes.len() - 1;
        ui.horizontal_wrapped(|ui| {
            for (at, size) in self.sizes.iter_mut().enumerate() {
                if held && (at == 0 || at == last) {
                    let what = if at == 0 { "inputs" } else { "outputs" };
                    ui.label(format!("{what} {size}"))
                        .on_hover_text("As many as the data set has.");
                    continue;
                }
                let field = DragValue::new(size).range(1..=LARGEST_LAYER);
                number_ui(ui, &format!("Layer {}", at + 1), field)
                    .on_hover_text("Neurons in this layer.");
            }
            let add = ui.add_enabled(last + 1 < MOST_LAYERS, Button::new("Add a layer"));
            if add
                .on_hover_text("One more layer before the last.")
                .clicked()
            {
                let size = self.sizes[last.saturating_sub(1).max(1)];
                self.sizes.insert(last, size);
            }
            let remove = ui.add_enabled(last > 1, Button::new("Remove a layer"));
            let remove = remove.on_hover_text("The layer before the last goes.");
            if remove.clicked() && last > 1 && self.sizes.len() > last {
                self.sizes.remove(last - 1);
            }
        });
    }

    /// The samples of a task; worked out once for each data set.
    fn samples(&mut self, scenario: &Scenario) -> Option<Arc<Samples>> {
        if self.kind != Kind::Task {
            return None;
        }
        let known = self.samples.as_ref().filter(|(task, _)| *task == self.task);
        if known.is_none() {
            let samples = scenario::recheck(scenario, None).ok()?.samples?;
            self.samples = Some((self.task, samples));
        }
        self.samples
            .as_ref()
            .map(|(_, samples)| Arc::clone(samples))
    }
}

/// The option of the data set among all of them.
fn option(proposal: &Proposal) -> &'static scenario::ChoiceOption {
    let key = proposal.dataset.key();
    let at = Dataset::KEYS.iter().position(|known| *known == key);
    &DATASET.options[at.unwrap_or_default()]
}

fn label(proposal: &Proposal) -> &'static str {
    option(proposal).label
}

/// What a file looks like: what it is for, and its beginning.
const TABLE: [&str; 2] = [
    "A row per sample: inputs, then targets. Targets are numbers, or one column with the names of classes. A first row may name the columns.",
    "length, width, species\n5.1, 3.5, setosa\n7.0, 3.2, versicolor",
];
const CONNECTOME: [&str; 2] = [
    "A square table with the weights that each neuron receives in a row, or a graph in GraphML.",
    "0, 0.5, 0\n-0.2, 0, 1.1\n0, 0.3, 0",
];

fn explain(ui: &mut Ui, [what, example]: [&str; 2]) {
    ui.label(what);
    ui.add_space(4.0);
    ui.monospace(example);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::breakers;

    #[test]
    fn every_task_that_is_proposed_is_valid_and_lets_the_rule_be_backpropagation() {
        for task in 0..TASKS.len() {
            let mut question = NewQuestion {
                kind: Kind::Task,
                task,
                ..NewQuestion::default()
            };
            question.propose();
            let scenario = question.scenario();
            let opened = scenario::recheck(&scenario, None).expect("valid");
            assert!(opened.samples.is_some());
            assert_eq!(
                breakers::in_force(&scenario).count(),
                0,
                "{}",
                scenario.name
            );
        }
    }
}
