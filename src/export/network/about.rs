//! Where a network comes from: written into each of its files.

use crate::analysis::Method;
use crate::engine::Snapshot;

/// Where a network comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct About {
    /// The title of its scenario.
    pub scenario: String,
    /// The scenario itself, as text.
    pub toml: String,
    /// The seed of the run.
    pub seed: u64,
    /// Plasticity updates made.
    pub iteration: u64,
    /// Model time in milliseconds.
    pub model_time_ms: f64,
    /// How communities were found.
    pub method: Method,
}

/// A value that a file states about itself.
pub(super) enum Value {
    Text(String),
    Whole(u64),
    Number(f64),
}

impl About {
    /// What to say about a network in this state.
    pub fn of(scenario: &str, toml: &str, snapshot: &Snapshot) -> Self {
        Self {
            scenario: scenario.to_owned(),
            toml: toml.to_owned(),
            seed: snapshot.seed,
            iteration: snapshot.iteration,
            model_time_ms: snapshot.now_ms,
            method: snapshot.method,
        }
    }

    /// All of it as names and values, the scenario text last.
    pub(super) fn entries(&self) -> [(&'static str, Value); 7] {
        let version = env!("CARGO_PKG_VERSION");
        [
            ("scenario", Value::Text(self.scenario.clone())),
            ("seed", Value::Whole(self.seed)),
            ("iteration", Value::Whole(self.iteration)),
            ("model_time_ms", Value::Number(self.model_time_ms)),
            ("communities_by", Value::Text(self.method.to_string())),
            ("accordance_version", Value::Text(version.to_owned())),
            ("scenario_toml", Value::Text(self.toml.clone())),
        ]
    }

    /// All of it as lines of text.
    pub(super) fn lines(&self) -> Vec<String> {
        let entries = self.entries();
        let [facts @ .., _] = &entries;
        // Each on one line, whatever the title holds.
        let fact = |(name, value): &(&str, Value)| {
            format!("{name}: {}", value.text()).replace(char::is_control, " ")
        };
        let facts = facts.iter().map(fact);
        facts.chain(self.toml.lines().map(str::to_owned)).collect()
    }
}

impl Value {
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Whole(number) => number.to_string(),
            Self::Number(number) => number.to_string(),
        }
    }

    /// The name of its type in GraphML.
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::Text(_) => "string",
            Self::Whole(_) => "long",
            Self::Number(_) => "double",
        }
    }
}
