//! What a text of a scenario is: a title, or the path of a file.

use crate::scenario::definition::Scenario;

/// A text in a scenario.
#[derive(Debug)]
pub struct Text {
    /// Its place in the file.
    pub key: &'static str,
    /// What a file may say, in words.
    pub expected: &'static str,
    /// The comment beside it in a new file.
    pub note: &'static str,
    /// Reads it; `None` where the scenario has no such text.
    pub get: fn(&Scenario) -> Option<&str>,
    /// Writes it; does nothing where the scenario has no such text.
    pub set: fn(&mut Scenario, String),
}

impl Text {
    /// What a file may say of a title, which may be empty.
    pub const TITLE: &'static str = "a string";
    /// What a file may say of a table of numbers.
    pub const ARRAY: &'static str = "the path of a .npy or .csv file";
    /// What a file may say of weights.
    pub const WEIGHTS: &'static str = "the path of a .npy, .csv or .graphml file";

    /// Whether it may be empty.
    pub fn may_be_empty(&self) -> bool {
        self.expected == Self::TITLE
    }
}
