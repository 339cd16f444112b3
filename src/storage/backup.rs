//! Replacing a file whose old content is kept beside it.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::disk;
use super::file::{Draft, FileError, Target, clear_unfinished};
use super::reason::reason;

/// Gives the file at `path` a new content and keeps the old one beside it with `.bak` added to its
/// name; returns where, if there was one. A file that already has this content is left alone. At every
/// moment either the old or the new content is at `path`, whole.
/// Fails when the disk refuses, or `path` is no file that may be replaced: it is then as it was.
pub fn replace_keeping_backup(path: &Path, content: &[u8]) -> Result<Option<PathBuf>, FileError> {
    let path = &disk::behind_links(path);
    let refused = |reason: String| FileError::Refused {
        file: path.to_owned(),
        reason,
    };
    let failed = |error: io::Error| FileError::of(path, &error);
    let old = match fs::metadata(path) {
        Ok(old) if old.is_dir() => return Err(FileError::IsFolder(path.to_owned())),
        Ok(old) if !old.is_file() => return Err(refused("it is not a regular file".to_owned())),
        Ok(old) if old.permissions().readonly() => {
            return Err(refused("it is read-only".to_owned()));
        }
        Ok(old) => old.permissions(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Target::replacing(path).write(content).map(|()| None);
        }
        Err(error) => return Err(failed(error)),
    };
    if fs::read(path).is_ok_and(|found| found == content) {
        return Ok(None);
    }
    clear_unfinished(disk::folder_of(path));
    let written = || {
        let mut draft = Draft::new(path, Some(old))?;
        draft.write_all(content)?;
        draft.finish()
    };
    let new = written().map_err(failed)?;
    let backup = backup_of(path)
        .map_err(|error| refused(format!("no backup could be made: {}", reason(&error))))?;
    disk::rename(new, path, true).map_err(failed)?;
    Ok(Some(backup))
}

/// Keeps the file at `path` under a second name as well, in one step.
fn backup_of(path: &Path) -> io::Result<PathBuf> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".bak");
    let backup = path.with_file_name(name);
    match disk::new_link(path) {
        Ok(link) => {
            let place = link.path().to_owned();
            disk::rename(link, &backup, true)?;
            // Where both names were links to one file already, the renaming leaves the old name.
            let _ = disk::remove(&place);
        }
        // Not every file system has hard links.
        Err(_) => {
            let mut copy = Draft::new(path, Some(fs::metadata(path)?.permissions()))?;
            copy.write_all(&fs::read(path)?)?;
            disk::rename(copy.finish()?, &backup, true)?;
        }
    }
    Ok(backup)
}
