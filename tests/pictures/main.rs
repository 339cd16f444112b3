//! The window at every size: drawn without a screen, to be looked at, and audited for what is cut off or overlaps.
//!
//! `cargo test --test pictures -- --ignored` draws all of it into `target/pictures`.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::too_many_lines,
    clippy::unwrap_used
)]
#![cfg(feature = "gui")]

mod audit;
mod renderer;
mod screen;
mod sheet;
mod stages;

use std::path::PathBuf;

use screen::SCREENS;
/// Looks at everything on a screen, and tells what is wrong there.
fn audited(number: usize) {
    let screen = SCREENS[number];
    let mut wrong = Vec::new();
    stages::all(screen, &mut |name, window| {
        let mut found = audit::all(window);
        if name == "licences" {
            // Lines of a text that is scrolled to its sides too.
            found.retain(|what| !what.contains("the text"));
        }
        wrong.extend(found.into_iter().map(|what| format!("{name}: {what}")));
    });
    assert!(
        wrong.is_empty(),
        "at {screen}, {} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn nothing_is_cut_off_or_overlaps_in_a_small_window() {
    audited(0);
}

#[test]
fn nothing_is_cut_off_or_overlaps_in_a_window_of_usual_size() {
    audited(1);
}

#[test]
fn nothing_is_cut_off_or_overlaps_on_a_large_screen() {
    audited(2);
}

#[test]
fn nothing_is_cut_off_or_overlaps_with_text_of_twice_the_size() {
    audited(3);
}

#[test]
fn nothing_is_cut_off_or_overlaps_in_a_small_window_with_text_of_twice_the_size() {
    audited(4);
}

/// Not run with the others: it takes some minutes and draws some hundred pictures. `ACCORDANCE_PICTURES_ONLY=about,2` draws those whose
/// names have one of these words.
#[test]
#[ignore = "draws pictures for people to look at"]
fn every_picture() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/pictures");
    std::fs::create_dir_all(&folder).expect("a folder");
    let only = std::env::var("ACCORDANCE_PICTURES_ONLY").unwrap_or_default();
    let words: Vec<&str> = only.split(',').filter(|word| !word.is_empty()).collect();
    for screen in SCREENS {
        let mut drawn = Vec::new();
        stages::all(screen, &mut |name, window| {
            let name = format!("{screen}-{name}");
            if words.is_empty() || words.iter().any(|word| name.contains(word)) {
                let picture = window.picture();
                picture
                    .save(folder.join(format!("{name}.png")))
                    .expect("saved");
                drawn.push((name, picture));
            }
        });
        sheet::save(&folder.join(format!("sheet-{screen}.png")), &drawn);
    }
}
