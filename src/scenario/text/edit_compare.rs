//! Writing `[compare]`: no more of side B than differs from what it would be without it.

use toml_edit::{DocumentMut, Item, Table};

use super::compared::lack;
use super::document;
use super::read::unchecked_side_b;
use crate::scenario::definition::Scenario;
use crate::scenario::keys::{COMPARE, keys_of_a_side, value_text};

/// Told above a `[compare]` that the program writes.
const HEADER: &str = "\n# Side B of a comparison: all as above but for what stands here.\n";

/// Keys on which the defaults of others depend, each group before the next, and before all others.
const FIRST: [&[&str]; 3] = [
    &[
        "network.neurons",
        "network.layers",
        "network.weights",
        "task.dataset",
        "task.file",
    ],
    &["network.bias", "network.skip", "network.recurrent"],
    &["task.present_ms"],
];

/// Brings `[compare]` of a document up to date, the rest of which is. Keys whose value is the one
/// that they had `before` stay as they are written.
pub(crate) fn write(
    document: &mut DocumentMut,
    before: &Scenario,
    scenario: &Scenario,
) -> Option<()> {
    let Some(b) = scenario.side_b() else {
        document.remove(COMPARE);
        return Some(());
    };
    let needed = needed(document, &b)?;
    let before = before.side_b();
    if document.get(COMPARE).is_none() {
        let mut table = Table::new();
        table.decor_mut().set_prefix(HEADER);
        document.insert(COMPARE, Item::Table(table));
    }
    for key in keys_of_a_side() {
        let place = format!("{COMPARE}.{key}");
        let stands = document::find(document, &place).is_some();
        let unchanged = before
            .as_ref()
            .is_some_and(|before| text_of(before, key) == text_of(&b, key));
        if stands && unchanged {
            continue;
        }
        match needed.iter().find(|(needed, _)| *needed == key) {
            Some((_, text)) => document::set(document, &place, text.parse().ok()?)?,
            None => document::remove(document, &place),
        }
    }
    tidy(document.get_mut(COMPARE)?);
    Some(())
}

/// The text of a scenario without a comparison, with side B of `scenario` added.
pub(crate) fn added(text: &str, scenario: &Scenario) -> String {
    let with_b = || {
        let mut document: DocumentMut = text.parse().ok()?;
        write(&mut document, &scenario.side_a(), scenario)?;
        Some(document.to_string())
    };
    with_b().unwrap_or_else(|| text.to_owned())
}

/// The value of a key as it stands in `[compare]`, where also the lack of something can be said.
fn text_of(scenario: &Scenario, key: &str) -> Option<String> {
    let lack = || Some(format!("{:?}", lack(key)?));
    value_text(scenario, key).or_else(lack)
}

/// The keys, with their values, that make side B of what stands outside `[compare]`.
fn needed(document: &DocumentMut, b: &Scenario) -> Option<Vec<(&'static str, String)>> {
    let mut bare = document.clone();
    bare.insert(COMPARE, Item::Table(Table::new()));
    let mut needed: Vec<(&'static str, String)> = Vec::new();
    let is_first = |key: &str| FIRST.iter().any(|group| group.contains(&key));
    for group in 0..=FIRST.len() {
        let so_far = unchecked_side_b(&bare.to_string())?;
        let belongs = |key: &&'static str| match FIRST.get(group) {
            Some(keys) => keys.contains(key),
            None => !is_first(key),
        };
        for key in keys_of_a_side().filter(belongs) {
            let Some(text) = text_of(b, key) else {
                continue;
            };
            if text_of(&so_far, key).as_ref() != Some(&text) {
                document::set(&mut bare, &format!("{COMPARE}.{key}"), text.parse().ok()?)?;
                needed.push((key, text));
            }
        }
    }
    Some(needed)
}

/// Takes away sections that have become empty, but not the table itself: empty, it says that side B
/// is a copy of side A.
fn tidy(item: &mut Item) {
    let Some(table) = item.as_table_mut() else {
        return;
    };
    let is_empty = |item: &Item| item.as_table_like().is_some_and(|inner| inner.is_empty());
    let empty: Vec<String> = table
        .iter()
        .filter(|(_, item)| is_empty(item))
        .map(|(name, _)| name.to_owned())
        .collect();
    for name in empty {
        table.remove(&name);
    }
    if table.is_empty() {
        table.set_implicit(false);
        table.set_dotted(false);
    }
}
