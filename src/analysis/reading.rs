//! What a layered network makes of an input: the firing rule, with the input clamped, until nothing moves.

use std::ops::Range;

use crate::model::{Activation, Layers};

/// A copy of a layered network that reads inputs, with its bias, skip and recurrent synapses.
#[derive(Debug, Clone)]
pub struct Reader {
    layers: Layers,
    activation: Activation,
    blocks: Vec<Block>,
}

#[derive(Debug, Clone)]
struct Block {
    post: Range<usize>,
    pre: Range<usize>,
    /// A row for each post-neuron.
    weights: Vec<f32>,
}

/// What was made of an input.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The rates of the outputs.
    pub outputs: Vec<f64>,
    /// Whether firing came to rest.
    pub settled: bool,
}

/// A smaller change of a rate is none.
const AT_REST: f64 = 1e-9;
/// Products worked out for a reading at most, so that it stays quick; but enough to pass through all layers.
const MOST_PRODUCTS: usize = 2_000_000;

impl Reader {
    /// Takes the network from W, n × n numbers, a row per post-neuron. Panics if there are not n·n weights.
    pub fn new(layers: &Layers, activation: Activation, weights: &[f32]) -> Self {
        let n = layers.neurons();
        assert_eq!(weights.len(), n * n, "a weight for each pair of neurons");
        let block = |(post, pre): (Range<usize>, Range<usize>)| {
            let row = |i: usize| &weights[i * n..][pre.clone()];
            let weights = post.clone().flat_map(row).copied().collect();
            Block { post, pre, weights }
        };
        Self {
            layers: layers.clone(),
            activation,
            blocks: layers.blocks().into_iter().map(block).collect(),
        }
    }

    /// x ← σ(W x) with x of the first layer clamped, until it rests or takes too long.
    /// Panics if there is not a rate for each input neuron.
    pub fn read(&self, input: &[f64]) -> Reading {
        let mut firing = vec![0.0; self.layers.neurons()];
        firing[self.layers.inputs()].copy_from_slice(input);
        for bias in self.layers.biases() {
            firing[bias] = 1.0;
        }
        let synapses: usize = self.blocks.iter().map(|block| block.weights.len()).sum();
        let updates = (MOST_PRODUCTS / synapses.max(1)).max(self.layers.count());
        let settled = (0..updates).any(|_| self.update(&mut firing) <= AT_REST);
        Reading {
            outputs: firing[self.layers.outputs()].to_vec(),
            settled,
        }
    }

    /// One firing update of all neurons at once; returns the largest change.
    fn update(&self, firing: &mut [f64]) -> f64 {
        let mut net_input = vec![0.0; firing.len()];
        for block in &self.blocks {
            let rates = &firing[block.pre.clone()];
            let rows = block.weights.chunks_exact(block.pre.len().max(1));
            for (post, row) in block.post.clone().zip(rows) {
                let products = row.iter().zip(rates).map(|(w, x)| f64::from(*w) * x);
                net_input[post] += products.sum::<f64>();
            }
        }
        let mut largest = 0.0_f64;
        for layer in self.layers.receivers().into_iter().skip(1) {
            for neuron in layer {
                let rate = self.activation.rate(net_input[neuron]);
                largest = largest.max((rate - firing[neuron]).abs());
                firing[neuron] = rate;
            }
        }
        largest
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Feedforward;

    fn weights(layers: &Layers) -> Vec<f32> {
        let n = layers.neurons();
        let weight = |at: usize| match layers.has_synapse(at / n, at % n) {
            true => ((at * 7919) % 13) as f32 / 13.0 - 0.5,
            false => 0.0,
        };
        (0..n * n).map(weight).collect()
    }

    #[test]
    fn with_bias_and_skip_synapses_it_reads_as_the_feedforward_network_does() {
        let layers = Layers {
            bias: true,
            skip: true,
            ..Layers::plain(&[3, 4, 4, 2])
        };
        let weights = weights(&layers);
        let dense: Vec<f64> = weights.iter().map(|w| f64::from(*w)).collect();
        let input = [1.0, -0.5, 0.25];
        let expected = Feedforward::from_dense(&layers, Activation::Tanh, &dense).output(&input);
        let reading = Reader::new(&layers, Activation::Tanh, &weights).read(&input);
        assert!(reading.settled);
        for (found, expected) in reading.outputs.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-12);
        }
    }

    #[test]
    fn recurrent_synapses_are_followed_until_firing_rests_or_is_said_not_to() {
        let layers = Layers {
            recurrent: true,
            ..Layers::plain(&[1, 1])
        };
        let read = |own: f32, input: f64| {
            // x₁ ← σ(x₀ + own · x₁)
            let weights = [0.0, 0.0, 1.0, own];
            Reader::new(&layers, Activation::Tanh, &weights).read(&[input])
        };
        let rest = read(0.5, 0.3);
        let x = rest.outputs[0];
        assert!(rest.settled && (x - (0.3 + 0.5 * x).tanh()).abs() < 1e-8);
        assert!(!read(-20.0, 0.3).settled, "it swings between two rates");
    }
}
