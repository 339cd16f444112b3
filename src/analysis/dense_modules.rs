//! Dense modules: communities that are more than a partition of noise.

use super::connectome::pearson;
use super::{Connectome, Partition};

/// Neurons of a dense module at least.
const NEURONS: usize = 4;
/// Its share of Σ|w| at least.
const SHARE: f64 = 0.04;
/// Its density of synapses at least, in units of that of the network.
const DENSITY: f64 = 2.0;
/// Its hub overlap at least.
const CORE: f64 = 0.2;

/// Which communities of a partition are dense modules: at least 4 neurons, with at least 4% of Σ|w| and
/// twice the mean density of synapses inside, and a core, neurons that both send and receive there.
///
/// The last is what tells a module from what Leiden finds in any sparse network. It has a core if over its
/// neurons strength received and strength sent inside correlate by 0.2 or more (our choice). Of the
/// communities that are large, strong and dense enough in [rewired](super::rewired) networks, in which
/// others receive, about 5 in 100 reach that. Synapses of neurons onto themselves do not count.
///
/// # Panics
/// If the partition is not one of the connectome's neurons.
pub fn is_dense(connectome: &Connectome, partition: &Partition) -> Vec<bool> {
    let n = connectome.neurons();
    let all = Inside::of(connectome, &(0..n).collect::<Vec<_>>());
    let communities = (0..partition.communities()).map(|c| partition.members(c));
    communities
        .map(|members| {
            let inside = Inside::of(connectome, members);
            members.len() >= NEURONS
                && inside.strength >= SHARE * all.strength
                && inside.density() >= DENSITY * all.density()
                && pearson(&inside.received, &inside.sent).is_some_and(|core| core >= CORE)
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
        for seed in 0..20 {
            let sparse = random(100, 2.1, seed);
            let partition = Partition::detect(&sparse, &Method::default()).expect("finite");
            let dense = is_dense(&sparse, &partition);
            found += dense.len();
            counted += dense.iter().filter(|is| **is).count();
        }
        assert!(found >= 100, "{found}");
        assert!(counted * 10 <= found, "{counted} of {found}");
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
