//! The gradient of a loss by reverse-mode differentiation: the yardstick for the rule, on a code path of
//! its own. It knows nothing of credit, balance functions, clocks or simulations, only of W, σ and L.

use std::ops::Range;

use crate::model::{Activation, Layers, Loss, Scalar, Synapses};

/// A layered network as a plain function from inputs to outputs, in double precision: every layer is
/// worked out from the layers before it, x_post = σ(Σ_blocks W x_pre), once.
///
/// The synapses from each layer to the next and those that skip layers make it up. Recurrent synapses,
/// within a layer, are left out: with them a network is no such function, and what it does differs from
/// what this says.
#[derive(Debug, Clone, PartialEq)]
pub struct Feedforward {
    /// Its layers.
    pub layers: Layers,
    activation: Activation,
    /// The weights, in blocks.
    pub blocks: Vec<FeedforwardBlock>,
}

/// A dense block of a [`Feedforward`] or of its [`Gradient`].
#[derive(Debug, Clone, PartialEq)]
pub struct FeedforwardBlock {
    /// The receiving neurons.
    pub post: Range<usize>,
    /// The sending neurons.
    pub pre: Range<usize>,
    /// A number per synapse, post × pre, a row per post-neuron.
    pub values: Vec<f64>,
}

impl FeedforwardBlock {
    /// The number of one of its synapses, by the numbers of its neurons in the network.
    pub fn value(&self, post: usize, pre: usize) -> f64 {
        self.values[self.place(post, pre)]
    }

    fn place(&self, post: usize, pre: usize) -> usize {
        (post - self.post.start) * self.pre.len() + pre - self.pre.start
    }

    /// The post-neurons with their rows.
    fn rows(&self) -> impl Iterator<Item = (usize, &[f64])> {
        let width = self.pre.len().max(1);
        self.post.clone().zip(self.values.chunks_exact(width))
    }

    fn zeroed(&self) -> Self {
        let values = vec![0.0; self.values.len()];
        let (post, pre) = (self.post.clone(), self.pre.clone());
        Self { post, pre, values }
    }
}

/// What every neuron of a [`Feedforward`] does, n values each.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Activity {
    /// s; 0 for input and bias neurons, which receive nothing.
    pub net_input: Vec<f64>,
    /// x = σ(s); the input for input neurons, 1 for bias neurons.
    pub firing: Vec<f64>,
}

/// −∂L/∂W: the direction in which the loss falls most steeply.
#[derive(Debug, Clone, PartialEq)]
pub struct Gradient {
    /// −∂L/∂w of each synapse, in the blocks of the [`Feedforward`], in the order of
    /// [`Layers::blocks`] without the recurrent ones.
    pub blocks: Vec<FeedforwardBlock>,
}

impl Gradient {
    /// −∂L/∂w of a synapse, or `None` where there is none.
    pub fn value(&self, post: usize, pre: usize) -> Option<f64> {
        find(&self.blocks, post, pre).map(|at| self.blocks[at].value(post, pre))
    }
}

/// The block that holds a synapse.
fn find(blocks: &[FeedforwardBlock], post: usize, pre: usize) -> Option<usize> {
    let holds = |b: &FeedforwardBlock| b.post.contains(&post) && b.pre.contains(&pre);
    blocks.iter().position(holds)
}

impl Feedforward {
    /// The feedforward part of a network with these layers.
    pub fn of<T: Scalar>(layers: &Layers, activation: Activation, synapses: &Synapses<T>) -> Self {
        let mut weights = vec![0.0; synapses.neurons * synapses.neurons];
        synapses.write_dense(&mut weights, 0.0, T::to_f64);
        Self::from_dense(layers, activation, &weights)
    }

    /// The same from W as n × n numbers, a row per post-neuron. Panics if there are not n·n weights.
    pub fn from_dense(layers: &Layers, activation: Activation, weights: &[f64]) -> Self {
        let n = layers.neurons();
        assert_eq!(weights.len(), n * n, "a weight for each pair of neurons");
        let block = |(post, pre): (Range<usize>, Range<usize>)| {
            let row = |i: usize| &weights[i * n..][pre.clone()];
            let values = post.clone().flat_map(row).copied().collect();
            FeedforwardBlock { post, pre, values }
        };
        let places = layers.blocks().into_iter();
        let between_layers = places.filter(|(post, pre)| post != pre);
        Self {
            layers: layers.clone(),
            activation,
            blocks: between_layers.map(block).collect(),
        }
    }

    /// What every neuron does with these input rates at the first layer.
    /// Panics if there is not a rate for each input neuron.
    pub fn forward(&self, input: &[f64]) -> Activity {
        let n = self.layers.neurons();
        let mut net_input = vec![0.0; n];
        let mut firing = vec![0.0; n];
        firing[self.layers.inputs()].copy_from_slice(input);
        for bias in self.layers.biases() {
            firing[bias] = 1.0;
        }
        for layer in self.layers.receivers().into_iter().skip(1) {
            for block in self.blocks.iter().filter(|b| b.post == layer) {
                for (post, row) in block.rows() {
                    net_input[post] += dot(row, &firing[block.pre.clone()]);
                }
            }
            for neuron in layer {
                firing[neuron] = self.activation.rate(net_input[neuron]);
            }
        }
        Activity { net_input, firing }
    }

    /// The output rates for these input rates. Panics as [`Self::forward`].
    pub fn output(&self, input: &[f64]) -> Vec<f64> {
        let mut firing = self.forward(input).firing;
        firing.split_off(self.layers.outputs().start)
    }

    /// L of output rates: ½ ‖x − y‖², or −Σ y_k ln softmax(x)_k.
    pub fn loss(&self, loss: Loss, output: &[f64], target: &[f64]) -> f64 {
        let pairs = output.iter().zip(target);
        match loss {
            Loss::Squared => pairs.map(|(x, y)| 0.5 * (x - y) * (x - y)).sum(),
            Loss::CrossEntropy => {
                let level = log_sum_exp(output);
                pairs.map(|(x, y)| y * (level - x)).sum()
            }
        }
    }

    /// −∂L/∂W by reverse-mode differentiation. With e = −∂L/∂x of each neuron, from the last layer to
    /// the first: d = e ⊙ σ'(s), −∂L/∂W = d xᵀ, and every neuron before gets e += Wᵀ d.
    /// Panics as [`Self::forward`].
    pub fn gradient(&self, input: &[f64], target: &[f64], loss: Loss) -> Gradient {
        let Activity { net_input, firing } = self.forward(input);
        let outputs = self.layers.outputs();
        let mut pull = vec![0.0; firing.len()];
        pull[outputs.clone()].copy_from_slice(&output_pull(loss, &firing[outputs], target));

        let mut gradient: Vec<_> = self.blocks.iter().map(FeedforwardBlock::zeroed).collect();
        for layer in self.layers.receivers().into_iter().skip(1).rev() {
            let blocks = self.blocks.iter().zip(&mut gradient);
            for (block, into) in blocks.filter(|(block, _)| block.post == layer) {
                let into = into.values.chunks_exact_mut(block.pre.len().max(1));
                for ((post, row), into) in block.rows().zip(into) {
                    let d = pull[post] * self.activation.slope(net_input[post]);
                    for ((pre, &w), into) in block.pre.clone().zip(row).zip(into) {
                        *into = d * firing[pre];
                        pull[pre] += w * d;
                    }
                }
            }
        }
        Gradient { blocks: gradient }
    }

    /// −∂L/∂w of one synapse by central differences, −(L(w + h) − L(w − h)) / 2h with h = `step`: an
    /// estimate off by the order of h² and of the rounding of L divided by h. 0 where there is no
    /// synapse. Panics as [`Self::forward`].
    pub fn finite_difference(
        &self,
        input: &[f64],
        target: &[f64],
        loss: Loss,
        (post, pre): (usize, usize),
        step: f64,
    ) -> f64 {
        let at = |by: f64| {
            let output = self.nudged(post, pre, by).output(input);
            self.loss(loss, &output, target)
        };
        (at(-step) - at(step)) / (2.0 * step)
    }

    /// Whether a neuron passes a corner of σ, where no derivative exists, while the weight of a synapse
    /// moves by ±`step`. Only the bounded ReLU has corners. Panics as [`Self::forward`].
    pub fn crosses_corner(&self, input: &[f64], post: usize, pre: usize, step: f64) -> bool {
        let zones = |by: f64| -> Vec<(bool, bool)> {
            let net_input = self.nudged(post, pre, by).forward(input).net_input;
            net_input.iter().map(|&s| (s > 0.0, s < 1.0)).collect()
        };
        self.activation == Activation::BoundedRelu && zones(-step) != zones(step)
    }

    /// The same network with one weight changed.
    fn nudged(&self, post: usize, pre: usize, by: f64) -> Self {
        let mut nudged = self.clone();
        if let Some(at) = find(&self.blocks, post, pre) {
            let block = &mut nudged.blocks[at];
            let place = block.place(post, pre);
            block.values[place] += by;
        }
        nudged
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// ln Σ_k exp(x_k), without overflow.
fn log_sum_exp(values: &[f64]) -> f64 {
    let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    most + values.iter().map(|v| (v - most).exp()).sum::<f64>().ln()
}

/// −∂L/∂x at the output: y − x, or y − softmax(x) Σy.
fn output_pull(loss: Loss, output: &[f64], target: &[f64]) -> Vec<f64> {
    let pairs = output.iter().zip(target);
    match loss {
        Loss::Squared => pairs.map(|(x, y)| y - x).collect(),
        Loss::CrossEntropy => {
            let (level, total) = (log_sum_exp(output), target.iter().sum::<f64>());
            pairs.map(|(x, y)| y - (x - level).exp() * total).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn skipping() -> Feedforward {
        let layers = Layers {
            bias: true,
            skip: true,
            recurrent: true,
            ..Layers::plain(&[2, 3, 2, 2])
        };
        let n = layers.neurons();
        let weight = |k: usize| ((k * k) as f64 * 0.7).sin();
        let dense: Vec<f64> = (0..n * n).map(weight).collect();
        Feedforward::from_dense(&layers, Activation::Tanh, &dense)
    }

    #[test]
    fn a_chain_of_two_synapses_has_the_gradient_of_the_chain_rule() {
        let layers = Layers::plain(&[1, 1, 1]);
        let dense = [0.0, 0.0, 0.0, 0.5, 0.0, 0.0, 0.0, -2.0, 0.0];
        let chain = Feedforward::from_dense(&layers, Activation::Tanh, &dense);
        let hidden = (0.5_f64 * 0.8).tanh();
        let output = (-2.0 * hidden).tanh();
        assert_eq!(chain.blocks.len(), 2);
        assert!((chain.output(&[0.8])[0] - output).abs() < 1e-15);
        let found = chain.gradient(&[0.8], &[1.0], Loss::Squared);
        let d = (1.0 - output) * (1.0 - output * output);
        assert!((found.value(2, 1).unwrap() - d * hidden).abs() < 1e-15);
        let before = d * -2.0 * (1.0 - hidden * hidden) * 0.8;
        assert!((found.value(1, 0).unwrap() - before).abs() < 1e-15);
        assert_eq!(found.value(2, 0), None);
    }

    #[test]
    fn reverse_mode_agrees_with_finite_differences_through_skips_and_biases() {
        let network = skipping();
        let (input, target) = ([0.3, -0.9], [0.25, 0.75]);
        for loss in Loss::ALL {
            let gradient = network.gradient(&input, &target, loss);
            assert_eq!(gradient.blocks.len(), 6, "recurrent blocks are left out");
            for block in &gradient.blocks {
                let row = |post| block.pre.clone().map(move |pre| (post, pre));
                for at in block.post.clone().flat_map(row) {
                    let found = network.finite_difference(&input, &target, loss, at, 1e-5);
                    assert!((block.value(at.0, at.1) - found).abs() < 1e-9);
                }
            }
        }
    }

    #[test]
    fn bias_neurons_fire_at_one_and_inputs_at_their_rates() {
        let activity = skipping().forward(&[0.3, -0.9]);
        assert_eq!(activity.firing[..3], [0.3, -0.9, 1.0]);
        assert_eq!((activity.firing[6], activity.net_input[6]), (1.0, 0.0));
    }

    #[test]
    fn a_weight_at_a_corner_of_the_bounded_relu_is_noticed() {
        let layers = Layers::plain(&[1, 1]);
        let at = |w| Feedforward::from_dense(&layers, Activation::BoundedRelu, &[0.0, 0.0, w, 0.0]);
        assert!(at(1.0).crosses_corner(&[1.0], 1, 0, 1e-3));
        assert!(!at(0.5).crosses_corner(&[1.0], 1, 0, 1e-3));
        assert!(!at(0.0).crosses_corner(&[0.0], 1, 0, 1e-3));
    }
}
