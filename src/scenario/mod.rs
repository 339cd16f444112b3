//! Scenarios: TOML files in, checked [`Scenario`]s out.
//!
//! [`open`] and [`save`] deal with files, [`parse`] and [`to_toml`] with their text, [`QUANTITIES`]
//! with every number in them, and [`presets`] with the scenarios that come with the program.

mod catalogue;
mod definition;
mod error;
mod files;
mod keys;
mod replace;
mod task;
mod text;
mod variant;

pub use catalogue::{Preset, preset, presets};
pub use definition::{Dataset, InitialFiles, NetworkSpec, Run, Scenario, Task};
pub use error::{ArrayFault, Problem, ScenarioError};
pub use files::{
    Opened, SaveError, Saved, Supplies, WeightsFile, check_text, open, read_weights, recheck,
    relocated, save,
};
pub use keys::*;
pub use task::{Preview, TableKind, preview, samples};
pub use text::{parse, to_toml, with_overrides};
pub use variant::{Difference, Variant, differences, made_equal};
