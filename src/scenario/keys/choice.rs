//! What a choice of a scenario is: a word out of a few, or true or false.

use crate::scenario::definition::Scenario;
use crate::scenario::error::list;

/// A choice in a scenario.
#[derive(Debug)]
pub struct Choice {
    /// Its place in the file, such as `network.activation`.
    pub key: &'static str,
    /// Its name in words.
    pub name: &'static str,
    /// What can be chosen, in the order of a menu.
    pub options: &'static [ChoiceOption],
    /// When a change acts on the running simulation.
    pub acts: Acts,
    /// One sentence on what it decides.
    pub help: &'static str,
    /// Where it stands in the equations; may be empty.
    pub equation: &'static str,
    /// The comment beside it in a new file. `{words}` stands for all that can be chosen, `{help}` for
    /// the help of what is.
    pub note: &'static str,
    /// The key without which a file may not have this one.
    pub needs: Option<&'static str>,
    /// Which option is chosen; `None` where the scenario has no such choice.
    pub get: fn(&Scenario) -> Option<usize>,
    /// Chooses the option of this number, which is below that of `options`.
    pub set: fn(&mut Scenario, usize),
}

/// One of the things that a choice offers.
#[derive(Debug)]
pub struct ChoiceOption {
    /// How it stands in a file.
    pub written: Written,
    /// Its name in the window.
    pub label: &'static str,
    /// One sentence or equation on what it means.
    pub help: &'static str,
}

/// How an option stands in a file.
#[derive(Debug, Clone, Copy)]
pub enum Written {
    /// As a word in quotes.
    Word(&'static str),
    /// As true or false.
    Truth(bool),
    /// As a table of the numbers that it brings along, such as `{ gaussian_width = … }`.
    Table(&'static str),
}

impl ChoiceOption {
    /// The word for it in lists and tables; of a table of numbers, the key that it begins with.
    pub fn word(&self) -> &'static str {
        match self.written {
            Written::Word(word) => word,
            Written::Truth(true) => "true",
            Written::Truth(false) => "false",
            Written::Table(table) => {
                let inside = table.trim_start_matches(['{', ' ']);
                inside.split(' ').next().unwrap_or_default()
            }
        }
    }
}

/// When a changed choice acts on the running simulation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Acts {
    /// At once.
    AtOnce,
    /// When the simulation begins again.
    OnReset,
    /// Only together with a new beginning; where that is refused it is taken back.
    WithReset,
}

impl Choice {
    /// What most rows share: true or false, at once, with nothing told yet.
    pub(super) const PLAIN: Self = Self {
        key: "",
        name: "",
        options: TRUTH,
        acts: Acts::AtOnce,
        help: "",
        equation: "",
        note: "{words}",
        needs: None,
        get: |_| None,
        set: |_, _| {},
    };

    /// What a file may say, in words.
    pub(crate) fn expected(&self) -> String {
        if self.is_truth() {
            return "true or false".to_owned();
        }
        let said = |option: &ChoiceOption| match option.written {
            Written::Word(word) => format!("{word:?}"),
            Written::Truth(truth) => truth.to_string(),
            Written::Table(table) => table.to_owned(),
        };
        list(&self.options.iter().map(said).collect::<Vec<_>>(), "or")
    }

    /// Whether it is between true and false.
    pub fn is_truth(&self) -> bool {
        matches!(self.options[0].written, Written::Truth(_))
    }

    /// What is chosen.
    pub fn chosen(&self, scenario: &Scenario) -> Option<&'static ChoiceOption> {
        self.options.get((self.get)(scenario)?)
    }

    /// The comment beside it in a new file.
    pub(crate) fn comment(&self, scenario: &Scenario) -> String {
        let help = self.chosen(scenario).map_or("", |option| option.help);
        self.note
            .replace("{words}", &self.all_words())
            .replace("{help}", help)
    }

    /// "one of a, b, c", or "a or b".
    pub(crate) fn all_words(&self) -> String {
        let is_word = |option: &&ChoiceOption| matches!(option.written, Written::Word(_));
        let words = self.options.iter().filter(is_word);
        let words: Vec<&str> = words.map(ChoiceOption::word).collect();
        match words.len() {
            ..3 => words.join(" or "),
            _ => format!("one of {}", words.join(", ")),
        }
    }
}

/// A choice between false and true, which needs no words of its own.
pub(super) const TRUTH: &[ChoiceOption] = &[
    option(Written::Truth(false), "no", ""),
    option(Written::Truth(true), "yes", ""),
];

/// An option whose name in the window is its word in a file.
pub(super) const fn word(word: &'static str, help: &'static str) -> ChoiceOption {
    option(Written::Word(word), word, help)
}

/// An option with a name of its own in the window.
pub(super) const fn named(
    word: &'static str,
    label: &'static str,
    help: &'static str,
) -> ChoiceOption {
    option(Written::Word(word), label, help)
}

/// An option.
pub(super) const fn option(
    written: Written,
    label: &'static str,
    help: &'static str,
) -> ChoiceOption {
    ChoiceOption {
        written,
        label,
        help,
    }
}

/// What the rows of choices between the values of a type share: all values, in the order of the
/// options, and where the chosen one is kept in the scenario.
macro_rules! one_of {
    ($all:expr, $($field:tt)+) => {
        Choice {
            get: |s| $all.iter().position(|value| *value == s.$($field)+),
            set: |s, i| s.$($field)+ = $all[i],
            ..Choice::PLAIN
        }
    };
}
pub(super) use one_of;
