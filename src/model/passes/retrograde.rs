//! Credit back.

use pulp::{Simd, WithSimd};

use super::tile::{Tiling, rows_of};
use crate::model::Scalar;

/// Rows that are added up together.
pub(super) const ROWS: usize = 4;

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
        let groups = self.weights.chunks(ROWS * width);
        for (rows, effective) in groups.zip(self.effective.chunks(ROWS)) {
            gather::<T, S>(simd, rows, effective, self.returned);
        }
    }
}

/// Adds up to [`ROWS`] rows, each times its factor, to `sums`.
#[inline(always)]
pub(super) fn gather<T: Scalar, S: Simd>(simd: S, rows: &[T], factors: &[T], sums: &mut [T]) {
    let width = sums.len();
    if let (Some(tiling), &[u0, u1, u2, u3]) = (Tiling::of::<T>(width), factors) {
        let factors = [u0, u1, u2, u3].map(
            #[inline(always)]
            |u| T::fill(simd, u),
        );
        gather_tiles::<T, S>(simd, tiling, rows_of(rows, width), factors, sums);
    } else {
        for (row, &factor) in rows.chunks_exact(width).zip(factors) {
            for (sum, &w) in sums.iter_mut().zip(row) {
                *sum += factor * w;
            }
        }
    }
}

#[inline(always)]
fn gather_tiles<T: Scalar, S: Simd>(
    simd: S,
    tiling: Tiling,
    rows: [&[T]; ROWS],
    factors: [T::Register<S>; ROWS],
    sums: &mut [T],
) {
    let [a, b, c, d] = rows.map(
        #[inline(always)]
        |row| tiling.whole::<T, S>(row),
    );
    let whole = tiling.whole_mut::<T, S>(sums).iter_mut();
    for ((((sum, &a), &b), &c), &d) in whole.zip(a).zip(b).zip(c).zip(d) {
        *sum = add_products::<T, S>(simd, *sum, factors, [a, b, c, d]);
    }
    if tiling.has_rest::<T>() {
        // What is not fresh is taken zero times.
        let fresh = tiling.fresh::<T>();
        let fresh = T::registers::<S>(&fresh);
        let [a, b, c, d] = rows.map(
            #[inline(always)]
            |row| tiling.last::<T, S>(row),
        );
        let last = tiling.last_mut::<T, S>(sums).iter_mut().zip(fresh);
        for (((((sum, &fresh), &a), &b), &c), &d) in last.zip(a).zip(b).zip(c).zip(d) {
            let weights = [a, b, c, d].map(
                #[inline(always)]
                |w| T::times(simd, fresh, w),
            );
            *sum = add_products::<T, S>(simd, *sum, factors, weights);
        }
    }
}

/// Σ_i u_i w_i, one after the other, on top of `sum`.
#[inline(always)]
fn add_products<T: Scalar, S: Simd>(
    simd: S,
    mut sum: T::Register<S>,
    factors: [T::Register<S>; ROWS],
    weights: [T::Register<S>; ROWS],
) -> T::Register<S> {
    for i in 0..ROWS {
        sum = T::plus(simd, sum, T::times(simd, factors[i], weights[i]));
    }
    sum
}
