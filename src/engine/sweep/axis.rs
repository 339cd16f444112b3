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

/// Why there is no such axis, in one sentence.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum AxisError {
    /// Not of either form.
    #[error(
        "expected KEY=FROM:TO:lin|log:COUNT or KEY=V1,V2,…, such as plasticity.learning_rate=0.001:3:log:8, not {0:?}"
    )]
    Malformed(String),
    /// Not the key of a number.
    #[error("{key} is no number of a scenario{}", suggestion(.nearest))]
    UnknownKey {
        /// The key as written.
        key: String,
        /// The key that was probably meant.
        nearest: Option<String>,
    },
    /// Seeds are varied in another way.
    #[error("{0} is no axis; ask for several seeds instead")]
    IsSeed(&'static str),
    /// A value that is no number.
    #[error("the value {text:?} of {key} is no number")]
    NotANumber {
        /// The key.
        key: &'static str,
        /// The value as written.
        text: String,
    },
    /// A value that no scenario may have.
    #[error("{key} cannot be {value}; expected {expected}")]
    OutOfRange {
        /// The key.
        key: &'static str,
        /// The value.
        value: f64,
        /// What is allowed, in words.
        expected: String,
    },
    /// Ratios need numbers above zero.
    #[error("{0} can be spaced logarithmically only between two numbers above 0")]
    NotPositive(&'static str),
    /// None, one or too many.
    #[error("{key} needs from {least} to {MOST_VALUES} values, not {found}")]
    Count {
        /// The key.
        key: &'static str,
        /// How many it takes.
        least: usize,
        /// How many were asked for.
        found: String,
    },
}

fn suggestion(nearest: &Option<String>) -> String {
    let ask = |key: &String| format!("; did you mean {key}?");
    nearest.as_ref().map(ask).unwrap_or_default()
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
    ) -> Result<Self, AxisError> {
        let key = quantity.key;
        if !(2..=MOST_VALUES).contains(&count) {
            let found = count.to_string();
            return Err(AxisError::Count {
                key,
                least: 2,
                found,
            });
        }
        let logarithmic = spacing == Spacing::Logarithmic;
        // Said of the ends as they were given, before anything is worked out from them.
        for value in [from, to] {
            check(quantity, value)?;
        }
        if logarithmic && (from <= 0.0 || to <= 0.0) {
            return Err(AxisError::NotPositive(key));
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
    pub fn listed(quantity: &'static Quantity, values: Vec<f64>) -> Result<Self, AxisError> {
        let key = quantity.key;
        if !(1..=MOST_VALUES).contains(&values.len()) {
            let found = values.len().to_string();
            return Err(AxisError::Count {
                key,
                least: 1,
                found,
            });
        }
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
    ) -> Result<Self, AxisError> {
        let axis = Self::listed(quantity, values)?;
        if logarithmic && axis.values[0] <= 0.0 {
            return Err(AxisError::NotPositive(quantity.key));
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
    ) -> Result<Self, AxisError> {
        if [SEED.key, NETWORK_SEED.key].contains(&quantity.key) {
            return Err(AxisError::IsSeed(quantity.key));
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

fn check(quantity: &Quantity, value: f64) -> Result<(), AxisError> {
    let limits = &quantity.limits;
    if limits.contains(value) {
        return Ok(());
    }
    Err(AxisError::OutOfRange {
        key: quantity.key,
        value,
        expected: if value > limits.max {
            limits.in_full()
        } else {
            limits.in_words()
        },
    })
}

/// To six digits, and the same on every machine.
fn rounded(value: f64) -> f64 {
    format!("{value:.5e}").parse().unwrap_or(value)
}

impl FromStr for Axis {
    type Err = AxisError;

    /// Reads `KEY=FROM:TO:lin:COUNT`, `KEY=FROM:TO:log:COUNT` or `KEY=V1,V2,…`.
    fn from_str(text: &str) -> Result<Self, AxisError> {
        let malformed = || AxisError::Malformed(text.to_owned());
        let (key, values) = text.split_once('=').ok_or_else(malformed)?;
        let (key, values) = (key.trim(), values.trim());
        if key.is_empty() || values.is_empty() {
            return Err(malformed());
        }
        let quantity = scenario::quantity(key).ok_or_else(|| AxisError::UnknownKey {
            key: key.to_owned(),
            nearest: scenario::nearest_quantity(key),
        })?;
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
        let count = count.parse().map_err(|_| AxisError::Count {
            key: quantity.key,
            least: 2,
            found: count.to_owned(),
        })?;
        Self::spaced(quantity, number(from)?, number(to)?, spacing, count)
    }
}

fn number(key: &'static str, text: &str) -> Result<f64, AxisError> {
    let text = text.trim();
    let value = text.parse::<f64>().ok().filter(|v| v.is_finite());
    value.ok_or_else(|| AxisError::NotANumber {
        key,
        text: text.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<f64> {
        text.parse::<Axis>().expect("an axis").values
    }

    fn refusal(text: &str) -> String {
        text.parse::<Axis>().expect_err("refused").to_string()
    }

    #[test]
    fn values_are_spaced_by_difference_or_by_ratio_and_round() {
        let thirds = values("plasticity.learning_rate=0.001:1:log:4");
        assert_eq!(thirds, [0.001, 0.01, 0.1, 1.0]);
        let tenths = values("plasticity.pruning=0:0.9:lin:10");
        assert_eq!(tenths, [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]);
        let odd = values("plasticity.learning_rate=0.001:3:log:8");
        assert_eq!((odd[0], odd[1], odd[7]), (0.001, 0.003_138_57, 3.0));
    }

    #[test]
    fn whole_numbers_are_rounded_and_count_once() {
        assert_eq!(
            values("network.neurons=2:6:lin:9"),
            [2.0, 3.0, 4.0, 5.0, 6.0]
        );
        assert_eq!(
            values("network.neurons=100:800:log:4"),
            [100.0, 200.0, 400.0, 800.0]
        );
    }

    #[test]
    fn a_list_is_put_in_order_and_backwards_is_forwards() {
        assert_eq!(values("network.neurons=50, 20,50"), [20.0, 50.0]);
        assert_eq!(values("plasticity.pruning=0.5:0:lin:3"), [0.0, 0.25, 0.5]);
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
    fn what_cannot_be_read_is_refused_with_the_form_or_the_key_that_was_meant() {
        for (text, sentence) in [
            (
                "plasticity.learning_rate",
                "expected KEY=FROM:TO:lin|log:COUNT or KEY=V1,V2,…, such as plasticity.learning_rate=0.001:3:log:8, not \"plasticity.learning_rate\"",
            ),
            (
                "plasticity.learning_rate=1:2:3",
                "expected KEY=FROM:TO:lin|log:COUNT or KEY=V1,V2,…, such as plasticity.learning_rate=0.001:3:log:8, not \"plasticity.learning_rate=1:2:3\"",
            ),
            (
                "plasticity.learning_rat=1,2",
                "plasticity.learning_rat is no number of a scenario; did you mean plasticity.learning_rate?",
            ),
            (
                "learning_rate=1,2",
                "learning_rate is no number of a scenario; did you mean plasticity.learning_rate?",
            ),
            (
                "network.activation=1,2",
                "network.activation is no number of a scenario",
            ),
            (
                "run.seed=1,2",
                "run.seed is no axis; ask for several seeds instead",
            ),
            (
                "run.network_seed=1,2",
                "run.network_seed is no axis; ask for several seeds instead",
            ),
        ] {
            assert_eq!(refusal(text), sentence);
        }
    }

    #[test]
    fn values_that_cannot_be_have_their_sentences() {
        for (text, sentence) in [
            (
                "plasticity.pruning=0.5,half",
                "the value \"half\" of plasticity.pruning is no number",
            ),
            (
                "plasticity.pruning=0.5,inf",
                "the value \"inf\" of plasticity.pruning is no number",
            ),
            (
                "plasticity.pruning=0:1:lin:3",
                "plasticity.pruning cannot be 1; expected a number ≥ 0 and < 1",
            ),
            (
                "network.neurons=2.5,3",
                "network.neurons cannot be 2.5; expected a whole number ≥ 2 and ≤ 10000",
            ),
            (
                "plasticity.learning_rate=0:1:log:3",
                "plasticity.learning_rate can be spaced logarithmically only between two numbers above 0",
            ),
            (
                "plasticity.learning_rate=1:2:log:1",
                "plasticity.learning_rate needs from 2 to 1000 values, not 1",
            ),
            (
                "plasticity.learning_rate=1:2:log:many",
                "plasticity.learning_rate needs from 2 to 1000 values, not many",
            ),
        ] {
            assert_eq!(refusal(text), sentence);
        }
    }
}
