//! The file of a network: as long as nobody cancels it.

use std::io::{self, Seek, SeekFrom, Write};
use std::path::Path;

use crate::export::ExportError;
use crate::storage::{Draft, Target};

/// Says whether to go on.
pub(super) type GoOn<'a> = &'a (dyn Fn() -> bool + 'a);

/// The file being written; ends with an error when it is not to go on.
pub(super) struct Sink<'a> {
    file: &'a mut Draft,
    go_on: GoOn<'a>,
    until_asked: usize,
}

/// After so many pieces it is asked again whether to go on.
const PIECES: usize = 4_096;

impl Write for Sink<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.until_asked -= 1;
        if self.until_asked == 0 {
            self.until_asked = PIECES;
            if !(self.go_on)() {
                return Err(io::Error::other("it was cancelled"));
            }
        }
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Seek for Sink<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

/// Puts what `write` writes at `path`; until it is complete, what was there before stays.
pub(super) fn put(
    path: &Path,
    go_on: GoOn<'_>,
    write: impl FnOnce(&mut Sink<'_>) -> io::Result<()>,
) -> Result<(), ExportError> {
    Ok(Target::replacing(path).write_with(|file| {
        write(&mut Sink {
            file,
            go_on,
            until_asked: PIECES,
        })
    })?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_there_stays_until_the_new_file_is_complete() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.csv");
        std::fs::write(&path, "old").expect("written");
        let failed = put(&path, &|| true, |sink| {
            sink.write_all(b"half")?;
            Err(io::ErrorKind::StorageFull.into())
        });
        let message = failed.expect_err("failed").to_string();
        assert!(message.ends_with("cannot be written: the disk is full"));
        let cancelled = put(&path, &|| false, |sink| {
            (0..2 * PIECES).try_for_each(|_| sink.write_all(b"x"))
        });
        assert!(cancelled.is_err());
        assert_eq!(std::fs::read_to_string(&path).expect("there"), "old");
        put(&path, &|| true, |sink| sink.write_all(b"new")).expect("written");
        assert_eq!(std::fs::read_to_string(&path).expect("there"), "new");
        let left = std::fs::read_dir(folder.path()).expect("a folder").count();
        assert_eq!(left, 1, "nothing else is left behind");
    }

    #[test]
    fn a_missing_folder_and_a_folder_of_that_name_are_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let said = |path: &Path| {
            let refused = put(path, &|| true, |_| Ok(()));
            refused.expect_err("refused").to_string()
        };
        assert!(said(folder.path()).ends_with("a folder has this name"));
        assert!(said(&folder.path().join("no/a.csv")).contains("there is no folder"));
    }
}
