//! How well the rule agrees with the gradient, layer by layer and synapse by synapse.

use std::ops::Range;

use super::{Feedforward, FeedforwardBlock};
use crate::model::Loss;

/// What the rule does to one block of synapses, beside the gradient.
#[derive(Debug, Clone, PartialEq)]
pub struct LayerAgreement {
    /// The receiving neurons.
    pub post: Range<usize>,
    /// The sending neurons.
    pub pre: Range<usize>,
    /// ΔW / r of the rule, post × pre, a row per post-neuron.
    pub rule: Vec<f64>,
    /// −∂L/∂W, in the same places.
    pub gradient: Vec<f64>,
    /// max |rule − gradient| ÷ max |gradient|, see [`relative_difference`].
    pub largest_relative_difference: f64,
    /// The cosine of the angle between the two, −1 to 1; `None` if one of them is zero.
    pub cosine: Option<f64>,
    /// ‖rule‖ ÷ ‖gradient‖; `None` if the gradient is zero.
    pub norm_ratio: Option<f64>,
}

/// One synapse, three ways.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SpotCheck {
    /// The receiving neuron.
    pub post: usize,
    /// The sending neuron.
    pub pre: usize,
    /// Δw / r of the rule.
    pub rule: f64,
    /// −∂L/∂w by reverse-mode differentiation.
    pub reverse_mode: f64,
    /// −∂L/∂w by central differences; `None` where they say nothing: across a corner of the bounded
    /// ReLU, or where the gradient of the layer is lost in the rounding of the loss.
    pub finite_difference: Option<f64>,
}

/// The rule beside the gradient in a whole layered network.
#[derive(Debug, Clone, PartialEq)]
pub struct Agreement {
    /// Each block of synapses: those from each layer to the next, then those that skip layers.
    pub layers: Vec<LayerAgreement>,
    /// The cosine over all layers together.
    pub cosine: Option<f64>,
    /// The norm ratio over all layers together.
    pub norm_ratio: Option<f64>,
    /// The largest of the layers.
    pub largest_relative_difference: f64,
    /// A few synapses of each layer, the one with the largest gradient first.
    pub spot_checks: Vec<SpotCheck>,
}

/// Synapses checked in each layer besides that with the largest gradient.
const SPREAD: usize = 3;
/// The step h of the differences. They are taken at h and h/2 and extrapolated to h = 0, which leaves
/// an error of the order of h⁴.
const STEP: f64 = 2e-3;
/// A gradient smaller than this share of 1 + L is lost in the rounding of L, about 1e-16 / h.
const RESOLVED: f64 = 1e-5;

impl Agreement {
    /// Compares the changes of a rule, ΔW / r = (c ⊙ f(s)) xᵀ asked for as `rule_change(post, pre)`,
    /// with the gradient of a loss at a sample. Panics if the sample does not fit the network.
    pub fn of(
        feedforward: &Feedforward,
        input: &[f64],
        target: &[f64],
        loss: Loss,
        rule_change: impl Fn(usize, usize) -> f64,
    ) -> Self {
        let gradient = feedforward.gradient(input, target, loss);
        let of = |block| LayerAgreement::of(block, &rule_change);
        let layers: Vec<_> = gradient.blocks.into_iter().map(of).collect();
        let all = |values: fn(&LayerAgreement) -> &[f64]| -> Vec<f64> {
            layers.iter().flat_map(values).copied().collect()
        };
        let (rule, slope) = (all(|l| &l.rule), all(|l| &l.gradient));
        let worst = layers.iter().map(|l| l.largest_relative_difference);
        let size = 1.0 + feedforward.loss(loss, &feedforward.output(input), target);
        let checks = layers.iter().flat_map(|layer| {
            let resolved = largest(&layer.gradient) >= RESOLVED * size;
            let chosen = layer.chosen().into_iter();
            chosen.map(move |at| (layer, at, resolved))
        });
        let check = |(layer, at, resolved): (&LayerAgreement, usize, bool)| {
            let (post, pre) = layer.synapse(at);
            let differences = || extrapolated(feedforward, input, target, loss, (post, pre));
            SpotCheck {
                post,
                pre,
                rule: layer.rule[at],
                reverse_mode: layer.gradient[at],
                finite_difference: if resolved { differences() } else { None },
            }
        };
        Self {
            cosine: cosine(&rule, &slope),
            norm_ratio: norm_ratio(&rule, &slope),
            largest_relative_difference: worst.fold(0.0, largest_or_nan),
            spot_checks: checks.map(check).collect(),
            layers,
        }
    }

    /// The largest difference between the rule and central differences in a layer, relative to its
    /// largest gradient; `None` if differences say nothing there.
    pub fn finite_difference(&self, layer: &LayerAgreement) -> Option<f64> {
        let scale = largest(&layer.gradient);
        let here = |c: &&SpotCheck| layer.post.contains(&c.post) && layer.pre.contains(&c.pre);
        let checks = self.spot_checks.iter().filter(here);
        checks
            .filter_map(|check| Some((check.finite_difference? - check.rule).abs() / scale))
            .reduce(largest_or_nan)
    }
}

impl LayerAgreement {
    fn of(block: FeedforwardBlock, rule_change: impl Fn(usize, usize) -> f64) -> Self {
        let FeedforwardBlock { post, pre, values } = block;
        let row = |i: usize| pre.clone().map(move |j| (i, j));
        let synapses = post.clone().flat_map(row);
        let rule: Vec<f64> = synapses.map(|(i, j)| rule_change(i, j)).collect();
        Self {
            largest_relative_difference: relative_difference(&rule, &values),
            cosine: cosine(&rule, &values),
            norm_ratio: norm_ratio(&rule, &values),
            gradient: values,
            post,
            pre,
            rule,
        }
    }

    /// (post, pre) of the synapse at a place in [`Self::rule`].
    pub fn synapse(&self, at: usize) -> (usize, usize) {
        let width = self.pre.len();
        (self.post.start + at / width, self.pre.start + at % width)
    }

    /// The places that are checked: the largest gradient, and some spread over the rest.
    fn chosen(&self) -> Vec<usize> {
        let size = |at: &usize| self.gradient[*at].abs();
        let count = self.gradient.len();
        let steepest = (0..count).max_by(|a, b| size(a).total_cmp(&size(b)));
        let spread = (0..SPREAD).map(|k| (2 * k + 1) * count / (2 * SPREAD));
        let mut chosen: Vec<usize> = Vec::new();
        for at in steepest.into_iter().chain(spread) {
            if at < count && !chosen.contains(&at) {
                chosen.push(at);
            }
        }
        chosen
    }
}

/// −∂L/∂w by central differences extrapolated to h = 0 [Richardson 1911]: (4 D(h/2) − D(h)) / 3.
fn extrapolated(
    feedforward: &Feedforward,
    input: &[f64],
    target: &[f64],
    loss: Loss,
    synapse: (usize, usize),
) -> Option<f64> {
    if feedforward.crosses_corner(input, synapse.0, synapse.1, STEP) {
        return None;
    }
    let at = |step| feedforward.finite_difference(input, target, loss, synapse, step);
    Some((4.0 * at(STEP / 2.0) - at(STEP)) / 3.0)
}

/// max |a − b| ÷ max |b|. Where all of b is zero: 0 if a is zero too, and infinite if it is not.
pub fn relative_difference(a: &[f64], b: &[f64]) -> f64 {
    let difference = a.iter().zip(b).map(|(a, b)| (a - b).abs());
    let difference = difference.fold(0.0, largest_or_nan);
    if difference == 0.0 {
        0.0
    } else {
        difference / largest(b)
    }
}

/// The angle between two directions in degrees, 0 to 180, or `None` if one of them is zero. With unit
/// vectors u, v it is 2 atan2(‖u − v‖, ‖u + v‖) [Kahan 2006]: the arc cosine knows nothing of angles below
/// 1e-6 degrees.
pub fn angle_degrees(a: &[f64], b: &[f64]) -> Option<f64> {
    let unit = |values: &[f64]| -> Option<Vec<f64>> {
        let length = norm(values);
        let usable = length > 0.0 && length.is_finite();
        usable.then(|| values.iter().map(|v| v / length).collect())
    };
    let (u, v) = (unit(a)?, unit(b)?);
    let of_pairs =
        |with: fn((&f64, &f64)) -> f64| -> Vec<f64> { u.iter().zip(&v).map(with).collect() };
    let (apart, along) = (of_pairs(|(u, v)| u - v), of_pairs(|(u, v)| u + v));
    let angle = 2.0 * norm(&apart).atan2(norm(&along));
    angle.is_finite().then(|| angle.to_degrees())
}

/// a · b ÷ ‖a‖ ‖b‖, or `None` if one of them is zero.
fn cosine(a: &[f64], b: &[f64]) -> Option<f64> {
    // Scaled first, so that squares neither overflow nor vanish.
    let (scale_a, scale_b) = (largest(a), largest(b));
    if scale_a == 0.0 || scale_b == 0.0 {
        return None;
    }
    let pairs = a.iter().zip(b).map(|(a, b)| (a / scale_a) * (b / scale_b));
    let cosine = pairs.sum::<f64>() / (norm(a) / scale_a) / (norm(b) / scale_b);
    cosine.is_finite().then(|| cosine.clamp(-1.0, 1.0))
}

/// ‖a‖ ÷ ‖b‖, or `None` if b is zero.
fn norm_ratio(a: &[f64], b: &[f64]) -> Option<f64> {
    let ratio = norm(a) / norm(b);
    ratio.is_finite().then_some(ratio)
}

fn norm(values: &[f64]) -> f64 {
    let scale = largest(values);
    if scale == 0.0 {
        return 0.0;
    }
    let squares = values.iter().map(|v| (v / scale) * (v / scale));
    scale * squares.sum::<f64>().sqrt()
}

fn largest(values: &[f64]) -> f64 {
    values.iter().map(|v| v.abs()).fold(0.0, largest_or_nan)
}

/// The larger of two; NaN, which agrees with nothing, if one of them is.
fn largest_or_nan(a: f64, b: f64) -> f64 {
    if a.is_nan() || a > b { a } else { b }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Activation, Layers};

    const INPUT: [f64; 3] = [0.5, -1.0, 0.25];
    const TARGET: [f64; 2] = [0.3, 0.7];

    fn compare(scale: f64) -> Agreement {
        let layers = Layers::plain(&[3, 4, 2]);
        let dense: Vec<f64> = (0..81).map(|k| f64::from(k * k).cos()).collect();
        let network = Feedforward::from_dense(&layers, Activation::Tanh, &dense);
        let gradient = network.gradient(&INPUT, &TARGET, Loss::Squared);
        let rule = |i, j| scale * gradient.value(i, j).unwrap();
        Agreement::of(&network, &INPUT, &TARGET, Loss::Squared, rule)
    }

    #[test]
    fn the_gradient_and_its_multiples_differ_by_the_gradient_times_one_less() {
        let close = |found: Option<f64>, expected: f64| (found.unwrap() - expected).abs() < 1e-12;
        for (scale, difference, cosine) in [(1.0, 0.0, 1.0), (2.0, 1.0, 1.0), (-1.0, 2.0, -1.0)] {
            let found = compare(scale);
            assert!(close(Some(found.largest_relative_difference), difference));
            assert!(close(found.cosine, cosine) && close(found.norm_ratio, scale.abs()));
        }
        let found = compare(1.0);
        assert_eq!(found.largest_relative_difference, 0.0);
        assert_eq!(found.layers[1].post, 7..9);
        for layer in &found.layers {
            assert!(found.finite_difference(layer).unwrap() < 1e-8);
        }
        assert_eq!(found.spot_checks.len(), 8);
    }

    #[test]
    fn against_a_zero_gradient_only_zero_agrees() {
        assert_eq!(relative_difference(&[0.0, 0.0], &[0.0, 0.0]), 0.0);
        assert_eq!(relative_difference(&[0.0, 1.0], &[0.0, 0.0]), f64::INFINITY);
        assert!(relative_difference(&[f64::NAN, 1.0], &[1.0, 1.0]).is_nan());
        let both = |a, b| (cosine(&[a], &[b]), norm_ratio(&[a], &[b]));
        assert_eq!(both(1.0, 0.0), (None, None));
        assert_eq!(both(0.0, 1.0), (None, Some(0.0)));
    }

    #[test]
    fn angles_are_told_in_degrees_however_small_they_are() {
        let between = |a: [f64; 2], b: [f64; 2]| angle_degrees(&a, &b);
        assert_eq!(between([2.0, 1.0], [4.0, 2.0]), Some(0.0));
        let close = |found: Option<f64>, expected: f64| {
            let found = found.expect("an angle");
            assert!((found / expected - 1.0).abs() < 1e-9, "{found}");
        };
        close(between([1.0, 0.0], [0.0, 3.0]), 90.0);
        close(between([1.0, 0.0], [-2.0, 0.0]), 180.0);
        close(between([1.0, 0.0], [5.0, 5.0]), 45.0);
        close(between([1.0, 0.0], [1.0, 1e-12]), 1e-12_f64.to_degrees());
        assert_eq!(between([1.0, 0.0], [0.0, 0.0]), None);
        assert_eq!(between([f64::NAN, 0.0], [1.0, 0.0]), None);
    }

    #[test]
    fn tiny_gradients_keep_their_angle() {
        let (a, b) = ([3e-200, 4e-200], [6e-200, 8e-200]);
        assert!((cosine(&a, &b).unwrap() - 1.0).abs() < 1e-12);
        assert!((norm_ratio(&a, &b).unwrap() - 0.5).abs() < 1e-12);
    }
}
