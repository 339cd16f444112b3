//! Firing forward, and credit back in the same pass.

use pulp::{Simd, WithSimd};

use super::retrograde::{ROWS, gather};
use super::tile::{LONGEST_TILE, Tile, Tiling, registers, rows_of_mut, total};
use crate::model::{Rules, Scalar};

/// What a neuron with credit answers to its net input, worked out while its synapses are at hand.
pub(in crate::model) struct Answer<'a, T: Scalar> {
    pub rules: &'a Rules,
    /// c_i
    pub credit: &'a [T],
    /// Takes σ(s_i).
    pub rate: &'a mut [T],
    /// Takes f(s_i).
    pub balance: &'a mut [T],
    /// Takes Σ_i c_i f(s_i) w_ij; must be zero before.
    pub returned: &'a mut [T],
}

/// s_i += Σ_j w_ij x_j for every row i. On the way, weights smaller in size than a threshold become
/// zero; and with an answer, credit is gathered too: firing forward, credit back, in one pass.
pub(in crate::model) struct NetInput<'a, T: Scalar, const PRUNE: bool> {
    /// Rows of as many weights as `x` has entries.
    pub weights: &'a mut [T],
    /// x_j
    pub x: &'a [T],
    /// Weights with |w| < threshold become zero, if `PRUNE`.
    pub threshold: T,
    /// s_i
    pub net_input: &'a mut [T],
    /// Whether and how credit is gathered.
    pub answer: Option<Answer<'a, T>>,
}

impl<T: Scalar, const PRUNE: bool> WithSimd for NetInput<'_, T, PRUNE> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, simd: S) {
        let width = self.x.len();
        if width == 0 {
            return;
        }
        let tiling = Tiling::of::<T>(width);
        let mut last = [T::zero(); LONGEST_TILE];
        if let Some(tiling) = tiling {
            let fresh = tiling.fresh::<T>();
            for i in 0..T::TILE {
                last[i] = self.x[tiling.last + i] * fresh[i];
            }
        }
        let groups = std::mem::take(&mut self.weights).chunks_mut(ROWS * width);
        for (group, rows) in groups.enumerate() {
            let first = group * ROWS;
            let s = first..first + rows.len() / width;
            if let (Some(tiling), true) = (tiling, s.len() == ROWS) {
                let sums = self.sum_together::<S>(simd, tiling, rows, &last);
                for (s, sum) in self.net_input[s].iter_mut().zip(sums) {
                    *s += sum;
                }
            } else {
                for (s, row) in s.zip(rows.chunks_exact_mut(width)) {
                    self.net_input[s] += self.sum_singly(row);
                }
            }
            self.answer::<S>(simd, rows, first);
        }
    }
}

impl<T: Scalar, const PRUNE: bool> NetInput<'_, T, PRUNE> {
    /// Prunes and adds up [`ROWS`] rows: several together, as a sum alone would wait for itself.
    #[inline(always)]
    fn sum_together<S: Simd>(
        &self,
        simd: S,
        tiling: Tiling,
        rows: &mut [T],
        last: &Tile<T>,
    ) -> [T; ROWS] {
        let threshold = T::bound(simd, self.threshold);
        let size = registers::<T, S>();
        let mut partial = [[T::fill(simd, T::zero()); LONGEST_TILE]; ROWS];
        let mut rows = rows_of_mut(rows, self.x.len());
        let whole = rows.each_mut().map(
            #[inline(always)]
            |row| tiling.whole_mut::<T, S>(row).chunks_exact_mut(size),
        );
        let [a, b, c, d] = whole;
        let x = tiling.whole::<T, S>(self.x).chunks_exact(size);
        for ((((a, b), c), d), x) in a.zip(b).zip(c).zip(d).zip(x) {
            let [in_a, in_b, in_c, in_d] = &mut partial;
            take_in::<T, S, PRUNE>(simd, a, x, threshold, in_a);
            take_in::<T, S, PRUNE>(simd, b, x, threshold, in_b);
            take_in::<T, S, PRUNE>(simd, c, x, threshold, in_c);
            take_in::<T, S, PRUNE>(simd, d, x, threshold, in_d);
        }
        if tiling.has_rest::<T>() {
            let x = T::registers::<S>(last);
            for (row, partial) in rows.iter_mut().zip(&mut partial) {
                let weights = tiling.last_mut::<T, S>(row);
                take_in::<T, S, PRUNE>(simd, weights, x, threshold, partial);
            }
        }
        partial.map(
            #[inline(always)]
            |partial| total::<T, S>(simd, partial),
        )
    }

    /// Prunes and adds up one row, entry by entry: the last rows, and rows shorter than a tile.
    #[inline(always)]
    fn sum_singly(&self, row: &mut [T]) -> T {
        let mut sum = T::zero();
        for (w, &x) in row.iter_mut().zip(self.x) {
            if PRUNE && w.abs() < self.threshold {
                *w = T::zero();
            }
            sum += *w * x;
        }
        sum
    }

    /// Works out the answers of the neurons from `first` on, and gathers what they hand back.
    #[inline(always)]
    fn answer<S: Simd>(&mut self, simd: S, rows: &[T], first: usize) {
        let Some(answer) = &mut self.answer else {
            return;
        };
        let count = rows.len() / self.x.len();
        let neurons = first..first + count;
        let (rate, balance) = (
            &mut answer.rate[neurons.clone()],
            &mut answer.balance[neurons.clone()],
        );
        answer
            .rules
            .respond(&self.net_input[neurons.clone()], rate, balance);
        let mut effective = [T::zero(); ROWS];
        for (u, (&c, &f)) in effective
            .iter_mut()
            .zip(answer.credit[neurons].iter().zip(&*balance))
        {
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
    let zero = T::fill(simd, T::zero());
    for i in 0..registers::<T, S>() {
        let mut w = weights[i];
        if PRUNE {
            let weak = T::less(simd, T::magnitudes(simd, w), threshold);
            // Adding zero keeps compilers from storing the weak entries alone, which takes many
            // processors much longer than storing all; and it makes zero of minus zero.
            w = T::plus(simd, T::clear(simd, weak, w), zero);
            weights[i] = w;
        }
        partial[i] = T::plus(simd, partial[i], T::times(simd, w, x[i]));
    }
}
