//! A number of a scenario and the values it takes in a sweep.

use std::str::FromStr;

use crate::scenario::{self, NETWORK_SEED, Quantity, SEED};

/// More values than this along an axis would tell nothing more.
pub const MOST_VALUES: usize = 1000;

/// A number of a scenario and the values it takes: rising, each once, each one that a scenario may
/// have.
#[derive(Debug, Clone)]
pub struct Axis {
    quantity: &'static Quantity,
    values: Vec<f64>,
    logarithmic: bool,
}

impl PartialEq for Axis {
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

/// Why there is no such axis or sweep, in one sentence.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{0}")]
pub struct SweepError(pub(super) String);

/// Refuses, with a sentence.
pub(super) fn refuse<T>(sentence: impl Into<String>) -> Result<T, SweepError> {
    Err(SweepError(sentence.into()))
}

impl Axis {
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

    /// An axis as it was.
    ///
    /// # Errors
    /// As [`Self::spaced`].
    pub fn recall(
        quantity: &'static Quantity,
        values: Vec<f64>,
        logarithmic: bool,
    ) -> Result<Self, SweepError> {
        let axis = Self::listed(quantity, values)?;
        if logarithmic && axis.values[0] <= 0.0 {
            return Err(not_positive(quantity.key));
        }
        Ok(Self {
            logarithmic,
            ..axis
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

fn check_count(key: &str, least: usize, count: usize) -> Result<(), SweepError> {
    match (least..=MOST_VALUES).contains(&count) {
        true => Ok(()),
        false => Err(no_count(key, least, &count.to_string())),
    }
}

fn no_count(key: &str, least: usize, found: &str) -> SweepError {
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

impl FromStr for Axis {
    type Err = SweepError;

    /// Reads `KEY=FROM:TO:lin:COUNT`, `KEY=FROM:TO:log:COUNT` or `KEY=V1,V2,…`.
    fn from_str(text: &str) -> Result<Self, SweepError> {
        let malformed = || {
            SweepError(format!(
                "expected KEY=FROM:TO:lin|log:COUNT or KEY=V1,V2,…, such as plasticity.learning_rate=0.001:3:log:8, not {text:?}"
            ))
        };
        let (key, values) = text.split_once('=').ok_or_else(malformed)?;
        let (key, values) = (key.trim(), values.trim());
        if key.is_empty() || values.is_empty() {
            return Err(malformed());
        }
        let Some(quantity) = scenario::quantity(key) else {
            let ask = |nearest| format!("; did you mean {nearest}?");
            let nearest = scenario::nearest_quantity(key).map(ask).unwrap_or_default();
            return refuse(format!("{key} is no number of a scenario{nearest}"));
        };
        let number = |text: &str| number(quantity.key, text);
        if !values.contains(':') {
            let values: Result<Vec<f64>, _> = values.split(',').map(number).collect();
            return Self::listed(quantity, values?);
        }
        let parts: Vec<&str> = values.split(':').map(str::trim).collect();
        let [from, to, spacing, count] = parts[..] else {
            return Err(malformed());
        };
        let spacing = match spacing {
            "lin" => Spacing::Linear,
            "log" => Spacing::Logarithmic,
            _ => return Err(malformed()),
        };
        let no_count = |_| no_count(quantity.key, 2, count);
        let count = count.parse().map_err(no_count)?;
        Self::spaced(quantity, number(from)?, number(to)?, spacing, count)
    }
}

fn number(key: &str, text: &str) -> Result<f64, SweepError> {
    let text = text.trim();
    let value = text.parse::<f64>().ok().filter(|v| v.is_finite());
    value.ok_or_else(|| SweepError(format!("the value {text:?} of {key} is no number")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<f64> {
        text.parse::<Axis>().expect("an axis").values
    }

    #[test]
    fn values_are_spaced_by_difference_or_ratio_rounded_put_in_order_and_count_once() {
        for (text, expected) in [
            (
                "plasticity.learning_rate=0.001:1:log:4",
                vec![0.001, 0.01, 0.1, 1.0],
            ),
            (
                "plasticity.pruning=0:0.9:lin:10",
                (0..10).map(|k| f64::from(k) / 10.0).collect(),
            ),
            ("network.neurons=2:6:lin:9", vec![2.0, 3.0, 4.0, 5.0, 6.0]),
            (
                "network.neurons=100:800:log:4",
                vec![100.0, 200.0, 400.0, 800.0],
            ),
            ("network.neurons=50, 20,50", vec![20.0, 50.0]),
            ("plasticity.pruning=0.5:0:lin:3", vec![0.0, 0.25, 0.5]),
        ] {
            assert_eq!(values(text), expected, "{text}");
        }
        let odd = values("plasticity.learning_rate=0.001:3:log:8");
        assert_eq!((odd[0], odd[1], odd[7]), (0.001, 0.003_138_57, 3.0));
    }

    #[test]
    fn lists_are_logarithmic_where_their_quantity_is_and_they_can_be() {
        let logarithmic = |text: &str| text.parse::<Axis>().expect("an axis").logarithmic;
        assert!(logarithmic("plasticity.learning_rate=0.1,1"));
        assert!(!logarithmic("plasticity.learning_rate=0,1"));
        assert!(!logarithmic("plasticity.pruning=0.5,0.9"));
        assert!(logarithmic("plasticity.pruning=0.5:0.9:log:3"));
    }

    #[test]
    fn what_cannot_be_has_its_sentence_with_the_form_the_key_that_was_meant_or_the_limits() {
        for case in [
            "plasticity.learning_rate → expected KEY=FROM:TO:lin|log:COUNT or KEY=V1,V2,…, such as plasticity.learning_rate=0.001:3:log:8, not \"plasticity.learning_rate\"",
            "plasticity.learning_rate=1:2:3 → expected KEY=FROM:TO:lin|log:COUNT or KEY=V1,V2,…, such as plasticity.learning_rate=0.001:3:log:8, not \"plasticity.learning_rate=1:2:3\"",
            "plasticity.learning_rat=1,2 → plasticity.learning_rat is no number of a scenario; did you mean plasticity.learning_rate?",
            "learning_rate=1,2 → learning_rate is no number of a scenario; did you mean plasticity.learning_rate?",
            "network.activation=1,2 → network.activation is no number of a scenario",
            "run.seed=1,2 → run.seed is no axis; ask for several seeds instead",
            "run.network_seed=1,2 → run.network_seed is no axis; ask for several seeds instead",
            "plasticity.pruning=0.5,half → the value \"half\" of plasticity.pruning is no number",
            "plasticity.pruning=0.5,inf → the value \"inf\" of plasticity.pruning is no number",
            "plasticity.pruning=0:1:lin:3 → plasticity.pruning cannot be 1; expected a number ≥ 0 and < 1",
            "network.neurons=2.5,3 → network.neurons cannot be 2.5; expected a whole number ≥ 2 and ≤ 10000",
            "plasticity.learning_rate=0:1:log:3 → plasticity.learning_rate can be spaced logarithmically only between two numbers above 0",
            "plasticity.learning_rate=1:2:log:1 → plasticity.learning_rate needs from 2 to 1000 values, not 1",
            "plasticity.learning_rate=1:2:log:many → plasticity.learning_rate needs from 2 to 1000 values, not many",
        ] {
            let (text, sentence) = case.split_once(" → ").expect("a sentence");
            let refused = text.parse::<Axis>().expect_err("refused");
            assert_eq!(refused.to_string(), sentence);
        }
    }
}
