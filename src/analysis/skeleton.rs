//! The strongest synapses as a graph, with a place for every neuron.

use petgraph::graph::{DiGraph, NodeIndex};

use super::Connectome;

/// The strongest synapses of a network: a directed graph from post to pre, the way credit flows.
#[derive(Debug, Clone)]
pub struct Skeleton {
    /// A node for each neuron, in their order; an edge from post to pre with weight w_ij.
    pub graph: DiGraph<(), f32>,
    /// The largest |w| in it.
    pub largest: f32,
}

impl Skeleton {
    /// The `count` strongest synapses between different neurons, strongest first.
    pub fn of(connectome: &Connectome, count: usize) -> Self {
        let n = connectome.neurons();
        let mut graph = DiGraph::with_capacity(n, count);
        for _ in 0..n {
            graph.add_node(());
        }
        let strongest = strongest(connectome, count);
        for &(post, pre, weight) in &strongest {
            graph.add_edge(NodeIndex::new(post), NodeIndex::new(pre), weight);
        }
        let largest = strongest.first().map_or(0.0, |s| s.2.abs());
        Self { graph, largest }
    }
}

/// (post, pre, w) of the strongest synapses, strongest first, ties in row order.
fn strongest(connectome: &Connectome, count: usize) -> Vec<(usize, usize, f32)> {
    let mut found: Vec<(usize, usize, f32)> = Vec::new();
    let mut bar = 0.0_f32;
    let by_strength = |a: &(usize, usize, f32), b: &(usize, usize, f32)| {
        b.2.abs()
            .total_cmp(&a.2.abs())
            .then((a.0, a.1).cmp(&(b.0, b.1)))
    };
    for (post, row) in connectome.rows().enumerate() {
        for (pre, &weight) in row.iter().enumerate() {
            if weight.abs() > bar && post != pre {
                found.push((post, pre, weight));
            }
        }
        // From time to time only the best are kept, and the bar rises: memory stays small.
        if found.len() > 4 * count.max(1) {
            found.select_nth_unstable_by(count, by_strength);
            found.truncate(count);
            let kept = found.iter().map(|s| s.2.abs());
            bar = kept.fold(f32::INFINITY, f32::min);
        }
    }
    found.sort_unstable_by(by_strength);
    found.truncate(count);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_skeleton_has_the_strongest_synapses_and_points_the_way_credit_flows() {
        let weights = vec![9.0, 0.5, -3.0, 0.1, 9.0, 0.0, 2.0, -0.2, 9.0];
        let skeleton = Skeleton::of(&Connectome::new(3, weights), 2);
        let edges = skeleton.graph.raw_edges().iter();
        let edges = edges.map(|e| (e.source().index(), e.target().index(), e.weight));
        assert!(edges.eq([(0, 2, -3.0), (2, 0, 2.0)]));
        assert_eq!(skeleton.largest, 3.0);
    }

    #[test]
    fn a_large_matrix_gives_the_same_synapses_as_sorting_all_of_them() {
        let n = 60;
        let weight = |i: usize| ((i * 7919) % 3571) as f32 - 1500.0;
        let weights: Vec<f32> = (0..n * n).map(weight).collect();
        let connectome = Connectome::new(n, weights.clone());
        let off_diagonal = (0..n * n).filter(|i| i / n != i % n);
        let mut all: Vec<f32> = off_diagonal.map(|i| weights[i].abs()).collect();
        all.sort_by(|a, b| b.total_cmp(a));
        let found = strongest(&connectome, 20);
        assert!(
            found
                .iter()
                .map(|s| s.2.abs())
                .eq(all[..20].iter().copied())
        );
    }
}
