//! What the window does for the explorer: start a sweep, end it, and go to one of its runs.

use std::sync::Arc;

use super::window::AccordanceApp;
use crate::engine::Command;
use crate::engine::sweep::{Design, Plan, Sweep};
use crate::scenario::Scenario;

impl AccordanceApp {
    pub(super) fn start_sweep(&mut self, design: Design) {
        let plan = match Plan::new(design) {
            Ok(plan) => plan,
            Err(error) => return self.notices.fail(format!("No sweep: {error}.")),
        };
        let runs = plan.runs();
        match Sweep::start(plan, Arc::clone(&self.wake)) {
            Ok(sweep) => {
                // Shared with exports, which may outlive it on screen.
                self.sweep = Some(Arc::new(sweep));
                self.notices.say(format!("Sweep of {runs} runs begun."));
            }
            Err(error) => self
                .notices
                .fail(format!("The sweep cannot be started: {error}.")),
        }
    }

    pub(super) fn cancel_sweep(&mut self) {
        if let Some(sweep) = &self.sweep {
            sweep.cancel();
            self.notices
                .say("Sweep cancelled; the runs that are done stay.");
        }
    }

    /// Makes the scenario that of a run, which undo takes back, and goes to the end of the run.
    pub(super) fn show_run(&mut self, scenario: Scenario) {
        let (seed, iterations) = (scenario.run.seed, scenario.run.iterations);
        self.document.scenario = scenario;
        self.restart_simulation();
        if self.document.needs_reset() {
            return; // refused, and the message says why
        }
        self.tell_engine();
        self.engine.send(Command::PlayTo(iterations));
        self.notices.say(format!(
            "Seed {seed}, to its end at iteration {iterations}; Ctrl+Z brings back what was there."
        ));
    }
}
