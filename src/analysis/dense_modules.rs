//! Dense modules: communities that hold much of the wiring, and densely.

use super::{Connectome, Partition};

/// Neurons that a dense module has at least.
const LEAST_NEURONS: usize = 4;
/// The share of Σ|w| that lies inside a dense module at least.
const LEAST_SHARE: f64 = 0.04;
/// How many times the mean density of synapses a dense module has inside at least.
const LEAST_DENSITY: f64 = 2.0;

/// For each community whether it is a dense module: at least 4 neurons, at least 4% of Σ|w| inside,
/// and inside at least twice the mean density of synapses. Synapses of neurons onto themselves do not
/// count.
///
/// # Panics
/// If the partition is not one of the connectome's neurons.
pub fn is_dense(connectome: &Connectome, partition: &Partition) -> Vec<bool> {
    let n = connectome.neurons();
    assert_eq!(partition.label.len(), n, "a label for each neuron");
    let mut inside = vec![(0.0_f64, 0_usize); partition.communities()];
    let (mut weight, mut synapses) = (0.0_f64, 0_usize);
    for (post, row) in connectome.rows().enumerate() {
        for (pre, &w) in row.iter().enumerate() {
            if w == 0.0 || pre == post {
                continue;
            }
            weight += f64::from(w.abs());
            synapses += 1;
            if let Some(community) = partition.label[post]
                && partition.label[pre] == Some(community)
            {
                inside[community].0 += f64::from(w.abs());
                inside[community].1 += 1;
            }
        }
    }
    let density = |synapses: usize, neurons: usize| {
        synapses as f64 / (neurons * neurons.saturating_sub(1)).max(1) as f64
    };
    let mean = density(synapses, n);
    let sizes = partition.sizes().into_iter();
    let dense = sizes.zip(inside).map(|(size, (held, count))| {
        size >= LEAST_NEURONS
            && held >= LEAST_SHARE * weight
            && weight > 0.0
            && density(count, size) >= LEAST_DENSITY * mean
    });
    dense.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Method;
    use crate::analysis::examples::{random, wired};

    #[test]
    fn a_clique_is_a_dense_module_and_a_pair_or_a_random_network_is_none() {
        let clique = (0..5).flat_map(|i| (0..5).map(move |j| (i, j, 1.0)));
        let pair = [(5, 6, 9.0), (6, 5, 9.0)];
        let network = wired(20, clique.filter(|(i, j, _)| i != j).chain(pair));
        let found = Partition::detect(&network, &Method::default()).expect("finite");
        let clique = found.label[0].expect("connected");
        let dense = is_dense(&network, &found);
        assert_eq!(dense.iter().filter(|dense| **dense).count(), 1);
        assert!(dense[clique]);
        let noise = random(60, 0.0, 3);
        let found = Partition::detect(&noise, &Method::default()).expect("finite");
        assert!(!is_dense(&noise, &found).contains(&true));
    }
}
