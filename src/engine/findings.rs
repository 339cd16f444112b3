//! The analyst: what the network has become, worked out beside the simulation.

use std::sync::Arc;

use super::history::{History, Row};
use super::{Series, Snapshot};
use crate::analysis::{
    Currents, Partition, Skeleton, Structure, currents, mean_magnitude, mean_of, stable_colours,
};
use crate::model::Clock;

/// Synapses drawn in the network view at most.
const SKELETON_SYNAPSES: usize = 700;

/// What the analyst found in a snapshot.
#[derive(Debug, Clone)]
pub struct Findings {
    /// The run they belong to.
    pub generation: u64,
    /// The iteration of the weights they were found in.
    pub iteration: u64,
    /// Communities and the order of the neurons.
    pub partition: Arc<Partition>,
    /// For each neuron the colour of its community, stable from one analysis to the next.
    pub colours: Arc<Vec<Option<usize>>>,
    /// For each neuron Σ_j |w_ij| + |w_ji| over the others.
    pub strength: Vec<f64>,
    /// Q, within share, chance and ρ.
    pub structure: Structure,
    /// E and I of every neuron.
    pub currents: Currents,
    /// The strongest synapses, as a graph.
    pub skeleton: Arc<Skeleton>,
    /// Quantities over time.
    pub history: History,
    /// Why there are no communities, if the analysis failed.
    pub trouble: Option<String>,
}

/// Turns snapshots into findings; remembers colours and history.
#[derive(Default)]
pub struct Analyst {
    generation: u64,
    colours: Arc<Vec<Option<usize>>>,
    history: History,
}

impl Analyst {
    /// Analyses one snapshot.
    pub fn study(&mut self, snapshot: &Snapshot) -> Findings {
        if snapshot.generation != self.generation {
            *self = Self {
                generation: snapshot.generation,
                ..Self::default()
            };
        }
        let connectome = &snapshot.weights;
        let strength = connectome.strengths_undirected();
        let (partition, trouble) = match Partition::detect(connectome, 1.0) {
            Ok(partition) => (partition, None),
            Err(error) => {
                let nowhere = vec![None; connectome.neurons()];
                (
                    Partition::from_labels(&nowhere, &strength),
                    Some(error.to_string()),
                )
            }
        };
        let structure = Structure::of(connectome, &partition);
        let colours = stable_colours(&self.colours, &partition);
        self.colours = Arc::new(partition.neuron_colours(&colours));
        self.history.push(row(snapshot, &structure));
        Findings {
            generation: snapshot.generation,
            iteration: snapshot.weights_iteration,
            skeleton: Arc::new(Skeleton::of(connectome, SKELETON_SYNAPSES)),
            currents: currents(connectome, &snapshot.state.firing),
            partition: Arc::new(partition),
            strength,
            colours: Arc::clone(&self.colours),
            structure,
            history: self.history.clone(),
            trouble,
        }
    }
}

/// The history row of a snapshot.
pub fn row(snapshot: &Snapshot, structure: &Structure) -> Row {
    Row {
        iteration: snapshot.weights_iteration,
        now_ms: snapshot.now_ms,
        values: Series::ALL.map(|series| match series {
            Series::Modularity => structure.q,
            Series::WithinShare => structure.within_share,
            Series::Chance => structure.chance,
            Series::HubOverlap => structure.hub_overlap,
            Series::MeanBalance => Some(mean_of(&snapshot.balance())),
            Series::MeanCredit => Some(mean_magnitude(&snapshot.state.credit)),
            Series::MeanChange => Some(snapshot.changes[Clock::Plasticity as usize]),
        }),
    }
}
