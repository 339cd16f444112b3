//! A random network of the same layers, to be imitated.

use rand::rngs::Xoshiro256PlusPlus;
use rand_distr::{Distribution, StandardNormal};

use super::build::Pairs;
use crate::model::{Activation, Layers};

type Matrix = Vec<Vec<f64>>;

/// `count` inputs, each from N(0, 1), and what a network with weights w_ij ~ N(0, 1/m) makes of
/// them, m being the neurons a neuron receives from. It has the bias neurons of `layers`, but no
/// synapses other than from each layer to the next (our choice).
pub(super) fn imitable(
    layers: &Layers,
    activation: Activation,
    count: usize,
    stream: &mut Xoshiro256PlusPlus,
) -> Pairs {
    let mut normal = |_| -> f64 { StandardNormal.sample(&mut *stream) };
    let mut weights = |sizes: &[usize]| -> Matrix {
        let senders = sizes[0] + usize::from(layers.bias);
        let scale = 1.0 / (senders as f64).sqrt();
        let mut row = |_| (0..senders).map(&mut normal).map(|w| w * scale).collect();
        (0..sizes[1]).map(&mut row).collect()
    };
    let weights: Vec<Matrix> = layers.sizes.windows(2).map(&mut weights).collect();
    let mut pair = |_| {
        let input: Vec<f64> = layers.inputs().map(&mut normal).collect();
        let output = forward(&weights, &input, layers.bias, activation);
        (input, output)
    };
    (0..count).map(&mut pair).collect()
}

fn forward(weights: &[Matrix], input: &[f64], bias: bool, activation: Activation) -> Vec<f64> {
    weights.iter().fold(input.to_vec(), |mut rates, matrix| {
        if bias {
            rates.push(1.0);
        }
        let net_input = |row: &Vec<f64>| row.iter().zip(&rates).map(|(w, x)| w * x).sum();
        let rate = |row| activation.rate::<f64>(net_input(row));
        matrix.iter().map(rate).collect()
    })
}
