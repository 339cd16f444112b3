//! View "Retrograde signals": credit per neuron, and what flows back through each synapse.

use egui::{Align, Color32, Layout, Ui, vec2};
use egui_plot::{MarkerShape, Points};

use super::heatmap::Heatmap;
use super::heatmap_margin::DENSE;
use super::plot_closer::show;
use super::plots::{bars, caption, dots, plot};
use super::view::{View, ViewInput, waiting};
use super::weights::place;
use crate::analysis::retrograde;
use crate::app::explained::{Explained, Ink, Mark, SIGNALS};
use crate::app::messages::Messages;
use crate::app::pointing::Target;
use crate::app::theme::palette;
use crate::app::widgets::number;
use crate::engine::Pictures;
use crate::export::ColourMap;

/// What there is to know of the view.
pub const EXPLAINED: Explained = Explained {
    line: "The credit of each neuron, and g_ji, what flows back through each synapse.",
    shows: "The credit of each neuron as a bar, and every retrograde signal g_ji, the credit that neuron i (row) hands back to neuron j (column), as a dot of colour.",
    look_for: "Rows are strong where a neuron holds credit and is balanced; blocks mean that credit goes round within a module, rows alone that only clamped neurons have any to give.",
    legend: &[
        (
            Mark::Patch(Ink::CREDIT),
            "Amber bar: credit c, up if positive, down if negative",
        ),
        (
            SIGNALS,
            "Violet is a negative signal, white is none, amber a positive one",
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
            Mark::Triangle(Ink::CREDIT),
            "Amber triangle at an edge or below a bar: credit is clamped",
        ),
        (
            Mark::Patch(Ink::FIRING),
            "Dark bar at the edge: firing is clamped",
        ),
        (
            Mark::Line(Ink::HIGHLIGHT),
            "Violet line or bar: what you point at",
        ),
    ],
    symbols: &["c_i", "g_ji", "c_i f(s_i)", "b_ij"],
};

/// Wider than this many times its height, credit and signals stand side by side.
const WIDE: f32 = 2.2;

/// Credit of each neuron, and the heatmap of g_ji in the order of the weights.
pub struct RetrogradeView(Heatmap);

impl Default for RetrogradeView {
    fn default() -> Self {
        Self(Heatmap {
            map: ColourMap::credit(),
            name: "Retrograde signals",
            symbol: "g_ji",
            legend: "Retrograde signal g_ji = c_i f(s_i) w_ij from post i (row) to pre j (column): amber is positive, violet negative.",
            of: |pictures| &pictures.retrograde,
            part: |detail| &detail.retrograde,
            texture: None,
            detail: None,
        })
    }
}

impl View for RetrogradeView {
    fn view_ui(&mut self, ui: &mut Ui, input: &ViewInput<'_>, messages: &mut Messages) {
        let scene = input.scene;
        let Some(pictures) = &scene.pictures else {
            return waiting(ui, "Waiting for the first picture …");
        };
        let size = ui.available_size();
        let column = Layout::top_down(Align::Min);
        if size.x > WIDE * size.y {
            // Low and wide: beside each other.
            let half = vec2((size.x - 12.0) / 2.0, size.y);
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 12.0;
                ui.allocate_ui_with_layout(half, column, |ui| {
                    credit_ui(ui, input, pictures, messages);
                });
                ui.allocate_ui_with_layout(half, column, |ui| {
                    self.signals_ui(ui, input, pictures, messages);
                });
            });
            return;
        }
        let height = (size.y * 0.32).clamp(60.0, 150.0);
        ui.allocate_ui(vec2(size.x, height), |ui| {
            credit_ui(ui, input, pictures, messages);
        });
        self.signals_ui(ui, input, pictures, messages);
    }
}

impl RetrogradeView {
    fn signals_ui(
        &mut self,
        ui: &mut Ui,
        input: &ViewInput<'_>,
        pictures: &Pictures,
        messages: &mut Messages,
    ) {
        let scene = input.scene;
        caption(ui, "Retrograde signals g_ji").on_hover_text("Credit that post-neuron i (row) hands back to pre-neuron j (column): g_ji = c_i f(s_i) w_ij");
        self.0.show(ui, input, pictures, messages, |post, pre| {
            let effective = scene.snapshot.effective_credit()[post];
            let signal = retrograde(effective, scene.snapshot.feedback.weight(post, pre));
            let (from, to) = (place(scene, post), place(scene, pre));
            [
                format!("g({pre} ← {post}) = {}", number(signal)),
                format!("neuron {post}{from} hands back to neuron {pre}{to}"),
            ]
        });
    }
}

fn credit_ui(ui: &mut Ui, input: &ViewInput<'_>, pictures: &Pictures, messages: &mut Messages) {
    let (scene, pointing) = (input.scene, input.pointing);
    let height = ui.available_height();
    caption(ui, "Credit c of each neuron, by community").on_hover_text("How much each neuron has contributed to the balance of those it projects to: c_j ← Σ_i g_ji. Triangles: clamped credits, which are given from outside.");
    let colours = palette(ui);
    let credit = &scene.snapshot.state.credit;
    let order = &pictures.partition.order;
    if order.len() != credit.len() {
        return waiting(ui, "Waiting for the first picture …");
    }
    let colour = |(place, neuron): (f64, usize)| {
        let colour = match pointing.lights(neuron) {
            true => colours.highlight,
            false => colours.credit,
        };
        (place, credit[neuron], colour)
    };
    let (run, largest) = largest_of_runs(order, credit);
    let largest = bars("credit", run, largest.into_iter().map(colour));
    let both = input.both().flat_map(|scene| &scene.snapshot.state.credit);
    let reach = both.fold([1e-9, -1e-9], |[high, low]: [f64; 2], c| {
        [high.max(*c), low.min(*c)]
    });
    let plot = plot("credit", ["", "c"], &[], &reach)
        .label_formatter(|_| None)
        .height((height - ui.spacing().interact_size.y).max(30.0))
        .show_x(false)
        .show_axes([false, true])
        .show_grid([false, true]);
    let marks = clamped(input, order, reach[1], colours.credit);
    let shown = show(
        ui,
        ("Credit of each neuron", input),
        messages,
        plot,
        move |plot_ui| {
            plot_ui.bar_chart(largest);
            plot_ui.points(marks);
            plot_ui.pointer_coordinate()
        },
    );
    let position = shown.inner.map(|point| point.x.round());
    let position = position.filter(|p| *p >= 0.0 && shown.response.hovered());
    if let Some(&neuron) = position.and_then(|p| order.get(p as usize)) {
        messages.point(Target::Neuron(neuron), shown.response.clicked());
        let (place, c) = (place(scene, neuron), number(credit[neuron]));
        let is_held = scene.snapshot.given_credits().contains(&neuron);
        let held = if is_held { ", held" } else { "" };
        let text = format!("neuron {neuron}{place}: c = {c}{held}");
        shown.response.on_hover_text_at_pointer(text);
    }
}

/// Triangles below those whose credit is clamped, as in the margins of the matrices.
fn clamped(input: &ViewInput<'_>, order: &[usize], low: f64, colour: Color32) -> Points<'static> {
    let given = input.scene.snapshot.given_credits();
    let places = order.iter().enumerate();
    let held = places.filter(|(_, neuron)| given.contains(neuron));
    let marks: Vec<[f64; 2]> = held.map(|(place, _)| [place as f64, low]).collect();
    let marks = dots("credit clamped", marks, 3.0, colour);
    marks.shape(MarkerShape::Up).allow_hover(false)
}

/// Bars drawn at most: more would be narrower than a pixel.
const BARS: usize = 320;

/// How many neurons, in this order, share a bar, and for each bar where it stands and the neuron with
/// the largest |c|.
fn largest_of_runs(order: &[usize], credit: &[f64]) -> (f64, Vec<(f64, usize)>) {
    let run = order.len().div_ceil(BARS).max(1);
    let largest = |(index, neurons): (usize, &[usize])| {
        let by_size = |a: &&usize, b: &&usize| credit[**a].abs().total_cmp(&credit[**b].abs());
        let centre = (index * run) as f64 + (run as f64 - 1.0) / 2.0;
        Some((centre, *neurons.iter().max_by(by_size)?))
    };
    let bars = order.chunks(run).enumerate().filter_map(largest);
    (run as f64, bars.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_neurons_share_a_bar_that_shows_the_largest_credit_among_them() {
        let order: Vec<usize> = (0..3 * BARS).rev().collect();
        let mut credit = vec![0.1; 3 * BARS];
        credit[1] = -5.0;
        let (_, bars) = largest_of_runs(&order, &credit);
        assert_eq!(bars.len(), BARS);
        assert_eq!(bars.last().map(|bar| bar.1), Some(1));
        assert_eq!(largest_of_runs(&order[..4], &credit).1.len(), 4);
    }
}
