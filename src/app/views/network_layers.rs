//! Above a layered network: how many neurons each layer has, and quiet buttons by which neurons and layers come
//! and go.

use egui::{Button, Label, Rect, Response, RichText, Role, Ui, Vec2, pos2, vec2};

use super::network_layout::column;
use super::network_names::margin;
use super::view::ViewInput;
use crate::app::messages::{Change, Message, Messages};
use crate::app::rebuild::{Rebuild, held_size};
use crate::app::widgets::named;
use crate::model::Layers;

/// The height of the strip above the network that they take.
pub const STRIP: f32 = 20.0;

/// A button of one sign.
const BUTTON: Vec2 = vec2(14.0, 16.0);
/// A button with a word.
const WORD: Vec2 = vec2(44.0, 16.0);
/// The number of neurons between two buttons.
const NUMBER: Vec2 = vec2(26.0, 16.0);

/// What fits beside each other where layers stand so far apart.
#[derive(Clone, Copy)]
struct Room {
    buttons: bool,
    numbers: bool,
    words: bool,
}

impl Room {
    fn of(distance: f32) -> Self {
        let buttons = 4.0 * BUTTON.x;
        Self {
            buttons: distance >= buttons,
            numbers: distance >= buttons + NUMBER.x,
            words: distance >= 3.0 * BUTTON.x + NUMBER.x + WORD.x,
        }
    }
}

/// Draws them above the layers, which stand in `field` across.
pub fn layers_ui(
    ui: &mut Ui,
    strip: Rect,
    field: Rect,
    input: &ViewInput<'_>,
    messages: &mut Messages,
) {
    let scenario = input.scenario;
    let wanted = scenario.network.topology.layers();
    let shown = input.scene.snapshot.topology.layers();
    let (Some(layers), false) = (wanted.filter(|_| wanted == shown), input.on_paper) else {
        return;
    };
    let x = |layer: f32| {
        field.left() + field.width() * column(layer, layers.count(), margin(&input.scene.snapshot))
    };
    let room = Room::of(x(1.0) - x(0.0));
    ui.add_enabled_ui(!input.scene.snapshot.past, |ui| {
        for layer in 0..layers.count() {
            let mut parts = Vec::new();
            if room.buttons && held_size(scenario, layer).is_none() {
                parts.push(Part::Button("−", Rebuild::RemoveNeuron(layer)));
            }
            if room.numbers || !room.buttons {
                parts.push(Part::Number(layer));
            }
            if room.buttons && held_size(scenario, layer).is_none() {
                parts.push(Part::Button("+", Rebuild::AddNeuron(layer)));
            }
            if room.buttons && (1..layers.count() - 1).contains(&layer) {
                parts.push(Part::Button("×", Rebuild::RemoveLayer(layer)));
            }
            row_ui(
                ui,
                pos2(x(layer as f32), strip.center().y),
                &parts,
                input,
                messages,
            );
            if room.buttons && layer + 1 < layers.count() {
                let sign = if room.words { "+ layer" } else { "+" };
                let add = [Part::Button(sign, Rebuild::AddLayerAfter(layer))];
                let between = pos2(x(layer as f32 + 0.5), strip.center().y);
                row_ui(ui, between, &add, input, messages);
            }
        }
    });
}

/// What stands above a layer.
enum Part {
    Number(usize),
    Button(&'static str, Rebuild),
}

/// Draws parts beside each other around a place.
fn row_ui(
    ui: &mut Ui,
    middle: egui::Pos2,
    parts: &[Part],
    input: &ViewInput<'_>,
    messages: &mut Messages,
) {
    let size = |part: &Part| match part {
        Part::Number(_) => NUMBER,
        Part::Button(sign, _) if sign.len() > "−".len() => WORD,
        Part::Button(..) => BUTTON,
    };
    let width: f32 = parts.iter().map(|part| size(part).x).sum();
    let mut left = middle.x - width / 2.0;
    for part in parts {
        let place = Rect::from_min_size(pos2(left, middle.y - BUTTON.y / 2.0), size(part));
        left = place.right();
        match part {
            Part::Number(layer) => number_ui(ui, place, input, *layer),
            Part::Button(sign, rebuild) => {
                if button_ui(ui, place, sign, rebuild, input).clicked() {
                    let change = Change::Rebuild(rebuild.clone());
                    messages.push(Message::Change(input.side, change));
                }
            }
        }
    }
}

fn button_ui(
    ui: &mut Ui,
    place: Rect,
    sign: &str,
    rebuild: &Rebuild,
    input: &ViewInput<'_>,
) -> Response {
    let possible = rebuild.is_possible(input.scenario);
    let shown = ui.add_enabled_ui(possible, |ui| {
        ui.spacing_mut().button_padding = Vec2::ZERO;
        let sign = RichText::new(sign).weak().size(12.0);
        ui.put(place, Button::new(sign).frame_when_inactive(false))
    });
    let label = rebuild.label();
    let button = shown
        .inner
        .on_hover_text(format!("{label}. The network begins anew."));
    named(button, Role::Button, &label)
}

fn number_ui(ui: &mut Ui, place: Rect, input: &ViewInput<'_>, layer: usize) {
    if let Some(layers) = input.scenario.network.topology.layers() {
        let text = RichText::new(layers.sizes[layer].to_string()).small();
        let shown = ui.put(place, Label::new(text).selectable(false));
        shown.on_hover_text(said(input, layers, layer));
    }
}

/// What a layer is, and why its size may be held.
fn said(input: &ViewInput<'_>, layers: &Layers, layer: usize) -> String {
    let size = layers.sizes[layer];
    let one = |one: &'static str, many: &'static str| if size == 1 { one } else { many };
    let what = match layer {
        0 => one("input", "inputs"),
        layer if layer + 1 == layers.count() => one("output", "outputs"),
        _ => one("hidden neuron", "hidden neurons"),
    };
    let bias = match layers.bias && layer + 1 < layers.count() {
        true => ", and the bias neuron",
        false => "",
    };
    let held = match held_size(input.scenario, layer) {
        Some(_) => " The data set has as many: choose another one among the controls.",
        None => "",
    };
    format!("Layer {}: {size} {what}{bias}.{held}", layer + 1)
}
