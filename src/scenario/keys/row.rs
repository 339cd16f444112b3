//! A key of a scenario file, by the kind of its value.

use super::choice::Choice;
use super::quantity::Quantity;
use crate::scenario::definition::Scenario;

/// The sizes of the layers: a list, and the only key of its kind.
pub(crate) const LAYERS: &str = "network.layers";

/// The keys that are at hand where a scenario is presented: a list, and the only key of its kind.
pub(crate) const AT_HAND: &str = "window.at_hand";

/// So many of them at most: more would not fit beside a picture.
pub(crate) const MOST_AT_HAND: usize = 4;

/// A key, by the kind of its value.
pub(crate) enum Row {
    /// The number of the format of scenario files.
    Format,
    /// The sizes of the layers.
    Layers,
    /// A number.
    Number(&'static Quantity),
    /// A word out of a few, or true or false.
    Choice(&'static Choice),
    /// A title or a path.
    Text(&'static Text),
    /// The keys that are at hand where the scenario is presented.
    AtHand,
}

impl Row {
    /// Its place in the file.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Layers => LAYERS,
            Self::Number(quantity) => quantity.key,
            Self::Choice(choice) => choice.key,
            Self::Text(text) => text.key,
            Self::AtHand => AT_HAND,
        }
    }

    /// The comment beside it in a new file.
    pub fn comment(&self, scenario: &Scenario) -> String {
        match self {
            Self::Format => String::new(),
            Self::Layers => "sizes of the layers, from input to output".to_owned(),
            Self::Number(quantity) => quantity.comment().to_owned(),
            Self::Choice(choice) => choice.comment(scenario),
            Self::Text(text) => text.note.to_owned(),
            Self::AtHand => {
                format!("up to {MOST_AT_HAND} keys whose controls are at hand when it is presented")
            }
        }
    }
}

/// A text in a scenario.
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
    /// What a file may say of notes, which may be empty too.
    pub const NOTES: &'static str = "a string, which may have several lines";
    /// What a file may say of a table of numbers.
    pub const ARRAY: &'static str = "the path of a .npy or .csv file";
    /// What a file may say of weights.
    pub const WEIGHTS: &'static str = "the path of a .npy, .csv or .graphml file";

    /// Whether it may be empty.
    pub fn may_be_empty(&self) -> bool {
        self.expected == Self::TITLE || self.has_lines()
    }

    /// Whether it is written as several lines.
    pub fn has_lines(&self) -> bool {
        self.expected == Self::NOTES
    }
}
