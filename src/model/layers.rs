//! The neurons of a layered network.

use std::ops::Range;

/// The shape of a layered network. Neurons are numbered through, layer by layer; the bias neuron of
/// a layer is its last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layers {
    /// The size of each layer without its bias neuron, at least two layers.
    pub sizes: Vec<usize>,
    /// Whether every layer but the last has a bias neuron: it fires at 1 and receives nothing.
    pub bias: bool,
    /// Whether there are synapses past layers too: from each layer to all after the next.
    pub skip: bool,
    /// Whether there are synapses within each hidden layer and the output layer too.
    pub recurrent: bool,
}

impl Layers {
    /// Layers of these sizes, with synapses from each to the next and nothing more.
    pub fn plain(sizes: &[usize]) -> Self {
        Self {
            sizes: sizes.to_vec(),
            bias: false,
            skip: false,
            recurrent: false,
        }
    }

    /// How many layers there are.
    pub fn count(&self) -> usize {
        self.sizes.len()
    }

    /// Number of neurons n, bias neurons included.
    pub fn neurons(&self) -> usize {
        let biases = if self.bias { self.count() - 1 } else { 0 };
        self.sizes.iter().sum::<usize>() + biases
    }

    /// The neurons of each layer, its bias neuron included: those that send.
    pub fn senders(&self) -> Vec<Range<usize>> {
        let mut start = 0;
        let last = self.count() - 1;
        let range = |(layer, size): (usize, &usize)| {
            let bias = usize::from(self.bias && layer < last);
            let range = start..start + size + bias;
            start = range.end;
            range
        };
        self.sizes.iter().enumerate().map(range).collect()
    }

    /// The neurons of each layer without its bias neuron: those that receive.
    pub fn receivers(&self) -> Vec<Range<usize>> {
        let senders = self.senders().into_iter().zip(&self.sizes);
        let without_bias = |(range, size): (Range<usize>, &usize)| range.start..range.start + size;
        senders.map(without_bias).collect()
    }

    /// The input neurons.
    pub fn inputs(&self) -> Range<usize> {
        0..self.sizes.first().copied().unwrap_or(0)
    }

    /// The output neurons.
    pub fn outputs(&self) -> Range<usize> {
        let n = self.neurons();
        n - self.sizes.last().copied().unwrap_or(0)..n
    }

    /// The bias neurons.
    pub fn biases(&self) -> Vec<usize> {
        let layers = if self.bias { self.count() - 1 } else { 0 };
        let senders = self.senders().into_iter().take(layers);
        senders.map(|sender| sender.end - 1).collect()
    }

    /// (post, pre) of every block of synapses: first those from each layer to the next, in order,
    /// then those that skip layers, then those within a layer.
    pub fn blocks(&self) -> Vec<(Range<usize>, Range<usize>)> {
        let (senders, receivers) = (self.senders(), self.receivers());
        let received = |post: usize, pre: &Range<usize>| (receivers[post].clone(), pre.clone());
        let last = self.count() - 1;
        let mut blocks: Vec<_> = (0..last)
            .map(|pre| received(pre + 1, &senders[pre]))
            .collect();
        if self.skip {
            let pairs = (2..=last).flat_map(|post| (0..post - 1).map(move |pre| (post, pre)));
            blocks.extend(pairs.map(|(post, pre)| received(post, &receivers[pre])));
        }
        if self.recurrent {
            blocks.extend((1..=last).map(|layer| received(layer, &receivers[layer])));
        }
        blocks
    }

    /// Whether a synapse from `pre` to `post` exists.
    pub fn has_synapse(&self, post: usize, pre: usize) -> bool {
        let mut blocks = self.blocks().into_iter();
        blocks.any(|(posts, pres)| posts.contains(&post) && pres.contains(&pre))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bias_neurons_close_every_layer_but_the_last_and_receive_nothing() {
        let layers = Layers {
            bias: true,
            ..Layers::plain(&[2, 3, 1])
        };
        assert_eq!(layers.neurons(), 8);
        assert_eq!(layers.senders(), [0..3, 3..7, 7..8]);
        assert_eq!(layers.receivers(), [0..2, 3..6, 7..8]);
        assert_eq!(layers.biases(), [2, 6]);
        assert_eq!((layers.inputs(), layers.outputs()), (0..2, 7..8));
        assert_eq!(layers.blocks(), [(3..6, 0..3), (7..8, 3..7)]);
    }

    #[test]
    fn skip_and_recurrent_synapses_come_after_the_layered_ones() {
        let layers = Layers {
            skip: true,
            recurrent: true,
            ..Layers::plain(&[2, 3, 1])
        };
        assert_eq!(
            layers.blocks(),
            [
                (2..5, 0..2),
                (5..6, 2..5),
                (5..6, 0..2),
                (2..5, 2..5),
                (5..6, 5..6)
            ]
        );
        assert!(layers.has_synapse(5, 0) && layers.has_synapse(3, 4));
        assert!(!layers.has_synapse(0, 5) && !layers.has_synapse(0, 1));
    }
}
