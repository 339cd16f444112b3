//! Scenarios: TOML files in, checked [`Scenario`]s out.
//!
//! [`open`] and [`save`] deal with files, [`parse`] and [`to_toml`] with their text, [`QUANTITIES`]
//! with every number in them, and [`presets`] with the scenarios that come with the program.

mod arrays;
mod catalogue;
mod csv_array;
mod definition;
mod edit;
mod entries;
mod error;
mod keys;
mod npy_array;
mod overrides;
mod quantity;
mod read;
mod replace;
mod store;
mod write;

pub use catalogue::{Preset, preset, presets};
pub use definition::{InitialFiles, NetworkSpec, Run, Scenario};
pub use error::{ArrayFault, Problem, ScenarioError};
pub use overrides::with_overrides;
pub use quantity::*;
pub use read::parse;
pub use store::{Opened, SaveError, Saved, check_text, open, relocated, save};
pub use write::to_toml;
