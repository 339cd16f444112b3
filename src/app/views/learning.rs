//! View "Learning": loss and accuracy over the epochs, and what has been learned.

use egui::{Color32, RichText, Stroke, Ui, Vec2, vec2};
use egui_plot::LineStyle;

use super::matrix::{Matrices, Matrix};
use super::plots::{NamedPlot as _, caption, decimated, line, plot};
use super::view::{NEEDS_TASK, View, ViewInput, waiting};
use crate::analysis::{Feedforward, Score, Wrong, decision_grid, wrong};
use crate::app::explained::{Explained, Ink, Mark, WEIGHTS};
use crate::app::messages::Messages;
use crate::app::theme::palette;
use crate::app::widgets::{described, number};
use crate::engine::{Epoch, Scene};
use crate::model::{Layers, Samples};

/// What there is to know of the view.
pub const EXPLAINED: Explained = Explained {
    line: "Loss and accuracy over epochs, and what was learned.",
    shows: "Loss and, where targets are classes, accuracy over the epochs, and below, for two inputs, what the network answers to every input, or, for digits, those that it takes for another.",
    look_for: "Loss falls while the network learns; samples held out tell whether it has understood or only memorised.",
    legend: &[
        (
            Mark::Line(Ink::LINE),
            "Dark line: samples that are learned from",
        ),
        (
            Mark::Dashed(Ink::HIGHLIGHT),
            "Violet, dashed: samples held out",
        ),
        (
            WEIGHTS,
            "Decision boundary: blue where the first output is negative, white undecided, red positive",
        ),
        (
            Mark::Dot(Ink::EXCITATION),
            "Red dot: a sample with a positive target",
        ),
        (
            Mark::Dot(Ink::INHIBITION),
            "Blue dot: a sample with a negative target",
        ),
        (
            Mark::Word("3 → 8"),
            "Below a digit: what it is → what the network says",
        ),
    ],
    symbols: &["L", "y", "epoch"],
};

/// Cells along a side of the decision boundary.
const SIDE: usize = 60;
/// The inputs shown reach this far from zero.
const REACH: f64 = 1.6;
/// Misclassified digits shown at most.
const DIGITS: usize = 24;

/// Learning curve, decision boundary, misclassified digits: what was worked out from the weights of one
/// epoch is kept until there is a newer one.
#[derive(Default)]
pub struct LearningView {
    matrices: Matrices,
    mark: Option<(u64, u64)>,
    grid: Vec<f64>,
    wrong: Vec<Wrong>,
}

impl View for LearningView {
    fn view_ui(&mut self, ui: &mut Ui, input: &ViewInput<'_>, _messages: &mut Messages) {
        let snapshot = &input.scene.snapshot;
        let (Some(samples), Some(layers)) = (&snapshot.samples, snapshot.topology.layers()) else {
            return waiting(ui, NEEDS_TASK);
        };
        let Some(latest) = snapshot.learning.epochs().last() else {
            return waiting(ui, "Waiting for the first epoch …");
        };
        headline_ui(ui, latest);
        let pictured = layers.sizes[0] == 2 || layers.sizes[0] == 64;
        let size = ui.available_size();
        let share = if pictured { 0.46 } else { 1.0 };
        let half = vec2(size.x, (size.y * share / 2.0 - 4.0).max(40.0));
        curve_ui(ui, "loss", input, half, |score| Some(score.loss));
        curve_ui(ui, "accuracy", input, half, |score| score.accuracy);
        if pictured {
            self.refresh(input.scene, layers, samples, latest.epoch);
        }
        let version = snapshot.generation << 32 | latest.epoch;
        match layers.sizes[0] {
            2 => self.boundary_ui(ui, samples, version),
            64 => self.digits_ui(ui, samples, version),
            _ => {}
        }
    }
}

fn headline_ui(ui: &mut Ui, latest: &Epoch) {
    let told = |score: &Score| {
        let right = score.accuracy.map(|a| format!(", {:.1}% right", 100.0 * a));
        format!("loss {}{}", number(score.loss), right.unwrap_or_default())
    };
    ui.horizontal_wrapped(|ui| {
        let epoch = ui.label(RichText::new(format!("Epoch {}", latest.epoch)).strong());
        epoch.on_hover_text("How often every training sample has been presented.");
        ui.label(format!("train: {}", told(&latest.train)));
        if let Some(held_out) = &latest.held_out {
            ui.label(format!("held out: {}", told(held_out)));
        }
    });
}

fn curve_ui(
    ui: &mut Ui,
    name: &str,
    input: &ViewInput<'_>,
    size: Vec2,
    value: impl Fn(&Score) -> Option<f64>,
) {
    let pixels = size.x * ui.pixels_per_point();
    let points = |pick: fn(&Epoch) -> Option<&Score>| {
        let epochs = input.scene.snapshot.learning.epochs().iter();
        decimated(
            epochs.filter_map(|e| Some([e.epoch as f64, value(pick(e)?)?])),
            pixels,
        )
    };
    let train = points(|epoch| Some(&epoch.train));
    let held_out = points(|epoch| epoch.held_out.as_ref());
    if train.points().is_empty() {
        return;
    }
    let colours = palette(ui);
    // Both sides of a comparison share the axes.
    let all = || {
        input
            .both()
            .flat_map(|scene| scene.snapshot.learning.epochs())
    };
    let last = all().map(|e| e.epoch).max().unwrap_or(1).max(1) as f64;
    let scores = all().flat_map(|e| [Some(&e.train), e.held_out.as_ref()]);
    let top = scores
        .filter_map(|score| value(score?))
        .fold(1e-6, f64::max);
    let shown = plot(name, ["epoch", name], &[0.0, last], &[0.0, top])
        .width(size.x)
        .height(size.y)
        .show_named(ui, &format!("{name} over epochs"), |plot_ui| {
            plot_ui.line(line("train", train, 1.8, colours.line));
            let dashed = line("held out", held_out, 1.8, colours.highlight);
            plot_ui.line(dashed.style(LineStyle::dashed_dense()));
        });
    let told = "Solid: samples that are learned from. Dashed: samples held out.";
    described(&shown.response, told);
}

impl LearningView {
    fn refresh(&mut self, scene: &Scene, layers: &Layers, samples: &Samples, epoch: u64) {
        let snapshot = &scene.snapshot;
        let mark = Some((snapshot.generation, epoch));
        if std::mem::replace(&mut self.mark, mark) == mark {
            return;
        }
        let weights = snapshot.weights.weights().iter();
        let weights: Vec<f64> = weights.map(|w| f64::from(*w)).collect();
        let network = Feedforward::from_dense(layers, snapshot.rules.activation, &weights);
        if layers.sizes[0] == 2 {
            let grid = decision_grid(&network, SIDE, -REACH..REACH).into_iter();
            self.grid = grid.map(f64::from).collect();
        } else {
            let all = samples.inputs.len();
            let from = if samples.train < all {
                samples.train
            } else {
                0
            };
            self.wrong = wrong(&network, samples, from..all);
        }
    }

    fn boundary_ui(&mut self, ui: &mut Ui, samples: &Samples, version: u64) {
        caption(ui, "Decision boundary").on_hover_text("The first output over the two inputs: red positive, blue negative, white undecided. Dots: the samples, coloured by target.");
        let side = ui.available_size().min_elem().max(40.0);
        let matrix = Matrix {
            name: "Decision boundary",
            shape: [SIDE, SIDE],
            values: &self.grid,
            limit: 1.0,
            version,
        };
        let (response, _) = self.matrices.show(ui, &matrix, vec2(side, side));
        let colours = palette(ui);
        for (input, target) in samples.inputs.iter().zip(&samples.targets) {
            let share = |v: f64| ((v / REACH + 1.0) / 2.0) as f32;
            let place = vec2(share(input[0]), 1.0 - share(input[1]));
            let place = response.rect.lerp_inside(place);
            let colour = match target[0] > 0.0 {
                true => colours.excitation,
                false => colours.inhibition,
            };
            ui.painter()
                .circle(place, 3.0, colour, Stroke::new(1.0, Color32::WHITE));
        }
    }

    fn digits_ui(&mut self, ui: &mut Ui, samples: &Samples, version: u64) {
        caption(ui, format!("{} misclassified", self.wrong.len())).on_hover_text("Held-out digits that the network takes for another: the digit, what it is → what the network says.");
        let in_a_row = ((ui.available_width() / 46.0) as usize).max(1);
        let shown = &self.wrong[..self.wrong.len().min(DIGITS)];
        for (row, digits) in shown.chunks(in_a_row).enumerate() {
            ui.horizontal(|ui| {
                for (column, wrong) in digits.iter().enumerate() {
                    // Ink is dark: pixels run from −1 (paper) to 1 (ink).
                    let pixels = samples.inputs[wrong.sample].iter();
                    let ink: Vec<f64> = pixels.map(|p| -(p + 1.0) / 2.0).collect();
                    let matrix = Matrix {
                        name: &format!("Misclassified digit {}", row * in_a_row + column + 1),
                        shape: [8, 8],
                        values: &ink,
                        limit: 1.0,
                        version,
                    };
                    ui.vertical(|ui| {
                        self.matrices.show(ui, &matrix, vec2(34.0, 34.0));
                        let change = format!("{} → {}", wrong.expected, wrong.predicted);
                        ui.label(RichText::new(change).small());
                    });
                }
            });
        }
    }
}
