//! Communities: groups of neurons wired more strongly among themselves than chance would have it.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;

use leiden_rs::LeidenError;

use super::connectome::Connectome;
use super::identity;
use super::method::Method;

/// Why no communities could be found.
#[derive(Debug, thiserror::Error)]
#[error("no communities could be found: {0}")]
pub struct CommunityError(#[from] LeidenError);

/// Neurons divided into communities.
///
/// Every neuron with a synapse to or from another neuron is in exactly one community, which may be
/// of that neuron alone; all others are isolated and in none. Those that were detected stand in the
/// order of their identities, which follow from W alone; see [`Self::identity`].
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Partition {
    /// The community of each neuron, `None` if it is isolated.
    pub label: Vec<Option<usize>>,
    /// All neurons, by community; the isolated ones last. Inside a community strong ones come first: by
    /// octaves of strength, so that small changes move nobody, and inside these by number.
    pub order: Vec<usize>,
    /// Where each community lies in `order`. The isolated neurons lie behind the last.
    pub bounds: Vec<Range<usize>>,
    /// What each community is known by: its number for people less one, and its colour where it is
    /// below [`COLOURED`](super::COLOURED).
    pub identity: Vec<usize>,
}

impl Partition {
    /// Finds communities by the Leiden algorithm [Traag et al. 2019], as a partition that is good by
    /// the measure of `method`.
    /// Fails if a weight is not finite, or the resolution is negative or not finite.
    pub fn detect(connectome: &Connectome, method: &Method) -> Result<Self, CommunityError> {
        let strength = connectome.strengths().undirected();
        let found = method.communities(connectome)?;
        let label = |(community, &strength)| (strength > 0.0_f64).then_some(community);
        let labels: Vec<_> = found.into_iter().zip(&strength).map(label).collect();
        Ok(Self::from_labels(&labels, &strength).identified(&strength))
    }

    /// As [`Self::detect`]; where that fails every neuron is isolated, and it is said why.
    pub fn detect_or_isolate(
        connectome: &Connectome,
        method: &Method,
    ) -> (Self, Option<CommunityError>) {
        let n = connectome.neurons();
        let isolated = || Self::from_labels(&vec![None; n], &vec![0.0; n]);
        match Self::detect(connectome, method) {
            Ok(partition) => (partition, None),
            Err(error) => (isolated(), Some(error)),
        }
    }

    /// Any grouping as a partition; `groups` names the group of each neuron by any number, and
    /// `strength` is the strength of each neuron, by which groups and neurons are ordered. Equal
    /// strengths are ordered by the number of the (first) neuron.
    /// Panics if the two do not have the same length.
    pub fn from_labels(groups: &[Option<usize>], strength: &[f64]) -> Self {
        assert_eq!(groups.len(), strength.len(), "a strength for each neuron");
        let mut members: HashMap<usize, Vec<usize>> = HashMap::new();
        for (neuron, group) in groups.iter().enumerate() {
            if let Some(group) = group {
                members.entry(*group).or_default().push(neuron);
            }
        }
        let stronger_first =
            |a: &(f64, usize), b: &(f64, usize)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        let mut communities: Vec<(f64, Vec<usize>)> = members
            .into_values()
            .map(|neurons| (neurons.iter().map(|&i| strength[i]).sum(), neurons))
            .collect();
        communities.sort_by(|a, b| stronger_first(&(a.0, a.1[0]), &(b.0, b.1[0])));

        let mut partition = Self {
            label: vec![None; groups.len()],
            ..Self::default()
        };
        for (number, (_, mut neurons)) in communities.into_iter().enumerate() {
            neurons.sort_by(|&a, &b| stronger_first(&(strength[a], a), &(strength[b], b)));
            let start = partition.order.len();
            for &neuron in &neurons {
                partition.label[neuron] = Some(number);
            }
            partition.order.extend(neurons);
            partition.bounds.push(start..partition.order.len());
        }
        let isolated = |i: &usize| groups[*i].is_none();
        partition.order.extend((0..groups.len()).filter(isolated));
        partition.identity = (0..partition.communities()).collect();
        partition
    }

    /// The same communities, each with its identity, and in the order of these.
    fn identified(self, strength: &[f64]) -> Self {
        let communities: Vec<&[usize]> = (0..self.communities()).map(|c| self.members(c)).collect();
        let identity = identity::identities(&communities, strength);
        let mut sorted: Vec<usize> = (0..identity.len()).collect();
        sorted.sort_by_key(|&community| identity[community]);
        let octave = |neuron: usize| Reverse(strength[neuron].log2().floor() as i64);
        let mut found = Self {
            label: vec![None; self.label.len()],
            identity: sorted.iter().map(|&c| identity[c]).collect(),
            ..Self::default()
        };
        for (label, &community) in sorted.iter().enumerate() {
            let mut neurons = communities[community].to_vec();
            neurons.sort_by_key(|&neuron| (octave(neuron), neuron));
            neurons.iter().for_each(|&i| found.label[i] = Some(label));
            let start = found.order.len();
            found.order.extend(neurons);
            found.bounds.push(start..found.order.len());
        }
        let connected = found.order.len();
        found.order.extend(&self.order[connected..]);
        found
    }

    /// How many communities there are, those of a single neuron included.
    pub fn communities(&self) -> usize {
        self.bounds.len()
    }

    /// How many neurons have no synapse to or from another.
    pub fn isolated(&self) -> usize {
        self.order.len() - self.bounds.last().map_or(0, |last| last.end)
    }

    /// The number of neurons in each community.
    pub fn sizes(&self) -> Vec<usize> {
        self.bounds.iter().map(Range::len).collect()
    }

    /// The neurons of a community, the strongest first.
    pub fn members(&self, community: usize) -> &[usize] {
        &self.order[self.bounds[community].clone()]
    }

    /// The position of each neuron in `order`.
    pub fn positions(&self) -> Vec<usize> {
        let mut positions = vec![0; self.order.len()];
        for (position, &neuron) in self.order.iter().enumerate() {
            positions[neuron] = position;
        }
        positions
    }

    /// The identity of each neuron's community, `None` for isolated ones.
    pub fn identities(&self) -> Vec<Option<usize>> {
        let identity = |label: &Option<usize>| label.and_then(|c| self.identity.get(c).copied());
        self.label.iter().map(identity).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::examples::wired;

    /// Cliques of the given neurons among n, every synapse of weight 1.
    fn cliques(n: usize, groups: &[&[usize]]) -> Connectome {
        let pairs = groups.iter().flat_map(|group| {
            let pair = |&i: &usize| group.iter().map(move |&j| (i, j, 1.0));
            group.iter().flat_map(pair)
        });
        wired(n, pairs.filter(|(i, j, _)| i != j))
    }

    fn at(resolution: f64) -> Method {
        Method {
            resolution,
            ..Method::default()
        }
    }

    fn detect(connectome: &Connectome) -> Partition {
        Partition::detect(connectome, &Method::default()).expect("finite weights")
    }

    #[test]
    fn two_disconnected_cliques_are_two_communities_and_the_rest_is_isolated() {
        let found = detect(&cliques(9, &[&[0, 2, 4], &[1, 5, 6, 8]]));
        // Neuron 0 is worth number 1, and neuron 1 number 2.
        assert_eq!(found.order, [0, 2, 4, 1, 5, 6, 8, 3, 7]);
        assert_eq!(found.bounds, [0..3, 3..7]);
        assert_eq!(found.identity, [0, 1]);
        assert_eq!((found.communities(), found.isolated()), (2, 2));
        assert_eq!(found.sizes(), [3, 4]);
        assert_eq!([8, 4, 3].map(|i| found.label[i]), [Some(1), Some(0), None]);
        assert_eq!(found.members(0), [0, 2, 4]);
        assert_eq!(found.positions()[8], 6);
    }

    #[test]
    fn neurons_of_a_community_stand_by_octaves_of_strength_and_inside_these_by_number() {
        let mut connectome = cliques(4, &[&[0, 1, 2, 3]]);
        connectome.weights_mut()[2 * 4 + 3] = -3.0;
        connectome.weights_mut()[3 * 4 + 2] = 2.0;
        connectome.weights_mut()[3 * 4 + 1] = 1.5;
        // Strengths 6, 6.5, 9 and 9.5.
        assert_eq!(detect(&connectome).order, [2, 3, 0, 1]);
    }

    #[test]
    fn nothing_next_to_nothing_and_synapses_onto_oneself_are_partitions_too() {
        assert_eq!(detect(&Connectome::default()), Partition::default());
        assert_eq!(detect(&Connectome::new(3, vec![0.0; 9])).isolated(), 3);
        let onto_oneself = detect(&Connectome::new(2, vec![1.0, 0.0, 0.0, 1.0]));
        assert_eq!(
            (onto_oneself.communities(), onto_oneself.isolated()),
            (0, 2)
        );
        assert_eq!(onto_oneself.order, [0, 1]);
        let faint = detect(&Connectome::new(2, vec![0.0, 1e-45, 0.0, 0.0]));
        assert_eq!(faint.communities(), 1);
        let huge = detect(&Connectome::new(2, vec![0.0, f32::MAX, -f32::MAX, 0.0]));
        assert_eq!(huge.sizes(), [2]);
    }

    #[test]
    fn weights_that_are_not_finite_and_impossible_resolutions_are_errors() {
        for weight in [f32::NAN, f32::INFINITY] {
            let broken = Connectome::new(2, vec![0.0, weight, 0.0, 0.0]);
            assert!(Partition::detect(&broken, &Method::default()).is_err());
        }
        assert!(Partition::detect(&cliques(3, &[&[0, 1]]), &at(-1.0)).is_err());
    }

    #[test]
    fn a_high_resolution_splits_what_a_low_one_joins() {
        let connectome = cliques(6, &[&[0, 1, 2, 3, 4, 5]]);
        let count = |resolution| {
            let found = Partition::detect(&connectome, &at(resolution));
            found.expect("finite weights").communities()
        };
        assert_eq!((count(0.5), count(10.0)), (1, 6));
    }
}
