//! The command line. A further command is one more file, and one more line in [`Command`] and in
//! [`Command::carry_out`].

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use super::check::{self, CheckArguments};
use super::lesson::{self, LessonArguments};
use super::outcome::{CliError, Outcome};
use super::render::{self, RenderArguments};
use super::run::{self, RunArguments};
use super::sweep::{self, SweepArguments};
use super::verify::{self, VerifyArguments};
use crate::about;
use crate::export::Painter;
use crate::scenario;

/// An interactive laboratory for a learning rule from which backpropagation emerges
///
/// Without a command the window opens.
#[derive(Debug, Parser)]
#[command(name = "accordance", version, long_version = about::LONG_VERSION, args_conflicts_with_subcommands = true)]
pub struct Arguments {
    /// Scenario file (.accordance or .toml), or built-in preset, to open in the window
    #[arg(value_name = "SCENARIO")]
    pub scenario: Option<PathBuf>,
    /// A headless command
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// A headless command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run a scenario (of a comparison, side A) without a window, and write its results into a folder
    Run(RunArguments),
    /// Draw a view of a scenario: a picture or table of its end, or an animation of the way there
    Render(RenderArguments),
    /// Run a scenario many times, with one or two of its numbers varied and several seeds
    ///
    /// Measures each run at its end, and what chance would give beside it, and writes a row for each
    /// run, means and spreads for each value, and a figure. A sweep that was stopped goes on where it
    /// was when the same command is given again; shards on several machines are joined by --merge.
    Sweep(SweepArguments),
    /// Check what scenarios claim of themselves, each claim in several seeds
    ///
    /// A claim is a sentence with a condition on measures; a scenario states it in a table `[[claim]]`.
    /// Each run is made once for all claims that ask about it. Exits with 1 if a claim does not hold in
    /// as many seeds as it must, and with 2 if that could not be found out.
    Check(CheckArguments),
    /// Run lessons without a learner, in several seeds, and see whether they go as they say
    ///
    /// Does what each step asks of the learner. Every name that it points at must exist in the window, the
    /// condition that ends it must be false before and come true in time, and the answer marked as right must be
    /// what then happens. Exits with 1 if not, and with 2 if that could not be found out.
    Lesson(LessonArguments),
    /// Show in numbers that the rule is backpropagation in a layered network, or that it is not
    ///
    /// Presents one sample to the network until firing and credit have settled, lets plasticity tick
    /// once, and compares the change of every synapse with the gradient of the loss. The clocks are set
    /// apart for that, without noise and pruning. Of a scenario it takes the network, σ, f, the loss,
    /// the seed and the first sample; what is missing is drawn at random. Exits with 1 if the two
    /// differ, and with 2 if they could not be compared.
    Verify(VerifyArguments),
    /// List the built-in presets
    Presets,
    /// Show the licences of all parts of the program
    #[command(alias = "licenses")]
    Licences,
}

impl Command {
    /// Does what the command says. `painter` draws the views, which only the window knows.
    ///
    /// # Errors
    /// When it cannot be done; the error is one sentence for the user.
    pub fn carry_out(&self, painter: &mut dyn Painter) -> Result<Outcome, CliError> {
        match self {
            Self::Run(arguments) => run::run(arguments),
            Self::Render(arguments) => render::render(arguments, painter),
            Self::Sweep(arguments) => sweep::sweep(arguments),
            Self::Check(arguments) => check::check(arguments),
            Self::Lesson(arguments) => lesson::lesson(arguments, painter),
            Self::Verify(arguments) => verify::verify(arguments),
            Self::Presets => Ok(presets()),
            Self::Licences => licences(),
        }
    }

    /// The exit code of the program when the command could not be carried out. `verify`,
    /// `check` and `lesson` keep 1 for what they found.
    pub fn failure_code(&self) -> u8 {
        match self {
            Self::Verify(_) | Self::Check(_) | Self::Lesson(_) => 2,
            _ => 1,
        }
    }
}

/// What the program is made of, and under which licences.
fn licences() -> Result<Outcome, CliError> {
    let text = about::licences().map_err(CliError::Refused)?;
    Ok(Outcome::success(text, false))
}

/// A paragraph for each preset: its file name, its name, and what to watch.
fn presets() -> Outcome {
    let mut output = String::new();
    for preset in scenario::presets() {
        let (name, summary) = match preset.scenario() {
            Ok(scenario) => (scenario.name, scenario.summary),
            Err(error) => ("not usable".to_owned(), error.to_string()),
        };
        output += &format!("{}  {name}\n    {summary}\n", preset.file_name);
    }
    Outcome::success(output, false)
}
