//! What can be wrong with a scenario file, each told in one sentence: where, what, what is allowed.

use std::collections::BTreeMap;
use std::fmt;

/// Why a scenario was refused, and where.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub struct ScenarioError {
    /// The file, or whatever else the text came from.
    pub source_name: String,
    /// The line, counted from 1.
    pub line: Option<usize>,
    /// The key, such as `plasticity.learning_rate`.
    pub key: Option<String>,
    /// The rule that is broken.
    pub problem: Box<Problem>,
}

/// The line on which each key of a text stands.
pub(super) type KeyLines = BTreeMap<&'static str, usize>;

impl ScenarioError {
    /// A problem with the whole of a file.
    pub(super) fn of_file(source_name: impl Into<String>, problem: Problem) -> Self {
        Self {
            source_name: source_name.into(),
            line: None,
            key: None,
            problem: Box::new(problem),
        }
    }

    /// A problem with what stands at a key.
    pub(super) fn of_key(
        source_name: &str,
        lines: &KeyLines,
        key: &'static str,
        problem: Problem,
    ) -> Self {
        Self {
            line: lines.get(key).copied(),
            key: Some(key.to_owned()),
            ..Self::of_file(source_name, problem)
        }
    }
}

impl fmt::Display for ScenarioError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.source_name)?;
        if let Some(line) = self.line {
            write!(f, ", line {line}")?;
        }
        f.write_str(": ")?;
        if let Some(key) = &self.key {
            write!(f, "{key} ")?;
        }
        write!(f, "{}", self.problem)
    }
}

/// A broken rule. The words go on from the name of the key, where there is one.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Problem {
    /// The text is not TOML.
    #[error("the text is not valid TOML: {message}")]
    Syntax {
        /// What the TOML reader says.
        message: String,
    },
    /// The key `format` is missing.
    #[error("the format of the scenario is not stated; add format = 1")]
    MissingFormat,
    /// The key `format` is not 1.
    #[error("is {found}; this version reads format = 1 only")]
    UnsupportedFormat {
        /// The value as written.
        found: String,
    },
    /// No such key.
    #[error("is not a key of a scenario{}; {place} may have {}", suggestion(.nearest), list(.allowed, "and"))]
    UnknownKey {
        /// The key that was probably meant.
        nearest: Option<String>,
        /// The table it stands in, in words.
        place: String,
        /// The keys which that table may have.
        allowed: Vec<&'static str>,
    },
    /// A value of another kind than the key has.
    #[error("is {found}, {kind}; expected {expected}")]
    WrongType {
        /// The value as written.
        found: String,
        /// Its kind in words.
        kind: &'static str,
        /// What is allowed.
        expected: String,
    },
    /// A value of the right kind that is not allowed.
    #[error("is {found}; expected {expected}")]
    OutOfRange {
        /// The value as written.
        found: String,
        /// What is allowed.
        expected: String,
    },
    /// Two keys that exclude each other.
    #[error("cannot stand beside {other}; keep one of the two")]
    Conflict {
        /// The other key.
        other: &'static str,
    },
    /// A key without what it needs.
    #[error("needs {needed}")]
    Needs {
        /// What it needs, in words.
        needed: String,
    },
    /// A key in `[compare]` that both sides share.
    #[error("is shared by both sides of a comparison; set {key} itself")]
    Shared {
        /// The key outside `[compare]`.
        key: String,
    },
    /// What stands in `[compare]` does not go with a key outside it.
    #[error("makes a side B in which {key} {problem}")]
    InSideB {
        /// The key outside `[compare]`.
        key: String,
        /// What is wrong with it there.
        problem: Box<Problem>,
    },
    /// A data set for another network.
    #[error("is {dataset:?}, which has {has}, but network.layers {but}")]
    Mismatch {
        /// The name of the data set.
        dataset: &'static str,
        /// Its sizes in words.
        has: &'static str,
        /// What the network has, such as "begins with 20".
        but: String,
    },
    /// A file with samples that is looked at on its own is not usable.
    #[error("the file {fault}")]
    BadTable {
        /// What is wrong with it.
        fault: ArrayFault,
    },
    /// A file with initial values or samples is not usable.
    #[error("names {path:?}, which {fault}")]
    BadArray {
        /// The path as written.
        path: String,
        /// What is wrong with the file.
        fault: ArrayFault,
    },
    /// The scenario file itself cannot be read.
    #[error("the scenario cannot be read: {reason}")]
    Unreadable {
        /// Why.
        reason: String,
    },
    /// A `--set` that is not KEY=VALUE.
    #[error("expected --set KEY=VALUE, such as --set plasticity.learning_rate=0.3")]
    MalformedSetting,
}

/// What is wrong with a file of numbers. The words go on from "which".
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ArrayFault {
    /// The file cannot be read.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// The name ends in something else than .npy or .csv.
    #[error("is neither a .npy nor a .csv file")]
    UnknownKind,
    /// The name ends in something else than weights may.
    #[error("is no .npy, .csv or .graphml file")]
    UnknownWeightsKind,
    /// The content is not a graph.
    #[error("is not a graph in GraphML: {0}")]
    NoGraph(String),
    /// The content is not an array of numbers.
    #[error("is not an array of numbers: {0}")]
    Malformed(String),
    /// Another shape than the network needs.
    #[error("is {found}; expected {expected}")]
    Shape {
        /// The shape in words.
        found: String,
        /// The shape, or shapes, that fit.
        expected: String,
    },
    /// NaN, an infinity, or a number beyond single precision.
    #[error("has {value} in {place}; expected finite numbers of at most 1e38 in size")]
    NotFinite {
        /// The number.
        value: f64,
        /// Row and column in words.
        place: String,
    },
    /// Targets that are no probabilities of one class.
    #[error(
        "has targets in row {row} that are not a single 1 among zeros, which cross-entropy needs"
    )]
    NotOneHot {
        /// The row of numbers, counted from 1.
        row: usize,
    },
    /// A weight where the layers have no synapse.
    #[error(
        "has the weight {weight} in {place}, from neuron {pre} to neuron {post} (counted from 0); expected 0 there, as the layers have no such synapse"
    )]
    NoSynapse {
        /// The weight.
        weight: f64,
        /// Row and column in words.
        place: String,
        /// The sending neuron, counted from 0.
        pre: usize,
        /// The receiving neuron, counted from 0.
        post: usize,
    },
}

impl Problem {
    /// Whether another key could put it right.
    pub(super) fn depends_on_other_keys(&self) -> bool {
        match self {
            Self::Needs { .. } | Self::Mismatch { .. } => true,
            Self::InSideB { problem, .. } => problem.depends_on_other_keys(),
            _ => false,
        }
    }
}

/// "a, b and c"
pub(super) fn list<S: AsRef<str>>(items: &[S], before_last: &str) -> String {
    let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    match items.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} {before_last} {last}", first.join(", ")),
    }
}

fn suggestion(nearest: &Option<String>) -> String {
    let ask = |key| format!(" (did you mean {key}?)");
    nearest.as_ref().map(ask).unwrap_or_default()
}
