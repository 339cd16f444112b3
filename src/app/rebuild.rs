//! Changes of a layered network itself, made on its picture or beside it: neurons and layers come and go, and
//! what is learned. The simulation then begins anew.

use crate::app::breakers::keeping_settled;
use crate::model::{Layers, Loss, Topology};
use crate::scenario::{Dataset, NEURONS, Scenario, Task};

/// What is changed. Layers are counted from 0 here, and from 1 in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rebuild {
    AddNeuron(usize),
    RemoveNeuron(usize),
    AddLayerAfter(usize),
    RemoveLayer(usize),
    /// Learn another data set; input and output layer become as large as it needs.
    Learn(Dataset),
}

/// The size of a new layer between two that the data set holds.
const NEW_LAYER: usize = 4;

use Rebuild::{AddLayerAfter, AddNeuron, Learn, RemoveLayer, RemoveNeuron};

impl Rebuild {
    /// What a button that does it is called.
    pub fn label(&self) -> String {
        match self {
            AddNeuron(layer) => format!("Add a neuron to layer {}", layer + 1),
            RemoveNeuron(layer) => format!("Remove a neuron from layer {}", layer + 1),
            AddLayerAfter(layer) => format!("Add a layer after layer {}", layer + 1),
            RemoveLayer(layer) => format!("Remove layer {}", layer + 1),
            Learn(dataset) => format!("Learn the data set {:?}", dataset.key()),
        }
    }

    /// What has become of a network that was changed so from what it was `before`.
    pub fn told(&self, before: &Scenario, scenario: &Scenario) -> String {
        let layers = scenario.network.topology.layers();
        let size = |at: &usize| layers.and_then(|layers| layers.sizes.get(*at).copied());
        let has = |at: &usize| match size(at).unwrap_or_default() {
            1 => format!("Layer {} has 1 neuron", at + 1),
            size => format!("Layer {} has {size} neurons", at + 1),
        };
        let is_slower = before.rules.clocks != scenario.rules.clocks;
        match self {
            AddNeuron(layer) | RemoveNeuron(layer) => has(layer),
            AddLayerAfter(layer) if is_slower => {
                format!(
                    "{}, and the clocks leave it time to settle",
                    has(&(layer + 1))
                )
            }
            AddLayerAfter(layer) => has(&(layer + 1)),
            RemoveLayer(layer) => format!("Layer {} is gone", layer + 1),
            Learn(dataset) => format!("It learns the data set {:?}", dataset.key()),
        }
    }

    /// Whether it can be done to this scenario.
    pub fn is_possible(&self, scenario: &Scenario) -> bool {
        let Some(layers) = scenario.network.topology.layers() else {
            return false;
        };
        let (sizes, last) = (&layers.sizes, layers.count() - 1);
        let room = NEURONS.limits.max as usize - sizes.iter().sum::<usize>();
        let is_hidden = |layer: &usize| (1..last).contains(layer);
        let may_be =
            |layer: usize, size: usize| held_size(scenario, layer).is_none_or(|held| held == size);
        match self {
            AddNeuron(layer) => room > 0 && *layer <= last && may_be(*layer, sizes[*layer] + 1),
            RemoveNeuron(layer) => {
                *layer <= last && sizes[*layer] > 1 && may_be(*layer, sizes[*layer] - 1)
            }
            AddLayerAfter(layer) => *layer < last && room >= size_of_new(layers, *layer),
            RemoveLayer(layer) => is_hidden(layer),
            Learn(_) => true,
        }
    }

    /// Changes the scenario, where that is possible.
    pub fn apply(&self, scenario: &mut Scenario) {
        if !self.is_possible(scenario) {
            return;
        }
        if let Learn(dataset) = self {
            learn(scenario, dataset);
        }
        let Topology::Layered(layers) = &mut scenario.network.topology else {
            return;
        };
        match self {
            AddNeuron(layer) => layers.sizes[*layer] += 1,
            RemoveNeuron(layer) => layers.sizes[*layer] -= 1,
            AddLayerAfter(_) => keeping_settled(scenario, |scenario| self.add_layer(scenario)),
            RemoveLayer(layer) => drop(layers.sizes.remove(*layer)),
            Learn(_) => {}
        }
    }

    fn add_layer(&self, scenario: &mut Scenario) {
        if let (AddLayerAfter(layer), Topology::Layered(layers)) =
            (self, &mut scenario.network.topology)
        {
            let size = size_of_new(layers, *layer);
            layers.sizes.insert(layer + 1, size);
        }
    }
}

/// The size of the input or output layer, where it is what the data set has; `None` of all others.
pub fn held_size(scenario: &Scenario, layer: usize) -> Option<usize> {
    let layers = scenario.network.topology.layers()?;
    let dataset = &scenario.task.as_ref()?.dataset;
    let is_end = layer == 0 || layer + 1 == layers.count();
    let holds = *dataset != Dataset::Teacher;
    (is_end && holds).then(|| layers.sizes[layer])
}

/// A new layer is as large as a hidden neighbour.
fn size_of_new(layers: &Layers, after: usize) -> usize {
    let hidden = 1..layers.count() - 1;
    let neighbour = [after, after + 1]
        .into_iter()
        .find(|at| hidden.contains(at));
    neighbour.map_or(NEW_LAYER, |at| layers.sizes[at])
}

/// Lets a network learn a data set, with as many inputs and outputs as that has.
fn learn(scenario: &mut Scenario, dataset: &Dataset) {
    let loss = scenario.rules.teaching.loss;
    if let (Some((inputs, outputs)), Topology::Layered(layers)) =
        (dataset.sizes(), &mut scenario.network.topology)
    {
        let last = layers.count() - 1;
        let fits = |size: &usize| loss == Loss::Squared || *size > 1;
        layers.sizes[0] = inputs;
        if !(outputs.contains(&layers.sizes[last]) && fits(&layers.sizes[last])) {
            let fitting = outputs.iter().copied().find(fits);
            layers.sizes[last] = fitting.unwrap_or(layers.sizes[last]);
        }
    }
    let new = Scenario::with_task(scenario.network.topology.clone(), dataset.clone()).task;
    let before = scenario.task.take();
    scenario.task = new.map(|new| Task {
        samples: before.as_ref().map_or(new.samples, |before| before.samples),
        ..new
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scenario(sizes: &[usize], dataset: Option<Dataset>) -> Scenario {
        let topology = Topology::Layered(Layers::plain(sizes));
        match dataset {
            Some(dataset) => Scenario::with_task(topology, dataset),
            None => Scenario::with_topology(topology),
        }
    }

    fn after(mut scenario: Scenario, rebuild: &Rebuild) -> Vec<usize> {
        rebuild.apply(&mut scenario);
        let layers = scenario.network.topology.layers().expect("layers");
        layers.sizes.clone()
    }

    #[test]
    fn neurons_and_layers_come_and_go_where_the_data_set_does_not_hold_them() {
        let xor = || scenario(&[2, 8, 1], Some(Dataset::Xor));
        assert_eq!(after(xor(), &AddNeuron(1)), [2, 9, 1]);
        assert_eq!(after(xor(), &RemoveNeuron(1)), [2, 7, 1]);
        assert_eq!(after(xor(), &AddLayerAfter(0)), [2, 8, 8, 1]);
        assert_eq!(after(xor(), &RemoveLayer(1)), [2, 1]);
        for held in [
            AddNeuron(0),
            RemoveNeuron(0),
            AddNeuron(2),
            RemoveLayer(0),
            RemoveLayer(2),
        ] {
            assert!(!held.is_possible(&xor()), "{held:?}");
            assert_eq!(after(xor(), &held), [2, 8, 1]);
        }
        let teacher = scenario(&[3, 1], Some(Dataset::Teacher));
        assert_eq!(after(teacher.clone(), &AddNeuron(0)), [4, 1]);
        assert_eq!(
            after(teacher.clone(), &RemoveNeuron(1)),
            [3, 1],
            "one is the least"
        );
        assert_eq!(after(teacher, &AddLayerAfter(0)), [3, NEW_LAYER, 1]);
        assert_eq!(after(scenario(&[1, 1], None), &AddNeuron(1)), [1, 2]);
    }

    #[test]
    fn a_network_that_had_time_to_settle_has_it_with_one_layer_more() {
        let opened = crate::scenario::preset("xor.toml")
            .expect("a preset")
            .open();
        let mut scenario = opened.expect("valid").scenario;
        let before = scenario.clone();
        AddLayerAfter(1).apply(&mut scenario);
        let clocks = scenario.rules.clocks;
        let all = [clocks.firing_ms, clocks.credit_ms, clocks.plasticity_ms];
        assert_eq!(all, [1.0, 4.0, 12.0], "as in the preset with four layers");
        assert_eq!(scenario.rules.teaching.present_ms, 12.0);
        assert!(
            AddLayerAfter(1)
                .told(&before, &scenario)
                .ends_with("time to settle")
        );
        // Where it had none, it gets none.
        let mut close = before;
        close.rules.clocks.plasticity_ms = 3.0;
        AddLayerAfter(1).apply(&mut close);
        assert_eq!(close.rules.clocks.plasticity_ms, 3.0);
    }

    #[test]
    fn another_data_set_brings_the_inputs_and_outputs_that_it_needs() {
        let mut digits = scenario(&[2, 8, 1], Some(Dataset::Xor));
        Learn(Dataset::Digits).apply(&mut digits);
        assert_eq!(
            digits.network.topology.layers().expect("layers").sizes,
            [64, 8, 10]
        );
        assert_eq!(digits.task.as_ref().expect("a task").held_out, 0.2);
        digits.rules.teaching.loss = Loss::CrossEntropy;
        assert_eq!(
            after(digits, &Learn(Dataset::TwoSpirals)),
            [2, 8, 2],
            "classes need two outputs"
        );
    }
}
