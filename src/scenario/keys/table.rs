//! Every key of a scenario file: what is read, written, suggested, set and shown follows from the rows.
//! A new key is a row in the file of its section.

use super::choice::Choice;
use super::quantity::Quantity;
use super::row::Row;
use super::{clocks, communities, drive, network, plasticity, run, task};

/// Every key, in the order of a file that the program writes. A key with others below it, such as
/// `network.balance`, has either a value of its own or a table of them.
pub(in crate::scenario) fn rows() -> impl Iterator<Item = &'static Row> {
    let sections = [
        run::TITLE,
        network::ROWS,
        drive::ROWS,
        clocks::ROWS,
        plasticity::ROWS,
        task::ROWS,
        communities::ROWS,
        run::ROWS,
    ];
    sections.into_iter().flatten()
}

/// The row with this key.
pub(in crate::scenario) fn row(key: &str) -> Option<&'static Row> {
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

/// The number with this key.
pub fn quantity(key: &str) -> Option<&'static Quantity> {
    quantities().find(|quantity| quantity.key == key)
}

/// The choice with this key.
pub fn choice(key: &str) -> Option<&'static Choice> {
    choices().find(|choice| choice.key == key)
}
