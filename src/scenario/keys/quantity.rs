//! What a number of a scenario is: what files, sliders, hovers and sweeps alike know of it.

use crate::scenario::definition::Scenario;

/// A number in a scenario.
#[derive(Debug)]
pub struct Quantity {
    /// Its place in the file, such as `plasticity.learning_rate`.
    pub key: &'static str,
    /// Its name in words.
    pub name: &'static str,
    /// Its symbol in formulas; may be empty.
    pub symbol: &'static str,
    /// Its unit; empty for pure numbers.
    pub unit: &'static str,
    /// What a file may say.
    pub limits: Limits,
    /// The ends of its slider.
    pub slider: (f64, f64),
    /// The upper end of its slider in a scenario where another number sets it.
    pub slider_end: fn(&Scenario) -> Option<f64>,
    /// Whether its slider is logarithmic.
    pub logarithmic: bool,
    /// Whether a change acts on the running simulation; otherwise it applies on reset.
    pub live: bool,
    /// One sentence on what it does.
    pub help: &'static str,
    /// Where it stands in the equations; may be empty.
    pub equation: &'static str,
    /// Reads it; `None` where the scenario has no such number.
    pub get: fn(&Scenario) -> Option<f64>,
    /// Writes it; does nothing where the scenario has no such number.
    pub set: fn(&mut Scenario, f64),
}

/// A base row with where numbers that are always there are kept in the scenario.
macro_rules! number_at {
    ($base:expr, $($field:tt)+) => {
        Quantity {
            get: |s| Some(s.$($field)+),
            set: |s, v| s.$($field)+ = v,
            ..$base
        }
    };
}
pub(super) use number_at;

impl Quantity {
    /// What most rows share: a pure number without a symbol, on an even slider, that acts at once.
    pub(super) const PLAIN: Self = Self {
        key: "",
        name: "",
        symbol: "",
        unit: "",
        limits: Limits::within(0.0, 1e6),
        slider: (0.0, 1.0),
        slider_end: |_| None,
        logarithmic: false,
        live: true,
        help: "",
        equation: "",
        get: |_| None,
        set: |_, _| {},
    };

    /// The same for numbers that act on reset.
    pub(super) const INITIAL: Self = Self {
        live: false,
        ..Self::PLAIN
    };

    /// The ends of its slider in a scenario.
    pub fn slider_in(&self, scenario: &Scenario) -> (f64, f64) {
        let (low, high) = self.slider;
        (low, (self.slider_end)(scenario).unwrap_or(high))
    }

    /// The comment beside it in a new file.
    pub(super) fn comment(&self) -> &'static str {
        match self.equation {
            "" => self.help,
            equation => equation,
        }
    }
}

/// The range of a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Smallest value.
    pub min: f64,
    /// Whether `min` itself is allowed.
    pub min_included: bool,
    /// Largest value.
    pub max: f64,
    /// Whether `max` itself is allowed.
    pub max_included: bool,
    /// Only whole numbers.
    pub whole: bool,
}

impl Limits {
    /// min ≤ value ≤ max
    pub(in crate::scenario) const fn within(min: f64, max: f64) -> Self {
        Self {
            min,
            min_included: true,
            max,
            max_included: true,
            whole: false,
        }
    }

    /// min ≤ value ≤ max, whole numbers
    pub(in crate::scenario) const fn whole(min: f64, max: f64) -> Self {
        Self {
            whole: true,
            ..Self::within(min, max)
        }
    }

    /// The largest number that may be typed.
    pub fn largest(&self) -> f64 {
        self.max - if self.max_included { 0.0 } else { 1e-6 }
    }

    /// Whether `value` is allowed.
    pub fn contains(&self, value: f64) -> bool {
        let above = value > self.min || (self.min_included && value == self.min);
        let below = value < self.max || (self.max_included && value == self.max);
        above && below && (!self.whole || value.fract() == 0.0)
    }

    /// The range in words, such as "a number ≥ 0 and < 1". An upper limit far beyond use is left
    /// out.
    pub fn in_words(&self) -> String {
        const FAR_BEYOND_USE: f64 = 1e6;
        if self.max < FAR_BEYOND_USE {
            self.in_full()
        } else {
            self.lower_part()
        }
    }

    /// The range in words, with both its ends.
    pub fn in_full(&self) -> String {
        let below = if self.max_included { '≤' } else { '<' };
        format!("{} and {below} {}", self.lower_part(), self.max)
    }

    fn lower_part(&self) -> String {
        let kind = ["a number", "a whole number"][usize::from(self.whole)];
        let above = if self.min_included { '≥' } else { '>' };
        format!("{kind} {above} {}", self.min)
    }
}
