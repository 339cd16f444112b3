//! The communities of a network that is written to a file.

use crate::analysis::{Connectome, Method, Partition, stable_colours};

/// Communities, and colours that stay with them from one moment to the next.
#[derive(Debug, Clone, Default)]
pub(super) struct Groups {
    pub partition: Partition,
    /// For each neuron the colour of its community.
    pub colours: Vec<Option<usize>>,
}

impl Groups {
    /// Finds communities; `earlier` are the colours that the neurons had before. Where the analysis
    /// fails there are none.
    pub fn find(connectome: &Connectome, method: &Method, earlier: &[Option<usize>]) -> Self {
        let partition = Partition::detect(connectome, method).unwrap_or_else(|_| {
            let nowhere = vec![None; connectome.neurons()];
            Partition::from_labels(&nowhere, &connectome.strengths().undirected())
        });
        let colours = partition.neuron_colours(&stable_colours(earlier, &partition));
        Self { partition, colours }
    }
}

/// The number of a community in a file: from 1, and −1 for none.
pub(super) fn number(community: Option<usize>) -> i64 {
    community.map_or(-1, |index| index as i64 + 1)
}
