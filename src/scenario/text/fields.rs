//! The fields of a table that is no part of the rules: a claim, a change.

use std::ops::Range;
use toml_edit::{Item, Table, TableLike};

use super::entries::{SourceText, wrong_type};
use crate::scenario::error::{Problem, ScenarioError};
use crate::scenario::keys::Limits;

/// A table of a text.
#[derive(Clone, Copy)]
pub(super) struct Fields<'a> {
    pub source: SourceText<'a>,
    pub table: &'a dyn TableLike,
    /// What it is called, such as `claim`.
    pub name: &'static str,
}

impl<'a> Fields<'a> {
    /// The value of a field, if it is there.
    pub fn get(self, name: &str) -> Option<&'a Item> {
        self.table.get(name)
    }

    /// A number within its limits, if it is there.
    pub fn number(self, name: &str, limits: &Limits) -> Result<Option<f64>, ScenarioError> {
        let Some(item) = self.get(name) else {
            return Ok(None);
        };
        let whole = item.as_integer().map(|whole| whole as f64);
        let number = item.as_float().or(whole);
        match number {
            Some(number) if limits.contains(number) => Ok(Some(number)),
            Some(number) if number > limits.max => {
                Err(self.unexpected(name, item, &limits.in_full()))
            }
            _ => Err(self.unexpected(name, item, &limits.in_words())),
        }
    }

    /// Another value of a field than what is expected.
    pub fn unexpected(self, name: &str, item: &Item, expected: &str) -> ScenarioError {
        self.error(name, wrong_type(self.source, item, expected.to_owned()))
    }

    /// An error about a field.
    pub fn error(self, name: &str, problem: Problem) -> ScenarioError {
        let key = format!("{}.{name}", self.name);
        self.source.error(self.span(name), Some(&key), problem)
    }

    /// Where a field stands.
    pub fn span(self, name: &str) -> Option<Range<usize>> {
        let (key, item) = self.table.get_key_value(name)?;
        key.span().or(item.span())
    }
}

/// The tables `[[name]]` in a table; `named` is their whole name.
pub(super) fn tables<'a>(
    source: SourceText<'_>,
    table: &'a dyn TableLike,
    named: &str,
    expected: &str,
) -> Result<Vec<&'a Table>, ScenarioError> {
    let name = named.rsplit('.').next().unwrap_or(named);
    match table.get_key_value(name) {
        None => Ok(Vec::new()),
        Some((_, Item::ArrayOfTables(tables))) => Ok(tables.iter().collect()),
        Some((key, item)) => {
            let problem = wrong_type(
                source,
                item,
                format!("tables [[{named}]], each with {expected}"),
            );
            Err(source.error(key.span().or(item.span()), Some(named), problem))
        }
    }
}
