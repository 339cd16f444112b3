//! The keys of a scenario file: what each is called, what it may be and what it does.

mod communities;
mod limits;
mod names;
mod quantity;
mod rate;
mod task;
mod weights_scale;

pub use communities::*;
pub use limits::Limits;
pub(super) use names::{
    COMPARE, KEYS, is_shared, is_table, is_told_by_another, known, names_in, names_in_compare,
    nearest, value_text,
};
pub use quantity::*;
pub use rate::*;
pub use task::*;
pub use weights_scale::*;
