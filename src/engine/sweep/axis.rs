//! What a sweep varies: a number of a scenario, or a choice.

use std::fmt;
use std::str::FromStr;

use super::in_change::InChange;
use super::numbers::{Numbers, Spacing, no_count};
use super::options::Options;
use super::refusal::SweepError;
use crate::scenario::{self, ChoiceOption, Quantity, Scenario};

/// What is varied, and the values it takes.
#[derive(Debug, Clone, PartialEq)]
pub enum Axis {
    /// A number.
    Numbers(Numbers),
    /// A choice.
    Options(Options),
    /// The one or the other in a change that is made during the run.
    InChange(InChange),
}

/// One of the values along an axis.
#[derive(Debug, Clone, Copy)]
pub enum Value {
    /// Of a number.
    Number(f64),
    /// Of a choice.
    Option(&'static ChoiceOption),
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => a == b,
            (Self::Option(a), Self::Option(b)) => a.word() == b.word(),
            _ => false,
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Option(option) => f.write_str(option.word()),
        }
    }
}

impl Value {
    /// The number, of a number.
    pub fn number(self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(number),
            Self::Option(_) => None,
        }
    }
}

impl Axis {
    /// The key of what is varied.
    pub fn key(&self) -> &str {
        match self {
            Self::Numbers(numbers) => numbers.quantity().key,
            Self::Options(options) => options.choice().key,
            Self::InChange(inside) => inside.key(),
        }
    }

    /// Its name in words; in a change, its key.
    pub fn name(&self) -> &str {
        match self {
            Self::Numbers(numbers) => numbers.quantity().name,
            Self::Options(options) => options.choice().name,
            Self::InChange(inside) => inside.key(),
        }
    }

    /// Its symbol in equations; may be empty.
    pub fn symbol(&self) -> &'static str {
        match self {
            Self::Numbers(numbers) => numbers.quantity().symbol,
            Self::Options(_) | Self::InChange(_) => "",
        }
    }

    /// How many values there are.
    pub fn count(&self) -> usize {
        match self {
            Self::Numbers(numbers) => numbers.values().len(),
            Self::Options(options) => options.chosen().len(),
            Self::InChange(inside) => inside.what().count(),
        }
    }

    /// The values, in their order.
    pub fn values(&self) -> Vec<Value> {
        match self {
            Self::Numbers(numbers) => numbers
                .values()
                .iter()
                .copied()
                .map(Value::Number)
                .collect(),
            Self::Options(options) => options.options().map(Value::Option).collect(),
            Self::InChange(inside) => inside.what().values(),
        }
    }

    /// The numbers, where a number is varied.
    pub fn numbers(&self) -> Option<&Numbers> {
        match self {
            Self::Numbers(numbers) => Some(numbers),
            Self::Options(_) => None,
            Self::InChange(inside) => inside.what().numbers(),
        }
    }

    /// The options, where a choice is varied.
    pub fn options(&self) -> Option<&Options> {
        match self {
            Self::Numbers(_) => None,
            Self::Options(options) => Some(options),
            Self::InChange(inside) => inside.what().options(),
        }
    }

    /// Whether a scenario has what is varied.
    pub(super) fn is_in(&self, scenario: &Scenario) -> bool {
        match self {
            Self::Numbers(numbers) => (numbers.quantity().get)(scenario).is_some(),
            Self::Options(options) => (options.choice().get)(scenario).is_some(),
            Self::InChange(inside) => inside.is_in(scenario),
        }
    }

    /// Gives a scenario the value of this number.
    pub(super) fn put(&self, scenario: &mut Scenario, step: usize) {
        match self {
            Self::Numbers(numbers) => (numbers.quantity().set)(scenario, numbers.values()[step]),
            Self::Options(options) => (options.choice().set)(scenario, options.chosen()[step]),
            Self::InChange(inside) => inside.put(scenario, step),
        }
    }

    /// Whether a scenario has the value of this number.
    pub(super) fn holds(&self, scenario: &Scenario, step: usize) -> bool {
        match self {
            Self::Numbers(numbers) => {
                (numbers.quantity().get)(scenario) == Some(numbers.values()[step])
            }
            Self::Options(options) => {
                (options.choice().get)(scenario) == Some(options.chosen()[step])
            }
            Self::InChange(inside) => inside.holds(scenario, step),
        }
    }
}

impl FromStr for Axis {
    type Err = SweepError;

    /// Reads `KEY=FROM:TO:lin:COUNT`, `KEY=FROM:TO:log:COUNT` or `KEY=V1,V2,…`; the values of a choice are
    /// words.
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
        let (inner, place) = match InChange::place_of(key) {
            Some((place, inner)) => (inner, Some(place)),
            None => (key, None),
        };
        let what = match scenario::choice(inner) {
            Some(choice) => Self::Options(Options::listed(choice, values.split(','))?),
            None => {
                let quantity = match place {
                    Some(_) => InChange::quantity(inner),
                    None => scenario::quantity(key),
                };
                let quantity = quantity.ok_or_else(|| unknown(key, inner))?;
                Self::Numbers(numbers(quantity, values)?.ok_or_else(malformed)?)
            }
        };
        Ok(match place {
            Some(place) => Self::InChange(InChange::new(key, place, what)),
            None => what,
        })
    }
}

fn unknown(key: &str, inner: &str) -> SweepError {
    let ask = |nearest| format!("; did you mean {nearest}?");
    let before = key.strip_suffix(inner).unwrap_or_default();
    let nearest = scenario::nearest_variable(inner).map(|nearest| format!("{before}{nearest}"));
    let nearest = nearest.map(ask).unwrap_or_default();
    SweepError(format!(
        "{key} is no number or choice of a scenario{nearest}"
    ))
}

/// The values of a number; none if they are not written as values are.
fn numbers(quantity: &'static Quantity, values: &str) -> Result<Option<Numbers>, SweepError> {
    let number = |text: &str| number(quantity.key, text);
    if !values.contains(':') {
        let values: Result<Vec<f64>, _> = values.split(',').map(number).collect();
        return Numbers::listed(quantity, values?).map(Some);
    }
    let parts: Vec<&str> = values.split(':').map(str::trim).collect();
    let [from, to, spacing, count] = parts[..] else {
        return Ok(None);
    };
    let spacing = match spacing {
        "lin" => Spacing::Linear,
        "log" => Spacing::Logarithmic,
        _ => return Ok(None),
    };
    let no_count = |_| no_count(quantity.key, 2, count);
    let count = count.parse().map_err(no_count)?;
    let numbers = Numbers::spaced(quantity, number(from)?, number(to)?, spacing, count);
    numbers.map(Some)
}

fn number(key: &str, text: &str) -> Result<f64, SweepError> {
    let text = text.trim();
    let value = text.parse::<f64>().ok().filter(|v| v.is_finite());
    value.ok_or_else(|| SweepError(format!("the value {text:?} of {key} is no number")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str) -> Numbers {
        let axis = text.parse::<Axis>().expect("an axis");
        axis.numbers().expect("numbers").clone()
    }

    fn values(text: &str) -> Vec<f64> {
        numbers(text).values().to_vec()
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
        let logarithmic = |text: &str| numbers(text).is_logarithmic();
        assert!(logarithmic("plasticity.learning_rate=0.1,1"));
        assert!(!logarithmic("plasticity.learning_rate=0,1"));
        assert!(!logarithmic("plasticity.pruning=0.5,0.9"));
        assert!(logarithmic("plasticity.pruning=0.5:0.9:log:3"));
    }

    #[test]
    fn a_choice_takes_words_in_their_order_and_each_once() {
        let text = "credit.feedback=same, none,random,none";
        let axis = text.parse::<Axis>().expect("an axis");
        let words: Vec<String> = axis.values().iter().map(Value::to_string).collect();
        assert_eq!(words, ["same", "none", "random"]);
        assert_eq!((axis.key(), axis.count()), ("credit.feedback", 3));
        let truth = "plasticity.shuffled_credit=true,false".parse::<Axis>();
        assert_eq!(truth.expect("an axis").values()[0].to_string(), "true");
        let bell = "network.balance=derivative,gaussian_width".parse::<Axis>();
        assert_eq!(
            bell.expect("an axis").values()[1].to_string(),
            "gaussian_width"
        );
    }

    #[test]
    fn a_value_of_a_change_goes_by_its_whole_key() {
        let axis = |text: &str| text.parse::<Axis>().expect("an axis");
        let rate = axis("change.1.plasticity.learning_rate=0.1:10:log:3");
        assert_eq!(rate.key(), "change.1.plasticity.learning_rate");
        assert_eq!(rate.numbers().expect("numbers").values(), [0.1, 1.0, 10.0]);
        let at = axis("change.12.at=400,100,200");
        assert_eq!(
            at.numbers().expect("numbers").values(),
            [100.0, 200.0, 400.0]
        );
        let ways = axis("change.2.credit.feedback=none,same");
        assert_eq!(ways.options().expect("options").chosen().len(), 2);
    }

    #[test]
    fn what_cannot_be_has_its_sentence_with_the_form_the_key_that_was_meant_or_the_limits() {
        for case in [
            "plasticity.learning_rate → expected KEY=FROM:TO:lin|log:COUNT or KEY=V1,V2,…, such as plasticity.learning_rate=0.001:3:log:8, not \"plasticity.learning_rate\"",
            "plasticity.learning_rate=1:2:3 → expected KEY=FROM:TO:lin|log:COUNT or KEY=V1,V2,…, such as plasticity.learning_rate=0.001:3:log:8, not \"plasticity.learning_rate=1:2:3\"",
            "plasticity.learning_rat=1,2 → plasticity.learning_rat is no number or choice of a scenario; did you mean plasticity.learning_rate?",
            "learning_rate=1,2 → learning_rate is no number or choice of a scenario; did you mean plasticity.learning_rate?",
            "network.size=1,2 → network.size is no number or choice of a scenario",
            "credit.feedbak=same → credit.feedbak is no number or choice of a scenario; did you mean credit.feedback?",
            "credit.feedback=same,radom → credit.feedback has no \"radom\", only same, none, random, signs, kolen-pollack; did you mean random?",
            "plasticity.shuffled_credit=0:1:lin:2 → plasticity.shuffled_credit has no \"0:1:lin:2\", only false, true",
            "change.1.at=1.5 → at cannot be 1.5; expected a whole number ≥ 0",
            "change.0.at=1 → change.0.at is no number or choice of a scenario",
            "at=1 → at is no number or choice of a scenario",
            "change.1.plasticity.learning_rat=1 → change.1.plasticity.learning_rat is no number or choice of a scenario; did you mean change.1.plasticity.learning_rate?",
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
