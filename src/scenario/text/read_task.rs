//! The section `[task]` of a scenario file: what it needs, and what its windows allow.

use super::entries::Entry;
use super::read::{choice, path};
use crate::scenario::definition::{Dataset, Scenario};
use crate::scenario::error::{Problem, ScenarioError};
use crate::scenario::task;

/// The data set that the text names.
pub(in crate::scenario) fn dataset(
    entries: &[Entry<'_>],
) -> Result<Option<Dataset>, ScenarioError> {
    let find = |key: &str| entries.iter().find(|entry| entry.key == key);
    let Some(entry) = find("task.dataset") else {
        return Ok(None);
    };
    let file = find("task.file").map(path).transpose()?;
    let name = choice(entry, &Dataset::KEYS.map(|key| (key, key)))?;
    let is_file = name == "file";
    match (find("task.file"), is_file) {
        (None, true) => Err(needs(entry, "task.file beside it")),
        (Some(entry), false) => Err(needs(entry, "dataset = \"file\" beside it")),
        _ => Ok(Dataset::from_key(name, &file.unwrap_or_default())),
    }
}

/// An error if what the text says about a task does not hold together.
pub(in crate::scenario) fn check(
    entries: &[Entry<'_>],
    scenario: &Scenario,
) -> Result<(), ScenarioError> {
    let is_about_task = |entry: &&Entry<'_>| entry.key.starts_with("task.");
    let Some(first) = entries.iter().find(is_about_task) else {
        return Ok(());
    };
    if scenario.task.is_none() {
        return Err(needs(first, "task.dataset"));
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
        let integer = || entry.item.as_integer().map(|whole| whole as f64);
        let value = entry.item.as_float().or_else(integer)?;
        Some((entry, value))
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

fn needs(entry: &Entry<'_>, needed: &str) -> ScenarioError {
    let needed = needed.to_owned();
    entry.error(Problem::Needs { needed })
}
