//! A folder of results that never looks complete before it is.

use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::{Builder, TempDir};

use super::error::reason;
use super::{ExportError, FolderError};

/// The file that comes last, and goes first when results are replaced: with it they are complete.
pub(super) const LAST: &str = "summary.json";

/// A folder that is ready to take results.
#[derive(Debug)]
pub struct ResultsFolder {
    path: PathBuf,
    replace: bool,
}

impl ResultsFolder {
    /// Checks, before any work is done, that results can be put into a folder. It need not exist, but
    /// the folder around it must. Only with `replace` may it hold anything.
    ///
    /// # Errors
    /// When results cannot be put there.
    pub fn reserve(path: &Path, replace: bool) -> Result<Self, FolderError> {
        let folder = Self {
            path: path.to_owned(),
            replace,
        };
        // Made and removed again, to see whether that can be done.
        folder.staging()?;
        Ok(folder)
    }

    /// Lets `write` fill the folder. All files are written elsewhere and then moved in, and those of
    /// the same name replaced; whatever else is in the folder stays.
    ///
    /// # Errors
    /// When the results cannot be written. Unless they could not be moved, the folder is then as it was.
    pub fn fill(
        &self,
        write: impl FnOnce(&Path) -> Result<(), ExportError>,
    ) -> Result<(), ExportError> {
        let staging = self.staging()?;
        write(staging.path()).map_err(|error| error.in_folder(&self.path))?;
        let moved = if self.path.is_dir() {
            move_files(staging.path(), &self.path)
        } else {
            fs::rename(staging.path(), &self.path)
        };
        moved.map_err(|error| ExportError::NotInPlace {
            folder: self.path.clone(),
            reason: reason(&error),
            kept: staging.keep(),
        })
    }

    /// An empty folder on the same file system: inside the folder, or beside it if it is still to be
    /// made.
    fn staging(&self) -> Result<TempDir, FolderError> {
        let place = self.place()?;
        let mut builder = Builder::new();
        builder.prefix(".accordance-");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // What a new folder gets, less the user's umask.
            builder.permissions(fs::Permissions::from_mode(0o777));
        }
        builder
            .tempdir_in(place)
            .map_err(|error| self.not_writable(&error))
    }

    fn place(&self) -> Result<&Path, FolderError> {
        if self.path.is_dir() {
            let mut entries =
                fs::read_dir(&self.path).map_err(|error| self.not_writable(&error))?;
            if !self.replace && entries.next().is_some() {
                return Err(FolderError::NotEmpty(self.path.clone()));
            }
            return Ok(&self.path);
        }
        if fs::symlink_metadata(&self.path).is_ok() {
            return Err(FolderError::NotAFolder(self.path.clone()));
        }
        let parent = match self.path.parent() {
            Some(parent) if parent != Path::new("") => parent,
            _ => Path::new("."),
        };
        if !parent.is_dir() {
            return Err(FolderError::NoParent {
                folder: self.path.clone(),
                parent: parent.to_owned(),
            });
        }
        Ok(parent)
    }

    fn not_writable(&self, error: &io::Error) -> FolderError {
        FolderError::NotWritable {
            folder: self.path.clone(),
            reason: reason(error),
        }
    }
}

fn move_files(from: &Path, to: &Path) -> io::Result<()> {
    match fs::remove_file(to.join(LAST)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut files: Vec<DirEntry> = fs::read_dir(from)?.collect::<io::Result<_>>()?;
    files.sort_by_key(|file| (file.file_name() == LAST, file.file_name()));
    for file in files {
        fs::rename(file.path(), to.join(file.file_name()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write_two(folder: &Path) -> Result<(), ExportError> {
        fs::write(folder.join("a.csv"), "new").expect("written");
        fs::write(folder.join(LAST), "new").expect("written");
        Ok(())
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder");
        let mut names: Vec<String> = entries
            .map(|e| e.expect("an entry").file_name().to_string_lossy().into())
            .collect();
        names.sort();
        names
    }

    fn refused(_: &Path) -> Result<(), ExportError> {
        Err(ExportError::File {
            path: PathBuf::new(),
            reason: "the disk is full".to_owned(),
        })
    }

    #[test]
    fn a_folder_is_made_when_the_results_are_complete_and_not_before() {
        let place = tempfile::tempdir().expect("a folder");
        let path = place.path().join("out");
        let folder = ResultsFolder::reserve(&path, false).expect("reserved");
        assert!(names(place.path()).is_empty());
        folder.fill(refused).expect_err("refused");
        assert!(names(place.path()).is_empty());
        folder.fill(write_two).expect("filled");
        assert_eq!(names(place.path()), ["out"]);
        assert_eq!(names(&path), ["a.csv", LAST]);
    }

    #[test]
    fn replacing_results_spares_other_files_and_failing_spares_the_results() {
        let place = tempfile::tempdir().expect("a folder");
        for name in ["a.csv", LAST, "notes.txt"] {
            fs::write(place.path().join(name), "old").expect("written");
        }
        let refusal = ResultsFolder::reserve(place.path(), false).expect_err("not empty");
        assert!(matches!(refusal, FolderError::NotEmpty(_)));
        let folder = ResultsFolder::reserve(place.path(), true).expect("reserved");
        folder.fill(refused).expect_err("refused");
        let text = |name| fs::read_to_string(place.path().join(name)).expect("there");
        assert_eq!(["a.csv", LAST, "notes.txt"].map(text), ["old"; 3]);
        folder.fill(write_two).expect("filled");
        assert_eq!(
            ["a.csv", LAST, "notes.txt"].map(text),
            ["new", "new", "old"]
        );
        assert_eq!(names(place.path()).len(), 3);
    }

    #[test]
    fn a_file_and_a_missing_parent_are_told_apart() {
        let place = tempfile::tempdir().expect("a folder");
        let file = place.path().join("file");
        fs::write(&file, "").expect("written");
        let error = |path: &Path| ResultsFolder::reserve(path, true).expect_err("refused");
        assert!(matches!(error(&file), FolderError::NotAFolder(_)));
        let nested = place.path().join("no").join("out");
        assert!(matches!(error(&nested), FolderError::NoParent { .. }));
    }
}
