//! A network over time, at some moments of a run and reduced to its strongest synapses.

use std::collections::BinaryHeap;
use std::path::Path;
use std::sync::Arc;

use super::file::About;
use super::format::dynamic_gexf::{self, Frame};
use super::sink::put;
use crate::analysis::{Connectome, Partition};
use crate::engine::{Cadence, Journey, Runner, Stop};
use crate::export::ExportError;
use crate::model::{GivenState, Samples};
use crate::scenario::Scenario;

/// Moments recorded, unless another number is asked for.
pub const FRAMES: usize = 30;
/// Moments recorded at most.
pub const MOST_FRAMES: usize = 200;
/// Synapses recorded at each moment, the strongest ones.
pub const STRONGEST_SYNAPSES: usize = 2_000;

/// Synapses recorded at all moments together, at most.
const MOST_SYNAPSES: usize = 200_000;
/// Neurons recorded at all moments together, at most.
const MOST_NEURONS: usize = 200_000;

pub struct Recording {
    /// The moments at which it is due.
    pub(crate) cadence: Cadence,
    synapses_each: usize,
    pub(super) frames: Vec<Frame>,
    latest: About,
}

impl Recording {
    /// A recording at so many moments, evenly spaced from the beginning of a run to its iteration
    /// `last`. For large networks there are fewer moments, and for many moments fewer synapses at
    /// each, so that files stay readable: at most 200 000 neurons and as many synapses in all.
    pub fn new(neurons: usize, last: u64, frames: usize) -> Self {
        let affordable = (MOST_NEURONS / neurons.max(1)).max(2);
        let frames = frames.clamp(2, MOST_FRAMES).min(affordable);
        let cadence = Cadence::Evenly(frames as u64);
        Self {
            cadence,
            synapses_each: STRONGEST_SYNAPSES.min(MOST_SYNAPSES / cadence.all(last).count()),
            frames: Vec::new(),
            latest: About::default(),
        }
    }

    pub fn frames(&self) -> usize {
        self.frames.len()
    }

    /// Runs a scenario from its beginning to an iteration, and records it. `go_on` is told the
    /// iteration now and then, and says whether to go on; `None` if not.
    pub fn of_run(
        scenario: &Scenario,
        given: GivenState,
        samples: Option<Arc<Samples>>,
        last: u64,
        frames: usize,
        mut go_on: impl FnMut(u64) -> bool,
    ) -> Option<Self> {
        let mut runner = Runner::new(scenario, given, samples).with_helpers();
        let mut recording = Self::new(runner.neurons(), last, frames);
        let mut journey = Journey::to(last, [recording.cadence]);
        while let Some(stop) = journey.next_stop(&mut runner, &mut go_on).ok()? {
            recording.follow(&runner, &stop);
        }
        Some(recording)
    }

    /// Records a simulation at a stop on its way, if that is due. One that blows up is recorded a last
    /// time in its last finite state.
    pub fn follow(&mut self, runner: &Runner, stop: &Stop) {
        let is_new = |latest: &Frame| latest.iteration < stop.iteration;
        if (stop.is_end || stop.is(self.cadence)) && self.frames.last().is_none_or(is_new) {
            self.record(runner);
        }
    }

    fn record(&mut self, runner: &Runner) {
        let snapshot = runner.snapshot(runner.copy_weights());
        let connectome = &snapshot.weights;
        let (partition, _) = Partition::detect_or_isolate(connectome, &snapshot.method);
        let strengths = connectome.strengths();
        let single = |values: &[f64]| values.iter().map(|&v| v as f32).collect();
        self.frames.push(Frame {
            iteration: snapshot.iteration,
            community: partition.identities(),
            values: [
                single(&strengths.received),
                single(&strengths.sent),
                single(&snapshot.state.firing),
                single(&snapshot.state.credit),
                single(&snapshot.balance()),
            ],
            synapses: strongest(connectome, self.synapses_each),
        });
        self.latest = About::state(&snapshot);
    }

    /// Writes the recording as GEXF, whole or not at all, as long as `go_on` says so. `scenario` and
    /// `toml` are the title and the text of what was run.
    /// Fails when the file cannot be written.
    pub fn write(
        &self,
        scenario: &str,
        toml: &str,
        path: &Path,
        go_on: &dyn Fn() -> bool,
    ) -> Result<(), ExportError> {
        let about = self.latest.clone().named(scenario, toml);
        let what = format!(
            "over time: {} moments, the {} strongest synapses of each; times are iterations",
            self.frames.len(),
            self.synapses_each
        );
        let lines: Vec<String> = std::iter::once(what).chain(about.lines()).collect();
        put(path, go_on, |sink| {
            dynamic_gexf::write(&self.frames, &lines, sink)
        })
    }
}

/// The synapses of largest magnitude, by (post, pre); of equal ones the first.
fn strongest(connectome: &Connectome, count: usize) -> Vec<([usize; 2], f32)> {
    let n = connectome.neurons().max(1);
    // Magnitudes of floats are in the order of their bits.
    let rank =
        |index: usize, w: f32| std::cmp::Reverse((w.abs().to_bits(), std::cmp::Reverse(index)));
    let mut kept = BinaryHeap::with_capacity(count + 1);
    let existing = connectome.weights().iter().enumerate();
    for (index, &w) in existing.filter(|(_, w)| **w != 0.0) {
        let rank = rank(index, w);
        if kept.len() < count {
            kept.push(rank);
        } else if kept.peek().is_some_and(|weakest| rank < *weakest) {
            kept.pop();
            kept.push(rank);
        }
    }
    let index = |std::cmp::Reverse((_, std::cmp::Reverse(index)))| index;
    let mut indices: Vec<usize> = kept.into_iter().map(index).collect();
    indices.sort_unstable();
    let synapse = |index: usize| ([index / n, index % n], connectome.weights()[index]);
    indices.into_iter().map(synapse).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_evenly_spaced_from_the_beginning_to_the_end() {
        let moments = |neurons, last, frames| {
            let recording = Recording::new(neurons, last, frames);
            recording.cadence.all(last).collect::<Vec<u64>>()
        };
        assert_eq!(moments(300, 100, 5), [0, 25, 50, 75, 100]);
        assert_eq!(moments(300, 2, 30), [0, 1, 2], "no moment twice");
        assert_eq!(moments(300, 0, 30), [0]);
        assert_eq!(moments(10_000, 1000, 200).len(), 20);
        assert_eq!(moments(300, 10_000, 1_000).len(), MOST_FRAMES);
    }

    #[test]
    fn only_the_strongest_synapses_are_kept_whatever_their_sign() {
        let w = Connectome::new(2, vec![0.0, -3.0, 2.0, 2.0]);
        assert_eq!(strongest(&w, 2), [([0, 1], -3.0), ([1, 0], 2.0)]);
        assert_eq!(strongest(&w, 9).len(), 3, "zero is no synapse");
        assert!(strongest(&Connectome::default(), 9).is_empty());
    }

    #[test]
    fn a_recorded_run_is_the_same_run_and_stops_when_told() {
        let mut scenario = Scenario::default();
        (crate::scenario::NEURONS.set)(&mut scenario, 20.0);
        let recorded = Recording::of_run(&scenario, GivenState::default(), None, 40, 5, |_| true);
        let recorded = recorded.expect("not cancelled");
        let mut runner = Runner::new(&scenario, GivenState::default(), None);
        for frame in &recorded.frames {
            runner.run_to(frame.iteration).expect("finite");
            let copy = runner.copy_weights().connectome;
            assert_eq!(frame.synapses, strongest(&copy, STRONGEST_SYNAPSES));
        }
        assert_eq!(runner.iteration(), 40);
        let cancelled =
            Recording::of_run(&scenario, GivenState::default(), None, 40, 5, |at| at < 20);
        assert!(cancelled.is_none());
    }
}
