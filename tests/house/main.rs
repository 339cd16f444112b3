//! The rules of the house, checked on the source: who may import whom, what the mathematics may not
//! know, how long files and functions may be, and no panicking shortcuts outside tests. They stand
//! in `rules.rs`; `ARCHITECTURE.md` explains them.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::too_many_lines,
    clippy::unwrap_used
)]

mod planted;
mod read;
mod rules;
mod source;

use std::sync::LazyLock;

use rules::{LAYERS, STANDS_IN, WITHIN_APP};
use source::Source;

/// The source of this package, read once for all tests.
static SOURCE: LazyLock<Source> = LazyLock::new(Source::of_package);

/// Fails with what was found, a line each, unless it is nothing.
fn none(what: &str, found: &[String]) {
    assert!(found.is_empty(), "{what}:\n{}", found.join("\n"));
}

#[test]
fn modules_import_only_what_lies_below_them() {
    let found = rules::forbidden_imports(&SOURCE, &LAYERS);
    none("forbidden imports", &found);
}

#[test]
fn the_parts_of_the_window_import_only_what_lies_below_them() {
    let found = rules::upward_imports(&SOURCE, &WITHIN_APP);
    none("forbidden imports within the window", &found);
}

#[test]
fn the_mathematics_knows_no_time_files_or_threads() {
    none("not mathematics", &rules::worldly_names(&SOURCE));
}

#[test]
fn no_more_than_four_files_import_each_other_in_a_circle() {
    none("circles of imports", &rules::large_circles(&SOURCE));
}

#[test]
fn files_are_short_enough_to_be_read() {
    none("files that are too long", &rules::long_files(&SOURCE));
}

#[test]
fn mod_rs_only_declares_and_passes_names_on() {
    none("written in mod.rs", &rules::written_in_mod_rs(&SOURCE));
}

#[test]
fn functions_fit_a_screen() {
    let found = rules::long_functions(&SOURCE);
    none("functions that do not fit a screen", &found);
}

#[test]
fn no_panicking_shortcuts_outside_tests() {
    none("panicking shortcuts", &rules::shortcuts(&SOURCE));
}

#[test]
fn every_addition_touches_as_few_files_as_its_recipe_says() {
    for (what, names, most) in STANDS_IN {
        let files = rules::files_that_name(&SOURCE, names);
        assert!(!files.is_empty(), "nothing names {what}, {names:?}");
        assert!(
            files.len() <= most,
            "{what} stands in {files:?}, not in {most}"
        );
    }
}
