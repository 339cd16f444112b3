//! The command line. A further command is one more file, and one more line in [`Command`] and in
//! [`Command::carry_out`].

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use super::{CliError, PresetsArguments, RunArguments, presets, run};

/// An interactive laboratory for a learning rule from which backpropagation emerges
///
/// Without a command the window opens.
#[derive(Debug, Parser)]
#[command(name = "accordance", version, args_conflicts_with_subcommands = true)]
pub struct Arguments {
    /// Scenario file, or built-in preset, to open in the window
    #[arg(value_name = "SCENARIO.toml")]
    pub scenario: Option<PathBuf>,
    /// A headless command
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// A headless command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run a scenario without a window, and write its results into a folder
    Run(RunArguments),
    /// List the built-in presets
    Presets(PresetsArguments),
}

impl Command {
    /// Does what the command says.
    ///
    /// # Errors
    /// When it cannot be done; the error is one sentence for the user.
    pub fn carry_out(&self) -> Result<Outcome, CliError> {
        match self {
            Self::Run(arguments) => run::run(arguments),
            Self::Presets(arguments) => Ok(presets::list(arguments)),
        }
    }
}

/// How a command ended that did its work.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outcome {
    /// What it has to say, for standard output.
    pub output: String,
    /// What the user should know, in one sentence.
    pub warning: Option<String>,
    /// The exit code of the program.
    pub exit_code: u8,
}
