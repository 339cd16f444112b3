//! What the rules do with the synapses: net input forward, credit back, change, pruning.
//!
//! A block is cut into chunks of rows; whoever of the [`Crew`] is free works on the next. What chunks
//! add up to is added in their order, so the sums are the same bits however many work.

use super::passes::{
    Answer, Census, Count, Counted, NetInput, Potentiate, Prune, Retrograde, dispatch,
};
use super::{Crew, Rules, Scalar, Synapses};

/// Rows of a chunk at most.
const CHUNK: usize = 320;

/// Rows of a chunk of a block with so many rows: they are shared out evenly.
fn chunk_rows(rows: usize) -> usize {
    rows.div_ceil(rows.div_ceil(CHUNK).max(1)).max(1)
}

/// What the neurons answer to their net input, and what is then handed back.
pub(super) struct Reply<'a, T: Scalar> {
    pub rules: &'a Rules,
    /// c_i
    pub credit: &'a [T],
    /// Takes σ(s_i).
    pub rate: &'a mut [T],
    /// Takes f(s_i).
    pub balance: &'a mut [T],
    /// Takes Σ_i c_i f(s_i) w_ij.
    pub returned: &'a mut [T],
}

impl<T: Scalar> Synapses<T> {
    /// s = W x [Fan & Mysore 2024, eq. 1]; `firing` and `net_input` have n entries.
    pub fn net_input(&mut self, firing: &[T], net_input: &mut [T], crew: &Crew) {
        let threshold = std::mem::take(&mut self.pending);
        net_input.fill(T::zero());
        for b in &mut self.blocks {
            let (x, s) = (&firing[b.pre.clone()], &mut net_input[b.post.clone()]);
            let (rows, count) = (chunk_rows(s.len()), b.weights().len());
            let chunks = b.weights_mut().chunks_mut((rows * x.len()).max(1));
            let items = chunks.zip(s.chunks_mut(rows));
            crew.each(count, items, |(weights, s)| {
                pass_net_input(weights, x, s, threshold, None);
            });
        }
    }

    /// Whether firing and credit can share a pass: all that a neuron receives is in one block.
    pub(super) fn can_answer(&self) -> bool {
        let all = self.neurons() * self.neurons();
        matches!(self.blocks.as_slice(), [only] if only.weights().len() == all)
    }

    /// [`Self::net_input`] and, in the same pass, the [`Self::retrograde_sum`] of what the neurons
    /// answer to it. Only where [`Self::can_answer`]. `partial` is memory to work in.
    pub(super) fn net_input_and_answer(
        &mut self,
        firing: &[T],
        net_input: &mut [T],
        reply: Reply<'_, T>,
        partial: &mut Vec<T>,
        crew: &Crew,
    ) {
        let threshold = std::mem::take(&mut self.pending);
        let (width, rules) = (firing.len(), reply.rules);
        let rows = chunk_rows(width);
        net_input.fill(T::zero());
        let sums = cleared(partial, width.div_ceil(rows) * width);
        let weights = self.blocks[0].weights_mut();
        let count = weights.len();
        let chunks = weights.chunks_mut((rows * width).max(1));
        let neurons = net_input.chunks_mut(rows).zip(reply.credit.chunks(rows));
        let answers = reply
            .rate
            .chunks_mut(rows)
            .zip(reply.balance.chunks_mut(rows));
        let answers = answers.zip(sums.chunks_mut(width.max(1)));
        let items = chunks.zip(neurons).zip(answers);
        crew.each(
            count,
            items,
            |((weights, (s, credit)), ((rate, balance), returned))| {
                let answer = Answer {
                    rules,
                    credit,
                    rate,
                    balance,
                    returned,
                };
                pass_net_input(weights, firing, s, threshold, Some(answer));
            },
        );
        reply.returned.fill(T::zero());
        add_each(reply.returned, partial);
    }

    /// Wᵀ u, the credit that arrives at each pre-neuron when the post-neurons hand back the
    /// effective credits u = c ⊙ f(s) [Fan & Mysore 2024, eq. 2 and 3]; both have n entries.
    /// `partial` is memory to work in.
    pub(super) fn retrograde_sum(
        &mut self,
        effective_credit: &[T],
        credit: &mut [T],
        partial: &mut Vec<T>,
        crew: &Crew,
    ) {
        self.settle(crew);
        credit.fill(T::zero());
        for b in &self.blocks {
            let u = &effective_credit[b.post.clone()];
            let (width, rows) = (b.pre.len(), chunk_rows(u.len()));
            let sums = cleared(partial, u.len().div_ceil(rows) * width);
            let chunks = b.weights().chunks((rows * width).max(1));
            let items = chunks
                .zip(u.chunks(rows))
                .zip(sums.chunks_mut(width.max(1)));
            crew.each(
                b.weights().len(),
                items,
                |((weights, effective), returned)| {
                    dispatch(Retrograde {
                        weights,
                        effective,
                        returned,
                    });
                },
            );
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
        crew: &Crew,
    ) -> Option<Counted> {
        self.settle(crew);
        let mut census = census.filter(|_| self.blocks.len() == 1);
        for b in &mut self.blocks {
            let (a, x) = (&factors[b.post.clone()], &firing[b.pre.clone()]);
            let (rows, count) = (chunk_rows(a.len()), b.weights().len());
            let chunks = b.weights_mut().chunks_mut((rows * x.len()).max(1));
            let items = chunks.zip(a.chunks(rows));
            match &mut census {
                None => crew.each(count, items, |(weights, factors)| {
                    dispatch(Potentiate {
                        weights,
                        factors,
                        x,
                        part: None,
                    });
                }),
                Some(census) => {
                    let parts = census.parts(a.len().div_ceil(rows), rows * x.len(), x.len());
                    crew.each(count, items.zip(parts), |((weights, factors), part)| {
                        dispatch(Potentiate {
                            weights,
                            factors,
                            x,
                            part: Some(part),
                        });
                    });
                }
            }
        }
        census.map(Census::counted)
    }

    /// The census that [`Self::potentiate`] takes, of the weights as they stand; only where all synapses
    /// are in one block.
    pub(super) fn count_magnitudes(&self, mut census: Census<'_, T>, crew: &Crew) -> Counted {
        let b = &self.blocks[0];
        let (rows, width) = (chunk_rows(b.post.len()), b.pre.len().max(1));
        let parts = census.parts(b.post.len().div_ceil(rows), rows * width, width);
        let items = b.weights().chunks(rows * width).zip(parts);
        crew.each(b.weights().len(), items, |(weights, part)| {
            dispatch(Count {
                weights,
                part,
                width,
            });
        });
        census.counted()
    }

    /// From now on weights with |w| < threshold are zero.
    pub(super) fn prune_below(&mut self, threshold: T, crew: &Crew) {
        self.settle(crew);
        self.pending = threshold;
    }

    /// Sets to zero what has been pruned.
    pub(super) fn settle(&mut self, crew: &Crew) {
        let threshold = std::mem::take(&mut self.pending);
        if threshold == T::zero() {
            return;
        }
        for b in &mut self.blocks {
            let (rows, width, count) = (chunk_rows(b.post.len()), b.pre.len(), b.weights().len());
            let chunks = b.weights_mut().chunks_mut((rows * width).max(1));
            crew.each(count, chunks, |weights| {
                dispatch(Prune { weights, threshold })
            });
        }
    }
}

/// The first `len` entries, all zero.
fn cleared<T: Scalar>(values: &mut Vec<T>, len: usize) -> &mut [T] {
    values.clear();
    values.resize(len, T::zero());
    values
}

/// Adds rows as long as `to`, one after the other.
fn add_each<T: Scalar>(to: &mut [T], rows: &[T]) {
    for row in rows.chunks_exact(to.len().max(1)) {
        for (to, &from) in to.iter_mut().zip(row) {
            *to += from;
        }
    }
}

fn pass_net_input<T: Scalar>(
    weights: &mut [T],
    x: &[T],
    net_input: &mut [T],
    threshold: T,
    answer: Option<Answer<'_, T>>,
) {
    if threshold > T::zero() {
        dispatch(NetInput::<T, true> {
            weights,
            x,
            threshold,
            net_input,
            answer,
        });
    } else {
        dispatch(NetInput::<T, false> {
            weights,
            x,
            threshold,
            net_input,
            answer,
        });
    }
}
