//! The few numbers that say what structure W has.

use super::{Connectome, Partition};

/// How W is divided into communities, in numbers. Synapses of neurons onto themselves count only in
/// the hub overlap.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Structure {
    /// Modularity of the partition at resolution 1, Q = `within_share` − `chance`, −½ ≤ Q < 1.
    /// `None`, as the two below, while no neuron is connected to another.
    pub q: Option<f64>,
    /// Σ|w| inside communities ÷ Σ|w|, 0 to 1.
    pub within_share: Option<f64>,
    /// What `within_share` would be by chance, given how strong the communities are: Σ_c (K_c / 2m)²
    /// with K_c the sum of the strengths in community c and 2m the sum of all strengths.
    pub chance: Option<f64>,
    /// ρ, see [`Strengths::hub_overlap`](super::Strengths::hub_overlap).
    pub hub_overlap: Option<f64>,
    /// How many communities there are, those of a single neuron included.
    pub communities: usize,
    /// How many neurons have no synapse to or from another.
    pub isolated: usize,
}

impl Structure {
    /// The structure of W under a partition of its neurons.
    ///
    /// # Panics
    /// If the partition is not one of the connectome's neurons.
    pub fn of(connectome: &Connectome, partition: &Partition) -> Self {
        let k = partition.communities();
        let blocks = connectome.block_strengths(&partition.label, k);
        let total: f64 = blocks.iter().sum();
        let shares = (total > 0.0 && total.is_finite()).then(|| {
            let within: f64 = (0..k).map(|c| blocks[c * k + c]).sum();
            let chance: f64 = (0..k)
                .map(|c| {
                    let received: f64 = blocks[c * k..][..k].iter().sum();
                    let sent: f64 = (0..k).map(|from| blocks[from * k + c]).sum();
                    ((received + sent) / (2.0 * total)).powi(2)
                })
                .sum();
            (within / total, chance)
        });
        Self {
            q: shares.map(|(within, chance)| within - chance),
            within_share: shares.map(|(within, _)| within),
            chance: shares.map(|(_, chance)| chance),
            hub_overlap: connectome.hub_overlap(),
            communities: k,
            isolated: partition.isolated(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::graph;
    use crate::model::NoiseStreams;
    use leiden_rs::{Modularity, QualityFunction, from_petgraph};

    fn close(a: Option<f64>, b: f64) -> bool {
        a.is_some_and(|a| (a - b).abs() < 1e-12)
    }

    #[test]
    fn two_equal_disconnected_cliques_have_modularity_one_half() {
        let n = 6;
        let weight = |k: usize| f32::from(u8::from((k / n) / 3 == (k % n) / 3));
        let w = Connectome::new(n, (0..n * n).map(weight).collect());
        let found = Partition::detect(&w, 1.0).expect("finite weights");
        let structure = Structure::of(&w, &found);
        assert_eq!((structure.communities, structure.isolated), (2, 0));
        assert!(close(structure.within_share, 1.0));
        assert!(close(structure.chance, 0.5));
        assert!(close(structure.q, 0.5));
    }

    #[test]
    fn shares_are_those_computed_by_hand() {
        // Communities {0, 1} and {2}: inside 2 + 3, across 4 + 1, onto itself 100 (not counted).
        let w = Connectome::new(3, vec![100.0, 2.0, 0.0, -3.0, 0.0, 1.0, 4.0, 0.0, 0.0]);
        let strength = w.strengths_undirected();
        assert_eq!(strength, [9.0, 6.0, 5.0]);
        let partition = Partition::from_labels(&[Some(0), Some(0), Some(1)], &strength);
        let structure = Structure::of(&w, &partition);
        assert!(close(structure.within_share, 0.5));
        assert!(close(
            structure.chance,
            (15.0_f64 / 20.0).powi(2) + (5.0_f64 / 20.0).powi(2)
        ));
        assert!(close(structure.q, 0.5 - 0.625));
    }

    #[test]
    fn senders_to_receivers_give_a_negative_hub_overlap() {
        let mut w = vec![0.0; 36];
        for (post, pre) in [(3, 0), (3, 1), (4, 1), (4, 2), (5, 2), (5, 0)] {
            w[post * 6 + pre] = 1.0;
        }
        let w = Connectome::new(6, w);
        let found = Partition::detect(&w, 1.0).expect("finite weights");
        assert_eq!(Structure::of(&w, &found).hub_overlap, Some(-1.0));
    }

    #[test]
    fn without_weights_there_is_no_structure() {
        let w = Connectome::new(4, vec![0.0; 16]);
        let found = Partition::detect(&w, 1.0).expect("finite weights");
        let nothing = Structure {
            isolated: 4,
            ..Structure::default()
        };
        assert_eq!(Structure::of(&w, &found), nothing);
    }

    #[test]
    fn modularity_is_the_quality_that_leiden_maximises() {
        let n = 40;
        let mut values = vec![0.0_f32; n * n];
        NoiseStreams::new(5).weights.fill(&mut values, 1.0);
        for w in &mut values {
            *w = if w.abs() < 1.5 { 0.0 } else { *w };
        }
        let w = Connectome::new(n, values);
        let found = Partition::detect(&w, 1.0).expect("finite weights");
        assert!(found.communities() > 1);
        let labels = found.label.iter().map(|l| l.unwrap_or(found.communities()));
        let labels = leiden_rs::Partition::from_membership(labels.collect());
        let data = from_petgraph(&graph(&w)).expect("finite weights");
        let quality = Modularity::new().total_quality(&data, &labels);
        assert!(close(Structure::of(&w, &found).q, quality));
    }
}
