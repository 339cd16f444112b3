//! Scenarios: TOML files in, checked [`Scenario`]s out.
//!
//! [`open`] and [`save`] deal with files, [`parse`] and [`to_toml`] with their text, [`QUANTITIES`]
//! with every number in them, and [`presets`] with the scenarios that come with the program.

mod analysis_quantities;
mod arrays;
mod catalogue;
mod compared;
mod connectome_file;
mod csv_array;
mod definition;
mod edit;
mod edit_compare;
mod entries;
mod error;
mod graphml_array;
mod keys;
mod limits;
mod npy_array;
mod overrides;
mod quantity;
mod rate_quantities;
mod read;
mod read_task;
mod store;
mod task;
mod task_quantities;
mod variant;
mod weights_scale;
mod write;

pub use analysis_quantities::*;
pub use catalogue::{Preset, preset, presets};
pub use connectome_file::{WeightsFile, read_weights};
pub use definition::{Dataset, InitialFiles, NetworkSpec, Run, Scenario, Task};
pub use error::{ArrayFault, Problem, ScenarioError};
pub use limits::Limits;
pub use overrides::with_overrides;
pub use quantity::*;
pub use rate_quantities::*;
pub use read::parse;
pub use store::{Opened, SaveError, Saved, Supplies, check_text, open, recheck, relocated, save};
pub use task::{Preview, TableKind, preview, samples};
pub use task_quantities::*;
pub use variant::{Difference, Variant, differences, made_equal};
pub use weights_scale::*;
pub use write::to_toml;
