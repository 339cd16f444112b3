//! The slider for a number of the scenario.

use egui::{
    Align, DragValue, FontId, Label, Layout, PointerButton, Response, RichText, Sense, Slider,
    SliderClamping, Ui, vec2,
};

use super::{described, explained_ui, hover_beside, note_topic, number, parse_number};
use crate::app::theme;
use crate::scenario::{Quantity, Scenario};

/// Width of the names, and of the typed values, of numbers on a line.
const NAME: f32 = 132.0;
const VALUE: f32 = 62.0;

/// Shows a number of the scenario on one line: name, slider, typed value. A double-click on the slider
/// restores the value in `saved`. Returns whether it was changed.
pub fn quantity_slider(
    ui: &mut Ui,
    quantity: &Quantity,
    scenario: &mut Scenario,
    saved: &Scenario,
) -> bool {
    let ends = quantity.slider_in(scenario);
    changed_by(ui, quantity, scenario, |ui, value| {
        line_ui(ui, quantity, value, ends, saved);
    })
}

/// As [`quantity_slider`], on two lines under a title, for the number that matters most.
pub fn large_slider(
    ui: &mut Ui,
    quantity: &Quantity,
    title: RichText,
    scenario: &mut Scenario,
    saved: &Scenario,
) -> bool {
    let ends = quantity.slider_in(scenario);
    changed_by(ui, quantity, scenario, |ui, value| {
        large_ui(ui, quantity, title, value, ends, saved);
    })
}

/// Lets `controls` change a number, if the scenario has it and the result is allowed.
fn changed_by(
    ui: &mut Ui,
    quantity: &Quantity,
    scenario: &mut Scenario,
    controls: impl FnOnce(&mut Ui, &mut f64),
) -> bool {
    let Some(before) = (quantity.get)(scenario) else {
        return false;
    };
    let mut value = before;
    ui.push_id(quantity.key, |ui| controls(ui, &mut value));
    let accepted = value != before && quantity.limits.contains(value);
    if accepted {
        (quantity.set)(scenario, value);
    }
    accepted
}

/// The ends of a slider.
type Ends = (f64, f64);

fn line_ui(ui: &mut Ui, quantity: &Quantity, value: &mut f64, ends: Ends, saved: &Scenario) {
    let [name_width, value_width] = [NAME, VALUE].map(|width| width * theme::scale(ui));
    ui.horizontal(|ui| {
        let height = ui.spacing().interact_size.y;
        let left = Layout::left_to_right(Align::Center);
        let name = ui.allocate_ui_with_layout(vec2(name_width, height), left, |ui| {
            ui.set_min_width(name_width);
            ui.spacing_mut().item_spacing.x = 5.0;
            name_ui(ui, quantity, saved)
        });
        ui.spacing_mut().slider_width =
            (ui.available_width() - value_width - ui.spacing().item_spacing.x).max(40.0);
        slider_ui(ui, quantity, value, (ends, saved), &name.inner);
        let right = Layout::right_to_left(Align::Center);
        ui.allocate_ui_with_layout(vec2(value_width, height), right, |ui| {
            typed_value(ui, quantity, value, (ends, saved), &name.inner);
        });
    });
}

fn large_ui(
    ui: &mut Ui,
    quantity: &Quantity,
    title: RichText,
    value: &mut f64,
    ends: Ends,
    saved: &Scenario,
) {
    let scale = theme::scale(ui);
    let large = FontId::proportional(22.0 * scale);
    let name = ui.horizontal(|ui| {
        // Upright: a slanted r looks like Γ.
        let symbol = RichText::new(quantity.symbol);
        let name = ui.label(title.strong());
        ui.label(symbol.font(FontId::proportional(18.0 * scale)));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.style_mut().override_font_id = Some(large);
            typed_value(ui, quantity, value, (ends, saved), &name);
        });
        hover_ui(ui, &name, quantity, saved);
        name
    });
    ui.spacing_mut().slider_width = ui.available_width();
    ui.spacing_mut().interact_size.y = 28.0 * scale;
    ui.spacing_mut().slider_rail_height = 10.0 * scale;
    slider_ui(ui, quantity, value, (ends, saved), &name.inner);
}

fn name_ui(ui: &mut Ui, quantity: &Quantity, saved: &Scenario) -> Response {
    let name = ui.add(Label::new(quantity.name).sense(Sense::hover()));
    if !quantity.symbol.is_empty() {
        let symbol = ui.weak(quantity.symbol);
        hover_ui(ui, &symbol, quantity, saved);
    }
    hover_ui(ui, &name, quantity, saved);
    name
}

fn slider_ui(
    ui: &mut Ui,
    quantity: &Quantity,
    value: &mut f64,
    ((low, high), saved): (Ends, &Scenario),
    name: &Response,
) {
    let mut slider = Slider::new(value, low..=high)
        .logarithmic(quantity.logarithmic)
        .clamping(SliderClamping::Never)
        .show_value(false);
    if quantity.limits.whole {
        slider = slider.integer();
    }
    let response = ui.add(slider).labelled_by(name.id);
    if response.changed() {
        *value = round(*value, quantity.limits.whole);
    }
    let twice = ui.input(|i| i.pointer.button_double_clicked(PointerButton::Primary));
    if response.hovered() && twice {
        *value = (quantity.get)(saved).unwrap_or(*value);
    }
    hover_ui(ui, &response, quantity, saved);
}

fn typed_value(
    ui: &mut Ui,
    quantity: &Quantity,
    value: &mut f64,
    ((low, high), saved): (Ends, &Scenario),
    name: &Response,
) {
    let suffix = in_unit(quantity, " ");
    let limits = quantity.limits;
    let speed = match quantity.logarithmic {
        true => value.abs() * 0.01,
        false => (high - low) / 300.0,
    };
    let field = DragValue::new(value)
        .speed(speed.max(1e-9))
        .range(limits.min..=limits.largest())
        .suffix(suffix)
        .update_while_editing(false)
        .custom_formatter(|v, _| match limits.whole {
            true => format!("{v:.0}"),
            false => number(v),
        })
        .custom_parser(|text| parse_number(text.trim_end_matches(quantity.unit)));
    let response = ui.add(field).labelled_by(name.id);
    hover_ui(ui, &response, quantity, saved);
}

/// What a slider sets: three significant digits are all that can be aimed at.
fn round(value: f64, whole: bool) -> f64 {
    match whole {
        true => value.round(),
        false => format!("{value:.2e}").parse().unwrap_or(value),
    }
}

/// The unit behind a word; nothing without one.
fn in_unit(quantity: &Quantity, word: &str) -> String {
    let unit = Some(quantity.unit).filter(|unit| !unit.is_empty());
    unit.map_or(String::new(), |unit| format!("{word}{unit}"))
}

/// Explains a number beside the panel that it stands in: what is above and below stays in sight.
fn hover_ui(ui: &Ui, of: &Response, quantity: &Quantity, saved: &Scenario) {
    note_topic(of, quantity.key);
    described(
        of,
        format!("{} {}", quantity.help, quantity.equation).trim(),
    );
    hover_beside(of, ui.clip_rect().right(), |ui| {
        explanation_ui(ui, quantity, saved);
    });
}

fn explanation_ui(ui: &mut Ui, quantity: &Quantity, saved: &Scenario) {
    explained_ui(ui, [quantity.help, quantity.equation], quantity.key);
    let limits = quantity.limits.in_words();
    ui.weak(format!("{limits}{}.", in_unit(quantity, ", in ")));
    if let Some(saved) = (quantity.get)(saved).map(number) {
        let text = format!("Double-click the slider for the scenario's value, {saved}.");
        ui.weak(text);
    }
    if !quantity.live {
        ui.weak("Applies on reset.");
    }
}
