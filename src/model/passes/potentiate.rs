//! Weights change.

use pulp::{Simd, WithSimd};

use super::census::{Counted, Counter, Part};
use super::tile::{LONGEST_TILE, Tiling, registers};
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
        let (weights, factors, x) = (self.weights, self.factors, self.x);
        match self.part {
            None => {
                let mut unused = Counted::default();
                let part = Part::nothing(&mut unused);
                potentiate::<T, S, false>(simd, weights, factors, x, part);
            }
            Some(part) => potentiate::<T, S, true>(simd, weights, factors, x, part),
        }
    }
}

#[inline(always)]
fn potentiate<T: Scalar, S: Simd, const COUNT: bool>(
    simd: S,
    weights: &mut [T],
    factors: &[T],
    x: &[T],
    part: Part<'_, T>,
) {
    let width = x.len();
    if width == 0 {
        return;
    }
    let mut counter = Counter::<T, S>::new(simd, part);
    let rows = weights.chunks_exact_mut(width).zip(factors);
    let Some(tiling) = Tiling::of::<T>(width) else {
        for (row, &a) in rows {
            for (w, &x) in row.iter_mut().zip(x) {
                *w += a * x;
            }
            if COUNT {
                counter.count_singly(row);
            }
        }
        counter.report();
        return;
    };
    let (whole_x, last_x) = (tiling.whole::<T, S>(x), tiling.last::<T, S>(x));
    let fresh = tiling.fresh_masks::<T, S>(simd);
    let size = registers::<T, S>();
    for (row, &a) in rows {
        let a = T::fill(simd, a);
        // The last tile is read before its neighbour is changed: what they share must change once.
        let mut last = [a; LONGEST_TILE];
        for ((new, &w), &x) in last.iter_mut().zip(tiling.last::<T, S>(row)).zip(last_x) {
            *new = T::plus(simd, w, T::times(simd, a, x));
        }
        let whole = tiling.whole_mut::<T, S>(row).chunks_exact_mut(size);
        for (at, (ws, xs)) in whole.zip(whole_x.chunks_exact(size)).enumerate() {
            for i in 0..size {
                ws[i] = T::plus(simd, ws[i], T::times(simd, a, xs[i]));
            }
            if COUNT {
                counter.count(ws, at, None);
            }
        }
        if tiling.has_rest::<T>() {
            let ws = tiling.last_mut::<T, S>(row);
            ws.copy_from_slice(&last[..size]);
            if COUNT {
                counter.count(ws, tiling.whole / T::TILE, Some(&fresh));
            }
        }
        if COUNT {
            counter.collect_marked(row);
        }
    }
    counter.report();
}
