//! Firing forward, and credit back in the same pass.

use pulp::{Simd, WithSimd};

use super::retrograde::gather;
use super::tile::{
    LONGEST_TILE, ROWS, Tile, Tiling, registers, rows_of_mut, tile, tile_mut, total,
};
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
        let mut last = [T::zero(); LONGEST_TILE];
        if let Some(tiling) = Tiling::of::<T>(width) {
            let fresh = tiling.fresh::<T>();
            for i in 0..T::TILE {
                last[i] = self.x[tiling.last + i] * fresh[i];
            }
        }
        let mut groups = std::mem::take(&mut self.weights).chunks_exact_mut(ROWS * width);
        let mut row = 0;
        for rows in &mut groups {
            self.visit::<S, ROWS>(simd, rows, row, &last);
            row += ROWS;
        }
        for rows in groups.into_remainder().chunks_exact_mut(width) {
            self.visit::<S, 1>(simd, rows, row, &last);
            row += 1;
        }
    }
}

impl<T: Scalar, const PRUNE: bool> NetInput<'_, T, PRUNE> {
    /// Works on `R` rows from `row` on.
    #[inline(always)]
    fn visit<S: Simd, const R: usize>(
        &mut self,
        simd: S,
        rows: &mut [T],
        row: usize,
        last: &Tile<T>,
    ) {
        let sums = self.sums::<S, R>(simd, rows, last);
        for (s, sum) in self.net_input[row..row + R].iter_mut().zip(sums) {
            *s += sum;
        }
        if let Some(answer) = &mut self.answer {
            let mut effective = [T::zero(); R];
            for (u, i) in effective.iter_mut().zip(row..row + R) {
                let (rate, balance) = answer.rules.respond(self.net_input[i]);
                answer.rate[i] = rate;
                answer.balance[i] = balance;
                *u = (answer.credit[i] * balance).tame();
            }
            gather::<T, S, R>(simd, rows, effective, answer.returned);
        }
    }

    #[inline(always)]
    fn sums<S: Simd, const R: usize>(&self, simd: S, rows: &mut [T], last: &Tile<T>) -> [T; R] {
        let width = self.x.len();
        let mut rows = rows_of_mut::<T, R>(rows, width);
        let mut sums = [[T::zero(); LONGEST_TILE]; R];
        let Some(tiling) = Tiling::of::<T>(width) else {
            for (sums, row) in sums.iter_mut().zip(rows) {
                for (sum, (w, &x)) in sums.iter_mut().zip(row.iter_mut().zip(self.x)) {
                    if PRUNE && w.abs() < self.threshold {
                        *w = T::zero();
                    }
                    *sum = *w * x;
                }
            }
            return sums.map(total);
        };
        let (zero, threshold) = (T::fill(simd, T::zero()), T::fill(simd, self.threshold));
        let mut partial = [[zero; LONGEST_TILE]; R];
        let mut visit = |at: usize, x: &[T::Register<S>]| {
            for (row, partial) in rows.iter_mut().zip(&mut partial) {
                let weights = tile_mut::<T, S>(row, at);
                for i in 0..registers::<T, S>() {
                    let mut w = weights[i];
                    if PRUNE {
                        let weak = T::less(simd, T::magnitude(simd, w), threshold);
                        w = T::choose(simd, weak, zero, w);
                        weights[i] = w;
                    }
                    partial[i] = T::plus(simd, partial[i], T::times(simd, w, x[i]));
                }
            }
        };
        let mut at = 0;
        while at < tiling.whole {
            visit(at, tile::<T, S>(self.x, at));
            at += T::TILE;
        }
        if tiling.has_rest::<T>() {
            visit(tiling.last, tile::<T, S>(last, 0));
        }
        for (sums, partial) in sums.iter_mut().zip(&partial) {
            for (to, from) in tile_mut::<T, S>(sums, 0).iter_mut().zip(partial) {
                *to = *from;
            }
        }
        sums.map(total)
    }
}
