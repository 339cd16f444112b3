//! Unsaved changes: whether they would be lost, what the user has agreed to lose, and what must
//! outlive a crash.

use crate::app::document::Document;
use crate::app::messages::Message;
use crate::app::workspace::Unsaved;
use crate::scenario::Scenario;

/// What stands between unsaved changes and their loss.
#[derive(Default)]
pub struct UnsavedChanges {
    /// What to go on with once the document is saved.
    pub after_saving: Option<Message>,
    /// The user has agreed to close the window.
    pub may_close: bool,
    /// Changes that the user has agreed to lose.
    given_up: Option<Scenario>,
    /// The scenario when it was last looked at, once it has been.
    seen: Option<Scenario>,
    /// Whether there is something that has not been stored yet.
    stale: bool,
}

impl UnsavedChanges {
    /// Whether the document has changes that the user has not agreed to lose.
    pub fn are_at_stake(&self, document: &Document) -> bool {
        let given_up = self.given_up.as_ref() == Some(&document.scenario);
        self.holds_window(document) && !given_up
    }

    /// Whether another document may be shown without a question: what has no file of its own is set
    /// aside with its changes, and can be brought back.
    pub fn can_be_set_aside(&self, document: &Document) -> bool {
        document.path.is_none() && self.are_at_stake(document)
    }

    /// Whether the window stays open until the user has decided.
    pub fn holds_window(&self, document: &Document) -> bool {
        document.is_unsaved() && !self.may_close
    }

    /// The user agrees to lose the changes; they stay until something else has really been opened.
    pub fn give_up(&mut self, document: &Document) {
        self.given_up = Some(document.scenario.clone());
    }

    /// Another document is open: what was given up is gone.
    pub fn forget(&mut self) {
        self.given_up = None;
    }

    /// Whether there is something to be stored soon.
    pub fn wait_to_be_stored(&mut self, document: &Document) -> bool {
        if self.seen.as_ref() != Some(&document.scenario) {
            self.seen = Some(document.scenario.clone());
            self.stale = true;
        }
        self.stale
    }

    /// What must outlive a crash; it counts as stored from here on.
    pub fn store(&mut self, document: &Document) -> Option<Unsaved> {
        self.stale = false;
        self.holds_window(document).then(|| Unsaved::of(document))
    }
}
