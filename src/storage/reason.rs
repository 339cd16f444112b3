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

/// How much of what stands in a file an error quotes.
const LONGEST_QUOTE: usize = 60;

/// What stands in a file, in quotes: the beginning, if it is long, with escapes for what is not to be printed.
pub fn quoted(text: &str) -> String {
    match text.char_indices().nth(LONGEST_QUOTE) {
        None => format!("{text:?}"),
        Some((end, _)) => format!("{:?} …", &text[..end]),
    }
}

/// A message is no longer than this, whatever it quotes.
const LONGEST_MESSAGE: usize = 2000;

/// A message as it may be shown: in one line that is not too long, with escapes for what would do something
/// to a terminal.
pub fn in_one_line(message: &str) -> String {
    let line: String = message
        .split(['\n', '\r'])
        .map(str::trim)
        .collect::<Vec<_>>()
        .join(" ");
    let shown = printable(&line);
    match shown.char_indices().nth(LONGEST_MESSAGE) {
        None => shown,
        Some((end, _)) => format!("{} …", &shown[..end]),
    }
}

/// A text with escapes for what would do something to a terminal; its lines stay.
pub fn printable(text: &str) -> String {
    let acts = |c: char| {
        c.is_control() && c != '\n'
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match acts(c) {
            true => shown.extend(c.escape_unicode()),
            false => shown.push(c),
        }
    }
    shown
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

    #[test]
    fn what_a_file_says_is_quoted_in_short_and_cannot_reach_the_terminal() {
        assert_eq!(quoted("ρ"), "\"ρ\"");
        assert_eq!(quoted("\u{1b}[2J\n"), r#""\u{1b}[2J\n""#);
        assert_eq!(quoted(&"ρ".repeat(70)), format!("\"{}\" …", "ρ".repeat(60)));
    }

    #[test]
    fn a_message_is_one_line_that_does_nothing_to_a_terminal() {
        assert_eq!(in_one_line("one\r\n  two\u{1b}[2J"), "one  two\\u{1b}[2J");
        assert_eq!(in_one_line(&"ρ".repeat(9000)).chars().count(), 2002);
        assert_eq!(printable("a\nb\tc\u{202e}"), "a\nb\\u{9}c\\u{202e}");
    }
}
