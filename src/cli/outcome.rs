//! How a headless command ended, or why it failed.

use super::NoSuchScenario;
use crate::engine::sweep::SweepError;
use crate::export::{ExportError, FileError, FolderError, RenderError};
use crate::model::BlowUp;
use crate::scenario::ScenarioError;

/// The exit code when the simulation blew up. Its results are written all the same.
const BLEW_UP: u8 = 3;

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

impl Outcome {
    /// A success with this to say, or nothing where that was asked for.
    pub(super) fn success(output: String, quiet: bool) -> Self {
        Self {
            output: if quiet { String::new() } else { output },
            ..Self::default()
        }
    }

    /// The end of a run: its results are there although it may have blown up, and are then `kept` of
    /// the last finite state.
    pub(super) fn of_run(
        (output, quiet): (String, bool),
        blow_up: Option<BlowUp>,
        kept: &str,
        trouble: Option<String>,
    ) -> Self {
        let told = blow_up.map(|blow_up| format!("{blow_up}; {kept} of the last finite state"));
        Self {
            exit_code: if told.is_some() { BLEW_UP } else { 0 },
            warning: told.or(trouble),
            ..Self::success(output, quiet)
        }
    }
}

/// Why a headless command failed, in one sentence for the user.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// There is no such scenario.
    #[error(transparent)]
    NoSuchScenario(#[from] NoSuchScenario),
    /// The scenario, or a setting, is not valid.
    #[error(transparent)]
    Scenario(#[from] ScenarioError),
    /// The simulation left the range of finite numbers.
    #[error(transparent)]
    BlowUp(#[from] BlowUp),
    /// A sweep that cannot be made.
    #[error(transparent)]
    Sweep(#[from] SweepError),
    /// The folder for the results cannot be used.
    #[error("{}{}", .0, folder_advice(.0))]
    Folder(#[from] FolderError),
    /// The file cannot be written.
    #[error("{}{}", .0, file_advice(.0))]
    File(#[from] FileError),
    /// There is no picture.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// The results could not be written.
    #[error(transparent)]
    Export(ExportError),
    /// Anything else that a command refuses.
    #[error("{0}")]
    Refused(String),
}

fn folder_advice(error: &FolderError) -> &'static str {
    match error {
        FolderError::NotEmpty(_) => {
            "; choose another, or add --force to replace earlier results in it"
        }
        _ => "",
    }
}

fn file_advice(error: &FileError) -> &'static str {
    match error {
        FileError::Exists(_) => "; choose another name, or add --force to replace it",
        _ => "",
    }
}

impl From<ExportError> for CliError {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::Folder(error) => error.into(),
            other => Self::Export(other),
        }
    }
}
