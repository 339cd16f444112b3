//! Side B of a comparison: what it has of its own, and in what it differs from side A.

use toml_edit::{DocumentMut, Value};

use super::definition::{InitialFiles, NetworkSpec, Scenario, Task};
use super::keys::{self, KEYS, value_text};
use super::text::{edit, parse, to_toml};
use crate::model::Rules;

/// What side B of a comparison has of its own. All else, such as the seed, it shares with side A.
#[derive(Debug, Clone, PartialEq)]
pub struct Variant {
    /// The network to begin with.
    pub network: NetworkSpec,
    /// The rules.
    pub rules: Rules,
    /// What a layered network is to learn.
    pub task: Option<Task>,
}

impl Scenario {
    /// Side A alone: the scenario without its comparison.
    pub fn side_a(&self) -> Self {
        Self {
            compare: None,
            ..self.clone()
        }
    }

    /// Side B as a scenario of its own, if this one compares.
    pub fn side_b(&self) -> Option<Self> {
        let Variant {
            network,
            rules,
            task,
        } = self.compare.as_deref()?.clone();
        Some(Self {
            network,
            rules,
            task,
            ..self.side_a()
        })
    }

    /// Compares with `b`. What the two sides share is taken from it too.
    pub fn set_side_b(&mut self, b: Self) {
        let Self {
            network,
            rules,
            task,
            ..
        } = self.clone();
        let own = Variant {
            network: b.network.clone(),
            rules: b.rules,
            task: b.task.clone(),
        };
        *self = Self {
            network,
            rules,
            task,
            compare: Some(Box::new(own)),
            ..b
        };
    }
}

/// A key in which the sides of a comparison differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The key.
    pub key: &'static str,
    /// Its value on side A as TOML, if there is one.
    pub a: Option<String>,
    /// The same on side B.
    pub b: Option<String>,
}

/// The keys in which two sides differ, in the order of a file.
pub fn differences(a: &Scenario, b: &Scenario) -> Vec<Difference> {
    let may_differ = KEYS.into_iter().filter(|key| !keys::is_shared(key));
    may_differ
        .filter(|key| !keys::is_told_by_another(key))
        .map(|key| Difference {
            key,
            a: value_text(a, key),
            b: value_text(b, key),
        })
        .filter(|difference| difference.a != difference.b)
        .filter(|difference| {
            // How a file of weights is read is told only where both sides have one.
            let of_weights = difference.key.starts_with("network.weights_");
            !of_weights || (difference.a.is_some() && difference.b.is_some())
        })
        .collect()
}

/// `b` with the value that `key` has in `a`. `None` where that alone would be no valid scenario.
pub fn made_equal(b: &Scenario, a: &Scenario, key: &str) -> Option<Scenario> {
    const TOPOLOGY: [&str; 5] = [
        "network.neurons",
        "network.layers",
        "network.bias",
        "network.skip",
        "network.recurrent",
    ];
    let mut equal = b.side_a();
    if TOPOLOGY.contains(&key) {
        equal.network.topology = a.network.topology.clone();
    } else if key == "network.weights" {
        equal.network.files = InitialFiles {
            firing: b.network.files.firing.clone(),
            credit: b.network.files.credit.clone(),
            ..a.network.files.clone()
        };
    } else if key == "task.dataset" || key == "task.file" {
        equal.task = a.task.clone();
    }
    let mut document: DocumentMut = to_toml(&equal, None).parse().ok()?;
    match value_text(a, key) {
        Some(text) => edit::set(&mut document, key, text.parse::<Value>().ok()?)?,
        None => edit::remove(&mut document, key),
    }
    parse(&document.to_string(), "").ok()
}
