//! In what the sides of a comparison differ, and making them equal.

use toml_edit::{DocumentMut, Value};

use super::document;
use super::read::parse;
use super::write::to_toml;
use crate::scenario::definition::{InitialFiles, Scenario};
use crate::scenario::keys::{keys_of_a_side, value_text};

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
    keys_of_a_side()
        .map(|key| Difference {
            key,
            a: value_text(a, key),
            b: value_text(b, key),
        })
        .filter(|Difference { key, a, b }| {
            // How a file of weights is read is told only where both sides have one.
            let is_told = !key.starts_with("network.weights_") || (a.is_some() && b.is_some());
            a != b && is_told
        })
        .collect()
}

/// `b` with the value that `key` has in `a`. `None` where that alone would be no valid scenario.
pub fn made_equal(b: &Scenario, a: &Scenario, key: &str) -> Option<Scenario> {
    let mut equal = b.side_a();
    match key.split_once('.').unwrap_or_default() {
        ("network", "neurons" | "layers" | "bias" | "skip" | "recurrent") => {
            equal.network.topology = a.network.topology.clone();
        }
        ("network", "weights") => {
            equal.network.files = InitialFiles {
                firing: b.network.files.firing.clone(),
                credit: b.network.files.credit.clone(),
                ..a.network.files.clone()
            };
        }
        ("task", "dataset" | "file") => equal.task = a.task.clone(),
        _ => {}
    }
    let mut changed: DocumentMut = to_toml(&equal, None).parse().ok()?;
    match value_text(a, key) {
        Some(text) => document::set(&mut changed, key, text.parse::<Value>().ok()?)?,
        None => document::remove(&mut changed, key),
    }
    parse(&changed.to_string(), "").ok()
}
