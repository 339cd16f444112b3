//! Why results are not where they should be.

use std::io;
use std::path::{Path, PathBuf};

/// Why a folder cannot take results.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// It holds something already.
    #[error("the folder {} is not empty", .0.display())]
    NotEmpty(PathBuf),
    /// A file, or a link to nowhere, has this name.
    #[error("{} is not a folder", .0.display())]
    NotAFolder(PathBuf),
    /// The folder that it should be made in does not exist.
    #[error("the folder {} cannot be made, because there is no folder {}", .folder.display(), .parent.display())]
    NoParent {
        /// The folder for the results.
        folder: PathBuf,
        /// The folder that does not exist.
        parent: PathBuf,
    },
    /// The disk refused.
    #[error("nothing can be written to {}: {reason}", .folder.display())]
    NotWritable {
        /// The folder.
        folder: PathBuf,
        /// Why.
        reason: String,
    },
}

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
    /// The results are complete, but not in their place.
    #[error("the results cannot be moved to {}: {reason}; those not moved are in {}", .folder.display(), .kept.display())]
    NotInPlace {
        /// The folder for the results.
        folder: PathBuf,
        /// Why.
        reason: String,
        /// Where they are.
        kept: PathBuf,
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

    /// The same error for a file of the same name in another folder.
    pub(super) fn in_folder(self, folder: &Path) -> Self {
        match self {
            Self::File { path, reason } => Self::File {
                path: folder.join(path.file_name().unwrap_or_default()),
                reason,
            },
            other => other,
        }
    }
}

/// Why a file operation failed, without codes and temporary names.
pub(super) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::Other => error.to_string(),
        kind => kind.to_string(),
    }
}
