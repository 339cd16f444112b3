//! The few numbers that say what structure W has.

use super::{Connectome, Method, Partition, Quality};

/// How much of W lies inside communities. Synapses of neurons onto themselves do not count.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Structure {
    /// Modularity of the partition, Q = `within_share` − `chance`, −1 ≤ Q < 1: always at resolution 1,
    /// whatever method found the partition, so that methods can be compared; directed if the method is.
    /// `None`, as the three below, while no neuron is connected to another.
    pub q: Option<f64>,
    /// What the method makes large, see [`Method`]: Q where that is modularity at resolution 1.
    pub quality: Option<f64>,
    /// Σ|w| inside communities ÷ Σ|w|, 0 to 1.
    pub within_share: Option<f64>,
    /// What `within_share` would be by chance, given how strong the communities are: undirected
    /// Σ_c (K_c / 2m)², with K_c the sum of in- and out-strengths in community c and 2m that of all
    /// neurons; directed Σ_c K_c^in K_c^out / m² [Leicht & Newman 2008].
    pub chance: Option<f64>,
}

impl Structure {
    /// The structure of W under a partition of its neurons that `method` has found.
    /// Panics if the partition is not one of the connectome's neurons.
    pub fn of(connectome: &Connectome, partition: &Partition, method: &Method) -> Self {
        let groups = connectome.group_strengths(&partition.label, partition.communities());
        let total = groups.total;
        if !(total > 0.0 && total.is_finite()) {
            return Self::default();
        }
        let of_each = groups.received.iter().zip(&groups.sent);
        let chance: f64 = of_each
            .map(|(received, sent)| match method.directed {
                true => (received / total) * (sent / total),
                false => ((received + sent) / (2.0 * total)).powi(2),
            })
            .sum();
        let within = groups.within / total;
        let expected = match method.quality {
            Quality::Modularity => chance,
            Quality::Cpm => share_of_pairs_within(partition),
        };
        Self {
            q: Some(within - chance),
            quality: Some(within - method.resolution * expected),
            within_share: Some(within),
            chance: Some(chance),
        }
    }
}

/// The share of all pairs of neurons that are in one community: Σ_c n_c (n_c − 1) / n (n − 1).
fn share_of_pairs_within(partition: &Partition) -> f64 {
    let pairs = |n: usize| n as f64 * (n as f64 - 1.0);
    let within: f64 = partition.sizes().into_iter().map(pairs).sum();
    within / pairs(partition.order.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: Option<f64>, b: f64) -> bool {
        a.is_some_and(|a| (a - b).abs() < 1e-12)
    }

    fn detected(connectome: &Connectome) -> (Partition, Structure) {
        let method = Method::default();
        let found = Partition::detect(connectome, &method).expect("finite weights");
        let structure = Structure::of(connectome, &found, &method);
        (found, structure)
    }

    #[test]
    fn two_equal_disconnected_cliques_have_modularity_one_half() {
        let n = 6;
        let weight = |k: usize| f32::from(u8::from((k / n) / 3 == (k % n) / 3));
        let w = Connectome::new(n, (0..n * n).map(weight).collect());
        let (found, structure) = detected(&w);
        assert_eq!((found.communities(), found.isolated()), (2, 0));
        assert!(close(structure.within_share, 1.0));
        assert!(close(structure.chance, 0.5));
        assert!(close(structure.q, 0.5));
    }

    #[test]
    fn shares_are_those_computed_by_hand() {
        // Communities {0, 1} and {2}: inside 2 + 3, across 4 + 1, onto itself 100 (not counted).
        let w = Connectome::new(3, vec![100.0, 2.0, 0.0, -3.0, 0.0, 1.0, 4.0, 0.0, 0.0]);
        let strength = w.strengths().undirected();
        assert_eq!(strength, [9.0, 6.0, 5.0]);
        let partition = Partition::from_labels(&[Some(0), Some(0), Some(1)], &strength);
        let structure = Structure::of(&w, &partition, &Method::default());
        assert!(close(structure.within_share, 0.5));
        assert!(close(structure.chance, 0.75 * 0.75 + 0.25 * 0.25));
        assert!(close(structure.q, 0.5 - 0.625));
    }

    #[test]
    fn without_weights_there_is_no_structure() {
        let w = Connectome::new(4, vec![0.0; 16]);
        let (found, structure) = detected(&w);
        assert_eq!((found.communities(), found.isolated()), (0, 4));
        assert_eq!(w.strengths().hub_overlap(), None);
        assert_eq!(structure, Structure::default());
    }
}
