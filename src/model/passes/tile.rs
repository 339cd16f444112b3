//! Tiles: how a row is cut into registers.

use pulp::Simd;

use crate::model::Scalar;

/// Rows that are worked on together.
pub(super) const ROWS: usize = 4;
/// No tile is longer than this.
pub(super) const LONGEST_TILE: usize = 16;

pub(super) type Tile<T> = [T; LONGEST_TILE];

/// The entries that one tile takes after the whole tiles of a row.
#[derive(Clone, Copy)]
pub(super) struct Tiling {
    /// Entries in whole tiles.
    pub whole: usize,
    /// Where the last, overlapping tile begins.
    pub last: usize,
}

impl Tiling {
    /// `None` for rows shorter than a tile.
    #[inline(always)]
    pub fn of<T: Scalar>(width: usize) -> Option<Self> {
        (width >= T::TILE).then(|| Self {
            whole: width / T::TILE * T::TILE,
            last: width - T::TILE,
        })
    }

    /// Whether there is a last, overlapping tile.
    #[inline(always)]
    pub fn has_rest<T: Scalar>(self) -> bool {
        self.last + T::TILE > self.whole
    }

    /// One where an entry of the last tile is fresh, zero elsewhere.
    #[inline(always)]
    pub fn fresh<T: Scalar>(self) -> Tile<T> {
        let shared = self.whole - self.last;
        std::array::from_fn(|entry| if entry < shared { T::zero() } else { T::one() })
    }
}

/// Registers in a tile.
#[inline(always)]
pub(super) const fn registers<T: Scalar, S: Simd>() -> usize {
    T::TILE * size_of::<T>() / size_of::<T::Register<S>>()
}

#[inline(always)]
pub(super) fn tile<T: Scalar, S: Simd>(values: &[T], at: usize) -> &[T::Register<S>] {
    T::registers::<S>(&values[at..at + T::TILE])
}

#[inline(always)]
pub(super) fn tile_mut<T: Scalar, S: Simd>(values: &mut [T], at: usize) -> &mut [T::Register<S>] {
    T::registers_mut::<S>(&mut values[at..at + T::TILE])
}

/// Adds partial sums in pairs, then pairs of pairs.
#[inline(always)]
pub(super) fn total<T: Scalar>(mut sums: Tile<T>) -> T {
    let mut half = T::TILE / 2;
    while half > 0 {
        for i in 0..half {
            sums[i] += sums[i + half];
        }
        half /= 2;
    }
    sums[0]
}

/// Splits rows that lie one after the other.
#[inline(always)]
pub(super) fn rows_of<T, const R: usize>(rows: &[T], width: usize) -> [&[T]; R] {
    std::array::from_fn(|row| &rows[row * width..][..width])
}

/// The mutable twin of [`rows_of`].
#[inline(always)]
pub(super) fn rows_of_mut<T, const R: usize>(mut rows: &mut [T], width: usize) -> [&mut [T]; R] {
    std::array::from_fn(|_| {
        let (row, rest) = std::mem::take(&mut rows).split_at_mut(width);
        rows = rest;
        row
    })
}
