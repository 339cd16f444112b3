//! The rules as lists, and what in a source breaks them.

use std::collections::BTreeSet;

use crate::read::Declared;
use crate::source::{File, Source};

/// Each module and the modules it may use. `main.rs` and `lib.rs` may use everything.
pub const LAYERS: [(&str, &[&str]); 11] = [
    ("about", &[]),
    ("model", &[]),
    ("storage", &[]),
    ("analysis", &["model"]),
    ("scenario", &["model", "analysis", "storage"]),
    ("engine", &["model", "analysis", "scenario", "storage"]),
    ("lesson", &["model", "scenario", "engine", "storage"]),
    (
        "export",
        &["model", "analysis", "scenario", "engine", "storage"],
    ),
    (
        "cli",
        &[
            "about", "model", "analysis", "scenario", "engine", "lesson", "export", "storage",
        ],
    ),
    (
        "app",
        &[
            "about", "model", "analysis", "scenario", "engine", "lesson", "export", "storage",
        ],
    ),
    // A test of all that writes.
    (
        "under_faults",
        &["scenario", "export", "storage", "cli", "app"],
    ),
];

/// Parts of the window, by the beginnings of their paths, and what they may not use: what knows how a
/// thing looks knows nothing of what is shown, views know nothing of what arranges them, and only the
/// window knows the window.
pub const WITHIN_APP: [(&[&str], &[&str]); 5] = [
    (
        &["app/commands", "app/choices", "app/pane.rs", "app/theme"],
        &["app/views/", "app/panels/", "app/widgets/", "app/jobs/"],
    ),
    (
        &["app/widgets/"],
        &[
            "app/views/",
            "app/panels/",
            "app/jobs/",
            "app/document",
            "app/engine_link",
            "app/session",
        ],
    ),
    (
        &["app/views/"],
        &[
            "app/panels/",
            "app/jobs/",
            "app/document",
            "app/engine_link",
            "app/session",
            "app/questions/",
            "app/window",
        ],
    ),
    (
        &["app/panels/"],
        &[
            "app/jobs/",
            "app/questions/",
            "app/engine_link",
            "app/session",
        ],
    ),
    (
        &[
            "app/widgets/",
            "app/views/",
            "app/panels/",
            "app/jobs/",
            "app/questions/",
            "app/compare/",
            "app/engine_link",
            "app/session",
        ],
        &["app/window"],
    ),
];

/// What is no mathematics, and the modules that keep to it.
const WORLDLY: [&str; 9] = [
    "std::env",
    "std::fs",
    "std::io",
    "std::net",
    "std::path",
    "std::process",
    "std::thread",
    "std::time",
    "rayon",
];
const PURE: [&str; 2] = ["model", "analysis"];

/// Files that may import each other in a circle.
const LARGEST_CIRCLE: usize = 4;
const LONGEST_FILE: usize = 450;
const LONGEST_FUNCTION: usize = 60;

/// An example of each thing that `CONTRIBUTING.md` has a recipe for, the names by which it goes, and
/// in how many files of `src` they may stand. A file that is called by such a name counts too.
pub const STANDS_IN: [(&str, &[&str], usize); 5] = [
    ("a measure", &["mean_abs_credit", "MEAN_CREDIT"], 3),
    ("a view, beside its `mod` line", &["RetrogradeView"], 2),
    ("a network format", &["Npz", "npz"], 2),
    ("a picture format", &["Svg"], 2),
    ("a choice, beside its mathematics", &["SHUFFLED_CREDIT"], 2),
];

/// Every path by which a file leaves its own top module for one that it may not use. `*` stands for
/// the crate as a whole, under whatever name.
pub fn forbidden_imports(source: &Source, layers: &[(&str, &[&str])]) -> Vec<String> {
    let known = |name: &str| layers.iter().any(|(module, _)| *module == name);
    let mut found = BTreeSet::new();
    for file in &source.files {
        let module = file.top();
        if ["", "main"].contains(&module) {
            continue;
        }
        let Some((_, allowed)) = layers.iter().find(|(name, _)| *name == module) else {
            found.insert(format!("{}: no rule for `{module}`", file.path));
            continue;
        };
        for named in &file.read.named {
            let to = source.find(file, named);
            let written = to.files.iter().map(|&at| source.files[at].top());
            let through = to.tops.iter().map(String::as_str);
            let whole = to.whole_crate.then_some("*");
            let used = written
                .chain(through)
                .filter(|name| known(name))
                .chain(whole);
            let forbidden = used.filter(|name| *name != module && !allowed.contains(name));
            found.extend(
                forbidden.map(|name| format!("{}: `{module}` must not use `{name}`", file.path)),
            );
        }
    }
    found.into_iter().collect()
}

/// Every import from one of the parts to what it may not use, outside tests.
pub fn upward_imports(source: &Source, parts: &[(&[&str], &[&str])]) -> Vec<String> {
    let begins = |path: &str, with: &[&str]| with.iter().any(|start| path.starts_with(start));
    let imports = source.imports().into_iter();
    let found = imports.filter_map(|((from, to), named)| {
        let (from, to) = (&source.files[from].path, &source.files[to].path);
        let forbidden = |(part, not): &&(&[&str], &[&str])| begins(from, part) && begins(to, not);
        parts.iter().find(forbidden)?;
        Some(format!("{from} uses {to} (`{}`)", named.path.join("::")))
    });
    found.collect()
}

/// Every name in the pure modules, outside tests, of something that is not mathematics.
pub fn worldly_names(source: &Source) -> Vec<String> {
    let mut found = BTreeSet::new();
    for file in source
        .files
        .iter()
        .filter(|f| PURE.contains(&f.top()) && !f.in_test)
    {
        for named in file.read.named.iter().filter(|named| !named.in_test) {
            let path = named.path.join("::");
            let is = |name: &&&str| path == **name || path.starts_with(&format!("{name}::"));
            if WORLDLY.iter().any(|name| is(&name)) || path == "std" {
                found.insert(format!("{}: `{path}`", file.path));
            }
        }
    }
    found.into_iter().collect()
}

/// Every circle of imports that is too large.
pub fn large_circles(source: &Source) -> Vec<String> {
    let circles = source.circles().into_iter();
    let large = circles.filter(|files| files.len() > LARGEST_CIRCLE);
    large
        .map(|files| format!("{} files: {}", files.len(), files.join(" ")))
        .collect()
}

/// Every file that is too long.
pub fn long_files(source: &Source) -> Vec<String> {
    let long = source.files.iter().filter(|file| file.lines > LONGEST_FILE);
    long.map(|file| format!("{}: {} lines", file.path, file.lines))
        .collect()
}

/// Every `mod.rs` that does more than to declare modules and to pass names on.
pub fn written_in_mod_rs(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    for file in source.files.iter().filter(|f| f.path.ends_with("mod.rs")) {
        let written = |kind: &Declared| matches!(kind, Declared::Type | Declared::Value);
        let names = file.read.declared.iter().filter(|(.., kind)| written(kind));
        found.extend(names.map(|(_, name, _)| format!("{}: `{name}`", file.path)));
    }
    found
}

/// Every function outside tests that is too long.
pub fn long_functions(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    for file in tested(source) {
        let functions = file.read.functions.iter();
        let long = functions.filter(|function| function.lines > LONGEST_FUNCTION);
        found.extend(
            long.map(|f| format!("{}:{}: {}, {} lines", file.path, f.line, f.name, f.lines)),
        );
    }
    found
}

/// Every panicking shortcut outside tests.
pub fn shortcuts(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    for file in tested(source) {
        let shortcuts = file.read.shortcuts.iter();
        found.extend(shortcuts.map(|(line, what)| format!("{}:{line}: {what}", file.path)));
    }
    found
}

/// The files that are not tests.
fn tested(source: &Source) -> impl Iterator<Item = &File> {
    source.files.iter().filter(|file| !file.in_test)
}

/// The files outside tests in which one of the names stands, as a whole word of code or text, or that
/// are called by it.
pub fn files_that_name<'a>(source: &'a Source, names: &[&str]) -> Vec<&'a str> {
    let apart = |c: char| !c.is_alphanumeric() && c != '_';
    let named = |text: &str| text.split(apart).any(|word| names.contains(&word));
    let files = tested(source).filter(|file| {
        let (_, last) = file.path.rsplit_once('/').unwrap_or(("", &file.path));
        named(last) || file.read.words.iter().any(|word| named(word))
    });
    files.map(|file| file.path.as_str()).collect()
}
