//! The angle between what a rule does and the gradient, over several samples.

use super::agreement::angle_degrees;
use super::{Feedforward, FeedforwardBlock};
use crate::model::Loss;

/// Changes of a rule and gradients, each summed over samples, block by block. Single samples have directions
/// of their own; what a rule learns is their sum.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Alignment {
    /// −∂L/∂W summed, a block for each of the [`Feedforward`].
    gradient: Vec<FeedforwardBlock>,
    /// ΔW / r summed, in the same places.
    rule: Vec<Vec<f64>>,
    /// Samples so far.
    pub samples: usize,
}

impl Alignment {
    /// Adds a sample: the changes of the rule, ΔW / r asked for as `rule_change(post, pre)`, and −∂L/∂W.
    ///
    /// # Panics
    /// If the sample does not fit the network, or the network has other blocks than the one before.
    pub fn add(
        &mut self,
        feedforward: &Feedforward,
        (input, target): (&[f64], &[f64]),
        loss: Loss,
        rule_change: impl Fn(usize, usize) -> f64,
    ) {
        let latest = feedforward.gradient(input, target, loss).blocks;
        if self.samples == 0 {
            self.rule = latest.iter().map(|b| vec![0.0; b.values.len()]).collect();
            self.gradient = latest.clone();
        } else {
            assert_eq!(self.gradient.len(), latest.len(), "the same blocks");
            for (sum, block) in self.gradient.iter_mut().zip(&latest) {
                let pairs = sum.values.iter_mut().zip(&block.values);
                pairs.for_each(|(sum, value)| *sum += value);
            }
        }
        for (sums, block) in self.rule.iter_mut().zip(&latest) {
            let row = |post: usize| block.pre.clone().map(move |pre| (post, pre));
            let synapses = block.post.clone().flat_map(row);
            for (sum, (post, pre)) in sums.iter_mut().zip(synapses) {
                *sum += rule_change(post, pre);
            }
        }
        self.samples += 1;
    }

    /// The angle between the two sums in each block, in degrees, in the order of [`Feedforward::blocks`];
    /// `None` where one of them is zero.
    pub fn degrees(&self) -> Vec<Option<f64>> {
        let pairs = self.rule.iter().zip(&self.gradient);
        pairs
            .map(|(rule, block)| angle_degrees(rule, &block.values))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Activation, Layers};

    #[test]
    fn the_angle_is_that_of_the_sums_and_not_the_mean_of_angles() {
        let layers = Layers::plain(&[2, 1]);
        let mut dense = vec![0.0; 9];
        (dense[6], dense[7]) = (0.1, -0.2);
        let network = Feedforward::from_dense(&layers, Activation::Tanh, &dense);
        let mut alignment = Alignment::default();
        assert!(alignment.degrees().is_empty());
        let gradient = |input: &[f64]| network.gradient(input, &[1.0], Loss::Squared);
        // Each sample is off by the same amount in opposite directions.
        let (input, off) = ([0.3, 0.4], [-0.4, 0.3]);
        let slope = gradient(&input);
        for sign in [1.0, -1.0] {
            let rule = |post, pre: usize| slope.value(post, pre).unwrap_or(0.0) + sign * off[pre];
            let mut alone = Alignment::default();
            alone.add(&network, (&input, &[1.0]), Loss::Squared, rule);
            assert!(alone.degrees()[0].is_some_and(|angle| angle > 20.0));
            alignment.add(&network, (&input, &[1.0]), Loss::Squared, rule);
        }
        assert_eq!(alignment.samples, 2);
        assert!(alignment.degrees()[0].is_some_and(|angle| angle < 1e-10));
    }

    #[test]
    fn a_rule_that_changes_nothing_has_no_angle() {
        let network = Feedforward::from_dense(&Layers::plain(&[1, 1]), Activation::Tanh, &[0.5; 4]);
        let mut alignment = Alignment::default();
        alignment.add(&network, (&[1.0], &[0.0]), Loss::Squared, |_, _| 0.0);
        assert_eq!(alignment.degrees(), [None]);
    }
}
