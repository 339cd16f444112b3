//! Tiles: how a row is cut into registers.

use pulp::Simd;

use crate::model::Scalar;

/// No tile is longer than this.
pub(super) const LONGEST_TILE: usize = 16;

pub(super) type Tile<T> = [T; LONGEST_TILE];

/// Registers in a tile.
#[inline(always)]
pub(super) const fn registers<T: Scalar, S: Simd>() -> usize {
    T::TILE * size_of::<T>() / size_of::<T::Register<S>>()
}

/// How a row is cut into tiles.
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

    /// The whole tiles of a row.
    #[inline(always)]
    pub fn whole<T: Scalar, S: Simd>(self, row: &[T]) -> &[T::Register<S>] {
        T::registers::<S>(&row[..self.whole])
    }

    /// The mutable twin of [`Self::whole`].
    #[inline(always)]
    pub fn whole_mut<T: Scalar, S: Simd>(self, row: &mut [T]) -> &mut [T::Register<S>] {
        T::registers_mut::<S>(&mut row[..self.whole])
    }

    /// The last, overlapping tile of a row.
    #[inline(always)]
    pub fn last<T: Scalar, S: Simd>(self, row: &[T]) -> &[T::Register<S>] {
        &T::registers::<S>(&row[self.last..])[..registers::<T, S>()]
    }

    /// The mutable twin of [`Self::last`].
    #[inline(always)]
    pub fn last_mut<T: Scalar, S: Simd>(self, row: &mut [T]) -> &mut [T::Register<S>] {
        &mut T::registers_mut::<S>(&mut row[self.last..])[..registers::<T, S>()]
    }

    /// One where an entry of the last tile is fresh, zero elsewhere.
    #[inline(always)]
    pub fn fresh<T: Scalar>(self) -> Tile<T> {
        let shared = self.whole - self.last;
        std::array::from_fn(|entry| if entry < shared { T::zero() } else { T::one() })
    }

    /// True where an entry of the last tile is fresh.
    #[inline(always)]
    pub fn fresh_masks<T: Scalar, S: Simd>(self, simd: S) -> [T::Mask<S>; LONGEST_TILE] {
        let fresh = self.fresh::<T>();
        let fresh = T::registers::<S>(&fresh);
        let zero = T::bound(simd, T::zero());
        let mut masks = [T::less(simd, zero, zero); LONGEST_TILE];
        for i in 0..registers::<T, S>() {
            masks[i] = T::less(simd, zero, T::magnitudes(simd, fresh[i]));
        }
        masks
    }
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

/// Splits rows that lie one after the other.
#[inline(always)]
pub(super) fn rows_of<T, const R: usize>(rows: &[T], width: usize) -> [&[T]; R] {
    std::array::from_fn(|row| &rows[row * width..][..width])
}

/// The mutable twin of [`rows_of`].
#[inline(always)]
pub(super) fn rows_of_mut<T, const R: usize>(mut rows: &mut [T], width: usize) -> [&mut [T]; R] {
    std::array::from_fn(
        #[inline(always)]
        |_| {
            let (row, rest) = std::mem::take(&mut rows).split_at_mut(width);
            rows = rest;
            row
        },
    )
}
