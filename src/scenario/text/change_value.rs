//! Single values of a change: read, and given others.

use toml_edit::{InlineTable, Value};

use crate::scenario::change::{Act, Change, When};
use crate::scenario::definition::Scenario;
use crate::scenario::keys::{
    CHANGE_AT, CHANGE_AT_MS, Choice, ChoiceOption, Quantity, Written, value_text,
};

/// The number that a change gives a quantity, or when it is made.
pub(crate) fn number_in(change: &Change, quantity: &Quantity) -> Option<f64> {
    match change.at {
        When::Iteration(at) if quantity.key == CHANGE_AT.key => return Some(at as f64),
        When::Ms(at) if quantity.key == CHANGE_AT_MS.key => return Some(at),
        _ => {}
    }
    let value = value_in(change, quantity.key)?;
    let whole = value.as_integer().map(|whole| whole as f64);
    value.as_float().or(whole)
}

/// Gives it another number. Does nothing where it has none.
pub(crate) fn put_number(change: &mut Change, quantity: &Quantity, number: f64) {
    match &mut change.at {
        When::Iteration(at) if quantity.key == CHANGE_AT.key => *at = number as u64,
        When::Ms(at) if quantity.key == CHANGE_AT_MS.key => *at = number,
        _ => {
            let text = match quantity.limits.whole {
                true => format!("{number:.0}"),
                false => format!("{number:?}"),
            };
            put_text(change, quantity.key, &text);
        }
    }
}

/// Which option of a choice a change takes.
pub(crate) fn option_in(change: &Change, choice: &Choice) -> Option<usize> {
    let value = value_in(change, choice.key)?;
    let is_taken = |option: &ChoiceOption| match option.written {
        Written::Word(word) => value.as_str() == Some(word),
        Written::Truth(truth) => value.as_bool() == Some(truth),
        Written::Table(_) => value.is_inline_table(),
    };
    choice.options.iter().position(is_taken)
}

/// Lets it take another one. Does nothing where it takes none.
pub(crate) fn put_option(change: &mut Change, choice: &Choice, option: usize) {
    let text = match choice.options[option].written {
        Written::Word(word) => Some(format!("{word:?}")),
        Written::Truth(truth) => Some(truth.to_string()),
        // With the numbers that it begins with.
        Written::Table(_) => {
            let mut scenario = Scenario::default();
            (choice.set)(&mut scenario, option);
            value_text(&scenario, choice.key)
        }
    };
    if let Some(text) = text {
        put_text(change, choice.key, &text);
    }
}

/// The value of a key, which may stand in a table. Of a simple value that could be a table there is none of
/// what would stand in it.
fn value_in(change: &Change, key: &str) -> Option<Value> {
    let Act::Set(set) = &change.act else {
        return None;
    };
    if let Some((_, text)) = set.iter().find(|(known, _)| known == key) {
        return text.parse().ok();
    }
    let (table, name) = key.rsplit_once('.')?;
    let (_, text) = set.iter().find(|(known, _)| known == table)?;
    let table: Value = text.parse().ok()?;
    table.as_inline_table()?.get(name).cloned()
}

fn put_text(change: &mut Change, key: &str, text: &str) {
    let Act::Set(set) = &mut change.act else {
        return;
    };
    if let Some((_, old)) = set.iter_mut().find(|(known, _)| known == key) {
        *old = text.to_owned();
        return;
    }
    let mut inside = || {
        let (table, name) = key.rsplit_once('.')?;
        let (_, old) = set.iter_mut().find(|(known, _)| known == table)?;
        let mut table: InlineTable = old.parse::<Value>().ok()?.as_inline_table()?.clone();
        table.get_mut(name).map(|_| ())?;
        table.insert(name, text.parse().ok()?);
        table.fmt();
        *old = Value::InlineTable(table).to_string().trim().to_owned();
        Some(())
    };
    inside();
}
