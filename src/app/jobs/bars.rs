//! The bars about jobs that are under way.

use egui::{Frame, Id, Panel, ProgressBar, Ui};

use super::job_message::JobMessage;
use crate::app::commands::UserCommand;
use crate::app::messages::Messages;
use crate::app::widgets::command_button;
use crate::engine::Job;
use crate::export::grouped;

/// Draws the progress of an animation, with a button that cancels it.
pub fn animation_bar_ui(ui: &mut Ui, job: &Job<JobMessage>, messages: &mut Messages) {
    let progress = job.progress();
    let frame = Frame::side_top_panel(ui.style());
    Panel::bottom("animation").frame(frame).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.label("Animation");
            let (done, all) = (grouped(progress.done), grouped(progress.all));
            let bar = ProgressBar::new(progress.share);
            let bar = bar.text(format!("iteration {done} of {all}"));
            ui.add(bar.desired_width(260.0));
            if let Some(left) = progress.left {
                ui.label(format!("{} s left", left.as_secs() + 1));
            }
            let cancel = UserCommand::CancelAnimation;
            command_button(ui, cancel, cancel.row().label, messages);
        });
    });
}

/// A bar across the window about reading or writing. Returns whether to cancel it.
pub fn file_bar_ui(ui: &mut Ui, id: &str, job: &Job<JobMessage>) -> bool {
    let bar = |ui: &mut Ui| {
        let cancel = ui
            .button("Cancel the work")
            .on_hover_text("Stop; no file is changed.");
        let progress = job.progress();
        match progress.all {
            0 => ui.spinner(),
            _ => ui.add(
                ProgressBar::new(progress.share)
                    .desired_width(220.0)
                    .show_percentage(),
            ),
        };
        ui.label(job.name());
        cancel.clicked()
    };
    let panel = Panel::top(Id::unique(id));
    panel.show(ui, |ui| ui.horizontal(bar).inner).inner
}
