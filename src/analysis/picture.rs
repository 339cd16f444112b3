//! Pictures of W and of the retrograde signals: n × n numbers reduced to as many as can be seen.

use std::ops::Range;
use std::sync::Arc;

use super::Connectome;

/// A square picture of a matrix, rows and columns in a given order of the neurons.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Picture {
    /// Cells along a side, m ≤ n.
    pub side: usize,
    /// m·m cells, row = position of the post-neuron, column = position of the pre-neuron.
    pub values: Vec<f32>,
    /// Neurons along a side, n.
    pub neurons: usize,
    /// The magnitude at which colours should saturate: at least 97% of the non-zero cells are no
    /// larger. Of the form 1, 2 or 5 × 10ᵏ, so that it does not flicker; 1 if every cell is zero.
    pub limit: f32,
    /// The largest magnitude.
    pub largest: f32,
    /// Quantiles of the magnitudes of the non-zero cells, rising: of each of as many equal shares the
    /// largest. Empty if every cell is zero.
    pub quantiles: Arc<[f32]>,
}

/// Shares into which the magnitudes are divided: as many as a colour map has steps.
const QUANTILES: usize = 127;

/// Of more cells than this a part is enough to tell the quantiles.
const ENOUGH: usize = 1 << 16;

/// The share of the non-zero cells that is no larger than the colour limit.
const WITHIN_LIMIT: f64 = 0.97;

impl Picture {
    /// A picture of W with neuron `order[p]` at position p, at most `max_side` cells to a side. A
    /// cell shows its entry, or, where it must stand for several, the one of largest magnitude.
    ///
    /// `row_factor` multiplies the row of each post-neuron i (n factors, by neuron): with the
    /// effective credits u = c ⊙ f(s) the picture is that of the retrograde signals g_ji = u_i w_ij.
    /// Panics if `order` or `row_factor` do not have n entries.
    pub fn of(
        connectome: &Connectome,
        order: &[usize],
        max_side: usize,
        row_factor: Option<&[f32]>,
    ) -> Self {
        let n = connectome.neurons();
        let whole = Part::of(connectome, order, [0..n, 0..n], max_side, row_factor);
        let mut picture = Self {
            neurons: n,
            side: whole.shape[0],
            values: whole.values,
            ..Self::default()
        };
        picture.largest = picture.values.iter().fold(0.0, |most, v| v.abs().max(most));
        picture.limit = colour_limit(&picture.values);
        picture.quantiles = Self::quantiles_of(&picture.values);
        picture
    }

    /// [`Self::quantiles`] of a picture with these cells.
    pub fn quantiles_of(values: &[f32]) -> Arc<[f32]> {
        let magnitudes = values.iter().step_by(values.len().div_ceil(ENOUGH).max(1));
        let magnitudes = magnitudes.map(|v| v.abs()).filter(|v| *v > 0.0);
        let mut sorted: Vec<f32> = magnitudes.collect();
        sorted.sort_unstable_by(f32::total_cmp);
        let shares = QUANTILES.min(sorted.len());
        let last = |share: usize| sorted[(share + 1) * sorted.len() / shares - 1];
        (0..shares).map(last).collect()
    }
}

/// A part of a picture, in cells of its own.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Part {
    /// Rows and columns.
    pub shape: [usize; 2],
    /// Cells, row after row.
    pub values: Vec<f32>,
}

impl Part {
    /// The part of the picture of W, as [`Picture::of`], at these positions of the post-neurons and of the
    /// pre-neurons, with at most `max_side` cells to a side. Panics as that one, and where there are no such
    /// positions.
    pub fn of(
        connectome: &Connectome,
        order: &[usize],
        [posts, pres]: [Range<usize>; 2],
        max_side: usize,
        row_factor: Option<&[f32]>,
    ) -> Self {
        let n = connectome.neurons();
        assert_eq!(order.len(), n, "a position for each neuron");
        let factors = row_factor.is_none_or(|f| f.len() == n);
        assert!(factors, "a factor for each neuron");
        let shape = [posts.len(), pres.len()].map(|len| len.min(max_side));
        let rows = cells(posts.len(), shape[0]);
        let columns = cells(pres.len(), shape[1]);
        let (posts, pres) = (&order[posts], &order[pres]);
        let mut values = vec![0.0; shape[0] * shape[1]];
        let mut reordered = vec![0.0; pres.len()];
        for (rows, cells) in rows.iter().zip(values.chunks_exact_mut(shape[1].max(1))) {
            for &post in &posts[rows.clone()] {
                let factor = row_factor.map_or(1.0, |f| f[post]);
                let row = connectome.row(post);
                for (to, &pre) in reordered.iter_mut().zip(pres) {
                    *to = (row[pre] * factor).clamp(-f32::MAX, f32::MAX);
                }
                keep_strongest(cells, &reordered, &columns);
            }
        }
        Self { shape, values }
    }
}

/// Of so many positions, those of each of so many cells.
fn cells(positions: usize, cells: usize) -> Vec<Range<usize>> {
    let start = |cell: usize| (cell * positions).div_ceil(cells.max(1));
    (0..cells)
        .map(|cell| start(cell)..start(cell + 1))
        .collect()
}

/// Puts into each cell the entry of its columns that is larger than what the cell already shows.
fn keep_strongest(cells: &mut [f32], row: &[f32], columns: &[Range<usize>]) {
    if cells.len() == row.len() {
        cells.copy_from_slice(row);
        return;
    }
    for (cell, columns) in cells.iter_mut().zip(columns) {
        let stronger = |a: f32, b: &f32| if b.abs() > a.abs() { *b } else { a };
        *cell = row[columns.clone()].iter().fold(*cell, stronger);
    }
}

fn colour_limit(values: &[f32]) -> f32 {
    let magnitudes = values.iter().map(|v| v.abs());
    let mut magnitudes: Vec<f32> = magnitudes.filter(|v| *v > 0.0).collect();
    if magnitudes.is_empty() {
        return 1.0;
    }
    let rank = (magnitudes.len() as f64 * WITHIN_LIMIT).ceil() as usize;
    let (_, &mut percentile, _) = magnitudes.select_nth_unstable_by(rank - 1, f32::total_cmp);
    round_up(percentile)
}

/// The smallest number of the form 1, 2 or 5 × 10ᵏ that is not smaller than `value` > 0.
fn round_up(value: f32) -> f32 {
    let decade = f64::from(value).log10().floor() as i32;
    // As near as an `f32` can be.
    let of_decade = |k| [1.0, 2.0, 5.0].map(|digit| (digit * 10_f64.powi(k)) as f32);
    let mut steps = (decade - 1..=decade + 1).flat_map(of_decade);
    let found = steps.find(|&step| step >= value);
    found.unwrap_or(f32::MAX).min(f32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counting(n: usize) -> Connectome {
        Connectome::new(n, (0..n * n).map(|k| k as f32).collect())
    }

    #[test]
    fn a_picture_shows_entries_in_order_the_strongest_of_several_and_times_the_row_factors() {
        let whole = Picture::of(&counting(3), &[2, 0, 1], 10, None);
        assert_eq!(whole.side, 3);
        assert_eq!(whole.values, [8.0, 6.0, 7.0, 2.0, 0.0, 1.0, 5.0, 3.0, 4.0]);
        assert_eq!((whole.largest, whole.limit), (8.0, 10.0));
        let mut w = counting(4);
        w.weights_mut()[1] = -9.0;
        let reduced = Picture::of(&w, &[0, 1, 2, 3], 2, None);
        assert_eq!(reduced.values, [-9.0, 7.0, 13.0, 15.0]);
        let signals = Picture::of(&counting(3), &[2, 1, 0], 3, Some(&[0.0, 1.0, -2.0]));
        let expected = [-16.0, -14.0, -12.0, 5.0, 4.0, 3.0, 0.0, 0.0, 0.0];
        assert_eq!(signals.values, expected);
    }

    #[test]
    fn a_part_shows_its_own_cells_however_far_the_whole_is_reduced() {
        let n = 40;
        let order: Vec<usize> = (0..n).rev().collect();
        let whole = Picture::of(&counting(n), &order, n, None);
        let part = Part::of(&counting(n), &order, [10..15, 20..28], 8, None);
        assert_eq!(part.shape, [5, 8]);
        for (cell, value) in part.values.iter().enumerate() {
            let (row, column) = (10 + cell / 8, 20 + cell % 8);
            assert_eq!(*value, whole.values[row * n + column]);
        }
        let reduced = Part::of(&counting(n), &order, [0..40, 0..20], 10, None);
        assert_eq!(reduced.shape, [10, 10]);
        assert_eq!(reduced.values[0], whole.values[0]);
    }

    #[test]
    fn cells_cover_all_positions_in_order_and_each_shows_some() {
        for (neurons, side) in [(7, 3), (10, 10), (2000, 512), (5, 5), (3, 1)] {
            let cells = cells(neurons, side);
            assert!(cells.iter().all(|cell| !cell.is_empty()));
            assert!(cells.into_iter().flatten().eq(0..neurons));
        }
    }

    #[test]
    fn an_outlier_does_not_set_the_limit() {
        let mut w = Connectome::new(30, vec![0.3; 900]);
        w.weights_mut()[7] = -40.0;
        let order: Vec<usize> = (0..30).collect();
        let picture = Picture::of(&w, &order, 100, None);
        assert_eq!((picture.limit, picture.largest), (0.5, 40.0));
    }

    #[test]
    fn limits_are_round_and_never_too_small() {
        let values = [1.0, 1.01, 0.2, 0.21, 500.0, 501.0, 3e38];
        let limits = [1.0, 2.0, 0.2, 0.5, 500.0, 1000.0, f32::MAX];
        assert_eq!(values.map(round_up), limits);
        assert!(round_up(f32::from_bits(1)) > 0.0);
        assert!(round_up(f32::from_bits(1)) < 1e-44);
    }

    #[test]
    fn quantiles_divide_the_cells_that_are_not_zero_into_equal_shares() {
        let order: Vec<usize> = (0..20).collect();
        let picture = Picture::of(&counting(20), &order, 100, None);
        assert_eq!(picture.quantiles.len(), QUANTILES);
        assert_eq!(picture.quantiles.last(), Some(&399.0));
        let half = picture.quantiles[QUANTILES / 2];
        assert!((199.0..204.0).contains(&half), "{half}");
        let few = Picture::of(&counting(2), &[0, 1], 2, None);
        assert_eq!(*few.quantiles, [1.0, 2.0, 3.0]);
    }

    #[test]
    fn empty_and_silent_networks_have_pictures_too() {
        let empty = Picture::of(&Connectome::default(), &[], 10, None);
        assert_eq!(empty.limit, 1.0);
        let zero = Picture::of(&Connectome::new(2, vec![0.0; 4]), &[0, 1], 0, None);
        assert_eq!((zero.side, zero.limit), (0, 1.0));
    }
}
