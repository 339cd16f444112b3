//! What the table of measures says of each.

use super::moment::Moment;

/// Something that can be measured of a network. Everything that shows, writes or compares measures reads
/// it from here: histories, plots, sweeps, summaries and the columns of tables. Two are the same if their
/// keys are.
#[derive(Debug)]
pub struct Measure {
    /// Its name in files, such as that of its column; no other measure has it.
    pub key: &'static str,
    /// A shorter key, in `summary.json` for one.
    pub alias: Option<&'static str>,
    /// Its name in words.
    pub name: &'static str,
    /// Its symbol in formulas; may be empty.
    pub symbol: &'static str,
    /// Its name in the figure of a sweep, see [`Self::label`]; empty where that is its name in words.
    pub label: &'static str,
    /// Its unit; empty for pure numbers.
    pub unit: &'static str,
    /// One sentence on what it says.
    pub help: &'static str,
    /// What it is exactly, with its equation.
    pub definition: &'static str,
    /// The smallest and the largest value it can have.
    pub range: (f64, f64),
    /// Where it is undefined; empty if it never is.
    pub undefined: &'static str,
    /// What it is a measure of.
    pub subject: Subject,
    /// Whether it counts something, and so is a whole number.
    pub whole: bool,
    /// Whether it may span orders of magnitude, so that a plot may be logarithmic.
    pub logarithmic: bool,
    /// Whether a sweep says where it falls most steeply, since there the picture changes.
    pub is_watched: bool,
    /// What it would be by chance, to be drawn beside it.
    pub chance: Option<&'static Self>,
    /// Where it appears.
    pub places: &'static [Place],
    /// How it is worked out; `None` where it is undefined, or what it is a measure of is not known.
    pub of: fn(&Moment<'_>) -> Option<f64>,
}

/// What a measure is a measure of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// The weights alone, so that a rewired network has it too.
    Weights,
    /// The balance of excitation and inhibition.
    Balance,
    /// Credit.
    Credit,
    /// How much the weights change.
    Change,
    /// How much they may.
    Rate,
    /// How well a task is done.
    Task,
}

/// Where a measure appears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The view over time, and `series.csv`.
    OverTime,
    /// The learning curve: `learning.csv`, and what `summary.json` says of its last epoch.
    LearningCurve,
    /// `summary.json`.
    Summary,
    /// The tables of a sweep, and the maps of two numbers varied.
    Sweep,
    /// A plot of its own in the figure of a sweep over one number.
    SweepCurves,
    /// Nowhere but in conditions, of claims and of lessons.
    Conditions,
}

impl Measure {
    /// The key that `summary.json` has: the shorter one, if there are two.
    pub fn short_key(&self) -> &'static str {
        self.alias.unwrap_or(self.key)
    }

    /// Its name for people in the figure of a sweep, with its symbol.
    pub fn label(&self) -> &'static str {
        match self.label {
            "" => self.name,
            label => label,
        }
    }

    /// Its name for people, followed by its symbol.
    pub fn title(&self) -> String {
        format!("{} {}", self.name, self.symbol)
            .trim_end()
            .to_owned()
    }

    /// Whether it appears in one of these places.
    pub fn is_in(&self, places: &[Place]) -> bool {
        self.places.iter().any(|place| places.contains(place))
    }
}

impl PartialEq for Measure {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for Measure {}
