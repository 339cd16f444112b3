//! What the program tells the user: one line in the status bar, and errors that stay until read.

use egui::{RichText, Ui};

use super::theme;
use crate::storage::in_one_line;

/// What to tell the user: that something was done, or why it was not.
pub type Notice = Result<String, String>;

#[derive(Default)]
pub struct Notices {
    latest: String,
    pub error: Option<String>,
}

impl Notices {
    pub fn tell(&mut self, notice: Notice) {
        match notice {
            Ok(text) => self.say(text),
            Err(text) => self.fail(text),
        }
    }

    pub fn say(&mut self, text: impl Into<String>) {
        self.latest = text.into();
    }

    /// Something went wrong; stays on screen until dismissed.
    pub fn fail(&mut self, text: impl Into<String>) {
        let text = in_one_line(&text.into());
        self.latest = text.clone();
        self.error = Some(text);
    }

    pub fn error(&self) -> Option<&str> {
        self.error.as_deref()
    }

    /// What happened last, for the status bar.
    pub fn latest_ui(&self, ui: &mut Ui) {
        let label = egui::Label::new(RichText::new(&self.latest).small()).truncate();
        ui.add(label).on_hover_text(&self.latest);
    }

    /// The error, if there is one, as a bar with a button to dismiss it.
    pub fn error_ui(&mut self, ui: &mut Ui) {
        self.error
            .take_if(|text| bar_ui(ui, "error", text, ("Dismiss", "Close this message.")));
    }
}

/// A bar across the window with a message, and a button with its hover. Returns whether it is clicked.
pub fn bar_ui(ui: &mut Ui, id: &str, text: &str, (button, hover): (&str, &str)) -> bool {
    let [fill, ink] = [(0xFDE7E4, 0x4A2525), (0x5A1212, 0xFFE3E0)]
        .map(|(light, dark)| theme::of_theme(ui.visuals().dark_mode, light, dark));
    let frame = egui::Frame::new()
        .fill(fill)
        .inner_margin(egui::Margin::symmetric(12, 7));
    let content = |ui: &mut Ui| {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let button = ui.button(button).on_hover_text(hover);
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                ui.add(egui::Label::new(RichText::new(text).color(ink)).wrap());
            });
            button.clicked()
        })
    };
    let bar = egui::Panel::top(egui::Id::unique(id))
        .frame(frame)
        .show_separator_line(false);
    bar.show(ui, |ui| ui.horizontal(content).inner.inner).inner
}
