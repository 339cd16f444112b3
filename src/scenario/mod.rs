//! Scenarios: TOML files in, checked [`Scenario`]s out.
//!
//! [`open`] and [`save`] deal with files, [`parse`] and [`to_toml`] with their text, [`quantities`]
//! and [`choices`] with every number and choice in them, and [`presets`] with the scenarios that come
//! with the program.

mod catalogue;
mod change;
mod claim;
mod definition;
mod error;
mod files;
mod keys;
mod task;
mod text;

pub use catalogue::{Preset, preset, presets};
pub use change::{Act, Change, When};
pub use claim::Claim;
pub use definition::{
    Arrangement, Dataset, InitialFiles, NetworkSpec, Run, Scenario, Task, Variant,
};
pub use error::ScenarioError;
pub use files::{
    Opened, Preview, SaveError, Saved, Supplies, TableKind, WeightsFile, check_memory, check_text,
    open, preview, read_weights, recheck, relocated, save,
};
pub use keys::*;
pub use text::{Difference, differences, made_equal, parse, settled, to_toml, with_overrides};
pub(crate) use text::{
    MOST_CHANGES, changed, condition_error, merged, number_in, option_in, put_number, put_option,
    settings_between, texts_of_claims,
};
