//! A check in the background, on several threads.

use std::io;
use std::ops::{ControlFlow, Deref};
use std::sync::Arc;

use super::plan::CheckPlan;
use super::watch::{RunLog, watch};
use crate::engine::job::{Job, Progress, Wake, caught};
use crate::engine::pool::{FAULT, Pool, Tasks};

/// A check under way. Dropping it cancels it, without waiting for its threads.
pub struct Check {
    plan: Arc<CheckPlan>,
    pool: Pool<(usize, Arc<RunLog>)>,
}

impl Check {
    /// Begins all runs of a plan, the longest first.
    ///
    /// # Errors
    /// When the system refuses threads.
    pub fn start(plan: CheckPlan, threads: usize, wake: Wake) -> io::Result<Self> {
        let work: Vec<f64> = plan.runs().iter().map(|run| run.work()).collect();
        let mut runs: Vec<usize> = (0..work.len()).collect();
        runs.sort_by(|&a, &b| work[b].total_cmp(&work[a]));
        let tasks = Tasks {
            name: "The check",
            runs,
            work: work.iter().sum(),
            threads,
            wake,
        };
        let plan = Arc::new(plan);
        let shared = Arc::clone(&plan);
        let make = move |run: usize, go_on: &mut dyn FnMut(f64) -> bool| {
            let log = caught(|| watch(&shared.runs()[run], go_on));
            let log = log.unwrap_or_else(|_| Some(RunLog::failed(FAULT)));
            Some((run, Arc::new(log?)))
        };
        let pool = Pool::begin(tasks, make, |reporter, result| {
            reporter.deliver(result);
            ControlFlow::Continue(())
        })?;
        Ok(Self { plan, pool })
    }

    /// What is checked.
    pub fn plan(&self) -> &CheckPlan {
        &self.plan
    }

    /// What was seen of each run so far, in the order of the plan.
    pub fn logs(&self) -> Vec<Option<Arc<RunLog>>> {
        let mut places = vec![None; self.plan.runs().len()];
        for (run, log) in self.pool.results() {
            places[run] = Some(log);
        }
        places
    }

    /// How far it is: runs done of all runs, and the share of the work.
    pub fn progress(&self) -> Progress {
        self.pool.progress()
    }
}

/// Cancelling, waiting for the end and the like are those of the job.
impl Deref for Check {
    type Target = Job<(usize, Arc<RunLog>)>;

    fn deref(&self) -> &Self::Target {
        &self.pool
    }
}
