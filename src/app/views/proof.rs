//! View "Rule and backpropagation": what the rule is about to change beside −∂L/∂W, and ways to
//! break their agreement.

use egui::{Grid, RichText, ScrollArea, Ui, vec2};

use super::matrix::{Matrices, Matrix};
use super::plots::{caption, diagonal, dots, plot};
use super::view::{View, ViewInput, waiting};
use crate::analysis::{Agreement, LayerAgreement};
use crate::app::messages::{Change, Message, Messages};
use crate::app::theme::palette;
use crate::app::widgets::number;
use crate::engine::Side;
use crate::model::Layers;
use crate::scenario::{
    BALANCE, CREDIT_MS, Choice, FIRING_NOISE, PLASTICITY_MS, PRESENT_MS, PRUNING, Quantity,
    RECURRENT, SKIP, Scenario,
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
            return waiting(
                ui,
                "Needs a layered network with a task: open the preset XOR.",
            );
        }
        let shown = input.proof.and_then(|p| Some((p, p.agreement.as_ref()?)));
        let Some((proof, agreement)) = shown else {
            let waits = match scene.snapshot.blow_up {
                Some(_) => "The simulation has stopped.",
                None => "Waiting for a plasticity update with both windows open …",
            };
            return waiting(ui, waits);
        };
        // A new proof is a new allocation; its address tells it apart.
        let address = std::ptr::from_ref(proof) as usize;
        if address != self.shown {
            (self.shown, self.version) = (address, self.version + 1);
        }
        verdict_ui(ui, agreement);
        let layers = scene.snapshot.topology.layers();
        let breakers = breakers(input.scenario, input.saved);
        let mut evidence_ui = |ui: &mut Ui| {
            for (index, layer) in agreement.layers.iter().enumerate() {
                self.layer_ui(ui, index, &layers_of(layer, layers), layer);
            }
            spot_checks_ui(ui, agreement);
        };
        if input.on_paper {
            // Paper grows instead of scrolling, and has no buttons.
            broken_ui(ui, &breakers);
            return evidence_ui(ui);
        }
        break_ui(ui, breakers, input.side, messages);
        ui.separator();
        ScrollArea::vertical()
            .auto_shrink([false, false])
            .show(ui, evidence_ui);
    }
}

/// The numbers on one line and what they mean on the next, so that nothing below moves when they
/// change.
fn verdict_ui(ui: &mut Ui, agreement: &Agreement) {
    let difference = agreement.largest_relative_difference;
    let exact = difference <= ROUNDING;
    let optional = |value: Option<f64>| value.map_or("–".to_owned(), number);
    let colour = match exact {
        true => ui.visuals().text_color(),
        false => ui.visuals().error_fg_color,
    };
    ui.horizontal(|ui| {
        let text = RichText::new(format!("Difference {difference:.1e}")).strong();
        ui.label(text.color(colour)).on_hover_text(
            "Largest relative difference: max |ΔW − (−∂L/∂W)| ÷ max |∂L/∂W| of a layer, the largest over the layers. In f64 about 10⁻¹⁶ is rounding.",
        );
        ui.label(format!("cosine {}", optional(agreement.cosine)))
            .on_hover_text("Cosine of the angle between the rule's ΔW / r and −∂L/∂W, over all layers. 1: same direction.");
        ui.label(format!("norm {}", optional(agreement.norm_ratio)))
            .on_hover_text("Norm ratio ‖ΔW / r‖ ÷ ‖∂L/∂W‖. 1: same length.");
    });
    let silent = |layer: &LayerAgreement| layer.gradient.iter().all(|g| *g == 0.0);
    let sentence = match exact {
        true if agreement.layers.iter().all(silent) => {
            "Both are zero: this sample has nothing left to teach. Begin again to see more."
        }
        true => "The rule is backpropagation.",
        false => "The rule is not the gradient now.",
    };
    ui.label(RichText::new(sentence).color(colour));
}

/// One way to break the agreement: what it is called, why it breaks it, whether it is in force, and
/// what switches it.
struct Breaker {
    name: &'static str,
    help: &'static str,
    on: bool,
    switch: Change,
}

fn break_ui(ui: &mut Ui, breakers: Vec<Breaker>, side: Side, messages: &mut Messages) {
    ui.horizontal_wrapped(|ui| {
        ui.label("Break it:").on_hover_text(
            "Each of these takes away something that the theorem needs. Switch it off to mend it.",
        );
        for breaker in breakers {
            let label = ui.selectable_label(breaker.on, breaker.name);
            if label.on_hover_text(breaker.help).clicked() {
                messages.push(Message::Change(side, breaker.switch));
            }
        }
    });
}

/// What breaks the agreement now, in words.
fn broken_ui(ui: &mut Ui, breakers: &[Breaker]) {
    let on: Vec<&str> = breakers.iter().filter(|b| b.on).map(|b| b.name).collect();
    if !on.is_empty() {
        ui.label(format!("In force: {}.", on.join(", ")));
    }
}

fn breakers(scenario: &Scenario, saved: &Scenario) -> Vec<Breaker> {
    let firing_ms = scenario.rules.clocks.firing_ms;
    let numbers = |name, help, set: &[_]| Some(numbers(scenario, saved, name, help, set));
    let option = |choice, name, help| option(scenario, choice, name, help);
    let breakers = [
        numbers(
            "too few updates",
            "Each sample is shown for a single update of each clock, so neither firing nor credit has time to settle.",
            &[
                (&PRESENT_MS, firing_ms),
                (&CREDIT_MS, firing_ms),
                (&PLASTICITY_MS, firing_ms),
            ],
        ),
        numbers(
            "clocks not separated",
            "All three clocks tick together, so each rule works on states that have not settled.",
            &[(&CREDIT_MS, firing_ms), (&PLASTICITY_MS, firing_ms)],
        ),
        numbers(
            "noise",
            "Firing noise of 0.1 at each update.",
            &[(&FIRING_NOISE, 0.1)],
        ),
        numbers(
            "pruning",
            "The weakest half of the synapses is cut after each update, which takes back part of what the rule changed. Shown is what really changed.",
            &[(&PRUNING, 0.5)],
        ),
        option(
            &BALANCE,
            "balance is not σ'",
            "f becomes a Gaussian of width 1 instead of dσ/ds.",
        ),
        option(
            &RECURRENT,
            "recurrent synapses",
            "Adds synapses within layers, and begins again. The gradient is that of the network without them.",
        ),
        option(
            &SKIP,
            "skip synapses",
            "Adds synapses past layers, and begins again. These do not break it: nothing runs in a circle, so the rule is still backpropagation.",
        ),
    ];
    breakers.into_iter().flatten().collect()
}

/// A breaker that chooses the second option in place of the first; `None` where there is no such
/// choice.
fn option(
    scenario: &Scenario,
    choice: &'static Choice,
    name: &'static str,
    help: &'static str,
) -> Option<Breaker> {
    let on = (choice.get)(scenario)? == 1;
    Some(Breaker {
        name,
        help,
        on,
        switch: Change::Choices(vec![(choice, usize::from(!on))]),
    })
}

/// A breaker that sets numbers, and sets them back to the scenario's own.
fn numbers(
    scenario: &Scenario,
    saved: &Scenario,
    name: &'static str,
    help: &'static str,
    set: &[(&'static Quantity, f64)],
) -> Breaker {
    let on = set
        .iter()
        .all(|(quantity, value)| (quantity.get)(scenario) == Some(*value));
    let target = |(quantity, value): &(&'static Quantity, f64)| match on {
        true => (quantity.get)(saved).map(|original| (*quantity, original)),
        false => Some((*quantity, *value)),
    };
    Breaker {
        name,
        help,
        on,
        switch: Change::Numbers(set.iter().filter_map(target).collect()),
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

impl ProofView {
    fn layer_ui(&mut self, ui: &mut Ui, index: usize, name: &str, layer: &LayerAgreement) {
        let shape = (layer.post.len(), layer.pre.len());
        caption(
            ui,
            &format!(
                "Synapses {name}: {} × {}, difference {:.1e}",
                shape.0, shape.1, layer.largest_relative_difference
            ),
            "Row: receiving neuron. Column: sending neuron, the bias neuron last.",
        );
        let limit = layer
            .gradient
            .iter()
            .fold(0.0_f64, |most, v| most.max(v.abs()));
        let width = ui.available_width();
        let height = (width / 3.0 * shape.0 as f32 / shape.1.max(1) as f32).clamp(54.0, 120.0);
        let size = vec2((width - 24.0) / 3.0, height);
        let gradient = if size.x < 130.0 {
            "−∂L/∂W"
        } else {
            "−∂L/∂W, reverse mode"
        };
        ui.horizontal(|ui| {
            for (title, values) in [("rule ΔW / r", &layer.rule), (gradient, &layer.gradient)] {
                ui.vertical(|ui| {
                    ui.set_max_width(size.x);
                    let name = format!("{title}, layer {}", index + 1);
                    let matrix = Matrix {
                        name: &name,
                        shape,
                        values,
                        limit,
                        version: self.version,
                    };
                    let (response, cell) = self.matrices.show(ui, &matrix, size);
                    let small = RichText::new(title).small().weak();
                    ui.add(egui::Label::new(small).truncate());
                    if let Some((row, column)) = cell {
                        let at = row * shape.1 + column;
                        response.on_hover_text_at_pointer(format!(
                            "neuron {} from {}: rule {:.6e}, gradient {:.6e}",
                            layer.post.start + row,
                            layer.pre.start + column,
                            layer.rule[at],
                            layer.gradient[at]
                        ));
                    }
                });
            }
            ui.vertical(|ui| {
                ui.set_max_width(size.x);
                scatter_ui(ui, index, layer, size);
            });
        });
    }
}

fn scatter_ui(ui: &mut Ui, index: usize, layer: &LayerAgreement, size: egui::Vec2) {
    let points: Vec<[f64; 2]> = layer
        .gradient
        .iter()
        .zip(&layer.rule)
        .map(|(g, r)| [*g, *r])
        .collect();
    let reach = points
        .iter()
        .flatten()
        .fold(1e-9_f64, |reach, v| reach.max(v.abs()));
    let colours = palette(ui);
    plot(&format!("scatter {index}"), "", "")
        .width(size.x)
        .height(size.y)
        .show_axes([false, false])
        .label_formatter(|_| None)
        .show(ui, |plot_ui| {
            let ends = [-reach, reach];
            plot_ui.line(diagonal("identity", ends, 1.2, colours.balance));
            plot_ui.points(dots("synapses", points, 1.5, colours.firing));
        });
    let title = if size.x < 130.0 {
        "rule : gradient"
    } else {
        "rule against gradient"
    };
    let small = RichText::new(title).small().weak();
    ui.add(egui::Label::new(small).truncate());
}

fn spot_checks_ui(ui: &mut Ui, agreement: &Agreement) {
    caption(
        ui,
        "Spot checks by central differences",
        "−(L(w + h) − L(w − h)) / 2h on chosen synapses: a third way to the same number, good to about 9 digits. Where the gradient is lost in the rounding of L, or at a corner of the bounded ReLU, differences tell nothing.",
    );
    // As many digits as there is room for.
    let digits = if ui.available_width() < 420.0 { 3 } else { 6 };
    Grid::new("spot checks")
        .striped(true)
        .num_columns(4)
        .show(ui, |ui| {
            for title in ["synapse", "rule", "reverse mode", "differences"] {
                ui.weak(title);
            }
            ui.end_row();
            for check in &agreement.spot_checks {
                ui.label(format!("{} → {}", check.pre, check.post));
                for value in [
                    Some(check.rule),
                    Some(check.reverse_mode),
                    check.finite_difference,
                ] {
                    ui.monospace(value.map_or("too small to tell".to_owned(), |v| {
                        format!("{v:+.digits$e}")
                    }));
                }
                ui.end_row();
            }
        });
}
