//! The words that the window shows.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use egui::FontId;
use proc_macro2::{TokenStream, TokenTree};

use crate::harness::*;

/// Where words of the window stand.
const FOLDERS: [&str; 4] = ["src/app", "src/scenario", "src/engine", "src/analysis"];

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

#[test]
fn every_character_that_the_window_writes_can_be_drawn() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut seen = BTreeMap::new();
    for path in FOLDERS
        .into_iter()
        .flat_map(|folder| files(&root.join(folder)))
    {
        let text = std::fs::read_to_string(&path).expect("text");
        let mut found = Vec::new();
        characters(text.parse().expect("tokens"), &mut found);
        let drawn = found.into_iter().filter(|c| !c.is_control());
        seen.extend(drawn.map(|c| (c, path.clone())));
    }
    let window = window(None, false);
    for (c, path) in seen {
        for font in [FontId::proportional(13.0), FontId::monospace(13.0)] {
            let drawn = window.ctx.fonts_mut(|fonts| fonts.has_glyph(&font, c));
            assert!(
                drawn,
                "{c:?} in {} has no glyph in {font:?}",
                path.display()
            );
        }
    }
}
