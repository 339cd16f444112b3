//! What a scenario is called, what there is to watch, and notes.

use egui::{TextEdit, Ui};

use super::parts::{Answer, answer_ui};
use crate::scenario::Scenario;

pub struct NotesQuestion {
    pub name: String,
    pub summary: String,
    pub notes: String,
}

impl NotesQuestion {
    pub fn about(scenario: &Scenario) -> Self {
        Self {
            name: scenario.name.clone(),
            summary: scenario.summary.clone(),
            notes: scenario.notes.clone(),
        }
    }

    /// Gives a scenario what was typed.
    pub fn apply(&self, scenario: &mut Scenario) {
        self.name.trim().clone_into(&mut scenario.name);
        self.summary.trim().clone_into(&mut scenario.summary);
        self.notes.trim_end().clone_into(&mut scenario.notes);
    }

    pub fn ui(&mut self, ui: &mut Ui) -> Option<Answer> {
        ui.heading("Name and notes");
        let wide = f32::INFINITY;
        let label = ui.label("Name");
        let name = TextEdit::singleline(&mut self.name).desired_width(wide);
        let name = ui.add(name).labelled_by(label.id);
        name.on_hover_text("A short title; files are called by it.");
        let label = ui.label("Summary");
        let summary = TextEdit::multiline(&mut self.summary)
            .desired_rows(2)
            .desired_width(wide);
        let summary = ui.add(summary).labelled_by(label.id);
        summary.on_hover_text("One sentence on what to watch; it stands above the controls.");
        let label = ui.label("Notes");
        egui::ScrollArea::vertical().max_height(220.0).show(ui, |ui| {
            let notes = TextEdit::multiline(&mut self.notes).desired_rows(8).desired_width(wide);
            let notes = ui.add(notes).labelled_by(label.id);
            notes.on_hover_text("Whatever else there is to say; it is saved in the file and folded under the summary.");
        });
        let named = !self.name.trim().is_empty();
        answer_ui(
            ui,
            "Keep them",
            "The scenario has them from now on; Undo takes that back.",
            named,
        )
    }
}
