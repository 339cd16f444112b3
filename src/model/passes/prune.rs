//! Weak weights become zero.

use pulp::{Simd, WithSimd};

use crate::model::Scalar;

/// Weights with |w| < threshold become zero.
pub(in crate::model) struct Prune<'a, T: Scalar> {
    pub weights: &'a mut [T],
    pub threshold: T,
}

impl<T: Scalar> WithSimd for Prune<'_, T> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let (zero, threshold) = (T::fill(simd, T::zero()), T::fill(simd, self.threshold));
        let tiles = self.weights.len() / T::TILE * T::TILE;
        let (whole, rest) = self.weights.split_at_mut(tiles);
        for w in T::registers_mut::<S>(whole) {
            let weak = T::less(simd, T::magnitude(simd, *w), threshold);
            *w = T::choose(simd, weak, zero, *w);
        }
        for w in rest {
            if w.abs() < self.threshold {
                *w = T::zero();
            }
        }
    }
}
