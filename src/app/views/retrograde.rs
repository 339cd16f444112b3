//! View "Retrograde signals": credit per neuron, and what flows back through each synapse.

use egui::{Ui, vec2};
use egui_plot::{Bar, BarChart};

use super::plots::{caption, plot};
use super::view::{View, ViewInput, waiting};
use super::weights::{common_scale, place};
use crate::analysis::retrograde;
use crate::app::messages::Messages;
use crate::app::pointing::Target;
use crate::app::theme::palette;
use crate::app::widgets::{ColourScale, Heatmap, HeatmapSpec, number};
use crate::engine::Pictures;
use crate::export::ColourMap;

/// Credit of each neuron, and the heatmap of g_ji in the order of the weights.
pub struct RetrogradeView {
    heatmap: Heatmap,
}

impl Default for RetrogradeView {
    fn default() -> Self {
        Self {
            heatmap: Heatmap::new(ColourMap::credit()),
        }
    }
}

impl View for RetrogradeView {
    fn view_ui(&mut self, ui: &mut Ui, input: &ViewInput<'_>, messages: &mut Messages) {
        let scene = input.scene;
        let scale = common_scale(input, |pictures| &pictures.retrograde);
        let reach = input
            .both()
            .flat_map(|scene| &scene.snapshot.state.credit)
            .fold([1e-9_f64, -1e-9], |[high, low], c| {
                [high.max(*c), low.min(*c)]
            });
        let Some(pictures) = &scene.pictures else {
            return waiting(ui, "Waiting for the first picture …");
        };
        let height = (ui.available_height() * 0.32).clamp(60.0, 150.0);
        let size = vec2(ui.available_width(), height);
        ui.allocate_ui(size, |ui| credit_ui(ui, input, pictures, reach, messages));
        caption(
            ui,
            "Retrograde signals g_ji",
            "Credit that post-neuron i (row) hands back to pre-neuron j (column): g_ji = c_i f(s_i) w_ij",
        );
        self.signals_ui(ui, input, pictures, scale, messages);
    }
}

impl RetrogradeView {
    fn signals_ui(
        &mut self,
        ui: &mut Ui,
        input: &ViewInput<'_>,
        pictures: &Pictures,
        scale: ColourScale,
        messages: &mut Messages,
    ) {
        let spec = HeatmapSpec {
            name: "Retrograde signals",
            symbol: "g_ji",
            legend: "Retrograde signal g_ji = c_i f(s_i) w_ij from post i (row) to pre j (column): amber is positive, violet negative.",
            picture: &pictures.retrograde,
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
        let scene = input.scene;
        let snapshot = &scene.snapshot;
        let effective = snapshot.effective_credit()[post];
        let signal = retrograde(effective, snapshot.weights.weight(post, pre));
        response.on_hover_ui_at_pointer(|ui| {
            ui.label(format!("g({pre} ← {post}) = {}", number(signal)));
            ui.weak(format!(
                "neuron {post}{} hands back to neuron {pre}{}",
                place(scene, post),
                place(scene, pre)
            ));
        });
    }
}

fn credit_ui(
    ui: &mut Ui,
    input: &ViewInput<'_>,
    pictures: &Pictures,
    reach: [f64; 2],
    messages: &mut Messages,
) {
    let (scene, pointing) = (input.scene, input.pointing);
    let height = ui.available_height();
    caption(
        ui,
        "Credit c of each neuron, by community",
        "How much each neuron has contributed to the balance of those it projects to: c_j ← Σ_i g_ji. Clamped credits are given from outside.",
    );
    let colours = palette(ui);
    let credit = &scene.snapshot.state.credit;
    let order = &pictures.partition.order;
    if order.len() != credit.len() {
        return waiting(ui, "Waiting for the first picture …");
    }
    let bars = credit_bars(order, credit, |neuron| match pointing.lights(neuron) {
        true => colours.highlight,
        false => colours.credit,
    });
    let shown = plot("credit", "", "c")
        .height((height - ui.spacing().interact_size.y).max(30.0))
        .show_x(false)
        .show_axes([false, true])
        .show_grid([false, true])
        .include_y(reach[0])
        .include_y(reach[1])
        .label_formatter(|_| None)
        .show(ui, |plot_ui| {
            plot_ui.bar_chart(BarChart::new("credit", bars).allow_hover(false));
            plot_ui.pointer_coordinate()
        });
    let position = shown.inner.map(|point| point.x.round());
    let neuron = position
        .filter(|p| *p >= 0.0)
        .and_then(|p| order.get(p as usize).copied());
    if let (Some(neuron), true) = (neuron, shown.response.hovered()) {
        messages.point(Target::Neuron(neuron), shown.response.clicked());
        let text = format!(
            "neuron {neuron}{}: c = {}",
            place(scene, neuron),
            number(credit[neuron])
        );
        shown.response.on_hover_text_at_pointer(text);
    }
}

/// Bars drawn at most: more would be narrower than a pixel.
const BARS: usize = 320;

/// A bar for each neuron in order, or, where it must stand for several, for the largest |c|.
fn credit_bars(
    order: &[usize],
    credit: &[f64],
    colour: impl Fn(usize) -> egui::Color32,
) -> Vec<Bar> {
    let run = order.len().div_ceil(BARS).max(1);
    let bar = |(index, neurons): (usize, &[usize])| {
        let largest = neurons
            .iter()
            .max_by(|a, b| credit[**a].abs().total_cmp(&credit[**b].abs()))?;
        let centre = (index * run) as f64 + (run as f64 - 1.0) / 2.0;
        let bar = Bar::new(centre, credit[*largest]).width(0.9 * run as f64);
        Some(bar.fill(colour(*largest)).stroke(egui::Stroke::NONE))
    };
    order.chunks(run).enumerate().filter_map(bar).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_neurons_share_a_bar_that_shows_the_largest_credit_among_them() {
        let order: Vec<usize> = (0..3 * BARS).rev().collect();
        let mut credit = vec![0.1; 3 * BARS];
        credit[1] = -5.0;
        let bars = credit_bars(&order, &credit, |_| egui::Color32::RED);
        assert_eq!(bars.len(), BARS);
        assert_eq!(bars.last().map(|bar| bar.value), Some(-5.0));
        assert_eq!(
            credit_bars(&order[..4], &credit, |_| egui::Color32::RED).len(),
            4
        );
    }
}
