//! How well a layered network does its task: loss, accuracy, what it gets wrong, where it decides what.

use std::ops::Range;

use super::Feedforward;
use crate::model::{Loss, Samples};

/// How well a network does on a set of samples.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Score {
    /// The mean loss; 0 of no samples.
    pub loss: f64,
    /// The share of the samples put into their class, 0 to 1; `None` if the targets are no classes, or
    /// there are no samples.
    pub accuracy: Option<f64>,
}

/// How often samples of each class were put into each class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confusion {
    /// How many classes there are.
    pub classes: usize,
    /// classes × classes counts: a row for each class that samples belong to, a column for each that they were
    /// put into.
    pub counts: Vec<u64>,
}

impl Confusion {
    /// More classes are not counted: nobody could read them.
    const MOST: usize = 100;

    fn new(classes: usize) -> Option<Self> {
        (classes <= Self::MOST).then(|| Self {
            classes,
            counts: vec![0; classes * classes],
        })
    }

    /// How many samples of one class were put into another, or the same.
    pub fn count(&self, belongs: usize, said: usize) -> u64 {
        self.counts[belongs * self.classes + said]
    }

    /// How many samples belong to a class.
    pub fn of_class(&self, belongs: usize) -> u64 {
        self.counts[belongs * self.classes..][..self.classes]
            .iter()
            .sum()
    }
}

/// A sample put into a class that is not its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wrong {
    /// The number of the sample.
    pub sample: usize,
    /// The class it was put into.
    pub predicted: usize,
    /// The class it belongs to.
    pub expected: usize,
}

/// How targets stand for classes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Classes {
    /// An output per class: the highest says which. There are exactly two target values, and the
    /// higher one occurs once in each target.
    Highest,
    /// One output and two target values: the nearer says which, 0 for the lower and 1 for the higher.
    Nearer {
        /// Their mean.
        border: f64,
    },
}

impl Classes {
    /// How these targets, a row for each sample, stand for classes; `None` if they do not.
    pub fn of(targets: &[Vec<f64>]) -> Option<Self> {
        let mut values = targets.iter().flatten().copied();
        let first = values.next()?;
        let other = values.find(|&v| v != first)?;
        let (low, high) = (first.min(other), first.max(other));
        if !targets.iter().flatten().all(|&v| v == low || v == high) {
            return None;
        }
        if targets.iter().all(|t| t.len() == 1) {
            let border = low + (high - low) / 2.0;
            return Some(Self::Nearer { border });
        }
        let one = |target: &Vec<f64>| target.iter().filter(|&&v| v == high).count() == 1;
        targets.iter().all(one).then_some(Self::Highest)
    }

    /// How many classes such targets can tell apart.
    pub fn count(self, targets: &[Vec<f64>]) -> usize {
        match self {
            Self::Nearer { .. } => 2,
            Self::Highest => targets.first().map_or(0, Vec::len),
        }
    }

    /// The class that output rates, or a target, stand for.
    pub fn class(self, output: &[f64]) -> usize {
        match self {
            Self::Nearer { border } => usize::from(output.first().is_some_and(|&x| x > border)),
            Self::Highest => {
                let highest =
                    |best: usize, k: usize| if output[k] > output[best] { k } else { best };
                (0..output.len()).fold(0, highest)
            }
        }
    }
}

impl Score {
    /// The score on the samples with the numbers in `range`, and how often which class was taken for which if the
    /// targets are classes, and not too many.
    /// Panics if the samples do not fit the network, or there are not so many.
    pub fn of(
        feedforward: &Feedforward,
        samples: &Samples,
        range: Range<usize>,
        loss: Loss,
    ) -> (Self, Option<Confusion>) {
        if range.is_empty() {
            return (Self::default(), None);
        }
        let classes = Classes::of(&samples.targets);
        let mut confusion =
            classes.and_then(|classes| Confusion::new(classes.count(&samples.targets)));
        let count = range.len() as f64;
        let (mut total, mut right) = (0.0, 0);
        for k in range {
            let target = &samples.targets[k];
            let output = feedforward.output(&samples.inputs[k]);
            total += feedforward.loss(loss, &output, target);
            let Some([said, belongs]) = classes.map(|c| [&output, target].map(|of| c.class(of)))
            else {
                continue;
            };
            right += usize::from(said == belongs);
            if let Some(Confusion { classes, counts }) = &mut confusion {
                counts[belongs * *classes + said] += 1;
            }
        }
        let score = Self {
            loss: total / count,
            accuracy: classes.map(|_| right as f64 / count),
        };
        (score, confusion)
    }
}

/// The samples with numbers in `range` that the network puts into a class not their own; none if the
/// targets are no classes. Panics as [`Score::of`].
pub fn wrong(feedforward: &Feedforward, samples: &Samples, range: Range<usize>) -> Vec<Wrong> {
    let Some(classes) = Classes::of(&samples.targets) else {
        return Vec::new();
    };
    let judged = range.map(|sample| Wrong {
        sample,
        predicted: classes.class(&feedforward.output(&samples.inputs[sample])),
        expected: classes.class(&samples.targets[sample]),
    });
    judged.filter(|w| w.predicted != w.expected).collect()
}

/// The first output over the square `range` × `range` of two inputs: `side` × `side` rates at the
/// middle of each cell, row by row as in an image. The first input grows to the right, the second
/// grows upwards, so the first row is at the highest second input.
/// Panics if the network does not have two inputs.
pub fn decision_grid(feedforward: &Feedforward, side: usize, range: Range<f64>) -> Vec<f32> {
    let cell = (range.end - range.start) / side as f64;
    let middle = |k: usize| range.start + (k as f64 + 0.5) * cell;
    let cells = (0..side)
        .rev()
        .flat_map(|row| (0..side).map(move |column| (row, column)));
    let rate = |(row, column)| {
        let output = feedforward.output(&[middle(column), middle(row)]);
        output.first().map_or(0.0, |&x| x as f32)
    };
    cells.map(rate).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Activation, Layers};

    /// One output, σ(2 a − b) of inputs a and b.
    fn network() -> Feedforward {
        let layers = Layers::plain(&[2, 1]);
        let dense = [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 2.0, -1.0, 0.0];
        Feedforward::from_dense(&layers, Activation::Tanh, &dense)
    }

    fn samples(targets: [f64; 3]) -> Samples {
        Samples {
            inputs: vec![vec![1.0, 0.0], vec![-1.0, 0.0], vec![0.0, 1.0]],
            targets: targets.iter().map(|&y| vec![y]).collect(),
            train: 3,
            ..Samples::default()
        }
    }

    #[test]
    fn one_output_decides_by_the_nearer_of_the_two_targets() {
        let samples = samples([1.0, -1.0, 1.0]);
        let (score, confusion) = Score::of(&network(), &samples, 0..3, Loss::Squared);
        assert_eq!(score.accuracy, Some(2.0 / 3.0));
        let confusion = confusion.expect("classes");
        assert_eq!(
            (confusion.classes, &*confusion.counts),
            (2, &[1, 0, 1, 1][..])
        );
        assert_eq!((confusion.of_class(1), confusion.count(1, 0)), (2, 1));
        let loss = |s: f64, y: f64| 0.5 * (s.tanh() - y).powi(2);
        let mean = (2.0 * loss(2.0, 1.0) + loss(-1.0, 1.0)) / 3.0;
        assert!((score.loss - mean).abs() < 1e-15);
        let found = wrong(&network(), &samples, 0..3);
        let missed = found.iter().map(|w| (w.sample, w.predicted, w.expected));
        assert!(missed.eq([(2, 0, 1)]));
        assert!(wrong(&network(), &samples, 0..2).is_empty());
        let of_none = Score::of(&network(), &samples, 2..2, Loss::Squared);
        assert_eq!(of_none, (Score::default(), None));
    }

    #[test]
    fn targets_of_more_than_two_values_or_with_no_single_highest_are_no_classes() {
        let judged = Score::of(&network(), &samples([0.1, 0.2, 0.3]), 0..3, Loss::Squared);
        assert_eq!((judged.0.accuracy, judged.1), (None, None));
        assert!(wrong(&network(), &samples([0.1, 0.2, 0.3]), 0..3).is_empty());
        let rows = |rows: &[[f64; 3]]| rows.iter().map(|r| r.to_vec()).collect::<Vec<_>>();
        assert_eq!(Classes::of(&rows(&[[1.0, 1.0, 0.0]])), None);
        let digits = Classes::of(&rows(&[[-1.0, 1.0, -1.0], [1.0, -1.0, -1.0]]));
        assert_eq!(digits, Some(Classes::Highest));
        assert_eq!(digits.unwrap().class(&[0.1, -0.2, 0.4]), 2);
        assert_eq!(Classes::of(&[]), None);
    }

    #[test]
    fn the_grid_is_an_image_with_the_second_input_upwards() {
        let grid = decision_grid(&network(), 2, -1.0..1.0);
        let expected = [[-0.5, 0.5], [0.5, 0.5], [-0.5, -0.5], [0.5, -0.5]];
        for (found, [a, b]) in grid.iter().zip(expected) {
            assert!((f64::from(*found) - (2.0_f64 * a - b).tanh()).abs() < 1e-6);
        }
    }
}
