//! Why a headless command failed.

use std::path::PathBuf;

use super::NoSuchScenario;
use crate::engine::sweep::{AxisError, PlanError};
use crate::export::{ExportError, FileError, FolderError, Form, RenderError};
use crate::model::BlowUp;
use crate::scenario::ScenarioError;

/// Why a headless command failed, in one sentence for the user.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// There is no such scenario.
    #[error(transparent)]
    NoSuchScenario(#[from] NoSuchScenario),
    /// The scenario, or a setting, is not valid.
    #[error(transparent)]
    Scenario(#[from] ScenarioError),
    /// There is no backpropagation to compare with.
    #[error(
        "{} has no layers, so there is no backpropagation to compare with; give its network layers = [4, 8, 3], or leave out the scenario",
        .0.display()
    )]
    NoLayers(PathBuf),
    /// Softmax over one output is always 1.
    #[error("the cross-entropy loss needs at least two outputs")]
    OneClass,
    /// The simulation left the range of finite numbers.
    #[error(transparent)]
    BlowUp(#[from] BlowUp),
    /// A `--vary` that names no values of a number.
    #[error("--vary {0}: {1}")]
    Vary(String, AxisError),
    /// A `--shard` that is none.
    #[error("--shard: {0}")]
    Shard(String),
    /// A sweep that cannot be made.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// The system refuses threads.
    #[error("no threads can be started: {0}")]
    Threads(std::io::Error),
    /// Nothing came of a run of a sweep.
    #[error("run {0:05} could not be made: {1}; the others that were done are kept")]
    Run(usize, String),
    /// A sweep is not complete.
    #[error("{0}")]
    MissingRuns(String),
    /// Results are there already.
    #[error("{0}; choose another, or add --force to replace earlier results in it")]
    NotEmpty(FolderError),
    /// The folder for the results cannot be used.
    #[error(transparent)]
    Folder(FolderError),
    /// There is a file already.
    #[error("{0}; choose another name, or add --force to replace it")]
    Exists(FileError),
    /// The file cannot be written.
    #[error(transparent)]
    File(FileError),
    /// The file name does not say what it is to hold.
    #[error("{} does not say what to draw: let its name end in {}", .0.display(), Form::endings(|_| true))]
    NoForm(PathBuf),
    /// There is no picture.
    #[error(transparent)]
    Film(#[from] RenderError),
    /// The results could not be written.
    #[error(transparent)]
    Export(ExportError),
}

impl From<ExportError> for CliError {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::Folder(error) => error.into(),
            other => Self::Export(other),
        }
    }
}

impl From<FileError> for CliError {
    fn from(error: FileError) -> Self {
        match error {
            FileError::Exists(_) => Self::Exists(error),
            other => Self::File(other),
        }
    }
}

impl From<FolderError> for CliError {
    fn from(error: FolderError) -> Self {
        match error {
            FolderError::NotEmpty(_) => Self::NotEmpty(error),
            other => Self::Folder(other),
        }
    }
}
