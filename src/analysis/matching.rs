//! The best matching of the rows of a table with its columns.

/// A column for each row, no column twice, such that the sum of the gains is the largest possible:
/// pairs (row, column), for rows ≤ columns. The Hungarian method by shortest augmenting paths
/// [Kuhn 1955; Jonker & Volgenant 1987], in rows² · columns steps.
pub(super) fn best_matching(
    rows: usize,
    columns: usize,
    gain: impl Fn(usize, usize) -> i64,
) -> Vec<(usize, usize)> {
    // Prices: every pair costs at least what its row and column pay together, matched ones exactly.
    let mut of_row = vec![0_i64; rows];
    let mut of_column = vec![0_i64; columns];
    let mut row_of: Vec<Option<usize>> = vec![None; columns];
    for new in 0..rows {
        let mut reached = vec![i64::MAX; columns];
        let mut before: Vec<Option<usize>> = vec![None; columns];
        let mut done = vec![false; columns];
        let (mut row, mut via) = (new, None);
        // Walks from column to column along the cheapest ways until one is free.
        let last = loop {
            let mut nearest: Option<usize> = None;
            for column in (0..columns).filter(|&c| !done[c]) {
                let cost = -gain(row, column) - of_row[row] - of_column[column];
                if cost < reached[column] {
                    reached[column] = cost;
                    before[column] = via;
                }
                if nearest.is_none_or(|n| reached[column] < reached[n]) {
                    nearest = Some(column);
                }
            }
            let Some(column) = nearest else {
                return Vec::new();
            };
            let step = reached[column];
            of_row[new] += step;
            for other in 0..columns {
                if done[other] {
                    of_column[other] -= step;
                    if let Some(matched) = row_of[other] {
                        of_row[matched] += step;
                    }
                } else if reached[other] != i64::MAX {
                    reached[other] -= step;
                }
            }
            done[column] = true;
            match row_of[column] {
                Some(matched) => (row, via) = (matched, Some(column)),
                None => break column,
            }
        };
        let mut column = last;
        while let Some(earlier) = before[column] {
            row_of[column] = row_of[earlier];
            column = earlier;
        }
        row_of[column] = Some(new);
    }
    let pairs = row_of.into_iter().zip(0..);
    pairs.filter_map(|(row, at)| Some((row?, at))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::NoiseStreams;

    #[test]
    fn the_matching_is_the_best_of_all_in_small_tables() {
        let mut stream = NoiseStreams::new(3).weights;
        for (rows, columns) in [(1, 1), (2, 5), (3, 3), (4, 4), (4, 6)] {
            for _ in 0..30 {
                let mut values = vec![0.0_f64; rows * columns];
                stream.fill(&mut values, 3.0);
                let gains: Vec<i64> = values.iter().map(|v| v.abs() as i64).collect();
                let gain = |row: usize, column: usize| gains[row * columns + column];
                let pairs = best_matching(rows, columns, gain);
                assert_eq!(pairs.len(), rows);
                let found: i64 = pairs.iter().map(|&(r, c)| gain(r, c)).sum();
                assert_eq!(found, best_of_all(rows, columns, &gain, 0, &mut vec![]));
            }
        }
    }

    fn best_of_all(
        rows: usize,
        columns: usize,
        gain: &impl Fn(usize, usize) -> i64,
        row: usize,
        taken: &mut Vec<usize>,
    ) -> i64 {
        if row == rows {
            return 0;
        }
        let mut best = i64::MIN;
        for column in 0..columns {
            if !taken.contains(&column) {
                taken.push(column);
                let rest = best_of_all(rows, columns, gain, row + 1, taken);
                best = best.max(gain(row, column) + rest);
                taken.pop();
            }
        }
        best
    }
}
