//! Where magnitudes lie, found out while weights change.

use pulp::{Simd, WithSimd};

use super::tile::{LONGEST_TILE, Tiling, registers};
use crate::model::Scalar;

/// What is counted and collected while weights change: where their magnitudes lie.
pub(in crate::model) struct Census<'a, T: Scalar> {
    /// The interval whose magnitudes are collected: low ≤ |w| < high.
    pub low: T,
    pub high: T,
    /// Where they go; a tile longer than may be collected.
    pub inside: &'a mut [T],
    /// Memory for a number for each tile of a row.
    pub marks: &'a mut Vec<u32>,
}

/// How many magnitudes lie below the interval, and how many in it; `inside` is `None` if those were
/// too many to collect.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(in crate::model) struct Counted {
    pub below: usize,
    pub inside: Option<usize>,
}

/// Takes a census of weights as they stand.
pub(in crate::model) struct Count<'a, T: Scalar> {
    pub weights: &'a [T],
    pub census: Census<'a, T>,
}

/// Weights are counted so many at a time.
const STRETCH: usize = 1024;

impl<T: Scalar> WithSimd for Count<'_, T> {
    type Output = Counted;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> Counted {
        let mut counter = Counter::<T, S>::new(simd, self.census, STRETCH);
        for row in self.weights.chunks(STRETCH) {
            let Some(tiling) = Tiling::of::<T>(row.len()) else {
                counter.count_singly(row);
                continue;
            };
            let tiles = tiling.whole::<T, S>(row).chunks_exact(registers::<T, S>());
            for (number, tile) in tiles.enumerate() {
                counter.count(tile, number, None);
            }
            counter.collect_marked(row);
            counter.count_singly(&row[tiling.whole..]);
        }
        counter.counted()
    }
}

/// Counts magnitudes below an interval in rows of some width, and collects those inside. Tiles that hold some are only
/// marked at first, without a branch that nobody could predict, and looked through at the end of
/// their row.
pub(super) struct Counter<'a, T: Scalar, S: Simd> {
    simd: S,
    low: T,
    high: T,
    inside: &'a mut [T],
    marks: &'a mut [u32],
    /// How many were below, in each entry of a tile.
    below: [T::Counters<S>; LONGEST_TILE],
    below_singly: usize,
    marked: usize,
    collected: usize,
    overflow: bool,
}

impl<'a, T: Scalar, S: Simd> Counter<'a, T, S> {
    #[inline(always)]
    pub fn new(simd: S, census: Census<'a, T>, width: usize) -> Self {
        let Census {
            low,
            high,
            inside,
            marks,
        } = census;
        marks.resize(width / T::TILE + 2, 0);
        Self {
            simd,
            low,
            high,
            inside,
            marks,
            below: [T::no_counts(simd); LONGEST_TILE],
            below_singly: 0,
            marked: 0,
            collected: 0,
            overflow: false,
        }
    }

    /// Counts the entries of tile number `tile` of a row, or the fresh ones among them, and marks it if
    /// any is inside.
    #[inline(always)]
    pub fn count(
        &mut self,
        weights: &[T::Register<S>],
        tile: usize,
        fresh: Option<&[T::Mask<S>; LONGEST_TILE]>,
    ) {
        let simd = self.simd;
        let low = T::bound(simd, self.low);
        let high = T::bound(simd, self.high);
        let nothing = T::less(simd, low, low);
        let mut found = nothing;
        for i in 0..registers::<T, S>() {
            let magnitude = T::magnitudes(simd, weights[i]);
            let mut below = T::less(simd, magnitude, low);
            let mut not_above = T::less(simd, magnitude, high);
            if let Some(fresh) = fresh {
                below = T::both(simd, below, fresh[i]);
                not_above = T::both(simd, not_above, fresh[i]);
            }
            self.below[i] = T::count(simd, self.below[i], below);
            found = T::either(simd, found, T::differ(simd, below, not_above));
        }
        self.marks[self.marked] = tile as u32;
        self.marked += usize::from(T::any(simd, found));
    }

    /// Collects what is inside from the marked tiles of a row; a tile ends with the row.
    #[inline(always)]
    pub fn collect_marked(&mut self, row: &[T]) {
        for mark in 0..self.marked {
            let at = self.marks[mark] as usize * T::TILE;
            self.collect(&row[at..row.len().min(at + T::TILE)]);
        }
        self.marked = 0;
    }

    /// Counts and collects entries one by one: fewer than a tile has.
    #[inline(always)]
    pub fn count_singly(&mut self, weights: &[T]) {
        let low = self.low;
        for w in weights {
            self.below_singly += usize::from(w.abs() < low);
        }
        self.collect(weights);
    }

    #[inline(always)]
    fn collect(&mut self, weights: &[T]) {
        let room = self.collected..self.collected + LONGEST_TILE;
        let Some(room) = self.inside.get_mut(room) else {
            self.overflow = true;
            return;
        };
        let (low, high) = (self.low.magnitude_key(), self.high.magnitude_key());
        // Without branches: which way each comparison goes cannot be predicted.
        let mut found = 0;
        for w in weights {
            room[found % LONGEST_TILE] = w.abs();
            found += usize::from(w.magnitude_key().wrapping_sub(low) < high - low);
        }
        self.collected += found;
    }

    #[inline(always)]
    pub fn counted(self) -> Counted {
        let mut below = self.below_singly;
        for counts in &self.below[..registers::<T, S>()] {
            below += T::counted(self.simd, *counts);
        }
        Counted {
            below,
            inside: (!self.overflow).then_some(self.collected),
        }
    }
}
