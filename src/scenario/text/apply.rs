//! Giving a scenario the values of the entries of a text: all at once, or as a change while it runs.

use super::entries::Entry;
use crate::model::{Balance, LearningRate};
use crate::scenario::definition::Scenario;
use crate::scenario::error::{Problem, ScenarioError};
use crate::scenario::keys::{
    BALANCE, DATASET, INPUT_FROM, INPUT_TO, LEARNING_RATE, MOST_AT_HAND, OUTPUT_FROM, OUTPUT_TO,
    PRESENT_MS, Quantity, Row, TASK_FILE, acts_at_once, is_shared, keys, own_value, quantity, row,
    whole,
};

/// Gives a scenario the choices and texts among the entries.
pub(super) fn words(scenario: &mut Scenario, entries: &[Entry<'_>]) -> Result<(), ScenarioError> {
    entries.iter().try_for_each(|entry| word(scenario, entry))
}

/// Gives it the numbers. Windows last as long as a presentation where the text does not say otherwise, so
/// that is set first.
pub(super) fn numbers(scenario: &mut Scenario, entries: &[Entry<'_>]) -> Result<(), ScenarioError> {
    let presentation_first = |entry: &&Entry<'_>| entry.key != PRESENT_MS.key;
    let (others, first): (Vec<&Entry<'_>>, Vec<_>) = entries.iter().partition(presentation_first);
    for entry in first.into_iter().chain(others) {
        if let Some(quantity) = quantity(entry.key) {
            (quantity.set)(scenario, entry.number(&quantity.limits)?);
        }
    }
    Ok(())
}

/// Reads `entry` if its value is a choice or a text.
fn word(scenario: &mut Scenario, entry: &Entry<'_>) -> Result<(), ScenarioError> {
    make_table(scenario, whole(entry.key));
    match row(entry.key) {
        // They were read first, as the defaults of others depend on them.
        Some(row) if [DATASET.key, TASK_FILE.key].contains(&row.key()) => {}
        Some(Row::Text(text)) => (text.set)(scenario, entry.string(text)?),
        Some(Row::AtHand) => scenario.at_hand = entry.variables(MOST_AT_HAND)?,
        Some(Row::Choice(choice)) => {
            let index = entry.chosen(choice)?;
            if let (Some(needed), None) = (choice.needs, (choice.get)(scenario)) {
                return Err(entry.needs(needed));
            }
            (choice.set)(scenario, index);
        }
        _ => {}
    }
    Ok(())
}

/// Makes room for the keys of this table, where it can be a simple value too.
fn make_table(scenario: &mut Scenario, table: Option<&str>) {
    let rate = &mut scenario.rules.plasticity.learning_rate;
    if table == Some(LEARNING_RATE.key) {
        *rate = LearningRate::Falling(rate.fall().unwrap_or_default());
    } else if table == Some(BALANCE.key) {
        scenario.rules.balance = Balance::Gaussian { width: 1.0 };
    }
}

/// Makes a change while a scenario runs. Of a table what is not named stays as it is, where it is there.
///
/// # Errors
/// When a key does not act at once, or a value is not allowed, alone or beside the others.
pub(super) fn alter(scenario: &mut Scenario, entries: &[Entry<'_>]) -> Result<(), ScenarioError> {
    for (place, entry) in entries.iter().enumerate() {
        check_key(scenario, entry)?;
        let excludes = |other: &&Entry<'_>| {
            let (a, b) = (entry.key, other.key);
            a == b || whole(a) == Some(b) || whole(b) == Some(a)
        };
        if let Some(other) = entries[..place].iter().find(excludes) {
            return Err(entry.error(Problem::Conflict(other.key)));
        }
    }
    words(scenario, entries)?;
    let of_presentation = |entry: &&Entry<'_>| entry.key == PRESENT_MS.key;
    if let Some(entry) = entries.iter().find(of_presentation) {
        (PRESENT_MS.set)(scenario, entry.number(&PRESENT_MS.limits)?);
    }
    check_window(scenario, entries, &INPUT_FROM, &INPUT_TO)?;
    check_window(scenario, entries, &OUTPUT_FROM, &OUTPUT_TO)?;
    numbers(scenario, entries)
}

/// Refuses what cannot change while a scenario runs, and what this one has not.
fn check_key(scenario: &Scenario, entry: &Entry<'_>) -> Result<(), ScenarioError> {
    match entry.key {
        key if is_shared(key) => Err(entry.error(Problem::NoRule(key))),
        key if !acts_at_once(key) => Err(entry.error(Problem::ActsOnReset)),
        key if key.starts_with("task.") && scenario.task.is_none() => Err(entry.needs(DATASET.key)),
        _ => Ok(()),
    }
}

/// Refuses a window that would close before it opens. One of its ends would have been pushed along.
fn check_window(
    scenario: &Scenario,
    entries: &[Entry<'_>],
    opens: &Quantity,
    closes: &Quantity,
) -> Result<(), ScenarioError> {
    let end = |quantity: &Quantity| -> Result<_, ScenarioError> {
        let entry = entries.iter().find(|entry| entry.key == quantity.key);
        let written = entry.map(|entry| entry.number(&quantity.limits));
        let ms = written.transpose()?.or((quantity.get)(scenario));
        Ok((entry, ms.unwrap_or_default()))
    };
    let ((from_entry, from), (to_entry, to)) = (end(opens)?, end(closes)?);
    match (from_entry, to_entry) {
        _ if from <= to => Ok(()),
        (Some(entry), _) => {
            Err(entry.out_of_range(format!("a number ≤ {to}, at which the window closes")))
        }
        (None, Some(entry)) => {
            Err(entry.out_of_range(format!("a number ≥ {from}, at which the window opens")))
        }
        (None, None) => Ok(()),
    }
}

/// What a change was: its keys in the order of a file, with the values that a scenario has `after` it. What
/// can be a table is one value.
pub(super) fn settings(after: &Scenario, entries: &[Entry<'_>]) -> Vec<(String, String)> {
    let place = |key: &str| keys().position(|known| known == key);
    let mut written: Vec<&'static str> = entries.iter().map(|entry| entry.key).collect();
    written.sort_by_cached_key(|key| place(key));
    let mut wholes: Vec<(&'static str, Vec<&'static str>)> = Vec::new();
    for key in written {
        let whole = whole(key);
        match wholes.last_mut() {
            Some((known, inside)) if Some(*known) == whole => inside.push(key),
            _ => wholes.push((
                whole.unwrap_or(key),
                whole.map(|_| key).into_iter().collect(),
            )),
        }
    }
    let pair = |key: &&'static str| {
        let (_, name) = key.rsplit_once('.')?;
        Some(format!("{name} = {}", own_value(after, key)?))
    };
    let value = |(key, inside): (&'static str, Vec<&'static str>)| {
        let value = match inside.as_slice() {
            [] => own_value(after, key)?,
            inside => {
                let pairs: Vec<String> = inside.iter().filter_map(pair).collect();
                format!("{{ {} }}", pairs.join(", "))
            }
        };
        Some((key.to_owned(), value))
    };
    wholes.into_iter().filter_map(value).collect()
}
