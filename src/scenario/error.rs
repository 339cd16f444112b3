//! What can be wrong with a scenario file, each told in one sentence: where, what, what is allowed.

use std::collections::BTreeMap;
use std::{fmt, io};

use crate::storage::{quoted, reason};

/// Why a scenario was refused, and where.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub struct ScenarioError {
    /// The file, or whatever else the text came from.
    pub source_name: String,
    /// The line, counted from 1.
    pub line: Option<usize>,
    /// The key, such as `plasticity.learning_rate`.
    pub key: Option<String>,
    pub(super) problem: Box<Problem>,
}

/// The key at which a rule is broken, and the rule.
pub(super) type KeyProblem = (&'static str, Problem);

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

/// A broken rule. The words go on from the name of the key, where there is one; what is `found` is
/// shown as written.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub(super) enum Problem {
    #[error("the text is not valid TOML: {0}")]
    Syntax(String),
    #[error("the format of the scenario is not stated; add format = 1")]
    MissingFormat,
    #[error("is {0}; this version reads format = 1 only")]
    UnsupportedFormat(String),
    /// No such key in a table, told in words; `nearest` was probably meant.
    #[error("is not a key of a scenario{}; {place} may have {}", suggestion(.nearest), list(.allowed, "and"))]
    UnknownKey {
        nearest: Option<String>,
        place: String,
        allowed: Vec<&'static str>,
    },
    /// A value that is of another kind, or not allowed.
    #[error("is {found}; expected {expected}")]
    Unexpected { found: String, expected: String },
    /// Two keys that exclude each other.
    #[error("cannot stand beside {0}; keep one of the two")]
    Conflict(&'static str),
    #[error("needs {0}")]
    Needs(String),
    /// A condition that cannot be understood, told in words that go on from its key.
    #[error("{0}")]
    Condition(String),
    /// A key in `[compare]` that both sides share.
    #[error("is shared by both sides of a comparison; set {0} itself")]
    Shared(String),
    /// What stands in `[compare]` does not go with a key outside it.
    #[error("makes a side B in which {key} {problem}")]
    InSideB { key: String, problem: Box<Problem> },
    /// The name of something else in the place of that of a number or choice.
    #[error("names {}, which is no number or choice of a scenario{}", quoted(.found), suggestion(.nearest))]
    NoVariable {
        found: String,
        nearest: Option<String>,
    },
    /// A data set for another network, which e.g. "begins with 20".
    #[error("is {dataset:?}, which has {has}, but network.layers {but}")]
    Mismatch {
        dataset: &'static str,
        has: String,
        but: String,
    },
    /// A file of numbers that is looked at on its own.
    #[error("the file {0}")]
    BadTable(ArrayFault),
    /// A file of numbers that the scenario names.
    #[error("names {}, which {fault}", quoted(.path))]
    BadArray { path: String, fault: ArrayFault },
    #[error("may stand {0} times at most")]
    TooMany(usize),
    /// A change of what is worked out only once.
    #[error("acts only with a new beginning, so it cannot change while a scenario runs")]
    ActsOnReset,
    /// A change of what is none of the rules.
    #[error("is none of the rules, so it cannot change while a scenario runs; set {0} itself")]
    NoRule(&'static str),
    /// A change that would come before an earlier one.
    #[error(
        "is {found}, but what stands before it is at {earlier}; changes stand in the order of time"
    )]
    OutOfOrder { found: String, earlier: String },
    #[error("makes a side B with more than {0} changes")]
    TooManyOfSideB(usize),
    #[error("is not there; {0}")]
    NoSuchChange(String),
    /// A file that is not in the folder of the scenario.
    #[error("names {}, which is not in the folder of the scenario or below; copy it there", quoted(.0))]
    Elsewhere(String),
    #[error(
        "a network of {neurons} neurons needs about {gigabytes:.1} GB of memory, which this system does not give"
    )]
    TooLarge { neurons: usize, gigabytes: f64 },
    #[error("the scenario cannot be read: {0}")]
    Unreadable(String),
    #[error("expected --set KEY=VALUE, such as --set plasticity.learning_rate=0.3")]
    MalformedSetting,
}

/// What is wrong with a file of numbers. The words go on from "which".
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub(super) enum ArrayFault {
    #[error("cannot be read: {0}")]
    Unreadable(String),
    #[error("is neither a .npy nor a .csv file")]
    UnknownKind,
    #[error("is no .npy, .csv or .graphml file")]
    UnknownWeightsKind,
    #[error("is not a graph in GraphML: {0}")]
    NoGraph(String),
    #[error("is not an array of numbers: {0}")]
    Malformed(String),
    #[error("is {found}; expected {expected}")]
    Shape { found: String, expected: String },
    /// NaN, an infinity, or a number beyond single precision.
    #[error("has {value:?} in {place}; expected finite numbers of at most 1e38 in size")]
    NotFinite { value: f64, place: String },
    /// Targets that are no probabilities of one class; the row counted from 1.
    #[error(
        "has targets in row {0} that are not a single 1 among zeros, which cross-entropy needs"
    )]
    NotOneHot(usize),
    /// Names of classes, of which there are not as many as the outputs can tell apart.
    #[error(
        "names {found} in its last column; expected {expected}, as network.layers ends with {outputs}"
    )]
    Classes {
        found: String,
        expected: String,
        outputs: usize,
    },
    #[error(
        "has the weight {weight:?} in {place}, from neuron {pre} to neuron {post} (counted from 0); expected 0 there, as the layers have no such synapse"
    )]
    NoSynapse {
        weight: f64,
        place: String,
        pre: usize,
        post: usize,
    },
}

impl From<io::Error> for ArrayFault {
    fn from(error: io::Error) -> Self {
        Self::Unreadable(reason(&error))
    }
}

impl Problem {
    /// Whether another key could put it right.
    pub fn depends_on_other_keys(&self) -> bool {
        match self {
            Self::Needs(_) | Self::Mismatch { .. } | Self::OutOfOrder { .. } => true,
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
