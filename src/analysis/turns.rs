//! When communities appear, split, join and vanish.

use super::flow::Membership;

/// Something that happened to a community and lasted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    /// The iteration at which it was first seen.
    pub iteration: u64,
    /// The identity of the community: its colour, and its number less one.
    pub community: usize,
    /// What happened.
    pub what: TurnKind,
}

/// What happened to a community.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TurnKind {
    /// It was not there before; most of its neurons were in none.
    Appears,
    /// Most of its neurons were in this other one, which goes on.
    SplitsFrom(usize),
    /// It ended, and most of its neurons are in this other one.
    Joins(usize),
    /// It ended, and most of its neurons are in none, or scattered.
    Vanishes,
}

/// A community has at least so many neurons (our choice, as for dense modules), and this share of all.
const FEWEST: usize = 4;
const SHARE: f64 = 0.03;
/// What lasts for fewer looks is flicker: Leiden moves neurons to and fro between near ties.
const LASTS: usize = 3;

/// The turns in a history of memberships, in the order of time.
pub fn turns(history: &[impl AsRef<Membership>]) -> Vec<Turn> {
    let looks: Vec<&Membership> = history.iter().map(AsRef::as_ref).collect();
    let sizes: Vec<Vec<usize>> = looks.iter().map(|look| sizes(look)).collect();
    let count = sizes.iter().map(Vec::len).max().unwrap_or(0);
    let mut found: Vec<Turn> = (0..count)
        .filter(|community| (0..looks.len()).any(|at| is_there(&looks, &sizes, at, *community)))
        .flat_map(|community| turns_of(&looks, &sizes, community))
        .collect();
    found.sort_by_key(|turn| (turn.iteration, turn.community));
    found
}

/// Neurons by community.
fn sizes(look: &Membership) -> Vec<usize> {
    let mut sizes = Vec::new();
    for colour in look.colours() {
        sizes.resize(sizes.len().max(colour + 1), 0);
        sizes[colour] += 1;
    }
    sizes
}

/// The turns of one community.
fn turns_of(looks: &[&Membership], sizes: &[Vec<usize>], community: usize) -> Vec<Turn> {
    let there = |at: usize, community: usize| is_there(looks, sizes, at, community);
    let there_at: Vec<bool> = (0..looks.len()).map(|at| there(at, community)).collect();
    let mut found = Vec::new();
    let mut now = there_at.first().copied().unwrap_or(false);
    for (at, &is) in there_at.iter().enumerate().skip(1) {
        let later = there_at.get(at..at + LASTS);
        if is == now || later.is_none_or(|later| later.iter().any(|later| *later != is)) {
            continue;
        }
        now = is;
        let [before, after] = [looks[at - 1], looks[at]];
        let what = match is {
            true => match most_of(after, community, before) {
                Some(other) if there(at, other) => TurnKind::SplitsFrom(other),
                _ => TurnKind::Appears,
            },
            false => most_of(before, community, after).map_or(TurnKind::Vanishes, TurnKind::Joins),
        };
        found.push(Turn {
            iteration: after.iteration,
            community,
            what,
        });
    }
    found
}

/// Whether a community is large enough in a look to count.
fn is_there(looks: &[&Membership], sizes: &[Vec<usize>], at: usize, community: usize) -> bool {
    let members = sizes[at].get(community).copied().unwrap_or(0);
    members >= FEWEST.max((SHARE * looks[at].neurons() as f64).ceil() as usize)
}

/// Where most of the neurons of a community in one look are in the other: in a community that is not its
/// own.
fn most_of(of: &Membership, community: usize, elsewhere: &Membership) -> Option<usize> {
    let members: Vec<usize> = (0..of.neurons())
        .filter(|neuron| of.colour(*neuron) == Some(community))
        .collect();
    let mut counts: Vec<usize> = Vec::new();
    for colour in members
        .iter()
        .filter_map(|neuron| elsewhere.colour(*neuron))
    {
        counts.resize(counts.len().max(colour + 1), 0);
        counts[colour] += 1;
    }
    let (most, count) = counts
        .into_iter()
        .enumerate()
        .max_by_key(|(_, count)| *count)?;
    (2 * count > members.len() && most != community).then_some(most)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    /// Looks at ten neurons; a digit is a community, a dot none.
    fn history(looks: &[&str]) -> Vec<Arc<Membership>> {
        let colour = |c: char| c.to_digit(10).map(|digit| digit as usize);
        let look = |(at, text): (usize, &&str)| {
            let colours: Vec<Option<usize>> = text.chars().map(colour).collect();
            Arc::new(Membership::new(10 * at as u64, &colours))
        };
        looks.iter().enumerate().map(look).collect()
    }

    fn found(looks: &[&str]) -> Vec<(u64, usize, TurnKind)> {
        let turns = turns(&history(looks)).into_iter();
        turns.map(|t| (t.iteration, t.community, t.what)).collect()
    }

    #[test]
    fn a_community_that_comes_out_of_nothing_appears_and_one_that_scatters_vanishes() {
        let looks = [
            "..........",
            "0000......",
            "0000......",
            "0000......",
            "0.........",
            "..........",
            "..........",
        ];
        let expected = [(10, 0, TurnKind::Appears), (40, 0, TurnKind::Vanishes)];
        assert_eq!(found(&looks), expected);
    }

    #[test]
    fn communities_split_and_join() {
        let looks = [
            "0000000000",
            "0000011111",
            "0000011111",
            "0000011111",
            "0000000000",
            "0000000000",
            "0000000000",
        ];
        let expected = [
            (10, 1, TurnKind::SplitsFrom(0)),
            (40, 1, TurnKind::Joins(0)),
        ];
        assert_eq!(found(&looks), expected);
    }

    #[test]
    fn what_flickers_is_no_turn() {
        let looks = [
            "0000......",
            "00001111..",
            "0000......",
            "00001111..",
            "0000......",
            "0000......",
        ];
        assert_eq!(found(&looks), []);
    }
}
