//! The section `[task]` of a scenario file: what it needs, and what its windows allow.

use super::entries::Entry;
use crate::scenario::definition::{Dataset, Scenario};
use crate::scenario::error::ScenarioError;
use crate::scenario::keys::{DATASET, TASK_FILE};
use crate::scenario::task;

/// The data set that the text names.
pub(crate) fn dataset(entries: &[Entry<'_>]) -> Result<Option<Dataset>, ScenarioError> {
    let find = |key: &str| entries.iter().find(|entry| entry.key == key);
    let Some(entry) = find(DATASET.key) else {
        return Ok(None);
    };
    let named = find(TASK_FILE.key);
    let file = named.map(|entry| entry.string(&TASK_FILE)).transpose()?;
    let key = Dataset::KEYS[entry.chosen(&DATASET)?];
    match (named, key == "file") {
        (None, true) => Err(entry.needs("task.file beside it")),
        (Some(entry), false) => Err(entry.needs("dataset = \"file\" beside it")),
        _ => Ok(Dataset::from_key(key, &file.unwrap_or_default())),
    }
}

/// An error if what the text says about a task does not hold together.
pub(crate) fn check(entries: &[Entry<'_>], scenario: &Scenario) -> Result<(), ScenarioError> {
    let is_about_task = |entry: &&Entry<'_>| entry.key.starts_with("task.");
    let Some(first) = entries.iter().find(is_about_task) else {
        return Ok(());
    };
    if scenario.task.is_none() {
        return Err(first.needs(DATASET.key));
    }
    check_windows(entries, scenario)?;
    task::check(scenario).map_err(|(key, problem)| {
        let entry = entries.iter().find(|entry| entry.key == key);
        entry.unwrap_or(first).error(problem)
    })
}

/// Refuses a window that closes before it opens. Its end would have been pushed along.
fn check_windows(entries: &[Entry<'_>], scenario: &Scenario) -> Result<(), ScenarioError> {
    let teaching = &scenario.rules.teaching;
    let written = |key: &str| {
        let entry = entries.iter().find(|entry| entry.key == key)?;
        Some((entry, entry.simple_number()?))
    };
    for name in ["input_window", "output_window"] {
        let from = written(&format!("task.{name}.from_ms"));
        let to = written(&format!("task.{name}.to_ms")).map(|(_, to)| to);
        let to = to.unwrap_or(teaching.present_ms);
        if let Some((entry, _)) = from.filter(|(_, from)| *from > to) {
            return Err(entry.out_of_range(format!("a number ≤ {to}, at which the window closes")));
        }
    }
    Ok(())
}
