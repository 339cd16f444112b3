//! View "Predictions": |g| against s under the bell f, and Δw / g against r x / w, synapse by synapse.

use egui::Ui;
use egui_plot::HoverPosition;

use super::plot_closer::show;
use super::plots::{caption, curve, diagonal, dots, pair, plot};
use super::view::{TOO_FAR_OFF, ViewInput, is_too_far_off, waiting};
use crate::analysis::Predictions;
use crate::app::explained::{Explained, Ink, Mark};
use crate::app::messages::Messages;
use crate::app::theme::palette;
use crate::app::widgets::number;

/// What there is to know of the view.
pub const EXPLAINED: Explained = Explained {
    line: "Predictions 1 and 2 of the theory, synapse by synapse.",
    shows: "Two predictions of the theory, a point for each synapse: |g| against the net input s of its post-neuron, and Δw / g against r x / w.",
    look_for: "In the first plot no point lies above a multiple of the bell f(s): neurons that are saturated or silent hand back nothing; in the second all points lie on the line.",
    legend: &[
        (Mark::Dot(Ink::CREDIT), "Amber dot: |g_ji| of a synapse"),
        (
            Mark::Line(Ink::BALANCE),
            "Green-grey curve: f(s), as high as the largest |g|; in the second plot the line where both sides are equal",
        ),
        (Mark::Dot(Ink::FIRING), "Dark dot: Δw / g of a synapse"),
    ],
    symbols: &["g_ji", "f(s_i)", "Δw_ij"],
};

pub fn view_ui(ui: &mut Ui, input: &ViewInput<'_>, messages: &mut Messages) {
    let scene = input.scene;
    if scene.snapshot.neurons() > crate::engine::PROBED_NEURONS {
        return waiting(ui, "Shown for networks of up to 600 neurons.");
    }
    if is_too_far_off(scene) {
        return waiting(ui, TOO_FAR_OFF);
    }
    let Some(proof) = &scene.proof else {
        return waiting(ui, "Looking at the next plasticity update …");
    };
    pair(
        ui,
        messages,
        |ui, messages| amplitude_ui(ui, input, &proof.predictions, messages),
        |ui, messages| ratio_ui(ui, input, &proof.predictions, messages),
    );
}

/// What shares the axes.
fn both<'a>(input: &ViewInput<'a>) -> impl Iterator<Item = &'a Predictions> + use<'a> {
    let proofs = input.both().filter_map(|scene| scene.proof.as_ref());
    proofs.map(|proof| &proof.predictions)
}

fn amplitude_ui(
    ui: &mut Ui,
    input: &ViewInput<'_>,
    predictions: &Predictions,
    messages: &mut Messages,
) {
    caption(ui, "1. Retrograde amplitude |g| against net input s").on_hover_text("One point per synapse: |g_ji| = |c_i w_ij| f(s_i) against s_i. Line: f(s), scaled to the largest |g|. Balanced neurons hand back most; saturated and silent ones nothing.");
    let points = &predictions.amplitude;
    let largest = points.iter().map(|p| p[1]).fold(1e-12, f64::max);
    let all = || both(input).flat_map(|predictions| &predictions.amplitude);
    let reach = all().map(|p| p[0].abs()).fold(3.0, f64::max);
    let top = all().map(|p| p[1]).fold(largest, f64::max);
    let rules = input.scene.snapshot.rules;
    let f = |s: f64| rules.balance.value(rules.activation, s);
    let places = (0..=200).map(|i| reach * (f64::from(i) / 100.0 - 1.0));
    let peak = places.map(f).fold(1e-12, f64::max);
    let colours = palette(ui);
    let names = ["s", "|g|"];
    let plot = plot("|g| against s", names, &[], &[0.0, top]);
    show(
        ui,
        ("Retrograde amplitude |g| against net input s", input),
        messages,
        plot,
        |plot_ui| {
            plot_ui.points(dots("synapse", points.clone(), 1.5, colours.credit));
            let bell = |s: f64| f(s) / peak * largest;
            plot_ui.line(curve("f(s)", -reach..=reach, bell, colours.balance));
        },
    );
}

fn ratio_ui(
    ui: &mut Ui,
    input: &ViewInput<'_>,
    predictions: &Predictions,
    messages: &mut Messages,
) {
    caption(ui, "2. Δw / g against r x / w, signed log₁₀").on_hover_text("One point per synapse: the measured change Δw_ij divided by the retrograde signal g_ji, against r x_j / w_ij. The theory puts every point on the line. Axes: sign(v)·log₁₀(1 + |v| / 10⁻⁴).");
    let ratios = predictions.ratio.iter();
    let points: Vec<[f64; 2]> = ratios.map(|point| point.map(signed_log)).collect();
    if points.is_empty() {
        return waiting(ui, "No synapse hands back credit now.");
    }
    let all = both(input).flat_map(|predictions| predictions.ratio.iter().flatten());
    let reach = all.map(|v| signed_log(*v).abs()).fold(1.0, f64::max);
    let colours = palette(ui);
    let names = ["r x / w", "Δw / g"];
    let plot =
        plot("Δw / g against r x / w", names, &[], &[]).label_formatter(|hover| {
            let (HoverPosition::NearDataPoint { position, .. }
            | HoverPosition::Elsewhere { position }) = hover;
            let [x, y] = [position.x, position.y].map(|place| number(from_signed_log(place)));
            Some(format!("r x / w = {x}\nΔw / g = {y}"))
        });
    let key = "Δw / g against r x / w";
    show(ui, (key, input), messages, plot, |plot_ui| {
        let ends = [-reach, reach];
        plot_ui.line(diagonal("identity", ends, 1.5, colours.balance));
        plot_ui.points(dots("synapses", points, 1.5, colours.firing));
    });
}

/// From about here on the axis is logarithmic.
const SMALL: f64 = 1e-4;

/// Spreads numbers of all sizes and both signs over an axis.
fn signed_log(value: f64) -> f64 {
    value.signum() * (1.0 + value.abs() / SMALL).log10()
}

/// The number that stands there.
fn from_signed_log(place: f64) -> f64 {
    place.signum() * (10.0_f64.powf(place.abs()) - 1.0) * SMALL
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_and_its_place_on_the_axis_agree() {
        for value in [-3.0, -1e-5, 0.0, 2e-3, 7e4] {
            let again = from_signed_log(signed_log(value));
            assert!(
                (again - value).abs() <= 1e-9 * value.abs(),
                "{value} {again}"
            );
        }
    }
}
