//! Networks read by the programs that people read them with: networkx and NumPy, where Python has
//! them. The environment variable `ACCORDANCE_REQUIRE_PYTHON` makes it a failure that it has not;
//! `PYTHON` names the Python to use.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use std::path::Path;
use std::process::Command;

/// The first Python that has networkx and NumPy.
fn python() -> Option<String> {
    let named = std::env::var("PYTHON").ok();
    let usual = ["python3", "/usr/bin/python3", "python"].map(str::to_owned);
    let mut candidates = named.into_iter().chain(usual);
    candidates.find(|python| {
        let tried = Command::new(python)
            .args(["-c", "import networkx, numpy"])
            .output();
        tried.is_ok_and(|output| output.status.success())
    })
}

fn run(command: &mut Command) -> String {
    let output = command.output().expect("the program starts");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}{complaint}");
    said
}

/// Runs a scenario, writes its network in every format, and lets Python read them all.
fn check(python: &str, scenario: &str) -> String {
    let place = tempfile::tempdir().expect("a folder");
    std::fs::write(place.path().join("a.toml"), scenario).expect("written");
    let accordance = env!("CARGO_BIN_EXE_accordance");
    run(Command::new(accordance)
        .current_dir(place.path())
        .args(["run", "a.toml", "--out", "out", "--frames", "6"])
        .args(["--also", "graphml,gexf,npz,csv,dynamic-gexf"]));
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readers.py");
    run(Command::new(python)
        .arg(script)
        .arg(place.path().join("out")))
}

#[test]
fn networkx_and_numpy_find_in_every_file_what_was_simulated() {
    let Some(python) = python() else {
        let why = "no Python with networkx and NumPy was found";
        let required = std::env::var_os("ACCORDANCE_REQUIRE_PYTHON").is_some_and(|v| v != "0");
        assert!(!required, "{why}, but ACCORDANCE_REQUIRE_PYTHON is set");
        println!("skipped: {why}");
        return;
    };
    let connectome = "format = 1\nname = \"A <b> & c ρ\"\n[network]\nneurons = 60\n\
        [plasticity]\npruning = 0.95\nlearning_rate = 0.05\n[run]\nseed = 7\niterations = 120\n";
    println!("{}", check(&python, connectome));
    let layered = "format = 1\n[network]\nlayers = [2, 5, 1]\nbias = true\n\
        [task]\ndataset = \"xor\"\n[run]\niterations = 40\n";
    println!("{}", check(&python, layered));
}
