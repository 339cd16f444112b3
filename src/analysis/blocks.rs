//! How strongly communities are connected within and to each other.

use super::{Connectome, Partition};

/// The mean |w| between communities, and the synapses that have survived pruning there.
///
/// Means are over all pairs of different neurons, pruned synapses counting as zero.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Blocks {
    /// Communities with a row and a column of their own: the first ones of the partition.
    pub communities: usize,
    /// How many further communities share the last row and column; 0 if every one has its own.
    pub others: usize,
    /// The blocks, a row per receiving group and a column per sending one.
    pub cells: Vec<Block>,
    /// Over pairs inside a community, those of the further ones included.
    pub within: Block,
    /// Over pairs of different communities.
    pub across: Block,
}

/// The synapses from one group of neurons to another, or all of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Block {
    /// Σ|w|
    pub strength: f64,
    /// Synapses with w ≠ 0.
    pub synapses: u64,
    /// Ordered pairs of different neurons.
    pub pairs: u64,
}

impl Block {
    /// Σ|w| over all pairs; `None` where there is no pair.
    pub fn mean(&self) -> Option<f64> {
        (self.pairs > 0).then(|| self.strength / self.pairs as f64)
    }

    /// The share of the pairs with a synapse; `None` where there is no pair.
    pub fn surviving(&self) -> Option<f64> {
        (self.pairs > 0).then(|| self.synapses as f64 / self.pairs as f64)
    }

    fn add(&mut self, other: Self) {
        self.strength += other.strength;
        self.synapses += other.synapses;
        self.pairs += other.pairs;
    }
}

impl Blocks {
    /// The blocks of W under a partition of its neurons. Communities after the first `most` share a
    /// row and a column; isolated neurons have none.
    /// Panics if the partition is not one of the connectome's neurons.
    pub fn of(connectome: &Connectome, partition: &Partition, most: usize) -> Self {
        let n = connectome.neurons();
        assert_eq!(partition.label.len(), n, "a label for each neuron");
        let all = partition.communities();
        let communities = all.min(most);
        let side = communities + usize::from(all > most);
        let mut blocks = Self {
            communities,
            others: all - communities,
            cells: vec![Block::default(); side * side],
            ..Self::default()
        };
        // Isolated neurons add nothing, to a last column that does not exist.
        let column = |label: &Option<usize>| label.map_or(side, |c| c.min(communities));
        let columns: Vec<usize> = partition.label.iter().map(column).collect();
        let mut row = vec![Block::default(); side + 1];
        for (post, weights) in connectome.rows().enumerate() {
            let Some(community) = partition.label[post] else {
                continue;
            };
            row.fill(Block::default());
            for (pre, &w) in weights.iter().enumerate() {
                if w == 0.0 || pre == post {
                    continue;
                }
                let synapse = Block {
                    strength: f64::from(w.abs()),
                    synapses: 1,
                    pairs: 0,
                };
                row[columns[pre]].add(synapse);
                match partition.label[pre] {
                    Some(other) if other == community => blocks.within.add(synapse),
                    Some(_) => blocks.across.add(synapse),
                    None => {}
                }
            }
            let cells = &mut blocks.cells[columns[post] * side..][..side];
            for (cell, sum) in cells.iter_mut().zip(&row) {
                cell.add(*sum);
            }
        }
        blocks.count_pairs(partition);
        blocks
    }

    fn count_pairs(&mut self, partition: &Partition) {
        let sizes: Vec<u64> = partition.sizes().iter().map(|&s| s as u64).collect();
        let mut groups = sizes[..self.communities].to_vec();
        if self.others > 0 {
            groups.push(sizes[self.communities..].iter().sum());
        }
        let side = groups.len();
        for (k, cell) in self.cells.iter_mut().enumerate() {
            let (row, column) = (k / side, k % side);
            let same = if row == column { groups[row] } else { 0 };
            cell.pairs = groups[row] * groups[column] - same;
        }
        let connected: u64 = sizes.iter().sum();
        self.within.pairs = sizes.iter().map(|s| s * s.saturating_sub(1)).sum();
        self.across.pairs = connected * connected.saturating_sub(1) - self.within.pairs;
    }

    /// Rows, and columns, of `cells`.
    pub fn side(&self) -> usize {
        self.communities + usize::from(self.others > 0)
    }

    /// The synapses that group `post` receives from group `pre`.
    pub fn cell(&self, post: usize, pre: usize) -> &Block {
        &self.cells[post * self.side() + pre]
    }

    /// The largest mean of all blocks; 0 if there is none.
    pub fn largest(&self) -> f64 {
        let means = self.cells.iter().filter_map(Block::mean);
        means.fold(0.0, f64::max)
    }

    /// How many times stronger a pair is connected within communities than across; `None` where
    /// either mean does not exist or nothing connects communities.
    pub fn ratio(&self) -> Option<f64> {
        let ratio = self.within.mean()? / self.across.mean()?;
        ratio.is_finite().then_some(ratio)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::examples::wired;

    /// Communities {0, 1, 2} and {3, 4}; 5 is isolated but for itself.
    fn example() -> (Connectome, Partition) {
        let within = [(0, 1, 2.0), (1, 0, -2.0), (2, 0, 5.0), (4, 3, 3.0)];
        let others = [(3, 0, -1.0), (0, 0, 100.0), (5, 5, 100.0)];
        let connectome = wired(6, within.into_iter().chain(others));
        let labels = [Some(0), Some(0), Some(0), Some(1), Some(1), None];
        let strength = connectome.strengths().undirected();
        (connectome, Partition::from_labels(&labels, &strength))
    }

    #[test]
    fn means_are_over_all_pairs_of_different_neurons_rows_receive() {
        let (connectome, partition) = example();
        let blocks = Blocks::of(&connectome, &partition, 10);
        assert_eq!((blocks.communities, blocks.others), (2, 0));
        let mean = |post, pre| blocks.cell(post, pre).mean();
        assert_eq!((mean(0, 0), mean(0, 1)), (Some(9.0 / 6.0), Some(0.0)));
        assert_eq!(mean(1, 0), Some(1.0 / 6.0), "1 receives from 0");
        assert_eq!(mean(1, 1), Some(3.0 / 2.0));
        assert_eq!(blocks.cell(0, 0).surviving(), Some(0.5));
        assert_eq!((blocks.within.pairs, blocks.across.pairs), (8, 12));
        assert_eq!(blocks.within.mean(), Some(12.0 / 8.0));
        assert_eq!(blocks.across.mean(), Some(1.0 / 12.0));
        assert_eq!(blocks.ratio(), Some(18.0));
    }

    #[test]
    fn further_communities_share_a_row_and_a_column_but_count_as_themselves() {
        let (connectome, partition) = example();
        let apart = Blocks::of(&connectome, &partition, 1);
        assert_eq!((apart.communities, apart.others, apart.side()), (1, 1, 2));
        let all = Blocks::of(&connectome, &partition, 10);
        assert_eq!((apart.within, apart.across), (all.within, all.across));
        let singles = Partition::from_labels(&[0, 1, 2, 3, 4, 5].map(Some), &[1.0; 6]);
        let folded = Blocks::of(&connectome, &singles, 2);
        assert_eq!((folded.others, folded.cells.len()), (4, 9));
        assert_eq!((folded.within, folded.across.pairs), (Block::default(), 30));
        assert_eq!(folded.cell(2, 2).strength, 3.0);
    }

    #[test]
    fn without_communities_or_pairs_there_are_no_means() {
        let isolated = Partition::from_labels(&[None, None], &[0.0; 2]);
        let blocks = Blocks::of(&Connectome::new(2, vec![0.0; 4]), &isolated, 8);
        assert_eq!(blocks, Blocks::default());
        assert_eq!((blocks.within.mean(), blocks.ratio()), (None, None));
    }
}
