//! The presets that come with the program.

use super::{Opened, Scenario, ScenarioError, check_text, parse};

/// A scenario that is part of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preset {
    /// Its file in `presets/`.
    pub file_name: &'static str,
    /// The text of that file.
    pub text: &'static str,
}

macro_rules! preset {
    ($file_name:literal) => {
        Preset {
            file_name: $file_name,
            text: include_str!(concat!("../../presets/", $file_name)),
        }
    };
}

static PRESETS: [Preset; 15] = [
    preset!("low-learning-rate.toml"),
    preset!("high-learning-rate.toml"),
    preset!("low-versus-high-learning-rate.toml"),
    preset!("with-and-without-retrograde-signal.toml"),
    preset!("module-without-signal.toml"),
    preset!("development.toml"),
    preset!("separated-clocks.toml"),
    preset!("runaway-credit.toml"),
    preset!("sensory-deprivation.toml"),
    preset!("xor.toml"),
    preset!("two-spirals.toml"),
    preset!("digits.toml"),
    preset!("clocks.toml"),
    preset!("clocks-too-close.toml"),
    preset!("associative-learning.toml"),
];

/// All presets, in the order in which a menu shows them.
pub fn presets() -> &'static [Preset] {
    &PRESETS
}

/// The preset with this file name, with or without `.toml` or a folder `presets/` before it.
pub fn preset(name: &str) -> Option<&'static Preset> {
    // Windows also writes folders so.
    let name = match cfg!(windows) {
        true => name.replace('\\', "/"),
        false => name.to_owned(),
    };
    let name = name.strip_prefix("./").unwrap_or(&name);
    let name = name.strip_prefix("presets/").unwrap_or(name);
    let stem = name.strip_suffix(".toml").unwrap_or(name);
    PRESETS.iter().find(|preset| preset.stem() == stem)
}

impl Preset {
    /// The file name without `.toml`.
    pub fn stem(&self) -> &'static str {
        let name = self.file_name;
        name.strip_suffix(".toml").unwrap_or(name)
    }

    /// The scenario.
    ///
    /// # Errors
    /// Never: the tests read every preset.
    pub fn scenario(&self) -> Result<Scenario, ScenarioError> {
        parse(self.text, self.file_name)
    }

    /// The scenario with the samples of its task.
    ///
    /// # Errors
    /// Never: the tests open every preset.
    pub fn open(&self) -> Result<Opened, ScenarioError> {
        check_text(self.text, self.file_name, None)
    }
}
