//! The crates that the program is made of keep to `deny.toml`: their licences are allowed, they come from
//! the registry, and what is there twice is listed with a reason. Needs no network.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::too_many_lines,
    clippy::unwrap_used
)]

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;
use toml_edit::DocumentMut;

/// A file beside `Cargo.toml`.
fn file(name: &str) -> DocumentMut {
    let path = format!("{}/{name}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).expect(name);
    text.parse().expect(name)
}

/// The texts of a list in `deny.toml`.
fn allowed(table: &str, list: &str) -> BTreeSet<String> {
    let deny = file("deny.toml");
    let list = deny[table][list].as_array().expect("a list");
    let texts = list
        .iter()
        .map(|entry| entry.as_str().expect("a text").to_owned());
    texts.collect()
}

/// Name, version and source of every crate on every platform.
fn locked() -> Vec<(String, String, Option<String>)> {
    let lock = file("Cargo.lock");
    let crates = lock["package"].as_array_of_tables().expect("crates");
    let text = |of: &toml_edit::Table, key: &str| Some(of.get(key)?.as_str()?.to_owned());
    let crates = crates.iter().map(|package| {
        let [name, version] = ["name", "version"].map(|key| text(package, key).expect(key));
        (name, version, text(package, "source"))
    });
    crates.collect()
}

/// What of a version must stay the same for crates to go together: `1` of 1.2.3, `0.1` of 0.1.2.
fn compatible(version: &str) -> &str {
    let zeros = version.starts_with("0.");
    let end = version.match_indices('.').nth(usize::from(zeros));
    end.map_or(version, |(at, _)| &version[..at])
}

/// The licences that a crate needs: one of each inner list.
fn alternatives(licence: &str) -> Vec<Vec<String>> {
    let parts = licence.replace('/', " OR ");
    let parts = parts.split(" AND ");
    let trimmed = |one: &str| one.trim_matches(['(', ')', ' ']).to_owned();
    parts
        .map(|part| part.split(" OR ").map(trimmed).collect())
        .collect()
}

#[test]
fn every_licence_is_allowed() {
    let cargo = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--offline"])
        .args(["--filter-platform", &host()])
        .args((!cfg!(feature = "gui")).then_some("--no-default-features"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    let told = String::from_utf8_lossy(&cargo.stderr);
    assert!(cargo.status.success(), "{told}");
    let metadata: Value = serde_json::from_slice(&cargo.stdout).expect("JSON");
    let crates = metadata["packages"].as_array().expect("crates");
    assert!(crates.len() > 100);
    let allowed = allowed("licenses", "allow");
    for package in crates {
        let licence = package["license"].as_str().unwrap_or("none");
        let permitted = |one: &Vec<String>| one.iter().any(|licence| allowed.contains(licence));
        let name = &package["name"];
        assert!(
            alternatives(licence).iter().all(permitted),
            "{name} is under {licence}"
        );
    }
}

/// The platform that this is compiled for.
fn host() -> String {
    let rustc = Command::new("rustc")
        .arg("-vV")
        .output()
        .expect("rustc runs");
    let told = String::from_utf8(rustc.stdout).expect("text");
    let host = told.lines().find_map(|line| line.strip_prefix("host: "));
    host.expect("a platform").to_owned()
}

#[test]
fn every_crate_comes_from_the_registry() {
    for (name, _, source) in locked() {
        let Some(source) = source else {
            assert_eq!(name, env!("CARGO_PKG_NAME"));
            continue;
        };
        // The default of `cargo deny`, and the only one there is.
        assert!(
            source.starts_with("registry+") && source.ends_with("/crates.io-index"),
            "{name}"
        );
    }
}

#[test]
fn what_is_there_twice_is_listed_with_a_reason_and_nothing_else_is() {
    let deny = file("deny.toml");
    let skipped = deny["bans"]["skip"].as_array().expect("a list").iter();
    let listed: BTreeSet<String> = skipped
        .map(|entry| {
            let entry = entry.as_inline_table().expect("a table");
            let text = |key| entry.get(key).and_then(|v| v.as_str()).expect("a text");
            assert!(!text("reason").is_empty());
            text("crate").to_owned()
        })
        .collect();
    let mut versions = BTreeMap::<String, Vec<String>>::new();
    for (name, version, _) in locked() {
        versions.entry(name).or_default().push(version);
    }
    let mut older = BTreeSet::new();
    for (name, mut versions) in versions {
        let number = |part: &str| part.parse::<u64>().unwrap_or_default();
        versions.sort_by_key(|v| v.split('.').map(number).collect::<Vec<_>>());
        let newest = versions.pop();
        assert!(newest.is_some());
        older.extend(versions.iter().map(|v| format!("{name}@{}", compatible(v))));
    }
    assert_eq!(older, listed, "left: what there is; right: deny.toml");
}

/// The parts of the program that `accordance licences` lists, each by name and version.
fn named_parts() -> BTreeSet<String> {
    let licences = accordance::about::licences().expect("licences");
    let (_, list) = licences.split_once("Rust crates:\n").expect("a list");
    let list = list.lines().map_while(|line| line.strip_prefix("    "));
    let name = |line: &str| line.split_once(": ").expect("a licence").0.to_owned();
    list.map(name).collect()
}

#[test]
fn every_package_that_goes_into_the_program_is_named_with_its_licence() {
    let named = named_parts();
    assert!(named.len() > 100);
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/packaging/licences/elsewhere.txt"
    );
    let elsewhere = std::fs::read_to_string(path).expect("the list of the others");
    let elsewhere: BTreeSet<&str> = elsewhere.lines().collect();
    for (name, version, source) in locked() {
        let package = format!("{name} {version}");
        let listed = named.contains(&package) || elsewhere.contains(&*package);
        assert!(
            listed || source.is_none(),
            "{package} is new: run packaging/licences/make"
        );
    }
}

#[test]
fn what_is_compiled_into_the_program_here_is_named_with_its_licence() {
    let cargo = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--offline", "--prefix", "none"])
        .args(["--edges", "normal,no-proc-macro", "--format", "{p}"])
        .args((!cfg!(feature = "gui")).then_some("--no-default-features"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    let told = String::from_utf8_lossy(&cargo.stderr);
    assert!(cargo.status.success(), "{told}");
    let named = named_parts();
    let tree = String::from_utf8(cargo.stdout).expect("text");
    for line in tree.lines() {
        let mut words = line.split_whitespace();
        let (Some(name), Some(version)) = (words.next(), words.next()) else {
            continue;
        };
        let package = format!("{name} {}", version.trim_start_matches('v'));
        let is_ours = name == env!("CARGO_PKG_NAME");
        assert!(is_ours || named.contains(&package), "{package}");
    }
}

#[test]
fn licences_of_several_parts_are_read() {
    let of = |text: &str| alternatives(text);
    assert_eq!(of("MIT/Apache-2.0"), [["MIT", "Apache-2.0"]]);
    let both = of("(MIT OR Zlib) AND OFL-1.1");
    assert_eq!(both, [vec!["MIT", "Zlib"], vec!["OFL-1.1"]]);
    assert_eq!((compatible("0.38.4"), compatible("1.2.3")), ("0.38", "1"));
}
