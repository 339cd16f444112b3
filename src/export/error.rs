//! Why results are not where they should be.

use std::io;
use std::path::{Path, PathBuf};

use crate::storage::{FileError, FolderError, OfFolder, reason};

/// Why results were not written. A `String` says why, or what tells two sweeps apart.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error("{} cannot be written: {}", .0.display(), .1)]
    File(PathBuf, String),
    /// The folder could not take the results after all.
    #[error("the results cannot be written: {0}")]
    Folder(#[from] FolderError),
    /// A file that the scenario names cannot be read.
    #[error("{} cannot be read: {}", .0.display(), .1)]
    NamedFile(PathBuf, String),
    /// Something of an earlier sweep is in the way.
    #[error("{} cannot be removed: {}", .0.display(), .1)]
    NotRemoved(PathBuf, String),
    /// A folder holds another sweep than the one to go on with.
    #[error(
        "the folder {} holds another sweep ({}); choose another folder, or add --force to replace it",
        .0.display(), .1
    )]
    OtherSweep(PathBuf, String),
    /// A folder holds no sweep that could be read; what is wrong goes on from "it".
    #[error("the folder {} holds no sweep: it {}", .0.display(), .1)]
    NoSweep(PathBuf, String),
    /// Folders that were to be joined hold different sweeps.
    #[error(
        "{} and {} hold different sweeps ({}), so they cannot be joined",
        .0[0].display(), .0[1].display(), .1
    )]
    DifferentSweeps(Box<[PathBuf; 2]>, String),
}

impl ExportError {
    /// A file that could not be written, and why.
    pub fn of_file(path: &Path, error: &io::Error) -> Self {
        Self::File(path.to_owned(), reason(error))
    }
}

impl From<FileError> for ExportError {
    fn from(error: FileError) -> Self {
        let reason = error.reason();
        Self::File(error.into_path(), reason)
    }
}

impl OfFolder for ExportError {
    fn in_folder(self, folder: &Path) -> Self {
        match self {
            Self::File(path, why) => {
                Self::File(folder.join(path.file_name().unwrap_or_default()), why)
            }
            other => other,
        }
    }
}
