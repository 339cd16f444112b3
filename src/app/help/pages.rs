//! The pages of help, one at a time, in a panel beside the views: nothing is covered, and work goes on.

use egui::{Align, Layout, Role, ScrollArea, Ui};

use super::glossary_page::GlossaryPage;
use super::looking_at::LookingAt;
use super::{first_steps, shortcuts};
use crate::app::commands::UserCommand;
use crate::app::messages::Messages;
use crate::app::widgets::named;

/// Which page is open, and what has been looked for.
#[derive(Default)]
pub struct Help {
    /// The page, by the command that opens it.
    page: Option<UserCommand>,
    glossary: GlossaryPage,
}

/// The pages, by their commands, and what they are called where there is little room.
const PAGES: [(UserCommand, &str); 4] = [
    (UserCommand::FirstSteps, "First steps"),
    (UserCommand::LookingAt, "On screen"),
    (UserCommand::Glossary, "Glossary"),
    (UserCommand::Shortcuts, "Keys"),
];

impl Help {
    pub fn is_open(&self) -> bool {
        self.page.is_some()
    }

    /// Opens a page, or closes the one that is open. The glossary is opened at what is pointed at.
    pub fn turn_to(&mut self, page: UserCommand, topic: Option<&'static str>) {
        match topic.filter(|_| page == UserCommand::Glossary) {
            Some(topic) if self.glossary.look_up(topic) => self.page = Some(page),
            _ if self.page == Some(page) => self.page = None,
            _ => self.page = Some(page),
        }
    }

    /// Opens the glossary at an entry.
    pub fn look_up(&mut self, topic: &'static str) {
        self.page = Some(UserCommand::Glossary);
        self.glossary.look_up(topic);
    }

    /// Draws the open page, under a row that leads to the others.
    pub fn ui(&mut self, ui: &mut Ui, seen: &LookingAt<'_>, messages: &mut Messages) {
        let Some(page) = self.page else {
            return;
        };
        self.pages_ui(ui, page);
        ui.separator();
        ui.heading(page.row().label);
        if page == UserCommand::Glossary {
            return self.glossary.ui(ui);
        }
        let scroll = ScrollArea::vertical().auto_shrink([false, false]);
        scroll.id_salt(page.row().label).show(ui, |ui| {
            // The scrollbar covers no words.
            ui.set_max_width(ui.available_width() - 10.0);
            match page {
                UserCommand::LookingAt => seen.ui(ui, messages),
                UserCommand::Shortcuts => shortcuts::shortcuts_ui(ui),
                _ => first_steps::first_steps_ui(ui),
            }
        });
    }

    fn pages_ui(&mut self, ui: &mut Ui, page: UserCommand) {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            for (other, name) in PAGES {
                let button = ui.selectable_label(other == page, name);
                if button.on_hover_text(other.row().hover).clicked() {
                    self.page = Some(other);
                }
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let close = named(ui.small_button("✖"), Role::Button, "Close help");
                let hover = "Close this panel; the Help menu brings it back.";
                if close.on_hover_text(hover).clicked() {
                    self.page = None;
                }
            });
        });
    }
}
