//! Which file, by its path, and whether it may be replaced.

use std::path::Path;

use egui::{Key, TextEdit, Ui};

use super::parts::{Answer, answer_ui};
use crate::app::jobs::Purpose;

pub struct PathQuestion {
    pub purpose: Purpose,
    pub typed: String,
    /// Stands above the field unless it is empty.
    pub remark: &'static str,
}

impl PathQuestion {
    pub fn ui(&mut self, ui: &mut Ui) -> Option<Answer> {
        let wording = self.purpose.wording();
        ui.heading(wording.heading);
        if !self.remark.is_empty() {
            ui.label(self.remark);
        }
        let label = ui.label(wording.field);
        let field = TextEdit::singleline(&mut self.typed)
            .desired_width(f32::INFINITY)
            .hint_text(wording.example);
        let field = ui.add(field).labelled_by(label.id);
        let field = field.on_hover_text("With all folders; Enter takes it.");
        let entered = field.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
        if ui.memory(|memory| memory.focused().is_none()) {
            field.request_focus();
        }
        let ready = !self.typed.trim().is_empty();
        let answer = answer_ui(ui, wording.accept, "Take the path above.", ready);
        answer.or((entered && ready).then_some(Answer::Accept))
    }
}

/// Asks whether a file that is there may be replaced.
pub fn replace_ui(ui: &mut Ui, purpose: &Purpose, path: &Path) -> Option<Answer> {
    ui.heading("Replace the file?");
    let replaced = purpose.wording().replaced.unwrap_or_default();
    ui.label(format!("{} is there already. {replaced}", path.display()));
    answer_ui(ui, "Replace", "Write over the file.", true)
}
