//! What somebody does in a lesson.

use crate::lesson::Answer;

/// What somebody does in a lesson.
#[derive(Debug, Clone, PartialEq)]
pub enum LessonMessage {
    /// Begin the built-in lesson of this name, or go on with it.
    Begin(&'static str),
    /// Give this answer, which can still be changed.
    Answer(Answer),
    /// Commit to the answer, or run what needs none.
    Go,
    /// Do what the step asks the learner to do.
    DoIt,
    Next,
    Back,
    /// Do the step again.
    Again,
    /// Begin the lesson again.
    Restart,
    Leave,
    /// Copy what was predicted and what happened.
    Copy,
}
