//! A lesson that somebody takes: where they are, and what is to be done next. It does nothing by itself: it says
//! what the window is to do.

use std::path::PathBuf;

use super::progress::Progress;
use super::record::{Record, Sight};
use crate::engine::condition::Truth;
use crate::engine::{Proof, Scene, Snapshot};
use crate::lesson::{Answer, Expected, Lesson, LessonError, Step, lesson, open};

/// Where a lesson comes from, so that progress in it is found again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// By its name.
    BuiltIn(&'static str),
    File(PathBuf),
}

/// How far a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Nothing has been done yet.
    Before,
    /// What it does is under way.
    Under {
        /// The run must be another than that of this generation; `None`: it goes on.
        after: Option<u64>,
        /// The iteration at which it began, once the run is there, and the ticks of the clocks then.
        begun: Option<(u64, [u64; 3])>,
    },
    After,
}

/// What the window is to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Deed {
    /// Begin anew with a scenario.
    Load(String),
    /// Change the running scenario by settings of the form KEY=VALUE.
    Change(Vec<String>),
    /// Run so fast that so many iterations take so many seconds.
    Play(u64, f64),
    /// Run as fast as possible for so many iterations.
    Rush(u64),
    Pause,
    /// Tell the learner.
    Say(String),
}

/// A lesson that somebody takes.
pub struct Sitting {
    pub lesson: Lesson,
    pub source: Source,
    pub at: usize,
    pub phase: Phase,
    pub records: Vec<Record>,
    /// The answer that is being given.
    pub draft: Option<Answer>,
}

impl Source {
    /// Reads the lesson.
    pub fn open(&self) -> Result<Lesson, LessonError> {
        match self {
            Self::BuiltIn(name) => match lesson(name) {
                Some(found) => found.open().cloned().map_err(LessonError::clone),
                None => Err(LessonError {
                    source_name: (*name).to_owned(),
                    line: None,
                    why: "is no built-in lesson".to_owned(),
                }),
            },
            Self::File(path) => open(path),
        }
    }

    /// The name under which progress is remembered.
    pub fn key(&self) -> String {
        match self {
            Self::BuiltIn(name) => (*name).to_owned(),
            Self::File(path) => path.display().to_string(),
        }
    }
}

impl Sitting {
    /// Takes a lesson from where somebody has come.
    pub fn new(lesson: Lesson, source: Source, progress: Option<&Progress>) -> Self {
        let steps = lesson.steps.len();
        let progress = progress.filter(|progress| progress.steps == steps && !progress.is_done());
        let mut records = progress.map_or_else(Vec::new, |progress| progress.records.clone());
        records.resize(steps, Record::default());
        Self {
            lesson,
            source,
            at: progress.map_or(0, |progress| progress.at.min(steps)),
            phase: Phase::Before,
            records,
            draft: None,
        }
    }

    /// The step that is on, unless the lesson is done.
    pub fn step(&self) -> Option<&Step> {
        self.lesson.steps.get(self.at)
    }

    pub fn progress(&self) -> Progress {
        Progress {
            at: self.at,
            steps: self.lesson.steps.len(),
            records: self.records.clone(),
        }
    }

    /// Whether nothing may run: somebody has yet to commit to an answer.
    pub fn holds_still(&self) -> bool {
        let asks = self.step().is_some_and(|step| step.question.is_some());
        asks && self.phase == Phase::Before
    }

    /// Whether the answer that is being given can be committed to.
    pub fn can_go(&self) -> bool {
        self.step()
            .is_some_and(|step| step.question.is_none() || self.draft.is_some())
    }

    /// What there is to do when a step is come to; `jumped`: not from the one before it.
    pub fn enter(&mut self, jumped: bool) -> Vec<Deed> {
        self.draft = None;
        self.phase = Phase::Before;
        let Some(step) = self.step() else {
            return vec![Deed::Pause];
        };
        let mut deeds = match (self.at, jumped && !step.begins) {
            (0, _) => vec![Deed::Load(self.lesson.scenario.clone())],
            (_, true) => self.lead_to_here(),
            // Who is to press a button sees first what it acts on, before it has moved.
            (_, false) if step.begins && !step.presses.is_empty() => {
                vec![Deed::Pause, Deed::Load(step.scenario_text.clone())]
            }
            (_, false) => Vec::new(),
        };
        match self.at {
            // Free play.
            0 => deeds.push(Deed::Play(0, 0.0)),
            // It stands still where it rushes to.
            _ if deeds.iter().any(|deed| matches!(deed, Deed::Rush(_))) => {}
            _ => deeds.push(Deed::Pause),
        }
        deeds
    }

    /// Brings a run to where a step begins that goes on with it.
    fn lead_to_here(&self) -> Vec<Deed> {
        let steps = &self.lesson.steps;
        let begins = steps[..self.at]
            .iter()
            .rposition(|step| step.begins)
            .unwrap_or(0);
        let run: u64 = steps[begins..self.at].iter().map(|step| step.within).sum();
        let before = &steps[self.at - 1];
        let mut deeds = vec![Deed::Load(before.scenario_text.clone())];
        if run > 0 {
            deeds.push(Deed::Rush(run));
        }
        deeds
    }

    /// What there is to do once somebody has committed to an answer, or wants to see what needs none.
    pub fn go(&mut self, now: &Snapshot) -> Vec<Deed> {
        let Some(step) = self.lesson.steps.get(self.at) else {
            return Vec::new();
        };
        let mut record = Record {
            answer: self.draft.take(),
            ..Record::default()
        };
        if !step.acts() {
            record.ended = true;
            record.came_true = true;
            record.right = right_of_knowledge(step, record.answer.as_ref());
            self.records[self.at] = record;
            self.phase = Phase::After;
            return Vec::new();
        }
        self.records[self.at] = record;
        let begins = step.begins && step.presses.is_empty();
        self.phase = Phase::Under {
            after: begins.then_some(now.generation),
            begun: (!begins).then_some((now.iteration, now.ticks)),
        };
        let mut deeds = Vec::new();
        match begins {
            true => deeds.push(Deed::Load(step.scenario_text.clone())),
            false if !step.changes.is_empty() => deeds.push(Deed::Change(step.changes.clone())),
            false => {}
        }
        deeds.push(match step.presses.is_empty() {
            true => Deed::Play(step.within, step.seconds),
            false => Deed::Pause,
        });
        deeds
    }

    /// Looks at what runs; says what there is to do if the step has ended with that.
    fn look(&mut self, scene: &Scene, sight: Sight<'_>) -> Vec<Deed> {
        let snapshot = &*scene.snapshot;
        let Phase::Under { after, begun } = self.phase else {
            return Vec::new();
        };
        let same_run = sight.findings.generation == snapshot.generation;
        if after == Some(snapshot.generation) || !same_run || snapshot.past {
            return Vec::new();
        }
        let Some((since, ticks)) = begun else {
            let begun = Some((0, [0; 3]));
            self.phase = Phase::Under { after: None, begun };
            return Vec::new();
        };
        let Some(step) = self.lesson.steps.get(self.at) else {
            return Vec::new();
        };
        // What was not analysed yet has not been seen.
        let has_moved = sight.findings.iteration > since
            || (snapshot.ticks != ticks && sight.findings.iteration == snapshot.weights_iteration);
        let made = sight.findings.iteration.saturating_sub(since);
        let until = step.until.as_ref();
        let came_true =
            has_moved && until.is_some_and(|until| sight.truth(until, since) == Truth::Holds);
        let is_over = step.within > 0 && made >= step.within;
        let stopped = snapshot.blow_up.is_some();
        if !came_true && !is_over && !stopped {
            return Vec::new();
        }
        let fulfilled = came_true || (until.is_none() && !stopped);
        self.records[self.at].end(step, sight, since, fulfilled);
        self.phase = Phase::After;
        vec![
            Deed::Pause,
            Deed::Say(super::told::ended(step, &self.records[self.at])),
        ]
    }

    /// How many iterations of the step are made, of how many.
    pub fn made(&self, now: &Snapshot) -> Option<(u64, u64)> {
        let Phase::Under {
            begun: Some((since, _)),
            ..
        } = self.phase
        else {
            return None;
        };
        let step = self.step().filter(|step| step.within > 0)?;
        Some((
            now.iteration.saturating_sub(since).min(step.within),
            step.within,
        ))
    }

    /// Goes to another step.
    pub fn move_to(&mut self, at: usize) -> Vec<Deed> {
        let before = self.at;
        self.at = at.min(self.lesson.steps.len());
        let came_on = self.at == before + 1 && (before == 0 || self.records[before].ended);
        self.enter(!came_on)
    }

    /// Begins the lesson again, with nothing answered.
    pub fn restart(&mut self) -> Vec<Deed> {
        self.at = 0;
        self.records = vec![Record::default(); self.lesson.steps.len()];
        self.enter(true)
    }

    /// What was predicted and what happened, as text.
    pub fn summary(&self) -> String {
        super::told::summary(&self.lesson, &self.records)
    }

    /// Looks at a scene, and at the latest look ahead that had something to compare.
    pub fn see(&mut self, scene: &Scene, latest: Option<&Proof>) -> Vec<Deed> {
        let Some(findings) = scene.findings.clone() else {
            return Vec::new();
        };
        let sight = Sight {
            findings: &findings,
            proofs: [latest, scene.proof.as_deref()],
        };
        self.look(scene, sight)
    }

    /// What the question of this step measures takes a look ahead.
    pub fn wants_proof(&self) -> bool {
        let looked_ahead = ["gradient_angle", "balanced_signal", "ratio_error"];
        let measures = self.step().map(Step::measures).unwrap_or_default();
        measures
            .iter()
            .any(|measure| looked_ahead.contains(&measure.key))
    }
}

/// Whether an answer is right where nothing runs.
fn right_of_knowledge(step: &Step, answer: Option<&Answer>) -> Option<bool> {
    match (step.question.as_ref().map(|q| &q.expected), answer?) {
        (Some(Expected::Choice { right, .. }), Answer::Choice(chosen)) => Some(chosen == right),
        _ => None,
    }
}
