//! Lessons: Markdown with a TOML head and a small TOML block for each step in, checked [`Lesson`]s out, and
//! their rehearsal without a window.
//!
//! [`open`] reads a file, [`read`] its text, [`lessons`] are those that come with the program.

mod block;
mod catalogue;
mod definition;

mod error;
mod read;
mod rehearsal;
mod rehearse;
mod sections;

pub use catalogue::{BuiltIn, lesson, lessons};
pub use definition::{Answer, Choice, Expected, Lesson, Press, Question, Shown, Step};
pub use error::LessonError;
pub use read::{open, read};
pub use rehearsal::{Rehearsal, StepReport};
pub use rehearse::rehearse;
