//! Dense modules: communities that are more than a partition of noise.

use super::connectome::pearson;
use super::{Connectome, Partition};

/// Neurons of a dense module at least.
const NEURONS: usize = 4;
/// Its share of Σ|w| at least.
const SHARE: f64 = 0.04;
/// Its density of synapses at least, in units of that of the network.
const DENSITY: f64 = 2.0;
/// The correlation of strength received and sent over its neurons at least.
const CORE: f64 = 0.4;

/// Which communities of a partition are dense modules: at least 4 neurons, with at least 4% of Σ|w| and
/// twice the mean density of synapses inside, and a core, neurons that both send and receive there.
///
/// The last is what tells a module from what Leiden finds in any sparse network. It has a core if over its
/// neurons the strength received, Σ_j |w_ij|, and the strength sent, Σ_j |w_ji|, correlate by 0.4 or more
/// (our choice). In networks [rewired](super::rewired) so that others receive about one in ten communities
/// that are large, strong and dense enough reaches that. Synapses of neurons onto themselves do not count.
///
/// # Panics
/// If the partition is not one of the connectome's neurons.
pub fn is_dense(connectome: &Connectome, partition: &Partition) -> Vec<bool> {
    let strengths = connectome.strengths();
    let others = |all: &[f64], i: usize| (all[i] - strengths.own[i]).max(0.0);
    let has_core = |members: &[usize]| {
        let of_each = |all: &[f64]| members.iter().map(|&i| others(all, i)).collect::<Vec<_>>();
        let core = pearson(&of_each(&strengths.received), &of_each(&strengths.sent));
        // Where all send and receive alike, all are the core.
        core.is_none_or(|core| core >= CORE)
    };
    let (all, inside) = exchanged(connectome, partition);
    let communities = inside.into_iter().enumerate();
    communities
        .map(|(community, inside)| {
            let members = partition.members(community);
            let mean = all.density(connectome.neurons());
            members.len() >= NEURONS
                && all.strength > 0.0
                && inside.strength >= SHARE * all.strength
                && inside.density(members.len()) >= DENSITY * mean
                && has_core(members)
        })
        .collect()
}

/// What some neurons exchange among themselves, synapses onto themselves left out.
#[derive(Clone, Copy, Default)]
struct Exchange {
    /// Σ|w|
    strength: f64,
    synapses: usize,
}

impl Exchange {
    fn add(&mut self, w: f32) {
        self.strength += f64::from(w.abs());
        self.synapses += 1;
    }

    /// The share of all pairs of so many neurons that have a synapse.
    fn density(&self, neurons: usize) -> f64 {
        let pairs = neurons * neurons.saturating_sub(1);
        self.synapses as f64 / pairs.max(1) as f64
    }
}

/// What all neurons exchange, and those of each community.
fn exchanged(connectome: &Connectome, partition: &Partition) -> (Exchange, Vec<Exchange>) {
    let n = connectome.neurons();
    assert_eq!(partition.label.len(), n, "a label for each neuron");
    let mut all = Exchange::default();
    let mut inside = vec![all; partition.communities()];
    for (post, row) in connectome.rows().enumerate() {
        for (pre, &w) in row.iter().enumerate() {
            if w == 0.0 || pre == post {
                continue;
            }
            all.add(w);
            match (partition.label[post], partition.label[pre]) {
                (Some(a), Some(b)) if a == b => inside[a].add(w),
                _ => {}
            }
        }
    }
    (all, inside)
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
        assert!(counted * 6 <= found, "{counted} of {found}");
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
