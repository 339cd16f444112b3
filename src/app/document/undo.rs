//! Taking changes back, and making them again.

use super::{Document, Running};
use crate::scenario::Scenario;

impl Document {
    /// Lets undo see the scenario; call once a frame. `now` is in seconds.
    pub(in crate::app) fn watch(&mut self, now: f64) {
        self.undoer
            .feed_state(now, &self.folds.as_begun(&self.scenario));
    }

    /// Makes what is changed from here on a step of its own.
    pub(in crate::app) fn begin_step(&mut self) {
        let begun = self.folds.as_begun(&self.scenario);
        // What was taken back cannot be made again after a change, which only this call notices.
        self.undoer.feed_state(0.0, &begun);
        self.undoer.add_undo(&begun);
    }

    /// Takes back the last change.
    pub(in crate::app) fn undo(&mut self) {
        let begun = self.folds.as_begun(&self.scenario);
        if let Some(earlier) = self.undoer.undo(&begun) {
            self.scenario = self.folds.shown_again(earlier);
        }
    }

    /// Makes it again.
    pub(in crate::app) fn redo(&mut self) {
        let begun = self.folds.as_begun(&self.scenario);
        if let Some(later) = self.undoer.redo(&begun) {
            self.scenario = self.folds.shown_again(later);
        }
    }

    /// Whether a side has other layers, or another task, than run: then what the window offers to change is not
    /// what it shows.
    pub(in crate::app) fn was_rebuilt(&self) -> bool {
        let differs = |running: &Running, scenario: &Scenario| {
            let [run, wanted] = [&running.network.network, &scenario.network];
            let layered = run.topology.layers().or(wanted.topology.layers()).is_some();
            layered && run.topology != wanted.topology || running.network.task != scenario.task
        };
        let b = self.scenario.side_b();
        let mut beside = self.beside.iter().zip(&b);
        differs(&self.running, &self.scenario) || beside.any(|(running, b)| differs(running, b))
    }
}
