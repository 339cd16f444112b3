//! Numbered runs, shared out among threads.

use std::io;
use std::ops::{ControlFlow, Deref};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::job::{Job, Progress, Reporter, Wake};

/// What is to be done.
pub(super) struct Tasks {
    /// What it is, in words that begin a sentence.
    pub name: &'static str,
    /// Which runs to make, in this order.
    pub runs: Vec<usize>,
    /// How much work all of them are, in small units.
    pub work: f64,
    /// On how many threads.
    pub threads: usize,
    /// Called when there is progress, a result or the end.
    pub wake: Wake,
}

/// What is said of a run that panics.
pub(super) const FAULT: &str = "the run failed; this is a fault of the program";

/// As many threads as there are cores.
pub fn all_cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Runs under way. Dropping it cancels them, without waiting for the threads.
pub(super) struct Pool<T> {
    all: usize,
    done: Arc<AtomicUsize>,
    job: Job<T>,
}

impl<T: Send + 'static> Pool<T> {
    /// Begins. `make` makes a run; many times a second it says how much work was done since the last
    /// time and is told whether to go on, and gives nothing once it is not to. `deliver` takes what comes
    /// of each on the thread that made it, and says whether to go on with the others.
    ///
    /// # Errors
    /// When the system refuses threads.
    pub fn begin<R>(
        tasks: Tasks,
        make: impl Fn(usize, &mut dyn FnMut(f64) -> bool) -> Option<R> + Send + Sync + 'static,
        deliver: impl Fn(&Reporter<T>, R) -> ControlFlow<()> + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let Tasks { runs, wake, .. } = tasks;
        let all = runs.len();
        let threads = tasks.threads.clamp(1, all.max(1));
        let (next, done) = (AtomicUsize::new(0), Arc::new(AtomicUsize::new(0)));
        let counted = Arc::clone(&done);
        let work = move |reporter: &Reporter<T>| {
            while reporter.goes_on() {
                let Some(&run) = runs.get(next.fetch_add(1, Ordering::Relaxed)) else {
                    break;
                };
                let Some(result) = make(run, &mut |work| reporter.add(work as u64)) else {
                    break;
                };
                counted.fetch_add(1, Ordering::Relaxed);
                if deliver(reporter, result).is_break() {
                    reporter.cancel();
                }
            }
        };
        let job = Job::on_threads(tasks.name, threads, tasks.work as u64, wake, work)?;
        Ok(Self { all, done, job })
    }

    /// How far it is: runs done of all runs, and the share of the work, runs under way included.
    pub fn progress(&self) -> Progress {
        let progress = self.job.progress();
        let (done, all) = (self.done.load(Ordering::Relaxed), self.all);
        let share = match progress.all {
            _ if done == all => 1.0,
            0 => done as f32 / all as f32,
            _ => progress.share,
        };
        Progress {
            done: done as u64,
            all: all as u64,
            share,
            ..progress
        }
    }
}

/// Cancelling, waiting for the end and the like are those of the job.
impl<T> Deref for Pool<T> {
    type Target = Job<T>;

    fn deref(&self) -> &Job<T> {
        &self.job
    }
}
