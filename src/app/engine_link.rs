//! The engine behind the window: what it was told last, as it hears of changes once a frame, and what
//! it last said. Nothing of that is the user's, and nothing is saved.

use std::io;
use std::sync::Arc;

use crate::analysis::Method;
use crate::app::commands::Needs;
use crate::app::document::Document;
use crate::engine::{
    Command, Course, Engine, Focus, Looking, Pace, Proof, Scene, Side, Timeline, Wake, Wants,
};
use crate::model::Rules;
use crate::scenario::{Scenario, merged};

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

/// The courses of both sides, as far as they were seen.
pub type Seen = [Option<Arc<Course>>; 2];

/// The generations of both sides, and the course that they take.
type RunOnScreen = (u64, Option<u64>, u64);

/// The engine, what it was told last, and what it last said of each side.
pub struct EngineLink {
    engine: Engine,
    wake: Wake,
    told: Option<Told>,
    /// What was last wanted of a simulation that stands still: of which run, and where.
    asked: Option<(u64, [u64; 3], Wants)>,
    /// What was last seen of the course of each side.
    pub seen: Seen,
    /// What was on screen when it was left, until the other is there.
    left: Option<RunOnScreen>,
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
            seen: Seen::default(),
            left: None,
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

    /// Asks for a part of the matrices in as many cells as can be seen.
    pub fn focus(&self, focus: Option<Focus>) {
        self.engine.want_focus(focus);
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

    /// The simulation begins again with the document.
    pub fn begin(&mut self, document: &Document) {
        self.leave_run();
        self.seen = Seen::default();
        if let Some(told) = &mut self.told {
            told.rules = Side::ALL.map(|side| document.live_rules(side));
        }
    }

    /// Other sides, or another course: what is still told of the present ones counts no more.
    pub fn leave_run(&mut self) {
        self.left = self.run();
    }

    /// One side has become what the other is.
    pub fn copy_side(&mut self, from: Side) {
        self.leave_run();
        let [from, to] = [from as usize, from.other() as usize];
        self.seen[to] = self.seen[from].clone();
        if let Some(told) = &mut self.told {
            told.rules[to] = told.rules[from];
        }
    }

    /// The sides have changed places.
    pub fn swap_sides(&mut self) {
        self.leave_run();
        self.seen.swap(0, 1);
        if let Some(told) = &mut self.told {
            told.rules.swap(0, 1);
        }
    }

    /// Which runs are on screen, and which course they take.
    fn run(&self) -> Option<RunOnScreen> {
        let [a, b] = &self.scenes;
        let (a, b) = (&a.as_ref()?.snapshot, b.as_ref().map(|b| &b.snapshot));
        Some((a.generation, b.map(|b| b.generation), a.course))
    }

    /// The courses of the runs on screen, as far as they are known.
    pub fn courses(&self) -> Option<&[Option<Arc<Course>>; 2]> {
        let timeline = self.timeline.as_ref();
        timeline
            .filter(|_| self.run() != self.left)
            .map(|timeline| &timeline.courses)
    }

    /// What the scenario has changed by itself since this was last asked: on which side, and what that has made
    /// of the rules that were last told.
    pub fn follow(&mut self) -> Vec<(Side, [Rules; 2])> {
        let Some((courses, told)) = self.courses().cloned().zip(self.told.as_mut()) else {
            return Vec::new();
        };
        let mut news = Vec::new();
        for (side, course) in Side::ALL.into_iter().zip(courses) {
            let (seen, rules) = (
                &mut self.seen[side as usize],
                &mut told.rules[side as usize],
            );
            let (Some(course), Some(rules)) = (course, rules) else {
                continue;
            };
            let was = *rules;
            for [before, after] in course.planned_since(seen.as_deref()) {
                let mine = Scenario {
                    rules: *rules,
                    ..course.begun().side_a()
                };
                *rules = merged(&mine, &before, &after);
            }
            *seen = Some(course);
            if *rules != was {
                news.push((side, [was, *rules]));
            }
        }
        news
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
            let Some(rules) = rules.filter(|rules| known != Some(*rules)) else {
                continue;
            };
            let now = Box::new(rules);
            self.send(match known.map(Box::new) {
                Some(was) => Command::ChangeRules { side, was, now },
                None => Command::SetRules(side, now),
            });
        }
        if before.map(|before| before.pace) != Some(told.pace) {
            self.send(Command::SetPace(told.pace));
        }
        if before.map(|before| before.method) != Some(told.method) {
            self.send(Command::SetMethod(told.method));
        }
    }
}
