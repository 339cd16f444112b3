//! The matrix of all weights, W, and the strengths of its neurons.

use crate::model::{Scalar, Synapses};

/// W as n × n numbers: row = post-neuron (receives), column = pre-neuron (sends), zero where there
/// is no synapse.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Connectome {
    neurons: usize,
    weights: Vec<f32>,
}

impl Connectome {
    /// Takes n·n weights, one row after the other. Panics if there are not n·n weights.
    pub fn new(neurons: usize, weights: Vec<f32>) -> Self {
        assert_eq!(weights.len(), neurons * neurons, "a weight for each pair");
        Self { neurons, weights }
    }

    /// The weights of a network.
    pub fn of<T: Scalar>(synapses: &Synapses<T>) -> Self {
        let neurons = synapses.neurons;
        let mut weights = vec![0.0; neurons * neurons];
        synapses.write_dense(&mut weights, 0.0, |w| w.to_f64() as f32);
        Self { neurons, weights }
    }

    /// Number of neurons n.
    pub fn neurons(&self) -> usize {
        self.neurons
    }

    /// All weights, a row per post-neuron.
    pub fn weights(&self) -> &[f32] {
        &self.weights
    }

    /// All weights, to be refilled.
    pub fn weights_mut(&mut self) -> &mut [f32] {
        &mut self.weights
    }

    /// w_ij of the synapse that `post` = i receives from `pre` = j.
    pub fn weight(&self, post: usize, pre: usize) -> f32 {
        self.weights[post * self.neurons + pre]
    }

    /// All that `post` receives, n weights.
    pub fn row(&self, post: usize) -> &[f32] {
        &self.weights[post * self.neurons..][..self.neurons]
    }

    /// The rows of all post-neurons, in order.
    pub fn rows(&self) -> impl Iterator<Item = &[f32]> {
        self.weights.chunks_exact(self.neurons.max(1))
    }

    /// All strengths, in one pass over W.
    pub fn strengths(&self) -> Strengths {
        let n = self.neurons;
        let mut found = Strengths {
            own: (0..n).map(|i| f64::from(self.weight(i, i).abs())).collect(),
            sent: vec![0.0; n],
            received: Vec::with_capacity(n),
        };
        for row in self.rows() {
            found.received.push(sum_of_magnitudes(row));
            for (total, &w) in found.sent.iter_mut().zip(row) {
                *total += f64::from(w.abs());
            }
        }
        found
    }

    /// How strongly groups of neurons are connected, without the synapses of neurons onto themselves.
    /// `label` says the group of each neuron, below `groups`; neurons without one are left out.
    /// Panics if `label` does not have n entries, or one is not below `groups`.
    pub fn group_strengths(&self, label: &[Option<usize>], groups: usize) -> GroupStrengths {
        assert_eq!(label.len(), self.neurons, "a label for each neuron");
        // What neurons without a group send adds to a last entry that is then cut off.
        let sender: Vec<usize> = label.iter().map(|l| l.unwrap_or(groups)).collect();
        let mut received = vec![0.0; groups];
        let mut sent = vec![0.0; groups + 1];
        let mut within = 0.0;
        for (post, row) in self.rows().enumerate() {
            let Some(group) = label[post] else { continue };
            for (pre, (&w, &from)) in row.iter().zip(&sender).enumerate() {
                if w == 0.0 || pre == post {
                    continue;
                }
                let w = f64::from(w.abs());
                sent[from] += w;
                received[group] += if from < groups { w } else { 0.0 };
                within += if from == group { w } else { 0.0 };
            }
        }
        sent.truncate(groups);
        GroupStrengths {
            total: received.iter().sum(),
            within,
            received,
            sent,
        }
    }
}

/// How strongly groups of neurons are connected.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GroupStrengths {
    /// m = Σ|w_ij| between the neurons of all groups.
    pub total: f64,
    /// The part of it inside groups.
    pub within: f64,
    /// What each group receives, its own share included.
    pub received: Vec<f64>,
    /// What each group sends, its own share included.
    pub sent: Vec<f64>,
}

/// How strongly each neuron is connected; every field has n values.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Strengths {
    /// In-strength Σ_j |w_ij|, own synapse included.
    pub received: Vec<f64>,
    /// Out-strength Σ_j |w_ji|, own synapse included.
    pub sent: Vec<f64>,
    /// |w_ii|
    pub own: Vec<f64>,
}

impl Strengths {
    /// Σ_j a_ij of each neuron i, with a_ij = |w_ij| + |w_ji| for i ≠ j and a_ii = 0: its strength in
    /// the undirected graph in which communities are sought.
    pub fn undirected(&self) -> Vec<f64> {
        let both = self.received.iter().zip(&self.sent).zip(&self.own);
        both.map(|((received, sent), own)| (received - own).max(0.0) + (sent - own).max(0.0))
            .collect()
    }

    /// Hub overlap ρ: the Pearson correlation, over neurons, of in-strength and out-strength (own
    /// synapses included), −1 ≤ ρ ≤ 1. Near 1 the same neurons send and receive; near 0 senders and
    /// receivers are different neurons. `None` where it is undefined, because all neurons send, or
    /// all receive, alike.
    pub fn hub_overlap(&self) -> Option<f64> {
        pearson(&self.received, &self.sent)
    }
}

/// The Pearson correlation of two lists of strengths, which are sums and not below zero, −1 to 1; `None` where
/// the values of one do not differ.
pub(super) fn pearson(a: &[f64], b: &[f64]) -> Option<f64> {
    let n = a.len() as f64;
    let mean = |v: &[f64]| v.iter().sum::<f64>() / n;
    let (mean_a, mean_b) = (mean(a), mean(b));
    let (mut covariance, mut spread_a, mut spread_b) = (0.0, 0.0, 0.0);
    for (a, b) in a.iter().zip(b) {
        let (a, b) = (a - mean_a, b - mean_b);
        covariance += a * b;
        spread_a += a * a;
        spread_b += b * b;
    }
    // A spread that rounding alone could have made is no spread.
    let real = |spread: f64, mean: f64| spread > n * (1e-12 * mean).powi(2);
    if !real(spread_a, mean_a) || !real(spread_b, mean_b) {
        return None;
    }
    let correlation = covariance / (spread_a.sqrt() * spread_b.sqrt());
    correlation
        .is_finite()
        .then(|| correlation.clamp(-1.0, 1.0))
}

/// Σ |v|, summed in eight lanes, which the processor adds at the same time.
fn sum_of_magnitudes(values: &[f32]) -> f64 {
    let mut lanes = [0.0_f64; 8];
    let (chunks, rest) = values.as_chunks::<8>();
    for chunk in chunks {
        for (lane, &v) in lanes.iter_mut().zip(chunk) {
            *lane += f64::from(v.abs());
        }
    }
    lanes.iter().sum::<f64>() + rest.iter().map(|&v| f64::from(v.abs())).sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::examples::wired;
    use crate::model::{Layers, Topology};

    fn three() -> Connectome {
        Connectome::new(3, vec![1.0, -2.0, 0.0, 4.0, 0.0, 0.0, -8.0, 16.0, 0.0])
    }

    #[test]
    fn rows_receive_and_columns_send() {
        let c = three();
        assert_eq!(c.weight(1, 0), 4.0);
        assert_eq!(c.row(2), [-8.0, 16.0, 0.0]);
        let found = c.strengths();
        assert_eq!(found.received, [3.0, 4.0, 24.0]);
        assert_eq!(found.sent, [13.0, 18.0, 0.0]);
        assert_eq!(found.own, [1.0, 0.0, 0.0]);
        assert_eq!(found.undirected(), [14.0, 22.0, 24.0]);
    }

    #[test]
    fn groups_sum_magnitudes_without_self_synapses_and_without_neurons_of_no_group() {
        for (second, total, within, received, sent) in [
            (Some(0), 30.0, 6.0, [6.0, 24.0], [30.0, 0.0]),
            (None, 8.0, 0.0, [0.0, 8.0], [8.0, 0.0]),
        ] {
            let found = three().group_strengths(&[Some(0), second, Some(1)], 2);
            assert_eq!((found.total, found.within), (total, within));
            assert_eq!(found.received, received);
            assert_eq!(found.sent, sent);
        }
    }

    #[test]
    fn hubs_overlap_as_far_as_the_same_neurons_send_and_receive_if_neurons_differ_at_all() {
        let overlap = |c: &Connectome| c.strengths().hub_overlap();
        let same = Connectome::new(3, vec![0.0, 1.0, 2.0, 1.0, 0.0, -5.0, 2.0, -5.0, 0.0]);
        assert!((overlap(&same).expect("strengths differ") - 1.0).abs() < 1e-15);
        let others = [(2, 0), (2, 1), (3, 0), (3, 1)].map(|(post, pre)| (post, pre, 1.0));
        assert_eq!(overlap(&wired(4, others)), Some(-1.0));
        for (n, w) in [(0, 0.0), (3, 0.0), (3, 0.1), (1, 2.0)] {
            assert_eq!(overlap(&Connectome::new(n, vec![w; n * n])), None);
        }
    }

    #[test]
    fn a_layered_network_has_zeros_where_there_is_no_synapse() {
        let mut synapses = Topology::Layered(Layers::plain(&[1, 1])).synapses::<f64>();
        let rows = synapses.blocks[0].rows.iter_mut();
        rows.for_each(|row| row[0] = 7.0);
        let expected = Connectome::new(2, vec![0.0, 0.0, 7.0, 0.0]);
        assert_eq!(Connectome::of(&synapses), expected);
    }
}
