//! Where magnitudes lie, found out while weights change.

use pulp::{Simd, WithSimd};

use super::tile::{LONGEST_TILE, registers};
use crate::model::Scalar;

/// The share of the weights that may lie in the interval.
const ROOM: f64 = 0.02;

/// What is counted and collected while weights change: where their magnitudes lie. Zeros are below.
pub(in crate::model) struct Census<'a, T: Scalar> {
    /// The interval whose magnitudes are collected: 0 < low ≤ |w| < high.
    pub low: T,
    pub high: T,
    pub memory: &'a mut CensusMemory<T>,
}

/// Memory that a census works in, kept from one to the next.
#[derive(Debug, Clone, Default)]
pub(in crate::model) struct CensusMemory<T> {
    /// The magnitudes collected; after [`Census::counted`] they stand at the front.
    pub collected: Vec<T>,
    marks: Vec<u32>,
    counted: Vec<Counted>,
}

impl<T> CensusMemory<T> {
    /// Bytes of memory.
    pub fn bytes(&self) -> usize {
        self.collected.capacity() * size_of::<T>()
            + self.marks.capacity() * size_of::<u32>()
            + self.counted.capacity() * size_of::<Counted>()
    }
}

/// How many magnitudes lie below the interval, and how many in it; `inside` is `None` if those were
/// too many to collect.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(in crate::model) struct Counted {
    pub below: usize,
    pub inside: Option<usize>,
}

/// The part of a census that covers a chunk of the weights.
pub(in crate::model) struct Part<'a, T: Scalar> {
    low: T,
    high: T,
    /// Where magnitudes go; a tile longer than may be collected.
    inside: &'a mut [T],
    /// A place for each tile of a row.
    marks: &'a mut [u32],
    counted: &'a mut Counted,
}

impl<'a, T: Scalar> Part<'a, T> {
    /// Nothing to count.
    pub fn nothing(counted: &'a mut Counted) -> Self {
        Self {
            low: T::zero(),
            high: T::zero(),
            inside: &mut [],
            marks: &mut [],
            counted,
        }
    }
}

impl<T: Scalar> Census<'_, T> {
    /// Parts for so many chunks of at most so many entries, in rows of this width.
    pub fn parts(
        &mut self,
        chunks: usize,
        entries: usize,
        width: usize,
    ) -> impl Iterator<Item = Part<'_, T>> + Send {
        let Self { low, high, memory } = self;
        let (low, high) = (*low, *high);
        let room = (ROOM * entries as f64) as usize + 2 * LONGEST_TILE;
        let tiles = width / T::TILE;
        memory.collected.resize(chunks * room, T::zero());
        memory.marks.resize(chunks * tiles, 0);
        memory.counted.resize(chunks, Counted::default());
        let inside = memory.collected.chunks_mut(room);
        let marks = memory.marks.chunks_mut(tiles);
        let each = inside.zip(marks).zip(&mut memory.counted);
        each.map(move |((inside, marks), counted)| Part {
            low,
            high,
            inside,
            marks,
            counted,
        })
    }

    /// What all parts have counted, without so many zeros that are no weights.
    pub fn counted(self, fill: usize) -> Counted {
        let CensusMemory {
            collected, counted, ..
        } = self.memory;
        let room = collected.len() / counted.len().max(1);
        let mut all = 0;
        for (chunk, part) in counted.iter().enumerate() {
            let first = chunk * room;
            collected.copy_within(first..first + part.inside.unwrap_or(0), all);
            all += part.inside.unwrap_or(0);
        }
        let whole = counted.iter().all(|part| part.inside.is_some());
        Counted {
            below: counted.iter().map(|part| part.below).sum::<usize>() - fill,
            inside: whole.then_some(all),
        }
    }
}

/// Takes a census of weights as they stand.
pub(in crate::model) struct Count<'a, T: Scalar> {
    /// Rows of `width` weights.
    pub weights: &'a [T],
    pub width: usize,
    pub part: Part<'a, T>,
}

impl<T: Scalar> WithSimd for Count<'_, T> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let mut counter = Counter::<T, S>::new(simd, self.part);
        for row in self.weights.chunks_exact(self.width) {
            let tiles = T::registers::<S>(row).chunks_exact(registers::<T, S>());
            for (number, tile) in tiles.enumerate() {
                counter.count(tile, number);
            }
            counter.collect_marked(row);
        }
        counter.report();
    }
}

/// Counts magnitudes below an interval and collects those inside. Tiles that hold some are only marked
/// at first, without a branch that nobody could predict, and looked through at the end of their row.
pub(super) struct Counter<'a, T: Scalar, S: Simd> {
    simd: S,
    part: Part<'a, T>,
    /// How many were below, in each entry of a tile.
    below: [T::Counters<S>; LONGEST_TILE],
    marked: usize,
    collected: usize,
    overflow: bool,
}

impl<'a, T: Scalar, S: Simd> Counter<'a, T, S> {
    #[inline(always)]
    pub fn new(simd: S, part: Part<'a, T>) -> Self {
        Self {
            simd,
            part,
            below: [T::no_counts(simd); LONGEST_TILE],
            marked: 0,
            collected: 0,
            overflow: false,
        }
    }

    /// Counts the entries of tile number `tile` of a row, and marks it if any is inside.
    #[inline(always)]
    pub fn count(&mut self, weights: &[T::Register<S>], tile: usize) {
        let simd = self.simd;
        let low = T::bound(simd, self.part.low);
        let high = T::bound(simd, self.part.high);
        let nothing = T::less(simd, low, low);
        let mut found = nothing;
        for (counts, &w) in self.below.iter_mut().zip(weights) {
            let magnitude = T::magnitudes(simd, w);
            let below = T::less(simd, magnitude, low);
            let not_above = T::less(simd, magnitude, high);
            *counts = T::count(simd, *counts, below);
            found = T::either(simd, found, T::differ(simd, below, not_above));
        }
        self.part.marks[self.marked] = tile as u32;
        self.marked += usize::from(T::any(simd, found));
    }

    /// Collects what is inside from the marked tiles of a row.
    #[inline(always)]
    pub fn collect_marked(&mut self, row: &[T]) {
        for mark in 0..self.marked {
            let at = self.part.marks[mark] as usize * T::TILE;
            self.collect(&row[at..at + T::TILE]);
        }
        self.marked = 0;
    }

    #[inline(always)]
    fn collect(&mut self, weights: &[T]) {
        let room = self.collected..self.collected + LONGEST_TILE;
        let Some(room) = self.part.inside.get_mut(room) else {
            self.overflow = true;
            return;
        };
        let [low, high] = [self.part.low, self.part.high].map(T::magnitude_key);
        // Without branches: which way each comparison goes cannot be predicted.
        let mut found = 0;
        for w in weights {
            let key = w.magnitude_key();
            room[found % LONGEST_TILE] = T::from_magnitude_key(key);
            found += usize::from(key.wrapping_sub(low) < high - low);
        }
        self.collected += found;
    }

    /// Hands in what was counted.
    #[inline(always)]
    pub fn report(self) {
        let mut below = 0;
        for counts in &self.below[..registers::<T, S>()] {
            below += T::counted(self.simd, *counts);
        }
        *self.part.counted = Counted {
            below,
            inside: (!self.overflow).then_some(self.collected),
        };
    }
}
