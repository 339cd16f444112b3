//! The text of a scenario file: read, written, and changed so that its comments survive.

mod apply;
mod branch;
mod change_tables;
mod change_value;
mod changed;
mod changes;
mod claims;
mod differences;
mod document;
mod edit;
mod entries;
mod fields;
mod overrides;
mod read;
mod write;

pub use branch::settled;
pub(crate) use change_value::{number_in, option_in, put_number, put_option};
pub(crate) use changed::{changed, merged, settings_between};
pub(crate) use changes::MOST as MOST_CHANGES;
pub(crate) use claims::{condition_error, texts_of_claims};
pub use differences::{Difference, differences, made_equal};
pub use overrides::with_overrides;
pub use read::parse;
pub(super) use read::parse_located;
pub use write::to_toml;
