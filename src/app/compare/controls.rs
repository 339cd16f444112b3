//! The controls of a comparison: both learning rates, the side being controlled, and the differences.

use egui::{Align, Button, CornerRadius, Grid, Label, Layout, RichText, Stroke, Ui, vec2};

use super::marks::{ink, marks_ui, name_of, value_of};
use crate::app::choices::Choices;
use crate::app::commands::UserCommand;
use crate::app::document::{Document, change_side};
use crate::app::messages::{Message, Messages};
use crate::app::panels::learning_rate::{Look, slider_ui};
use crate::app::theme::side_colour;
use crate::app::widgets::command_button;
use crate::engine::{Side, Snapshot};
use crate::scenario::{Difference, Scenario, differences};

/// Draws the learning rates of both sides, which are always in sight. Of a rate that falls the slider
/// shows where it is; moving it takes over with a constant rate.
pub fn learning_rates_ui(
    ui: &mut Ui,
    edited: &mut Scenario,
    document: &Document,
    snapshot: Option<&Snapshot>,
) {
    let iteration = snapshot.map_or(0, |s| s.iteration);
    for side in Side::ALL {
        learning_rate_of_ui(ui, (side, Look::Large), edited, document, iteration);
    }
}

/// Draws the learning rate of a side.
pub fn learning_rate_of_ui(
    ui: &mut Ui,
    (side, look): (Side, Look),
    edited: &mut Scenario,
    document: &Document,
    iteration: u64,
) {
    let saved = document.saved_side(side);
    let title = format!("Learning rate of {}", side.letter());
    let title = RichText::new(title).color(side_colour(ui, side));
    ui.push_id(side.letter(), |ui| {
        change_side(edited, side, |scenario| {
            slider_ui(ui, scenario, &saved, iteration, (Some(title), look));
        });
    });
}

/// Draws what can be done with the comparison, and in what B differs.
pub fn overview_ui(ui: &mut Ui, document: &Document, choices: &Choices, messages: &mut Messages) {
    let (Some(a), Some(b)) = (document.side(Side::A), document.side(Side::B)) else {
        return;
    };
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for (command, text) in [
            (UserCommand::CopyAToB, "A → B"),
            (UserCommand::CopyBToA, "B → A"),
            (UserCommand::SwapSides, "A ⇄ B"),
            (UserCommand::EndComparison, "End"),
        ] {
            command_button(ui, command, text, messages);
        }
    });
    let differences = differences(&a, &b);
    ui.add_space(2.0);
    match differences.len() {
        0 => ui.weak("B has the same settings as A."),
        _ => ui.strong("B differs in"),
    };
    differences_ui(ui, &differences, messages);
    let mut common = !choices.own_scales;
    let scales = UserCommand::ToggleScales.row();
    let checkbox = ui.checkbox(&mut common, scales.label);
    if checkbox.on_hover_text(scales.hover).clicked() {
        messages.push(scales.command);
    }
    let mut together = choices.together;
    let row = UserCommand::ToggleTogether.row();
    let checkbox = ui.checkbox(&mut together, row.label);
    if checkbox.on_hover_text(row.hover).clicked() {
        messages.push(row.command);
    }
    ui.add_space(4.0);
}

fn differences_ui(ui: &mut Ui, differences: &[Difference], messages: &mut Messages) {
    if differences.is_empty() {
        return;
    }
    let name_width = (ui.available_width() - 178.0).max(70.0);
    let grid = Grid::new("differences").num_columns(4).striped(true);
    grid.spacing(vec2(6.0, 3.0)).show(ui, |ui| {
        marks_ui(ui);
        for difference in differences {
            let key = difference.key;
            cell_ui(ui, &name_of(key), key, name_width);
            for text in [&difference.a, &difference.b] {
                let value = value_of(text.as_deref());
                cell_ui(ui, &value, &value, 56.0);
            }
            let name = format!("Make {} equal", name_of(key));
            let equal = ui
                .small_button("↺")
                .on_hover_text("Give B the value that A has.");
            equal.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
            if equal.clicked() {
                messages.push(Message::MakeEqual(key));
            }
            ui.end_row();
        }
    });
}

/// A text in a table, cut where it is too long.
fn cell_ui(ui: &mut Ui, text: &str, hover: &str, width: f32) {
    let left = Layout::left_to_right(Align::Center);
    ui.allocate_ui_with_layout(vec2(width, 18.0), left, |ui| {
        ui.set_min_width(width);
        ui.add(Label::new(text).truncate()).on_hover_text(hover);
    });
}

/// Draws the switch between the sides: the one that is on has its colour.
pub fn switch_ui(ui: &mut Ui, controlled: Side, messages: &mut Messages) {
    ui.horizontal(|ui| {
        ui.label("Controls of");
        ui.spacing_mut().item_spacing.x = 2.0;
        let width = (ui.available_width() - 2.0) / 2.0;
        for side in Side::ALL {
            let is_on = side == controlled;
            let row = [UserCommand::ControlA, UserCommand::ControlB][side as usize].row();
            let colour = side_colour(ui, side);
            let text = RichText::new(side.letter()).strong().size(15.0);
            let button = match is_on {
                true => Button::new(text.color(ink(ui))).fill(colour),
                false => Button::new(text.color(colour)).stroke(Stroke::new(1.0, colour)),
            };
            let response = ui
                .add(button.min_size(vec2(width, 26.0)))
                .on_hover_text(row.hover);
            response.widget_info(|| {
                egui::WidgetInfo::selected(egui::Role::RadioButton, true, is_on, row.label)
            });
            if response.clicked() {
                messages.push(row.command);
            }
        }
    });
}

/// Draws the controls of a side, with its colour along their edge.
pub fn controls_of_ui(ui: &mut Ui, side: Side, controls: impl FnOnce(&mut Ui)) {
    let colour = side_colour(ui, side);
    let start = ui.cursor().min;
    let mut margin = egui::Margin::ZERO;
    margin.left = 9;
    egui::Frame::new().inner_margin(margin).show(ui, controls);
    let end = egui::pos2(start.x + 3.0, ui.min_rect().bottom());
    let edge = egui::Rect::from_min_max(start, end);
    ui.painter()
        .rect_filled(edge, CornerRadius::same(1), colour);
}
