//! Dense modules: communities that are more than a partition of noise.

use rand::seq::SliceRandom;
use rand::{SeedableRng, rngs::Xoshiro256PlusPlus};

use super::{Connectome, Partition};

/// Neurons of a dense module at least.
const NEURONS: usize = 4;
/// Its share of Σ|w| at least.
const SHARE: f64 = 0.04;
/// Its density of synapses at least, in units of that of the network.
const DENSITY: f64 = 2.0;
/// How often receivers are exchanged, and how many of these may do as well as the module.
const REWIRINGS: usize = 199;
const AS_GOOD: usize = 9;

/// Which communities of a partition are dense modules: at least 4 neurons, with at least 4% of Σ|w| and
/// twice the mean density of synapses inside, and a core of neurons that both send and receive there.
///
/// The last is what tells a module from what Leiden finds in any sparse network. Inside the community let a_i
/// be the strength that neuron i receives and b_i what it sends. It has a core if Σ a_i b_i is larger than in
/// 95 of 100 rewirings that exchange the receivers, so that every neuron still sends what it sent, and what
/// each received goes to another (our choice; the rewirings are the same at each call). Synapses of neurons
/// onto themselves do not count.
///
/// # Panics
/// If the partition is not one of the connectome's neurons.
pub fn is_dense(connectome: &Connectome, partition: &Partition) -> Vec<bool> {
    let n = connectome.neurons();
    let all = Inside::of(connectome, &(0..n).collect::<Vec<_>>());
    let mut random = Xoshiro256PlusPlus::seed_from_u64(0);
    let communities = 0..partition.communities();
    communities
        .map(|community| {
            let members = partition.members(community);
            if members.len() < NEURONS {
                return false;
            }
            let inside = Inside::of(connectome, members);
            inside.strength >= SHARE * all.strength
                && inside.density() >= DENSITY * all.density()
                && inside.has_core(&mut random)
        })
        .collect()
}

/// What some neurons exchange among themselves.
struct Inside {
    /// Σ|w|
    strength: f64,
    synapses: usize,
    /// Of each neuron.
    received: Vec<f64>,
    /// Of each neuron.
    sent: Vec<f64>,
}

impl Inside {
    fn of(connectome: &Connectome, members: &[usize]) -> Self {
        let mut inside = Self {
            strength: 0.0,
            synapses: 0,
            received: vec![0.0; members.len()],
            sent: vec![0.0; members.len()],
        };
        for (i, &post) in members.iter().enumerate() {
            let row = connectome.row(post);
            for (j, &pre) in members.iter().enumerate() {
                let w = f64::from(row[pre].abs());
                if w > 0.0 && pre != post {
                    inside.synapses += 1;
                    inside.received[i] += w;
                    inside.sent[j] += w;
                }
            }
        }
        inside.strength = inside.received.iter().sum();
        inside
    }

    /// The share of all pairs that have a synapse.
    fn density(&self) -> f64 {
        let n = self.received.len();
        self.synapses as f64 / (n * n.saturating_sub(1)).max(1) as f64
    }

    /// Whether those that receive are those that send, more than by chance.
    fn has_core(&self, random: &mut Xoshiro256PlusPlus) -> bool {
        let overlap = |received: &[f64]| -> f64 {
            let pairs = received.iter().zip(&self.sent);
            pairs.map(|(received, sent)| received * sent).sum()
        };
        let found = overlap(&self.received);
        let mut dealt = self.received.clone();
        let as_good = (0..REWIRINGS).filter(|_| {
            dealt.shuffle(random);
            overlap(&dealt) >= found
        });
        as_good.take(AS_GOOD + 1).count() <= AS_GOOD
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Method;
    use crate::analysis::examples::{random, wired};

    /// 40 neurons: groups of 10, each wired by `wires`, and a thin ring through all.
    fn grouped(wires: impl Fn(usize, usize) -> bool) -> (Connectome, Partition) {
        let ring = (0..40).map(|i| ((i + 1) % 40, i, 0.01));
        let inside = (0..4).flat_map(|g| (0..100).map(move |k| (g, k / 10, k % 10)));
        let inside = inside.filter(|&(_, post, pre)| post != pre && wires(post, pre));
        let synapses = inside.map(|(g, post, pre)| (10 * g + post, 10 * g + pre, 1.0));
        let connectome = wired(40, ring.chain(synapses));
        let groups: Vec<_> = (0..40).map(|i| Some(i / 10)).collect();
        let strength = connectome.strengths().undirected();
        let partition = Partition::from_labels(&groups, &strength);
        (connectome, partition)
    }

    #[test]
    fn groups_whose_strongest_neurons_send_and_receive_are_dense_modules() {
        let (connectome, partition) = grouped(|post, pre| post < 3 || pre < 3);
        assert_eq!(is_dense(&connectome, &partition), [true; 4]);
    }

    #[test]
    fn groups_in_which_some_only_send_and_others_only_receive_are_not() {
        let (connectome, partition) = grouped(|post, pre| post >= 5 && pre < 5);
        assert_eq!(is_dense(&connectome, &partition), [false; 4]);
    }

    #[test]
    fn what_leiden_finds_in_a_sparse_network_without_structure_rarely_counts() {
        let (mut found, mut counted) = (0, 0);
        for seed in 0..8 {
            let sparse = random(100, 1.94, seed);
            let partition = Partition::detect(&sparse, &Method::default()).expect("finite");
            let dense = is_dense(&sparse, &partition);
            found += dense.len();
            counted += dense.iter().filter(|is| **is).count();
        }
        assert!(found >= 40, "{found}");
        assert!(counted <= 8, "{counted} of {found}");
    }

    #[test]
    fn weak_thin_and_small_groups_are_not() {
        let thin = grouped(|post, pre| post == pre + 1);
        assert_eq!(is_dense(&thin.0, &thin.1), [false; 4]);
        let none = Connectome::new(10, vec![0.0; 100]);
        let partition = Partition::from_labels(&[Some(0); 10], &[0.0; 10]);
        assert_eq!(is_dense(&none, &partition), [false]);
    }
}
