//! From TOML text to a flat list of known keys with their values and lines, whether the tables were
//! written as `[sections]`, inline or dotted.

use std::ops::Range;
use toml_edit::{Document, Item, Key, TableLike, Value};

use crate::scenario::error::{Problem, ScenarioError, list};
use crate::scenario::keys::{self, COMPARE};

/// The text of a scenario and the name of where it came from.
#[derive(Debug, Clone, Copy)]
pub(in crate::scenario) struct SourceText<'a> {
    pub text: &'a str,
    pub name: &'a str,
}

/// One `key = value` of the text.
#[derive(Debug, Clone, Copy)]
pub(in crate::scenario) struct Entry<'a> {
    pub key: &'static str,
    pub item: &'a Item,
    pub line: Option<usize>,
    source: SourceText<'a>,
}

impl<'a> SourceText<'a> {
    /// Reads the text as TOML.
    pub fn document(self) -> Result<Document<&'a str>, ScenarioError> {
        Document::parse(self.text).map_err(|error| {
            let words: Vec<&str> = error.message().split_whitespace().collect();
            self.error(error.span(), None, Problem::Syntax(words.join(" ")))
        })
    }

    /// An error about a place in this text.
    pub fn error(
        self,
        span: Option<Range<usize>>,
        key: Option<&str>,
        problem: Problem,
    ) -> ScenarioError {
        ScenarioError {
            line: self.line(span),
            key: key.map(str::to_owned),
            ..ScenarioError::of_file(self.name, problem)
        }
    }

    fn line(self, span: Option<Range<usize>>) -> Option<usize> {
        let before = self.text.as_bytes().get(..span?.start)?;
        Some(1 + before.iter().filter(|byte| **byte == b'\n').count())
    }

    /// What stands in the text for `item`, on one line and not too long.
    fn shown(self, item: &Item) -> String {
        let written = item.span().and_then(|span| self.text.get(span));
        let words: Vec<&str> = written.unwrap_or_default().split_whitespace().collect();
        let mut shown: String = words.join(" ");
        if let Some((end, _)) = shown.char_indices().nth(60) {
            shown.truncate(end);
            shown.push('…');
        }
        shown
    }
}

impl Entry<'_> {
    /// An error about this key.
    pub fn error(&self, problem: Problem) -> ScenarioError {
        ScenarioError {
            line: self.line,
            ..self.source.error(None, Some(self.key), problem)
        }
    }

    /// The key lacks what it needs.
    pub fn needs(&self, needed: &str) -> ScenarioError {
        self.error(Problem::Needs(needed.to_owned()))
    }

    /// The value is of another kind than what is expected.
    pub fn wrong_type(&self, expected: impl Into<String>) -> ScenarioError {
        self.error(wrong_type(self.source, self.item, expected.into()))
    }

    /// The value is of the right kind but not allowed.
    pub fn out_of_range(&self, expected: impl Into<String>) -> ScenarioError {
        let found = self.source.shown(self.item);
        let expected = expected.into();
        self.error(Problem::Unexpected { found, expected })
    }
}

fn wrong_type(source: SourceText<'_>, item: &Item, expected: String) -> Problem {
    let kind = match item {
        Item::Value(Value::String(_)) => "a string",
        Item::Value(Value::Integer(_)) => "a whole number",
        Item::Value(Value::Float(_)) => "a number",
        Item::Value(Value::Boolean(_)) => "a truth value",
        Item::Value(Value::Datetime(_)) => "a date or time",
        Item::Value(Value::Array(_)) => "a list",
        Item::Value(Value::InlineTable(_)) | Item::Table(_) | Item::None => "a table",
        Item::ArrayOfTables(_) => "a list of tables",
    };
    let found = match item {
        Item::Value(_) => source.shown(item),
        _ => "written in square brackets".to_owned(),
    };
    let found = format!("{found}, {kind}");
    Problem::Unexpected { found, expected }
}

/// All entries of `document` but those in `[compare]`, or the first key that is unknown or no table
/// though it should be.
pub(in crate::scenario) fn entries<'a>(
    source: SourceText<'a>,
    document: &'a Document<&'a str>,
) -> Result<Vec<Entry<'a>>, ScenarioError> {
    let mut entries = Vec::new();
    let place = Place { source, within: "" };
    place.collect(document.as_table(), "", &mut entries)?;
    Ok(entries)
}

/// The entries in `[compare]`, if there is such a table, with keys as if they stood outside it.
pub(in crate::scenario) fn compared_entries<'a>(
    source: SourceText<'a>,
    document: &'a Document<&'a str>,
) -> Result<Option<Compared<'a>>, ScenarioError> {
    let Some((key, item)) = document.get_key_value(COMPARE) else {
        return Ok(None);
    };
    let span = key.span().or(item.span());
    let Some(table) = item.as_table_like() else {
        let allowed = list(&keys::names_in_compare(""), "and");
        let problem = wrong_type(source, item, format!("a table that may have {allowed}"));
        return Err(source.error(span, Some(COMPARE), problem));
    };
    let mut entries = Vec::new();
    let within = "compare.";
    Place { source, within }.collect(table, "", &mut entries)?;
    let first = entries.iter().filter_map(|entry| entry.line).min();
    Ok(Some(Compared {
        line: first.or(source.line(span)),
        entries,
    }))
}

/// What stands in `[compare]`.
pub(in crate::scenario) struct Compared<'a> {
    pub entries: Vec<Entry<'a>>,
    /// Where it begins.
    pub line: Option<usize>,
}

/// The path of a name in a table.
fn below(path: &str, name: &str) -> String {
    match path {
        "" => name.to_owned(),
        _ => format!("{path}.{name}"),
    }
}

/// A text, and the table in it that is read as if it were the whole.
#[derive(Clone, Copy)]
struct Place<'a> {
    source: SourceText<'a>,
    /// The name of that table with a dot behind it; empty for the whole.
    within: &'static str,
}

impl<'a> Place<'a> {
    fn collect(
        self,
        table: &'a dyn TableLike,
        path: &str,
        entries: &mut Vec<Entry<'a>>,
    ) -> Result<(), ScenarioError> {
        let Self { source, within } = self;
        for (name, item) in table.iter() {
            if within.is_empty() && path.is_empty() && name == COMPARE {
                continue;
            }
            let key = table.key(name);
            let span = key.and_then(Key::span).or(item.span());
            // In quotes where TOML needs them.
            let written = key.map(Key::default_repr);
            let written = written
                .as_ref()
                .and_then(|written| written.as_raw().as_str());
            let full = below(path, written.unwrap_or(name));
            let inner = item.as_table_like().filter(|_| keys::is_table(&full));
            match (inner, keys::known(&full)) {
                (Some(inner), _) if !inner.is_empty() || keys::known(&full).is_none() => {
                    self.collect(inner, &full, entries)?;
                }
                _ if !within.is_empty() && keys::is_shared(&full) => {
                    let problem = Problem::Shared(full.clone());
                    return Err(source.error(span, Some(&format!("{within}{full}")), problem));
                }
                (_, Some(key)) => entries.push(Entry {
                    key,
                    item,
                    line: source.line(span),
                    source,
                }),
                (_, None) => {
                    let problem = if keys::is_table(&full) {
                        let allowed = list(&self.names_in(&full), "and");
                        wrong_type(source, item, format!("a table that may have {allowed}"))
                    } else {
                        self.unknown_key(path, name)
                    };
                    let full = format!("{within}{full}");
                    return Err(source.error(span, Some(&full), problem));
                }
            }
        }
        Ok(())
    }

    /// The names that may stand in a table.
    fn names_in(self, path: &str) -> Vec<&'static str> {
        match (self.within, path) {
            ("", "") => keys::names_in("").into_iter().chain([COMPARE]).collect(),
            ("", path) => keys::names_in(path),
            (_, path) => keys::names_in_compare(path),
        }
    }

    fn unknown_key(self, path: &str, name: &str) -> Problem {
        Problem::UnknownKey {
            nearest: keys::nearest(&self.names_in(path), name),
            place: match (self.within, path) {
                ("", "") => "the top level".to_owned(),
                ("", path) => format!("[{path}]"),
                (_, "") => format!("[{COMPARE}]"),
                (within, path) => format!("[{within}{path}]"),
            },
            allowed: self.names_in(path),
        }
    }
}
