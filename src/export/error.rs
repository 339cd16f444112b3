//! Why results are not where they should be.

use std::io;
use std::path::{Path, PathBuf};

use crate::storage::{FileError, FolderError, OfFolder, reason};

/// Why results were not written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// A file could not be written.
    #[error("{} cannot be written: {reason}", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// The folder could not take the results after all.
    #[error("the results cannot be written: {0}")]
    Folder(#[from] FolderError),
    /// A file that the scenario names cannot be read.
    #[error("{} cannot be read: {reason}", .path.display())]
    NamedFile {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// Something of an earlier sweep is in the way.
    #[error("{} cannot be removed: {reason}", .path.display())]
    NotRemoved {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// A folder holds another sweep than the one to go on with.
    #[error(
        "the folder {} holds another sweep ({what}); choose another folder, or add --force to replace it",
        .folder.display()
    )]
    OtherSweep {
        /// The folder.
        folder: PathBuf,
        /// What tells them apart.
        what: String,
    },
    /// A folder holds no sweep that could be read.
    #[error("the folder {} holds no sweep: it {why}", .folder.display())]
    NoSweep {
        /// The folder.
        folder: PathBuf,
        /// What is wrong, to go on from "it".
        why: String,
    },
    /// Folders that were to be joined hold different sweeps.
    #[error(
        "{} and {} hold different sweeps ({what}), so they cannot be joined",
        .folders[0].display(), .folders[1].display()
    )]
    DifferentSweeps {
        /// The folders.
        folders: Box<[PathBuf; 2]>,
        /// What tells them apart.
        what: String,
    },
}

impl ExportError {
    /// A file that could not be written, and why.
    pub fn of_file(path: &Path, error: &io::Error) -> Self {
        Self::File {
            path: path.to_owned(),
            reason: reason(error),
        }
    }
}

impl From<FileError> for ExportError {
    fn from(error: FileError) -> Self {
        Self::File {
            reason: error.reason(),
            path: error.into_path(),
        }
    }
}

impl OfFolder for ExportError {
    fn in_folder(self, folder: &Path) -> Self {
        match self {
            Self::File { path, reason } => Self::File {
                path: folder.join(path.file_name().unwrap_or_default()),
                reason,
            },
            other => other,
        }
    }
}
