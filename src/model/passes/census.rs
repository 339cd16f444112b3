//! Where magnitudes lie, found out while weights change.

use pulp::Simd;

use super::tile::{LONGEST_TILE, registers};
use crate::model::Scalar;

/// What is counted and collected while weights change: where their magnitudes lie.
pub(in crate::model) struct Census<'a, T: Scalar> {
    /// The interval whose magnitudes are collected, ends included.
    pub low: T,
    pub high: T,
    /// Where they go; a tile longer than may be collected.
    pub inside: &'a mut [T],
}

/// How many magnitudes lie below the interval, and how many in it; `inside` is `None` if those were
/// too many to collect.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(in crate::model) struct Counted {
    pub below: usize,
    pub inside: Option<usize>,
}

/// Counts magnitudes below an interval and collects those inside.
pub(super) struct Counter<'a, T: Scalar, S: Simd> {
    simd: S,
    census: Census<'a, T>,
    /// How many were below, in the entry of a tile where they were met; whole numbers.
    below: [T::Register<S>; LONGEST_TILE],
    below_singly: usize,
    collected: usize,
    overflow: bool,
}

impl<'a, T: Scalar, S: Simd> Counter<'a, T, S> {
    #[inline(always)]
    pub fn new(simd: S, census: Census<'a, T>) -> Self {
        Self {
            simd,
            census,
            below: [T::fill(simd, T::zero()); LONGEST_TILE],
            below_singly: 0,
            collected: 0,
            overflow: false,
        }
    }

    /// Counts the entries of a tile, or the fresh ones among them; tells whether any is inside.
    #[inline(always)]
    pub fn count(&mut self, weights: &[T::Register<S>], fresh: Option<&[T::Register<S>]>) -> bool {
        let simd = self.simd;
        let low = T::fill(simd, self.census.low);
        let high = T::fill(simd, self.census.high);
        let (zero, one) = (T::fill(simd, T::zero()), T::fill(simd, T::one()));
        let mut inside = zero;
        for i in 0..registers::<T, S>() {
            let magnitude = T::magnitude(simd, weights[i]);
            let counts = fresh.map_or(one, |fresh| fresh[i]);
            let below = T::less(simd, magnitude, low);
            let not_above = T::at_most(simd, magnitude, high);
            let found = T::choose(simd, below, counts, zero);
            self.below[i] = T::plus(simd, self.below[i], found);
            let hit = T::choose(simd, T::differ(simd, below, not_above), counts, zero);
            inside = T::plus(simd, inside, hit);
        }
        T::largest(simd, inside) > T::zero()
    }

    /// Collects those entries that are inside.
    #[inline(always)]
    pub fn collect(&mut self, weights: &[T]) {
        let Census { low, high, inside } = &mut self.census;
        let Some(room) = inside.get_mut(self.collected..self.collected + LONGEST_TILE) else {
            self.overflow = true;
            return;
        };
        // Without branches: which way each comparison goes cannot be predicted.
        let mut found = 0;
        for w in weights {
            let magnitude = w.abs();
            room[found % LONGEST_TILE] = magnitude;
            found += usize::from(magnitude >= *low) & usize::from(magnitude <= *high);
        }
        self.collected += found;
    }

    #[inline(always)]
    pub fn count_singly(&mut self, weights: &[T]) {
        let low = self.census.low;
        self.below_singly += weights.iter().filter(|w| w.abs() < low).count();
        self.collect(weights);
    }

    #[inline(always)]
    pub fn counted(self) -> Counted {
        let mut below = self.below_singly as f64;
        for register in &self.below[..registers::<T, S>()] {
            let mut entries = [T::zero(); LONGEST_TILE];
            T::registers_mut::<S>(&mut entries)[0] = *register;
            below += entries.iter().map(|count| count.to_f64()).sum::<f64>();
        }
        Counted {
            below: below as usize,
            inside: (!self.overflow).then_some(self.collected),
        }
    }
}
