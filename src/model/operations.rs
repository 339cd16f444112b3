//! What the rules do with the synapses: net input forward, credit back, change, pruning.
//!
//! A block is cut into chunks of rows; whoever is free, of this thread and its
//! [`Helpers`](super::Helpers), works on the next.
//! What chunks add up to is added in their order, so the sums are the same bits however many work.

use super::passes::{Answer, Census, Count, Counted, NetInput, Potentiate, Prune, Retrograde};
use super::scratch::Workbench;
use super::synapses::Block;
use super::{Rows, Scalar, Synapses};

/// Rows of a chunk at most.
const CHUNK: usize = 320;

/// How a block is cut.
#[derive(Clone, Copy)]
struct Chunks {
    /// Rows of each but the last.
    rows: usize,
    /// How many chunks.
    count: usize,
    /// Entries of a row with its fill.
    stride: usize,
    /// Weights in all.
    synapses: usize,
}

impl Chunks {
    fn of<T: Scalar>(block: &Block<T>) -> Self {
        let rows = &block.rows;
        // Shared out evenly.
        let each = rows.count().div_ceil(rows.count().div_ceil(CHUNK).max(1));
        Self {
            rows: each.max(1),
            count: rows.count().div_ceil(each.max(1)),
            stride: rows.stride(),
            synapses: rows.count() * rows.width(),
        }
    }

    /// Entries of a chunk.
    fn entries(self) -> usize {
        self.rows * self.stride
    }
}

impl<T: Scalar> Synapses<T> {
    /// s = W x [Fan & Mysore 2024, eq. 1]; `firing` and `net_input` have n entries.
    pub(super) fn net_input(
        &mut self,
        firing: &[T],
        net_input: &mut [T],
        bench: &mut Workbench<T>,
    ) {
        let threshold = std::mem::take(&mut self.pending);
        net_input.fill(T::zero());
        for b in &mut self.blocks {
            bench.lay_out(&firing[b.pre.clone()]);
            let (chunks, x) = (Chunks::of(b), bench.x.padded());
            let s = net_input[b.post.clone()].chunks_mut(chunks.rows);
            let weights = b.rows.padded_mut().chunks_mut(chunks.entries());
            let passes = weights.zip(s).map(|(weights, net_input)| NetInput {
                weights,
                x,
                threshold,
                net_input,
                answer: None,
            });
            bench.workers.run(chunks.synapses, passes);
        }
    }

    /// Whether there is one block, of every neuron to every neuron. Then firing and credit can share a
    /// pass, as all that a neuron receives is in one row.
    pub(super) fn is_all_to_all(&self) -> bool {
        let all = 0..self.neurons;
        matches!(self.blocks.as_slice(), [only] if only.post == all && only.pre == all)
    }

    /// [`Self::net_input`] and, in the same pass, the [`Self::retrograde_sum`] of what all neurons
    /// answer to it. Only where [`Self::is_all_to_all`].
    pub(super) fn net_input_and_answer(
        &mut self,
        firing: &[T],
        net_input: &mut [T],
        answer: Answer<'_, T>,
        bench: &mut Workbench<T>,
    ) {
        let threshold = std::mem::take(&mut self.pending);
        net_input.fill(T::zero());
        bench.lay_out(firing);
        let Workbench {
            workers,
            x,
            partial,
        } = bench;
        let b = &mut self.blocks[0];
        let (chunks, x, rules) = (Chunks::of(b), x.padded(), answer.rules);
        partial.clear(chunks.count, firing.len());
        let sums = partial.padded_mut().chunks_mut(chunks.stride);
        let of_neurons = answer.credit.chunks(chunks.rows);
        let answers = of_neurons
            .zip(answer.rate.chunks_mut(chunks.rows))
            .zip(answer.balance.chunks_mut(chunks.rows))
            .zip(sums)
            .map(|(((credit, rate), balance), returned)| Answer {
                rules,
                credit,
                rate,
                balance,
                returned,
            });
        let weights = b.rows.padded_mut().chunks_mut(chunks.entries());
        let sums = weights.zip(net_input.chunks_mut(chunks.rows));
        let passes = sums
            .zip(answers)
            .map(|((weights, net_input), answer)| NetInput {
                weights,
                x,
                threshold,
                net_input,
                answer: Some(answer),
            });
        workers.run(chunks.synapses, passes);
        answer.returned.fill(T::zero());
        add_each(answer.returned, partial);
    }

    /// Wᵀ u, the credit that arrives at each pre-neuron when the post-neurons hand back the
    /// effective credits u = c ⊙ f(s) [Fan & Mysore 2024, eq. 2 and 3]; both have n entries.
    pub(super) fn retrograde_sum(
        &mut self,
        effective_credit: &[T],
        credit: &mut [T],
        bench: &mut Workbench<T>,
    ) {
        self.settle(bench);
        credit.fill(T::zero());
        let Workbench {
            workers, partial, ..
        } = bench;
        for b in &self.blocks {
            let chunks = Chunks::of(b);
            partial.clear(chunks.count, b.pre.len());
            let u = effective_credit[b.post.clone()].chunks(chunks.rows);
            let sums = partial.padded_mut().chunks_mut(chunks.stride);
            let items = b.rows.padded().chunks(chunks.entries()).zip(u).zip(sums);
            let passes = items.map(|((weights, effective), returned)| Retrograde {
                weights,
                effective,
                returned,
            });
            workers.run(chunks.synapses, passes);
            add_each(&mut credit[b.pre.clone()], partial);
        }
    }

    /// W ← W + a xᵀ with a = r u on the synapses that exist [Fan & Mysore 2024, eq. 4]. On the way the new
    /// magnitudes are counted, if a census is asked for and all synapses are in one block.
    pub(super) fn potentiate(
        &mut self,
        factors: &[T],
        firing: &[T],
        census: Option<Census<'_, T>>,
        bench: &mut Workbench<T>,
    ) -> Option<Counted> {
        self.settle(bench);
        let mut census = census.filter(|_| self.blocks.len() == 1);
        for b in &mut self.blocks {
            bench.lay_out(&firing[b.pre.clone()]);
            let (chunks, x) = (Chunks::of(b), bench.x.padded());
            let mut parts = census
                .as_mut()
                .map(|census| census.parts(chunks.count, chunks.entries(), chunks.stride));
            let parts = std::iter::repeat_with(|| parts.as_mut().and_then(Iterator::next));
            let a = factors[b.post.clone()].chunks(chunks.rows);
            let weights = b.rows.padded_mut().chunks_mut(chunks.entries());
            let items = weights.zip(a).zip(parts);
            let passes = items.map(|((weights, factors), part)| Potentiate {
                weights,
                factors,
                x,
                part,
            });
            bench.workers.run(chunks.synapses, passes);
        }
        census.map(|census| census.counted(self.fill()))
    }

    /// The census that [`Self::potentiate`] takes, of the weights as they stand; only where all synapses
    /// are in one block.
    pub(super) fn count_magnitudes(
        &self,
        mut census: Census<'_, T>,
        bench: &Workbench<T>,
    ) -> Counted {
        let b = &self.blocks[0];
        let (chunks, width) = (Chunks::of(b), b.rows.stride());
        let parts = census.parts(chunks.count, chunks.entries(), width);
        let items = b.rows.padded().chunks(chunks.entries()).zip(parts);
        let passes = items.map(|(weights, part)| Count {
            weights,
            width,
            part,
        });
        bench.workers.run(chunks.synapses, passes);
        census.counted(self.fill())
    }

    /// Zeros that fill up the rows.
    fn fill(&self) -> usize {
        let fill = |b: &Block<T>| b.rows.padded().len() - b.rows.count() * b.rows.width();
        self.blocks.iter().map(fill).sum()
    }

    /// From now on weights with |w| < threshold are zero.
    pub(super) fn prune_below(&mut self, threshold: T, bench: &Workbench<T>) {
        self.settle(bench);
        self.pending = threshold;
    }

    /// Sets to zero what has been pruned.
    pub(super) fn settle(&mut self, bench: &Workbench<T>) {
        let threshold = std::mem::take(&mut self.pending);
        if threshold == T::zero() {
            return;
        }
        for b in &mut self.blocks {
            let chunks = Chunks::of(b);
            let weights = b.rows.padded_mut().chunks_mut(chunks.entries());
            let passes = weights.map(|weights| Prune { weights, threshold });
            bench.workers.run(chunks.synapses, passes);
        }
    }
}

/// Adds rows as long as `to`, one after the other.
fn add_each<T: Scalar>(to: &mut [T], rows: &Rows<T>) {
    for row in rows.iter() {
        for (to, &from) in to.iter_mut().zip(row) {
            *to += from;
        }
    }
}
