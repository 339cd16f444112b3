//! How well two partitions of the same neurons agree.

use std::collections::HashMap;

/// The adjusted Rand index of two partitions [Hubert & Arabie 1985]: 1 when they are the same, whatever
/// their communities are called, and 0 on average when they agree no better than communities of the
/// same sizes dealt out by chance; it may be negative.
///
/// With n_ij neurons in community i of the one and j of the other, and sums over pairs
/// `A` = Σ_ij C(n_ij, 2), `B` = Σ_i C(n_i·, 2), `C` = Σ_j C(n_·j, 2) and `E` = BC / C(n, 2), it is
/// (A − E) / ((B + C) / 2 − E).
///
/// `a` and `b` hold the community of each neuron. Only neurons count that are in a community in both:
/// an isolated neuron is in none, and of two networks with many isolated neurons the index would
/// otherwise mostly say that these are. Where both partitions put all neurons together, or each alone,
/// nothing else was possible and the index is 1. `None` if fewer than two neurons count.
/// Panics if the two do not have the same length.
pub fn adjusted_rand_index(a: &[Option<usize>], b: &[Option<usize>]) -> Option<f64> {
    assert_eq!(a.len(), b.len(), "two labels for each neuron");
    let mut both = HashMap::<(usize, usize), u64>::new();
    let (mut of_a, mut of_b) = (HashMap::<usize, u64>::new(), HashMap::<usize, u64>::new());
    let mut count = 0;
    for pair in a.iter().zip(b) {
        if let (Some(i), Some(j)) = pair {
            *both.entry((*i, *j)).or_default() += 1;
            *of_a.entry(*i).or_default() += 1;
            *of_b.entry(*j).or_default() += 1;
            count += 1;
        }
    }
    if count < 2 {
        return None;
    }
    let together = pairs(both.values());
    let (in_a, in_b, all) = (pairs(of_a.values()), pairs(of_b.values()), pairs(&[count]));
    let expected = in_a * in_b / all;
    let most = (in_a + in_b) / 2.0;
    // Zero exactly where both are trivial in the same way.
    if most == expected {
        return Some(1.0);
    }
    Some((together - expected) / (most - expected))
}

/// Σ C(k, 2); exact, as it is a sum of whole numbers.
fn pairs<'a>(counts: impl IntoIterator<Item = &'a u64>) -> f64 {
    let pairs = counts.into_iter().map(|&k| k * k.saturating_sub(1) / 2);
    pairs.sum::<u64>() as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{RngExt, SeedableRng, rngs::Xoshiro256PlusPlus};

    fn index(a: &[usize], b: &[usize]) -> f64 {
        let some = |labels: &[usize]| labels.iter().copied().map(Some).collect::<Vec<_>>();
        adjusted_rand_index(&some(a), &some(b)).expect("two neurons at least")
    }

    fn draw(random: &mut Xoshiro256PlusPlus, n: usize, communities: usize) -> Vec<usize> {
        (0..n)
            .map(|_| random.random_range(0..communities))
            .collect()
    }

    #[test]
    fn known_answers_whatever_communities_are_called() {
        let cases: [(&[usize], &[usize], f64); 6] = [
            (&[0, 0, 1, 1, 2], &[5, 5, 3, 3, 9], 1.0),
            (&[4, 4, 4], &[0, 0, 0], 1.0),
            (&[0, 1, 2], &[2, 0, 1], 1.0),
            // By hand: A = 1, B = 2, C = 2, C(4, 2) = 6, E = 2/3.
            (&[0, 0, 1, 1], &[0, 0, 1, 2], 4.0 / 7.0),
            (&[0, 0, 1, 1], &[0, 1, 0, 1], -0.5),
            (&[0, 0, 0, 0], &[0, 1, 2, 3], 0.0),
        ];
        for (a, b, expected) in cases {
            let rounding = if expected.fract() == 0.0 { 0.0 } else { 1e-15 };
            assert!((index(a, b) - expected).abs() <= rounding, "{a:?} {b:?}");
        }
    }

    #[test]
    fn it_is_what_counting_pairs_of_neurons_gives() {
        let mut random = Xoshiro256PlusPlus::seed_from_u64(1);
        for n in [2, 5, 23] {
            let (a, b) = (draw(&mut random, n, 3), draw(&mut random, n, 4));
            let (mut both, mut in_a, mut in_b, mut all) = (0.0, 0.0, 0.0, 0.0);
            for i in 0..n {
                for j in 0..i {
                    let same = [a[i] == a[j], b[i] == b[j]].map(|s| f64::from(u8::from(s)));
                    both += same[0] * same[1];
                    in_a += same[0];
                    in_b += same[1];
                    all += 1.0;
                }
            }
            let expected: f64 = in_a * in_b / all;
            let by_pairs = (both - expected) / (0.5 * (in_a + in_b) - expected);
            if by_pairs.is_finite() {
                assert!((index(&a, &b) - by_pairs).abs() < 1e-12, "{a:?} {b:?}");
            }
        }
    }

    #[test]
    fn random_partitions_agree_by_nothing_on_average() {
        let mut random = Xoshiro256PlusPlus::seed_from_u64(2);
        let mut draw = || draw(&mut random, 60, 4);
        let mean = (0..400).map(|_| index(&draw(), &draw())).sum::<f64>() / 400.0;
        assert!(mean.abs() < 0.005, "{mean}");
    }

    #[test]
    fn neurons_isolated_in_either_network_do_not_count() {
        let a = [Some(0), Some(0), Some(1), Some(1), None, Some(1)];
        let b = [Some(1), Some(1), Some(0), Some(2), Some(0), None];
        let without = index(&[0, 0, 1, 1], &[1, 1, 0, 2]);
        assert_eq!(adjusted_rand_index(&a, &b), Some(without));
        assert_eq!(adjusted_rand_index(&[None; 3], &[Some(1); 3]), None);
        assert_eq!(adjusted_rand_index(&[Some(0), None], &[Some(1); 2]), None);
    }
}
