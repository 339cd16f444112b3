//! The engine behind the window, and what it was told last: it hears of changes once a frame.

use std::io;
use std::sync::Arc;

use crate::analysis::Method;
use crate::app::document::Document;
use crate::engine::{Command, Engine, Pace, Scene, Side, Wake, Wants};
use crate::model::Rules;

/// What the engine was told last.
#[derive(Clone, Copy, PartialEq)]
struct Told {
    /// The rules of side A and, if there is one, of side B.
    rules: [Option<Rules>; 2],
    pace: Pace,
    method: Method,
}

/// The engine, and what it was told last.
pub struct EngineLink {
    engine: Engine,
    wake: Wake,
    told: Option<Told>,
}

impl EngineLink {
    /// Starts an engine that calls `wake` when there is something new.
    ///
    /// # Errors
    /// When the system refuses the engine its threads.
    pub fn start(wake: Wake) -> io::Result<Self> {
        Ok(Self {
            engine: Engine::start(Arc::clone(&wake))?,
            wake,
            told: None,
        })
    }

    /// Starts another engine after the last one failed.
    ///
    /// # Errors
    /// When the system refuses the engine its threads.
    pub fn restart(&mut self) -> io::Result<()> {
        let failed = std::mem::replace(self, Self::start(Arc::clone(&self.wake))?);
        // Its threads may take a while to end; nobody needs to wait for them.
        std::thread::spawn(move || drop(failed));
        Ok(())
    }

    /// Sends a command.
    pub fn send(&mut self, command: Command) {
        self.engine.send(command);
    }

    /// What a thread said when it failed.
    pub fn crash(&self) -> Option<Arc<String>> {
        self.engine.crash()
    }

    /// The latest scenes, of side A and of side B, once there are some.
    pub fn scenes(&mut self) -> Option<(Scene, Option<Scene>)> {
        self.engine.flush();
        self.engine.scenes()
    }

    /// Asks for what views on screen would like to have worked out.
    pub fn want(&self, wants: Wants) {
        if wants.proof {
            self.engine.want_proof();
        }
        if wants.stability {
            self.engine.want_stability();
        }
    }

    /// The engine has taken over other rules by itself: it is told all of them again.
    pub fn forget_told(&mut self) {
        self.told = None;
    }

    /// Tells the engine which rules, which pace and which method have changed.
    pub fn tell(&mut self, document: &Document, pace: Pace) {
        let told = Told {
            rules: Side::ALL.map(|side| document.live_rules(side)),
            pace,
            method: document.scenario.method,
        };
        let before = self.told.replace(told);
        for side in Side::ALL {
            let rules = told.rules[side as usize];
            if let Some(rules) = rules
                && before.and_then(|before| before.rules[side as usize]) != Some(rules)
            {
                self.send(Command::SetRules(side, Box::new(rules)));
            }
        }
        if before.map(|before| before.pace) != Some(told.pace) {
            self.send(Command::SetPace(told.pace));
        }
        if before.map(|before| before.method) != Some(told.method) {
            self.send(Command::SetMethod(told.method));
        }
    }
}
