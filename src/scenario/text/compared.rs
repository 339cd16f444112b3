//! Reading `[compare]`: side B is the scenario that the text would be with the keys in it changed.

use std::collections::BTreeMap;

use super::entries::{Compared, Entry};
use crate::scenario::error::{Problem, ScenarioError};
use crate::scenario::keys::whole;

/// In `[compare]` this data set takes the task away.
const NO_TASK: &str = "none";

/// What takes the value of a key away in `[compare]`, where that can be: the task, or a file with
/// initial values.
pub(super) fn lack(key: &str) -> Option<&'static str> {
    match key {
        "task.dataset" => Some(NO_TASK),
        "network.weights" | "network.firing" | "network.credit" => Some(""),
        _ => None,
    }
}

impl<'a> Compared<'a> {
    /// The entries that make side B: those of side A, with those of `[compare]` in their place.
    pub fn merged(&self, own: &[Entry<'a>]) -> Vec<Entry<'a>> {
        let inherited = own.iter().filter(|entry| !self.replaces(entry.key));
        let takes_away = |entry: &Entry<'_>| {
            let lack = lack(entry.key);
            lack.is_some() && entry.item.as_str() == lack
        };
        let changed = self.entries.iter().filter(|entry| !takes_away(entry));
        inherited.chain(changed).copied().collect()
    }

    /// Whether something in `[compare]` takes the place of this key of side A.
    fn replaces(&self, key: &str) -> bool {
        let find = |key: &str| self.entries.iter().find(|entry| entry.key == key);
        let has = |key: &str| find(key).is_some();
        let word = |key: &str| find(key).and_then(|entry| entry.item.as_str());
        let dataset = word("task.dataset");
        // A value that is either simple or a table: the one takes the place of the other.
        let has_table = |key| {
            self.entries
                .iter()
                .any(|entry| whole(entry.key) == Some(key))
        };
        match key {
            _ if has(key) || has_table(key) || whole(key).is_some_and(has) => true,
            "network.neurons" => has("network.layers"),
            "network.layers" | "network.bias" | "network.skip" | "network.recurrent" => {
                has("network.neurons")
            }
            _ if key.starts_with("network.weights_") => word("network.weights") == Some(""),
            _ if key.starts_with("task.") && dataset == Some(NO_TASK) => true,
            "task.file" => dataset.is_some_and(|dataset| dataset != "file"),
            _ => false,
        }
    }

    /// Where it stands.
    pub fn lines(&self) -> ComparedLines {
        let keys = self.entries.iter().map(|entry| (entry.key, entry.line));
        ComparedLines {
            keys: keys.collect(),
            line: self.line,
        }
    }
}

/// Where `[compare]` and its keys stand.
pub(crate) struct ComparedLines {
    keys: BTreeMap<&'static str, Option<usize>>,
    line: Option<usize>,
}

impl ComparedLines {
    /// An error about side B, told about what stands in `[compare]`: there the mistake was made, as
    /// side A is valid by itself.
    pub fn blame(&self, error: ScenarioError) -> ScenarioError {
        let (key, problem) = (error.key.unwrap_or_default(), error.problem);
        let (line, key, problem) = match self.keys.get(key.as_str()) {
            Some(&line) => (line, format!("compare.{key}"), problem),
            None => {
                let problem = Box::new(Problem::InSideB { key, problem });
                (self.line, "compare".to_owned(), problem)
            }
        };
        ScenarioError {
            line,
            key: Some(key),
            problem,
            source_name: error.source_name,
        }
    }
}
