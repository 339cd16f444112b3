//! Pruning: the weakest synapses are held at zero [Fan & Mysore 2024, Algorithm 1].

use super::{Scalar, Synapses};

/// How many magnitudes are looked at to guess where the threshold lies.
const SAMPLE: usize = 1_500;
/// Half-width of the guess in standard deviations of a sampled quantile.
const SAMPLE_SIGMAS: f64 = 4.0;

/// Zeroes weak synapses, and keeps the memory it needs from one call to the next.
///
/// Our choice of definition: with N synapses, proportion p, k = ⌊p·N⌋ and t the (k+1)-th smallest
/// magnitude, every entry with |w| < t becomes zero; ties at t stay.
///
/// The threshold is exact. It is not found by sorting: a sample brackets it, one pass counts what
/// lies below the bracket and collects what lies inside, and only that is selected from. If the
/// sample misled, everything is selected from.
#[derive(Debug, Clone, Default)]
pub struct Pruner<T: Scalar> {
    candidates: Vec<T>,
}

impl<T: Scalar> Pruner<T> {
    /// Zeroes the share `proportion` (0 ≤ p < 1) of the weakest synapses and returns the threshold t.
    pub fn prune(&mut self, synapses: &mut Synapses<T>, proportion: f64) -> T {
        let rank = (proportion * synapses.count() as f64).floor() as usize;
        if rank == 0 || rank >= synapses.count() {
            return T::zero();
        }
        let threshold = self.magnitude_of_rank(synapses, rank);
        for block in synapses.blocks_mut() {
            for w in block.weights_mut() {
                *w = if w.abs() < threshold { T::zero() } else { *w };
            }
        }
        threshold
    }

    /// The magnitude with exactly `rank` others before it in ascending order.
    fn magnitude_of_rank(&mut self, synapses: &Synapses<T>, rank: usize) -> T {
        let (low, high) = self.bracket(synapses, rank);
        let below = self.collect_between(synapses, low, high);
        if rank >= below && rank - below < self.candidates.len() {
            return select(&mut self.candidates, rank - below);
        }
        self.candidates.clear();
        for block in synapses.blocks() {
            self.candidates
                .extend(block.weights().iter().map(|w| w.abs()));
        }
        select(&mut self.candidates, rank)
    }

    /// Two magnitudes between which the threshold lies, most likely.
    fn bracket(&mut self, synapses: &Synapses<T>, rank: usize) -> (T, T) {
        let count = synapses.count();
        let sample = SAMPLE.min(count);
        self.candidates.clear();
        for block in synapses.blocks() {
            let weights = block.weights();
            let share = (sample * weights.len()).div_ceil(count);
            // Steps of the golden ratio visit a block evenly without falling in step with its rows.
            let stride = (weights.len() as f64 * 0.618_033_988_749_894_9) as usize | 1;
            let picks = (0..share).map(|i| weights[(i * stride) % weights.len()].abs());
            self.candidates.extend(picks);
        }
        let p = rank as f64 / count as f64;
        let size = self.candidates.len() as f64;
        let margin = SAMPLE_SIGMAS * (p * (1.0 - p) * size).sqrt() + 1.0;
        let last = self.candidates.len() - 1;
        let high_rank = ((p * size + margin) as usize).min(last);
        let low_rank = (p * size - margin).max(0.0) as usize;
        let high = select(&mut self.candidates, high_rank);
        let low = select(&mut self.candidates[..=high_rank], low_rank);
        (low, high)
    }

    /// Collects the magnitudes in [low, high] and returns how many are smaller than `low`.
    fn collect_between(&mut self, synapses: &Synapses<T>, low: T, high: T) -> usize {
        self.candidates.clear();
        self.candidates.resize(synapses.count(), T::zero());
        let (mut below, mut found) = (0, 0);
        for block in synapses.blocks() {
            for w in block.weights() {
                // Written without branches: which way each comparison goes cannot be predicted.
                let magnitude = w.abs();
                self.candidates[found] = magnitude;
                below += usize::from(magnitude < low);
                found += usize::from(magnitude >= low && magnitude <= high);
            }
        }
        self.candidates.truncate(found);
        below
    }
}

fn select<T: Scalar>(values: &mut [T], rank: usize) -> T {
    *values
        .select_nth_unstable_by(rank, |a, b| {
            a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal)
        })
        .1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::NoiseStreams;

    fn network(weights: &[f64]) -> Synapses<f64> {
        let n = weights.len().isqrt();
        let mut synapses = Synapses::all_to_all(n);
        synapses.blocks_mut()[0]
            .weights_mut()
            .copy_from_slice(weights);
        synapses
    }

    fn pruned(weights: &[f64], proportion: f64) -> Vec<f64> {
        let mut synapses = network(weights);
        Pruner::default().prune(&mut synapses, proportion);
        synapses.blocks()[0].weights().to_vec()
    }

    #[test]
    fn the_stated_share_of_the_weakest_synapses_becomes_zero_whatever_their_sign() {
        assert_eq!(pruned(&[1.0, -2.0, 3.0, -4.0], 0.5), [0.0, 0.0, 3.0, -4.0]);
        assert_eq!(
            pruned(&[-4.0, 0.1, 2.0, -1.0], 0.25),
            [-4.0, 0.0, 2.0, -1.0]
        );
    }

    #[test]
    fn ties_at_the_threshold_stay() {
        assert_eq!(pruned(&[1.0, -1.0, 1.0, 2.0], 0.5), [1.0, -1.0, 1.0, 2.0]);
        assert_eq!(pruned(&[0.5, -1.0, 1.0, 2.0], 0.5), [0.0, -1.0, 1.0, 2.0]);
    }

    #[test]
    fn nothing_is_pruned_when_the_share_is_less_than_one_synapse() {
        assert_eq!(pruned(&[1.0, 2.0, 3.0, 4.0], 0.0), [1.0, 2.0, 3.0, 4.0]);
        assert_eq!(pruned(&[1.0, 2.0, 3.0, 4.0], 0.24), [1.0, 2.0, 3.0, 4.0]);
    }

    #[test]
    fn the_bracketed_threshold_is_the_sorted_one_for_ordinary_and_for_nasty_weights() {
        let gaussian = {
            let mut values = vec![0.0_f64; 10_000];
            NoiseStreams::new(3).weights.fill(&mut values, 1.0);
            values
        };
        let mostly_zero: Vec<f64> = (0..10_000)
            .map(|i| if i % 11 == 0 { gaussian[i] } else { 0.0 })
            .collect();
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
}
