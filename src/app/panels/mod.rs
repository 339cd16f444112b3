//! The panels around the views. Each draws itself and returns what the user asked for.

pub mod controls;
pub mod curves;
pub mod inspector;
pub mod learning_rate;
pub mod menu_bar;
pub mod status_bar;

use egui::{Button, Response, Ui};

use super::action::Action;

/// A button for an action, with its hover text. Adds the action to `asked` when clicked.
fn action_button(ui: &mut Ui, action: Action, text: &str, asked: &mut Vec<Action>) -> Response {
    let response = ui
        .add(Button::new(text))
        .on_hover_text(action.hover_text(ui.ctx()));
    let name = action.label();
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name));
    if response.clicked() {
        asked.push(action);
    }
    response
}
