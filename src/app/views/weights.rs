//! View "Weights by community": W reordered, as in Fig. 4.

use egui::Ui;

use super::view::{View, ViewInput, waiting};
use crate::analysis::Picture;
use crate::app::messages::Messages;
use crate::app::pointing::Target;
use crate::app::widgets::{ColourScale, Heatmap, HeatmapSpec, number};
use crate::engine::{Pictures, Scene};
use crate::export::ColourMap;

/// The heatmap of W, rows and columns ordered by community.
pub struct WeightsView {
    heatmap: Heatmap,
}

impl Default for WeightsView {
    fn default() -> Self {
        Self {
            heatmap: Heatmap::new(ColourMap::weights()),
        }
    }
}

impl View for WeightsView {
    fn view_ui(&mut self, ui: &mut Ui, input: &ViewInput<'_>, messages: &mut Messages) {
        let scene = input.scene;
        let scale = common_scale(input, |pictures| &pictures.weights);
        let Some(pictures) = &scene.pictures else {
            return waiting(ui, "Waiting for the first picture …");
        };
        let trouble = scene.findings.as_ref().and_then(|f| f.trouble.as_ref());
        if let Some(trouble) = trouble {
            let said = format!("No communities: {trouble}.");
            ui.colored_label(ui.visuals().error_fg_color, said);
        }
        let spec = HeatmapSpec {
            name: "Weights by community",
            symbol: "w_ij",
            legend: "Weight of the synapse that neuron i (row) receives from neuron j (column): red excites, blue inhibits, white is none.",
            picture: &pictures.weights,
            scale,
            version: (pictures.generation, pictures.revision),
            partition: &pictures.partition,
            colours: &pictures.colours,
            lit: &input.pointing.lit_neurons(),
        };
        let (response, pointed) = self.heatmap.show(ui, &spec);
        let Some((post, pre)) = pointed else {
            return;
        };
        messages.point(Target::Synapse { post, pre }, response.clicked());
        let weight = scene.snapshot.weights.weight(post, pre);
        response.on_hover_ui_at_pointer(|ui| {
            ui.label(format!("w({post}, {pre}) = {}", number(f64::from(weight))));
            ui.weak(format!(
                "neuron {post}{} receives from neuron {pre}{}",
                place(scene, post),
                place(scene, pre)
            ));
        });
    }
}

/// The colour scale of a picture, the same for both sides of a comparison.
pub(super) fn common_scale(
    input: &ViewInput<'_>,
    picture: fn(&Pictures) -> &Picture,
) -> ColourScale {
    let pictures = input.both().filter_map(|scene| scene.pictures.as_deref());
    // A picture without any weight has no scale of its own.
    let limits: Vec<f32> = pictures
        .map(picture)
        .filter(|picture| picture.largest > 0.0)
        .map(|picture| picture.limit)
        .collect();
    ColourScale::common(limits.into_iter())
}

/// The community of a neuron in words.
pub(super) fn place(scene: &Scene, neuron: usize) -> String {
    match scene.community_number(neuron) {
        Some(number) => format!(" (community {number})"),
        None => String::new(),
    }
}
