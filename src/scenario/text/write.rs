//! From a [`Scenario`] to the text of its file.

use super::branch::settled;
use super::change_tables::changes_added;
use super::claims;
use super::edit::{added, edited};
use crate::scenario::definition::Scenario;
use crate::scenario::keys::{RATE_SHAPE, Row, is_table, keys, names_in, row, value_text};

/// Writes a scenario so that [`parse`](crate::scenario::parse) gives it back exactly.
///
/// With an `original` text, its comments, order and spellings survive: only keys whose value differs
/// are changed, and keys that it left out are added only where they differ from the default. Without
/// one, or if the original is not a valid scenario, every key is written, each with a short comment.
pub fn to_toml(scenario: &Scenario, original: Option<&str>) -> String {
    let scenario = settled(scenario);
    original
        .and_then(|original| edited(&scenario, original))
        .unwrap_or_else(|| complete(&scenario))
}

const HEADER: &str = "# A scenario of Accordance. A key that is left out has its default.\n";

fn complete(scenario: &Scenario) -> String {
    let mut text = HEADER.to_owned();
    for key in keys().filter(|key| !key.contains('.')) {
        if let Some(value) = value_text(scenario, key) {
            text.push_str(&format!("{key} = {value}\n"));
        }
    }
    for section in names_in("").into_iter().filter(|name| is_table(name)) {
        let lines = lines(scenario, section);
        if !lines.is_empty() {
            text.push_str(&format!("\n[{section}]\n{}", aligned(&lines)));
        }
    }
    let text = match scenario.changes.as_slice() {
        [] => text,
        changes => changes_added(text, changes),
    };
    let text = match scenario.compare {
        Some(_) => added(&text, scenario),
        None => text,
    };
    match scenario.claims.as_slice() {
        [] => text,
        _ => claims::added(text, scenario),
    }
}

/// The lines `key = value` of a section, each with its comment.
fn lines(scenario: &Scenario, section: &str) -> Vec<(String, String)> {
    names_in(section)
        .into_iter()
        .filter_map(|name| {
            let key = format!("{section}.{name}");
            let value = value_text(scenario, &key)?;
            Some((format!("{name} = {value}"), comment(scenario, &key)))
        })
        .collect()
}

fn aligned(lines: &[(String, String)]) -> String {
    const WIDEST: usize = 40;
    let width = |line: &str| line.chars().count();
    let column = lines
        .iter()
        .map(|(line, _)| width(line))
        .filter(|width| *width <= WIDEST)
        .max()
        .unwrap_or(0);
    let written = lines.iter().map(|(line, comment)| match comment.as_str() {
        "" => format!("{line}\n"),
        _ if width(line) > column => format!("# {comment}\n{line}\n"),
        _ => format!("{line}{}  # {comment}\n", " ".repeat(column - width(line))),
    });
    written.collect()
}

/// What a key, or a table of keys, means, on one line.
fn comment(scenario: &Scenario, key: &str) -> String {
    let falls = scenario.rules.plasticity.learning_rate.fall().is_some();
    match key {
        "plasticity.learning_rate" if falls => RATE_SHAPE.comment(scenario),
        "analysis.resolution" => "γ, higher for more and smaller communities".to_owned(),
        _ => match row(key) {
            Some(row) => row.comment(scenario),
            None => table_comment(scenario, key),
        },
    }
}

/// What the first key in a table means, and the words between which others choose.
fn table_comment(scenario: &Scenario, table: &str) -> String {
    let row_of = |name: &str| Some((name.to_owned(), row(&format!("{table}.{name}"))?));
    let mut rows = names_in(table).into_iter().filter_map(row_of);
    let first = rows.next().map(|(_, first)| first.comment(scenario));
    let words = rows.filter_map(|(name, row)| match row {
        Row::Choice(choice) => Some(format!("{name}: {}", choice.all_words())),
        _ => None,
    });
    let parts: Vec<String> = first.into_iter().chain(words).collect();
    parts.join("; ")
}
