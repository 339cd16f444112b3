//! A folder of results that never looks complete before it is.

use std::fs::{self, DirEntry, File};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::disk::{self, folder_of};
use super::file::{clear_unfinished, is_unfinished};
use super::reason::reason;

/// The file that comes last, and goes first when results are replaced: with it they are complete.
pub const LAST: &str = "summary.json";

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

/// An error of those who fill a folder with results.
pub trait OfFolder: From<FolderError> {
    /// The same error for a file of the same name in another folder: that where it was to end.
    #[must_use]
    fn in_folder(self, folder: &Path) -> Self;
}

/// A folder that is ready to take results.
#[derive(Debug)]
pub struct ResultsFolder {
    path: PathBuf,
    replace: bool,
}

impl ResultsFolder {
    /// Checks, before any work is done, that results can be put into a folder. It need not exist, but
    /// the folder around it must. Only with `replace` may it hold anything.
    /// Fails when results cannot be put there.
    pub fn reserve(path: &Path, replace: bool) -> Result<Self, FolderError> {
        let path = path.to_owned();
        let folder = Self { path, replace };
        // Made and removed again, to see whether that can be done. Not under its own name: another shard of
        // a sweep may be making that folder just now.
        folder.draft().map(drop)?;
        Ok(folder)
    }

    /// Lets `write` fill the folder. All files are written elsewhere and then moved in, and those of
    /// the same name replaced; whatever else is in the folder stays.
    /// Fails when the results cannot be written. Unless they could not be moved, the folder is then as it was.
    pub fn fill<E: OfFolder>(&self, write: impl FnOnce(&Path) -> Result<(), E>) -> Result<(), E> {
        let (draft, _held) = self.draft()?;
        write(draft.path()).map_err(|error| error.in_folder(&self.path))?;
        sync_files(draft.path()).map_err(|error| self.not_writable(&error))?;
        let moved = if self.path.is_dir() {
            move_files(draft.path(), &self.path)
        } else {
            disk::move_to(draft.path(), &self.path)
        };
        moved.map_err(|error| FolderError::NotInPlace {
            folder: self.path.clone(),
            reason: reason(&error),
            kept: draft.keep(),
        })?;
        disk::sync_folder(&self.path);
        disk::sync_folder(folder_of(&self.path));
        Ok(())
    }

    /// An empty folder on the same file system: inside the folder, or beside it if it is still to be
    /// made.
    fn draft(&self) -> Result<(TempDir, Option<File>), FolderError> {
        let place = self.place()?;
        disk::new_folder(place).map_err(|error| self.not_writable(&error))
    }

    fn place(&self) -> Result<&Path, FolderError> {
        if self.path.is_dir() {
            clear_unfinished(&self.path);
            let entries = fs::read_dir(&self.path).map_err(|error| self.not_writable(&error))?;
            let names = entries.flatten().map(|entry| entry.file_name());
            if !self.replace && names.into_iter().any(|name| !is_unfinished(&name)) {
                return Err(FolderError::NotEmpty(self.path.clone()));
            }
            return Ok(&self.path);
        }
        match disk::look(&self.path) {
            Ok(_) if !self.path.is_dir() => return Err(FolderError::NotAFolder(self.path.clone())),
            // Just now made by another shard.
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            // Such as a name that is too long.
            Err(error) => return Err(self.not_writable(&error)),
        }
        let (folder, parent) = (self.path.clone(), folder_of(&self.path));
        if parent.is_dir() {
            clear_unfinished(parent);
            return Ok(parent);
        }
        let parent = parent.to_owned();
        Err(FolderError::NoParent { folder, parent })
    }

    fn not_writable(&self, error: &io::Error) -> FolderError {
        FolderError::NotWritable {
            folder: self.path.clone(),
            reason: reason(error),
        }
    }
}

/// Makes a folder, whose name is then on the disk. Fails when it is there already, or cannot be made.
pub fn make_folder(path: &Path) -> io::Result<()> {
    disk::make_folder(path)?;
    disk::sync_folder(folder_of(path));
    Ok(())
}

/// Removes a file, or a folder with all that is in it. Fails when it is not there, or cannot be removed.
pub fn remove(path: &Path) -> io::Result<()> {
    disk::remove(path)
}

/// Gives a file another name; what had that name is gone. Fails when that cannot be done.
pub fn rename(from: &Path, to: &Path) -> io::Result<()> {
    disk::move_to(from, to)?;
    disk::sync_folder(folder_of(to));
    Ok(())
}

/// Puts the content of all files of a folder on the disk, and then their names.
fn sync_files(folder: &Path) -> io::Result<()> {
    for file in fs::read_dir(folder)? {
        // Windows syncs only what is open for writing.
        let path = file?.path();
        disk::sync(&File::options().write(true).open(&path)?, &path)?;
    }
    disk::sync_folder(folder);
    Ok(())
}

fn move_files(from: &Path, to: &Path) -> io::Result<()> {
    match disk::remove(&to.join(LAST)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut files: Vec<DirEntry> = fs::read_dir(from)?.collect::<io::Result<_>>()?;
    files.sort_by_key(|file| (file.file_name() == LAST, file.file_name()));
    for file in files {
        disk::move_to(&file.path(), &to.join(file.file_name()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::faults::{self, Fault};
    use super::*;

    /// An error of a file, and the folder that it is said to be of.
    #[derive(Debug, Default)]
    struct Trouble(PathBuf);

    impl From<FolderError> for Trouble {
        fn from(_: FolderError) -> Self {
            Self::default()
        }
    }

    impl OfFolder for Trouble {
        fn in_folder(self, folder: &Path) -> Self {
            Self(folder.to_owned())
        }
    }

    fn write_two(folder: &Path) -> Result<(), Trouble> {
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

    fn refused(_: &Path) -> Result<(), Trouble> {
        Err(Trouble::default())
    }

    #[test]
    fn a_folder_is_made_when_the_results_are_complete_and_not_before() {
        let place = tempfile::tempdir().expect("a folder");
        let path = place.path().join("out");
        let folder = ResultsFolder::reserve(&path, false).expect("reserved");
        assert!(names(place.path()).is_empty());
        let trouble = folder.fill(refused).expect_err("refused");
        assert_eq!(trouble.0, path, "as if it had been written there");
        assert!(names(place.path()).is_empty());
        let full = |step| {
            let fill = || folder.fill(write_two);
            faults::failing(place.path(), (step, Fault::Full), fill)
        };
        full(1).expect_err("the disk is full");
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
        let now = ["a.csv", LAST, "notes.txt"].map(text);
        assert_eq!(now, ["new", "new", "old"]);
        assert_eq!(names(place.path()).len(), 3);
    }

    #[test]
    fn a_name_that_is_too_long_is_told_before_any_work_is_done() {
        let place = tempfile::tempdir().expect("a folder");
        let said = ResultsFolder::reserve(&place.path().join("x".repeat(300)), false);
        let said = said.expect_err("too long").to_string();
        assert!(
            said.ends_with("its name is too long, or not allowed there"),
            "{said}"
        );
        assert!(names(place.path()).is_empty());
    }

    #[test]
    fn reserving_a_folder_that_others_make_and_fill_disturbs_nobody() {
        let place = tempfile::tempdir().expect("a folder");
        for round in 0..50 {
            let path = place.path().join(round.to_string());
            std::thread::scope(|scope| {
                let shards = [1, 2, 3].map(|shard| {
                    let path = &path;
                    scope.spawn(move || {
                        ResultsFolder::reserve(path, true).expect("reserved");
                        let _ = make_folder(path);
                        fs::write(path.join(shard.to_string()), "mine").expect("written");
                    })
                });
                for shard in shards {
                    shard.join().expect("no panic");
                }
            });
            assert_eq!(names(&path), ["1", "2", "3"]);
        }
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
