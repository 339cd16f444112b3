//! Where a network comes from: written into each of its files.

use serde::Serialize;

use crate::engine::Snapshot;
use crate::export::Provenance;

/// Where a network comes from, and its moment in model time.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct About {
    pub provenance: Provenance,
    pub model_time_ms: f64,
}

/// A value that a file states about itself.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Value {
    Text(String),
    Whole(u64),
    Number(f64),
}

impl About {
    /// What to say about a network in this state; the scenario and its text are still to be filled in.
    pub fn state(snapshot: &Snapshot) -> Self {
        Self {
            provenance: Provenance::default().at(snapshot),
            model_time_ms: snapshot.now_ms,
        }
    }

    /// The same with the title and the text of the scenario.
    pub fn named(mut self, scenario: &str, toml: &str) -> Self {
        self.provenance.name = scenario.to_owned();
        self.provenance.toml = toml.to_owned();
        self
    }

    /// All of it as names and values, the scenario text last.
    pub fn entries(&self) -> Vec<(&'static str, Value)> {
        let from = self.provenance.clone();
        let version = Provenance::VERSION.to_owned();
        let iteration = from.iteration.unwrap_or_default();
        let mut entries = vec![
            ("scenario", Value::Text(from.name)),
            ("seed", Value::Whole(from.seed)),
            ("iteration", Value::Whole(iteration)),
            ("model_time_ms", Value::Number(self.model_time_ms)),
            ("communities_by", Value::Text(from.method)),
            ("accordance_version", Value::Text(version)),
        ];
        if !from.remark.is_empty() {
            entries.push(("remark", Value::Text(from.remark)));
        }
        entries.push(("scenario_toml", Value::Text(from.toml)));
        entries
    }

    /// All of it as lines of text.
    pub fn lines(&self) -> Vec<String> {
        let entries = self.entries();
        let facts = &entries[..entries.len() - 1];
        // Each on one line, whatever the title holds.
        let fact = |(name, value): &(&str, Value)| {
            format!("{name}: {}", value.text()).replace(char::is_control, " ")
        };
        let toml = self.provenance.toml.lines().map(str::to_owned);
        facts.iter().map(fact).chain(toml).collect()
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
