//! The engine behind the window: what it was told last, as it hears of changes once a frame, and what
//! it last said. Nothing of that is the user's, and nothing is saved.

use std::io;
use std::sync::Arc;

use crate::analysis::Method;
use crate::app::commands::Needs;
use crate::app::document::Document;
use crate::engine::{Command, Engine, Looking, Pace, Proof, Scene, Side, Timeline, Wake, Wants};
use crate::model::Rules;

/// The latest look at an update that had something to compare: updates outside the overlap of the
/// windows teach nothing.
#[derive(Debug, Clone, Default)]
pub struct LatestProof(Option<Arc<Proof>>);

impl LatestProof {
    /// Takes over the look of a newer scene if it has something to compare; forgets that of a run
    /// which is over.
    pub fn follow(&mut self, scene: &Scene) {
        let fits = |proof: &&Arc<Proof>| {
            proof.agreement.is_some() && proof.generation == scene.snapshot.generation
        };
        let newer = scene.proof.as_ref().filter(fits);
        self.0 = newer.or(self.0.as_ref().filter(fits)).cloned();
    }

    pub fn get(&self) -> Option<&Proof> {
        self.0.as_deref()
    }
}

#[derive(Clone, Copy, PartialEq)]
struct Told {
    /// The rules of side A and, if there is one, of side B.
    rules: [Option<Rules>; 2],
    pace: Pace,
    method: Method,
}

/// The engine, what it was told last, and what it last said of each side.
pub struct EngineLink {
    engine: Engine,
    wake: Wake,
    told: Option<Told>,
    /// What was last wanted of a simulation that stands still: of which run, and where.
    asked: Option<(u64, [u64; 3], Wants)>,
    pub scenes: [Option<Scene>; 2],
    /// What is known of the past.
    pub timeline: Option<Arc<Timeline>>,
    /// The latest looks at updates.
    pub proofs: [LatestProof; 2],
}

impl EngineLink {
    /// Starts an engine that calls `wake` when there is something new; fails when the system refuses it
    /// its threads.
    pub fn start(wake: Wake) -> io::Result<Self> {
        Ok(Self {
            engine: Engine::start(Arc::clone(&wake))?,
            wake,
            told: None,
            asked: None,
            scenes: Default::default(),
            timeline: None,
            proofs: Default::default(),
        })
    }

    /// Starts another engine after the last one failed.
    pub fn restart(&mut self) -> io::Result<()> {
        let failed = std::mem::replace(self, Self::start(Arc::clone(&self.wake))?);
        // Its threads may take a while to end; nobody needs to wait for them.
        std::thread::spawn(move || drop(failed));
        Ok(())
    }

    pub fn send(&mut self, command: Command) {
        self.engine.send(command);
    }

    /// What a thread said when it failed.
    pub fn crash(&self) -> Option<Arc<String>> {
        self.engine.crash()
    }

    /// Takes over what the engine has to show, of side A and, while two sides are compared, of side B.
    pub fn look(&mut self) {
        self.engine.flush();
        if let Some((scene, beside)) = self.engine.scenes() {
            self.scenes = [Some(scene), beside];
            self.timeline = self.engine.timeline();
            for (scene, proof) in self.scenes.iter().zip(&mut self.proofs) {
                scene.iter().for_each(|scene| proof.follow(scene));
            }
        }
    }

    /// Asks for what views on screen would like to have worked out.
    pub fn want(&mut self, wants: Wants) {
        if wants.firing {
            self.engine.want_firing();
        }
        if wants.proof {
            self.engine.want_proof();
        }
        if wants.stability {
            self.engine.want_stability();
        }
        self.look_standing_still(wants);
    }

    /// Standing still, nothing is published, so nothing is worked out: what is wanted of a state is asked
    /// for once.
    fn look_standing_still(&mut self, wants: Wants) {
        let Some(scene) = &self.scenes[0] else {
            return;
        };
        let snapshot = &scene.snapshot;
        let asked = (snapshot.generation, snapshot.ticks, wants);
        if snapshot.running || self.asked == Some(asked) {
            return;
        }
        self.asked = Some(asked);
        if wants.proof || wants.stability {
            self.send(Command::Look);
        }
    }

    /// The engine has taken over other rules by itself: it is told all of them again.
    pub fn forget_told(&mut self) {
        self.told = None;
    }

    /// The moment of the past that is shown, if it is.
    pub fn past(&self) -> Option<Looking> {
        self.timeline.as_ref()?.past
    }

    /// Whether there is what a command needs.
    pub fn meets(&self, needs: Needs) -> bool {
        match needs {
            Needs::Past => self.past().is_some(),
            Needs::ExactPast | Needs::ExactPastAlone => {
                self.past().is_some_and(|past| past.is_exact)
            }
            Needs::OldCourse => (self.timeline.as_ref()).is_some_and(|t| t.left.is_some()),
            Needs::Nothing
            | Needs::ChangeToTakeBack
            | Needs::ChangeToMakeAgain
            | Needs::SetAside
            | Needs::Comparison
            | Needs::NoComparison => true,
        }
    }

    /// Tells the engine which rules, which pace and which method have changed.
    pub fn tell(&mut self, document: &Document, pace: Pace) {
        let told = Told {
            rules: Side::ALL.map(|side| document.live_rules(side)),
            pace,
            method: document.scenario.method,
        };
        let before = self.told.replace(told);
        for (side, rules) in Side::ALL.into_iter().zip(told.rules) {
            let known = before.and_then(|before| before.rules[side as usize]);
            if let Some(rules) = rules.filter(|rules| known != Some(*rules)) {
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
