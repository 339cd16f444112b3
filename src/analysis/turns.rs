//! When communities appear, split, join and vanish.

use std::collections::VecDeque;
use std::sync::Arc;

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
/// Turns kept at most: the first ones, as nobody can tell more of them apart.
const MOST: usize = 1_000;

/// Follows communities from look to look, and keeps their turns, however long the run.
#[derive(Debug, Clone, Default)]
pub struct Turns {
    found: Arc<Vec<Turn>>,
    /// The latest looks, a turn being decided between the first two.
    looks: VecDeque<Arc<Membership>>,
    /// Which communities are there, flicker left out.
    there: Vec<bool>,
}

impl Turns {
    /// The turns so far, in the order of time.
    pub fn found(&self) -> &Arc<Vec<Turn>> {
        &self.found
    }

    /// Takes note of who is in which community now.
    pub fn see(&mut self, look: &Arc<Membership>) {
        if self
            .looks
            .back()
            .is_some_and(|last| last.iteration == look.iteration)
        {
            self.looks.pop_back();
        }
        self.looks.push_back(Arc::clone(look));
        if self.looks.len() == 1 {
            self.there = sizes(look).iter().map(|size| counts(*size, look)).collect();
        }
        if self.looks.len() > LASTS {
            self.decide();
            self.looks.pop_front();
        }
    }

    /// Forgets what lies after an iteration, from which the run goes another way.
    pub fn forget_after(&mut self, iteration: u64) {
        let kept = self
            .found
            .partition_point(|turn| turn.iteration <= iteration);
        if kept < self.found.len() {
            Arc::make_mut(&mut self.found).truncate(kept);
        }
        self.looks.clear();
    }

    /// Looks what has happened between the two looks that are the oldest, and has lasted since.
    fn decide(&mut self) {
        let looks: Vec<Arc<Membership>> = self.looks.iter().cloned().collect();
        let [before, later @ ..] = looks.as_slice() else {
            return;
        };
        let sizes: Vec<Vec<usize>> = later.iter().map(|look| sizes(look)).collect();
        let is_there = |at: usize, community: usize| {
            let size = sizes[at].get(community).copied().unwrap_or(0);
            counts(size, &later[at])
        };
        let most = sizes.iter().map(Vec::len).max().unwrap_or(0);
        self.there.resize(self.there.len().max(most), false);
        for community in 0..self.there.len() {
            let is = is_there(0, community);
            let lasts = (0..later.len()).all(|at| is_there(at, community) == is);
            if is == self.there[community] || !lasts {
                continue;
            }
            self.there[community] = is;
            let after = &later[0];
            let what = match is {
                true => match most_of(after, community, before) {
                    Some(other) if is_there(0, other) => TurnKind::SplitsFrom(other),
                    _ => TurnKind::Appears,
                },
                false => {
                    let joined = most_of(before, community, after);
                    joined.map_or(TurnKind::Vanishes, TurnKind::Joins)
                }
            };
            if self.found.len() < MOST {
                Arc::make_mut(&mut self.found).push(Turn {
                    iteration: after.iteration,
                    community,
                    what,
                });
            }
        }
    }
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

/// Whether a community of so many neurons is large enough to count.
fn counts(size: usize, look: &Membership) -> bool {
    size >= FEWEST.max((SHARE * look.neurons() as f64).ceil() as usize)
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
    use super::*;

    /// A look at ten neurons; a digit is a community, a dot none.
    fn look(iteration: u64, text: &str) -> Arc<Membership> {
        let colour = |c: char| c.to_digit(10).map(|digit| digit as usize);
        let colours: Vec<Option<usize>> = text.chars().map(colour).collect();
        Arc::new(Membership::new(iteration, &colours))
    }

    fn told(turns: &Turns) -> Vec<(u64, usize, TurnKind)> {
        let turns = turns.found().iter();
        turns.map(|t| (t.iteration, t.community, t.what)).collect()
    }

    fn followed(looks: &[&str]) -> Turns {
        let mut turns = Turns::default();
        for (at, text) in looks.iter().enumerate() {
            turns.see(&look(10 * at as u64, text));
        }
        turns
    }

    const NONE: &str = "..........";
    const FOUR: &str = "0000......";

    #[test]
    fn a_community_that_comes_out_of_nothing_appears_and_one_that_scatters_vanishes() {
        let looks = [NONE, FOUR, FOUR, FOUR, "0.........", NONE, NONE];
        let expected = [(10, 0, TurnKind::Appears), (40, 0, TurnKind::Vanishes)];
        assert_eq!(told(&followed(&looks)), expected);
    }

    #[test]
    fn communities_split_and_join() {
        let (one, two) = ("0000000000", "0000011111");
        let looks = [one, two, two, two, one, one, one];
        let expected = [
            (10, 1, TurnKind::SplitsFrom(0)),
            (40, 1, TurnKind::Joins(0)),
        ];
        assert_eq!(told(&followed(&looks)), expected);
    }

    #[test]
    fn what_flickers_is_no_turn() {
        let both = "00001111..";
        let looks = [FOUR, both, FOUR, both, FOUR, FOUR];
        assert_eq!(told(&followed(&looks)), []);
    }

    #[test]
    fn turns_keep_their_iteration_however_long_the_run_and_go_with_what_is_left() {
        let mut turns = followed(&[NONE, FOUR, FOUR, FOUR]);
        for at in 4..5_000 {
            turns.see(&look(10 * at, FOUR));
        }
        assert_eq!(told(&turns), [(10, 0, TurnKind::Appears)]);
        for at in 5_000..5_004 {
            turns.see(&look(10 * at, NONE));
        }
        assert_eq!(told(&turns)[1..], [(50_000, 0, TurnKind::Vanishes)]);
        turns.forget_after(40_000);
        assert_eq!(told(&turns), [(10, 0, TurnKind::Appears)]);
        for at in 4_001..4_010 {
            turns.see(&look(10 * at, FOUR));
        }
        assert_eq!(told(&turns), [(10, 0, TurnKind::Appears)]);
    }
}
