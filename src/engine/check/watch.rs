//! One run of a check: simulated once, measured wherever a claim asks.

use std::collections::BTreeMap;

use super::plan::RunOfCheck;
use crate::analysis::Partition;
use crate::engine::measures::{Measure, Measures, Moment};
use crate::engine::run::{Journey, Runner};
use crate::engine::sweep::work_of_iteration;
use crate::scenario::recheck;

/// What was seen of a run.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RunLog {
    /// What was measured, by iteration; moments behind a blow-up are missing.
    pub looks: BTreeMap<u64, Measures>,
    /// Why there is not all that was asked for, in words.
    pub trouble: Option<String>,
}

impl RunLog {
    /// A run of which nothing came.
    pub(super) fn failed(trouble: impl Into<String>) -> Self {
        Self {
            trouble: Some(trouble.into()),
            ..Self::default()
        }
    }
}

/// Simulates a run to its last moment and measures it at each. `go_on` is told, many times a second, how
/// much work was done since the last time; once it says no, the run is given up.
pub fn watch(run: &RunOfCheck, go_on: &mut dyn FnMut(f64) -> bool) -> Option<RunLog> {
    let opened = match recheck(&run.scenario, run.base_dir.as_deref()) {
        Ok(opened) => opened,
        Err(error) => return Some(RunLog::failed(error.to_string())),
    };
    let work = work_of_iteration(&opened.scenario);
    let mut runner = Runner::of(&opened);
    let mut log = RunLog::default();
    let mut before = 0;
    let mut told = |iteration: u64| {
        let made = iteration - before;
        before = iteration;
        go_on(made as f64 * work)
    };
    for &moment in &run.moments {
        let journey = Journey::to(moment, []);
        journey.run_out(&mut runner, &mut told).ok()?;
        if let Some(blow_up) = runner.blow_up() {
            log.trouble = Some(blow_up.to_string());
            break;
        }
        match measured(&runner, &run.measures) {
            Ok(measures) => log.looks.insert(moment, measures),
            Err(trouble) => {
                return Some(RunLog {
                    trouble: Some(trouble),
                    ..log
                });
            }
        };
    }
    Some(log)
}

/// These measures of the simulation as it stands.
///
/// # Errors
/// When its communities cannot be found, in words.
pub fn measured(runner: &Runner, wanted: &[&'static Measure]) -> Result<Measures, String> {
    let snapshot = runner.snapshot(runner.copy_weights());
    let partition = Partition::detect(&snapshot.weights, &snapshot.method);
    let partition = partition.map_err(|error| error.to_string())?;
    let moment = Moment::now(runner, &snapshot, &partition);
    Ok(Measures::those(&moment, |measure| {
        wanted.contains(&measure)
    }))
}
