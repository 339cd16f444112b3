//! View "Learning": loss and accuracy over the epochs, and what has been learned.

use std::sync::Arc;

use egui::{Color32, RichText, Ui, vec2};
use egui_plot::LineStyle;

use super::matrix::{Matrices, Matrix};
use super::plots::{caption, decimated, line, plot};
use super::view::{View, ViewInput, waiting};
use crate::analysis::{Feedforward, Score, Wrong, decision_grid, wrong};
use crate::app::messages::Messages;
use crate::app::theme::palette;
use crate::app::widgets::number;
use crate::engine::{Epoch, Scene};
use crate::model::{Layers, Samples};

/// Cells along a side of the decision boundary.
const SIDE: usize = 60;
/// The inputs shown reach this far from zero.
const REACH: f64 = 1.6;
/// Misclassified digits shown at most.
const DIGITS: usize = 24;

/// Learning curve, decision boundary, misclassified digits.
#[derive(Default)]
pub struct LearningView {
    matrices: Matrices,
    learned: Learned,
}

/// What was worked out from the weights of one epoch; kept until there is a newer one.
#[derive(Default)]
struct Learned {
    mark: Option<(u64, u64)>,
    grid: Vec<f64>,
    wrong: Vec<Wrong>,
}

impl View for LearningView {
    fn view_ui(&mut self, ui: &mut Ui, input: &ViewInput<'_>, _messages: &mut Messages) {
        let scene = input.scene;
        let snapshot = &scene.snapshot;
        let (Some(samples), Some(layers)) = (&snapshot.samples, snapshot.topology.layers()) else {
            return waiting(
                ui,
                "Needs a layered network with a task: open the preset XOR.",
            );
        };
        let epochs = snapshot.learning.epochs();
        let Some(latest) = epochs.last() else {
            return waiting(ui, "Waiting for the first epoch …");
        };
        headline_ui(ui, latest);
        let pictured = layers.sizes[0] == 2 || layers.sizes[0] == 64;
        let size = ui.available_size();
        let share = if pictured { 0.46 } else { 1.0 };
        let half = vec2(size.x, (size.y * share / 2.0 - 4.0).max(40.0));
        let both: Vec<&[Arc<Epoch>]> = input
            .both()
            .map(|scene| scene.snapshot.learning.epochs())
            .collect();
        curve_ui(ui, "loss", epochs, &both, half, |score| Some(score.loss));
        curve_ui(ui, "accuracy", epochs, &both, half, |score| score.accuracy);
        if pictured {
            self.learned
                .refresh(scene, layers, samples, (snapshot.generation, latest.epoch));
        }
        match layers.sizes[0] {
            2 => self.boundary_ui(ui, samples),
            64 => self.digits_ui(ui, samples),
            _ => {}
        }
    }
}

fn headline_ui(ui: &mut Ui, latest: &Epoch) {
    let percent = |score: &Score| {
        score
            .accuracy
            .map_or(String::new(), |a| format!(", {:.1}% right", 100.0 * a))
    };
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(format!("Epoch {}", latest.epoch)).strong())
            .on_hover_text("How often every training sample has been presented.");
        ui.label(format!(
            "train: loss {}{}",
            number(latest.train.loss),
            percent(&latest.train)
        ));
        if let Some(held_out) = &latest.held_out {
            ui.label(format!(
                "held out: loss {}{}",
                number(held_out.loss),
                percent(held_out)
            ));
        }
    });
}

/// `both` are the epochs that share the axes.
fn curve_ui(
    ui: &mut Ui,
    name: &str,
    epochs: &[Arc<Epoch>],
    both: &[&[Arc<Epoch>]],
    size: egui::Vec2,
    value: impl Fn(&Score) -> Option<f64>,
) {
    let points = |pick: &dyn Fn(&Epoch) -> Option<f64>| -> Vec<[f64; 2]> {
        epochs
            .iter()
            .filter_map(|e| Some([e.epoch as f64, pick(e)?]))
            .collect()
    };
    let train = points(&|e| value(&e.train));
    let held_out = points(&|e| value(e.held_out.as_ref()?));
    if train.is_empty() {
        return;
    }
    let pixels = size.x * ui.pixels_per_point();
    let colours = palette(ui);
    let all = || both.iter().flat_map(|epochs| epochs.iter());
    let last = all().map(|e| e.epoch).max().unwrap_or(1).max(1);
    let top = all()
        .flat_map(|e| [Some(&e.train), e.held_out.as_ref()])
        .filter_map(|score| value(score?))
        .fold(1e-6, f64::max);
    plot(name, "", name)
        .width(size.x)
        .height(size.y)
        .include_x(0.0)
        .include_x(last as f64)
        .include_y(0.0)
        .include_y(top)
        .label_formatter(|_| None)
        .show(ui, |plot_ui| {
            let train = decimated(train.into_iter(), pixels);
            plot_ui.line(line("train", train, 1.8, colours.line));
            let held_out = decimated(held_out.into_iter(), pixels);
            let dashed = line("held out", held_out, 1.8, colours.highlight);
            plot_ui.line(dashed.style(LineStyle::dashed_dense()));
        })
        .response
        .on_hover_text("Solid: samples that are learned from. Dashed: samples held out.");
}

impl Learned {
    fn refresh(&mut self, scene: &Scene, layers: &Layers, samples: &Samples, mark: (u64, u64)) {
        if self.mark == Some(mark) {
            return;
        }
        self.mark = Some(mark);
        let weights: Vec<f64> = scene
            .snapshot
            .weights
            .weights()
            .iter()
            .map(|w| f64::from(*w))
            .collect();
        let network = Feedforward::from_dense(layers, scene.snapshot.rules.activation, &weights);
        match layers.sizes[0] {
            2 => {
                self.grid = decision_grid(&network, SIDE, -REACH..REACH)
                    .into_iter()
                    .map(f64::from)
                    .collect()
            }
            _ => {
                let from = if samples.train < samples.inputs.len() {
                    samples.train
                } else {
                    0
                };
                self.wrong = wrong(&network, samples, from..samples.inputs.len());
            }
        }
    }
}

impl LearningView {
    fn boundary_ui(&mut self, ui: &mut Ui, samples: &Samples) {
        caption(
            ui,
            "Decision boundary",
            "The first output over the two inputs: red positive, blue negative, white undecided. Dots: the samples, coloured by target.",
        );
        let side = ui.available_size().min_elem().max(40.0);
        let version = self
            .learned
            .mark
            .map_or(0, |(generation, epoch)| generation << 32 | epoch);
        let matrix = Matrix {
            name: "Decision boundary",
            shape: (SIDE, SIDE),
            values: &self.learned.grid,
            limit: 1.0,
            version,
        };
        let (response, _) = self.matrices.show(ui, &matrix, vec2(side, side));
        let colours = palette(ui);
        for (input, target) in samples.inputs.iter().zip(&samples.targets) {
            let share = |v: f64| ((v / REACH + 1.0) / 2.0) as f32;
            let place = response
                .rect
                .lerp_inside(vec2(share(input[0]), 1.0 - share(input[1])));
            let colour = if target[0] > 0.0 {
                colours.excitation
            } else {
                colours.inhibition
            };
            ui.painter()
                .circle(place, 3.0, colour, egui::Stroke::new(1.0, Color32::WHITE));
        }
    }

    fn digits_ui(&mut self, ui: &mut Ui, samples: &Samples) {
        let count = self.learned.wrong.len();
        caption(
            ui,
            &format!("{count} misclassified"),
            "Held-out digits that the network takes for another: the digit, what it is → what the network says.",
        );
        let version = self
            .learned
            .mark
            .map_or(0, |(generation, epoch)| generation << 32 | epoch);
        let in_a_row = ((ui.available_width() / 46.0) as usize).max(1);
        let shown: Vec<Wrong> = self.learned.wrong.iter().take(DIGITS).copied().collect();
        for (row, digits) in shown.chunks(in_a_row).enumerate() {
            ui.horizontal(|ui| {
                for (column, wrong) in digits.iter().enumerate() {
                    let name = format!("Misclassified digit {}", row * in_a_row + column + 1);
                    ui.vertical(|ui| self.digit_ui(ui, &name, wrong, samples, version));
                }
            });
        }
    }

    fn digit_ui(
        &mut self,
        ui: &mut Ui,
        name: &str,
        wrong: &Wrong,
        samples: &Samples,
        version: u64,
    ) {
        // Ink is dark: pixels run from −1 (paper) to 1 (ink).
        let pixels = samples.inputs[wrong.sample].iter();
        let ink: Vec<f64> = pixels.map(|p| -(p + 1.0) / 2.0).collect();
        let matrix = Matrix {
            name,
            shape: (8, 8),
            values: &ink,
            limit: 1.0,
            version,
        };
        self.matrices.show(ui, &matrix, vec2(34.0, 34.0));
        let change = format!("{} → {}", wrong.expected, wrong.predicted);
        ui.label(RichText::new(change).small());
    }
}
