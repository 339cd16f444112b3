//! What a command changes of the scenario that it runs.

use clap::builder::RangedU64ValueParser;
use clap::{Args, value_parser};

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
