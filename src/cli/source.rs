//! Where the scenario of a command comes from, a file or a preset by its file name, and what is changed
//! of it.

use std::path::{Path, PathBuf};

use clap::builder::RangedU64ValueParser;
use clap::{Args, value_parser};

use crate::engine::check::{Stated, stated};
use crate::scenario::{self, Opened, Preset, ScenarioError};

/// Where a scenario comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A file.
    File(PathBuf),
    /// A built-in preset.
    Preset(&'static Preset),
}

/// Neither a file nor a preset.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{} is neither a scenario file nor a built-in preset; `accordance presets` lists the presets",
    .0.display()
)]
pub struct NoSuchScenario(PathBuf);

/// The file of this name or, if there is none, the built-in preset.
///
/// # Errors
/// When there is neither.
pub fn find(name: &Path) -> Result<Source, NoSuchScenario> {
    if name.exists() {
        return Ok(Source::File(name.to_owned()));
    }
    let preset = name.to_str().and_then(scenario::preset);
    preset
        .map(Source::Preset)
        .ok_or_else(|| NoSuchScenario(name.to_owned()))
}

impl Source {
    /// Opens the scenario, changed by `settings` of the form KEY=VALUE.
    ///
    /// # Errors
    /// When it is no valid scenario, before or after the changes, or has a claim that cannot be
    /// understood.
    pub fn open(&self, settings: &[String]) -> Result<Opened, ScenarioError> {
        Ok(self.open_with_claims(settings)?.0)
    }

    /// The same, with its claims as they were before the changes.
    pub(super) fn open_with_claims(
        &self,
        settings: &[String],
    ) -> Result<(Opened, Vec<Stated>), ScenarioError> {
        let (opened, name, folder) = match self {
            Self::Preset(preset) => (preset.open()?, preset.file_name.to_owned(), None),
            Self::File(path) => (
                scenario::open(path)?,
                path.display().to_string(),
                path.parent(),
            ),
        };
        let claims = stated(&opened.text, &name)?;
        if settings.is_empty() {
            return Ok((opened, claims));
        }
        let text = scenario::with_overrides(&opened.text, &name, settings)?;
        let opened = scenario::check_text(&text, &name, folder)?;
        scenario::check_memory(&opened.scenario, &name)?;
        Ok((opened, claims))
    }

    /// The folder in which the files that the scenario names are looked for.
    pub fn folder(&self) -> Option<PathBuf> {
        match self {
            Self::Preset(_) => None,
            Self::File(path) => path.parent().map(Path::to_owned),
        }
    }

    /// The file name, without folders.
    pub fn file_name(&self) -> String {
        match self {
            Self::Preset(preset) => preset.file_name.to_owned(),
            Self::File(path) => {
                let name = path.file_name().unwrap_or(path.as_os_str());
                name.to_string_lossy().into_owned()
            }
        }
    }
}

/// What `run` and `render` change of a scenario.
#[derive(Debug, Args)]
pub(super) struct Changes {
    /// Iterations to make, instead of the scenario's
    #[arg(long, value_name = "N", value_parser = whole_number())]
    iterations: Option<u64>,
    /// Seed of all randomness, instead of the scenario's
    #[arg(long, value_name = "S", value_parser = whole_number())]
    seed: Option<u64>,
    /// Change any value of the scenario, such as plasticity.learning_rate=0.3; may be repeated
    #[arg(long = "set", value_name = "KEY=VALUE")]
    settings: Vec<String>,
}

impl Changes {
    /// All of them as KEY=VALUE, those with an option of their own last.
    pub fn settings(&self) -> Vec<String> {
        let iterations = self.iterations.map(|n| format!("run.iterations={n}"));
        let seed = self.seed.map(|s| format!("run.seed={s}"));
        let settings = self.settings.iter().cloned();
        settings.chain(iterations).chain(seed).collect()
    }
}

/// Whole numbers as far as TOML has them.
pub(super) fn whole_number() -> RangedU64ValueParser {
    value_parser!(u64).range(..=i64::MAX as u64)
}
