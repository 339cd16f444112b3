//! The headless commands: one file each, and what they share. Nothing here exits: a command gives an
//! [`Outcome`] or a [`CliError`].

mod arguments;
mod check;
mod display;
mod lesson;
mod outcome;
mod progress;
mod proof_files;
mod render;
mod run;
mod source;
mod sweep;
mod trial;
mod verdict;
mod verify;

pub use arguments::{Arguments, Command};
pub use check::CheckArguments;
pub use display::{NoWindow, require_display};
pub use lesson::LessonArguments;
pub use outcome::{CliError, Outcome};
pub use render::RenderArguments;
pub use run::RunArguments;
pub use source::{NoSuchScenario, Source, find};
pub use sweep::SweepArguments;
pub use trial::{Evidence, Trial};
pub use verify::VerifyArguments;
