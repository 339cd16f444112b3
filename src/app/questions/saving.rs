//! What is saved of a run in which numbers were changed.

use egui::{Button, Ui};

use super::parts::{Answer, cancel_ui};

pub struct SavingQuestion {
    /// How many changes the scenario would hold.
    pub changes: usize,
    /// Whether it can hold so many.
    pub fits: bool,
    /// Whether to ask where to.
    pub elsewhere: bool,
}

impl SavingQuestion {
    pub fn ui(&self, ui: &mut Ui) -> Option<Answer> {
        ui.heading("Save it as it stands, or as it happened?");
        ui.label("Something was changed while this scenario ran.");
        ui.add_space(4.0);
        ui.label("As it now stands: a run begins with the numbers on the sliders.");
        let changes = match self.changes {
            1 => "1 change".to_owned(),
            changes => format!("{changes} changes"),
        };
        ui.label(format!(
            "As it happened: a run begins as this one began, and what was changed changes at its moment ({changes}). It makes the same again, bit for bit."
        ));
        if !self.fits {
            ui.label("These are more changes than a scenario can hold.");
        }
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            let stands = ui.button("Save as it now stands");
            let stands = stands.on_hover_text("Save the numbers on the sliders.");
            let happened = Button::new("Save as it happened");
            let happened = ui
                .add_enabled(self.fits, happened)
                .on_hover_text("Save how the run began, and what was changed, when.");
            let cancel = cancel_ui(ui);
            match (stands.clicked(), happened.clicked()) {
                (true, _) => Some(Answer::Accept),
                (_, true) => Some(Answer::AsItHappened),
                _ => cancel,
            }
        })
        .inner
    }
}
