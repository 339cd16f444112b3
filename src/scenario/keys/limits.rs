//! The range of a number, for checks and in words.

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
    pub(super) const fn within(min: f64, max: f64) -> Self {
        Self {
            min,
            min_included: true,
            max,
            max_included: true,
            whole: false,
        }
    }

    /// min ≤ value ≤ max, whole numbers
    pub(super) const fn whole(min: f64, max: f64) -> Self {
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
