//! A file that is written whole or not at all.

use std::ffi::OsStr;
use std::fs::{self, File, Permissions};
use std::io::{self, BufWriter, IntoInnerError, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use tempfile::TempPath;

use super::disk::{self, Complete, Step, UNFINISHED, folder_of};
use super::reason::reason;

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

impl FileError {
    /// The error of the disk for a file.
    pub(super) fn of(path: &Path, error: &io::Error) -> Self {
        let (file, reason) = (path.to_owned(), reason(error));
        match error.kind() {
            io::ErrorKind::AlreadyExists => Self::Exists(file),
            _ => Self::Refused { file, reason },
        }
    }

    /// The file that was to be written.
    pub fn into_path(self) -> PathBuf {
        match self {
            Self::Exists(file) | Self::IsFolder(file) => file,
            Self::NoFolder { file, .. } | Self::Refused { file, .. } => file,
        }
    }

    /// Why alone, to go on from "cannot be written:" or the like.
    pub fn reason(&self) -> String {
        match self {
            Self::Exists(_) => "it is there already".to_owned(),
            Self::IsFolder(_) => "a folder has this name".to_owned(),
            Self::NoFolder { folder, .. } => format!("there is no folder {}", folder.display()),
            Self::Refused { reason, .. } => reason.clone(),
        }
    }
}

/// A place for a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Where the file goes.
    pub path: PathBuf,
    replace: bool,
}

impl Target {
    /// Checks, before any work is done, that a file can be put there. Only with `replace` may there be
    /// one already. Fails when it cannot.
    pub fn reserve(path: &Path, replace: bool) -> Result<Self, FileError> {
        let target = Self::new(path, replace);
        target.check()?;
        clear_unfinished(folder_of(path));
        if !replace && fs::symlink_metadata(path).is_ok() {
            return Err(FileError::Exists(path.to_owned()));
        }
        // Made and removed again, to see whether that can be done.
        Draft::new(path, None).map_err(|error| FileError::of(path, &error))?;
        Ok(target)
    }

    /// A place whose file, if there is one, is replaced.
    pub fn replacing(path: &Path) -> Self {
        Self::new(path, true)
    }

    /// A place whose file, if there is one, stays.
    pub fn vacant(path: &Path) -> Self {
        Self::new(path, false)
    }

    fn new(path: &Path, replace: bool) -> Self {
        let path = path.to_owned();
        Self { path, replace }
    }

    /// Writes the file. Fails when the disk refuses, or when there is a file that is not to be replaced.
    pub fn write(&self, bytes: &[u8]) -> Result<(), FileError> {
        /// Another program that clears away what was left unfinished may take our draft for that;
        /// then it is written again.
        const TRIES: usize = 5;
        self.check()?;
        let once = || self.put(|draft| draft.write_all(bytes));
        let mut outcome = once();
        for _ in 1..TRIES {
            match &outcome {
                Err(error) if error.kind() == io::ErrorKind::NotFound => outcome = once(),
                _ => break,
            }
        }
        outcome.map_err(|error| FileError::of(&self.path, &error))
    }

    /// Lets `write` write the file, piece by piece. Fails as [`Self::write`], and when `write` fails.
    pub fn write_with(
        &self,
        write: impl FnOnce(&mut Draft) -> io::Result<()>,
    ) -> Result<(), FileError> {
        self.check()?;
        self.put(write)
            .map_err(|error| FileError::of(&self.path, &error))
    }

    fn put(&self, write: impl FnOnce(&mut Draft) -> io::Result<()>) -> io::Result<()> {
        // What is replaced keeps its permissions, and links to it stay.
        let old = fs::metadata(&self.path).ok().filter(|_| self.replace);
        let place = disk::behind_links(&self.path);
        let mut draft = Draft::new(&place, old.map(|old| old.permissions()))?;
        write(&mut draft)?;
        disk::rename(draft.finish()?, &place, self.replace)
    }

    fn check(&self) -> Result<(), FileError> {
        if self.path.is_dir() {
            return Err(FileError::IsFolder(self.path.clone()));
        }
        let (file, folder) = (self.path.clone(), folder_of(&self.path).to_owned());
        if folder.exists() && !folder.is_dir() {
            // Not every system says it so.
            return Err(FileError::of(&file, &io::ErrorKind::NotADirectory.into()));
        }
        if !folder.is_dir() {
            return Err(FileError::NoFolder { file, folder });
        }
        match disk::look(&self.path) {
            // Such as a name that is too long.
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(FileError::of(&self.path, &error))
            }
            _ => Ok(()),
        }
    }
}

/// A file being written, under another name beside its place. Dropped, it is gone.
#[derive(Debug)]
pub struct Draft {
    file: BufWriter<File>,
    name: TempPath,
}

impl Draft {
    /// A draft of the file at `path`.
    pub(super) fn new(path: &Path, like: Option<Permissions>) -> io::Result<Self> {
        let (file, name) = disk::new_file(folder_of(path), like)?;
        let file = BufWriter::new(file);
        Ok(Self { file, name })
    }

    /// Puts it on the disk, complete. It is then to be [renamed](disk::rename).
    pub(super) fn finish(self) -> io::Result<Complete> {
        let file = self.file.into_inner().map_err(IntoInnerError::into_error)?;
        disk::complete(file, self.name)
    }
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        disk::before(Step::Write, &self.name)?;
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Seek for Draft {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

/// Whether a name is that of a file or folder that was never completed.
pub fn is_unfinished(name: &OsStr) -> bool {
    name.to_string_lossy().starts_with(UNFINISHED)
}

/// Removes the files and folders that killed programs left unfinished in a folder. What cannot be removed
/// stays.
pub fn clear_unfinished(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let unfinished = entries.filter(|entry| is_unfinished(&entry.file_name()));
    for path in unfinished.map(|entry| entry.path()) {
        disk::remove_abandoned(&path);
    }
}

#[cfg(test)]
mod tests {
    use super::super::faults::{self, Fault};
    use super::*;
    use std::time::{Duration, SystemTime};

    fn alone(folder: &Path) -> bool {
        fs::read_dir(folder).expect("a folder").count() == 1
    }

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
        assert!(alone(place.path()));
    }

    #[test]
    fn a_folder_and_a_missing_folder_are_told_apart() {
        let place = tempfile::tempdir().expect("a folder");
        let folder = Target::reserve(place.path(), true);
        assert!(matches!(folder, Err(FileError::IsFolder(_))));
        let nowhere = Target::reserve(&place.path().join("no").join("a.png"), true);
        assert!(matches!(nowhere, Err(FileError::NoFolder { .. })));
    }

    #[test]
    fn whatever_step_fails_what_was_there_stays_and_nothing_is_left_beside_it() {
        let place = tempfile::tempdir().expect("a folder");
        let path = place.path().join("a.csv");
        fs::write(&path, "old").expect("written");
        for step in 0..4 {
            let write = || Target::replacing(&path).write(b"new");
            let outcome = faults::failing(place.path(), (step, Fault::Full), write);
            let said = outcome.expect_err("refused").to_string();
            assert!(said.ends_with("a.csv cannot be written: the disk is full"));
            assert_eq!(fs::read(&path).expect("there"), b"old", "{step:?}");
            assert!(alone(place.path()), "{step:?}");
        }
        let half = Target::replacing(&path).write_with(|draft| {
            draft.write_all(b"half")?;
            Err(io::Error::other("it was cancelled"))
        });
        assert_eq!(half.expect_err("failed").reason(), "it was cancelled");
        assert_eq!(fs::read(&path).expect("there"), b"old");
        assert!(alone(place.path()));
    }

    #[test]
    fn the_content_is_on_the_disk_before_it_takes_its_place_and_the_name_after() {
        let place = tempfile::tempdir().expect("a folder");
        let target = Target::vacant(&place.path().join("a.csv"));
        let (outcome, steps) = faults::with(place.path(), None, || target.write(b"new"));
        outcome.expect("written");
        use Step::{Create, Rename, Sync, SyncFolder, Write};
        assert_eq!(steps, [Create, Write, Sync, Rename, SyncFolder]);
        // The content is safe, whether or not the system can sync folders.
        let again = || Target::replacing(&target.path).write(b"newer");
        let written = faults::failing(place.path(), (4, Fault::Full), again);
        written.expect("written");
    }

    #[test]
    fn a_name_that_is_too_long_is_refused_in_words() {
        let place = tempfile::tempdir().expect("a folder");
        let path = place.path().join("x".repeat(300));
        Target::reserve(&path, true).expect_err("told before any work is done");
        let said = Target::replacing(&path).write(b"").expect_err("too long");
        assert!(!said.reason().contains("os error"), "{said}");
        assert_eq!(fs::read_dir(place.path()).expect("a folder").count(), 0);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_and_the_file_that_it_names_is_replaced() {
        let place = tempfile::tempdir().expect("a folder");
        let elsewhere = tempfile::tempdir().expect("a folder");
        let (file, link) = (elsewhere.path().join("a.csv"), place.path().join("a.csv"));
        fs::write(&file, "old").expect("written");
        std::os::unix::fs::symlink(&file, &link).expect("linked");
        let target = Target::reserve(&link, true).expect("replaceable");
        target.write(b"new").expect("written");
        assert_eq!(fs::read(&file).expect("there"), b"new");
        assert!(fs::symlink_metadata(&link).expect("there").is_symlink());
        assert!(alone(place.path()) && alone(elsewhere.path()));
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_may_not_be_written_to_is_told_and_permissions_are_kept() {
        use std::os::unix::fs::PermissionsExt as _;
        let place = tempfile::tempdir().expect("a folder");
        let path = place.path().join("a.csv");
        let mode = |path: &Path, mode| {
            fs::set_permissions(path, Permissions::from_mode(mode)).expect("set");
        };
        Target::vacant(&path).write(b"one").expect("written");
        mode(&path, 0o640);
        mode(place.path(), 0o555);
        // The superuser may write anywhere.
        if let Err(refused) = Target::replacing(&path).write(b"two") {
            assert_eq!(refused.reason(), "permission denied");
        }
        mode(place.path(), 0o755);
        Target::replacing(&path).write(b"three").expect("written");
        let kept = fs::metadata(&path).expect("there").permissions().mode();
        assert_eq!(kept & 0o777, 0o640);
        assert!(alone(place.path()));
    }

    #[cfg(unix)]
    #[test]
    fn what_is_complete_is_not_cleared_away_before_it_has_its_name() {
        let place = tempfile::tempdir().expect("a folder");
        let path = place.path().join("a.csv");
        let draft = Draft::new(&path, None).expect("made");
        long_ago(draft.file.get_ref());
        let complete = draft.finish().expect("complete");
        clear_unfinished(place.path());
        disk::rename(complete, &path, false).expect("still there");
        let link = disk::new_link(&path).expect("linked");
        clear_unfinished(place.path());
        disk::rename(link, &place.path().join("b.csv"), false).expect("still there");
    }

    #[cfg(unix)]
    #[test]
    fn whoever_clears_away_what_was_left_takes_nothing_from_those_who_write() {
        let place = tempfile::tempdir().expect("a folder");
        std::thread::scope(|scope| {
            let writers = ["a.csv", "b.csv"].map(|name| {
                let target = Target::replacing(&place.path().join(name));
                scope.spawn(move || (0..100).try_for_each(|_| target.put(|d| d.write_all(b"x"))))
            });
            while !writers.iter().all(|writer| writer.is_finished()) {
                clear_unfinished(place.path());
            }
            for writer in writers {
                writer.join().expect("no panic").expect("written");
            }
        });
    }

    #[test]
    fn what_killed_programs_left_unfinished_is_cleared_away_and_nothing_else() {
        let place = tempfile::tempdir().expect("a folder");
        let path = place.path().join("a.csv");
        fs::write(&path, "old").expect("written");
        let held = Draft::new(&path, None).expect("made");
        let Draft { file, name } = Draft::new(&path, None).expect("made");
        long_ago(file.get_ref());
        drop(file);
        name.keep().expect("left behind");
        let (folder, holding) = disk::new_folder(place.path()).expect("made");
        fs::write(folder.path().join("a.csv"), "half").expect("written");
        clear_unfinished(place.path());
        assert!(path.exists() && held.name.exists() && folder.path().exists());
        assert_eq!(fs::read_dir(place.path()).expect("a folder").count(), 3);
        drop((held, holding));
        let left = folder.keep();
        if cfg!(unix) {
            clear_unfinished(place.path());
            assert!(!left.exists(), "at once, as nobody holds it");
        }
    }

    fn long_ago(file: &File) {
        let at = SystemTime::now() - Duration::from_secs(1000);
        file.set_modified(at).expect("set");
    }
}
