//! Credit back.

use pulp::{Simd, WithSimd};

use super::tile::{ROWS, Tiling, registers, rows_of, tile, tile_mut};
use crate::model::Scalar;

/// c_j += Σ_i u_i w_ij, one row i after the other.
pub(in crate::model) struct Retrograde<'a, T: Scalar> {
    /// Rows of as many weights as `returned` has entries.
    pub weights: &'a [T],
    /// u_i
    pub effective: &'a [T],
    /// c_j
    pub returned: &'a mut [T],
}

impl<T: Scalar> WithSimd for Retrograde<'_, T> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let width = self.returned.len();
        if width == 0 {
            return;
        }
        let groups = self.weights.chunks_exact(ROWS * width);
        let effective = self.effective.chunks_exact(ROWS);
        let (rest, rest_effective) = (groups.remainder(), effective.remainder());
        for (rows, u) in groups.zip(effective) {
            let u: [T; ROWS] = std::array::from_fn(|i| u[i]);
            gather::<T, S, ROWS>(simd, rows, u, self.returned);
        }
        for (row, &u) in rest.chunks_exact(width).zip(rest_effective) {
            gather::<T, S, 1>(simd, row, [u], self.returned);
        }
    }
}

/// Adds `R` rows, each times its factor, to `sums`.
#[inline(always)]
pub(super) fn gather<T: Scalar, S: Simd, const R: usize>(
    simd: S,
    rows: &[T],
    factors: [T; R],
    sums: &mut [T],
) {
    let width = sums.len();
    let rows = rows_of::<T, R>(rows, width);
    let Some(tiling) = Tiling::of::<T>(width) else {
        for (row, factor) in rows.iter().zip(factors) {
            for (sum, &w) in sums.iter_mut().zip(*row) {
                *sum += factor * w;
            }
        }
        return;
    };
    let factors = factors.map(|factor| T::fill(simd, factor));
    let mut at = 0;
    while at < tiling.whole {
        let sums = tile_mut::<T, S>(sums, at);
        let weights = rows.map(|row| tile::<T, S>(row, at));
        for i in 0..registers::<T, S>() {
            let mut sum = sums[i];
            for (weights, factor) in weights.iter().zip(&factors) {
                sum = T::plus(simd, sum, T::times(simd, *factor, weights[i]));
            }
            sums[i] = sum;
        }
        at += T::TILE;
    }
    if tiling.has_rest::<T>() {
        // What is not fresh is taken zero times.
        let fresh = tiling.fresh::<T>();
        let fresh = tile::<T, S>(&fresh, 0);
        let sums = tile_mut::<T, S>(sums, tiling.last);
        let weights = rows.map(|row| tile::<T, S>(row, tiling.last));
        for i in 0..registers::<T, S>() {
            let mut sum = sums[i];
            for (weights, factor) in weights.iter().zip(&factors) {
                let weight = T::times(simd, fresh[i], weights[i]);
                sum = T::plus(simd, sum, T::times(simd, *factor, weight));
            }
            sums[i] = sum;
        }
    }
}
