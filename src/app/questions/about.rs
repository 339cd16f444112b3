//! What this program is, and what it is made of.

use egui::{Label, RichText, ScrollArea, TextEdit, TextStyle, TextWrapMode, Ui};

use super::parts::Answer;
use crate::about;

/// What this program is; `Accept` asks for the licences.
pub fn about_ui(ui: &mut Ui) -> Option<Answer> {
    ui.heading(format!("Accordance {}", about::VERSION));
    ui.label("A laboratory for a learning rule from which backpropagation emerges: neurons have a firing rate and a credit, credit flows backwards through the same synapses, and synapses change by credit × balance × firing.");
    ui.add_space(6.0);
    ui.label("X. Fan and S. P. Mysore, “Contribute to balance, wire in accordance: Emergence of backpropagation from a simple, bio-plausible neuroplasticity rule”, 2024.");
    ui.hyperlink_to("arXiv 2405.14139", "https://arxiv.org/abs/2405.14139")
        .on_hover_text("Opens the paper in the browser.");
    ui.add_space(6.0);
    ui.label(format!(
        "Version {}, commit {}.",
        about::VERSION,
        about::COMMIT
    ));
    ui.label("Copyright © 2026 The Accordance authors. Free to use, change and pass on under the MIT licence or the Apache licence 2.0, as you choose.");
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let licences = ui
            .button("Licences…")
            .on_hover_text("What the program is made of, and under which licences.");
        let close = ui.button("Close").on_hover_text("Close this window.");
        match (licences.clicked(), close.clicked()) {
            (true, _) => Some(Answer::Accept),
            (_, true) => Some(Answer::Cancel),
            _ => None,
        }
    })
    .inner
}

/// The licences of all parts, of which a part can be looked for.
pub struct Licences {
    text: String,
    sought: String,
}

impl Licences {
    /// All of them.
    ///
    /// # Errors
    /// Only if the program is damaged.
    pub fn new() -> Result<Self, String> {
        let text = about::licences()?;
        let sought = String::new();
        Ok(Self { text, sought })
    }

    pub fn ui(&mut self, ui: &mut Ui) -> Option<Answer> {
        let room = ui.ctx().content_rect().size() - egui::vec2(80.0, 200.0);
        ui.set_width(room.x.clamp(300.0, 800.0));
        ui.heading("Licences");
        ui.horizontal(|ui| {
            let label = ui.label("Look for");
            let field = TextEdit::singleline(&mut self.sought);
            ui.add(field.hint_text("a part or a word"))
                .labelled_by(label.id)
                .on_hover_text("The name of a part, or a word of a licence.");
        });
        let lines = about::lines_about(&self.text, &self.sought);
        if lines.is_empty() {
            ui.label("No part and no text says that.");
        }
        let line_height = ui.text_style_height(&TextStyle::Monospace);
        let height = room.y.clamp(120.0, 560.0);
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.style_mut().wrap_mode = Some(TextWrapMode::Extend);
            ScrollArea::both()
                .auto_shrink(false)
                .min_scrolled_height(height)
                .max_height(height)
                .show_rows(ui, line_height, lines.len(), |ui, rows| {
                    for line in lines.get(rows).unwrap_or_default() {
                        ui.add(Label::new(RichText::new(*line).monospace()).selectable(true));
                    }
                });
        });
        ui.add_space(8.0);
        ui.button("Close")
            .on_hover_text("Close this window.")
            .clicked()
            .then_some(Answer::Cancel)
    }
}
