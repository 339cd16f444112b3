//! Tells a release build which commit it is made from: what the packed crate says, or else git.
//! Other builds are not told, so that a commit alone does not have them made anew.

use std::process::Command;
use std::{env, fs};

fn main() {
    let release = env::var("PROFILE").is_ok_and(|profile| profile == "release");
    let commit = match release {
        true => packed().or_else(checked_out),
        false => None,
    };
    let commit = commit.unwrap_or_else(|| "unknown".to_owned());
    println!("cargo::rustc-env=ACCORDANCE_COMMIT={commit}");
    println!("cargo::rerun-if-changed=build.rs");
}

/// The commit that `cargo package` wrote down.
fn packed() -> Option<String> {
    let info = fs::read_to_string(".cargo_vcs_info.json").ok()?;
    let (_, sha) = info.split_once("\"sha1\": \"")?;
    let changed = ["", "-dirty"][usize::from(info.contains("\"dirty\": true"))];
    Some(format!("{}{changed}", sha.get(..12)?))
}

/// The commit of the working copy, with a mark if there are changes that are not committed.
fn checked_out() -> Option<String> {
    fs::metadata(".git").ok()?;
    let git = |arguments: &[&str]| {
        let told = Command::new("git").args(arguments).output().ok()?;
        let told = String::from_utf8(told.stdout).ok()?;
        Some(told.trim().to_owned()).filter(|told| !told.is_empty())
    };
    let log = git(&["rev-parse", "--git-path", "logs/HEAD"]);
    for input in ["src", "assets", "presets", "Cargo.toml", "Cargo.lock"] {
        println!("cargo::rerun-if-changed={input}");
    }
    if let Some(log) = log.filter(|log| fs::metadata(log).is_ok()) {
        println!("cargo::rerun-if-changed={log}");
    }
    git(&[
        "describe",
        "--always",
        "--dirty",
        "--exclude=*",
        "--abbrev=12",
    ])
}
