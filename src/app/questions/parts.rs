//! What questions are made of.

use std::path::Path;

use egui::{Button, DragValue, Response, Ui};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Accept,
    /// Go on without saving first.
    Discard,
    /// Save what was done, not only what has come of it.
    AsItHappened,
    Cancel,
}

/// The buttons under a question: what it offers, where that is `possible`, and to cancel.
pub fn answer_ui(ui: &mut Ui, offer: &str, hover: &str, possible: bool) -> Option<Answer> {
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let accept = ui.add_enabled(possible, Button::new(offer));
        let accept = accept.on_hover_text(hover);
        let cancel = cancel_ui(ui);
        match accept.clicked() {
            true => Some(Answer::Accept),
            false => cancel,
        }
    })
    .inner
}

/// The button that leaves everything as it is.
pub fn cancel_ui(ui: &mut Ui) -> Option<Answer> {
    ui.button("Cancel")
        .on_hover_text("Leave everything as it is.")
        .clicked()
        .then_some(Answer::Cancel)
}

/// A field for a number, behind its name.
pub fn number_ui(ui: &mut Ui, name: &str, field: DragValue<'_>) -> Response {
    let label = ui.label(name);
    ui.add(field).labelled_by(label.id)
}

/// The name of a file and its whole path, as strings of a scenario file.
pub fn quoted(path: &Path) -> [String; 2] {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    [name, path.to_string_lossy()].map(|text| toml_edit::Value::from(&*text).to_string())
}
