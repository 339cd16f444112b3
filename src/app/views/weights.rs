//! View "Weights by community": W reordered, as in Fig. 4.

use egui::Ui;

use super::heatmap::Heatmap;
use super::view::{View, ViewInput, waiting};
use crate::app::messages::Messages;
use crate::app::widgets::number;
use crate::engine::Scene;
use crate::export::ColourMap;

pub struct WeightsView(Heatmap);

impl Default for WeightsView {
    fn default() -> Self {
        Self(Heatmap {
            map: ColourMap::weights(),
            name: "Weights by community",
            symbol: "w_ij",
            legend: "Weight of the synapse that neuron i (row) receives from neuron j (column): red excites, blue inhibits, white is none.",
            of: |pictures| &pictures.weights,
            texture: None,
        })
    }
}

impl View for WeightsView {
    fn view_ui(&mut self, ui: &mut Ui, input: &ViewInput<'_>, messages: &mut Messages) {
        let scene = input.scene;
        let Some(pictures) = &scene.pictures else {
            return waiting(ui, "Waiting for the first picture …");
        };
        if let Some(trouble) = scene.findings.as_ref().and_then(|f| f.trouble.as_ref()) {
            let said = format!("No communities: {trouble}.");
            ui.colored_label(ui.visuals().error_fg_color, said);
        }
        self.0.show(ui, input, pictures, messages, |post, pre| {
            let weight = number(f64::from(scene.snapshot.weights.weight(post, pre)));
            let (to, from) = (place(scene, post), place(scene, pre));
            [
                format!("w({post}, {pre}) = {weight}"),
                format!("neuron {post}{to} receives from neuron {pre}{from}"),
            ]
        });
    }
}

/// The community of a neuron in words.
pub(super) fn place(scene: &Scene, neuron: usize) -> String {
    let number = scene.community_number(neuron);
    number.map_or(String::new(), |number| format!(" (community {number})"))
}
