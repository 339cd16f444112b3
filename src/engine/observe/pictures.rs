//! The illustrator: matrices reordered and reduced to what a screen can show, off the interface thread.

use std::ops::Range;
use std::sync::Arc;

use super::findings::Findings;
use crate::analysis::{Part, Partition, Picture};
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
    /// What is looked at more closely, where the pictures are reduced.
    pub detail: Option<Detail>,
}

/// What somebody looks at more closely: stretches of the rows and of the columns, in shares of a side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Focus {
    /// Of the rows, the post-neurons.
    pub rows: [f64; 2],
    /// Of the columns, the pre-neurons.
    pub columns: [f64; 2],
}

impl Focus {
    /// The positions, of so many, that it touches, and some around them, so that what is shown can be moved a
    /// little.
    fn positions(&self, neurons: usize) -> [Range<usize>; 2] {
        [self.rows, self.columns].map(|[from, to]| {
            let around = 0.15 * (to - from);
            let place = |share: f64| share.clamp(0.0, 1.0) * neurons as f64;
            let first = (place(from - around).floor() as usize).min(neurons.saturating_sub(1));
            let last = (place(to + around).ceil() as usize).max(first + 1);
            first..last.min(neurons)
        })
    }
}

/// Parts of the matrices, in cells of their own.
#[derive(Debug, Clone)]
pub struct Detail {
    /// What was to be seen.
    pub focus: Focus,
    /// The positions of rows and columns.
    pub positions: [Range<usize>; 2],
    /// Of W.
    pub weights: Part,
    /// Of the retrograde signals.
    pub retrograde: Part,
}

/// Turns snapshots into pictures; counts them.
#[derive(Debug, Default)]
pub struct Illustrator {
    revision: u64,
}

impl Illustrator {
    /// Draws one snapshot, in the order that was found last if it is of the same run, and what somebody looks
    /// at more closely.
    pub fn draw(
        &mut self,
        snapshot: &Snapshot,
        found: Option<&Findings>,
        focus: Option<Focus>,
    ) -> Pictures {
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
            detail: focus
                .filter(|_| n > MAX_SIDE)
                .map(|focus| detail(snapshot, order, &effective, focus)),
            partition,
            colours,
            dense,
        }
    }
}

fn detail(snapshot: &Snapshot, order: &[usize], effective: &[f32], focus: Focus) -> Detail {
    let positions = focus.positions(order.len());
    let part = |matrix, factors| Part::of(matrix, order, positions.clone(), MAX_SIDE, factors);
    Detail {
        focus,
        weights: part(&snapshot.weights, None),
        retrograde: part(&snapshot.feedback, Some(effective)),
        positions: positions.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Runner;
    use crate::scenario;

    #[test]
    fn what_is_looked_at_closely_shows_the_weights_themselves_where_the_picture_is_reduced() {
        let text = "format = 1\nnetwork.neurons = 600\nplasticity.pruning = 0.5\n";
        let opened = scenario::check_text(text, "test", None).expect("valid");
        let runner = Runner::of(&opened);
        let snapshot = runner.snapshot(runner.copy_weights());
        let focus = Focus {
            rows: [0.5, 0.52],
            columns: [0.98, 1.0],
        };
        let pictures = Illustrator::default().draw(&snapshot, None, Some(focus));
        assert_eq!(pictures.weights.side, MAX_SIDE);
        let detail = pictures.detail.expect("a detail");
        let [rows, columns] = &detail.positions;
        assert_eq!((rows, columns), (&(298..314), &(586..600)));
        assert_eq!(detail.weights.shape, [16, 14]);
        let order = &pictures.partition.order;
        for (cell, value) in detail.weights.values.iter().enumerate() {
            let (post, pre) = (
                order[rows.start + cell / 14],
                order[columns.start + cell % 14],
            );
            assert_eq!(*value, snapshot.weights.weight(post, pre));
        }
        let whole = Illustrator::default().draw(&snapshot, None, None);
        assert!(whole.detail.is_none());
    }
}
