//! Weights change.

use pulp::{Simd, WithSimd};

use super::census::{Counted, Counter, Part};
use super::tile::registers;
use crate::model::Scalar;

/// w_ij += a_i x_j; on the way, magnitudes are counted.
pub(in crate::model) struct Potentiate<'a, T: Scalar> {
    /// Rows of as many weights as `x` has entries.
    pub weights: &'a mut [T],
    /// a_i
    pub factors: &'a [T],
    /// x_j
    pub x: &'a [T],
    /// What to count.
    pub part: Option<Part<'a, T>>,
}

impl<T: Scalar> WithSimd for Potentiate<'_, T> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        match self.part {
            None => self.pass::<S, false>(simd),
            Some(_) => self.pass::<S, true>(simd),
        }
    }
}

impl<T: Scalar> Potentiate<'_, T> {
    #[inline(always)]
    fn pass<S: Simd, const COUNT: bool>(self, simd: S) {
        let (weights, factors, x) = (self.weights, self.factors, self.x);
        let mut unused = Counted::default();
        let part = self.part.unwrap_or(Part::nothing(&mut unused));
        let mut counter = Counter::<T, S>::new(simd, part);
        let size = registers::<T, S>();
        let xs = T::registers::<S>(x);
        for (row, &a) in weights.chunks_exact_mut(x.len()).zip(factors) {
            let a = T::fill(simd, a);
            let tiles = T::registers_mut::<S>(row).chunks_exact_mut(size);
            for (number, (ws, xs)) in tiles.zip(xs.chunks_exact(size)).enumerate() {
                for i in 0..size {
                    ws[i] = T::plus(simd, ws[i], T::times(simd, a, xs[i]));
                }
                if COUNT {
                    counter.count(ws, number);
                }
            }
            if COUNT {
                counter.collect_marked(row);
            }
        }
        counter.report();
    }
}
