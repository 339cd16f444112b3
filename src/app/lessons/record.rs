//! What came of a step: what was predicted, and what happened.

use serde::{Deserialize, Serialize};

use crate::engine::condition::{Condition, Follower, Truth, Values};
use crate::engine::measures::{Measure, Measures, measure};
use crate::engine::{Findings, Proof};
use crate::lesson::{Answer, Choice, Expected, Question, Step};

/// What came of a step.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Record {
    /// What was answered, if there was a question.
    pub answer: Option<Answer>,
    /// What was measured at the end, by the keys of the measures.
    pub values: Vec<(String, Option<f64>)>,
    /// The measure that was to be drawn: (iteration of the step, value).
    pub curve: Vec<[f64; 2]>,
    /// Whether what ends the step came true; of a step without such a condition, yes.
    pub came_true: bool,
    /// Whether the answer was right; `None` where nothing was asked, or that cannot be told.
    pub right: Option<bool>,
    /// Whether it has ended.
    pub ended: bool,
}

/// What is known of a simulation during a step.
#[derive(Clone, Copy)]
pub struct Sight<'a> {
    pub findings: &'a Findings,
    /// A look at the updates that follow, if somebody has taken one.
    pub proofs: [Option<&'a Proof>; 2],
}

impl Sight<'_> {
    /// What is measured now, also what takes a look ahead.
    pub fn measures(&self) -> Measures {
        Measures::each(|measure| {
            let ahead = || {
                self.proofs
                    .into_iter()
                    .flatten()
                    .find_map(|proof| proof.measure(measure))
            };
            self.findings.measures.get(measure).or_else(ahead)
        })
    }

    /// Whether a condition holds now, as far as the run was analysed since an iteration.
    pub fn truth(&self, condition: &Condition, since: u64) -> Truth {
        let mut follower = Follower::of(condition);
        for row in self.findings.history.items() {
            if (since..self.findings.iteration).contains(&row.iteration) {
                follower.see(row.iteration, Values::of(&row.measures));
            }
        }
        follower.see(self.findings.iteration, Values::of(&self.measures()))
    }

    /// A measure over the iterations since one.
    pub fn curve(&self, measure: &Measure, since: u64) -> Vec<[f64; 2]> {
        let rows = self.findings.history.items().iter();
        let rows = rows.filter(|row| row.iteration >= since);
        rows.filter_map(|row| Some([(row.iteration - since) as f64, row.measures.get(measure)?]))
            .collect()
    }
}

impl Record {
    /// Takes note of how a step has ended that began at an iteration.
    pub fn end(&mut self, step: &Step, sight: Sight<'_>, since: u64, came_true: bool) {
        let measures = sight.measures();
        let values = step.measures().into_iter();
        self.values = values
            .map(|measure| (measure.short_key().to_owned(), measures.get(measure)))
            .collect();
        if let Some(Expected::Curve { measure, .. }) = step.question.as_ref().map(|q| &q.expected) {
            self.curve = sight.curve(measure, since);
        }
        self.came_true = came_true;
        self.right =
            step.question
                .as_ref()
                .zip(self.answer.as_ref())
                .and_then(|(question, answer)| {
                    is_right(question, answer, &measures, &self.curve, step.within)
                });
        self.ended = true;
    }

    /// What was measured at the end, in words: "hub overlap ρ 0.71".
    pub fn outcome(&self) -> String {
        let values = self.values.iter().filter_map(|(key, value)| {
            let name = measure(key)?.title();
            Some(match value {
                Some(value) => format!("{name} {}", crate::app::widgets::number(*value)),
                None => format!("{name} undefined"),
            })
        });
        values.collect::<Vec<_>>().join(", ")
    }
}

/// Whether an answer is what happened; the lesson says which answer it expects, but what has happened decides.
fn is_right(
    question: &Question,
    answer: &Answer,
    end: &Measures,
    curve: &[[f64; 2]],
    within: u64,
) -> Option<bool> {
    match (&question.expected, answer) {
        (Expected::Choice { options, right }, Answer::Choice(chosen)) => {
            Some(happened(options, *right, end) == *chosen)
        }
        (
            Expected::Estimate {
                measure,
                between: [low, high],
                ..
            },
            Answer::Estimate(guess),
        ) => Some((end.get(measure)? - guess).abs() <= CLOSE * (high - low)),
        (
            Expected::Curve {
                between: [low, high],
                ..
            },
            Answer::Curve(drawn),
        ) => Some(distance(drawn, curve, within)? <= CLOSE * (high - low)),
        _ => None,
    }
}

/// An estimate is right if it is off by no more than this share of what could be answered (our choice).
const CLOSE: f64 = 0.15;

/// The option that has come true: that whose condition holds, or else the one that is marked as right.
pub fn happened(options: &[Choice], right: usize, end: &Measures) -> usize {
    let holds = |option: &Choice| {
        let when = option.when.as_ref();
        when.is_some_and(|when| when.look(Values::of(end)) == Truth::Holds)
    };
    match options.get(right).is_some_and(holds) {
        true => right,
        false => options.iter().position(holds).unwrap_or(right),
    }
}

/// The mean distance between a drawn curve and what happened.
pub fn distance(drawn: &[f64], happened: &[[f64; 2]], within: u64) -> Option<f64> {
    let last = drawn.len().checked_sub(1)?;
    let distances = happened.iter().map(|[at, value]| {
        let place = (at / within.max(1) as f64).clamp(0.0, 1.0) * last as f64;
        let (left, share) = (place.floor() as usize, place.fract());
        let right = (left + 1).min(last);
        (drawn[left] * (1.0 - share) + drawn[right] * share - value).abs()
    });
    let distances: Vec<f64> = distances.collect();
    (!distances.is_empty()).then(|| distances.iter().sum::<f64>() / distances.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_distance_of_a_curve_is_the_mean_over_the_moments_that_were_looked_at() {
        let drawn = [0.0, 1.0];
        let line = [[0.0, 0.0], [50.0, 0.5], [100.0, 1.0]];
        assert_eq!(distance(&drawn, &line, 100), Some(0.0));
        let off = line.map(|[at, value]| [at, value + 0.2]);
        assert!(distance(&drawn, &off, 100).is_some_and(|d| (d - 0.2).abs() < 1e-12));
        assert_eq!(distance(&[], &line, 100), None);
        assert_eq!(distance(&drawn, &[], 100), None);
    }
}
