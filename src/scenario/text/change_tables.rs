//! Writing the changes of a side: its tables `[[change]]`.

use toml_edit::{Item, Table, Value, value};

use super::document;
use super::entries::{AT, TICK};
use crate::scenario::change::{Act, Change, When};
use crate::scenario::keys::CHANGE;

/// Writes changes into a table that has those that there were `before`. Where they are the same, what is
/// written stays.
pub(super) fn write_changes(
    table: &mut Table,
    before: &[Change],
    changes: &[Change],
) -> Option<()> {
    document::write_tables(table, CHANGE, [before, changes], written)
}

/// The text of a scenario without changes, with some added.
pub(super) fn changes_added(text: String, changes: &[Change]) -> String {
    document::added(text, |document| write_changes(document, &[], changes))
}

fn written(change: &Change) -> Option<Table> {
    let mut table = Table::new();
    insert_when(&mut table, AT, change.at)?;
    match &change.act {
        Act::Set(set) => {
            for (key, value) in set {
                insert_dotted(&mut table, key, value)?;
            }
        }
        Act::Tick(clock) => drop(table.insert(TICK, value(clock.name()))),
    }
    Some(table)
}

/// Writes a moment under one of two names, that of iterations or that of model time.
pub(super) fn insert_when(table: &mut Table, names: [&str; 2], at: When) -> Option<()> {
    let (name, value) = match at {
        When::Iteration(iteration) => (names[0], value(i64::try_from(iteration).ok()?)),
        // The shortest digits that read back as the same number.
        When::Ms(ms) => (names[1], value(format!("{ms:?}").parse::<Value>().ok()?)),
    };
    table.insert(name, value);
    Some(())
}

/// Writes a value at a dotted key.
pub(super) fn insert_dotted(table: &mut Table, key: &str, text: &str) -> Option<()> {
    let Some((first, rest)) = key.split_once('.') else {
        table.insert(key, value(text.parse::<Value>().ok()?));
        return Some(());
    };
    let inner = table.entry(first).or_insert_with(|| {
        let mut inner = Table::new();
        inner.set_dotted(true);
        Item::Table(inner)
    });
    insert_dotted(inner.as_table_mut()?, rest, text)
}
