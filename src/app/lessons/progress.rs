//! How far somebody has come in a lesson, as the window remembers it.

use serde::{Deserialize, Serialize};

use super::record::Record;

/// How far somebody has come.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Progress {
    /// The step that comes next.
    pub at: usize,
    /// How many there are.
    pub steps: usize,
    /// What came of each so far.
    pub records: Vec<Record>,
}

impl Progress {
    /// "done", or "step 3 of 6".
    pub fn words(&self) -> String {
        match self.is_done() {
            true => "done".to_owned(),
            false => format!("step {} of {}", self.at + 1, self.steps),
        }
    }

    pub fn is_done(&self) -> bool {
        self.steps > 0 && self.at >= self.steps
    }
}
