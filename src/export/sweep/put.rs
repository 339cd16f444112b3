//! Files that are there complete or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use tempfile::{Builder, NamedTempFile};

use super::super::ExportError;

/// How the names of files begin that are not complete yet.
const UNFINISHED: &str = ".accordance-";

/// Writes a file under another name in its folder, and then gives it its own, in place of what had it.
pub(super) fn put(path: &Path, content: &[u8]) -> Result<(), ExportError> {
    completed(path, content, |file| {
        file.persist(path).map_err(|error| error.error).map(drop)
    })
}

/// As [`put`], but where a file of this name is there already, it stays. Returns whether the file is
/// the new one.
pub(super) fn put_new(path: &Path, content: &[u8]) -> Result<bool, ExportError> {
    completed(path, content, |file| match file.persist_noclobber(path) {
        Ok(_) => Ok(true),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error.error),
    })
}

/// Another process that finds the sweep complete may clear the file away before it has its name; then
/// it is written again.
fn completed<T>(
    path: &Path,
    content: &[u8],
    name: impl Fn(NamedTempFile) -> io::Result<T>,
) -> Result<T, ExportError> {
    const TRIES: usize = 5;
    let mut outcome = written(path, content).and_then(&name);
    for _ in 1..TRIES {
        match outcome {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                outcome = written(path, content).and_then(&name);
            }
            other => {
                outcome = other;
                break;
            }
        }
    }
    outcome.map_err(|error| ExportError::of_file(path, &error))
}

fn written(path: &Path, content: &[u8]) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(UNFINISHED).suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // What a new file gets, less the user's umask.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(path.parent().unwrap_or(Path::new(".")))?;
    file.write_all(content)?;
    Ok(file)
}

/// Whether a file was never completed.
pub(super) fn is_unfinished(name: &std::ffi::OsStr) -> bool {
    name.to_string_lossy().starts_with(UNFINISHED)
}

/// Removes what killed programs left unfinished in a folder. What cannot be removed stays.
pub(super) fn clear_unfinished(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten().filter(|e| is_unfinished(&e.file_name())) {
        let _ = fs::remove_file(entry.path());
    }
}

/// 64 bits that tell contents apart (FNV-1a), as hexadecimal digits. Guards against accidents, not
/// against malice.
pub(super) fn fingerprint(content: &[u8]) -> String {
    let hash = content
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, &byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
    format!("{hash:016x}")
}
