//! View "Rule and backpropagation": what the rule is about to change beside −∂L/∂W, and ways to
//! break their agreement.

use std::sync::Arc;

use egui::{Button, Grid, RichText, ScrollArea, Ui, Vec2, vec2};

use super::angles::angles_ui;
use super::matrix::{Matrices, Matrix};
use super::plots::{NamedPlot as _, caption, diagonal, dots, pair, plot};
use super::view::{NEEDS_TASK, TOO_FAR_OFF, View, ViewInput, is_too_far_off, waiting};
use crate::analysis::{Agreement, LayerAgreement};
use crate::app::breakers::{BREAKERS, Breaker, in_force};
use crate::app::explained::{Explained, Ink, Mark, WEIGHTS};
use crate::app::messages::{Change, Message, Messages};
use crate::app::theme::palette;
use crate::app::widgets::{number, small_weak_ui};
use crate::engine::{AngleHistory, Angles, Side};
use crate::model::Layers;
use crate::scenario::Scenario;

/// What there is to know of the view.
pub const EXPLAINED: Explained = Explained {
    line: "The change that the rule makes beside the gradient of the loss.",
    shows: "For each layer, the change ΔW / r that the rule makes, beside the gradient −∂L/∂W from an independent reverse-mode pass, and the angle between the two over time.",
    look_for: "Both pictures are alike, all points lie on the line and the angle is 0° while the rule is backpropagation; press a button under “Break it” and watch them part.",
    legend: &[
        (
            WEIGHTS,
            "Pictures of ΔW / r and −∂L/∂W: blue is negative, white zero, red positive, on one scale",
        ),
        (
            Mark::Dot(Ink::FIRING),
            "Dark dot: a synapse, the rule against the gradient",
        ),
        (
            Mark::Line(Ink::BALANCE),
            "Green-grey line: where both are equal",
        ),
        (
            Mark::Line(Ink::LINE),
            "Lines over time, solid, dashed or dotted: the angle in each layer",
        ),
        (
            Mark::Dashed(Ink::CHANCE),
            "Grey, dashed: 90°, nothing in common",
        ),
    ],
    symbols: &["Δw_ij", "−∂L/∂w_ij", "angle", "b_ij"],
};

/// Rule and gradient, layer by layer.
#[derive(Default)]
pub struct ProofView {
    matrices: Matrices,
    version: u64,
    shown: usize,
}

/// Differences up to this are rounding.
const ROUNDING: f64 = 1e-12;

impl View for ProofView {
    fn view_ui(&mut self, ui: &mut Ui, input: &ViewInput<'_>, messages: &mut Messages) {
        let scene = input.scene;
        if scene.snapshot.samples.is_none() {
            return waiting(ui, NEEDS_TASK);
        }
        let shown = input.proof.and_then(|p| Some((p, p.agreement.as_ref()?)));
        let Some((proof, agreement)) = shown else {
            let waits = match scene.snapshot.blow_up {
                Some(_) => "The simulation has stopped.",
                None if is_too_far_off(scene) => TOO_FAR_OFF,
                None => "Waiting for a plasticity update with both windows open …",
            };
            return waiting(ui, waits);
        };
        // A new proof is a new allocation; its address tells it apart.
        let address = std::ptr::from_ref(proof) as usize;
        if address != self.shown {
            (self.shown, self.version) = (address, self.version + 1);
        }
        let layers = scene.snapshot.topology.layers();
        let name = |layer: &LayerAgreement| layers_of(layer, layers);
        let names: Vec<String> = agreement.layers.iter().map(name).collect();
        let mut evidence_ui = |ui: &mut Ui| {
            for ((index, layer), name) in agreement.layers.iter().enumerate().zip(&names) {
                self.layer_ui(ui, index, name, layer);
            }
            spot_checks_ui(ui, agreement);
        };
        let latest = input.both().map(|scene| scene.snapshot.iteration).max();
        let shown = (&histories(input, &proof.angles)[..], latest.unwrap_or(0));
        let angles = |ui: &mut Ui, messages: &mut Messages| {
            angles_ui(ui, &names, shown, (input, messages));
        };
        if input.on_paper {
            // Paper grows instead of scrolling, and has no buttons.
            verdict_ui(ui, agreement, proof.angles.items().last());
            broken_ui(ui, input.scenario);
            let size = vec2(ui.available_width(), HEIGHT_ON_PAPER);
            ui.allocate_ui(size, |ui| angles(ui, messages));
            return evidence_ui(ui);
        }
        break_ui(ui, input, messages);
        verdict_ui(ui, agreement, proof.angles.items().last());
        ui.separator();
        let size = ui.available_size();
        let beside = size.x > BESIDE * size.y;
        let scroll = |ui: &mut Ui| {
            ScrollArea::vertical()
                .auto_shrink([false, false])
                .show(ui, evidence_ui);
        };
        match beside {
            true => pair(ui, messages, angles, |ui, _| scroll(ui)),
            false => {
                let height = (0.36 * size.y).clamp(LEAST_HEIGHT, MOST_HEIGHT);
                ui.allocate_ui(vec2(size.x, height), |ui| angles(ui, messages));
                scroll(ui);
            }
        }
    }
}

/// The angles over time of the side that is shown or, where curves stand in one plot, of both.
fn histories<'a>(
    input: &ViewInput<'a>,
    own: &'a AngleHistory,
) -> Vec<(Option<Side>, &'a AngleHistory)> {
    let both = input.together().into_iter().flatten();
    let both = both.filter_map(|(side, _, proof)| Some((Some(side), &proof?.angles)));
    let both: Vec<_> = both.collect();
    match both.is_empty() {
        true => vec![(None, own)],
        false => both,
    }
}

/// The angles stand beside the matrices where it is so much wider than high, and above them otherwise.
const BESIDE: f32 = 1.35;
/// Height of the plot of angles in points.
const LEAST_HEIGHT: f32 = 110.0;
const MOST_HEIGHT: f32 = 240.0;
const HEIGHT_ON_PAPER: f32 = 220.0;

/// The numbers on one line and what they mean on the next, so that nothing below moves when they
/// change.
fn verdict_ui(ui: &mut Ui, agreement: &Agreement, angles: Option<&Arc<Angles>>) {
    let difference = agreement.largest_relative_difference;
    let exact = difference <= ROUNDING;
    let optional = |value: Option<f64>| value.map_or("–".to_owned(), number);
    let (cosine, norm) = (optional(agreement.cosine), optional(agreement.norm_ratio));
    let colour = match exact {
        true => ui.visuals().text_color(),
        false => ui.visuals().error_fg_color,
    };
    ui.horizontal(|ui| {
        let text = RichText::new(format!("Difference {difference:.1e}")).strong();
        ui.label(text.color(colour)).on_hover_text("Largest relative difference: max |ΔW − (−∂L/∂W)| ÷ max |∂L/∂W| of a layer, the largest over the layers. In f64 about 10⁻¹⁶ is rounding.");
        ui.label(format!("cosine {cosine}")).on_hover_text("Cosine of the angle between the rule's ΔW / r and −∂L/∂W, over all layers. 1: same direction.");
        ui.label(format!("norm {norm}")).on_hover_text("Norm ratio ‖ΔW / r‖ ÷ ‖∂L/∂W‖. 1: same length.");
    });
    let angle = angles.and_then(|angles| Some((angles.updates, widest(angles)?)));
    let (sentence, agrees) = sentence(agreement, exact, angle);
    let colour = match agrees {
        true => ui.visuals().text_color(),
        false => ui.visuals().error_fg_color,
    };
    ui.label(RichText::new(sentence).color(colour));
}

/// The largest angle of a layer.
fn widest(angles: &Angles) -> Option<f64> {
    angles.degrees.iter().flatten().copied().reduce(f64::max)
}

/// Angles up to this, in degrees, are rounding.
const NO_ANGLE: f64 = 1e-3;

/// Whether the rule is backpropagation, in words, and whether it agrees. One update may agree by chance, or
/// say nothing; so the updates that follow count too, by how many they are and how far off they are.
fn sentence(agreement: &Agreement, exact: bool, angle: Option<(usize, f64)>) -> (String, bool) {
    let apart = angle.filter(|(_, degrees)| *degrees > NO_ANGLE);
    if let Some((updates, degrees)) = apart {
        let degrees = match degrees < 10.0 {
            true => format!("{degrees:.2}"),
            false => format!("{degrees:.0}"),
        };
        let off = format!("over {updates} updates it is {degrees}° off the gradient");
        return match exact {
            true => (
                format!("This update agrees, but the rule is not backpropagation: {off}."),
                false,
            ),
            false => (format!("The rule is not backpropagation: {off}."), false),
        };
    }
    let silent = |layer: &LayerAgreement| layer.gradient.iter().all(|g| *g == 0.0);
    let told = match exact {
        true if agreement.layers.iter().all(silent) => {
            "Both are zero: this sample has nothing left to teach. Begin again to see more."
        }
        true => "The rule is backpropagation.",
        false => "The rule is not backpropagation now.",
    };
    (told.to_owned(), exact)
}

/// Stands above what changes its size, so that no button moves under the pointer.
fn break_ui(ui: &mut Ui, input: &ViewInput<'_>, messages: &mut Messages) {
    let mut chip_ui = |ui: &mut Ui, breaker: &'static Breaker| {
        let on = (breaker.in_force)(input.scenario);
        let name = match breaker.breaks {
            true => breaker.name.to_owned(),
            false => format!("{}: does not break it", breaker.name),
        };
        let chip = Button::new(name).selected(on);
        let state = [
            "Click to put it in force.",
            "In force; click again to undo it.",
        ];
        let hover = format!("{}\n{}", breaker.help, state[usize::from(on)]);
        if ui.add(chip).on_hover_text(hover).clicked() {
            messages.push(Message::Change(input.side, Change::Break(breaker)));
        }
    };
    ui.horizontal_wrapped(|ui| {
        let spacing = ui.spacing_mut();
        (spacing.item_spacing, spacing.button_padding) = (vec2(5.0, 4.0), vec2(6.0, 2.0));
        ui.label("Break it:").on_hover_text("Each of these takes away something that the theorem needs. Several can be in force. Click again to undo one.");
        for breaker in &BREAKERS {
            chip_ui(ui, breaker);
        }
    });
}

/// What is in force now, in words.
fn broken_ui(ui: &mut Ui, scenario: &Scenario) {
    let on: Vec<&str> = in_force(scenario).map(|breaker| breaker.name).collect();
    if !on.is_empty() {
        ui.label(format!("In force: {}.", on.join(", ")));
    }
}

/// The layers that a block of synapses joins, counted from 1: "1 → 2".
fn layers_of(block: &LayerAgreement, layers: Option<&Layers>) -> String {
    let senders = layers.map(Layers::senders).unwrap_or_default();
    let layer = |neuron: usize| {
        let at = senders.iter().position(|range| range.contains(&neuron));
        at.map_or("?".to_owned(), |index| (index + 1).to_string())
    };
    format!("{} → {}", layer(block.pre.start), layer(block.post.start))
}

/// The largest of these magnitudes, or at least this.
fn most<'a>(least: f64, values: impl Iterator<Item = &'a f64>) -> f64 {
    values.fold(least, |most, value| most.max(value.abs()))
}

impl ProofView {
    fn layer_ui(&mut self, ui: &mut Ui, index: usize, name: &str, layer: &LayerAgreement) {
        let shape = [layer.post.len(), layer.pre.len()];
        let [rows, columns] = shape;
        let difference = layer.largest_relative_difference;
        let title = format!("Synapses {name}: {rows} × {columns}, difference {difference:.1e}");
        caption(ui, title)
            .on_hover_text("Row: receiving neuron. Column: sending neuron, the bias neuron last.");
        let limit = most(0.0, layer.gradient.iter());
        let width = ui.available_width();
        let height = (width / 3.0 * rows as f32 / columns.max(1) as f32).clamp(54.0, 120.0);
        let size = vec2((width - 24.0) / 3.0, height);
        let [rule, gradient, scatter] = match size.x {
            ..84.0 => ["ΔW / r", "−∂L/∂W", "both"],
            ..130.0 => ["rule ΔW / r", "−∂L/∂W", "rule : gradient"],
            _ => [
                "rule ΔW / r",
                "−∂L/∂W, reverse mode",
                "rule against gradient",
            ],
        };
        ui.horizontal(|ui| {
            for (title, values) in [(rule, &layer.rule), (gradient, &layer.gradient)] {
                ui.vertical(|ui| {
                    ui.set_max_width(size.x);
                    let matrix = Matrix {
                        name: &format!("{title}, layer {}", index + 1),
                        shape,
                        values,
                        limit,
                        version: self.version,
                    };
                    let (response, cell) = self.matrices.show(ui, &matrix, size);
                    small_weak_ui(ui, title);
                    if let Some((row, column)) = cell {
                        let (post, pre) = (layer.post.start + row, layer.pre.start + column);
                        let at = row * columns + column;
                        let (rule, gradient) = (layer.rule[at], layer.gradient[at]);
                        response.on_hover_text_at_pointer(format!(
                            "neuron {post} from {pre}: rule {rule:.6e}, gradient {gradient:.6e}"
                        ));
                    }
                });
            }
            ui.vertical(|ui| {
                ui.set_max_width(size.x);
                scatter_ui(ui, index, layer, size);
                small_weak_ui(ui, scatter);
            });
        });
    }
}

fn scatter_ui(ui: &mut Ui, index: usize, layer: &LayerAgreement, size: Vec2) {
    let pairs = layer.gradient.iter().zip(&layer.rule);
    let points: Vec<[f64; 2]> = pairs.map(|(g, r)| [*g, *r]).collect();
    let reach = most(1e-9, points.iter().flatten());
    let colours = palette(ui);
    plot(&format!("scatter {index}"), ["gradient", "rule"], &[], &[])
        .width(size.x)
        .height(size.y)
        .show_axes([false, false])
        .show_named(
            ui,
            &format!("Rule against gradient, layer {}", index + 1),
            |plot_ui| {
                let ends = [-reach, reach];
                plot_ui.line(diagonal("identity", ends, 1.2, colours.balance));
                plot_ui.points(dots("synapses", points, 1.5, colours.firing));
            },
        );
}

fn spot_checks_ui(ui: &mut Ui, agreement: &Agreement) {
    caption(ui, "Spot checks by central differences").on_hover_text("−(L(w + h) − L(w − h)) / 2h on chosen synapses: a third way to the same number, good to about 9 digits. Where the gradient is lost in the rounding of L, or at a corner of the bounded ReLU, differences tell nothing.");
    // As many digits as there is room for.
    let digits = match ui.available_width() {
        ..340.0 => 2,
        ..420.0 => 3,
        _ => 6,
    };
    if digits == 2 {
        ui.spacing_mut().item_spacing.x = 4.0;
    }
    let grid = Grid::new("spot checks").striped(true).num_columns(4);
    grid.show(ui, |ui| {
        for title in ["synapse", "rule", "reverse mode", "differences"] {
            ui.weak(title);
        }
        ui.end_row();
        for check in &agreement.spot_checks {
            ui.label(format!("{} → {}", check.pre, check.post));
            let known = [check.rule, check.reverse_mode].map(Some);
            for value in known.into_iter().chain([check.finite_difference]) {
                let text = value.map(|value| format!("{value:+.digits$e}"));
                ui.monospace(text.unwrap_or("too small to tell".to_owned()));
            }
            ui.end_row();
        }
    });
}
