//! A file that is written whole or not at all.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use super::error::reason;

/// Why a file was not written. What stood there before still does.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// There is one already, and it was not to be replaced.
    #[error("{} is there already", .0.display())]
    Exists(PathBuf),
    /// A folder has this name.
    #[error("{} is a folder, not a file", .0.display())]
    IsFolder(PathBuf),
    /// The folder that it should be in does not exist.
    #[error("{} cannot be written, because there is no folder {}", .file.display(), .folder.display())]
    NoFolder {
        /// The file.
        file: PathBuf,
        /// The folder.
        folder: PathBuf,
    },
    /// The disk refused.
    #[error("{} cannot be written: {reason}", .file.display())]
    Refused {
        /// The file.
        file: PathBuf,
        /// Why.
        reason: String,
    },
}

/// A place for a file, looked at before any work is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    path: PathBuf,
    replace: bool,
}

impl Target {
    /// Checks that a file can be put there. Only with `replace` may there be one already.
    ///
    /// # Errors
    /// When it cannot.
    pub fn reserve(path: &Path, replace: bool) -> Result<Self, FileError> {
        if path.is_dir() {
            return Err(FileError::IsFolder(path.to_owned()));
        }
        if !replace && fs::symlink_metadata(path).is_ok() {
            return Err(FileError::Exists(path.to_owned()));
        }
        let target = Self {
            path: path.to_owned(),
            replace,
        };
        // Made and removed again, to see whether that can be done.
        target.draft()?;
        Ok(target)
    }

    /// Writes the file: elsewhere first, then moved into its place.
    ///
    /// # Errors
    /// When the disk refuses, or when somebody else has written a file there meanwhile that is not to
    /// be replaced.
    pub fn write(&self, bytes: &[u8]) -> Result<(), FileError> {
        let mut draft = self.draft()?;
        draft.write_all(bytes).map_err(|e| self.refused(&e))?;
        draft.as_file().sync_all().map_err(|e| self.refused(&e))?;
        let moved = match self.replace {
            true => draft.persist(&self.path),
            false => draft.persist_noclobber(&self.path),
        };
        match moved {
            Ok(_) => Ok(()),
            Err(failed) if failed.error.kind() == io::ErrorKind::AlreadyExists => {
                Err(FileError::Exists(self.path.clone()))
            }
            Err(failed) => Err(self.refused(&failed.error)),
        }
    }

    /// Where the file goes.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn draft(&self) -> Result<NamedTempFile, FileError> {
        let folder = match self.path.parent() {
            Some(parent) if parent != Path::new("") => parent,
            _ => Path::new("."),
        };
        if !folder.is_dir() {
            return Err(FileError::NoFolder {
                file: self.path.clone(),
                folder: folder.to_owned(),
            });
        }
        let mut builder = Builder::new();
        builder.prefix(".accordance-");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // What a new file gets, less the user's umask.
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        builder.tempfile_in(folder).map_err(|e| self.refused(&e))
    }

    fn refused(&self, error: &io::Error) -> FileError {
        FileError::Refused {
            file: self.path.clone(),
            reason: reason(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_only_when_that_was_asked_for_and_leaves_nothing_beside_it() {
        let place = tempfile::tempdir().expect("a folder");
        let path = place.path().join("a.svg");
        let target = Target::reserve(&path, false).expect("free");
        target.write(b"one").expect("written");
        assert_eq!(target.write(b"two"), Err(FileError::Exists(path.clone())));
        let refused = Target::reserve(&path, false);
        assert_eq!(refused, Err(FileError::Exists(path.clone())));
        let again = Target::reserve(&path, true).expect("replaceable");
        again.write(b"three").expect("written");
        assert_eq!(fs::read(&path).expect("there"), b"three");
        assert_eq!(fs::read_dir(place.path()).expect("a folder").count(), 1);
    }

    #[test]
    fn a_folder_and_a_missing_folder_are_told_apart() {
        let place = tempfile::tempdir().expect("a folder");
        let folder = Target::reserve(place.path(), true);
        assert!(matches!(folder, Err(FileError::IsFolder(_))));
        let nowhere = Target::reserve(&place.path().join("no").join("a.png"), true);
        assert!(matches!(nowhere, Err(FileError::NoFolder { .. })));
    }
}
