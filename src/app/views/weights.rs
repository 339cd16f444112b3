//! View "Weights by community": W reordered, as in Fig. 4.

use egui::Ui;

use super::heatmap::Heatmap;
use super::heatmap_margin::DENSE;
use super::view::{View, ViewInput, waiting};
use crate::app::explained::{Explained, Ink, Mark, WEIGHTS};
use crate::app::messages::Messages;
use crate::app::widgets::number;
use crate::engine::Scene;
use crate::export::ColourMap;

/// What there is to know of the view.
pub const EXPLAINED: Explained = Explained {
    line: "The weights W, rows and columns ordered by community.",
    shows: "Every synapse w_ij as a dot of colour: row i receives, column j sends, and the neurons stand in the order of their communities.",
    look_for: "Tinted, framed blocks on the diagonal are dense modules, whose neurons send and receive among themselves; stripes across the whole picture are neurons that only receive, or only send.",
    legend: &[
        (
            WEIGHTS,
            "Blue inhibits, white is no synapse, red excites; the bar beside the picture has the numbers",
        ),
        (
            Mark::Frame(Ink(|_| DENSE)),
            "Black frame with a tint: a dense module",
        ),
        (
            Mark::Patch(Ink::COMMUNITY),
            "Coloured strip with a number along the edges: a community",
        ),
        (
            Mark::Patch(Ink::SMALL_COMMUNITY),
            "Grey strip: communities beyond the twelve strongest",
        ),
        (
            Mark::Triangle(Ink::CREDIT),
            "Amber triangle at the edge: a neuron whose credit is clamped",
        ),
        (
            Mark::Patch(Ink::FIRING),
            "Dark bar at the edge: a neuron whose firing is clamped",
        ),
        (
            Mark::Line(Ink::HIGHLIGHT),
            "Violet: what you point at, here or in another view",
        ),
        (
            Mark::Word("isolated"),
            "Rows and columns at the end: neurons without a synapse to others",
        ),
    ],
    symbols: &["w_ij", "modules", "communities"],
};

pub struct WeightsView(Heatmap);

impl Default for WeightsView {
    fn default() -> Self {
        Self(Heatmap {
            map: ColourMap::weights(),
            name: "Weights by community",
            symbol: "w_ij",
            legend: "Weight of the synapse that neuron i (row) receives from neuron j (column): red excites, blue inhibits, white is none.",
            of: |pictures| &pictures.weights,
            part: |detail| &detail.weights,
            texture: None,
            detail: None,
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

/// What a neuron is called and its community, in words.
pub(super) fn place(scene: &Scene, neuron: usize) -> String {
    let community = scene.community_number(neuron);
    let community = community.map(|number| format!("community {number}"));
    let parts: Vec<String> = scene
        .snapshot
        .name_of(neuron)
        .into_iter()
        .chain(community)
        .collect();
    match parts.is_empty() {
        true => String::new(),
        false => format!(" ({})", parts.join(", ")),
    }
}
