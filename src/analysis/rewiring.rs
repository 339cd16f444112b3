//! A network wired by chance, that keeps what each neuron sends.

use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng, rngs::Xoshiro256PlusPlus};

use super::Connectome;

/// Swaps tried for each synapse. Tries are counted, not swaps that were possible: only so is every
/// wiring of the same degrees equally likely.
const TRIES_PER_SYNAPSE: usize = 30;

/// A synapse, by its ends.
#[derive(Clone, Copy)]
struct Ends {
    post: usize,
    pre: usize,
}

/// The same neurons, wired at random: a control that keeps what every neuron sends, and how unevenly it is
/// received, but not who receives it.
///
/// First what each neuron received, a row of W, is dealt to another neuron: whether it is the senders that
/// receive is then chance. (A rewiring that lets each neuron also receive as much as before keeps the hubs,
/// and with them hub overlap and modules; it cannot say whether those are more than chance.) Then, many times over, two synapses b ← a and d ← c swap their post-neurons and become d ← a and b ← c,
/// unless a neuron would come to project to itself or such a synapse is there already. The weights
/// travel with the synapses of their pre-neuron, and are at last dealt out anew among them, so that
/// a network with all its synapses changes too. Every neuron thus sends the weights that it sent, by
/// size and sign, and its out-strength stays; in-degrees stay as a set. The same W and seed give the same
/// network.
pub fn rewired(connectome: &Connectome, seed: u64) -> Connectome {
    let n = connectome.neurons();
    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    let connectome = &received_by_others(connectome, &mut random);
    let mut synapses = synapses(connectome);
    let mut taken: Vec<bool> = connectome.weights().iter().map(|w| *w != 0.0).collect();
    let count = synapses.len();
    for _ in 0..TRIES_PER_SYNAPSE * count {
        let pair = [0; 2].map(|_| random.random_range(0..count));
        swap(&mut synapses, &mut taken, n, pair);
    }
    with_weights(connectome, &synapses, &mut random)
}

/// The rows of W in another order.
fn received_by_others(connectome: &Connectome, random: &mut Xoshiro256PlusPlus) -> Connectome {
    let n = connectome.neurons();
    let mut receivers: Vec<usize> = (0..n).collect();
    receivers.shuffle(random);
    let rows = receivers.into_iter().flat_map(|i| connectome.row(i));
    Connectome::new(n, rows.copied().collect())
}

/// All synapses from one neuron to another, by pre-neuron.
fn synapses(connectome: &Connectome) -> Vec<Ends> {
    let n = connectome.neurons();
    let all = (0..n).flat_map(|pre| (0..n).map(move |post| Ends { post, pre }));
    all.filter(|s| s.post != s.pre && connectome.weight(s.post, s.pre) != 0.0)
        .collect()
}

/// Swaps the post-neurons of two synapses, if that can be done.
fn swap(synapses: &mut [Ends], taken: &mut [bool], n: usize, [i, k]: [usize; 2]) {
    let (a, b) = (synapses[i], synapses[k]);
    let at = |post: usize, pre: usize| post * n + pre;
    let onto_itself = b.post == a.pre || a.post == b.pre;
    if onto_itself || taken[at(b.post, a.pre)] || taken[at(a.post, b.pre)] {
        return;
    }
    for (post, pre, there) in [
        (a.post, a.pre, false),
        (b.post, b.pre, false),
        (b.post, a.pre, true),
        (a.post, b.pre, true),
    ] {
        taken[at(post, pre)] = there;
    }
    (synapses[i].post, synapses[k].post) = (b.post, a.post);
}

/// The network with these synapses, the weights of each pre-neuron dealt out among its own.
fn with_weights(
    connectome: &Connectome,
    synapses: &[Ends],
    random: &mut Xoshiro256PlusPlus,
) -> Connectome {
    let n = connectome.neurons();
    let mut rewired = Connectome::new(n, vec![0.0; n * n]);
    for i in 0..n {
        rewired.weights_mut()[i * n + i] = connectome.weight(i, i);
    }
    for of_one in synapses.chunk_by(|a, b| a.pre == b.pre) {
        let pre = of_one[0].pre;
        let sent = (0..n).filter(|&post| post != pre);
        let sent = sent.map(|post| connectome.weight(post, pre));
        let mut weights: Vec<f32> = sent.filter(|w| *w != 0.0).collect();
        weights.shuffle(random);
        for (ends, weight) in of_one.iter().zip(weights) {
            rewired.weights_mut()[ends.post * n + pre] = weight;
        }
    }
    rewired
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::examples::{random, wired};
    use crate::analysis::{Method, Partition, Structure};

    /// n neurons with a share of all synapses, those onto themselves included.
    fn random_network(n: usize, share: f32, seed: u64) -> Connectome {
        random(n, (1.0 - share) * 2.0, seed)
    }

    fn degrees(connectome: &Connectome) -> (Vec<usize>, Vec<usize>) {
        let n = connectome.neurons();
        let there = |post: usize, pre: usize| usize::from(connectome.weight(post, pre) != 0.0);
        let received = (0..n).map(|i| (0..n).map(|j| there(i, j)).sum());
        let sent = (0..n).map(|j| (0..n).map(|i| there(i, j)).sum());
        (received.collect(), sent.collect())
    }

    /// The weights that a neuron sends, sorted.
    fn sent(connectome: &Connectome, pre: usize) -> Vec<f32> {
        let all = 0..connectome.neurons();
        let mut weights: Vec<f32> = all.map(|post| connectome.weight(post, pre)).collect();
        weights.sort_by(f32::total_cmp);
        weights
    }

    #[test]
    fn what_each_neuron_sends_stays_and_degrees_go_to_other_receivers() {
        for share in [0.1, 0.5, 0.9, 1.0] {
            let before = random_network(40, share, 4);
            let after = rewired(&before, 1);
            let [(received, sends), (receives, sent_now)] = [degrees(&before), degrees(&after)];
            assert_eq!(sends, sent_now);
            let sorted = |mut degrees: Vec<usize>| {
                degrees.sort_unstable();
                degrees
            };
            assert!(share == 1.0 || received != receives);
            assert_eq!(sorted(received), sorted(receives));
            for i in 0..40 {
                assert_eq!(sent(&before, i), sent(&after, i));
            }
            let same = |k: &usize| before.weights()[*k] == after.weights()[*k];
            assert_eq!(after, rewired(&before, 1));
            assert_ne!(after, rewired(&before, 2), "the seed decides");
            let kept = (0..1600).filter(|k| same(k) && before.weights()[*k] != 0.0);
            let synapses = before.weights().iter().filter(|w| **w != 0.0).count();
            assert!(kept.count() * 4 < synapses, "share {share}");
        }
    }

    #[test]
    fn hubs_that_send_and_receive_are_gone() {
        // Five hubs, to and from all others.
        let hub = |k: usize| (k / 50 < 5) != (k % 50 < 5);
        let before = Connectome::new(50, (0..2500).map(|k| f32::from(hub(k))).collect());
        let overlap = |connectome: &Connectome| connectome.strengths().hub_overlap();
        assert!(overlap(&before).is_some_and(|rho| rho > 0.99));
        let of_rewired = (0..20).filter_map(|seed| overlap(&rewired(&before, seed)));
        let mean = of_rewired.sum::<f64>() / 20.0;
        assert!(mean.abs() < 0.2, "{mean}");
    }

    #[test]
    fn every_wiring_is_found_about_equally_often() {
        // Each of three neurons sends one synapse and receives one: six ways.
        let before = wired(3, [(1, 0), (2, 1), (0, 2)].map(|(i, j)| (i, j, 1.0)));
        let mut counts = std::collections::HashMap::<Vec<bool>, usize>::new();
        for seed in 0..1800 {
            let after = rewired(&before, seed);
            let wiring = after.weights().iter().map(|w| *w != 0.0).collect();
            *counts.entry(wiring).or_default() += 1;
        }
        assert_eq!(counts.len(), 6);
        // A binomial count of mean 300 has a standard deviation of 16.
        let usual = |count: &usize| (220..380).contains(count);
        assert!(counts.values().all(usual), "{counts:?}");
    }

    #[test]
    fn modules_are_gone() {
        let n = 60;
        let module = |k: usize| (k / n) / 15 == (k % n) / 15 && k / n != k % n;
        let before = Connectome::new(n, (0..n * n).map(|k| f32::from(module(k))).collect());
        let q = |connectome: &Connectome| {
            let method = Method::default();
            let found = Partition::detect(connectome, &method).expect("finite weights");
            let structure = Structure::of(connectome, &found, &method);
            structure.q.expect("synapses")
        };
        assert!(q(&before) > 0.7);
        assert!(q(&rewired(&before, 1)) < 0.25);
    }

    #[test]
    fn what_cannot_be_rewired_stays() {
        let nothing = Connectome::default();
        assert_eq!(rewired(&nothing, 1), nothing);
        let alike = Connectome::new(2, vec![1.0; 4]);
        assert_eq!(rewired(&alike, 1), alike);
    }
}
