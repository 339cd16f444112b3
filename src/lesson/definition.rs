//! What a lesson is.

use std::path::PathBuf;

use crate::engine::condition::Condition;
use crate::engine::measures::Measure;
use crate::model::Clock;
use crate::scenario::Scenario;

/// A lesson: free play, then steps, one after the other.
#[derive(Debug, Clone, PartialEq)]
pub struct Lesson {
    /// Its title.
    pub title: String,
    /// About how long it takes.
    pub minutes: u32,
    /// What it teaches, in one sentence.
    pub teaches: String,
    /// The text of the scenario with which it begins.
    pub scenario: String,
    /// The folder in which the files that this names are looked for.
    pub base_dir: Option<PathBuf>,
    /// Its steps; the first is free play.
    pub steps: Vec<Step>,
}

/// What is to be seen of the window in a step.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shown {
    /// The keys of the views, the first the largest; none: as the scenario has them.
    pub views: Vec<String>,
    /// The keys of the controls at hand; `None`: all of them.
    pub controls: Option<Vec<String>>,
}

/// One step of a lesson.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Its title.
    pub title: String,
    /// The line at which it begins, counted from 1.
    pub line: usize,
    /// What is read first, as Markdown.
    pub text: String,
    /// What is read after the question was answered and the run has ended, as Markdown; may be empty.
    pub explanation: String,
    /// The accessible names of what is pointed at.
    pub points: Vec<String>,
    /// What is to be seen.
    pub shown: Shown,
    /// Whether the simulation begins anew before what is changed is run.
    pub begins: bool,
    /// What the step changes of the scenario, in the form KEY=VALUE.
    pub changes: Vec<String>,
    /// What the learner is asked to change, in the same form.
    pub yours: Vec<String>,
    /// What the learner is asked to press, one after the other.
    pub presses: Vec<Press>,
    /// What is asked before anything runs.
    pub question: Option<Question>,
    /// The condition that ends it; without one it ends when its iterations are made.
    pub until: Option<Condition>,
    /// Within how many iterations, or after how many; zero where nothing runs.
    pub within: u64,
    /// About how many seconds these take.
    pub seconds: f64,
    /// The scenario of the simulation once the step has made its changes, without those of the learner.
    pub scenario: Scenario,
    /// The text of that scenario.
    pub scenario_text: String,
}

/// A button that moves a simulation that stands still.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Press {
    /// To the next due clock, which ticks.
    Step,
    /// One clock, out of schedule.
    Tick(Clock),
}

/// A question, to be answered before anything runs.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// The question, in one sentence.
    pub asks: String,
    /// What may be answered, and what is right.
    pub expected: Expected,
}

/// What may be answered to a question, and what is right.
#[derive(Debug, Clone, PartialEq)]
pub enum Expected {
    /// One of a few.
    Choice {
        /// What can be chosen.
        options: Vec<Choice>,
        /// The right one, counted from 0.
        right: usize,
    },
    /// The value of a measure at the end of the step.
    Estimate {
        /// The measure.
        measure: &'static Measure,
        /// The least and the largest answer.
        between: [f64; 2],
        /// Between which values the outcome lies.
        right: [f64; 2],
    },
    /// A measure over the iterations of the step, drawn as a curve.
    Curve {
        /// The measure.
        measure: &'static Measure,
        /// The lower and the upper end of the plot.
        between: [f64; 2],
        /// (iteration of the step, value) through which the outcome goes.
        right: Vec<[f64; 2]>,
        /// How far it may be off.
        tolerance: f64,
    },
}

/// One of a few answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// The answer in words.
    pub says: String,
    /// What holds at the end of the step if it is right, and only then.
    pub when: Option<Condition>,
}

/// What somebody has answered.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum Answer {
    /// The option of this number.
    Choice(usize),
    /// A value.
    Estimate(f64),
    /// Values evenly over the iterations of the step, first to last.
    Curve(Vec<f64>),
}

impl Step {
    /// Whether there is anything to run, to tick or to change.
    pub fn acts(&self) -> bool {
        self.within > 0
            || !self.presses.is_empty()
            || !self.yours.is_empty()
            || self.until.is_some()
    }

    /// The measures that its question and its condition speak of, each once.
    pub fn measures(&self) -> Vec<&'static Measure> {
        let mut named: Vec<&'static Measure> = Vec::new();
        let conditions = self
            .until
            .iter()
            .chain(self.question.iter().flat_map(Question::conditions));
        named.extend(conditions.flat_map(Condition::measures));
        named.extend(self.question.as_ref().and_then(Question::measure));
        let mut once: Vec<&'static Measure> = Vec::new();
        for measure in named {
            if !once.contains(&measure) {
                once.push(measure);
            }
        }
        once
    }
}

impl Question {
    fn conditions(&self) -> impl Iterator<Item = &Condition> {
        let options: &[Choice] = match &self.expected {
            Expected::Choice { options, .. } => options,
            Expected::Estimate { .. } | Expected::Curve { .. } => &[],
        };
        options.iter().filter_map(|option| option.when.as_ref())
    }

    /// The measure whose value, or curve, is asked for.
    pub fn measure(&self) -> Option<&'static Measure> {
        match &self.expected {
            Expected::Choice { .. } => None,
            Expected::Estimate { measure, .. } | Expected::Curve { measure, .. } => Some(measure),
        }
    }
}
