//! The files that a scenario names lie beside it: in its folder, or below.
//!
//! A scenario may come from anybody. What it names is read only from there, and what the user chooses
//! elsewhere is copied there when the scenario is saved.

use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Component, Path, PathBuf};

use super::store::SaveError;
use crate::scenario::definition::{Dataset, InitialFiles, Scenario, Task};
use crate::scenario::error::{KeyProblem, Problem};
use crate::storage::{Target, folder_of, reason};

/// The files that a side of a scenario names, with their keys.
fn named<'a>(
    files: &'a mut InitialFiles,
    task: &'a mut Option<Task>,
) -> impl Iterator<Item = (&'static str, &'a mut String)> {
    let samples = match task {
        Some(Task {
            dataset: Dataset::File(path),
            ..
        }) => Some(path),
        _ => None,
    };
    let all = [
        ("network.weights", files.weights.as_mut()),
        ("network.firing", files.firing.as_mut()),
        ("network.credit", files.credit.as_mut()),
        ("task.file", samples),
    ];
    all.into_iter().filter_map(|(key, path)| Some((key, path?)))
}

/// All of them, of both sides.
fn all_named(scenario: &mut Scenario) -> Vec<(&'static str, &mut String)> {
    let Scenario {
        network,
        task,
        compare,
        ..
    } = scenario;
    let of_b = compare.as_deref_mut();
    let of_b = of_b.map(|b| named(&mut b.network.files, &mut b.task));
    named(&mut network.files, task)
        .chain(of_b.into_iter().flatten())
        .collect()
}

/// Refuses a scenario in this folder that names a file elsewhere.
pub(super) fn check(scenario: &Scenario, folder: &Path) -> Result<(), KeyProblem> {
    let mut scenario = scenario.clone();
    for (key, path) in all_named(&mut scenario) {
        if !is_beside(&folder.join(&*path), folder) {
            return Err((key, Problem::Elsewhere(path.clone())));
        }
    }
    Ok(())
}

/// Whether a file is in a folder or below it, whatever links lead there. Of one that is not there the name
/// decides.
fn is_beside(file: &Path, folder: &Path) -> bool {
    match (file.canonicalize(), folder.canonicalize()) {
        (Ok(file), Ok(folder)) => file.starts_with(folder),
        _ => file.strip_prefix(folder).is_ok_and(|inside| {
            let is_name = |part| matches!(part, Component::Normal(_) | Component::CurDir);
            inside.components().all(is_name)
        }),
    }
}

/// The scenario as it must be saved at `to`, if it was opened at `from`: files that it names are copied
/// beside it, unless they are there, and named as they stand there. One that is not to be found any more
/// keeps its name.
///
/// # Errors
/// When a file cannot be copied.
pub fn relocated(
    scenario: &Scenario,
    from: Option<&Path>,
    to: &Path,
) -> Result<Scenario, SaveError> {
    let mut moved = scenario.clone();
    let folder = folder_of(to);
    let before = from.map(folder_of);
    for (_, name) in all_named(&mut moved) {
        let source = before.map_or_else(|| PathBuf::from(&*name), |before| before.join(&*name));
        if !source.is_file() {
            continue;
        }
        let inside = || {
            let file = source.canonicalize().ok()?;
            let inside = file
                .strip_prefix(folder.canonicalize().ok()?)
                .ok()?
                .to_owned();
            Some(inside)
        };
        let place = match inside() {
            // Written as the user wrote it, as long as that is true.
            Some(_) if Path::new(&*name).is_relative() && before == Some(folder) => continue,
            Some(inside) => inside,
            None => copied(&source, folder).map_err(|error| {
                let why = format!(
                    "was not saved, because {} could not be copied beside it: {}",
                    source.display(),
                    reason(&error)
                );
                SaveError::new(to, why)
            })?,
        };
        // A name that is not text cannot be written into a file; the path then stays.
        if let Some(place) = place.to_str() {
            // Read on every system.
            *name = place.replace(std::path::MAIN_SEPARATOR, "/");
        }
    }
    Ok(moved)
}

/// Copies a file into a folder; returns its name there. A file that has the same content already serves.
fn copied(source: &Path, folder: &Path) -> io::Result<PathBuf> {
    const MOST_NAMES: usize = 1000;
    let part =
        |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let (stem, extension) = (part(source.file_stem()), part(source.extension()));
    for number in 1..MOST_NAMES {
        let name = match number {
            1 => format!("{stem}.{extension}"),
            number => format!("{stem}-{number}.{extension}"),
        };
        let place = folder.join(&name);
        if place.symlink_metadata().is_err() {
            let mut content = File::open(source)?;
            let copy =
                Target::vacant(&place).write_with(|draft| io::copy(&mut content, draft).map(drop));
            copy.map_err(|error| io::Error::other(error.reason()))?;
            return Ok(name.into());
        }
        if are_equal(source, &place).unwrap_or(false) {
            return Ok(name.into());
        }
    }
    Err(io::Error::other("too many files there have its name"))
}

fn are_equal(one: &Path, other: &Path) -> io::Result<bool> {
    if fs::metadata(one)?.len() != fs::metadata(other)?.len() {
        return Ok(false);
    }
    let [one, other] =
        [File::open(one)?, File::open(other)?].map(|file| BufReader::new(file).bytes());
    for (a, b) in one.zip(other) {
        if a? != b? {
            return Ok(false);
        }
    }
    Ok(true)
}
