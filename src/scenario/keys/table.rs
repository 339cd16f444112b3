//! Every key of a scenario file: what is read, written, suggested, set and shown follows from the rows.
//! A new key is a row in the file of its section.

use super::choice::{Acts, Choice, Written};
use super::quantity::Quantity;
use super::row::Row;
use super::{clocks, communities, credit, drive, network, plasticity, run, task, window};
use crate::scenario::definition::Scenario;

/// Every key, in the order of a file that the program writes. A key with others below it, such as
/// `network.balance`, has either a value of its own or a table of them.
pub(crate) fn rows() -> impl Iterator<Item = &'static Row> {
    let sections = [
        run::TITLE,
        network::ROWS,
        credit::ROWS,
        drive::ROWS,
        clocks::ROWS,
        plasticity::ROWS,
        task::ROWS,
        communities::ROWS,
        run::ROWS,
        window::ROWS,
    ];
    sections.into_iter().flatten()
}

/// The row with this key.
pub(crate) fn row(key: &str) -> Option<&'static Row> {
    rows().find(|row| row.key() == key)
}

/// All numbers, in the order of the file.
pub fn quantities() -> impl Iterator<Item = &'static Quantity> {
    rows().filter_map(|row| match row {
        Row::Number(quantity) => Some(*quantity),
        _ => None,
    })
}

/// All choices, in the order of the file.
pub fn choices() -> impl Iterator<Item = &'static Choice> {
    rows().filter_map(|row| match row {
        Row::Choice(choice) => Some(*choice),
        _ => None,
    })
}

/// The choice with this key.
pub fn choice(key: &str) -> Option<&'static Choice> {
    choices().find(|choice| choice.key == key)
}

/// The number with this key.
pub fn quantity(key: &str) -> Option<&'static Quantity> {
    quantities().find(|quantity| quantity.key == key)
}

/// Every key, in the order of the file.
pub(crate) fn keys() -> impl Iterator<Item = &'static str> {
    rows().map(Row::key)
}

/// The known key with this path.
pub(crate) fn known(path: &str) -> Option<&'static str> {
    row(path).map(Row::key)
}

/// The tables with what a scenario claims of itself.
pub(crate) const CLAIM: &str = "claim";

/// The tables with what changes while a scenario runs.
pub(crate) const CHANGE: &str = "change";

/// The table with what side B of a comparison has of its own.
pub(crate) const COMPARE: &str = "compare";

/// Whether the sides of a comparison share this key, so that it cannot stand in `[compare]`.
pub(crate) fn is_shared(key: &str) -> bool {
    const SHARED: [&str; 8] = [
        "format", "name", "summary", "notes", "run", "analysis", "window", CLAIM,
    ];
    SHARED.contains(&key.split('.').next().unwrap_or_default())
}

/// Whether a change of this key acts on the running simulation, and on nothing that sides share.
pub(crate) fn acts_at_once(key: &str) -> bool {
    let is_live = match row(key) {
        Some(Row::Number(quantity)) => quantity.live,
        Some(Row::Choice(choice)) => choice.acts == Acts::AtOnce,
        _ => false,
    };
    is_live && !is_shared(key)
}

/// The same of a key, or of one in the table of this name.
pub(crate) fn has_live_keys(path: &str) -> bool {
    let inside = |key: &&'static str| *key == path || below(path, key).is_some();
    keys().filter(inside).any(acts_at_once)
}

/// The key whose value may be a table with this one in it, such as `network.balance`.
pub(crate) fn whole(key: &str) -> Option<&'static str> {
    let (whole, _) = key.rsplit_once('.')?;
    known(whole)
}

/// The keys in which the sides of a comparison may differ. What can be a table is one value here.
pub(crate) fn keys_of_a_side() -> impl Iterator<Item = &'static str> {
    keys().filter(|key| !is_shared(key) && whole(key).is_none())
}

/// Whether keys stand under this path; the empty path is the top level.
pub(crate) fn is_table(path: &str) -> bool {
    keys().any(|key| below(path, key).is_some())
}

/// The names that may stand directly under `path`.
pub(crate) fn names_in(path: &str) -> Vec<&'static str> {
    let mut names: Vec<&str> = keys()
        .filter_map(|key| below(path, key))
        .filter_map(|rest| rest.split('.').next())
        .collect();
    names.dedup();
    names
}

fn below(path: &str, key: &'static str) -> Option<&'static str> {
    if path.is_empty() {
        return Some(key);
    }
    key.strip_prefix(path)?.strip_prefix('.')
}

/// The key that a writer of `name` in a table probably meant: one of the names that may stand there
/// with nearly the same spelling, or the same name in another table.
pub(crate) fn nearest(there: &[&'static str], name: &str) -> Option<String> {
    if let Some(candidate) = nearest_word(there.iter().copied(), name) {
        return Some(candidate.to_owned());
    }
    let elsewhere = keys().find(|key| key.rsplit('.').next() == Some(name));
    elsewhere.map(str::to_owned)
}

/// The one of some words that is spelt nearly as `name`, if one is.
pub fn nearest_word<'a>(words: impl IntoIterator<Item = &'a str>, name: &str) -> Option<&'a str> {
    let tolerated = (name.chars().count() / 3).clamp(1, 3);
    let distances = words
        .into_iter()
        .map(|word| (edit_distance(word, name), word));
    let close = distances.filter(|(distance, _)| *distance <= tolerated);
    close.min().map(|(_, word)| word)
}

/// The key of a number or a choice, as the program has it.
pub(crate) fn variable(key: &str) -> Option<&'static str> {
    let number = quantity(key).map(|quantity| quantity.key);
    number.or_else(|| choice(key).map(|choice| choice.key))
}

/// The key of the number or choice that a writer of `key` probably meant.
pub fn nearest_variable(key: &str) -> Option<String> {
    let (table, name) = key.rsplit_once('.').unwrap_or(("", key));
    let nearest = nearest(&names_in(table), name)?;
    let full = [format!("{table}.{nearest}"), nearest];
    full.into_iter().find(|key| variable(key).is_some())
}

/// Levenshtein distance: the fewest insertions, deletions and replacements from `a` to `b`.
fn edit_distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, &to) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(from != to);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

/// The value of a key as TOML, which may be a table of the keys below it; `None` where the scenario
/// has no such key.
pub(crate) fn value_text(scenario: &Scenario, key: &str) -> Option<String> {
    own_value(scenario, key).or_else(|| inline_table(scenario, key))
}

/// The value of a key as TOML, where it has one of its own.
pub(crate) fn own_value(scenario: &Scenario, key: &str) -> Option<String> {
    match row(key)? {
        Row::Format => Some("1".to_owned()),
        Row::Layers => {
            let layers = scenario.network.topology.layers()?;
            Some(format!("{:?}", layers.sizes))
        }
        Row::Number(quantity) => number(quantity, scenario),
        Row::Choice(choice) => match choice.chosen(scenario)?.written {
            Written::Word(word) => Some(quoted(word)),
            Written::Truth(truth) => Some(truth.to_string()),
            Written::Table(_) => None,
        },
        Row::Text(text) if text.has_lines() => (text.get)(scenario).map(in_lines),
        Row::Text(text) => (text.get)(scenario).map(quoted),
        Row::AtHand => Some(format!("{:?}", scenario.at_hand)),
    }
}

fn number(quantity: &Quantity, scenario: &Scenario) -> Option<String> {
    let value = (quantity.get)(scenario)?;
    Some(match quantity.limits.whole {
        true => format!("{value:.0}"),
        // The shortest digits that read back as the same number.
        false => format!("{value:?}"),
    })
}

/// The keys below `key` as an inline table.
fn inline_table(scenario: &Scenario, key: &str) -> Option<String> {
    let pair = |name: &str| {
        let value = value_text(scenario, &format!("{key}.{name}"))?;
        Some(format!("{name} = {value}"))
    };
    let pairs: Vec<String> = names_in(key).into_iter().filter_map(pair).collect();
    (!pairs.is_empty()).then(|| format!("{{ {} }}", pairs.join(", ")))
}

/// A TOML string on one line, whatever it holds.
fn quoted(text: &str) -> String {
    let escaped = text.chars().map(|c| match c {
        '"' => "\\\"".to_owned(),
        '\\' => "\\\\".to_owned(),
        '\n' => "\\n".to_owned(),
        '\t' => "\\t".to_owned(),
        c if c.is_control() => format!("\\u{:04X}", u32::from(c)),
        c => c.to_string(),
    });
    format!("\"{}\"", escaped.collect::<String>())
}

/// A TOML string of several lines as such.
fn in_lines(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(quoted).collect();
    let lines: Vec<&str> = lines.iter().map(|line| &line[1..line.len() - 1]).collect();
    match lines.as_slice() {
        [line] => format!("\"{line}\""),
        // The first line break is none of the text.
        lines => format!("{LINES}\n{}{LINES}", lines.join("\n")),
    }
}

/// What stands before and after several lines.
const LINES: &str = "\"\"\"";

/// The value of a key, as TOML, in one line.
pub(crate) fn in_one_line(value: &str) -> String {
    let inside = value
        .strip_prefix(LINES)
        .and_then(|rest| rest.strip_suffix(LINES));
    match inside.and_then(|inside| inside.strip_prefix('\n')) {
        Some(lines) => format!("\"{}\"", lines.replace('\n', "\\n")),
        None => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_key_finds_its_neighbour_and_a_misplaced_one_its_table() {
        let nearest = |path, name| nearest(&names_in(path), name).unwrap_or_default();
        assert_eq!(nearest("plasticity", "learning_rat"), "learning_rate");
        assert_eq!(nearest("", "nework"), "network");
        assert_eq!(nearest("plasticity", "seed"), "run.seed");
        assert_eq!(nearest("clocks", "colour"), "");
    }

    #[test]
    fn edit_distance_counts_the_fewest_changes() {
        assert_eq!(edit_distance("kitten", "sitting"), 3);
        assert_eq!(edit_distance("", "abc"), 3);
        assert_eq!(edit_distance("same", "same"), 0);
    }
}
