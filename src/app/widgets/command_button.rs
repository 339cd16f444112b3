//! A button for a command.

use egui::{Button, Response, Ui};

use crate::app::commands::UserCommand;
use crate::app::messages::Messages;

/// Draws a button for a command, with its hover and its name for screen readers. Sends the command
/// when clicked.
pub fn command_button(
    ui: &mut Ui,
    command: UserCommand,
    text: &str,
    messages: &mut Messages,
) -> Response {
    let row = command.row();
    let response = ui
        .add(Button::new(text))
        .on_hover_text(row.hover_with_key(ui.ctx()));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, row.label));
    if response.clicked() {
        messages.push(command);
    }
    response
}
