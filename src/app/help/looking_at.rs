//! What is on screen now, in words.

use egui::{Label, RichText, Ui};

use crate::app::commands::UserCommand;
use crate::app::messages::{Message, Messages};
use crate::app::pane::Pane;
use crate::app::widgets::{command_button, named};

/// What there is to say of a side.
pub struct SideSeen {
    /// "A" or "B" where two are compared.
    pub letter: Option<&'static str>,
    /// What its network has become.
    pub verdict: String,
}

/// What is on screen.
pub struct LookingAt<'a> {
    /// The name of the scenario.
    pub name: &'a str,
    /// What it says of itself.
    pub summary: &'a str,
    /// Whether it runs, and how far it is.
    pub standing: String,
    pub sides: Vec<SideSeen>,
    /// The views in sight.
    pub views: Vec<Pane>,
}

impl LookingAt<'_> {
    /// Says all of it.
    pub fn ui(&self, ui: &mut Ui, messages: &mut Messages) {
        let wrapped = |ui: &mut Ui, text: RichText| ui.add(Label::new(text).wrap());
        wrapped(ui, RichText::new(self.name).strong().size(15.0));
        if !self.summary.is_empty() {
            wrapped(ui, RichText::new(self.summary));
        }
        wrapped(ui, RichText::new(&self.standing).weak());
        ui.add_space(6.0);
        for side in &self.sides {
            let text = match side.letter {
                Some(letter) => format!("Side {letter}: {}", side.verdict),
                None => side.verdict.clone(),
            };
            wrapped(ui, RichText::new(text).strong());
        }
        for pane in &self.views {
            ui.add_space(6.0);
            view_ui(ui, *pane, messages);
        }
        ui.add_space(6.0);
        let glossary = UserCommand::Glossary;
        command_button(ui, glossary, glossary.row().label, messages);
    }
}

fn view_ui(ui: &mut Ui, pane: Pane, messages: &mut Messages) {
    ui.horizontal(|ui| {
        ui.label(RichText::new(pane.title()).strong());
        let name = format!("Marks of {}", pane.title());
        let legend = named(ui.small_button("Marks…"), egui::Role::Button, &name);
        let hover = "Open or close the explanation of this view, with what its marks mean.";
        if legend.on_hover_text(hover).clicked() {
            messages.push(Message::Explain(pane));
        }
    });
    ui.add(Label::new(pane.0.explained.shows).wrap());
    ui.add(Label::new(pane.0.explained.look_for).wrap());
}
