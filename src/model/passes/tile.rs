//! Tiles: what a pass works on at a time, and what all passes do with them.

use pulp::{Arch, Scalar128b, Simd, WithSimd};

use crate::model::Scalar;

/// Runs a pass with the best instructions of this processor.
pub(in crate::model) fn dispatch<P: WithSimd>(pass: P) -> P::Output {
    match Arch::new() {
        // None that pulp knows. Four numbers at a time, of which compilers make what the processors
        // have that they compile for.
        Arch::Scalar => pass.with_simd(Scalar128b),
        arch => arch.dispatch(pass),
    }
}

/// Rows that are worked on together.
pub(super) const ROWS: usize = 4;
/// No tile is longer than this.
pub(super) const LONGEST_TILE: usize = 16;

/// Registers in a tile.
#[inline(always)]
pub(super) const fn registers<T: Scalar, S: Simd>() -> usize {
    T::TILE * size_of::<T>() / size_of::<T::Register<S>>()
}

/// The sum of the entries of a tile: those of one half are added to those of the other, until one is
/// left. This order is the same however many entries a register has.
#[inline(always)]
pub(super) fn total<T: Scalar, S: Simd>(simd: S, mut partial: [T::Register<S>; LONGEST_TILE]) -> T {
    let mut half = registers::<T, S>() / 2;
    while half > 0 {
        for i in 0..half {
            partial[i] = T::plus(simd, partial[i], partial[i + half]);
        }
        half /= 2;
    }
    let mut sums = [T::zero(); LONGEST_TILE];
    T::registers_mut::<S>(&mut sums)[0] = partial[0];
    let mut half = T::TILE / registers::<T, S>() / 2;
    while half > 0 {
        for i in 0..half {
            sums[i] += sums[i + half];
        }
        half /= 2;
    }
    sums[0]
}

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
