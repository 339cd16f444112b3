//! Replacing a file so that at every moment either the old or the new content is there, whole.

use std::fs::{self, File, Permissions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::{Builder, NamedTempFile};

use super::error::reason;

/// What [`replace`] has done.
#[derive(Debug)]
pub(super) struct Replaced {
    /// Where the old content is kept.
    pub backup: Option<PathBuf>,
}

/// Gives the file at `target` a new content and keeps the old one beside it as a backup. A file that
/// already has this content is left alone. Fails with a reason in words, and then the old content
/// still stands at `target`.
pub(super) fn replace(target: &Path, content: &[u8]) -> Result<Replaced, String> {
    let in_words = |error: io::Error| reason(&error);
    let folder = match target.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    let old = match fs::metadata(target) {
        Ok(old) if old.is_dir() => return Err("a folder has this name".to_owned()),
        Ok(old) if !old.is_file() => return Err("it is not a regular file".to_owned()),
        Ok(old) if old.permissions().readonly() => return Err("it is read-only".to_owned()),
        Ok(old) => Some(old.permissions()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(in_words(error)),
    };
    if !folder.is_dir() {
        return Err(format!("there is no folder {}", folder.display()));
    }
    if old.is_some() && fs::read(target).is_ok_and(|found| found == content) {
        return Ok(Replaced { backup: None });
    }
    let replaces = old.is_some();
    let new = written(folder, content, old).map_err(in_words)?;
    let backup = replaces.then(|| backup_of(target, folder)).transpose();
    let backup = backup.map_err(|error| format!("no backup could be made: {}", reason(&error)))?;
    new.persist(target).map_err(|error| reason(&error.error))?;
    sync_folder(folder);
    Ok(Replaced { backup })
}

/// A temporary file with the new content, safely on the disk.
fn written(
    folder: &Path,
    content: &[u8],
    permissions: Option<Permissions>,
) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(".accordance-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // What a new file gets, less the user's umask.
        builder.permissions(Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(content)?;
    if let Some(permissions) = permissions {
        file.as_file().set_permissions(permissions)?;
    }
    file.as_file().sync_all()?;
    Ok(file)
}

/// Keeps the file at `target` under a second name as well, in one step.
fn backup_of(target: &Path, folder: &Path) -> io::Result<PathBuf> {
    let mut name = target.file_name().unwrap_or_default().to_owned();
    name.push(".bak");
    let backup = target.with_file_name(name);
    let mut builder = Builder::new();
    builder.prefix(".accordance-").suffix(".bak.tmp");
    let linked = builder.make_in(folder, |place| fs::hard_link(target, place));
    match linked {
        Ok(link) => {
            let place = link.path().to_owned();
            link.persist(&backup).map_err(|error| error.error)?;
            // Where both names were links to one file already, the renaming leaves the old name.
            let _ = fs::remove_file(place);
        }
        // Not every file system has hard links.
        Err(_) => {
            let permissions = fs::metadata(target)?.permissions();
            let copy = written(folder, &fs::read(target)?, Some(permissions))?;
            copy.persist(&backup).map_err(|error| error.error)?;
        }
    }
    Ok(backup)
}

/// Puts the renaming on the disk too. Not every system can; the content is safe either way.
fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}
