//! Weak weights become zero.

use pulp::{Simd, WithSimd};

use crate::model::Scalar;

/// Weights with |w| < threshold become zero; whole tiles.
pub(in crate::model) struct Prune<'a, T: Scalar> {
    pub weights: &'a mut [T],
    pub threshold: T,
}

impl<T: Scalar> WithSimd for Prune<'_, T> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let threshold = T::bound(simd, self.threshold);
        for w in T::registers_mut::<S>(self.weights) {
            *w = kept::<T, S>(simd, *w, threshold);
        }
    }
}

/// Zero for weak weights, the weight for others.
#[inline(always)]
pub(super) fn kept<T: Scalar, S: Simd>(
    simd: S,
    w: T::Register<S>,
    threshold: T::Magnitudes<S>,
) -> T::Register<S> {
    let weak = T::less(simd, T::magnitudes(simd, w), threshold);
    // Adding zero keeps compilers from storing the weak entries alone, which takes many processors
    // much longer than storing all; and it makes zero of minus zero.
    T::plus(simd, T::clear(simd, weak, w), T::fill(simd, T::zero()))
}
