//! Communities over time: who was where, and who moved.

use std::collections::BTreeMap;

/// Which community each neuron was in at one analysis. Communities go by their identity, see
/// [`Partition::identity`](super::Partition::identity), which is their number for people less one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// The iteration of the weights.
    pub iteration: u64,
    /// By neuron, [`Self::NOWHERE`] for isolated ones. Two bytes each: many of these are kept.
    colours: Vec<u16>,
}

impl Membership {
    const NOWHERE: u16 = u16::MAX;

    /// Takes note of the colour of each neuron. Colours beyond 65,534, which networks of the allowed
    /// sizes do not have, would count as nowhere.
    pub fn new(iteration: u64, colours: &[Option<usize>]) -> Self {
        let small = |colour: &Option<usize>| {
            let colour = colour.and_then(|c| u16::try_from(c).ok());
            colour.unwrap_or(Self::NOWHERE)
        };
        Self {
            iteration,
            colours: colours.iter().map(small).collect(),
        }
    }

    /// Number of neurons.
    pub fn neurons(&self) -> usize {
        self.colours.len()
    }

    /// The colours of all neurons that are in a community.
    pub fn colours(&self) -> impl Iterator<Item = usize> {
        let colours = self.colours.iter().filter(|c| **c != Self::NOWHERE);
        colours.map(|colour| usize::from(*colour))
    }

    /// The colour of a neuron's community.
    pub fn colour(&self, neuron: usize) -> Option<usize> {
        let colour = *self.colours.get(neuron)?;
        (colour != Self::NOWHERE).then_some(usize::from(colour))
    }
}

/// A group of neurons in a [`Flow`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// A community, by its colour.
    Community(usize),
    /// All communities too small to be shown on their own.
    Others,
    /// The neurons without a synapse to or from another.
    Isolated,
}

/// Neurons that were in one group at one time, and in another, or still the same, at the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// Where they were.
    pub from: Group,
    /// Where they are.
    pub to: Group,
    /// Which, in rising order.
    pub neurons: Vec<usize>,
}

/// Who was in which group at some moments, and who moved in between.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Flow {
    /// The iteration of each column.
    pub iterations: Vec<u64>,
    /// For each column its groups, in order, and their neurons in rising order.
    pub columns: Vec<Vec<(Group, Vec<usize>)>>,
    /// Between each column and the next: moves by origin, then destination.
    pub moves: Vec<Vec<Move>>,
}

impl Flow {
    /// Moments shown at most.
    pub const COLUMNS: usize = 12;

    /// The flow through these moments, oldest first. The `most` communities that were largest at any
    /// of the moments are shown, the rest as [`Group::Others`].
    pub fn of(moments: &[&Membership], most: usize) -> Self {
        let shown = largest(moments, most);
        let group = |moment: &Membership, neuron: usize| match moment.colour(neuron) {
            Some(colour) if shown.contains(&colour) => Group::Community(colour),
            Some(_) => Group::Others,
            None => Group::Isolated,
        };
        let columns = moments.iter().map(|moment| {
            let groups = gathered(moment.neurons(), |neuron| group(moment, neuron));
            groups.into_iter().collect()
        });
        let moves = moments.windows(2).map(|pair| {
            let way = |neuron| (group(pair[0], neuron), group(pair[1], neuron));
            let moves = gathered(pair[0].neurons().min(pair[1].neurons()), way);
            let of = |((from, to), neurons)| Move { from, to, neurons };
            moves.into_iter().map(of).collect()
        });
        Self {
            iterations: moments.iter().map(|moment| moment.iteration).collect(),
            columns: columns.collect(),
            moves: moves.collect(),
        }
    }

    /// Which of `iterations`, in rising order, to show in about `most` columns: those nearest to
    /// multiples of a round number, so that columns stay where they are while a run goes on, and the
    /// last.
    pub fn evenly(iterations: &[u64], most: usize) -> Vec<usize> {
        let Some((&last, _)) = iterations.split_last() else {
            return Vec::new();
        };
        let step = round_step(last, most.saturating_sub(1).max(1) as u64);
        let mut chosen: Vec<usize> = Vec::new();
        for multiple in (0..=last / step).map(|k| k * step) {
            let after = iterations.partition_point(|&i| i < multiple);
            let beside = after.saturating_sub(1)..iterations.len().min(after + 1);
            let nearest = beside.min_by_key(|&index| iterations[index].abs_diff(multiple));
            // One analysis does not stand for two moments, nor for one too far away.
            let fits = |index: &usize| {
                chosen.last() != Some(index) && iterations[*index].abs_diff(multiple) * 2 <= step
            };
            chosen.extend(nearest.filter(fits));
        }
        let newest = iterations.len() - 1;
        // The last column needs room of its own.
        let crowded = |&index: &usize| {
            index != newest && (last - iterations[index]) * 5 < step * 2 && chosen.len() > 1
        };
        if chosen.last().is_some_and(crowded) {
            chosen.pop();
        }
        if chosen.last() != Some(&newest) {
            chosen.push(newest);
        }
        chosen
    }
}

/// Neurons by what they have in common.
fn gathered<K: Ord>(neurons: usize, key: impl Fn(usize) -> K) -> BTreeMap<K, Vec<usize>> {
    let mut gathered: BTreeMap<K, Vec<usize>> = BTreeMap::new();
    for neuron in 0..neurons {
        gathered.entry(key(neuron)).or_default().push(neuron);
    }
    gathered
}

/// The colours of the communities that were largest at any moment.
fn largest(moments: &[&Membership], most: usize) -> Vec<usize> {
    let mut sizes: BTreeMap<Option<usize>, usize> = BTreeMap::new();
    for moment in moments {
        for (colour, here) in gathered(moment.neurons(), |neuron| moment.colour(neuron)) {
            let largest = sizes.entry(colour).or_default();
            *largest = here.len().max(*largest);
        }
    }
    let mut order: Vec<(usize, usize)> = sizes
        .into_iter()
        .filter_map(|(c, n)| Some((c?, n)))
        .collect();
    order.sort_by_key(|&(colour, size)| (std::cmp::Reverse(size), colour));
    order
        .into_iter()
        .take(most)
        .map(|(colour, _)| colour)
        .collect()
}

/// The smallest of 1, 2, 5 × 10^k that goes into `span` at most `most` times.
fn round_step(span: u64, most: u64) -> u64 {
    let mut power = 1_u64;
    loop {
        for factor in [1, 2, 5] {
            let step = power.saturating_mul(factor);
            if span / step <= most || step == u64::MAX {
                return step;
            }
        }
        power = power.saturating_mul(10);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(iteration: u64, colours: &[i32]) -> Membership {
        let colours = colours.iter().map(|&c| usize::try_from(c).ok());
        Membership::new(iteration, &colours.collect::<Vec<_>>())
    }

    #[test]
    fn a_flow_counts_every_neuron_once_in_each_column_and_in_each_gap() {
        let moments = [
            moment(0, &[0, 0, 0, 1, 1, -1]),
            moment(10, &[0, 0, 1, 1, -1, 0]),
        ];
        let flow = Flow::of(&[&moments[0], &moments[1]], 8);
        use Group::{Community, Isolated};
        assert_eq!(flow.iterations, [0, 10]);
        let first = [
            (Community(0), vec![0, 1, 2]),
            (Community(1), vec![3, 4]),
            (Isolated, vec![5]),
        ];
        assert_eq!(flow.columns[0], first);
        let moves: Vec<_> = flow.moves[0]
            .iter()
            .map(|m| (m.from, m.to, m.neurons.as_slice()))
            .collect();
        let expected: [(Group, Group, &[usize]); 5] = [
            (Community(0), Community(0), &[0, 1]),
            (Community(0), Community(1), &[2]),
            (Community(1), Community(1), &[3]),
            (Community(1), Isolated, &[4]),
            (Isolated, Community(0), &[5]),
        ];
        assert_eq!(moves, expected);
    }

    #[test]
    fn small_communities_are_gathered_but_none_that_was_large_once() {
        let moments = [
            moment(0, &[0, 0, 0, 1, 2, 3]),
            moment(1, &[0, 1, 2, 3, 3, 3]),
        ];
        let flow = Flow::of(&[&moments[0], &moments[1]], 2);
        let groups: Vec<Group> = flow.columns[0].iter().map(|(group, _)| *group).collect();
        let expected = [Group::Community(0), Group::Community(3), Group::Others];
        assert_eq!(groups, expected);
    }

    #[test]
    fn columns_stay_at_round_iterations_while_the_last_one_moves_on() {
        let shown = |last: u64| -> Vec<u64> {
            let every_15: Vec<u64> = (0..=last / 15).map(|k| k * 15).collect();
            let chosen = Flow::evenly(&every_15, 12).into_iter();
            chosen.map(|index| every_15[index]).collect()
        };
        let at_half = [0, 105, 195, 300, 405, 495, 600, 705, 795, 900, 1005];
        assert_eq!(shown(1005), at_half);
        assert_eq!(shown(1035)[..9], at_half[..9]);
        assert_eq!(shown(1035).last(), Some(&1035));
        assert_eq!(shown(3000), [0, 495, 1005, 1500, 1995, 2505, 3000]);
        for last in [0, 15, 40, 999, 123_456] {
            assert!(shown(last).len() <= 12 && shown(last).windows(2).all(|p| p[0] < p[1]));
        }
        assert_eq!(Flow::evenly(&[], 12), [0_usize; 0]);
        assert_eq!(Flow::evenly(&[0, 900, 1000], 12), [0, 1, 2]);
    }

    #[test]
    fn memberships_keep_colours_and_know_who_is_isolated() {
        let membership = moment(3, &[7, -1]);
        let colours = [0, 1, 2].map(|neuron| membership.colour(neuron));
        assert_eq!(colours, [Some(7), None, None]);
    }
}
