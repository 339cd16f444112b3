//! What this program is: its version, the commit that it was built from, and the licences of all that
//! it is made of.

use std::io::Read as _;

use flate2::read::GzDecoder;

/// The version of the program.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The commit that a release build was made from, with `-dirty` if there were other changes; `unknown`
/// where that is not known.
pub const COMMIT: &str = env!("ACCORDANCE_COMMIT");

/// What `--version` says.
pub const LONG_VERSION: &str = concat!(
    env!("CARGO_PKG_VERSION"),
    "\ncommit ",
    env!("ACCORDANCE_COMMIT"),
    "\nCopyright (c) 2026 The Accordance authors\n",
    "MIT OR Apache-2.0; `accordance licences` shows the licences of all its parts"
);

/// Written by `packaging/licences/make`.
static LICENCES: &[u8] = include_bytes!("../assets/licences.txt.gz");

/// Between two sections of the licences stands a line of so many equals signs.
const RULE: usize = 96;

/// The licences of all parts of the program, as text: first a list of the parts, then section by section
/// the texts that they ask to be shown.
///
/// # Errors
/// Only if the program is damaged.
pub fn licences() -> Result<String, String> {
    let mut text = String::new();
    GzDecoder::new(LICENCES)
        .read_to_string(&mut text)
        .map_err(|error| error.to_string())?;
    Ok(text)
}

/// The lines of the licences that have to do with what is sought: of the list of parts those that say
/// it, of the texts whole sections. Capitals do not matter; all lines if nothing is sought.
pub fn lines_about<'a>(licences: &'a str, sought: &str) -> Vec<&'a str> {
    let sought = sought.trim().to_lowercase();
    let says = |text: &str| text.to_lowercase().contains(&sought);
    if sought.is_empty() {
        return licences.lines().collect();
    }
    let mut found = Vec::new();
    let mut section = Vec::new();
    let mut is_list = true;
    // Behind the last section there is no rule.
    for line in licences.lines().map(Some).chain([None]) {
        let within = line.filter(|line| !(line.len() == RULE && line.chars().all(|c| c == '=')));
        if let Some(line) = within {
            section.push(line);
            continue;
        }
        if is_list {
            found.extend(section.drain(..).filter(|line| says(line)));
        } else if section.iter().any(|line| says(line)) {
            found.push("");
            found.append(&mut section);
        }
        section.clear();
        is_list = false;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_licences_can_be_read_and_name_the_fonts_and_the_digits() {
        let licences = licences().expect("whole");
        for part in ["epaint_default_fonts", "UBUNTU FONT LICENCE", "Alpaydin"] {
            assert!(licences.contains(part), "{part}");
        }
        assert!(!licences.contains('\r') && licences.ends_with('\n'));
    }

    #[test]
    fn a_search_finds_lines_of_the_list_and_whole_texts() {
        let rule = "=".repeat(RULE);
        let text = format!(
            "Parts:\n    one 1.0: MIT\n    two 2.0: ISC\n\n{rule}\n\nMIT License\nof one\n\n{rule}\n\nISC\nof two\n"
        );
        assert_eq!(lines_about(&text, " ").len(), text.lines().count());
        let found = lines_about(&text, "ONE");
        let expected = ["    one 1.0: MIT", "", "", "MIT License", "of one", ""];
        assert_eq!(found, expected);
        assert_eq!(lines_about(&text, "isc")[0], "    two 2.0: ISC");
        assert!(lines_about(&text, "three").is_empty());
    }
}
