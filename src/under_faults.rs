//! Everything that is written, on disks that fail at each step in turn: afterwards the old or the new is
//! there, whole, and the message says what happened.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Parser as _;

use crate::cli::Arguments;
use crate::export::NoPainter;
use crate::scenario::{self, Scenario};
use crate::storage::faults::{Fault, failing, steps};
use crate::storage::is_unfinished;

/// The files in a folder, and below, by their names.
type Files = BTreeMap<PathBuf, Vec<u8>>;

/// A kind of writing.
struct Kind {
    name: &'static str,
    /// Puts what was there before.
    before: fn(&Path),
    /// Writes.
    write: fn(&Path) -> Result<(), String>,
    /// Whether what is there can be taken for something complete, and so must be the old or the new.
    seems_complete: fn(&Files) -> bool,
}

const ALWAYS: fn(&Files) -> bool = |_| true;
const WITH_SUMMARY: fn(&Files) -> bool = |files| files.contains_key(Path::new("out/summary.json"));
/// A sweep goes on from what is there, whatever it is.
const NEVER: fn(&Files) -> bool = |_| false;

static KINDS: [Kind; 9] = [
    Kind {
        name: "a new scenario",
        before: |_| {},
        write: |folder| save(folder, 2),
        seems_complete: ALWAYS,
    },
    Kind {
        name: "a scenario in the place of another",
        before: |folder| save(folder, 1).expect("saved"),
        write: |folder| save(folder, 2),
        // Its backup may be there before it.
        seems_complete: |files| files.len() < 2,
    },
    Kind {
        name: "a scenario with its data",
        before: |folder| {
            fs::create_dir(folder.join("from")).expect("made");
            fs::write(folder.join("from/x.csv"), "1\n2\n3\n").expect("written");
        },
        write: |folder| {
            let mut scenario = Scenario::default();
            scenario.network.files.firing = Some("x.csv".to_owned());
            let from = folder.join("from/a.toml");
            let to = folder.join("a.toml");
            let moved =
                scenario::relocated(&scenario, Some(&from), &to).map_err(|e| e.to_string())?;
            scenario::save(&to, &moved, None)
                .map(drop)
                .map_err(|e| e.to_string())
        },
        // The data comes first.
        seems_complete: |files| files.contains_key(Path::new("a.toml")),
    },
    Kind {
        name: "results",
        before: |_| {},
        write: |folder| run(folder, 3),
        seems_complete: WITH_SUMMARY,
    },
    Kind {
        name: "results in the place of others",
        before: |folder| run(folder, 2).expect("written"),
        write: |folder| run(folder, 3),
        seems_complete: WITH_SUMMARY,
    },
    Kind {
        name: "a proof",
        before: |_| {},
        write: |folder| command("verify --layers 2,3,1 --force --out", folder),
        seems_complete: |files| files.contains_key(Path::new("out/layers.json")),
    },
    Kind {
        name: "a sweep",
        before: |_| {},
        write: sweep,
        seems_complete: NEVER,
    },
    Kind {
        name: "the state of the window",
        before: |folder| remember(folder, 1.0).expect("written"),
        write: |folder| remember(folder, 2.0),
        seems_complete: ALWAYS,
    },
    Kind {
        name: "a picture",
        before: |folder| fs::write(folder.join("out"), "old").expect("written"),
        write: |folder| {
            let target = crate::storage::Target::reserve(&folder.join("out"), true);
            let written = target.and_then(|target| target.write(&[7; 100_000]));
            written.map_err(|error| error.to_string())
        },
        seems_complete: ALWAYS,
    },
];

fn save(folder: &Path, seed: u64) -> Result<(), String> {
    let mut scenario = Scenario::default();
    scenario.run.seed = seed;
    let saved = scenario::save(&folder.join("a.toml"), &scenario, None);
    saved.map(drop).map_err(|error| error.to_string())
}

/// A command whose results go to `out`.
fn command(line: &str, folder: &Path) -> Result<(), String> {
    let words = ["accordance"]
        .into_iter()
        .chain(line.split(' '))
        .map(OsString::from);
    let arguments = Arguments::try_parse_from(words.chain([folder.join("out").into_os_string()]));
    let command = arguments.expect("arguments").command.expect("a command");
    let done = command.carry_out(&mut NoPainter);
    done.map(drop).map_err(|error| error.to_string())
}

fn run(folder: &Path, iterations: u64) -> Result<(), String> {
    let also = "--also graphml,npz,csv --force --quiet --set network.neurons=9";
    let line = format!("run low-learning-rate --iterations {iterations} {also} --out");
    command(&line, folder)
}

fn sweep(folder: &Path) -> Result<(), String> {
    let line = "sweep low-learning-rate --iterations 1 --set network.neurons=9 --seeds 1 --threads 1 \
                --no-controls --quiet --vary plasticity.learning_rate=0.1,1 --out";
    let words: Vec<&str> = line.split_whitespace().collect();
    command(&words.join(" "), folder)
}

#[cfg(feature = "gui")]
fn remember(folder: &Path, zoom: f32) -> Result<(), String> {
    crate::app::remember_zoom(folder, zoom)
}

#[cfg(not(feature = "gui"))]
fn remember(folder: &Path, zoom: f32) -> Result<(), String> {
    let target = crate::storage::Target::replacing(&folder.join("window.json"));
    target
        .write(zoom.to_string().as_bytes())
        .map_err(|error| error.to_string())
}

/// The files in a folder, but those that are not complete, and those unfinished.
fn files(folder: &Path) -> (Files, usize) {
    let (mut found, mut unfinished) = (Files::new(), 0);
    let mut open = vec![folder.to_owned()];
    while let Some(here) = open.pop() {
        for entry in fs::read_dir(&here).expect("a folder").flatten() {
            let path = entry.path();
            if is_unfinished(&entry.file_name()) {
                unfinished += 1;
            } else if path.is_dir() {
                open.push(path);
            } else if path.extension().is_none_or(|ending| ending != "lock") {
                let name = path.strip_prefix(folder).expect("inside").to_owned();
                found.insert(name, without_speed(fs::read(path).expect("there")));
            }
        }
    }
    (found, unfinished)
}

/// The names of files that are not the same in both.
fn differing<'a>(one: &'a Files, other: &'a Files) -> Vec<&'a PathBuf> {
    let all = one.keys().chain(other.keys());
    all.filter(|name| one.get(*name) != other.get(*name))
        .collect()
}

/// A summary says how fast a run was, which is never the same.
fn without_speed(content: Vec<u8>) -> Vec<u8> {
    match String::from_utf8(content) {
        Ok(text) => {
            let lines = text
                .lines()
                .filter(|line| !line.contains("iterations_per_second"));
            lines.collect::<Vec<_>>().join("\n").into_bytes()
        }
        Err(bytes) => bytes.into_bytes(),
    }
}

fn fresh(kind: &Kind) -> tempfile::TempDir {
    let place = tempfile::tempdir().expect("a folder");
    (kind.before)(place.path());
    place
}

/// Lets one step of a kind of writing fail.
fn try_fault(kind: &Kind, [old, new]: [&Files; 2], step: usize, fault: Fault) {
    let what = format!("{} with {fault:?} at step {step}", kind.name);
    let place = fresh(kind);
    let outcome = failing(place.path(), (step, fault), || (kind.write)(place.path()));
    let (found, unfinished) = files(place.path());
    match &outcome {
        Ok(()) => assert!(fault == Fault::PowerCut || found == *new, "{what}"),
        Err(said) => {
            let reason = match fault {
                Fault::Full => "the disk is full",
                Fault::Denied => "permission denied",
                Fault::PowerCut => "",
            };
            assert!(
                said.contains(reason) && said.lines().count() == 1,
                "{what}: {said}"
            );
            assert!(!said.contains("os error"), "{what}: {said}");
            // A name of ours is told only where the results are to be found under it.
            let tells = said.contains(".accordance-");
            assert!(
                !tells || said.contains("those not moved are in"),
                "{what}: {said}"
            );
        }
    }
    if (kind.seems_complete)(&found) {
        assert!(found == *old || found == *new, "{what}: {:?}", found.keys());
    }
    let is_kept = outcome.is_err_and(|said| said.contains("those not moved are in"));
    if fault != Fault::PowerCut && !is_kept {
        assert_eq!(unfinished, 0, "{what}");
    }
    // And it can be done again.
    (kind.write)(place.path()).unwrap_or_else(|said| panic!("{what}, then again: {said}"));
    let (again, _) = files(place.path());
    assert_eq!(differing(&again, new), Vec::<&PathBuf>::new(), "{what}");
}

#[test]
fn whatever_step_fails_the_old_or_the_new_is_there_whole_and_it_can_be_done_again() {
    let all = std::env::var_os("ACCORDANCE_ALL_FAULTS").is_some();
    for kind in &KINDS {
        let place = fresh(kind);
        let (old, _) = files(place.path());
        let mut written = Ok(());
        let steps = steps(place.path(), || written = (kind.write)(place.path()));
        written.expect(kind.name);
        let (new, unfinished) = files(place.path());
        assert!(old != new && unfinished == 0, "{}", kind.name);
        assert!(steps.len() >= 4, "{}: {steps:?}", kind.name);
        for step in steps {
            let faults = [Fault::Full, Fault::Denied, Fault::PowerCut];
            // Each step fails in one way; all ways take minutes.
            let chosen = faults.iter().skip(if all { 0 } else { step % 3 });
            for fault in chosen.take(if all { 3 } else { 1 }) {
                try_fault(kind, [&old, &new], step, *fault);
            }
        }
    }
}
