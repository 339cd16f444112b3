//! Pruning: the weakest synapses are held at zero [Fan & Mysore 2024, Algorithm 1].

use std::cmp::Ordering;

use super::passes::{Census, CensusMemory, Counted};
use super::scratch::Workbench;
use super::{Scalar, Synapses};

/// By what the reach of the bracket grows on the side on which it has missed the threshold, and
/// otherwise. Together they let it miss about once in ten times: a wider bracket would have to collect
/// more each time than the other look then costs.
const WIDER: f64 = 1.5;
const NARROWER: f64 = 0.98;
/// How far from the threshold the bracket begins and ends, in units of the threshold: at first, at
/// least and at most.
const REACH: (f64, f64, f64) = (0.05, 1e-6, 0.9);
/// How often another bracket is tried before all weights are selected from, and how often one may hold
/// too much: where many weights tie at the threshold, each does.
const LOOKS: usize = 8;
const OVERFLOWS: usize = 2;
/// Bits of a magnitude's key that one look at all weights settles.
const DIGIT: u32 = 11;

/// Finds the threshold of pruning, and keeps the memory it needs from one call to the next.
///
/// Our choice of definition: with N synapses, proportion p, k = ⌊p·N⌋ and t the (k+1)-th smallest
/// magnitude, every entry with |w| < t becomes zero; ties at t stay.
///
/// The threshold is exact. It is not found by sorting: it lies near the one before, so while the
/// weights change those below a bracket around it are counted and those inside are collected, and
/// only those are selected from. If it lies outside the bracket, other brackets beside it are looked
/// through. If that does not help either, all weights are counted by the leading bits of their
/// magnitude, then those with the same leading bits by the next, until one is left. That is always
/// done where there is nothing to go by: at first, in layered networks, and at the end of a batch.
#[derive(Debug, Clone)]
pub struct Pruner<T: Scalar> {
    /// The threshold before.
    threshold: T,
    /// How far the bracket reaches below and above it, in units of it.
    reach: [f64; 2],
    /// The magnitudes that were collected latest: from the first to below the second.
    bracket: [T; 2],
    memory: CensusMemory<T>,
    histogram: Vec<u32>,
}

impl<T: Scalar> Default for Pruner<T> {
    fn default() -> Self {
        Self {
            threshold: T::zero(),
            reach: [REACH.0; 2],
            bracket: [T::zero(); 2],
            memory: CensusMemory::default(),
            histogram: Vec::new(),
        }
    }
}

/// k of the definition; `None` if nothing is pruned.
fn rank(count: usize, proportion: f64) -> Option<usize> {
    let rank = (proportion * count as f64).floor() as usize;
    (rank > 0 && rank < count).then_some(rank)
}

impl<T: Scalar> Pruner<T> {
    /// Zeroes the share `proportion` (0 ≤ p < 1) of the weakest synapses and returns the threshold t.
    #[cfg(test)]
    pub fn prune(&mut self, synapses: &mut Synapses<T>, proportion: f64) -> T {
        let alone = Workbench::default();
        let threshold = self.threshold(synapses, proportion, None, &alone);
        synapses.prune_below(threshold, &alone);
        synapses.settle(&alone);
        threshold
    }

    /// The same without the memory that it works in.
    pub(super) fn lean(&self) -> Self {
        Self {
            threshold: self.threshold,
            reach: self.reach,
            ..Self::default()
        }
    }

    /// Bytes of memory.
    pub(super) fn bytes(&self) -> usize {
        self.memory.bytes() + self.histogram.capacity() * size_of::<u32>()
    }

    /// What to count while the weights change, to know the threshold afterwards; `None` if nothing is
    /// known that would help.
    pub(super) fn census(&mut self, count: usize, proportion: f64) -> Option<Census<'_, T>> {
        rank(count, proportion)?;
        if self.threshold == T::zero() {
            return None;
        }
        self.bracket = [self.edge(0), self.edge(1)];
        self.census_of_bracket()
    }

    /// One end of the bracket around the threshold before.
    fn edge(&self, side: usize) -> T {
        let away = [-self.reach[0], self.reach[1]][side];
        T::of(self.threshold.to_f64() * (1.0 + away))
    }

    fn census_of_bracket(&mut self) -> Option<Census<'_, T>> {
        let [low, high] = self.bracket;
        let memory = &mut self.memory;
        (T::zero() < low && low < high).then_some(Census { low, high, memory })
    }

    /// The threshold t of these weights; zero if nothing is pruned. `counted` is what the census told.
    pub(super) fn threshold(
        &mut self,
        synapses: &Synapses<T>,
        proportion: f64,
        counted: Option<Counted>,
        bench: &Workbench<T>,
    ) -> T {
        let count = synapses.count();
        let Some(rank) = rank(count, proportion) else {
            return T::zero();
        };
        let bracketed = counted.and_then(|counted| {
            self.aim(rank, counted);
            self.select_from_census(rank, counted)
                .or_else(|| self.look_beside(synapses, rank, counted, bench))
        });
        self.threshold = bracketed.unwrap_or_else(|| self.select_from_all(synapses, rank));
        self.threshold
    }

    /// Adapts the reach of the next bracket to where the threshold lay in this one.
    fn aim(&mut self, rank: usize, counted: Counted) {
        let above = |inside: usize| rank >= counted.below + inside;
        let missed = [rank < counted.below, counted.inside.is_some_and(above)];
        for (reach, missed) in self.reach.iter_mut().zip(missed) {
            let factor = match (missed, counted.inside) {
                (true, _) => WIDER,
                (false, Some(_)) => NARROWER,
                (false, None) => 0.5,
            };
            *reach = (*reach * factor).clamp(REACH.1, REACH.2);
        }
    }

    /// Selects from what was collected, if the threshold is in it.
    fn select_from_census(&mut self, rank: usize, counted: Counted) -> Option<T> {
        let candidates = self.memory.collected.get_mut(..counted.inside?)?;
        let rank = rank.checked_sub(counted.below)?;
        (rank < candidates.len()).then(|| select(candidates, rank))
    }

    /// Looks for the threshold beside the bracket before, on the side where it must be, further and
    /// further away; where a bracket holds too much, in the first quarter of it.
    fn look_beside(
        &mut self,
        synapses: &Synapses<T>,
        rank: usize,
        mut counted: Counted,
        bench: &Workbench<T>,
    ) -> Option<T> {
        let [low, high] = self.bracket.map(T::to_f64);
        let (mut step, mut overflows) = (high - low, 0);
        for _ in 0..LOOKS {
            let [low, high] = self.bracket.map(T::to_f64);
            let next = if rank < counted.below {
                [(low - step).max(low / 4.0), low]
            } else if counted.inside.is_none() {
                overflows += 1;
                if overflows > OVERFLOWS {
                    return None;
                }
                step = (high - low) / 4.0;
                [low, low + step]
            } else {
                [high, high + step]
            };
            step *= 2.0;
            self.bracket = next.map(T::of);
            let census = self.census_of_bracket()?;
            counted = synapses.count_magnitudes(census, bench);
            let found = self.select_from_census(rank, counted);
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// Selects the magnitude with exactly `rank` others before it in ascending order, digit by digit.
    fn select_from_all(&mut self, synapses: &Synapses<T>, mut rank: usize) -> T {
        self.histogram.resize(1 << DIGIT, 0);
        // Keys have a bit less than their numbers: no sign.
        let mut shift = (8 * size_of::<T>() as u32 - 1).next_multiple_of(DIGIT);
        let mut found = 0;
        while shift > 0 {
            shift -= DIGIT;
            self.histogram.fill(0);
            for w in synapses.blocks.iter().flat_map(|b| b.rows.entries()) {
                let leading = w.magnitude_key() >> shift;
                if leading >> DIGIT == found {
                    self.histogram[(leading & ((1 << DIGIT) - 1)) as usize] += 1;
                }
            }
            let mut digit = 0;
            for &members in &self.histogram {
                if rank < members as usize {
                    break;
                }
                rank -= members as usize;
                digit += 1;
            }
            found = (found << DIGIT) | digit;
        }
        T::from_magnitude_key(found)
    }
}

fn select<T: Scalar>(values: &mut [T], rank: usize) -> T {
    let order = |a: &T, b: &T| a.partial_cmp(b).unwrap_or(Ordering::Equal);
    *values.select_nth_unstable_by(rank, order).1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{NoiseStreams, Topology};

    fn network(weights: &[f64]) -> Synapses<f64> {
        let n = weights.len().isqrt();
        let mut synapses = Topology::AllToAll { neurons: n }.synapses();
        synapses.read_dense(weights);
        synapses
    }

    #[test]
    fn the_stated_share_of_the_weakest_becomes_zero_whatever_their_sign_and_ties_stay() {
        for (weights, share, expected) in [
            ([1.0, -2.0, 3.0, -4.0], 0.5, [0.0, 0.0, 3.0, -4.0]),
            ([-4.0, 0.1, 2.0, -1.0], 0.25, [-4.0, 0.0, 2.0, -1.0]),
            ([1.0, -1.0, 1.0, 2.0], 0.5, [1.0, -1.0, 1.0, 2.0]),
            ([0.5, -1.0, 1.0, 2.0], 0.5, [0.0, -1.0, 1.0, 2.0]),
            // Less than one synapse.
            ([1.0, 2.0, 3.0, 4.0], 0.0, [1.0, 2.0, 3.0, 4.0]),
            ([1.0, 2.0, 3.0, 4.0], 0.24, [1.0, 2.0, 3.0, 4.0]),
        ] {
            let mut synapses = network(&weights);
            Pruner::default().prune(&mut synapses, share);
            assert!(synapses.blocks[0].rows.entries().eq(&expected));
        }
    }

    #[test]
    fn the_bracketed_threshold_is_the_sorted_one_for_ordinary_and_for_nasty_weights() {
        let mut gaussian = vec![0.0_f64; 10_000];
        NoiseStreams::new(3).weights.fill(&mut gaussian, 1.0);
        let rare = |i| if i % 11 == 0 { gaussian[i] } else { 0.0 };
        let mostly_zero: Vec<f64> = (0..10_000).map(rare).collect();
        let alternating: Vec<f64> = (0..10_000).map(|i| f64::from(i % 2)).collect();
        let rising: Vec<f64> = (0..10_000).map(f64::from).collect();
        for weights in [gaussian, mostly_zero, alternating, rising] {
            let mut sorted: Vec<f64> = weights.iter().map(|w| w.abs()).collect();
            sorted.sort_by(f64::total_cmp);
            for proportion in [0.001, 0.3, 0.5, 0.9, 0.97, 0.9999] {
                let threshold = Pruner::default().prune(&mut network(&weights), proportion);
                assert_eq!(threshold, sorted[(proportion * 10_000.0) as usize]);
            }
        }
    }

    /// Lets the weights of all synapses change again and again, and looks at each threshold.
    fn follows_sorting(changes: impl IntoIterator<Item = Vec<f64>>, proportion: f64) {
        let n = 40;
        let (mut synapses, mut pruner) = (network(&vec![0.0; n * n]), Pruner::<f64>::default());
        let (mut alone, ones) = (Workbench::default(), vec![1.0; n]);
        let mut expected = vec![0.0; n * n];
        for change in changes {
            let census = pruner.census(n * n, proportion);
            let counted = synapses.potentiate(&change, &ones, census, &mut alone);
            for (k, w) in expected.iter_mut().enumerate() {
                *w += change[k / n];
            }
            let mut sorted: Vec<f64> = expected.iter().map(|w| w.abs()).collect();
            sorted.sort_by(f64::total_cmp);
            let threshold = pruner.threshold(&synapses, proportion, counted, &alone);
            assert_eq!(threshold, sorted[(proportion * (n * n) as f64) as usize]);
        }
    }

    #[test]
    fn a_threshold_that_leaps_between_two_updates_is_found_all_the_same() {
        let mut stream = NoiseStreams::new(7).weights;
        for proportion in [0.01, 0.5, 0.9, 0.97] {
            let scales = [1.0, 1.0, 1.01, 100.0, 1.0, 1e-6, 1e-6, 50.0, 1e6, 1.0];
            let changes = scales.into_iter().chain([0.0; 2]).map(|scale| {
                let mut change = vec![0.0; 40];
                stream.fill(&mut change, scale);
                change
            });
            follows_sorting(changes, proportion);
        }
    }

    #[test]
    fn a_threshold_among_ties_and_zeros_is_found_all_the_same() {
        let steps = (0..30).map(|k| {
            let step = |i: usize| f64::from((i + k).is_multiple_of(3)) * [1.0, -1.0, 0.5][k % 3];
            (0..40).map(step).collect()
        });
        let steps: Vec<Vec<f64>> = steps.collect();
        for proportion in [0.1, 0.5, 0.66, 0.9] {
            follows_sorting(steps.clone(), proportion);
        }
    }
}
