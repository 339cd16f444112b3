//! Tiles: what is worked on at a time.

use pulp::Simd;

use crate::model::Scalar;

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
