//! The synapses of a network, and how W is stored.
//!
//! nalgebra serves where matrices are looked at: the eigenvalues of the credit matrix come from its Schur
//! decomposition and its products of matrices and vectors (`analysis/spectrum.rs`), and its `RealField` is
//! what a [`Scalar`](super::Scalar) builds on. W itself was one of its matrices once, and is not any more.
//! What an iteration costs is reading every weight and writing it back. Rule by rule (W x, Wᵀ u,
//! W + a xᵀ, pruning) that is four passes over the weights; here it is two, as firing and credit share one,
//! and the change and the count for pruning the other (`operations.rs`, `passes/`). That made iterations
//! five times as fast at n = 300, and more beyond (CHANGELOG); at n = 2,000 one takes 1.1 times what a plain
//! loop takes to read and write all weights twice (README, "How fast it is").
//!
//! Such passes want their own layout, [`Rows`](super::Rows): all that a neuron receives in one row, so that
//! one look at it gives s_i and hands back c_i f(s_i) w_ij; rows that begin at lines of the cache, so that
//! no vector register straddles two; and rows filled up with zeros to whole tiles, so that no loop has a
//! remainder. Sums have one order, whatever the processor and however many threads work: the bits of a
//! result depend on neither, which no library of linear algebra promises.

use std::ops::Range;

use super::{Rows, Scalar};

/// A dense block of synapses from the neurons `pre` to the neurons `post`.
#[derive(Debug, Clone, PartialEq)]
pub struct Block<T: Scalar> {
    /// The receiving neurons.
    pub post: Range<usize>,
    /// The sending neurons.
    pub pre: Range<usize>,
    /// The weights, a row per post-neuron: all that it receives.
    pub rows: Rows<T>,
}

/// All synapses of a network: dense blocks between ranges of neurons. A synapse exists where a block
/// covers it, so no mask is needed: an all-to-all network is one block, a layered one has a block
/// from each layer to the next (the block sub-diagonal of W).
///
/// What the rules do with them is in `operations.rs`. Pruning need not touch the weights at once: a
/// threshold is noted, and whoever next passes over the weights sets those below it to zero on the way.
/// Until then they are not settled, and only the operations may look at them; a
/// [`Simulation`](super::Simulation) lets nobody else look before it has settled them.
#[derive(Debug, Clone, PartialEq)]
pub struct Synapses<T: Scalar> {
    /// Number of neurons n.
    pub neurons: usize,
    /// The blocks, in the order of [`Layers::blocks`](super::Layers::blocks) if there are layers.
    pub blocks: Vec<Block<T>>,
    /// Weights smaller in size than this count as zero; zero when settled.
    pub(super) pending: T,
}

impl<T: Scalar> Synapses<T> {
    /// Blocks from one range of neurons (post) to another (pre), all weights zero.
    pub(super) fn zeros(
        neurons: usize,
        places: impl IntoIterator<Item = (Range<usize>, Range<usize>)>,
    ) -> Self {
        let block = |(post, pre): (Range<usize>, Range<usize>)| {
            let rows = Rows::zeros(post.len(), pre.len());
            Block { post, pre, rows }
        };
        Self {
            neurons,
            blocks: places.into_iter().map(block).collect(),
            pending: T::zero(),
        }
    }

    /// The weights of each block, with the zeros that fill up its rows.
    pub(super) fn all(&self) -> impl Iterator<Item = &[T]> {
        self.blocks.iter().map(|b| b.rows.padded())
    }

    /// The mutable twin of [`Self::all`]. The fill must stay zero.
    pub(super) fn all_mut(&mut self) -> impl Iterator<Item = &mut [T]> {
        self.blocks.iter_mut().map(|b| b.rows.padded_mut())
    }

    /// Number of synapses that exist, whatever their weight.
    pub fn count(&self) -> usize {
        self.blocks.iter().map(|b| b.post.len() * b.pre.len()).sum()
    }

    /// Bytes of memory of all weights.
    pub(super) fn bytes(&self) -> usize {
        self.blocks.iter().map(|b| b.rows.bytes()).sum()
    }

    /// w_ij of the synapse that `post` receives from `pre`, or `None` where there is no synapse.
    pub fn weight(&self, post: usize, pre: usize) -> Option<T> {
        let holds = |b: &&Block<T>| b.post.contains(&post) && b.pre.contains(&pre);
        let block = self.blocks.iter().find(holds)?;
        let row = (post - block.post.start) * block.rows.stride();
        block
            .rows
            .padded()
            .get(row + pre - block.pre.start)
            .copied()
    }

    /// The largest |w|.
    pub(super) fn max_abs(&self) -> T {
        let values = self.blocks.iter().flat_map(|b| b.rows.entries());
        values.fold(T::zero(), |most, w| most.max(w.abs()))
    }

    /// Adds the weights of `other`, which has the same blocks.
    pub(super) fn add(&mut self, other: &Self) {
        for (to, from) in self.all_mut().zip(other.all()) {
            to.iter_mut().zip(from).for_each(|(to, &from)| *to += from);
        }
    }

    /// The same synapses, all weights zero.
    pub(super) fn zeroed(&self) -> Self {
        let places = self.blocks.iter().map(|b| (b.post.clone(), b.pre.clone()));
        Self::zeros(self.neurons, places)
    }

    /// Mean over the synapses that exist of |u_i x_j|: the mean size of a weight change per unit
    /// learning rate. Costs O(n), because the change of a block is a rank-one product.
    pub(super) fn mean_abs_outer(&self, effective_credit: &[T], firing: &[T]) -> f64 {
        let sum_abs = |v: &[T]| v.iter().map(|a| a.to_f64().abs()).sum::<f64>();
        let total: f64 = self
            .blocks
            .iter()
            .map(|b| sum_abs(&effective_credit[b.post.clone()]) * sum_abs(&firing[b.pre.clone()]))
            .sum();
        total / self.count().max(1) as f64
    }

    /// Takes the weights from a full n × n array (row = post, column = pre); entries where there is
    /// no synapse are ignored.
    pub(super) fn read_dense(&mut self, rows: &[f64]) {
        let n = self.neurons;
        assert_eq!(rows.len(), n * n, "a weight for each pair of neurons");
        for b in &mut self.blocks {
            let (first, width) = (b.pre.start, b.pre.len());
            for (post, to) in b.post.clone().zip(b.rows.iter_mut()) {
                let row = &rows[post * n + first..][..width];
                for (to, &from) in to.iter_mut().zip(row) {
                    *to = T::of(from);
                }
            }
        }
    }

    /// Writes W as a full n × n array into `rows` (row = post, column = pre), zero where there is no
    /// synapse.
    pub fn write_dense<U: Copy>(&self, rows: &mut [U], zero: U, convert: impl Fn(T) -> U) {
        let n = self.neurons;
        if !self.is_all_to_all() {
            rows.fill(zero);
        }
        for b in &self.blocks {
            for (row, post) in b.rows.iter().zip(b.post.clone()) {
                let start = post * n + b.pre.start;
                for (to, &w) in rows[start..start + b.pre.len()].iter_mut().zip(row) {
                    *to = convert(w);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Layers, Topology};

    #[test]
    fn a_layered_network_has_synapses_only_from_each_layer_to_the_next() {
        let synapses = Topology::Layered(Layers::plain(&[2, 3, 1])).synapses::<f64>();
        assert_eq!(synapses.count(), 2 * 3 + 3);
        assert_eq!(synapses.weight(2, 1), Some(0.0));
        assert_eq!(synapses.weight(5, 4), Some(0.0));
        assert_eq!(synapses.weight(1, 2), None, "no synapse backwards");
        assert_eq!(synapses.weight(5, 0), None, "no synapse past a layer");
        assert_eq!(synapses.weight(3, 3), None, "no synapse onto itself");
    }

    #[test]
    fn the_dense_form_puts_the_receiving_neuron_in_the_row() {
        let mut synapses = Topology::Layered(Layers::plain(&[2, 1])).synapses::<f64>();
        for row in synapses.blocks[0].rows.iter_mut() {
            row.copy_from_slice(&[5.0, 7.0]);
        }
        let mut rows = [9.0; 9];
        synapses.write_dense(&mut rows, 0.0, |w| w);
        assert_eq!(rows, [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 5.0, 7.0, 0.0]);
        assert_eq!(synapses.weight(2, 1), Some(7.0));
    }
}
