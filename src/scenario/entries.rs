//! From TOML text to a flat list of known keys with their values and lines, whether the tables were
//! written as `[sections]`, inline or dotted.

use std::ops::Range;
use toml_edit::{Document, Item, TableLike, Value};

use super::keys;
use super::{Problem, ScenarioError};

/// The text of a scenario and the name of where it came from.
#[derive(Debug, Clone, Copy)]
pub(super) struct SourceText<'a> {
    pub text: &'a str,
    pub name: &'a str,
}

/// One `key = value` of the text.
#[derive(Debug)]
pub(super) struct Entry<'a> {
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
            let message = words.join(" ");
            self.error(error.span(), None, Problem::Syntax { message })
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
            source_name: self.name.to_owned(),
            line: self.line(span),
            key: key.map(str::to_owned),
            problem: Box::new(problem),
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

    /// The value is of another kind than what is expected.
    pub fn wrong_type(&self, expected: impl Into<String>) -> ScenarioError {
        self.error(wrong_type(self.source, self.item, expected.into()))
    }

    /// The value is of the right kind but not allowed.
    pub fn out_of_range(&self, expected: impl Into<String>) -> ScenarioError {
        let found = self.source.shown(self.item);
        let expected = expected.into();
        self.error(Problem::OutOfRange { found, expected })
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
    Problem::WrongType {
        found,
        kind,
        expected,
    }
}

/// All entries of `document`, or the first key that is unknown or no table though it should be.
pub(super) fn entries<'a>(
    source: SourceText<'a>,
    document: &'a Document<&'a str>,
) -> Result<Vec<Entry<'a>>, ScenarioError> {
    let mut entries = Vec::new();
    collect(source, document.as_table(), "", &mut entries)?;
    Ok(entries)
}

fn collect<'a>(
    source: SourceText<'a>,
    table: &'a dyn TableLike,
    path: &str,
    entries: &mut Vec<Entry<'a>>,
) -> Result<(), ScenarioError> {
    for (name, item) in table.iter() {
        let span = table
            .key(name)
            .and_then(toml_edit::Key::span)
            .or(item.span());
        let full = match (path, table.key(name)) {
            ("", Some(key)) => key
                .default_repr()
                .as_raw()
                .as_str()
                .unwrap_or(name)
                .to_owned(),
            (path, Some(key)) => {
                let name = key.default_repr();
                format!("{path}.{}", name.as_raw().as_str().unwrap_or_default())
            }
            (path, None) => format!("{path}.{name}"),
        };
        let inner = item.as_table_like().filter(|_| keys::is_table(&full));
        match (inner, keys::known(&full)) {
            (Some(inner), _) if !inner.is_empty() || keys::known(&full).is_none() => {
                collect(source, inner, &full, entries)?;
            }
            (_, Some(key)) => entries.push(Entry {
                key,
                item,
                line: source.line(span),
                source,
            }),
            (_, None) => {
                let problem = if keys::is_table(&full) {
                    let allowed = super::error::list(&keys::names_in(&full), "and");
                    wrong_type(source, item, format!("a table that may have {allowed}"))
                } else {
                    unknown_key(path, name)
                };
                return Err(source.error(span, Some(&full), problem));
            }
        }
    }
    Ok(())
}

fn unknown_key(path: &str, name: &str) -> Problem {
    Problem::UnknownKey {
        nearest: keys::nearest(path, name),
        place: match path {
            "" => "the top level".to_owned(),
            path => format!("[{path}]"),
        },
        allowed: keys::names_in(path),
    }
}
