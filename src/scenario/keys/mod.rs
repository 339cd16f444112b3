//! The keys of a scenario file: what each is called, what it may be and what it does.

mod change;
mod choice;
mod clocks;
mod communities;
mod credit;
mod drive;
mod network;
mod plasticity;
mod quantity;
mod row;
mod run;
mod table;
mod task;
mod window;

pub use change::{CHANGE_AT, CHANGE_AT_MS};
pub use choice::{Acts, Choice, ChoiceOption, Written};
pub use clocks::*;
pub use communities::*;
pub use credit::*;
pub use drive::*;
pub use network::*;
pub use plasticity::*;
pub use quantity::{Limits, Quantity};
pub(super) use row::{LAYERS, MOST_AT_HAND, Row, Text};
pub(crate) use run::*;
pub(super) use table::{
    CHANGE, CLAIM, COMPARE, acts_at_once, has_live_keys, in_one_line, is_shared, is_table, keys,
    keys_of_a_side, known, names_in, nearest, own_value, row, value_text, variable, whole,
};
pub use table::{choice, choices, nearest_variable, nearest_word, quantities, quantity};
pub use task::*;
pub(crate) use window::*;
