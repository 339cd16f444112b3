//! Changing single keys of a TOML text, so that all else in it stays as its writer left it.

use toml_edit::{ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value};

/// The keys for the size of a network, of which a file has one: each with the other.
pub(super) const SIZES: [[&str; 2]; 2] = [
    ["network.neurons", "network.layers"],
    ["network.layers", "network.neurons"],
];

/// The item at a dotted key.
pub(super) fn find<'a>(document: &'a DocumentMut, key: &str) -> Option<&'a Item> {
    let root = document.as_item();
    key.split('.').try_fold(root, |item, name| item.get(name))
}

/// Writes `value` at a dotted key, in the place and with the comments of what stood there. `None` if
/// something on the way is no table.
pub(crate) fn set(document: &mut DocumentMut, key: &str, value: Value) -> Option<()> {
    let (parent, name) = parent(document, key)?;
    put(parent, name, value)
}

fn put(parent: &mut Item, name: &str, mut value: Value) -> Option<()> {
    if let Some(Item::Value(old)) = parent.get_mut(name) {
        *value.decor_mut() = old.decor().clone();
        *old = value;
        return Some(());
    }
    let table = parent.as_table_like_mut()?;
    table.remove(name);
    table.insert(name, Item::Value(value));
    tidy(parent);
    Some(())
}

/// The same in a table of its own, such as a change, where a whole key may stand in quotes.
pub(super) fn set_in(table: &mut Item, key: &str, value: Value) -> Option<()> {
    let names = table.as_table_like()?.iter();
    let quoted = names
        .map(|(name, _)| name)
        .filter(|name| name.contains('.'));
    let quoted: Vec<String> = quoted.map(str::to_owned).collect();
    let below = |name: &str, path: &str| {
        let rest = name.strip_prefix(path)?.strip_prefix('.')?;
        Some(rest.to_owned())
    };
    for name in quoted {
        if name == key {
            return put(table, key, value);
        }
        let item = table.get_mut(&name)?;
        match below(key, &name) {
            Some(rest) if item.is_table_like() => {
                let (parent, last) = parent_in(item, &rest, 0)?;
                return put(parent, last, value);
            }
            None if below(&name, key).is_none() => {}
            _ => drop(table.as_table_like_mut()?.remove(&name)),
        }
    }
    let (parent, name) = parent_in(table, key, 0)?;
    put(parent, name, value)
}

/// Removes a dotted key.
pub(crate) fn remove(document: &mut DocumentMut, key: &str) {
    if find(document, key).is_none() {
        return;
    }
    if let Some((parent, name)) = parent(document, key) {
        if let Some(table) = parent.as_table_like_mut() {
            table.remove(name);
        }
        tidy(parent);
    }
}

/// The table that a dotted key stands in, made where it is missing, and the last name of the key.
pub(super) fn parent<'a, 'k>(
    document: &'a mut DocumentMut,
    key: &'k str,
) -> Option<(&'a mut Item, &'k str)> {
    // Tables at the top level are sections, and so are those that side B has of them.
    let sections = 1 + usize::from(key.starts_with("compare."));
    parent_in(document.as_item_mut(), key, sections)
}

/// The same in a table, in which tables are sections down to a depth.
fn parent_in<'a, 'k>(
    mut item: &'a mut Item,
    key: &'k str,
    mut sections: usize,
) -> Option<(&'a mut Item, &'k str)> {
    let mut names = key.split('.').peekable();
    loop {
        let name = names.next()?;
        if names.peek().is_none() {
            return Some((item, name));
        }
        let is_section = sections > 0 && item.as_table().is_some_and(|table| !table.is_dotted());
        let table = item.as_table_like_mut()?;
        let inner = table.entry(name).or_insert(match is_section {
            true => Item::Table(Table::new()),
            false => Item::Value(Value::InlineTable(InlineTable::new())),
        });
        if !is_section && !inner.is_table_like() {
            *inner = Item::Value(Value::InlineTable(InlineTable::new()));
        }
        item = inner;
        sections = sections.saturating_sub(1);
    }
}

/// Spaces an inline table evenly after a change, unless it has comments or line breaks inside.
fn tidy(item: &mut Item) {
    if let Item::Value(Value::InlineTable(table)) = item {
        let written = table.to_string();
        if !written.trim().contains(['\n', '#']) {
            table.fmt();
        }
    }
}

/// Writes an array of tables, one for each of `now`, where there were those of `before`. Where they are the same,
/// what is written stays.
pub(super) fn write_tables<T: PartialEq>(
    table: &mut Table,
    key: &str,
    [before, now]: [&[T]; 2],
    written: impl Fn(&T) -> Option<Table>,
) -> Option<()> {
    if before == now {
        return Some(());
    }
    table.remove(key);
    if now.is_empty() {
        return Some(());
    }
    let tables: Option<ArrayOfTables> = now.iter().map(written).collect();
    table.insert(key, Item::ArrayOfTables(tables?));
    Some(())
}

/// A text, with what `write` adds to it.
pub(super) fn added(text: String, write: impl FnOnce(&mut DocumentMut) -> Option<()>) -> String {
    let with = || {
        let mut document: DocumentMut = text.parse().ok()?;
        write(&mut document)?;
        Some(document.to_string())
    };
    with().unwrap_or(text)
}
