//! View "Learning": loss and accuracy over the epochs, and what has been learned.

use std::sync::Arc;

use egui::{Align, Color32, Layout, RichText, Stroke, Ui, Vec2, vec2};
use egui_plot::LineStyle;

use super::line_styles::line_style;
use super::matrix::{Matrices, Matrix};
use super::pad::{PadReader, WIDTH as PAD};
use super::plot_closer::show;
use super::plots::{caption, decimated, line, plot};
use super::view::{NEEDS_TASK, View, ViewInput, waiting};
use crate::analysis::{Feedforward, Score, Wrong, decision_grid, wrong};
use crate::app::explained::{Explained, Ink, Mark, WEIGHTS};
use crate::app::messages::Messages;
use crate::app::theme::{palette, side_colour};
use crate::app::widgets::{described, number};
use crate::engine::{Epoch, Scene, Side};
use crate::model::{Layers, Names, Samples};

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

/// Learning curve, decision boundary, misclassified digits, of the side that is shown or, where curves stand in
/// one plot, of both.
#[derive(Default)]
pub struct LearningView([Learned; 2]);

/// What was worked out from the weights of one epoch, kept until there is a newer one.
#[derive(Default)]
struct Learned {
    matrices: Matrices,
    mark: Option<(u64, u64)>,
    grid: Vec<f64>,
    wrong: Vec<Wrong>,
    pad: PadReader,
}

impl View for LearningView {
    fn view_ui(&mut self, ui: &mut Ui, input: &ViewInput<'_>, messages: &mut Messages) {
        let snapshot = &input.scene.snapshot;
        let (Some(_), Some(layers)) = (&snapshot.samples, snapshot.topology.layers()) else {
            return waiting(ui, NEEDS_TASK);
        };
        if snapshot.learning.epochs().is_empty() {
            return waiting(ui, "Waiting for the first epoch …");
        }
        let sides: Vec<(Option<Side>, &Scene)> = match input.together() {
            None => vec![(None, input.scene)],
            Some(both) => both.map(|(side, scene, _)| (Some(side), scene)).to_vec(),
        };
        for (side, scene) in &sides {
            if let Some(latest) = scene.snapshot.learning.epochs().last() {
                headline_ui(ui, *side, latest);
            }
        }
        let pictured = layers.sizes[0] == 2 || layers.sizes[0] == 64;
        let size = ui.available_size();
        let share = if pictured { 0.46 } else { 1.0 };
        let half = vec2(size.x, (size.y * share / 2.0 - 4.0).max(40.0));
        let loss = ("loss", |score: &Score| Some(score.loss));
        curve_ui(ui, loss, (input, &sides), half, messages);
        let accuracy = ("accuracy", |score: &Score| score.accuracy);
        curve_ui(ui, accuracy, (input, &sides), half, messages);
        if !pictured {
            return;
        }
        let room = ui.available_size();
        let part = vec2(room.x / sides.len() as f32 - 6.0, room.y);
        ui.horizontal_top(|ui| {
            for ((_, scene), learned) in sides.iter().zip(&mut self.0) {
                let column = Layout::top_down(Align::Min);
                ui.allocate_ui_with_layout(part, column, |ui| {
                    ui.set_min_width(part.x);
                    learned.ui(ui, &ViewInput { scene, ..*input }, messages);
                });
            }
        });
    }
}

fn headline_ui(ui: &mut Ui, side: Option<Side>, latest: &Epoch) {
    let told = |score: &Score| {
        let right = score.accuracy.map(|a| format!(", {:.1}% right", 100.0 * a));
        format!("loss {}{}", number(score.loss), right.unwrap_or_default())
    };
    ui.horizontal_wrapped(|ui| {
        let before = side.map_or(String::new(), |side| format!("{} · ", side.letter()));
        let epoch = format!("{before}Epoch {}", latest.epoch);
        let epoch = ui.label(RichText::new(epoch).strong());
        epoch.on_hover_text("How often every training sample has been presented.");
        ui.label(format!("train: {}", told(&latest.train)));
        if let Some(held_out) = &latest.held_out {
            ui.label(format!("held out: {}", told(held_out)));
        }
    });
}

/// A number of a score, over epochs.
fn curve_ui(
    ui: &mut Ui,
    (name, value): (&'static str, impl Fn(&Score) -> Option<f64>),
    (input, sides): (&ViewInput<'_>, &[(Option<Side>, &Scene)]),
    size: Vec2,
    messages: &mut Messages,
) {
    let pixels = size.x * ui.pixels_per_point();
    let colours = palette(ui);
    let mut lines = Vec::new();
    for (side, scene) in sides {
        let points = |pick: fn(&Epoch) -> Option<&Score>| {
            let epochs = scene.snapshot.learning.epochs().iter();
            let point = |e: &Arc<Epoch>| Some([e.epoch as f64, value(pick(e)?)?]);
            decimated(epochs.filter_map(point), pixels)
        };
        let train = points(|epoch| Some(&epoch.train));
        let held_out = points(|epoch| epoch.held_out.as_ref());
        lines.extend(match side {
            None => [
                line("train", train, 1.8, colours.line),
                line("held out", held_out, 1.8, colours.highlight).style(LineStyle::dashed_dense()),
            ],
            Some(side) => {
                let (colour, letter) = (side_colour(ui, *side), side.letter());
                [("train", train, 2.4), ("held out", held_out, 1.0)].map(|(what, points, width)| {
                    let drawn = line(&format!("{letter}, {what}"), points, width, colour);
                    drawn.style(line_style(*side))
                })
            }
        });
    }
    // Both sides of a comparison share the axes.
    let beside = input.both().chain(sides.iter().map(|(_, scene)| *scene));
    let all: Vec<&Epoch> = beside
        .flat_map(|scene| scene.snapshot.learning.epochs())
        .map(AsRef::as_ref)
        .collect();
    let last = all.iter().map(|e| e.epoch).max().unwrap_or(1).max(1) as f64;
    let scores = all
        .iter()
        .flat_map(|e| [Some(&e.train), e.held_out.as_ref()]);
    let scores = scores.filter_map(|score| value(score?));
    let Some(top) = scores.reduce(f64::max) else {
        return;
    };
    let help = match sides.len() {
        1 => "Solid: samples that are learned from. Dashed: samples held out.",
        _ => "Thick: samples that are learned from. Thin: samples held out. A solid, B dashed.",
    };
    let plot = plot(name, ["epoch", name], &[0.0, last], &[0.0, top.max(1e-6)])
        .width(size.x)
        .height(size.y);
    let shown = show(ui, (name, input), messages, plot, |plot_ui| {
        lines.into_iter().for_each(|line| plot_ui.line(line));
    });
    described(&shown.response, help);
}

impl Learned {
    /// Draws what a network has learned.
    fn ui(&mut self, ui: &mut Ui, input: &ViewInput<'_>, messages: &mut Messages) {
        let scene = input.scene;
        let snapshot = &scene.snapshot;
        let (Some(samples), Some(layers)) = (&snapshot.samples, snapshot.topology.layers()) else {
            return;
        };
        let epoch = snapshot.learning.epochs().last().map_or(0, |e| e.epoch);
        self.refresh(scene, layers, samples, epoch);
        let version = snapshot.generation << 32 | epoch;
        match layers.sizes[0] {
            2 => self.boundary_ui(ui, samples, version),
            64 if !samples.names.classes.is_empty() && layers.outputs().len() > 1 => {
                let beside = ui.available_width() > PAD + 2.0 * 46.0;
                let layout = match beside {
                    true => Layout::left_to_right(Align::Min),
                    false => Layout::top_down(Align::Min),
                };
                ui.with_layout(layout, |ui| {
                    self.pad.ui(ui, input, (samples, layers), messages);
                    ui.vertical(|ui| self.digits_ui(ui, samples, version));
                });
            }
            64 => self.digits_ui(ui, samples, version),
            _ => {}
        }
    }

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
        boundary_legend_ui(ui, &samples.names);
        let side = ui.available_size().min_elem().max(40.0);
        let matrix = Matrix {
            name: "Decision boundary",
            shape: [SIDE, SIDE],
            values: &self.grid,
            limit: 1.0,
            version,
        };
        let (response, cell) = self.matrices.show(ui, &matrix, vec2(side, side));
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
        if let Some((row, column)) = cell {
            let along = |cell: usize| REACH * ((2 * cell + 1) as f64 / SIDE as f64 - 1.0);
            let [x, y] = [along(column), -along(row)].map(number);
            let output = number(self.grid[row * SIDE + column]);
            response.on_hover_text_at_pointer(format!("inputs {x} and {y}: output {output}"));
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
                        let [is, said] = [wrong.expected, wrong.predicted]
                            .map(|class| samples.names.class(class));
                        let change = format!("{is} → {said}");
                        ui.label(RichText::new(change).small());
                    });
                }
            });
        }
    }
}

/// What the axes of the decision boundary are, and what its colours stand for, where that has names.
fn boundary_legend_ui(ui: &mut Ui, names: &Names) {
    let colours = palette(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        if let [across, up] = names.inputs.as_slice() {
            ui.weak(RichText::new(format!("→ {across}, ↑ {up}")).small());
        }
        // Of more outputs the first says whether a sample is of the first class.
        let high = usize::from(names.outputs.len() < 2);
        for (class, colour) in [(high, colours.excitation), (1 - high, colours.inhibition)] {
            let Some(name) = names.classes.get(class) else {
                return;
            };
            let name = match names.outputs.len() > 2 && colour == colours.inhibition {
                true => "any other",
                false => name.as_str(),
            };
            ui.label(RichText::new("●").small().color(colour));
            ui.label(RichText::new(name).small());
        }
    });
}
