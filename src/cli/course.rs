//! A headless simulation from beginning to end, analysed now and then on its way.

use std::time::{Duration, Instant};

use crate::engine::{Analyst, Findings, HelperThreads, Row, Runner, Snapshot};
use crate::export::Recording;
use crate::scenario::Opened;

/// A course is analysed about so many times.
const SAMPLES: u64 = 200;

/// A simulation that has come to its end.
pub(super) struct Course {
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

impl Course {
    /// Runs a scenario to its last iteration, or until it blows up, and records the network at so many
    /// moments if that is asked for. `progress` is told the iteration.
    pub fn run(opened: &Opened, moments: Option<usize>, progress: impl Fn(u64)) -> Self {
        let scenario = &opened.scenario;
        let last = scenario.run.iterations;
        let mut runner = Runner::new(scenario, opened.given.clone(), opened.samples.clone());
        runner.set_helpers(HelperThreads::of_this_machine());
        let mut analyst = Analyst::default();
        let mut stepping = Duration::ZERO;
        let mut rows = Vec::new();
        let mut recording = moments.map(|m| Recording::new(runner.neurons(), last, m));
        loop {
            if runner.iteration() >= last {
                runner.close();
            }
            let snapshot = Snapshot {
                iterations_per_second: per_second(runner.iteration(), stepping),
                ..runner.snapshot(runner.copy_weights())
            };
            let findings = analyst.study(&snapshot);
            record(&mut rows, &findings);
            progress(runner.iteration());
            if runner.iteration() >= last || runner.blow_up().is_some() {
                return Self {
                    runner,
                    snapshot,
                    findings,
                    rows,
                    recording,
                };
            }
            let begun = Instant::now();
            let next = next_sample(runner.iteration(), last);
            let mut recorded = Duration::ZERO;
            match &mut recording {
                Some(recording) => recorded = recording.follow(&mut runner, next),
                // A blow-up is remembered by the runner, and looked at above.
                None => drop(runner.run_to(next)),
            }
            stepping += begun.elapsed() - recorded;
        }
    }
}

/// Iterations per second of stepping.
fn per_second(iterations: u64, stepping: Duration) -> f64 {
    match stepping.as_secs_f64() {
        0.0 => 0.0,
        seconds => iterations as f64 / seconds,
    }
}

/// The next iteration to analyse: a multiple of a fixed number, or the last.
fn next_sample(iteration: u64, last: u64) -> u64 {
    let every = (last / SAMPLES).max(1);
    ((iteration / every + 1) * every).min(last)
}

/// Adds the latest row. A blow-up may follow a sample within the same iteration, and then replaces it.
fn record(rows: &mut Vec<Row>, findings: &Findings) {
    let Some(&row) = findings.history.items().last() else {
        return;
    };
    rows.pop_if(|before| before.iteration == row.iteration);
    rows.push(row);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn samples(last: u64) -> Vec<u64> {
        let next = |&at: &u64| (at < last).then(|| next_sample(at, last));
        std::iter::successors(Some(0), next).collect()
    }

    #[test]
    fn samples_are_evenly_spaced_and_end_at_the_last_iteration() {
        assert_eq!(samples(3), [0, 1, 2, 3]);
        assert_eq!(samples(3000).len(), 201);
        assert_eq!(samples(3000)[..3], [0, 15, 30]);
        assert_eq!(samples(401)[199..], [398, 400, 401]);
    }
}
