//! The analyst: what the network has become, worked out beside the simulation.

use std::sync::Arc;

use crate::analysis::{
    Blocks, Currents, Membership, Method, Partition, Skeleton, Turn, Turns, currents, is_dense,
};
use crate::engine::measures::{Measures, Moment, Place};
use crate::engine::run::{Snapshot, Thinned};

/// Synapses that the network view can draw at most.
pub const MOST_SYNAPSES: usize = 3_000;

/// Communities with a row of their own in the block matrix at most.
const BLOCKS: usize = 12;

/// Where measures of each analysis appear.
const MEASURED: [Place; 4] = [
    Place::OverTime,
    Place::LearningCurve,
    Place::Summary,
    Place::Conditions,
];

/// Memberships kept at most: two bytes for each neuron, so 256 kB for a thousand neurons.
pub(super) const MEMBERSHIPS: usize = 128;

/// The measures at one iteration.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row {
    /// Plasticity updates made.
    pub iteration: u64,
    /// Model time in milliseconds.
    pub now_ms: f64,
    /// What was measured then.
    pub measures: Measures,
}

/// The rows so far.
pub type History = Thinned<Row>;

/// What the analyst found in a snapshot.
#[derive(Debug, Clone)]
pub struct Findings {
    /// The run they belong to.
    pub generation: u64,
    /// The iteration of the weights they were found in.
    pub iteration: u64,
    /// How communities were looked for.
    pub method: Method,
    /// Communities and the order of the neurons.
    pub partition: Arc<Partition>,
    /// For each community whether it is a dense module.
    pub dense: Arc<Vec<bool>>,
    /// For each neuron the identity of its community: its colour, and its number less one.
    pub colours: Arc<Vec<Option<usize>>>,
    /// For each neuron Σ_j |w_ij| + |w_ji| over the others.
    pub strength: Vec<f64>,
    /// What was measured.
    pub measures: Measures,
    /// Mean |w| between communities.
    pub blocks: Arc<Blocks>,
    /// Who was in which community, over time, since the beginning or since communities are looked
    /// for in this way.
    pub memberships: Thinned<Arc<Membership>>,
    /// When communities appeared, split, joined and vanished, over the same time.
    pub turns: Arc<Vec<Turn>>,
    /// E and I of every neuron.
    pub currents: Currents,
    /// The strongest synapses, as a graph.
    pub skeleton: Arc<Skeleton>,
    /// Measures over time.
    pub history: History,
    /// Why there are no communities, if the analysis failed.
    pub trouble: Option<String>,
}

/// Turns snapshots into findings; remembers history.
#[derive(Default)]
pub struct Analyst {
    generation: u64,
    method: Method,
    course: u64,
    remembered: Remembered,
    /// The course that was left last, and what was remembered of it.
    left: Option<(u64, Remembered)>,
}

/// What is remembered of a course.
#[derive(Clone)]
struct Remembered {
    history: History,
    memberships: Thinned<Arc<Membership>>,
    turns: Turns,
}

impl Default for Remembered {
    fn default() -> Self {
        Self {
            history: History::default(),
            memberships: Thinned::with_capacity(MEMBERSHIPS),
            turns: Turns::default(),
        }
    }
}

impl Remembered {
    /// A run that began again from an earlier moment has another history from there.
    fn forget_after(&mut self, iteration: u64) {
        let is_later = |row: &Row| row.iteration > iteration;
        if self.history.items().last().is_some_and(is_later) {
            self.history.forget_last_while(is_later);
            self.memberships
                .forget_last_while(|then| then.iteration > iteration);
            self.turns.forget_after(iteration);
        }
    }

    /// Communities are looked for in another way: what differs between two ways is no movement of the neurons.
    fn forget_communities(&mut self) {
        self.memberships = Thinned::with_capacity(MEMBERSHIPS);
        self.turns = Turns::default();
    }

    /// Takes note of who is where; standing still, in the place of the last note.
    fn note(&mut self, row: Row, colours: &[Option<usize>]) {
        let now = Arc::new(Membership::new(row.iteration, colours));
        self.turns.see(&now);
        match self.memberships.items().last() {
            Some(last) if last.iteration == row.iteration => self.memberships.replace_last(now),
            _ => self.memberships.push(now),
        }
        self.history.push(row);
    }
}

impl Analyst {
    /// Analyses one snapshot.
    pub fn study(&mut self, snapshot: &Snapshot) -> Findings {
        if snapshot.generation != self.generation {
            *self = Self {
                generation: snapshot.generation,
                course: snapshot.course,
                ..Self::default()
            };
        }
        self.follow_course(snapshot.course);
        if snapshot.method != self.method {
            self.method = snapshot.method;
            self.remembered.forget_communities();
        }
        let connectome = &snapshot.weights;
        let (partition, trouble) = Partition::detect_or_isolate(connectome, &self.method);
        let measures = Measures::of(&Moment::of(snapshot, &partition), &MEASURED);
        let colours = partition.identities();
        // What is seen of the past has been taken note of when it was the present.
        if !snapshot.past {
            let row = Row {
                iteration: snapshot.weights_iteration,
                now_ms: snapshot.now_ms,
                measures,
            };
            self.remembered.forget_after(row.iteration);
            self.remembered.note(row, &colours);
        }
        let remembered = &self.remembered;
        Findings {
            generation: snapshot.generation,
            iteration: snapshot.weights_iteration,
            method: self.method,
            blocks: Arc::new(Blocks::of(connectome, &partition, BLOCKS)),
            memberships: remembered.memberships.clone(),
            turns: Arc::clone(remembered.turns.found()),
            skeleton: Arc::new(Skeleton::of(connectome, MOST_SYNAPSES)),
            currents: currents(connectome, &snapshot.state.firing),
            dense: Arc::new(is_dense(connectome, &partition)),
            partition: Arc::new(partition),
            strength: connectome.strengths().undirected(),
            colours: Arc::new(colours),
            measures,
            history: remembered.history.clone(),
            trouble: trouble.map(|error| error.to_string()),
        }
    }

    /// A course that is left keeps its history, for when it is taken up again.
    fn follow_course(&mut self, course: u64) {
        if course == self.course {
            return;
        }
        let before = std::mem::replace(&mut self.course, course);
        let left = self.left.replace((before, self.remembered.clone()));
        if let Some((_, remembered)) = left.filter(|(left, _)| *left == course) {
            self.remembered = remembered;
        }
    }
}

impl Findings {
    /// The colour of the community that has this row of the block matrix; `None` for the last row where
    /// several share it.
    pub fn block_colour(&self, index: usize) -> Option<usize> {
        if index >= self.blocks.communities {
            return None;
        }
        self.partition.identity.get(index).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::run::Runner;
    use crate::model::{GivenState, Topology};
    use crate::scenario::Scenario;

    #[test]
    fn what_is_seen_of_the_past_is_no_history_and_a_course_taken_up_again_has_its_own() {
        let scenario = Scenario::with_topology(Topology::AllToAll { neurons: 12 });
        let mut analyst = Analyst::default();
        let mut look = |iteration: u64, course: u64, past: bool| {
            let mut runner = Runner::new(&scenario, GivenState::default(), None);
            runner.run_to(iteration).expect("finite");
            let snapshot = Snapshot {
                generation: 1,
                course,
                past,
                ..runner.snapshot(runner.copy_weights())
            };
            let found = analyst.study(&snapshot);
            let rows = found.history.items().iter();
            rows.map(|row| row.iteration).collect::<Vec<u64>>()
        };
        look(10, 0, false);
        look(20, 0, false);
        assert_eq!(look(30, 0, false), [10, 20, 30]);
        assert_eq!(look(20, 0, true), [10, 20, 30], "only looked at");
        assert_eq!(look(20, 1, false), [10, 20, 20]);
        assert_eq!(look(25, 1, false).last(), Some(&25));
        assert_eq!(look(30, 0, false)[..3], [10, 20, 30], "the old course");
    }
}
