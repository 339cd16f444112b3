//! View "Predictions": |g| against s under the bell f, and Δw / g against r x / w, synapse by synapse.

use egui::Ui;

use super::plots::{NamedPlot as _, caption, curve, diagonal, dots, pair, plot};
use super::view::{TOO_FAR_OFF, ViewInput, is_too_far_off, waiting};
use crate::analysis::Predictions;
use crate::app::explained::{Explained, Ink, Mark};
use crate::app::messages::Messages;
use crate::app::theme::palette;

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

pub fn view_ui(ui: &mut Ui, input: &ViewInput<'_>, _messages: &mut Messages) {
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
        |ui| amplitude_ui(ui, input, &proof.predictions),
        |ui| ratio_ui(ui, input, &proof.predictions),
    );
}

/// What shares the axes.
fn both<'a>(input: &ViewInput<'a>) -> impl Iterator<Item = &'a Predictions> + use<'a> {
    let proofs = input.both().filter_map(|scene| scene.proof.as_ref());
    proofs.map(|proof| &proof.predictions)
}

fn amplitude_ui(ui: &mut Ui, input: &ViewInput<'_>, predictions: &Predictions) {
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
    plot("|g| against s", ["s", "|g|"], &[], &[0.0, top]).show_named(
        ui,
        "Retrograde amplitude |g| against net input s",
        |plot_ui| {
            plot_ui.points(dots("synapses", points.clone(), 1.5, colours.credit));
            let bell = |s: f64| f(s) / peak * largest;
            plot_ui.line(curve("f(s)", -reach..=reach, bell, colours.balance));
        },
    );
}

fn ratio_ui(ui: &mut Ui, input: &ViewInput<'_>, predictions: &Predictions) {
    caption(ui, "2. Δw / g against r x / w, signed log₁₀").on_hover_text("One point per synapse: the measured change Δw_ij divided by the retrograde signal g_ji, against r x_j / w_ij. The theory puts every point on the line. Axes: sign(v)·log₁₀(1 + |v| / 10⁻⁴).");
    let ratios = predictions.ratio.iter();
    let points: Vec<[f64; 2]> = ratios.map(|point| point.map(signed_log)).collect();
    if points.is_empty() {
        return waiting(ui, "No synapse hands back credit now.");
    }
    let all = both(input).flat_map(|predictions| predictions.ratio.iter().flatten());
    let reach = all.map(|v| signed_log(*v).abs()).fold(1.0, f64::max);
    let colours = palette(ui);
    // Places on such axes are no values to be read out.
    let plot = plot("Δw / g against r x / w", ["r x / w", "Δw / g"], &[], &[]);
    plot.label_formatter(|_| None)
        .show_named(ui, "Δw / g against r x / w", |plot_ui| {
            let ends = [-reach, reach];
            plot_ui.line(diagonal("identity", ends, 1.5, colours.balance));
            plot_ui.points(dots("synapses", points, 1.5, colours.firing));
        });
}

/// Spreads numbers of all sizes and both signs over an axis.
fn signed_log(value: f64) -> f64 {
    const SMALL: f64 = 1e-4;
    value.signum() * (1.0 + value.abs() / SMALL).log10()
}
