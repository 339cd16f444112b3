//! The threads of a sweep.

use std::io;
use std::ops::{ControlFlow, Deref};
use std::sync::Arc;

use super::carry_out::{RunResult, carry_out};
use super::plan::Plan;
use crate::engine::job::{Job, Progress, Reporter, Wake, caught};
use crate::engine::pool::{FAULT, Pool, Tasks, all_cores};

/// Takes a result, and says whether to go on.
pub type Deliver = Box<dyn Fn(&RunResult) -> ControlFlow<()> + Send + Sync>;

/// How to go about a sweep.
pub struct Work {
    /// Which runs to make, in this order.
    pub runs: Vec<usize>,
    /// On how many threads.
    pub threads: usize,
    /// Gets each result on the thread that made it, as soon as it is there; may cancel the sweep.
    pub deliver: Deliver,
    /// Called after each result and at the end.
    pub wake: Wake,
}

/// A sweep in the background. Dropping it cancels it, without waiting for its threads.
pub struct Sweep {
    plan: Arc<Plan>,
    pool: Pool<Arc<RunResult>>,
}

impl Sweep {
    /// Begins all runs of a plan, on all cores. Results can be looked at as they arrive.
    ///
    /// # Errors
    /// When the system refuses threads.
    pub fn start(plan: Plan, wake: Wake) -> io::Result<Self> {
        let runs = (0..plan.runs()).collect();
        Self::begin(plan, runs, all_cores(), wake, |reporter, result| {
            reporter.deliver(Arc::new(result));
            ControlFlow::Continue(())
        })
    }

    /// Begins some of the runs of a plan. Results are delivered and not kept.
    ///
    /// # Errors
    /// When the system refuses threads.
    ///
    /// # Panics
    /// If a run is not one of the plan.
    pub fn with(plan: Plan, work: Work) -> io::Result<Self> {
        let Work {
            runs,
            threads,
            deliver,
            wake,
        } = work;
        let woken = Arc::clone(&wake);
        Self::begin(plan, runs, threads, wake, move |_, result| {
            let goes_on = deliver(&result);
            woken();
            goes_on
        })
    }

    fn begin(
        plan: Plan,
        runs: Vec<usize>,
        threads: usize,
        wake: Wake,
        deliver: impl Fn(&Reporter<Arc<RunResult>>, RunResult) -> ControlFlow<()>
        + Send
        + Sync
        + 'static,
    ) -> io::Result<Self> {
        let each = runs.iter().map(|&run| plan.work(&plan.spec(run).scenario));
        let tasks = Tasks {
            name: "The sweep",
            work: each.sum(),
            runs,
            threads,
            wake,
        };
        let plan = Arc::new(plan);
        let shared = Arc::clone(&plan);
        let pool = Pool::begin(tasks, move |run, go_on| make(&shared, run, go_on), deliver)?;
        Ok(Self { plan, pool })
    }

    /// What is run.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The results so far, a place for each run. Takes no longer than copying a pointer for each.
    pub fn results(&self) -> Vec<Option<Arc<RunResult>>> {
        let mut places = vec![None; self.plan().runs()];
        for result in self.pool.results() {
            let run = result.run;
            places[run] = Some(result);
        }
        places
    }

    /// How far it is: runs done of all runs, and the share of the work, runs under way included.
    pub fn progress(&self) -> Progress {
        self.pool.progress()
    }
}

/// Cancelling, waiting for the end and the like are those of the job.
impl Deref for Sweep {
    type Target = Job<Arc<RunResult>>;

    fn deref(&self) -> &Self::Target {
        &self.pool
    }
}

/// The result of a run; `None` if it is given up. A run that panics gives a result that says so, and
/// the others go on.
fn make(plan: &Plan, run: usize, go_on: &mut dyn FnMut(f64) -> bool) -> Option<RunResult> {
    let spec = plan.spec(run);
    caught(|| carry_out(plan, &spec, go_on))
        .unwrap_or_else(|_| Some(RunResult::failed(run, FAULT.to_owned())))
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::{Duration, Instant};

    use super::*;
    use crate::engine::sweep::Design;
    use crate::model::Topology;
    use crate::scenario::Scenario;

    fn plan(iterations: u64) -> Plan {
        let mut scenario = Scenario::with_topology(Topology::AllToAll { neurons: 30 });
        scenario.run.iterations = iterations;
        let design = Design::of(scenario, &["plasticity.learning_rate=0.01:1:log:3"]);
        let same_network = true;
        let design = Design {
            same_network,
            ..design
        };
        Plan::new(design).expect("a plan")
    }

    fn silent() -> Wake {
        Arc::new(|| {})
    }

    fn ends(sweep: &Sweep) -> bool {
        sweep.wait(Duration::from_secs(60))
    }

    #[test]
    fn the_results_are_the_same_bits_on_one_thread_and_on_many() {
        let on = |threads: usize| {
            let found = Arc::new(Mutex::new(Vec::new()));
            let kept = Arc::clone(&found);
            let work = Work {
                runs: (0..6).collect(),
                threads,
                deliver: Box::new(move |result: &RunResult| {
                    kept.lock().expect("no panic").push(result.clone());
                    ControlFlow::Continue(())
                }),
                wake: silent(),
            };
            let sweep = Sweep::with(plan(40), work).expect("threads");
            assert!(ends(&sweep));
            let mut found = found.lock().expect("no panic").clone();
            found.sort_by_key(|result: &RunResult| result.run);
            found
        };
        let alone = on(1);
        assert_eq!(alone.len(), 6);
        assert!(alone.iter().all(|result| result.counts()));
        assert_eq!(alone, on(5));
    }

    #[test]
    fn results_arrive_and_wake_whoever_looks_at_them() {
        let woken = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&woken);
        let wake: Wake = Arc::new(move || {
            counter.fetch_add(1, Ordering::Relaxed);
        });
        let sweep = Sweep::start(plan(30), wake).expect("threads");
        assert!(ends(&sweep));
        assert_eq!(sweep.results().iter().flatten().count(), 6);
        assert_eq!(sweep.delivered(), 6);
        assert!(woken.load(Ordering::Relaxed) >= 6);
        let progress = sweep.progress();
        assert_eq!((progress.done, progress.all, progress.share), (6, 6, 1.0));
        assert!(progress.over);
    }

    #[test]
    fn cancelling_stops_in_the_middle_of_a_run() {
        let sweep = Sweep::start(plan(1_000_000_000), silent()).expect("threads");
        let begun = Instant::now();
        while sweep.progress().left.is_none() && begun.elapsed() < Duration::from_secs(1) {
            std::thread::sleep(Duration::from_millis(5));
        }
        sweep.cancel();
        assert!(ends(&sweep), "within the time of a few steps");
        assert!(sweep.is_cancelled());
        assert_eq!(sweep.progress().done, 0);
    }

    #[test]
    fn whoever_gets_the_results_may_stop_the_sweep() {
        let work = Work {
            runs: (0..6).collect(),
            threads: 1,
            deliver: Box::new(|_| ControlFlow::Break(())),
            wake: silent(),
        };
        let sweep = Sweep::with(plan(5), work).expect("threads");
        assert!(ends(&sweep));
        assert_eq!(sweep.progress().done, 1);
    }
}
