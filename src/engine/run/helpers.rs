//! The threads that help a simulation of a large network.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::model::Helpers;

/// Below so many synapses, waking another thread takes longer than it saves.
const WORTH_HELP: usize = 600 * 600;

/// More threads than this wait for memory.
const MOST_THREADS: usize = 4;

/// Threads beside the one that steps a simulation; calling them costs a small allocation.
#[derive(Debug)]
pub struct HelperThreads {
    pool: ThreadPool,
    judge: Mutex<Judge>,
}

impl HelperThreads {
    /// As many as this machine has a use for, if any.
    pub fn of_this_machine() -> Option<Arc<dyn Helpers>> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self::of(cores.min(MOST_THREADS))
    }

    /// As many as make `threads` with the calling one; none where the system refuses them.
    pub fn of(threads: usize) -> Option<Arc<dyn Helpers>> {
        let helpers = threads.checked_sub(1).filter(|&helpers| helpers > 0)?;
        let pool = ThreadPoolBuilder::new()
            .num_threads(helpers)
            .thread_name(|number| format!("helper-{}", number + 1))
            .build()
            .ok()?;
        let judge = Mutex::default();
        Some(Arc::new(Self { pool, judge }))
    }

    fn judge(&self) -> MutexGuard<'_, Judge> {
        self.judge.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Helpers for HelperThreads {
    fn share(&self, synapses: usize, labour: &(dyn Fn() + Sync)) {
        if synapses < WORTH_HELP {
            return labour();
        }
        let helped = self.judge().next_is_helped();
        let begun = Instant::now();
        if helped {
            self.pool.in_place_scope(|scope| {
                for _ in 0..self.pool.current_num_threads() {
                    scope.spawn(|_| labour());
                }
                labour();
            });
        } else {
            labour();
        }
        self.judge().took(helped, begun.elapsed());
    }
}

/// Decides whether helpers help. That depends on the machine and on what else it does: a helper whose
/// core is taken is waited for. So both ways are tried now and then, and the faster one is kept for a
/// while.
#[derive(Debug, Default)]
struct Judge {
    /// Calls made since the trial began.
    calls: u32,
    /// What the trials took: alone, helped.
    spent: [Duration; 2],
}

impl Judge {
    /// Calls in a trial: several iterations.
    const TRIAL: u32 = 16;
    /// Calls until the next trial.
    const TERM: u32 = 40 * Self::TRIAL;

    /// Whether the next call is helped.
    fn next_is_helped(&self) -> bool {
        match self.calls {
            calls if calls < Self::TRIAL => false,
            calls if calls < 2 * Self::TRIAL => true,
            _ => self.spent[1] < self.spent[0],
        }
    }

    /// A call took so long.
    fn took(&mut self, helped: bool, time: Duration) {
        if self.calls < 2 * Self::TRIAL {
            self.spent[usize::from(helped)] += time;
        }
        self.calls += 1;
        if self.calls == 2 * Self::TRIAL + Self::TERM {
            *self = Self::default();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_faster_way_is_kept_until_the_next_trial_and_may_then_change() {
        let mut judge = Judge::default();
        let mut helped_calls = |alone_ms: u64, helped_ms: u64| {
            (0..2 * Judge::TRIAL + Judge::TERM)
                .filter(|_| {
                    let helped = judge.next_is_helped();
                    let time = if helped { helped_ms } else { alone_ms };
                    judge.took(helped, Duration::from_millis(time));
                    helped
                })
                .count() as u32
        };
        assert_eq!(helped_calls(5, 3), Judge::TRIAL + Judge::TERM);
        assert_eq!(helped_calls(5, 9), Judge::TRIAL);
        assert_eq!(helped_calls(5, 4), Judge::TRIAL + Judge::TERM);
    }

    #[test]
    fn every_piece_of_work_is_done_once_however_many_work() {
        use std::sync::atomic::{AtomicUsize, Ordering};
        assert!(HelperThreads::of(0).is_none() && HelperThreads::of(1).is_none());
        for threads in [2, 3] {
            let helpers = HelperThreads::of(threads).expect("threads");
            // Often enough for both ways.
            for _ in 0..3 * Judge::TRIAL {
                let (left, done) = (AtomicUsize::new(40), AtomicUsize::new(0));
                let less = |left: usize| left.checked_sub(1);
                let take = || left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less);
                helpers.share(WORTH_HELP, &|| {
                    while take().is_ok() {
                        done.fetch_add(1, Ordering::Relaxed);
                    }
                });
                assert_eq!(done.into_inner(), 40);
            }
        }
    }
}
