//! The rules of the house, read from the source: who may import whom, how long a file may be, and
//! no panicking shortcuts outside tests. The rules themselves are explained in `src/lib.rs`.

use std::fs;
use std::path::{Path, PathBuf};

/// Each module and the modules it may use. `main.rs` and `lib.rs` may use everything.
const MAY_USE: [(&str, &[&str]); 8] = [
    ("model", &[]),
    ("analysis", &["model"]),
    ("storage", &[]),
    ("scenario", &["model", "analysis", "storage"]),
    ("engine", &["model", "analysis", "storage", "scenario"]),
    (
        "export",
        &["model", "analysis", "storage", "scenario", "engine"],
    ),
    (
        "cli",
        &[
            "model", "analysis", "storage", "scenario", "engine", "export",
        ],
    ),
    (
        "app",
        &[
            "model", "analysis", "storage", "scenario", "engine", "export",
        ],
    ),
];

const LONGEST_FILE: usize = 450;

/// Splits Rust source into identifiers, numbers and single punctuation characters, leaving out
/// comments, strings and characters.
fn tokens(source: &str) -> Vec<String> {
    let text: Vec<char> = source.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let next = text.get(at + 1).copied();
        match text[at] {
            '/' if next == Some('/') => at = end_of_line(&text, at),
            '/' if next == Some('*') => at = end_of_block_comment(&text, at),
            '"' => at = end_of_string(&text, at),
            'r' if raw_hashes(&text, at).is_some() => at = end_of_raw_string(&text, at),
            '\'' => at = end_of_char_or_lifetime(&text, at),
            c if c.is_alphanumeric() || c == '_' => {
                let word = text[at..]
                    .iter()
                    .take_while(|c| c.is_alphanumeric() || **c == '_');
                let word: String = word.collect();
                at += word.chars().count();
                // The prefix of b"…" or br"…" must not hide the string behind it.
                if word == "br" && raw_hashes(&text, at - 1).is_some() {
                    at = end_of_raw_string(&text, at - 1);
                }
                found.push(word);
            }
            c => {
                if !c.is_whitespace() {
                    found.push(c.to_string());
                }
                at += 1;
            }
        }
    }
    found
}

fn end_of_line(text: &[char], start: usize) -> usize {
    (start..text.len())
        .find(|&i| text[i] == '\n')
        .unwrap_or(text.len())
}

fn end_of_block_comment(text: &[char], start: usize) -> usize {
    let (mut depth, mut at) = (0, start);
    while at + 1 < text.len() {
        match (text[at], text[at + 1]) {
            ('/', '*') => (depth, at) = (depth + 1, at + 2),
            ('*', '/') => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

fn end_of_string(text: &[char], start: usize) -> usize {
    let mut at = start + 1;
    while at < text.len() && text[at] != '"' {
        at += if text[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

/// How many hashes the raw string has that starts with the `r` at `start`, if one does.
fn raw_hashes(text: &[char], start: usize) -> Option<usize> {
    let hashes = text[start + 1..].iter().take_while(|c| **c == '#').count();
    (text.get(start + 1 + hashes) == Some(&'"')).then_some(hashes)
}

fn end_of_raw_string(text: &[char], start: usize) -> usize {
    let hashes = raw_hashes(text, start).unwrap_or_default();
    let closes = |i: usize| {
        text[i] == '"'
            && text[i + 1..]
                .iter()
                .take(hashes)
                .filter(|c| **c == '#')
                .count()
                == hashes
    };
    let content = start + hashes + 2;
    let end = (content..text.len()).find(|&i| closes(i));
    end.map_or(text.len(), |end| end + 1 + hashes)
}

fn end_of_char_or_lifetime(text: &[char], start: usize) -> usize {
    if text.get(start + 1) == Some(&'\\') {
        let after_escaped = start + 3;
        let end = (after_escaped..text.len()).find(|&i| text[i] == '\'');
        return end.map_or(text.len(), |end| end + 1);
    }
    if text.get(start + 2) == Some(&'\'') {
        start + 3
    } else {
        start + 1
    }
}

/// Leaves out every item marked `#[cfg(test)]` or `#[test]`.
fn without_tests(tokens: &[String]) -> Vec<String> {
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at] == "#" && tokens.get(at + 1).is_some_and(|t| t == "[") {
            let end = closing(tokens, at + 1);
            let attribute = &tokens[at + 2..end];
            let has = |word: &str| attribute.iter().any(|t| t == word);
            if has("test") && !has("not") && (has("cfg") || attribute.len() == 1) {
                at = end_of_item(tokens, end + 1);
                continue;
            }
        }
        kept.push(tokens[at].clone());
        at += 1;
    }
    kept
}

/// The position of the bracket that closes the one at `open`.
fn closing(tokens: &[String], open: usize) -> usize {
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        match token.as_str() {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    tokens.len() - 1
}

/// The position after the item that starts at `start`: after its first `;` or its braces.
fn end_of_item(tokens: &[String], start: usize) -> usize {
    let mut at = start;
    while at < tokens.len() {
        match tokens[at].as_str() {
            ";" => return at + 1,
            "{" => return closing(tokens, at) + 1,
            "(" | "[" => at = closing(tokens, at) + 1,
            _ => at += 1,
        }
    }
    at
}

/// The names that a file takes from the root of the crate by `crate::x`, `crate::{x, y::z}` or
/// `accordance::x`, and those it reaches by `super::`, which may be the root too. `*` stands for
/// everything: a glob, or the crate under another name.
fn used_modules(tokens: &[String]) -> Vec<String> {
    let is = |at: usize, text: &str| tokens.get(at).is_some_and(|t| t == text);
    let mut used = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let from_root = token == "crate" || token == "accordance";
        if from_root && is(at + 1, "as") {
            used.push("*".to_owned());
        }
        if !(from_root || token == "super") || !is(at + 1, ":") || !is(at + 2, ":") {
            continue;
        }
        let names = if is(at + 3, "{") {
            heads_of_group(tokens, at + 3)
        } else {
            tokens.get(at + 3).cloned().into_iter().collect()
        };
        used.extend(names.into_iter().filter_map(|name| match name.as_str() {
            "*" | "self" => from_root.then(|| "*".to_owned()),
            _ => Some(name),
        }));
    }
    used
}

/// The first name of each path in the braces that open at `open`.
fn heads_of_group(tokens: &[String], open: usize) -> Vec<String> {
    let end = closing(tokens, open);
    let mut heads = Vec::new();
    let mut at = open + 1;
    let mut expected = true;
    while at < end {
        match tokens[at].as_str() {
            "," => expected = true,
            "{" => at = closing(tokens, at),
            name if expected => {
                heads.push(name.to_owned());
                expected = false;
            }
            _ => {}
        }
        at += 1;
    }
    heads
}

/// What the file `path` (relative to `src/`) uses and may not. `children` are the names that mean
/// something inside its own folder when reached by `super::`, and so not a top-level module.
fn forbidden_imports(path: &Path, source: &str, children: &[String]) -> Vec<String> {
    let mut parts = path.iter().map(|part| part.to_string_lossy());
    let first = parts.next().unwrap_or_default();
    let module = first.trim_end_matches(".rs");
    if ["main", "lib"].contains(&module) {
        return Vec::new();
    }
    let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == module) else {
        return vec![format!(
            "{}: the house has no rule for `{module}`",
            path.display()
        )];
    };
    let known = |name: &str| name == "*" || MAY_USE.iter().any(|(module, _)| *module == name);
    let mut used = used_modules(&tokens(source));
    used.retain(|name| known(name) && !children.contains(name));
    used.sort();
    used.dedup();
    used.into_iter()
        .filter(|name| name != module && !allowed.contains(&name.as_str()))
        .map(|name| format!("{}: `{module}` must not use `{name}`", path.display()))
        .collect()
}

/// The panicking shortcuts in a file, tests left out.
fn shortcuts(path: &Path, source: &str) -> Vec<String> {
    let tokens = without_tests(&tokens(source));
    let starts_at = |at: usize, pattern: &[&str]| {
        pattern
            .iter()
            .enumerate()
            .all(|(i, p)| tokens.get(at + i).is_some_and(|t| t == p))
    };
    let patterns: [&[&str]; 3] = [
        &[".", "unwrap", "(", ")"],
        &["todo", "!"],
        &["unimplemented", "!"],
    ];
    let mut found = Vec::new();
    for at in 0..tokens.len() {
        for pattern in patterns.iter().filter(|p| starts_at(at, p)) {
            found.push(format!("{}: `{}`", path.display(), pattern.concat()));
        }
    }
    found
}

fn source_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of source files") {
        let path = entry.expect("a readable folder").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The names of the files and folders beside a file.
fn neighbours(file: &Path) -> Vec<String> {
    let folder = file.parent().expect("files lie in folders");
    if folder == source_folder() {
        return Vec::new();
    }
    let entries = fs::read_dir(folder).expect("a readable folder");
    let names =
        entries.filter_map(|e| Some(e.ok()?.path().file_stem()?.to_string_lossy().into_owned()));
    names.collect()
}

/// Applies a check to every source file, given its path relative to `src/` and its text.
fn complaints(check: impl Fn(&Path, &str, &Path) -> Vec<String>) -> String {
    let root = source_folder();
    let files = rust_files(&root);
    assert!(files.len() > 10, "the source was found");
    let mut all = Vec::new();
    for file in files {
        let source = fs::read_to_string(&file).expect("UTF-8 source");
        let relative = file.strip_prefix(&root).expect("inside the source folder");
        all.extend(check(relative, &source, &file));
    }
    all.join("\n")
}

#[test]
fn modules_import_only_what_lies_below_them() {
    let found = complaints(|path, source, file| forbidden_imports(path, source, &neighbours(file)));
    assert!(found.is_empty(), "forbidden imports:\n{found}");
}

#[test]
fn files_are_short_enough_to_be_read() {
    let found = complaints(|path, source, _| {
        let lines = source.lines().count();
        let complaint = format!("{}: {lines} lines", path.display());
        Vec::from_iter((lines > LONGEST_FILE).then_some(complaint))
    });
    assert!(
        found.is_empty(),
        "longer than {LONGEST_FILE} lines:\n{found}"
    );
}

#[test]
fn no_panicking_shortcuts_outside_tests() {
    let found = complaints(|path, source, _| shortcuts(path, source));
    assert!(
        found.is_empty(),
        "say what is expected, or return an error:\n{found}"
    );
}

#[test]
fn planted_imports_are_caught_however_they_are_written() {
    let planted = [
        ("model/a.rs", "use crate::engine::Runner;", "engine"),
        ("model/a.rs", "fn f() { crate :: app::run() }", "app"),
        (
            "model.rs",
            "pub use crate::{model::X, scenario::{Scenario, Run}};",
            "scenario",
        ),
        (
            "analysis/deep/a.rs",
            "use crate::{\n    model::{A, b::{C, D}},\n    engine as e,\n};",
            "engine",
        ),
        ("analysis/mod.rs", "use super::scenario;", "scenario"),
        (
            "scenario/a.rs",
            "use super::super::{engine, model};",
            "engine",
        ),
        ("engine/a.rs", "use accordance::export;", "export"),
        ("engine/a.rs", "use crate as all;", "*"),
        ("engine/a.rs", "use crate::*; use super::{self, X};", "*"),
        ("export/a.rs", "use crate::{self as all};", "*"),
        (
            "export/a.rs",
            "#[cfg(test)] mod tests { use crate::cli; }",
            "cli",
        ),
        (
            "cli/a.rs",
            "let c = '\"'; use crate::app; let s = \"\";",
            "app",
        ),
        (
            "app/a.rs",
            "fn f<'a>(x: &'a str) -> crate::cli::X<'a> {}",
            "cli",
        ),
    ];
    for (path, source, module) in planted {
        let found = forbidden_imports(Path::new(path), source, &[]);
        let expected = format!("must not use `{module}`");
        assert!(
            found.len() == 1 && found[0].ends_with(&expected),
            "{source}: {found:?}"
        );
    }
    let stranger = forbidden_imports(Path::new("helpers/a.rs"), "", &[]);
    assert!(stranger[0].contains("no rule for `helpers`"));
}

#[test]
fn permitted_imports_pass() {
    let permitted = [
        ("main.rs", "use accordance::{app, cli};"),
        ("lib.rs", "pub mod app; pub use crate::cli::run;"),
        (
            "model/a.rs",
            "use super::{Scalar, clocks}; use crate::model::Rules; pub(crate) fn f() {}",
        ),
        (
            "model/a.rs",
            "// use crate::app;\n/* crate::cli /* nested */ crate::app */ fn f() {}",
        ),
        (
            "model/a.rs",
            "/// See [`crate::engine`].\nconst A: &str = \"crate::app\";",
        ),
        (
            "model/a.rs",
            "const A: &str = r#\"a \" crate::app\"#; const B: &[u8] = br\"crate::app\";",
        ),
        ("model/a.rs", "use super::*; use super::{self, X};"),
        ("analysis/a.rs", "use crate::model::{self, engine};"),
        (
            "engine/a.rs",
            "use crate::{analysis::app, model, scenario::Scenario};",
        ),
        ("app/views/a.rs", "use crate::{app::theme, engine, export};"),
        (
            "app/a.rs",
            "pub(in crate::app) fn f() {} const V: &str = crate::VERSION;",
        ),
    ];
    for (path, source) in permitted {
        let found = forbidden_imports(Path::new(path), source, &[]);
        assert!(found.is_empty(), "{source}: {found:?}");
    }
    let child = forbidden_imports(
        Path::new("model/mod.rs"),
        "use super::engine;",
        &["engine".to_owned()],
    );
    assert!(child.is_empty(), "a file of that name in the own folder");
}

#[test]
fn planted_shortcuts_are_caught_and_tests_may_use_them() {
    let path = Path::new("model/a.rs");
    let bad = "fn f() { x . unwrap ( ) ; todo!() }\n#[cfg(not(test))] fn g() { y.unwrap(); }";
    assert_eq!(shortcuts(path, bad).len(), 3);
    let fine = "fn f() { x.unwrap_or(1); \"a.unwrap()\"; } // todo!()\n\
        #[cfg(test)]\n#[allow(dead_code)]\nmod tests { fn g() { x.unwrap(); } }\n\
        #[cfg(all(test, unix))] use a::b;\n#[test] fn h() -> [u8; 2] { y.unwrap() }";
    assert_eq!(shortcuts(path, fine), Vec::<String>::new());
    assert_eq!(
        shortcuts(path, &format!("{fine} fn k() {{ z.unwrap() }}")).len(),
        1
    );
}
