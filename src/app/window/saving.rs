//! Saving the scenario: as it stands, or as it happened.

use std::path::Path;

use egui::Context;

use super::AccordanceApp;
use crate::app::document::Document;
use crate::app::happened::fits;
use crate::app::jobs::Purpose;
use crate::app::questions::{Question, SavingQuestion};
use crate::scenario::Scenario;

/// What is saved where somebody has changed numbers while they ran.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Saves {
    /// The numbers as they stand; a run begins with them.
    #[default]
    AsItStands,
    /// As the run began, with what was changed at its moments.
    AsItHappened,
}

impl AccordanceApp {
    /// Saves the document to its file, or asks where to; asks first what to save if that is a question.
    pub(super) fn save_document(&mut self, elsewhere: bool, ctx: &Context) {
        let document = &self.session.document;
        let happened = self.session.as_it_happened();
        match happened.filter(|happened| *happened != *document.as_begun()) {
            Some(happened) => {
                let question = SavingQuestion {
                    changes: changes_of(&happened),
                    fits: fits(&happened),
                    elsewhere,
                };
                self.shell.question = Some(Question::Saving(question));
            }
            None => self.save(Saves::AsItStands, elsewhere, ctx),
        }
    }

    /// Saves to the file of the document, or asks where to.
    pub(super) fn save(&mut self, what: Saves, elsewhere: bool, ctx: &Context) {
        self.unsaved.saves = what;
        let path = self.session.document.path.clone();
        match path.filter(|_| !elsewhere) {
            Some(path) => self.save_to(&path, ctx),
            None => {
                let name = format!("{}.accordance", self.file_stem());
                self.jobs.ask_for_file(Purpose::SaveScenario, &name);
            }
        }
    }

    pub(super) fn save_to(&mut self, path: &Path, ctx: &Context) {
        let happened = match std::mem::take(&mut self.unsaved.saves) {
            Saves::AsItStands => None,
            Saves::AsItHappened => self.session.as_it_happened(),
        };
        let document = &mut self.session.document;
        let mut scenario = happened.unwrap_or_else(|| document.as_begun().into_owned());
        if let Some(name) = own_name(document, &scenario, path) {
            scenario.name = name;
        }
        let changes = changes_of(&scenario);
        let saved = document.save_to(scenario, path);
        match saved {
            Ok(backup) => {
                self.unsaved.settle(&self.session);
                self.shell.workspace.remember(path);
                let kept = backup.map(|b| format!("; what it replaced is in {}", b.display()));
                let left_out = match changes
                    .saturating_sub(changes_of(&self.session.document.scenario))
                {
                    0 => "",
                    _ => "; changes that do not go with the numbers as they are now were left out",
                };
                let (path, kept) = (path.display(), kept.unwrap_or_default());
                let said = format!("Saved to {path}{kept}{left_out}.");
                self.shell.notices.say(said);
                if let Some(next) = self.unsaved.after_saving.take() {
                    self.apply(next, ctx);
                }
            }
            Err(error) => {
                self.unsaved.after_saving = None;
                self.shell.notices.fail(error.to_string());
            }
        }
    }
}

/// What a scenario is called from now on if it is saved to another file, of another name, and the user has not
/// named it: as its file, so that two studies do not go by one name.
fn own_name(document: &Document, scenario: &Scenario, path: &Path) -> Option<String> {
    let stem = path.file_stem()?.to_str()?.trim();
    let moves = document.path.as_deref() != Some(path);
    let is_named = scenario.name != document.saved.name;
    let fits = file_stem(&scenario.name) == file_stem(stem);
    (moves && !is_named && !fits && !stem.is_empty()).then(|| stem.to_owned())
}

/// How many changes a scenario holds, on both sides.
fn changes_of(scenario: &Scenario) -> usize {
    let b = scenario.compare.iter().map(|b| b.changes.len());
    scenario.changes.len() + b.sum::<usize>()
}

/// A name, as a file may have it.
pub(super) fn file_stem(name: &str) -> String {
    let stem = name
        .to_lowercase()
        .replace(|c: char| !c.is_alphanumeric(), "-");
    stem.trim_matches('-').to_owned()
}
