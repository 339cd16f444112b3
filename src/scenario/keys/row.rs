//! A key of a scenario file, by the kind of its value.

use super::choice::Choice;
use super::quantity::Quantity;
use super::text::Text;
use crate::scenario::definition::Scenario;

/// The sizes of the layers: a list, and the only key of its kind.
pub(in crate::scenario) const LAYERS: &str = "network.layers";

/// A key, by the kind of its value.
#[derive(Debug)]
pub(in crate::scenario) enum Row {
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
        }
    }
}
