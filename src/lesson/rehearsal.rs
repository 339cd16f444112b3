//! What came of a lesson that was run without a learner.

use super::definition::Lesson;
use crate::engine::measures::Measure;

/// A lesson as it went with one seed.
#[derive(Debug, Clone, PartialEq)]
pub struct Rehearsal {
    /// The seed.
    pub seed: u64,
    /// The steps that do something, in their order.
    pub steps: Vec<StepReport>,
}

/// How a step went.
#[derive(Debug, Clone, PartialEq)]
pub struct StepReport {
    /// Its number among all steps, from 0.
    pub step: usize,
    /// The iterations that it took.
    pub iterations: u64,
    /// What was measured at its end.
    pub values: Vec<(&'static Measure, Option<f64>)>,
    /// What is wrong with it, each in words.
    pub faults: Vec<String>,
}

impl Rehearsal {
    /// Whether all went as the lesson says.
    pub fn is_sound(&self) -> bool {
        self.steps.iter().all(|step| step.faults.is_empty())
    }
}

impl StepReport {
    /// "4, Is it the signal?"
    pub fn name(&self, lesson: &Lesson) -> String {
        let title = lesson.steps.get(self.step).map(|step| step.title.as_str());
        format!("{} “{}”", self.step + 1, title.unwrap_or_default())
    }
}
