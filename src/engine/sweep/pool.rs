//! The threads of a sweep.

use std::io;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::Builder;
use std::time::{Duration, Instant};

use super::carry_out::{RunResult, carry_out};
use super::plan::Plan;
use crate::engine::live::Wake;

/// How to go about a sweep.
pub struct Work {
    /// Which runs to make, in this order.
    pub runs: Vec<usize>,
    /// On how many threads.
    pub threads: usize,
    /// Gets each result on the thread that made it, as soon as it is there; may cancel the sweep.
    pub deliver: Box<dyn Fn(RunResult) -> ControlFlow<()> + Send + Sync>,
    /// Called after each result and at the end.
    pub wake: Wake,
}

/// A sweep in the background. Dropping it cancels it, without waiting for its threads.
pub struct Sweep {
    plan: Arc<Plan>,
    shared: Arc<Shared>,
    results: Arc<Results>,
}

/// How far a sweep is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress {
    /// Runs done.
    pub done: usize,
    /// Runs in all.
    pub all: usize,
    /// Share of the work done, runs under way included, 0 to 1.
    pub share: f32,
    /// Time left, once it can be told.
    pub left: Option<Duration>,
    /// Whether all threads have come to their end: everything is done or the sweep was cancelled.
    pub over: bool,
}

#[derive(Default)]
struct Results {
    of_runs: Mutex<Vec<Option<Arc<RunResult>>>>,
    revision: AtomicU64,
}

impl Results {
    fn lock(&self) -> MutexGuard<'_, Vec<Option<Arc<RunResult>>>> {
        self.of_runs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Shared {
    next: AtomicUsize,
    done: AtomicUsize,
    cancelled: AtomicBool,
    /// In whole units of [`Plan::work`], which are small.
    work_done: AtomicU64,
    work_all: f64,
    begun: Instant,
    working: Mutex<usize>,
    ended: Condvar,
    work: Work,
}

impl Sweep {
    /// Begins all runs of a plan, on all cores. Results can be looked at as they arrive.
    ///
    /// # Errors
    /// When the system refuses threads.
    pub fn start(plan: Plan, wake: Wake) -> io::Result<Self> {
        let results = Arc::new(Results::default());
        *results.lock() = vec![None; plan.runs()];
        let kept = Arc::clone(&results);
        let deliver = move |result: RunResult| {
            let run = result.run;
            kept.lock()[run] = Some(Arc::new(result));
            kept.revision.fetch_add(1, Ordering::Release);
            ControlFlow::Continue(())
        };
        let work = Work {
            runs: (0..plan.runs()).collect(),
            threads: std::thread::available_parallelism().map_or(1, usize::from),
            deliver: Box::new(deliver),
            wake,
        };
        let mut sweep = Self::with(plan, work)?;
        sweep.results = results;
        Ok(sweep)
    }

    /// Begins some of the runs of a plan. Results are delivered and not kept.
    ///
    /// # Errors
    /// When the system refuses threads.
    ///
    /// # Panics
    /// If a run is not one of the plan.
    pub fn with(plan: Plan, work: Work) -> io::Result<Self> {
        let plan = Arc::new(plan);
        let each = work
            .runs
            .iter()
            .map(|&run| plan.work(&plan.spec(run).scenario));
        let threads = work.threads.clamp(1, work.runs.len().max(1));
        let shared = Arc::new(Shared {
            next: AtomicUsize::new(0),
            done: AtomicUsize::new(0),
            cancelled: AtomicBool::new(false),
            work_done: AtomicU64::new(0),
            work_all: each.sum(),
            begun: Instant::now(),
            working: Mutex::new(threads),
            ended: Condvar::new(),
            work,
        });
        let sweep = Self {
            plan: Arc::clone(&plan),
            shared: Arc::clone(&shared),
            results: Arc::default(),
        };
        for number in 1..=threads {
            let (plan, shared) = (Arc::clone(&plan), Arc::clone(&shared));
            Builder::new()
                .name(format!("sweep {number}"))
                .spawn(move || shared.labour(&plan))?;
        }
        Ok(sweep)
    }

    /// What is run.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The results so far, a place for each run. Takes no longer than copying a pointer for each.
    pub fn results(&self) -> Vec<Option<Arc<RunResult>>> {
        self.results.lock().clone()
    }

    /// Counts the results; as long as it stays the same, so do they.
    pub fn revision(&self) -> u64 {
        self.results.revision.load(Ordering::Acquire)
    }

    /// How far it is.
    pub fn progress(&self) -> Progress {
        let shared = &self.shared;
        let done = shared.done.load(Ordering::Relaxed);
        let all = shared.work.runs.len();
        let work = shared.work_done.load(Ordering::Relaxed) as f64;
        let share = match shared.work_all {
            _ if done == all => 1.0,
            0.0 => done as f64 / all as f64,
            work_all => (work / work_all).clamp(0.0, 1.0),
        };
        let elapsed = shared.begun.elapsed();
        let known = share > 0.001 && elapsed > Duration::from_millis(300);
        let left = known.then(|| elapsed.mul_f64((1.0 - share) / share));
        Progress {
            done,
            all,
            share: share as f32,
            left,
            over: *shared.working() == 0,
        }
    }

    /// Gives up all runs that are not done, within a moment; returns at once.
    pub fn cancel(&self) {
        self.shared.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether it was cancelled.
    pub fn is_cancelled(&self) -> bool {
        self.shared.cancelled.load(Ordering::Relaxed)
    }

    /// Waits for the end, but not longer than `limit`. Returns whether it is over.
    pub fn wait(&self, limit: Duration) -> bool {
        let working = self.shared.working();
        let waited = self
            .shared
            .ended
            .wait_timeout_while(working, limit, |working| *working > 0);
        *waited.unwrap_or_else(PoisonError::into_inner).0 == 0
    }
}

impl Drop for Sweep {
    fn drop(&mut self) {
        self.cancel();
    }
}

impl Shared {
    fn working(&self) -> MutexGuard<'_, usize> {
        self.working.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The life of a thread: one run after the other, until none is left.
    fn labour(&self, plan: &Plan) {
        // Takes its leave whatever happens, so that nobody waits for ever.
        let _leave = Leave(self);
        while !self.cancelled.load(Ordering::Relaxed) {
            let next = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(&run) = self.work.runs.get(next) else {
                break;
            };
            let Some(result) = self.make(plan, run) else {
                break;
            };
            self.done.fetch_add(1, Ordering::Relaxed);
            if (self.work.deliver)(result).is_break() {
                self.cancelled.store(true, Ordering::Relaxed);
            }
            (self.work.wake)();
        }
    }

    /// A result; `None` once cancelled. A run that panics gives a result that says so, and the
    /// others go on.
    fn make(&self, plan: &Plan, run: usize) -> Option<RunResult> {
        let spec = plan.spec(run);
        let mut go_on = |work: f64| {
            self.work_done.fetch_add(work as u64, Ordering::Relaxed);
            !self.cancelled.load(Ordering::Relaxed)
        };
        let made = catch_unwind(AssertUnwindSafe(|| carry_out(plan, &spec, &mut go_on)));
        made.unwrap_or_else(|_| {
            let trouble = "the run failed; this is a fault of the program".to_owned();
            Some(RunResult::failed(run, trouble))
        })
    }
}

/// A thread of a sweep that is at work until this is dropped.
struct Leave<'a>(&'a Shared);

impl Drop for Leave<'_> {
    fn drop(&mut self) {
        *self.0.working() -= 1;
        self.0.ended.notify_all();
        (self.0.work.wake)();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::sweep::Design;
    use crate::model::Topology;
    use crate::scenario::Scenario;

    fn plan(iterations: u64) -> Plan {
        let mut scenario = Scenario::with_topology(Topology::AllToAll { neurons: 30 });
        scenario.run.iterations = iterations;
        let axis = "plasticity.learning_rate=0.01:1:log:3".parse();
        Plan::new(Design {
            scenario,
            base_dir: None,
            axes: vec![axis.expect("an axis")],
            seeds: 2,
            same_network: true,
            controls: true,
        })
        .expect("a plan")
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
                deliver: Box::new(move |result| {
                    kept.lock().expect("no panic").push(result);
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
        assert_eq!(sweep.revision(), 6);
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
