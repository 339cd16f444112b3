//! Firing forward, and credit back in the same pass.

use std::ops::Range;

use pulp::{Simd, WithSimd};

use super::retrograde::gather;
use super::tile::{LONGEST_TILE, ROWS, kept, registers, total};
use crate::model::{Rules, Scalar};

/// What neurons with credit answer to their net input, worked out while their synapses are at hand.
pub(in crate::model) struct Answer<'a, T: Scalar> {
    pub rules: &'a Rules,
    /// c_i
    pub credit: &'a [T],
    /// Takes σ(s_i).
    pub rate: &'a mut [T],
    /// Takes f(s_i).
    pub balance: &'a mut [T],
    /// Takes Σ_i c_i f(s_i) w_ij; a pass adds to what it is.
    pub returned: &'a mut [T],
}

/// s_i += Σ_j w_ij x_j for every row i. On the way, weights smaller in size than a threshold become
/// zero; and with an answer, credit is gathered too: firing forward, credit back, in one pass.
pub(in crate::model) struct NetInput<'a, T: Scalar> {
    /// Rows of as many weights as `x` has entries.
    pub weights: &'a mut [T],
    /// x_j
    pub x: &'a [T],
    /// Weights with |w| < threshold become zero.
    pub threshold: T,
    /// s_i
    pub net_input: &'a mut [T],
    /// Whether and how credit is gathered.
    pub answer: Option<Answer<'a, T>>,
}

impl<T: Scalar> WithSimd for NetInput<'_, T> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        if self.threshold > T::zero() {
            self.pass::<S, true>(simd);
        } else {
            self.pass::<S, false>(simd);
        }
    }
}

impl<T: Scalar> NetInput<'_, T> {
    #[inline(always)]
    fn pass<S: Simd, const PRUNE: bool>(mut self, simd: S) {
        let width = self.x.len();
        let groups = std::mem::take(&mut self.weights).chunks_mut(ROWS * width);
        for (group, rows) in groups.enumerate() {
            let first = group * ROWS;
            let neurons = first..first + rows.len() / width;
            if neurons.len() == ROWS {
                let sums = self.sum_together::<S, PRUNE>(simd, rows);
                for (s, sum) in self.net_input[neurons.clone()].iter_mut().zip(sums) {
                    *s += sum;
                }
            } else {
                for (i, row) in neurons.clone().zip(rows.chunks_exact_mut(width)) {
                    self.net_input[i] += self.sum::<S, PRUNE>(simd, row);
                }
            }
            self.answer::<S>(simd, rows, neurons);
        }
    }

    /// Prunes and adds up [`ROWS`] rows: several together, as a sum alone would wait for itself.
    #[inline(always)]
    fn sum_together<S: Simd, const PRUNE: bool>(&self, simd: S, rows: &mut [T]) -> [T; ROWS] {
        let threshold = T::bound(simd, self.threshold);
        let size = registers::<T, S>();
        let mut partial = [[T::fill(simd, T::zero()); LONGEST_TILE]; ROWS];
        let x = T::registers::<S>(self.x);
        let (a, rest) = T::registers_mut::<S>(rows).split_at_mut(x.len());
        let (b, rest) = rest.split_at_mut(x.len());
        let (c, d) = rest.split_at_mut(x.len());
        let [a, b, c, d] = [a, b, c, d].map(
            #[inline(always)]
            |row| row.chunks_exact_mut(size),
        );
        for ((((a, b), c), d), x) in a.zip(b).zip(c).zip(d).zip(x.chunks_exact(size)) {
            let [in_a, in_b, in_c, in_d] = &mut partial;
            take_in::<T, S, PRUNE>(simd, a, x, threshold, in_a);
            take_in::<T, S, PRUNE>(simd, b, x, threshold, in_b);
            take_in::<T, S, PRUNE>(simd, c, x, threshold, in_c);
            take_in::<T, S, PRUNE>(simd, d, x, threshold, in_d);
        }
        partial.map(
            #[inline(always)]
            |partial| total::<T, S>(simd, partial),
        )
    }

    /// Prunes and adds up one row.
    #[inline(always)]
    fn sum<S: Simd, const PRUNE: bool>(&self, simd: S, row: &mut [T]) -> T {
        let threshold = T::bound(simd, self.threshold);
        let size = registers::<T, S>();
        let mut partial = [T::fill(simd, T::zero()); LONGEST_TILE];
        let x = T::registers::<S>(self.x).chunks_exact(size);
        for (weights, x) in T::registers_mut::<S>(row).chunks_exact_mut(size).zip(x) {
            take_in::<T, S, PRUNE>(simd, weights, x, threshold, &mut partial);
        }
        total::<T, S>(simd, partial)
    }

    /// Works out the answers of these neurons, and gathers what they hand back.
    #[inline(always)]
    fn answer<S: Simd>(&mut self, simd: S, rows: &[T], neurons: Range<usize>) {
        let Some(answer) = &mut self.answer else {
            return;
        };
        let count = neurons.len();
        let rate = &mut answer.rate[neurons.clone()];
        let balance = &mut answer.balance[neurons.clone()];
        let net_input = &self.net_input[neurons.clone()];
        answer.rules.respond(net_input, rate, balance);
        let mut effective = [T::zero(); ROWS];
        let states = answer.credit[neurons].iter().zip(&*balance);
        for (u, (&c, &f)) in effective.iter_mut().zip(states) {
            *u = (c * f).tame();
        }
        gather::<T, S>(simd, rows, &effective[..count], answer.returned);
    }
}

/// Adds a tile of weights times firing rates to the partial sums; weak weights become zero before.
#[inline(always)]
fn take_in<T: Scalar, S: Simd, const PRUNE: bool>(
    simd: S,
    weights: &mut [T::Register<S>],
    x: &[T::Register<S>],
    threshold: T::Magnitudes<S>,
    partial: &mut [T::Register<S>; LONGEST_TILE],
) {
    for i in 0..registers::<T, S>() {
        if PRUNE {
            weights[i] = kept::<T, S>(simd, weights[i], threshold);
        }
        partial[i] = T::plus(simd, partial[i], T::times(simd, weights[i], x[i]));
    }
}
