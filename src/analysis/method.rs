//! How communities are looked for: what makes a division into communities a good one.

use std::fmt;

use leiden_rs::{
    GraphData, GraphDataBuilder, Leiden, LeidenConfig, LeidenError, QualityType, from_petgraph,
};
use petgraph::graph::{NodeIndex, UnGraph};

use super::connectome::Connectome;

/// What a good division into communities is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Quality {
    /// More weight inside communities than in a random network whose neurons have the same
    /// strengths: undirected [Newman & Girvan 2004], directed [Leicht & Newman 2008].
    #[default]
    Modularity,
    /// The constant Potts model [Traag et al. 2011]: communities denser inside than a threshold.
    Cpm,
}

impl Quality {
    /// All of them, in the order in which a menu shows them.
    pub const ALL: [Self; 2] = [Self::Modularity, Self::Cpm];

    /// The name in scenario files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Modularity => "modularity",
            Self::Cpm => "cpm",
        }
    }
}

/// How communities are looked for, by the Leiden algorithm [Traag et al. 2019].
///
/// With e_c the weight |w| inside community c, m the weight of all synapses between different
/// neurons, and γ the resolution, what is made large is
///
/// * modularity, undirected: Σ_c [e_c / m − γ (K_c / 2m)²], with K_c the sum of in- and out-strengths;
/// * modularity, directed: Σ_c [e_c / m − γ K_c^in K_c^out / m²], so that a strong sender and a strong
///   receiver are expected to be connected, two senders are not;
/// * CPM: Σ_c [e_c / m − γ n_c (n_c − 1) / n (n − 1)], with n_c the number of neurons in c. This is
///   the constant Potts model with its threshold stated as a multiple γ of the mean weight of a pair,
///   m ÷ (n (n − 1) / 2) (our choice: one range of γ then suits weights of any size), divided by m.
///   It compares with a random network in which every pair is alike [Reichardt & Bornholdt 2006], and
///   knows no direction: inside a community both synapses of a pair count, whichever way they point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Method {
    /// What is made large.
    pub quality: Quality,
    /// Whether it matters who sends and who receives. Under CPM it has no influence on the
    /// communities, only on what counts as chance in [`Structure`](super::Structure).
    pub directed: bool,
    /// γ ≥ 0; higher for more and smaller communities.
    pub resolution: f64,
}

impl Default for Method {
    /// Undirected modularity at resolution 1.
    fn default() -> Self {
        Self {
            quality: Quality::Modularity,
            directed: false,
            resolution: 1.0,
        }
    }
}

impl fmt::Display for Method {
    /// In words, for exports and captions: "modularity, undirected, resolution 1".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let resolution = self.resolution;
        match self.quality {
            Quality::Modularity => {
                let direction = self.direction();
                write!(f, "modularity, {direction}, resolution {resolution}")
            }
            Quality::Cpm => write!(
                f,
                "CPM, resolution {resolution} × the mean weight of a pair"
            ),
        }
    }
}

/// The seed of Leiden's own random order, so that one W always gives one partition.
const LEIDEN_SEED: u64 = 1;

/// Random orders tried, of which the best result counts, by the number of connected pairs up to which
/// there is time for so many; beyond, one must do. Where several divisions are nearly as good, one order
/// alone finds now this and now that one, and the communities of a network that hardly changes come and
/// go: over 2000 iterations of n = 100, with 16 orders a sixth fewer neurons change sides. Under CPM, where
/// no neuron can leave for a community of its own, one order too often ends in a poor division.
const ORDERS: [(usize, u64); 2] = [(1_000, 16), (20_000, 3)];

impl Method {
    /// Whether it matters who sends and who receives, no and yes, in the words of scenario files.
    pub const DIRECTIONS: [&'static str; 2] = ["undirected", "directed"];

    /// "directed" or "undirected".
    pub fn direction(&self) -> &'static str {
        Self::DIRECTIONS[usize::from(self.directed)]
    }

    /// A number for the community of each neuron; each neuron without a synapse to or from another
    /// has one of its own.
    pub(super) fn communities(&self, connectome: &Connectome) -> Result<Vec<usize>, LeidenError> {
        self.config(LEIDEN_SEED).validate()?;
        let graph = self.graph(connectome)?;
        let ends = (0..graph.node_count()).map(|node| graph.neighbor_slices(node).0.len());
        let pairs = ends.sum::<usize>() / 2;
        let affordable = ORDERS.iter().find(|(most, _)| pairs <= *most);
        let orders = affordable.map_or(1, |(_, orders)| *orders);
        if graph.total_weight() == 0.0 {
            return Ok((0..connectome.neurons()).collect());
        }
        let mut best = Leiden::new(self.config(LEIDEN_SEED)).run(&graph)?;
        for seed in LEIDEN_SEED + 1..LEIDEN_SEED + orders {
            let found = Leiden::new(self.config(seed)).run(&graph)?;
            if found.quality > best.quality {
                best = found;
            }
        }
        Ok(best.partition.as_slice().to_vec())
    }

    fn config(&self, seed: u64) -> LeidenConfig {
        let quality = match self.quality {
            Quality::Modularity => QualityType::Modularity,
            Quality::Cpm => QualityType::CPM,
        };
        LeidenConfig::builder()
            .quality(quality)
            .resolution(self.resolution)
            .seed(seed)
            .build()
    }

    /// The graph in which communities are sought: a node per neuron; directed, an edge |w_ij| from pre
    /// j to post i; undirected, an edge a_ij = |w_ij| + |w_ji|, for CPM divided by the mean over pairs.
    pub(super) fn graph(&self, connectome: &Connectome) -> Result<GraphData, LeidenError> {
        let n = connectome.neurons();
        if self.quality == Quality::Modularity && self.directed {
            let mut builder = GraphDataBuilder::new(n).directed();
            for (post, row) in connectome.rows().enumerate() {
                for (pre, &w) in row.iter().enumerate() {
                    if w != 0.0 && pre != post {
                        builder.add_edge(pre, post, f64::from(w.abs()))?;
                    }
                }
            }
            return builder.build();
        }
        let mut graph = graph(connectome);
        if self.quality == Quality::Cpm {
            let unit = mean_of_pairs(connectome);
            graph.edge_weights_mut().for_each(|a| *a /= unit);
        }
        from_petgraph(&graph)
    }
}

/// The undirected graph of W: a node per neuron, with its number as index, and an edge of weight
/// a_ij = |w_ij| + |w_ji| > 0 between two neurons i < j. No edges from a neuron to itself.
pub fn graph(connectome: &Connectome) -> UnGraph<(), f64> {
    let n = connectome.neurons();
    let mut graph = UnGraph::default();
    for _ in 0..n {
        graph.add_node(());
    }
    for (i, row) in connectome.rows().enumerate() {
        for (j, w) in row.iter().enumerate().skip(i + 1) {
            let back = connectome.weight(j, i);
            if *w != 0.0 || back != 0.0 {
                let strength = f64::from(w.abs()) + f64::from(back.abs());
                graph.add_edge(NodeIndex::new(i), NodeIndex::new(j), strength);
            }
        }
    }
    graph
}

/// The mean of a_ij over all pairs of different neurons; 1 where there is no weight.
fn mean_of_pairs(connectome: &Connectome) -> f64 {
    let n = connectome.neurons() as f64;
    let total: f64 = connectome.strengths().undirected().iter().sum::<f64>() / 2.0;
    let mean = total / (n * (n - 1.0) / 2.0);
    if mean > 0.0 { mean } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::examples::{self, wired};
    use crate::analysis::{Partition, Structure};
    use leiden_rs::QualityFunction as _;

    const UNDIRECTED: Method = Method {
        quality: Quality::Modularity,
        directed: false,
        resolution: 1.0,
    };
    const DIRECTED: Method = Method {
        directed: true,
        ..UNDIRECTED
    };
    const CPM: Method = Method {
        quality: Quality::Cpm,
        ..UNDIRECTED
    };

    /// A random network in which about half of the synapses exist.
    fn random(n: usize, seed: u64) -> Connectome {
        examples::random(n, 0.7, seed)
    }

    /// Every division of n neurons into groups, each once.
    fn all_divisions(n: usize) -> Vec<Vec<usize>> {
        let mut all = vec![Vec::new()];
        for _ in 0..n {
            all = all
                .into_iter()
                .flat_map(|division: Vec<usize>| {
                    let groups = division.iter().max().map_or(0, |most| most + 1);
                    (0..=groups).map(move |group| [division.as_slice(), &[group]].concat())
                })
                .collect();
        }
        all
    }

    fn partition(connectome: &Connectome, division: &[usize]) -> Partition {
        let strength = connectome.strengths().undirected();
        let label = |(&group, &s): (&usize, &f64)| (s > 0.0).then_some(group);
        let labels: Vec<Option<usize>> = division.iter().zip(&strength).map(label).collect();
        Partition::from_labels(&labels, &strength)
    }

    fn quality(connectome: &Connectome, partition: &Partition, method: &Method) -> f64 {
        let structure = Structure::of(connectome, partition, method);
        structure.quality.expect("there are weights")
    }

    #[test]
    fn the_partition_found_is_nearly_always_the_best_of_all_in_small_networks() {
        let divisions = all_divisions(7);
        assert_eq!(divisions.len(), 877, "the Bell number of 7");
        for method in [UNDIRECTED, DIRECTED, CPM] {
            let mut best_found = 0;
            for seed in 0..40 {
                let network = random(7, seed);
                let found = Partition::detect(&network, &method).expect("finite");
                let found = quality(&network, &found, &method);
                let all = divisions
                    .iter()
                    .map(|division| quality(&network, &partition(&network, division), &method));
                let best = all.fold(f64::NEG_INFINITY, f64::max);
                assert!(found <= best + 1e-12);
                assert!(
                    found > best - 0.08,
                    "{method}, seed {seed}: {found} of {best}"
                );
                best_found += usize::from(found > best - 1e-12);
            }
            assert!(best_found >= 30, "{method}: the best in {best_found} of 40");
        }
    }

    /// What the library says that the quality of a partition is.
    fn of_library(graph: &GraphData, partition: &Partition, method: &Method) -> f64 {
        let label = |l: &Option<usize>| l.unwrap_or(partition.communities());
        let labels = partition.label.iter().map(label).collect();
        let labels = leiden_rs::Partition::from_membership(labels);
        match method.quality {
            Quality::Modularity => leiden_rs::Modularity::with_resolution(method.resolution)
                .total_quality(graph, &labels),
            Quality::Cpm => leiden_rs::CPM::new(method.resolution).total_quality(graph, &labels),
        }
    }

    #[test]
    fn the_quality_reported_is_what_the_algorithm_makes_large() {
        let networks = [0.7, 1.5].map(|least| examples::random(40, least, 5));
        let methods = [UNDIRECTED, DIRECTED, CPM].into_iter();
        for (method, network) in methods.flat_map(|m| networks.iter().map(move |w| (m, w))) {
            for resolution in [0.5, 1.0, 2.5] {
                let method = Method {
                    resolution,
                    ..method
                };
                let graph = method.graph(network).expect("finite");
                let detected = Partition::detect(network, &method).expect("finite");
                assert!(detected.communities() > 1 || resolution < 1.0);
                let of_library = of_library(&graph, &detected, &method);
                // That of CPM is in units of the mean weight of a pair, over all pairs.
                let unit = match method.quality {
                    Quality::Modularity => 1.0,
                    Quality::Cpm => 40.0 * 39.0 / 2.0,
                };
                let found = Structure::of(network, &detected, &method);
                let close =
                    |a: Option<f64>| a.is_some_and(|a| (a - of_library / unit).abs() < 1e-12);
                assert!(close(found.quality), "{method}");
                // At resolution 1 it is modularity itself.
                assert!(close(found.q) || resolution != 1.0 || method.quality == Quality::Cpm);
            }
        }
    }

    /// Three neurons: 0 sends 2 to 1, 1 sends 1 to 2, 2 sends 1 to 0.
    fn triangle() -> Connectome {
        Connectome::new(3, vec![0.0, 0.0, 1.0, 2.0, 0.0, 0.0, 0.0, -1.0, 0.0])
    }

    #[test]
    fn directed_modularity_is_that_of_leicht_and_newman() {
        // In {0, 1}, which send 3 and receive 3: 2 of 4; in {2}, which sends and receives 1: 0.
        let network = triangle();
        let found = Structure::of(&network, &partition(&network, &[0, 0, 1]), &DIRECTED);
        assert_eq!(found.within_share, Some(0.5));
        assert_eq!(found.chance, Some(9.0 / 16.0 + 1.0 / 16.0));
        assert_eq!(found.q, Some(0.5 - 0.625));
        // In {1, 2}, which send 2 and receive 3: 1 of 4; in {0}, which sends 2, receives 1: 0.
        let found = Structure::of(&network, &partition(&network, &[1, 0, 0]), &DIRECTED);
        assert_eq!(found.q, Some(1.0 / 4.0 - 6.0 / 16.0 - 2.0 / 16.0));
    }

    #[test]
    fn the_constant_potts_model_compares_with_pairs_that_are_all_alike() {
        // {0, 1} holds one of three pairs, and 2 of 4 of the weight.
        let network = triangle();
        let divided = partition(&network, &[0, 0, 1]);
        let at = |resolution| Method { resolution, ..CPM };
        let found = Structure::of(&network, &divided, &at(1.5));
        let expected = 0.5 - 1.5 / 3.0;
        assert!((found.quality.expect("weights") - expected).abs() < 1e-15);
        assert_eq!(found.q, Some(0.5 - (6.0_f64 / 8.0).powi(2) - 1.0 / 16.0));
    }

    #[test]
    fn the_constant_potts_model_knows_no_direction() {
        for seed in 0..10 {
            let network = random(30, seed);
            let detect = |directed| {
                let method = Method { directed, ..CPM };
                Partition::detect(&network, &method).expect("finite")
            };
            assert_eq!(detect(true), detect(false));
        }
    }

    #[test]
    fn senders_and_their_receivers_are_one_community_only_where_direction_counts() {
        // 0 and 1 send to 2 and 3, 4 and 5 to 6 and 7; in each half senders and receivers differ.
        let half = [(2, 0), (2, 1), (3, 0), (3, 1)];
        let both = half.into_iter().flat_map(|(i, j)| [(i, j), (i + 4, j + 4)]);
        let network = wired(8, both.map(|(post, pre)| (post, pre, 1.0)));
        let found = Partition::detect(&network, &DIRECTED).expect("finite");
        assert_eq!(found.sizes(), [4, 4]);
        // By direction a block off the diagonal is expected by chance: half of all there is.
        let found = Structure::of(&network, &found, &DIRECTED);
        assert_eq!((found.q, found.chance), (Some(0.5), Some(0.5)));
    }

    #[test]
    fn a_threshold_between_two_densities_keeps_the_denser_group_and_parts_the_other() {
        // 0, 1, 2 are connected by 3 each way, 3, 4, 5 by 1: mean over 15 pairs 24 / 15 = 1.6.
        let pairs = [(0, 1), (0, 2), (1, 2), (1, 0), (2, 0), (2, 1)];
        let groups = pairs
            .into_iter()
            .flat_map(|(i, j)| [(i, j, 3.0), (i + 3, j + 3, 1.0)]);
        let network = wired(6, groups);
        let sizes = |resolution| {
            let found = Partition::detect(&network, &Method { resolution, ..CPM });
            found.expect("finite").sizes()
        };
        assert_eq!(sizes(1.2), [3, 3], "2 and 6 are above 1.92");
        assert_eq!(sizes(1.3), [3, 1, 1, 1], "2 is below 2.08");
        assert_eq!(sizes(3.8), [1; 6], "6 is below 6.08");
    }

    #[test]
    fn a_method_is_stated_in_words() {
        let at = |resolution, method: Method| {
            Method {
                resolution,
                ..method
            }
            .to_string()
        };
        assert_eq!(at(1.0, UNDIRECTED), "modularity, undirected, resolution 1");
        assert_eq!(at(0.5, DIRECTED), "modularity, directed, resolution 0.5");
        assert_eq!(
            at(1.0, CPM),
            "CPM, resolution 1 × the mean weight of a pair"
        );
    }
}
