//! A network at one moment, as its files tell it.

use serde::Serialize;

use crate::analysis::{Partition, Strengths};
use crate::engine::{NetworkCopy, Snapshot};
use crate::export::Provenance;

/// A network at one moment, with all that its files say of it.
pub struct NetworkFile {
    pub(super) about: About,
    pub(super) copy: NetworkCopy,
    pub(super) partition: Partition,
    /// For each neuron the identity of its community.
    pub(super) identities: Vec<Option<usize>>,
    pub(super) strengths: Strengths,
    pub(super) balance: Vec<f64>,
}

/// A quantity of each neuron in a graph file.
pub(super) struct Column {
    pub name: &'static str,
    /// `int` or `double`.
    pub kind: &'static str,
    pub cells: Vec<String>,
}

/// A synapse in a graph file.
pub(super) struct Synapse {
    pub pre: String,
    pub post: String,
    /// w_ij
    pub weight: String,
    /// |w_ij|
    pub strength: String,
}

impl NetworkFile {
    /// Takes a network, and finds its communities.
    pub fn of(scenario: &str, toml: &str, copy: NetworkCopy) -> Self {
        let connectome = &copy.snapshot.weights;
        let (partition, _) = Partition::detect_or_isolate(connectome, &copy.snapshot.method);
        Self {
            about: About::state(&copy.snapshot).named(scenario, toml),
            strengths: connectome.strengths(),
            identities: partition.identities(),
            partition,
            balance: copy.snapshot.balance(),
            copy,
        }
    }

    /// Number of neurons n.
    pub fn neurons(&self) -> usize {
        self.copy.snapshot.neurons()
    }

    /// w_ij, by the index of row = post and column = pre.
    pub(super) fn weight(&self, index: usize) -> f64 {
        match &self.copy.double {
            Some(weights) => weights[index],
            None => f64::from(self.copy.snapshot.weights.weights()[index]),
        }
    }

    /// All weights in single precision.
    pub(super) fn singles(&self) -> impl Iterator<Item = f32> {
        self.copy.snapshot.weights.weights().iter().copied()
    }

    /// A number of the simulation as the shortest text that reads back as the same in its precision.
    pub(super) fn text(&self, value: f64) -> String {
        match self.copy.double {
            Some(_) => double(value),
            None => single(value as f32),
        }
    }

    /// What graph files say of each neuron.
    pub(super) fn columns(&self) -> [Column; 7] {
        let state = &self.copy.snapshot.state;
        let column = |name, values: &[f64], text: &dyn Fn(f64) -> String| Column {
            name,
            kind: "double",
            cells: values.iter().map(|&value| text(value)).collect(),
        };
        let simulated = |name, values| column(name, values, &|value| self.text(value));
        let derived = |name, values| column(name, values, &double);
        let community = self.identities.iter();
        [
            Column {
                name: "community",
                kind: "int",
                cells: community.map(|c| number(*c).to_string()).collect(),
            },
            derived("in_strength", &self.strengths.received),
            derived("out_strength", &self.strengths.sent),
            simulated("firing", &state.firing),
            simulated("net_input", &state.net_input),
            simulated("credit", &state.credit),
            derived("balance", &self.balance),
        ]
    }

    /// All synapses that are not zero, by post-neuron.
    pub(super) fn synapses(&self) -> impl Iterator<Item = Synapse> {
        let n = self.neurons().max(1);
        let existing = (0..self.neurons() * n).filter(|&index| self.weight(index) != 0.0);
        existing.map(move |index| {
            let weight = self.text(self.weight(index));
            Synapse {
                pre: (index % n).to_string(),
                post: (index / n).to_string(),
                strength: weight.trim_start_matches('-').to_owned(),
                weight,
            }
        })
    }
}

/// The number of a community in a file: from 1, and −1 for none.
pub(super) fn number(community: Option<usize>) -> i64 {
    community.map_or(-1, |index| index as i64 + 1)
}

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

/// A number in double precision as the shortest text that reads back as the same number.
pub(super) fn double(value: f64) -> String {
    match value {
        v if v.is_nan() => "NaN".to_owned(),
        v if v.is_infinite() => if v > 0.0 { "INF" } else { "-INF" }.to_owned(),
        v => plain(format!("{v:?}")),
    }
}

/// A number in single precision, also for a reader that takes it as a double and rounds that.
pub(super) fn single(value: f32) -> String {
    let short = format!("{value:?}");
    let survives = short.parse::<f64>().is_ok_and(|read| read as f32 == value);
    match survives {
        true => plain(short),
        false => double(f64::from(value)),
    }
}

/// `1.0` as `1`.
fn plain(text: String) -> String {
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::NoiseStreams;

    #[test]
    fn every_number_reads_back_to_the_bit_in_its_own_and_in_double_precision() {
        let mut many = vec![0.0_f32; 20_000];
        NoiseStreams::new(3).weights.fill(&mut many, 1e-3);
        many.extend([0.0, -0.0, 1.0, -2.5, 1e-45, 1.3e-41]);
        many.extend([f32::MAX, f32::MIN_POSITIVE, 8_388_609.0]);
        for value in many {
            let text = single(value);
            let direct: f32 = text.parse().expect("a number");
            let double: f64 = text.parse().expect("a number");
            assert_eq!(direct.to_bits(), value.to_bits(), "{text}");
            assert_eq!((double as f32).to_bits(), value.to_bits(), "{text}");
        }
        let third = 1.0 / 3.0;
        assert_eq!(double(third).parse(), Ok(third));
    }

    #[test]
    fn whole_numbers_have_no_point_and_small_ones_an_exponent() {
        assert_eq!(single(0.1), "0.1");
        assert_eq!(single(-3.0), "-3");
        assert_eq!(single(1e-9), "1e-9");
        assert_eq!(double(0.0), "0");
        assert_eq!(double(f64::NEG_INFINITY), "-INF");
    }
}
