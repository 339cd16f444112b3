//! What a layered network is and what it learns, among the controls.

use egui::{ComboBox, Ui};

use crate::app::messages::{Change, Message, Messages};
use crate::app::rebuild::Rebuild;
use crate::engine::Side;
use crate::scenario::{DATASET, Dataset, Scenario};

/// The layers, from input to output.
pub fn layers_ui(ui: &mut Ui, scenario: &Scenario) {
    if let Some(layers) = scenario.network.topology.layers() {
        let sizes: Vec<String> = layers.sizes.iter().map(ToString::to_string).collect();
        ui.label(format!("Layers {}", sizes.join(" – "))).on_hover_text(
            "Neurons in each layer, from input to output. Buttons above the network add and remove neurons and layers.",
        );
    }
}

/// What is learned: a menu of the data sets that need no file.
pub fn dataset_ui(ui: &mut Ui, side: Side, scenario: &Scenario, messages: &mut Messages) {
    let (Some(task), Some(chosen)) = (&scenario.task, DATASET.chosen(scenario)) else {
        return;
    };
    let shown = match task.dataset.file() {
        Some(path) => format!("The table {path}"),
        None => chosen.label.to_owned(),
    };
    let row = ui.horizontal(|ui| {
        let name = ui.label(DATASET.name);
        let menu = ComboBox::from_id_salt(DATASET.key).selected_text(shown).truncate();
        let menu = menu.show_ui(ui, |ui| {
            let options = DATASET.options.iter().zip(Dataset::KEYS);
            options.filter_map(|(option, key)| {
                let dataset = Dataset::from_key(key, "").filter(|known| known.file().is_none())?;
                let is_chosen = task.dataset == dataset;
                let button = ui.selectable_label(is_chosen, option.label);
                let clicked = button.on_hover_text(option.help).clicked();
                (clicked && !is_chosen).then_some(dataset)
            }).last()
        });
        menu.response.labelled_by(name.id).on_hover_text("The samples to be learned. Another data set begins the network anew, with the inputs and outputs that it needs. A table of your own opens by File ▸ Learn from a table….");
        menu.inner.flatten()
    });
    if let Some(dataset) = row.inner {
        let change = Change::Rebuild(Rebuild::Learn(dataset));
        messages.push(Message::Change(side, change));
    }
}
