//! Credit back.

use pulp::{Simd, WithSimd};

use super::tile::ROWS;
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
        let groups = self.weights.chunks(ROWS * self.returned.len());
        for (rows, effective) in groups.zip(self.effective.chunks(ROWS)) {
            gather::<T, S>(simd, rows, effective, self.returned);
        }
    }
}

/// Adds up to [`ROWS`] rows, each times its factor, to `sums`.
#[inline(always)]
pub(super) fn gather<T: Scalar, S: Simd>(simd: S, rows: &[T], factors: &[T], sums: &mut [T]) {
    let sums = T::registers_mut::<S>(sums);
    let rows = T::registers::<S>(rows);
    if let &[u0, u1, u2, u3] = factors {
        let u = [u0, u1, u2, u3].map(
            #[inline(always)]
            |u| T::fill(simd, u),
        );
        let (a, rest) = rows.split_at(sums.len());
        let (b, rest) = rest.split_at(sums.len());
        let (c, d) = rest.split_at(sums.len());
        for ((((sum, &a), &b), &c), &d) in sums.iter_mut().zip(a).zip(b).zip(c).zip(d) {
            let mut all = T::plus(simd, *sum, T::times(simd, u[0], a));
            all = T::plus(simd, all, T::times(simd, u[1], b));
            all = T::plus(simd, all, T::times(simd, u[2], c));
            *sum = T::plus(simd, all, T::times(simd, u[3], d));
        }
    } else {
        for (row, &u) in rows.chunks_exact(sums.len()).zip(factors) {
            let u = T::fill(simd, u);
            for (sum, &w) in sums.iter_mut().zip(row) {
                *sum = T::plus(simd, *sum, T::times(simd, u, w));
            }
        }
    }
}
