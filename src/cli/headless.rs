//! A simulation from beginning to end, analysed and perhaps recorded now and then on its way.

use crate::engine::{Analyst, Cadence, Findings, Journey, Row, Runner, Snapshot};
use crate::export::Recording;
use crate::scenario::Opened;

/// A run is analysed about so many times.
const SAMPLES: u64 = 200;

/// A simulation that has come to its end.
pub(super) struct HeadlessRun {
    /// The simulation, at its end or at its last finite state.
    pub runner: Runner,
    /// Its state there.
    pub snapshot: Snapshot,
    /// What its weights are like there.
    pub findings: Findings,
    /// Quantities over time, the beginning and the end included.
    pub rows: Vec<Row>,
    /// The network over time, if it was to be recorded.
    pub recording: Option<Recording>,
}

impl HeadlessRun {
    /// Runs a scenario to its last iteration, or until it blows up, and records the network at so many
    /// moments if that is asked for. `progress` is told the iteration.
    pub fn of(opened: &Opened, moments: Option<usize>, progress: impl Fn(u64)) -> Self {
        let last = opened.scenario.run.iterations;
        let mut runner = Runner::of(opened).with_helpers();
        let mut recording = moments.map(|m| Recording::new(runner.neurons(), last, m));
        let samples = Cadence::about(SAMPLES, last);
        let recorded = recording.as_ref().map(|recording| recording.cadence);
        let mut journey = Journey::to(last, recorded.into_iter().chain([samples]));
        let mut analyst = Analyst::default();
        let mut rows = Vec::new();
        let mut go_on = |iteration| {
            progress(iteration);
            true
        };
        while let Ok(Some(stop)) = journey.next_stop(&mut runner, &mut go_on) {
            if let Some(recording) = &mut recording {
                recording.follow(&runner, &stop);
            }
            if stop.is(samples) && !stop.is_end {
                let findings = analyst.study(&runner.snapshot(runner.copy_weights()));
                record(&mut rows, &findings);
            }
        }
        let snapshot = Snapshot {
            iterations_per_second: per_second(runner.iteration(), journey.stepping()),
            ..runner.snapshot(runner.copy_weights())
        };
        let findings = analyst.study(&snapshot);
        record(&mut rows, &findings);
        Self {
            runner,
            snapshot,
            findings,
            rows,
            recording,
        }
    }
}

/// Iterations per second of stepping.
fn per_second(iterations: u64, stepping: std::time::Duration) -> f64 {
    match stepping.as_secs_f64() {
        0.0 => 0.0,
        seconds => iterations as f64 / seconds,
    }
}

/// Adds the latest row. A blow-up may follow a sample within the same iteration, and then replaces it.
fn record(rows: &mut Vec<Row>, findings: &Findings) {
    let Some(&row) = findings.history.items().last() else {
        return;
    };
    rows.pop_if(|before| before.iteration == row.iteration);
    rows.push(row);
}
