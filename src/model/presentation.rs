//! Samples presented to a layered network, each for a time: input clamp, output clamp, and the
//! windows in which they act [Fan & Mysore 2024, section 2.5 and Fig. 2].

use std::sync::Arc;

use rand::seq::SliceRandom;

use super::{Gaussian, Names, Scalar};

/// Inputs and targets.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Samples {
    /// A row of input rates for each sample.
    pub inputs: Vec<Vec<f64>>,
    /// A row of target rates for each sample.
    pub targets: Vec<Vec<f64>>,
    /// The first so many are learned from; the rest are held out.
    pub train: usize,
    /// What they are called.
    pub names: Names,
}

/// The loss L that the output clamp descends. Both make the clamp a difference, so that no
/// derivative is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Loss {
    /// L = ½ ‖x − y‖², clamp c = −∂L/∂x = y − x.
    #[default]
    Squared,
    /// L = −Σ_k y_k ln p_k with p = softmax(x) read out from the output rates; clamp c = y − p. The
    /// targets y must be non-negative and sum to 1.
    CrossEntropy,
}

impl Loss {
    /// Both, in the order of a menu.
    pub const ALL: [Self; 2] = [Self::Squared, Self::CrossEntropy];

    /// The name in scenario files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Squared => "squared",
            Self::CrossEntropy => "cross-entropy",
        }
    }

    /// The inverse of [`Self::key`].
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|loss| loss.key() == key)
    }

    /// Writes the output credit −∂L/∂x into `credit`, given output rates and targets.
    pub(super) fn output_credit<T: Scalar>(self, output: &[T], target: &[f64], credit: &mut [T]) {
        match self {
            Self::Squared => credit.copy_from_slice(output),
            Self::CrossEntropy => softmax(output, credit),
        }
        for (c, &y) in credit.iter_mut().zip(target) {
            *c = T::of(y) - *c;
        }
    }
}

fn softmax<T: Scalar>(values: &[T], shares: &mut [T]) {
    let most = values.iter().fold(values[0], |most, v| most.max(*v));
    let mut total = T::zero();
    for (share, value) in shares.iter_mut().zip(values) {
        *share = (*value - most).portable_exp();
        total += *share;
    }
    shares.iter_mut().for_each(|share| *share /= total);
}

/// A window of time within the presentation of a sample, in milliseconds from its beginning: open
/// for `from` < t ≤ `to`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Window {
    /// When it opens.
    pub from_ms: f64,
    /// When it closes.
    pub to_ms: f64,
}

impl Window {
    /// Whether it is open at a time after the beginning of the presentation.
    pub fn is_open(&self, at_ms: f64) -> bool {
        self.from_ms < at_ms && at_ms <= self.to_ms
    }
}

/// How samples are presented and learned; may change while a simulation runs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Teaching {
    /// What the output clamp descends.
    pub loss: Loss,
    /// How long each sample is presented.
    pub present_ms: f64,
    /// When the input rates are clamped.
    pub input: Window,
    /// When the output credits are clamped.
    pub output: Window,
    /// Plasticity updates whose mean is applied at once; 1 is online learning.
    pub batch: usize,
}

impl Default for Teaching {
    /// Each sample for 10 ms, clamped throughout, learned online.
    fn default() -> Self {
        let (from_ms, to_ms) = (0.0, 10.0);
        Self {
            loss: Loss::Squared,
            present_ms: to_ms,
            input: Window { from_ms, to_ms },
            output: Window { from_ms, to_ms },
            batch: 1,
        }
    }
}

/// The samples of a simulation, and which of them is being presented.
#[derive(Debug, Clone)]
pub(super) struct Training {
    pub samples: Arc<Samples>,
    order: Vec<usize>,
    shuffle: Gaussian,
    pub now: Presentation,
}

/// What is presented now.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Presentation {
    /// The number of the sample.
    pub sample: usize,
    /// How many samples were presented before it.
    pub presented: u64,
    /// How often all training samples have been presented.
    pub epoch: u64,
    /// When its presentation began, in model milliseconds.
    pub begun_ms: f64,
    /// Whether the input window is open.
    pub input_open: bool,
    /// Whether the output window is open.
    pub output_open: bool,
}

impl Training {
    /// Bytes of memory, without the samples, which are shared.
    pub fn bytes(&self) -> usize {
        size_of_val(self.order.as_slice())
    }

    pub fn new(samples: Arc<Samples>, shuffle: Gaussian) -> Self {
        let mut training = Self {
            order: (0..samples.train).collect(),
            samples,
            shuffle,
            now: Presentation::default(),
        };
        training.order.shuffle(training.shuffle.generator());
        training
    }

    /// Moves to a model time. Returns whether anything that the network notices has changed.
    pub fn advance(&mut self, now_ms: f64, teaching: &Teaching) -> bool {
        let before = self.now;
        let now = &mut self.now;
        // Presentations during which no clock ticked are passed over, all but the last few, so that tiny
        // presentations beside slow clocks cost no time.
        const FEW: f64 = 1_000.0;
        let unseen = ((now_ms - now.begun_ms) / teaching.present_ms).floor() - FEW;
        if unseen > 0.0 {
            now.begun_ms = whole_ns(now.begun_ms + unseen * teaching.present_ms);
            now.presented += unseen as u64;
            self.order.shuffle(self.shuffle.generator());
        }
        let count = self.order.len() as u64;
        while now_ms > whole_ns(now.begun_ms + teaching.present_ms) {
            now.begun_ms = whole_ns(now.begun_ms + teaching.present_ms);
            now.presented += 1;
            if now.presented.is_multiple_of(count) {
                self.order.shuffle(self.shuffle.generator());
            }
        }
        let at_ms = whole_ns(now_ms - now.begun_ms);
        now.sample = self.order[(now.presented % count) as usize];
        now.epoch = now.presented / count;
        now.input_open = teaching.input.is_open(at_ms);
        now.output_open = teaching.output.is_open(at_ms);
        *now != before
    }

    /// The input rates of the present sample, while the input window is open.
    pub fn input(&self) -> Option<&[f64]> {
        let inputs = || &self.samples.inputs[self.now.sample][..];
        self.now.input_open.then(inputs)
    }

    /// The targets of the present sample, while the output window is open.
    pub fn target(&self) -> Option<&[f64]> {
        let targets = || &self.samples.targets[self.now.sample][..];
        self.now.output_open.then(targets)
    }
}

/// A time in whole nanoseconds, as the clocks keep it: the ends of presentations and windows then
/// meet ticks exactly.
fn whole_ns(ms: f64) -> f64 {
    const NS_PER_MS: f64 = 1e6;
    (ms * NS_PER_MS).round() / NS_PER_MS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::NoiseStreams;

    fn teaching() -> Teaching {
        let mut teaching = Teaching::default();
        (teaching.input.to_ms, teaching.output.from_ms) = (8.0, 4.0);
        teaching
    }

    fn training(train: usize) -> Training {
        let samples = Samples {
            inputs: (0..train + 2).map(|i| vec![i as f64]).collect(),
            targets: (0..train + 2).map(|i| vec![-(i as f64)]).collect(),
            train,
            ..Samples::default()
        };
        Training::new(Arc::new(samples), NoiseStreams::new(5).order)
    }

    #[test]
    fn windows_open_and_close_within_each_presentation_and_their_ends_count() {
        let mut training = training(3);
        let open = |training: &mut Training, at: f64| {
            training.advance(at, &teaching());
            (training.input().is_some(), training.target().is_some())
        };
        let (input, both, output) = ((true, false), (true, true), (false, true));
        let found = [1.0, 4.0, 5.0, 9.0, 10.0, 11.0].map(|at| open(&mut training, at));
        assert_eq!(found, [input, input, both, output, output, input]);
    }

    #[test]
    fn a_tick_at_the_end_of_a_presentation_belongs_to_it_whatever_the_rounding() {
        let mut teaching = Teaching {
            present_ms: 0.3,
            ..Teaching::default()
        };
        (teaching.input.to_ms, teaching.output.to_ms) = (0.3, 0.3);
        let mut training = training(3);
        for presented in 0..10_000 {
            let end_ns = 300_000 * (presented + 1);
            training.advance(end_ns as f64 / 1e6, &teaching);
            let now = training.now;
            assert_eq!(now.presented, presented);
            assert!(now.input_open && now.output_open, "{presented}");
        }
    }

    #[test]
    fn every_epoch_presents_each_training_sample_once_and_none_that_is_held_out() {
        let mut training = training(7);
        for epoch in 0..4 {
            let mut seen = [0, 1, 2, 3, 4, 5, 6].map(|i| {
                training.advance((epoch * 7 + i) as f64 * 10.0 + 1.0, &teaching());
                assert_eq!(training.now.epoch, epoch);
                training.now.sample
            });
            seen.sort_unstable();
            assert_eq!(seen, [0, 1, 2, 3, 4, 5, 6]);
        }
    }

    #[test]
    fn tiny_presentations_beside_a_slow_clock_are_passed_over_at_once() {
        let mut training = training(7);
        let mut hasty = teaching();
        hasty.present_ms = 0.001;
        training.advance(1e6, &hasty);
        let presented = training.now.presented as f64;
        assert!((presented - 1e9).abs() < 10.0, "{presented}");
    }

    #[test]
    fn output_credits_are_the_negative_gradient_of_the_loss() {
        let (output, target) = ([0.3, -0.2, 0.9], [0.0, 1.0, 0.0]);
        let loss = |loss: Loss, x: &[f64]| -> f64 {
            let total: f64 = x.iter().map(|x| x.exp()).sum();
            let pairs = x.iter().zip(&target);
            match loss {
                Loss::Squared => pairs.map(|(x, y)| 0.5 * (x - y) * (x - y)).sum(),
                Loss::CrossEntropy => pairs.map(|(x, y)| -y * (x.exp() / total).ln()).sum(),
            }
        };
        for kind in Loss::ALL {
            let mut credit = [0.0; 3];
            kind.output_credit(&output, &target, &mut credit);
            for k in 0..3 {
                let nudged = |by: f64| {
                    let mut x = output;
                    x[k] += by;
                    loss(kind, &x)
                };
                let slope = (nudged(1e-6) - nudged(-1e-6)) / 2e-6;
                assert!((credit[k] + slope).abs() < 1e-9, "{kind:?} {k}");
            }
        }
    }
}
