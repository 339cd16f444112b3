//! Unsaved changes: whether they would be lost, what the user has agreed to lose, and what must
//! outlive a crash.

use super::saving::Saves;
use crate::app::document::Document;
use crate::app::messages::Message;
use crate::app::session::Session;
use crate::app::workspace::Unsaved;
use crate::scenario::Scenario;

/// What stands between unsaved changes and their loss.
#[derive(Default)]
pub struct UnsavedChanges {
    /// What to go on with once the document is saved.
    pub after_saving: Option<Message>,
    /// What is saved next.
    pub saves: Saves,
    /// The user has agreed to close the window.
    pub may_close: bool,
    /// Changes that the user has agreed to lose.
    given_up: Option<Scenario>,
    /// What was last looked at, once it has been.
    seen: Option<Seen>,
    /// How many of the changes made to what runs are saved.
    settled: usize,
    /// Whether there is something that has not been stored yet.
    stale: bool,
    /// What was stored last.
    stored: Option<Unsaved>,
}

/// What decides on what must outlive a crash.
struct Seen {
    scenario: Scenario,
    changes: usize,
    unsaved: bool,
}

impl UnsavedChanges {
    /// Whether the document has changes that the user has not agreed to lose.
    pub fn are_at_stake(&self, document: &Document) -> bool {
        let given_up = self.given_up.as_ref() == Some(&*document.as_begun());
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
        self.given_up = Some(document.as_begun().into_owned());
    }

    /// Another document is open: what was given up is gone.
    pub fn forget(&mut self) {
        self.given_up = None;
    }

    /// Nothing is saved now.
    pub fn forget_saving(&mut self) {
        self.after_saving = None;
        self.saves = Saves::default();
    }

    /// What was done to what runs is saved, in the way that the user has chosen.
    pub fn settle(&mut self, session: &Session) {
        self.settled = session.changes_made();
    }

    /// Whether there is something to be stored soon.
    pub fn wait_to_be_stored(&mut self, session: &Session) -> bool {
        let (document, changes) = (&session.document, session.changes_made());
        // Begun anew.
        self.settled = self.settled.min(changes);
        let done = changes > self.settled && !document.is_taught;
        let unsaved = document.is_unsaved() || done;
        let is_seen = |seen: &Seen| {
            seen.scenario == document.scenario && seen.changes == changes && seen.unsaved == unsaved
        };
        if !self.seen.as_ref().is_some_and(is_seen) {
            self.seen = Some(Seen {
                scenario: document.scenario.clone(),
                changes,
                unsaved,
            });
            self.stale = true;
        }
        self.stale
    }

    /// What must outlive a crash: what is not saved, and what was done to what runs. It counts as stored from
    /// here on.
    pub fn store(&mut self, session: &Session) -> Option<Unsaved> {
        if std::mem::take(&mut self.stale) {
            let unsaved = self.seen.as_ref().is_some_and(|seen| seen.unsaved);
            self.stored = unsaved.then(|| session.work());
        }
        self.stored.clone().filter(|_| !self.may_close)
    }
}
