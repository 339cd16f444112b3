//! The words for what a disk refuses.

use std::io::{self, ErrorKind};

/// Why a file operation failed: in one sentence, without codes and temporary names.
pub fn reason(error: &io::Error) -> String {
    let known = match error.kind() {
        ErrorKind::NotFound => "no such file or folder",
        ErrorKind::PermissionDenied => "permission denied",
        ErrorKind::StorageFull => "the disk is full",
        ErrorKind::QuotaExceeded => "the disk quota is used up",
        ErrorKind::ReadOnlyFilesystem => "the disk is read-only",
        ErrorKind::NotADirectory => "a file stands where a folder is needed",
        ErrorKind::IsADirectory => "it is a folder",
        ErrorKind::InvalidFilename => "its name is too long, or not allowed there",
        ErrorKind::UnexpectedEof => "it ends too early",
        kind if error.raw_os_error().is_some() => return kind.to_string(),
        _ => return error.to_string(),
    };
    known.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_has_no_codes_and_the_words_of_our_own_errors_stay() {
        let said = |kind: ErrorKind| reason(&kind.into());
        assert_eq!(said(ErrorKind::NotFound), "no such file or folder");
        assert_eq!(said(ErrorKind::StorageFull), "the disk is full");
        let busy = io::Error::from_raw_os_error(16);
        assert!(!reason(&busy).contains("os error"), "{}", reason(&busy));
        let own = io::Error::new(ErrorKind::InvalidData, "three values in a row of two");
        assert_eq!(reason(&own), "three values in a row of two");
    }
}
