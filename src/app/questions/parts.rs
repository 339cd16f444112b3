//! How a question is answered.

use egui::{Button, Ui};

/// An answer to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Do what the question offers.
    Accept,
    /// Go on without saving first.
    Discard,
    /// Leave everything as it is.
    Cancel,
}

/// The buttons under a question: what it offers, where that is `possible`, and to cancel. A `hover`
/// that is empty is not shown.
pub fn answer_ui(ui: &mut Ui, offer: &str, hover: &str, possible: bool) -> Option<Answer> {
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let mut accept = ui.add_enabled(possible, Button::new(offer));
        if !hover.is_empty() {
            accept = accept.on_hover_text(hover);
        }
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
