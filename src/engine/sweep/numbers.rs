//! A number of a scenario and the values it takes in a sweep.

use super::refusal::{SweepError, refuse};
use crate::scenario::{NETWORK_SEED, Quantity, SEED};

/// More values than this along an axis would tell nothing more.
pub const MOST_VALUES: usize = 1000;

/// A number of a scenario and the values it takes: rising, each once, each one that a scenario may
/// have.
#[derive(Debug, Clone)]
pub struct Numbers {
    quantity: &'static Quantity,
    values: Vec<f64>,
    logarithmic: bool,
}

impl PartialEq for Numbers {
    fn eq(&self, other: &Self) -> bool {
        let key = |axis: &Self| (axis.quantity.key, axis.logarithmic);
        key(self) == key(other) && self.values == other.values
    }
}

/// How the values between two ends are spaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spacing {
    /// The same difference from each to the next.
    Linear,
    /// The same ratio.
    Logarithmic,
}

impl Numbers {
    /// `count` values of a quantity from one end to the other, both included. The values between are
    /// rounded to six digits, so that they can be quoted, and whole numbers to whole numbers; equal
    /// ones then count once.
    ///
    /// # Errors
    /// When a value is none that a scenario may have.
    pub fn spaced(
        quantity: &'static Quantity,
        from: f64,
        to: f64,
        spacing: Spacing,
        count: usize,
    ) -> Result<Self, SweepError> {
        let key = quantity.key;
        check_count(key, 2, count)?;
        let logarithmic = spacing == Spacing::Logarithmic;
        // Said of the ends as they were given, before anything is worked out from them.
        for value in [from, to] {
            check(quantity, value)?;
        }
        if logarithmic && (from <= 0.0 || to <= 0.0) {
            return Err(not_positive(key));
        }
        let between = |step: usize| {
            let share = step as f64 / (count - 1) as f64;
            let value = if logarithmic {
                let (a, b) = (libm::log(from), libm::log(to));
                libm::exp(a + (b - a) * share)
            } else {
                from + (to - from) * share
            };
            if quantity.limits.whole {
                value.round()
            } else {
                rounded(value)
            }
        };
        let inner = (1..count - 1).map(between);
        let values = std::iter::once(from).chain(inner).chain([to]);
        Self::of(quantity, values.collect(), logarithmic)
    }

    /// These values of a quantity, in rising order. The axis is logarithmic where the quantity itself
    /// usually is and the values allow it.
    ///
    /// # Errors
    /// As [`Self::spaced`].
    pub fn listed(quantity: &'static Quantity, values: Vec<f64>) -> Result<Self, SweepError> {
        check_count(quantity.key, 1, values.len())?;
        let logarithmic = quantity.logarithmic && values.iter().all(|&v| v > 0.0);
        Self::of(quantity, values, logarithmic)
    }

    /// Values as they were.
    ///
    /// # Errors
    /// As [`Self::spaced`].
    pub fn recall(
        quantity: &'static Quantity,
        values: Vec<f64>,
        logarithmic: bool,
    ) -> Result<Self, SweepError> {
        let numbers = Self::listed(quantity, values)?;
        if logarithmic && numbers.values[0] <= 0.0 {
            return Err(not_positive(quantity.key));
        }
        Ok(Self {
            logarithmic,
            ..numbers
        })
    }

    fn of(
        quantity: &'static Quantity,
        mut values: Vec<f64>,
        logarithmic: bool,
    ) -> Result<Self, SweepError> {
        if [SEED.key, NETWORK_SEED.key].contains(&quantity.key) {
            return refuse(format!(
                "{} is no axis; ask for several seeds instead",
                quantity.key
            ));
        }
        for &value in &values {
            check(quantity, value)?;
        }
        values.sort_by(f64::total_cmp);
        values.dedup();
        Ok(Self {
            quantity,
            values,
            logarithmic,
        })
    }

    /// What is varied.
    pub fn quantity(&self) -> &'static Quantity {
        self.quantity
    }

    /// Its values, rising.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// Whether it is to be drawn on a logarithmic scale; all values are then above 0.
    pub fn is_logarithmic(&self) -> bool {
        self.logarithmic
    }
}

fn check(quantity: &Quantity, value: f64) -> Result<(), SweepError> {
    let (key, limits) = (quantity.key, &quantity.limits);
    let expected = match limits.contains(value) {
        true => return Ok(()),
        false if value > limits.max => limits.in_full(),
        false => limits.in_words(),
    };
    refuse(format!("{key} cannot be {value}; expected {expected}"))
}

/// Refuses too few values, and too many.
pub(super) fn check_count(key: &str, least: usize, count: usize) -> Result<(), SweepError> {
    match (least..=MOST_VALUES).contains(&count) {
        true => Ok(()),
        false => Err(no_count(key, least, &count.to_string())),
    }
}

/// What is said of a number of values that cannot be.
pub(super) fn no_count(key: &str, least: usize, found: &str) -> SweepError {
    let needs = format!("{key} needs from {least} to {MOST_VALUES} values, not {found}");
    SweepError(needs)
}

fn not_positive(key: &str) -> SweepError {
    SweepError(format!(
        "{key} can be spaced logarithmically only between two numbers above 0"
    ))
}

/// To six digits, and the same on every machine.
fn rounded(value: f64) -> f64 {
    format!("{value:.5e}").parse().unwrap_or(value)
}
