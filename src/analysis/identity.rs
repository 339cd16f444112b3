//! What communities are known by: numbers and colours that follow from W alone.

use std::cmp::Reverse;

use super::matching::best_matching;

/// Communities that can have a colour of their own at the same time.
pub const COLOURED: usize = 12;

/// Communities with fewer neurons have no colour, unless the network is small.
const WORTH_A_COLOUR: usize = 4;

/// The identity of each community, given its neurons and the strength of every neuron.
///
/// The 12 strongest communities that are large enough get identities 0 to 11. Every neuron i stands for
/// identity i mod 12, with the eighth power of its strength as its voice, so that the strong ones have the
/// say, and communities and identities are matched so that the voices heard are the most. Hence a community goes by its strongest neurons, and
/// keeps its identity as long as it keeps these, whatever else changes. Nothing is remembered: the same
/// weights give the same identities, whatever was looked at before (our choice). The other communities
/// have the identities from 12 on, the strongest first.
pub(super) fn identities(communities: &[&[usize]], strength: &[f64]) -> Vec<usize> {
    let least = WORTH_A_COLOUR.min(strength.len().div_ceil(COLOURED)).max(2);
    let total = |neurons: &[usize]| neurons.iter().map(|&i| strength[i]).sum::<f64>();
    let mut ranked: Vec<usize> = (0..communities.len()).collect();
    ranked.sort_by(|&a, &b| total(communities[b]).total_cmp(&total(communities[a])));
    ranked.sort_by_key(|&c| Reverse(communities[c].len() >= least));
    let worth = ranked.iter().filter(|&&c| communities[c].len() >= least);
    let coloured = worth.count().min(COLOURED);

    let loudest = strength.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
    let votes = |community: usize| {
        let mut votes = [0.0; COLOURED];
        for &neuron in communities[community] {
            votes[neuron % COLOURED] += (strength[neuron] / loudest).powi(8);
        }
        // Whole numbers: the matching must not depend on the order of sums.
        votes.map(|vote| (vote * 1e15) as i64)
    };
    let votes: Vec<[i64; COLOURED]> = ranked[..coloured].iter().map(|&c| votes(c)).collect();
    let mut identities = vec![0; communities.len()];
    for (rank, identity) in best_matching(coloured, COLOURED, |row, column| votes[row][column]) {
        identities[ranked[rank]] = identity;
    }
    for (beyond, &community) in ranked[coloured..].iter().enumerate() {
        identities[community] = COLOURED + beyond;
    }
    identities
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_community_keeps_its_identity_while_others_grow_and_its_weak_neurons_come_and_go() {
        let mut strength = vec![1.0; 100];
        (strength[3], strength[17]) = (9.0, 8.0);
        let [a, b] = [vec![3, 40, 41, 42], vec![17, 50, 51, 52]];
        assert_eq!(identities(&[&a, &b], &strength), [3, 5]);
        strength[17] = 20.0;
        let [a, b] = [vec![3, 40, 51, 52, 60], vec![17, 50, 41, 42]];
        assert_eq!(identities(&[&b, &a], &strength), [5, 3]);
    }

    #[test]
    fn small_communities_have_no_colour_but_a_number() {
        let strength = vec![1.0; 100];
        let [small, large] = [vec![0, 1, 2], vec![3, 4, 5, 6]];
        let found = identities(&[&small, &large], &strength);
        assert_eq!(found[0], COLOURED);
        assert!(found[1] < COLOURED);
        assert!(identities(&[], &[]).is_empty());
    }

    #[test]
    fn no_two_communities_share_an_identity_however_many_there_are() {
        let strength: Vec<f64> = (0..300).map(|i| 1.0 + f64::from(i % 7)).collect();
        let groups: Vec<Vec<usize>> = (0..40).map(|c| (c * 7..c * 7 + 5).collect()).collect();
        let groups: Vec<&[usize]> = groups.iter().map(Vec::as_slice).collect();
        let mut found = identities(&groups, &strength);
        found.sort_unstable();
        assert_eq!(found, (0..40).collect::<Vec<_>>());
    }
}
