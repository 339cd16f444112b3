//! Which neurons and synapses a network has, and which of its neurons the outside world reaches.

use std::ops::Range;

use super::{Layers, Scalar, Synapses};

/// The shape of a network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Topology {
    /// Every neuron to every neuron, itself included.
    AllToAll {
        /// n
        neurons: usize,
    },
    /// From each layer to the next.
    Layered(Layers),
}

impl Topology {
    /// Number of neurons n, bias neurons included.
    pub fn neurons(&self) -> usize {
        match self {
            Self::AllToAll { neurons } => *neurons,
            Self::Layered(layers) => layers.neurons(),
        }
    }

    /// The layers, if it has any.
    pub fn layers(&self) -> Option<&Layers> {
        match self {
            Self::AllToAll { .. } => None,
            Self::Layered(layers) => Some(layers),
        }
    }

    /// The synapses of such a network, all weights zero.
    pub fn synapses<T: Scalar>(&self) -> Synapses<T> {
        match self {
            Self::AllToAll { neurons: n } => Synapses::zeros(*n, [(0..*n, 0..*n)]),
            Self::Layered(layers) => Synapses::zeros(layers.neurons(), layers.blocks()),
        }
    }

    /// The neurons whose firing an input clamp holds. Our choice: the last neurons of an all-to-all
    /// network, as far as possible from those that [`Self::clamped_credits`] takes, or the first of
    /// the input layer.
    pub fn clamped_firing(&self, fraction: f64) -> Range<usize> {
        match self {
            Self::AllToAll { neurons } => neurons - share(*neurons, fraction)..*neurons,
            Self::Layered(layers) => first(layers.inputs(), fraction),
        }
    }

    /// The neurons whose credit an output clamp gives: the first neurons of an all-to-all network
    /// [Fan & Mysore 2024, Algorithm 1], or the first of the output layer.
    pub fn clamped_credits(&self, fraction: f64) -> Range<usize> {
        match self {
            Self::AllToAll { neurons } => first(0..*neurons, fraction),
            Self::Layered(layers) => first(layers.outputs(), fraction),
        }
    }
}

fn first(range: Range<usize>, fraction: f64) -> Range<usize> {
    range.start..range.start + share(range.len(), fraction)
}

/// The given fraction of `count`, to the nearest whole number.
fn share(count: usize, fraction: f64) -> usize {
    ((count as f64 * fraction).round() as usize).min(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clamps_take_the_first_credits_and_the_last_rates_of_a_connectome() {
        let connectome = Topology::AllToAll { neurons: 300 };
        assert_eq!(connectome.clamped_credits(0.1), 0..30);
        assert_eq!(connectome.clamped_firing(0.1), 270..300);
        assert_eq!(connectome.clamped_firing(0.0), 300..300);
    }

    #[test]
    fn clamps_take_the_input_rates_and_the_output_credits_of_a_layered_network() {
        let layered = Topology::Layered(Layers::plain(&[2, 8, 1]));
        assert_eq!(layered.clamped_firing(1.0), 0..2);
        assert_eq!(layered.clamped_credits(1.0), 10..11);
    }
}
