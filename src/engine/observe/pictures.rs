//! The illustrator: matrices reordered and reduced to what a screen can show, off the interface thread.

use std::sync::Arc;

use super::findings::Findings;
use crate::analysis::{Partition, Picture};
use crate::engine::run::Snapshot;

/// Pictures have at most so many cells on a side.
pub const MAX_SIDE: usize = 512;

/// The matrices of a snapshot, as pictures.
#[derive(Debug, Clone)]
pub struct Pictures {
    /// The run they belong to.
    pub generation: u64,
    /// The iteration of the weights.
    pub iteration: u64,
    /// Counts the pictures.
    pub revision: u64,
    /// The communities whose order was used.
    pub partition: Arc<Partition>,
    /// For each neuron the colour of its community.
    pub colours: Arc<Vec<Option<usize>>>,
    /// For each community whether it is a dense module.
    pub dense: Arc<Vec<bool>>,
    /// W, row = post, column = pre.
    pub weights: Picture,
    /// g_ji = c_i f(s_i) w_ij at row i (post, the giver) and column j (pre, the receiver).
    pub retrograde: Picture,
}

/// Turns snapshots into pictures; counts them.
#[derive(Debug, Default)]
pub struct Illustrator {
    revision: u64,
}

impl Illustrator {
    /// Draws one snapshot, in the order that was found last if it is of the same run.
    pub fn draw(&mut self, snapshot: &Snapshot, found: Option<&Findings>) -> Pictures {
        self.revision += 1;
        let n = snapshot.weights.neurons();
        let fitting =
            found.filter(|f| f.generation == snapshot.generation && f.partition.order.len() == n);
        let (partition, colours, dense) = match fitting {
            Some(findings) => (
                Arc::clone(&findings.partition),
                Arc::clone(&findings.colours),
                Arc::clone(&findings.dense),
            ),
            None => (
                Arc::new(Partition::from_labels(&vec![None; n], &vec![0.0; n])),
                Arc::new(vec![None; n]),
                Arc::default(),
            ),
        };
        let order = &partition.order;
        let effective: Vec<f32> = snapshot
            .effective_credit()
            .iter()
            .map(|&u| u as f32)
            .collect();
        Pictures {
            generation: snapshot.generation,
            iteration: snapshot.weights_iteration,
            revision: self.revision,
            weights: Picture::of(&snapshot.weights, order, MAX_SIDE, None),
            retrograde: Picture::of(&snapshot.feedback, order, MAX_SIDE, Some(&effective)),
            partition,
            colours,
            dense,
        }
    }
}
