//! The words that the window shows.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use egui::FontId;
use proc_macro2::{TokenStream, TokenTree};

use crate::harness::*;

/// Where words of the window stand: all that it says, and what others say that it shows, such as errors.
const FOLDERS: [&str; 8] = [
    "src/app",
    "src/scenario",
    "src/engine",
    "src/analysis",
    "src/export",
    "src/storage",
    "src/model",
    "src/lesson",
];

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths
        .flat_map(|path| match path.is_dir() {
            true => files(&path),
            false => vec![path],
        })
        .collect()
}

/// The characters of all texts in a source, but for its documentation.
fn characters(source: TokenStream, found: &mut Vec<char>) {
    let mut documents = false;
    for token in source {
        match token {
            TokenTree::Group(group) => characters(group.stream(), found),
            TokenTree::Ident(word) => documents = word == "doc",
            TokenTree::Literal(literal) if !documents => found.extend(literal.to_string().chars()),
            _ => {}
        }
    }
}

/// What the README says to try first.
fn first_steps() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(path).expect("the README");
    let (_, steps) = readme.split_once("## What to try first").expect("steps");
    let (steps, _) = steps.split_once("\n## ").expect("what follows them");
    steps.to_owned()
}

#[test]
fn every_character_that_the_window_writes_can_be_drawn() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut seen = BTreeMap::new();
    let mut note = |text: &mut dyn Iterator<Item = char>, path: &Path| {
        let drawn = text.filter(|c| !c.is_control());
        seen.extend(drawn.map(|c| (c, path.to_path_buf())));
    };
    let sources = FOLDERS.into_iter();
    for path in sources.flat_map(|folder| files(&root.join(folder))) {
        let text = std::fs::read_to_string(&path).expect("text");
        let mut found = Vec::new();
        characters(text.parse().expect("tokens"), &mut found);
        note(&mut found.into_iter(), &path);
    }
    for path in files(&root.join("presets")) {
        let text = std::fs::read_to_string(&path).expect("text");
        note(&mut text.chars(), &path);
    }
    note(&mut first_steps().chars(), Path::new("README.md"));
    assert!(seen.len() > 120, "{}", seen.len());
    let window = window(None, false);
    let mut missing = Vec::new();
    for (c, path) in seen {
        for font in [FontId::proportional(13.0), FontId::monospace(13.0)] {
            let drawn = window.ctx.fonts_mut(|fonts| fonts.has_glyph(&font, c));
            if !drawn {
                missing.push(format!("{c:?} in {} in {}", path.display(), font.family));
            }
        }
    }
    assert!(missing.is_empty(), "no glyph:\n{}", missing.join("\n"));
}
