//! Which community of now is which of before: colours and numbers that stay with the neurons.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::Partition;

/// Up to so many on the smaller side the matching is the best there is; beyond, a good one.
const EXACT: usize = 96;

/// A colour (0, 1, 2, …) for each community of `current`, so that a community is known by it from one
/// analysis to the next. `previous` is the colour that each neuron had (see
/// [`Partition::neuron_colours`]), empty at first.
///
/// Colours and communities are matched so that as many neurons as possible keep their colour. Hence
/// of a community that splits, the larger part keeps the colour, and of two that merge, the one that
/// brings more neurons. A community that shares no neuron with an earlier one, or whose match went to
/// another, is new and takes the lowest colour that is free; a colour without a match becomes free.
/// With more than 96 communities on both sides, pairs are matched by largest overlap first instead.
pub fn stable_colours(previous: &[Option<usize>], current: &Partition) -> Vec<usize> {
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for pair in current.label.iter().zip(previous) {
        if let (Some(community), Some(colour)) = pair {
            *shared.entry((*community, *colour)).or_default() += 1;
        }
    }
    let matched = match_colours(&shared, current.communities());
    let taken: HashSet<usize> = matched.iter().flatten().copied().collect();
    let mut free = (0..).filter(|colour| !taken.contains(colour));
    let colours = matched
        .into_iter()
        .map(|colour| colour.or_else(|| free.next()));
    colours.map(Option::unwrap_or_default).collect()
}

/// The colour of each community that has a match, given how many neurons each pair shares.
fn match_colours(
    shared: &BTreeMap<(usize, usize), usize>,
    communities: usize,
) -> Vec<Option<usize>> {
    let numbers = |set: BTreeSet<usize>| set.into_iter().collect::<Vec<_>>();
    let rows = numbers(shared.keys().map(|(community, _)| *community).collect());
    let columns = numbers(shared.keys().map(|(_, colour)| *colour).collect());
    if rows.len().min(columns.len()) > EXACT {
        return by_largest_overlap(shared, communities);
    }
    let overlap = |row: usize, column: usize| {
        let shared = shared.get(&(rows[row], columns[column]));
        shared.copied().unwrap_or(0) as i64
    };
    let mut colours = vec![None; communities];
    let pairs: Vec<(usize, usize)> = if rows.len() <= columns.len() {
        best_matching(rows.len(), columns.len(), overlap)
    } else {
        let turned = best_matching(columns.len(), rows.len(), |c, r| overlap(r, c));
        turned.into_iter().map(|(c, r)| (r, c)).collect()
    };
    for (row, column) in pairs {
        if overlap(row, column) > 0 {
            colours[rows[row]] = Some(columns[column]);
        }
    }
    colours
}

fn by_largest_overlap(
    shared: &BTreeMap<(usize, usize), usize>,
    communities: usize,
) -> Vec<Option<usize>> {
    let mut overlaps: Vec<_> = shared.iter().collect();
    overlaps.sort_by_key(|&(pair, count)| (Reverse(*count), *pair));
    let mut colours = vec![None; communities];
    let mut taken = HashSet::new();
    for (&(community, colour), _) in overlaps {
        if colours[community].is_none() && taken.insert(colour) {
            colours[community] = Some(colour);
        }
    }
    colours
}

/// A column for each row, no column twice, such that the sum of the gains is the largest possible:
/// pairs (row, column), for rows ≤ columns. The Hungarian method by shortest augmenting paths
/// [Kuhn 1955; Jonker & Volgenant 1987], in rows² · columns steps.
fn best_matching(
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
    fn colours_stay_with_as_many_neurons_as_possible_and_new_ones_are_the_lowest_free() {
        let previous = |l: &[i32]| {
            l.iter()
                .map(|&c| usize::try_from(c).ok())
                .collect::<Vec<_>>()
        };
        type Case<'a> = (&'a [i32], &'a [usize], &'a [f64], &'a [usize]);
        let cases: [Case<'_>; 4] = [
            (&[], &[0, 0, 0, 1, 1], &[1.0; 5], &[0, 1]),
            // The numbers swap, as the second community has become the stronger one.
            (
                &[0, 0, 0, 1, 1],
                &[0, 0, 0, 1, 1],
                &[1.0, 1.0, 1.0, 9.0, 9.0],
                &[1, 0],
            ),
            // Two communities are new.
            (
                &[0, 0, 2, 2, -1, -1],
                &[0, 0, 1, 1, 2, 3],
                &[9.0, 9.0, 5.0, 5.0, 2.0, 1.0],
                &[0, 2, 1, 3],
            ),
            // Of a community that splits, the larger part keeps the colour.
            (
                &[3; 5],
                &[0, 1, 1, 1, 0],
                &[9.0, 1.0, 1.0, 1.0, 9.0],
                &[0, 3],
            ),
        ];
        for (before, groups, strength, expected) in cases {
            let groups: Vec<Option<usize>> = groups.iter().copied().map(Some).collect();
            let current = Partition::from_labels(&groups, strength);
            assert_eq!(stable_colours(&previous(before), &current), expected);
        }
        // Largest overlap first would give colour 0 to the first community and a new one to the
        // second: 10 neurons would keep theirs. The best matching keeps 9 + 9.
        let previous = [vec![Some(0); 19], vec![Some(1); 9]].concat();
        let group = |neuron| Some(usize::from((10..19).contains(&neuron)));
        let groups: Vec<Option<usize>> = (0..28).map(group).collect();
        let current = Partition::from_labels(&groups, &[1.0; 28]);
        assert_eq!(current.sizes(), [19, 9]);
        assert_eq!(stable_colours(&previous, &current), [1, 0]);
    }

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

    #[test]
    fn hundreds_of_communities_are_matched_too() {
        let labels: Vec<Option<usize>> = (0..400).map(|i| Some(i / 2)).collect();
        let current = Partition::from_labels(&labels, &[1.0; 400]);
        let colours = stable_colours(&[], &current);
        let again = stable_colours(&current.neuron_colours(&colours), &current);
        assert_eq!(again, colours);
    }
}
