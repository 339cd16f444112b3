//! Work in the background, with progress, an end, and a way to stop it.

use std::collections::VecDeque;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::Builder;
use std::time::{Duration, Instant};

/// Called when there is something new to show, from any thread.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// Progress wakes whoever looks at it at most this often.
const WAKE_INTERVAL: Duration = Duration::from_millis(100);
/// The time left is told after this long, and from this share of the work on.
const LEFT_AFTER: Duration = Duration::from_millis(300);
const LEFT_FROM: f64 = 0.001;

/// Work on threads of its own, which gives one or several results. Dropping it stops the work at its
/// next look at [`Reporter::goes_on`], without waiting for that.
pub struct Job<T> {
    state: Arc<State<T>>,
}

/// How far some work is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress {
    /// How much is done.
    pub done: u64,
    /// How much there is to do in all; 0 where that is not known.
    pub all: u64,
    /// The share that is done, 0 to 1; 0 where that is not known.
    pub share: f32,
    /// Time left, once it can be told.
    pub left: Option<Duration>,
    /// Whether all threads have come to their end: all is done, or the work was stopped or failed.
    pub over: bool,
}

struct State<T> {
    name: String,
    all: u64,
    done: AtomicU64,
    cancelled: AtomicBool,
    begun: Instant,
    /// Milliseconds from the beginning to when progress was last told.
    told_ms: AtomicU64,
    wake: Wake,
    held: Mutex<Held<T>>,
    ended: Condvar,
}

struct Held<T> {
    results: VecDeque<T>,
    delivered: u64,
    failure: Option<String>,
    working: usize,
}

/// What the work tells of itself, and where it learns whether to go on. Each thread has one; while
/// any of them exists, the job is not over.
pub struct Reporter<T> {
    state: Arc<State<T>>,
}

impl<T: Send + 'static> Job<T> {
    /// Starts work with one result, or one sentence on why there is none. `all` is how much there is
    /// to do, 0 if that is not known; `wake` is called when there is progress, a result or the end.
    ///
    /// # Errors
    /// When the system refuses another thread.
    pub fn start(
        name: impl Into<String>,
        all: u64,
        wake: Wake,
        work: impl FnOnce(&Reporter<T>) -> Result<T, String> + Send + 'static,
    ) -> io::Result<Self> {
        let state = State::new(name.into(), all, 1, wake);
        let held = Arc::clone(&state);
        spawn(Reporter { state: held }, move |reporter| {
            reporter.deliver(work(reporter)?);
            Ok(())
        })?;
        Ok(Self { state })
    }

    /// Starts the same work on several threads, or on as many as the system allows. Each delivers as
    /// many results as it likes by [`Reporter::deliver`].
    ///
    /// # Errors
    /// When the system refuses even one thread.
    pub fn on_threads(
        name: impl Into<String>,
        threads: usize,
        all: u64,
        wake: Wake,
        work: impl Fn(&Reporter<T>) + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let threads = threads.max(1);
        let state = State::new(name.into(), all, threads, wake);
        let work = Arc::new(work);
        let states = vec![Arc::clone(&state); threads];
        let reporters: Vec<_> = states.into_iter().map(|state| Reporter { state }).collect();
        for (number, reporter) in reporters.into_iter().enumerate() {
            let work = Arc::clone(&work);
            let spawned = spawn(reporter, move |reporter| {
                work(reporter);
                Ok(())
            });
            match spawned {
                Err(error) if number == 0 => return Err(error),
                // The others do the work; a further thread would be refused too.
                Err(_) => break,
                Ok(()) => {}
            }
        }
        Ok(Self { state })
    }
}

impl<T> Job<T> {
    /// What is being done, in words.
    pub fn name(&self) -> &str {
        &self.state.name
    }

    /// How far it is.
    pub fn progress(&self) -> Progress {
        let State { all, done, .. } = &*self.state;
        let done = done.load(Ordering::Relaxed);
        let share = match all {
            0 => 0.0,
            all => (done as f64 / *all as f64).min(1.0),
        };
        let spent = self.state.begun.elapsed();
        let known = share > LEFT_FROM && spent > LEFT_AFTER;
        Progress {
            done,
            all: *all,
            share: share as f32,
            left: known.then(|| spent.mul_f64((1.0 - share) / share)),
            over: self.state.lock().working == 0,
        }
    }

    /// Stops the work at its next look; returns at once.
    pub fn cancel(&self) {
        self.state.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether it was told to stop.
    pub fn is_cancelled(&self) -> bool {
        self.state.cancelled.load(Ordering::Relaxed)
    }

    /// Waits for the end, but not longer than `limit`. Returns whether it is over.
    pub fn wait(&self, limit: Duration) -> bool {
        let held = self.state.lock();
        let waited = self
            .state
            .ended
            .wait_timeout_while(held, limit, |held| held.working > 0);
        waited.unwrap_or_else(PoisonError::into_inner).0.working == 0
    }

    /// The results so far, those left out that were taken.
    pub fn results(&self) -> Vec<T>
    where
        T: Clone,
    {
        self.state.lock().results.iter().cloned().collect()
    }

    /// How many results there have been.
    pub fn delivered(&self) -> u64 {
        self.state.lock().delivered
    }

    /// The next result or, once there will be none any more, why not, in one sentence.
    pub fn outcome(&self) -> Option<Result<T, String>> {
        let mut held = self.state.lock();
        if let Some(result) = held.results.pop_front() {
            return Some(Ok(result));
        }
        let ended = || Err(format!("{} ended without a result.", self.state.name));
        (held.working == 0).then(|| held.failure.take().map_or_else(ended, Err))
    }
}

impl<T> Drop for Job<T> {
    fn drop(&mut self) {
        self.cancel();
    }
}

impl<T> Reporter<T> {
    /// Whether to go on; to be asked every few dozen milliseconds.
    pub fn goes_on(&self) -> bool {
        !self.state.cancelled.load(Ordering::Relaxed)
    }

    /// So much is done in all. Returns whether to go on.
    pub fn at(&self, done: u64) -> bool {
        let state = &self.state;
        state.done.store(done, Ordering::Relaxed);
        let now = state.begun.elapsed().as_millis() as u64;
        let told = state.told_ms.load(Ordering::Relaxed);
        if u128::from(now.saturating_sub(told)) >= WAKE_INTERVAL.as_millis() {
            state.told_ms.store(now, Ordering::Relaxed);
            (state.wake)();
        }
        self.goes_on()
    }

    /// So much more is done, by any of the threads. Wakes nobody. Returns whether to go on.
    pub fn add(&self, done: u64) -> bool {
        self.state.done.fetch_add(done, Ordering::Relaxed);
        self.goes_on()
    }

    /// Hands over a result.
    pub fn deliver(&self, result: T) {
        let mut held = self.state.lock();
        held.results.push_back(result);
        held.delivered += 1;
        drop(held);
        (self.state.wake)();
    }

    /// Stops the work of all threads at their next look.
    pub fn cancel(&self) {
        self.state.cancelled.store(true, Ordering::Relaxed);
    }
}

/// A thread takes its leave whatever happens, also when it was refused, so that nobody waits for ever.
impl<T> Drop for Reporter<T> {
    fn drop(&mut self) {
        self.state.lock().working -= 1;
        self.state.ended.notify_all();
        (self.state.wake)();
    }
}

impl<T> State<T> {
    fn new(name: String, all: u64, threads: usize, wake: Wake) -> Arc<Self> {
        let held = Held {
            results: VecDeque::new(),
            delivered: 0,
            failure: None,
            working: threads,
        };
        Arc::new(Self {
            name,
            all,
            done: AtomicU64::new(0),
            cancelled: AtomicBool::new(false),
            begun: Instant::now(),
            told_ms: AtomicU64::new(0),
            wake,
            held: Mutex::new(held),
            ended: Condvar::new(),
        })
    }

    fn lock(&self) -> MutexGuard<'_, Held<T>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn spawn<T: Send + 'static>(
    reporter: Reporter<T>,
    work: impl FnOnce(&Reporter<T>) -> Result<(), String> + Send + 'static,
) -> io::Result<()> {
    let body = move || {
        let done = caught(|| work(&reporter)).unwrap_or_else(|said| {
            let name = &reporter.state.name;
            Err(format!("{name} failed by a fault of ours: {said}."))
        });
        if let Err(why) = done {
            reporter.state.lock().failure.get_or_insert(why);
        }
    };
    // What the system shows of a thread's name is short.
    Builder::new().name("job".to_owned()).spawn(body)?;
    Ok(())
}

/// What some work gives or, if it panics, what it said then.
pub(super) fn caught<R>(work: impl FnOnce() -> R) -> Result<R, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|payload| {
        let text = payload.downcast_ref::<&str>().map(ToString::to_string);
        let text = text.or_else(|| payload.downcast_ref::<String>().cloned());
        text.unwrap_or_else(|| "no message".to_owned())
    })
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;
    use std::sync::mpsc::channel;

    use super::*;

    const LONG: Duration = Duration::from_secs(60);

    fn silent() -> Wake {
        Arc::new(|| {})
    }

    /// A job that is over.
    fn over<T>(job: io::Result<Job<T>>) -> Job<T> {
        let job = job.expect("threads");
        assert!(job.wait(LONG));
        job
    }

    #[test]
    fn a_job_tells_its_progress_its_time_left_and_its_one_result() {
        let (go, gone) = channel::<()>();
        let (told, telling) = channel();
        let job = Job::start("Counting", 4, silent(), move |reporter| {
            reporter.at(1);
            std::thread::sleep(LEFT_AFTER + Duration::from_millis(20));
            told.send(()).expect("somebody waits");
            let _ = gone.recv();
            reporter.at(4);
            Ok("four")
        });
        let job = job.expect("a thread");
        telling.recv().expect("told");
        let progress = job.progress();
        assert_eq!((progress.done, progress.all, progress.over), (1, 4, false));
        assert_eq!((job.name(), progress.share), ("Counting", 0.25));
        assert!(progress.left.expect("known by now") > LEFT_AFTER * 3);
        assert_eq!(job.outcome(), None);
        go.send(()).expect("somebody waits");
        assert!(job.wait(LONG));
        assert_eq!(job.progress().share, 1.0);
        assert_eq!(job.outcome(), Some(Ok("four")));
    }

    #[test]
    fn results_of_several_threads_arrive_one_by_one_and_wake_whoever_looks() {
        let woken = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&woken);
        let wake: Wake = Arc::new(move || {
            counter.fetch_add(1, Ordering::Relaxed);
        });
        let job = Job::on_threads("Work", 3, 6, wake, |reporter| {
            reporter.deliver(1);
            reporter.add(2);
        });
        let job = over(job);
        assert_eq!(job.results(), [1, 1, 1]);
        assert_eq!((job.outcome(), job.results().len()), (Some(Ok(1)), 2));
        assert_eq!(job.delivered(), 3);
        assert_eq!((job.progress().done, job.progress().share), (6, 1.0));
        // The last call comes after the result.
        let begun = Instant::now();
        while woken.load(Ordering::Relaxed) < 6 {
            assert!(begun.elapsed() < LONG, "{woken:?}");
            std::thread::yield_now();
        }
    }

    #[test]
    fn a_job_that_is_cancelled_or_dropped_ends_within_a_moment() {
        let endless = || {
            let (left, leaving) = channel();
            let job = Job::<()>::start("Waiting", 0, silent(), move |reporter| {
                while reporter.at(0) {
                    std::thread::sleep(Duration::from_millis(1));
                }
                left.send(()).expect("somebody waits");
                Err("It was cancelled.".to_owned())
            });
            (job.expect("a thread"), leaving)
        };
        let (job, leaving) = endless();
        assert!(!job.wait(Duration::from_millis(20)));
        job.cancel();
        assert!(job.wait(LONG) && job.is_cancelled());
        leaving.recv().expect("it has left");
        assert_eq!(job.outcome(), Some(Err("It was cancelled.".to_owned())));
        let (job, leaving) = endless();
        drop(job);
        leaving.recv().expect("it has left");
    }

    #[test]
    fn dropping_a_job_that_hears_nothing_does_not_wait_for_it() {
        let (go, gone) = channel::<()>();
        let job = Job::start("Sleeping", 0, silent(), move |_| {
            let _ = gone.recv();
            Ok(())
        });
        let begun = Instant::now();
        drop(job.expect("a thread"));
        assert!(begun.elapsed() < LONG / 2);
        drop(go);
    }

    #[test]
    fn a_panic_is_told_in_one_sentence_and_nobody_waits_for_ever() {
        let told = "Drawing failed by a fault of ours: no ink.";
        for job in [
            Job::<()>::start("Drawing", 0, silent(), |_| panic!("no ink")),
            Job::on_threads("Drawing", 2, 0, silent(), |_| panic!("no ink")),
        ] {
            assert_eq!(over(job).outcome(), Some(Err(told.to_owned())));
        }
    }
}
