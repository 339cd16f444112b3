//! Weights change.

use pulp::{Simd, WithSimd};

use super::census::{Census, Counted, Counter};
use super::tile::{LONGEST_TILE, Tiling, registers, tile, tile_mut};
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
    pub census: Option<Census<'a, T>>,
}

impl<T: Scalar> WithSimd for Potentiate<'_, T> {
    type Output = Counted;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> Counted {
        match self.census {
            None => {
                let nothing = Census {
                    low: T::zero(),
                    high: T::zero(),
                    inside: &mut [],
                };
                potentiate::<T, S, false>(simd, self.weights, self.factors, self.x, nothing)
            }
            Some(census) => {
                potentiate::<T, S, true>(simd, self.weights, self.factors, self.x, census)
            }
        }
    }
}

#[inline(always)]
fn potentiate<T: Scalar, S: Simd, const COUNT: bool>(
    simd: S,
    weights: &mut [T],
    factors: &[T],
    x: &[T],
    census: Census<'_, T>,
) -> Counted {
    let width = x.len();
    let mut counter = Counter::<T, S>::new(simd, census);
    if width == 0 {
        return counter.counted();
    }
    let Some(tiling) = Tiling::of::<T>(width) else {
        for (row, &a) in weights.chunks_exact_mut(width).zip(factors) {
            for (w, &x) in row.iter_mut().zip(x) {
                *w += a * x;
            }
            if COUNT {
                counter.count_singly(row);
            }
        }
        return counter.counted();
    };
    let fresh = tiling.fresh::<T>();
    for (row, &a) in weights.chunks_exact_mut(width).zip(factors) {
        let a = T::fill(simd, a);
        // The last tile is read before its neighbour is changed: what they share must change once.
        let mut last = [a; LONGEST_TILE];
        let (xs, ws) = (tile::<T, S>(x, tiling.last), tile::<T, S>(row, tiling.last));
        for i in 0..registers::<T, S>() {
            last[i] = T::plus(simd, ws[i], T::times(simd, a, xs[i]));
        }
        let mut at = 0;
        while at < tiling.whole {
            let (xs, ws) = (tile::<T, S>(x, at), tile_mut::<T, S>(row, at));
            for i in 0..registers::<T, S>() {
                ws[i] = T::plus(simd, ws[i], T::times(simd, a, xs[i]));
            }
            if COUNT && counter.count(tile::<T, S>(row, at), None) {
                counter.collect(&row[at..at + T::TILE]);
            }
            at += T::TILE;
        }
        if tiling.has_rest::<T>() {
            let ws = tile_mut::<T, S>(row, tiling.last);
            ws.copy_from_slice(&last[..registers::<T, S>()]);
            let fresh = tile::<T, S>(&fresh, 0);
            if COUNT && counter.count(tile::<T, S>(row, tiling.last), Some(fresh)) {
                counter.collect(&row[tiling.whole..]);
            }
        }
    }
    counter.counted()
}
