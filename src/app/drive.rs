//! Drives the engine as the document says: what it runs, by which rules, and how fast.

use std::sync::Arc;

use super::action::Action;
use super::document::Document;
use super::window::AccordanceApp;
use crate::analysis::Method;
use crate::engine::{Command, Engine, Pace, Side};
use crate::model::{Loss, Rules, Topology};
use crate::scenario::Scenario;

/// What the engine was told last.
#[derive(Clone, Copy, PartialEq)]
pub struct Told {
    /// The rules of side A and, if there is one, of side B.
    rules: [Option<Rules>; 2],
    pace: Pace,
    method: Method,
}

impl AccordanceApp {
    /// Tells the engine what has changed: whether two sides are compared, the rules, the pace.
    pub(super) fn tell_engine(&mut self) {
        if self.document.begins_comparison() {
            // A side B that came by undo: both begin again, so that they stand at the same time.
            self.restart_simulation();
        } else if self.document.ends_comparison() {
            self.document.beside = None;
            self.engine.send(Command::EndComparison);
        }
        let told = Told {
            rules: Side::ALL.map(|side| self.document.live_rules(side)),
            pace: match self.workspace.full_speed {
                true => Pace::Full,
                false => Pace::ModelMsPerSecond(self.workspace.speed),
            },
            method: self.document.scenario.method,
        };
        let before = self.told.replace(told);
        for side in Side::ALL {
            let rules = told.rules[side as usize];
            if let Some(rules) = rules
                && before.and_then(|before| before.rules[side as usize]) != Some(rules)
            {
                self.engine.send(Command::SetRules(side, Box::new(rules)));
            }
        }
        if before.map(|before| before.pace) != Some(told.pace) {
            self.engine.send(Command::SetPace(told.pace));
        }
        if before.map(|before| before.method) != Some(told.method) {
            self.engine.send(Command::SetMethod(told.method));
        }
    }

    /// Lets the engine begin with what the document holds.
    pub(super) fn load_into_engine(&mut self) {
        let stopped = self.blow_up().is_some();
        self.engine.send(Command::Load {
            scenario: Box::new(self.document.scenario.side_a()),
            given: self.document.given.clone(),
            samples: self.document.samples.clone(),
            beside: self.document.beside_to_load().map(Box::new),
        });
        if stopped {
            self.engine.send(Command::Play);
        }
    }

    /// The side that stopped the simulation, if one did.
    pub(super) fn blow_up(&self) -> Option<Side> {
        let stopped = |side: &Side| {
            let scene = self.scene_of(*side);
            scene.is_some_and(|scene| scene.snapshot.blow_up.is_some())
        };
        Side::ALL.into_iter().find(stopped)
    }

    /// Begins the simulation again with the scenario as it stands.
    pub(super) fn restart_simulation(&mut self) {
        match self.document.begin() {
            Ok(()) => {
                self.load_into_engine();
                let seed = self.document.scenario.run.seed;
                self.notices.say(format!("Began again with seed {seed}."));
            }
            Err(error) => self.notices.fail(error.to_string()),
        }
    }

    /// Starts another engine after the last one failed.
    pub(super) fn restart_engine(&mut self) {
        match Engine::start(Arc::clone(&self.wake)) {
            Ok(engine) => {
                let failed = std::mem::replace(&mut self.engine, engine);
                // Its threads may take a while to end; nobody needs to wait for them.
                std::thread::spawn(move || drop(failed));
                self.told = None;
                self.scene = None;
                self.load_into_engine();
                self.notices.say("The simulation was restarted.");
            }
            Err(error) => self.notices.fail(format!("The simulation cannot be restarted: {error}; save your scenario and start the program again.")),
        }
    }

    /// Changes the scenario of a side.
    pub(super) fn change(&mut self, side: Side, action: Action) {
        match action {
            Action::SetNumbers(numbers) => self.document.change(side, |scenario| {
                for (quantity, value) in numbers {
                    (quantity.set)(scenario, value);
                }
            }),
            Action::SetBalance(balance) => self
                .document
                .change(side, |scenario| scenario.rules.balance = balance),
            Action::SetLoss(loss) => self.set_loss(side, loss),
            Action::SetExtraSynapses { skip, recurrent } => {
                self.document.change(side, |scenario| {
                    if let Topology::Layered(layers) = &mut scenario.network.topology {
                        (layers.skip, layers.recurrent) = (skip, recurrent);
                    }
                });
                self.restart_simulation();
            }
            _ => {}
        }
    }

    /// Another loss needs other targets, so the simulation begins again, if the task allows it.
    fn set_loss(&mut self, side: Side, loss: Loss) {
        let before = self.document.scenario.clone();
        self.document
            .change(side, |scenario| scenario.rules.teaching.loss = loss);
        self.restart_simulation();
        if self.document.needs_reset() {
            // Refused, and the message says why.
            self.document.scenario = before;
        }
    }

    /// Begins to work out the three-clock map of side A.
    pub(super) fn start_clock_map(&mut self) {
        let Document {
            scenario, samples, ..
        } = &self.document;
        if let Some(samples) = samples {
            let samples = Arc::clone(samples);
            self.jobs.start_clock_map(&scenario.side_a(), samples);
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

    /// Begins again with another seed.
    pub(super) fn new_seed(&mut self) {
        let seed = &mut self.document.scenario.run.seed;
        *seed = seed.wrapping_add(1) % (1 << 53);
        self.restart_simulation();
    }
}
