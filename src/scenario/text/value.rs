//! Reading the value of one key, by what its row says.

use toml_edit::{Item, Value};

use super::entries::Entry;
use crate::scenario::error::ScenarioError;
use crate::scenario::keys::{Choice, Limits, Text, Written};

/// Which option of a choice the text names.
pub(super) fn chosen(entry: &Entry<'_>, choice: &Choice) -> Result<usize, ScenarioError> {
    let item = entry.item;
    let is_named = |written: Written| match written {
        Written::Word(word) => item.as_str() == Some(word),
        Written::Truth(truth) => item.as_bool() == Some(truth),
        // A table has been read as the keys in it.
        Written::Table(_) => false,
    };
    let found = choice.options.iter().position(|o| is_named(o.written));
    found.ok_or_else(|| match item.is_str() && !choice.is_truth() {
        true => entry.out_of_range(choice.expected()),
        false => entry.wrong_type(choice.expected()),
    })
}

/// A title or a path.
pub(super) fn string(entry: &Entry<'_>, text: &Text) -> Result<String, ScenarioError> {
    match entry.item.as_str() {
        None => Err(entry.wrong_type(text.expected)),
        Some("") if !text.may_be_empty() => Err(entry.out_of_range(text.expected)),
        Some(said) => Ok(said.to_owned()),
    }
}

/// A number within its limits.
pub(super) fn number(entry: &Entry<'_>, limits: &Limits) -> Result<f64, ScenarioError> {
    let value = match entry.item {
        Item::Value(Value::Integer(value)) => *value.value() as f64,
        Item::Value(Value::Float(value)) => *value.value(),
        _ => return Err(entry.wrong_type(limits.in_words())),
    };
    if limits.contains(value) {
        Ok(value)
    } else if value > limits.max {
        Err(entry.out_of_range(limits.in_full()))
    } else {
        Err(entry.out_of_range(limits.in_words()))
    }
}
