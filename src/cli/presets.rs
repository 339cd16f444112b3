//! `accordance presets`: what comes with the program.

use clap::Args;

use super::Outcome;
use crate::scenario::presets;

/// What `accordance presets` is asked for.
#[derive(Debug, Args)]
pub struct PresetsArguments {}

/// A paragraph for each preset: its file name, its name, and what to watch.
pub(super) fn list(_: &PresetsArguments) -> Outcome {
    let mut output = String::new();
    for preset in presets() {
        let (name, summary) = match preset.scenario() {
            Ok(scenario) => (scenario.name, scenario.summary),
            Err(error) => ("not usable".to_owned(), error.to_string()),
        };
        output += &format!("{}  {name}\n    {summary}\n", preset.file_name);
    }
    Outcome::success(output, false)
}
