//! The bar of an animation in the making.

use egui::{Frame, Panel, ProgressBar, Ui};

use super::Exports;
use crate::app::commands::UserCommand;
use crate::app::messages::Messages;
use crate::app::widgets::command_button;
use crate::export::grouped;

/// Draws the progress of an animation, while there is one, with a button that cancels it.
pub fn film_bar_ui(ui: &mut Ui, exports: &Exports, messages: &mut Messages) {
    let Some(film) = &exports.film else {
        return;
    };
    let (at, last) = film.progress();
    let frame = Frame::side_top_panel(ui.style());
    Panel::bottom("animation").frame(frame).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.label("Animation");
            let share = at as f32 / last.max(1) as f32;
            let text = format!("iteration {} of {}", grouped(at), grouped(last));
            ui.add(ProgressBar::new(share).text(text).desired_width(260.0));
            if let Some(left) = film.time_left() {
                ui.label(format!("{} s left", left.as_secs() + 1));
            }
            let cancel = UserCommand::CancelAnimation;
            command_button(ui, cancel, cancel.row().label, messages);
        });
    });
}
