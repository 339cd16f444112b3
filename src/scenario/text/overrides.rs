//! Changes to a scenario text from the command line: `--set plasticity.learning_rate=0.3`.

use toml_edit::{ArrayOfTables, DocumentMut, Item, Key, Value};

use super::document;
use super::entries::{AT, FROM, SourceText};
use super::read::parse;
use crate::scenario::error::{Problem, ScenarioError};
use crate::scenario::keys::{CHANGE, COMPARE, Row, row};

/// The text of a scenario with `settings` of the form KEY=VALUE applied in turn. A value is read as
/// TOML, or else taken as a string, so quotes may be left out.
///
/// # Errors
/// When the text itself is no valid scenario, or a setting names no key or gives a value that is not
/// allowed; such an error names the setting in place of the file.
pub fn with_overrides(
    text: &str,
    source: &str,
    settings: &[String],
) -> Result<String, ScenarioError> {
    with_changes(text, source, settings, |setting| format!("--set {setting}"))
}

/// The same, for settings that go by another `name` in errors.
pub(super) fn with_changes(
    text: &str,
    source: &str,
    settings: &[String],
    name: impl Fn(&str) -> String,
) -> Result<String, ScenarioError> {
    parse(text, source)?;
    let mut text = text.to_owned();
    for (index, setting) in settings.iter().enumerate() {
        text = with_setting(&text, setting, &name(setting))?;
        let is_last = index + 1 == settings.len();
        match parse(&text, &name(setting)) {
            // A later setting may give what is missing.
            Err(error) if is_last || !error.problem.depends_on_other_keys() => {
                return Err(ScenarioError {
                    line: None,
                    ..error
                });
            }
            _ => {}
        }
    }
    Ok(text)
}

fn with_setting(text: &str, setting: &str, name: &str) -> Result<String, ScenarioError> {
    let source = SourceText { text, name };
    let malformed = || source.error(None, None, Problem::MalformedSetting);
    let (key, value) = setting.split_once('=').ok_or_else(malformed)?;
    let (key, value) = (key.trim(), value.trim());
    if key.split('.').any(str::is_empty) || value.is_empty() {
        return Err(malformed());
    }
    let mut changed: DocumentMut = source.document()?.into_mut();
    if let Some(place) = InChange::of(key) {
        let change = place.table(&mut changed);
        let change = change.map_err(|problem| source.error(None, Some(&place.name), problem))?;
        for [new, old] in EITHER.into_iter().filter(|[new, _]| *new == place.key) {
            swap(change, old, new);
        }
        let value = read_value(place.key, value);
        document::set_in(change, place.key, value).ok_or_else(malformed)?;
        return Ok(changed.to_string());
    }
    for [new, old] in document::SIZES {
        if key == new || key.strip_prefix("compare.") == Some(new) {
            document::remove(&mut changed, &key.replace(new, old));
        }
    }
    for [new, old] in EITHER {
        if key.strip_prefix("compare.") == Some(new) {
            document::remove(&mut changed, &format!("compare.{old}"));
        }
    }
    document::set(&mut changed, key, read_value(key, value)).ok_or_else(malformed)?;
    Ok(changed.to_string())
}

/// Names of a moment in a change or in `[compare]`, which has one of them: each with the other.
const EITHER: [[&str; 2]; 4] = [
    [AT[0], AT[1]],
    [AT[1], AT[0]],
    [FROM[0], FROM[1]],
    [FROM[1], FROM[0]],
];

/// Puts a key in the place of another.
fn swap(table: &mut Item, old: &str, new: &str) {
    if let Some(table) = table.as_table_mut()
        && let Some((key, item)) = table.remove_entry(old)
    {
        let renamed = Key::new(new).with_leaf_decor(key.leaf_decor().clone());
        table.insert_formatted(&renamed, item);
    }
}

/// A key of a change: `change.2.plasticity.learning_rate`, or the same after `compare.`.
struct InChange<'a> {
    /// The beginning, such as `change.2`.
    name: String,
    of_side_b: bool,
    number: &'a str,
    key: &'a str,
}

impl<'a> InChange<'a> {
    fn of(key: &'a str) -> Option<Self> {
        let inside = key.strip_prefix("compare.");
        let rest = inside.unwrap_or(key).strip_prefix("change.")?;
        let (number, inner) = rest.split_once('.').unwrap_or((rest, ""));
        let name = key.strip_suffix(inner).unwrap_or(key);
        Some(Self {
            name: name.trim_end_matches('.').to_owned(),
            of_side_b: inside.is_some(),
            number,
            key: inner,
        })
    }

    /// The table of the change.
    fn table<'d>(&self, document: &'d mut DocumentMut) -> Result<&'d mut Item, Problem> {
        let side = match self.of_side_b {
            true => document.get_mut(COMPARE),
            false => Some(document.as_item_mut()),
        };
        let tables = side.and_then(|side| side.as_table_like_mut()?.get_mut(CHANGE));
        let count = tables
            .as_ref()
            .and_then(|tables| tables.as_array_of_tables());
        let count = count.map_or(0, ArrayOfTables::len);
        let number: Option<usize> = self.number.parse().ok();
        let place = number.and_then(|number| number.checked_sub(1));
        let place = place.filter(|_| !self.key.is_empty());
        let told = match (place, count) {
            (None, _) => "changes are counted from 1, as in change.1.at".to_owned(),
            (_, 0) => "there are no changes".to_owned(),
            (_, 1) => "there is one change".to_owned(),
            (_, count) => format!("there are {count} changes"),
        };
        let table = tables
            .zip(place)
            .and_then(|(tables, place)| tables.get_mut(place));
        table.ok_or(Problem::NoSuchChange(told))
    }
}

fn read_value(key: &str, text: &str) -> Value {
    let key = key.strip_prefix("compare.").unwrap_or(key);
    let is_string = matches!(row(key), Some(Row::Text(_)));
    match text.parse::<Value>() {
        Ok(value) if value.is_str() || !is_string => value,
        _ => Value::from(text),
    }
}
