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
        let zero = T::fill(simd, T::zero());
        let threshold = T::bound(simd, self.threshold);
        let tiles = self.weights.len() / T::TILE * T::TILE;
        let (whole, rest) = self.weights.split_at_mut(tiles);
        for w in T::registers_mut::<S>(whole) {
            let weak = T::less(simd, T::magnitudes(simd, *w), threshold);
            // Plus zero as where the weights are pruned on the way.
            *w = T::plus(simd, T::clear(simd, weak, *w), zero);
        }
        for w in rest {
            if w.abs() < self.threshold {
                *w = T::zero();
            }
        }
    }
}
