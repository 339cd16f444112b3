//! Who works on the weights: this thread, and others where they help.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rayon::{ThreadPool, ThreadPoolBuilder};

/// Below so many synapses, waking another thread takes longer than it saves.
const WORTH_HELP: usize = 600 * 600;

/// More threads than this wait for memory.
const MOST_THREADS: usize = 4;

/// This thread, and perhaps helpers; calling them costs a small allocation. Work is cut into the same pieces however many there are, so the
/// results are the same bits.
#[derive(Debug, Clone, Default)]
pub struct Crew {
    helpers: Option<Arc<Helpers>>,
}

#[derive(Debug)]
struct Helpers {
    pool: ThreadPool,
    judge: Mutex<Judge>,
}

impl Crew {
    /// As many as this machine has a use for.
    pub fn of_this_machine() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self::of(cores.min(MOST_THREADS))
    }

    /// This thread and as many more as make `threads`; where the system refuses them, this thread
    /// alone.
    pub fn of(threads: usize) -> Self {
        let builder = ThreadPoolBuilder::new()
            .num_threads(threads.saturating_sub(1))
            .thread_name(|number| format!("helper-{}", number + 1));
        let pool = match threads {
            0 | 1 => None,
            _ => builder.build().ok(),
        };
        let helpers = pool.map(|pool| {
            let judge = Mutex::default();
            Arc::new(Helpers { pool, judge })
        });
        Self { helpers }
    }

    /// Does the work for each item, for so many synapses in all. Whoever is free takes the next item.
    pub(super) fn each<I: Send>(
        &self,
        synapses: usize,
        items: impl Iterator<Item = I> + Send,
        work: impl Fn(I) + Sync,
    ) {
        let Some(helpers) = self.helpers.as_ref().filter(|_| synapses >= WORTH_HELP) else {
            items.for_each(work);
            return;
        };
        let helped = lock(&helpers.judge).next_is_helped();
        let begun = Instant::now();
        match helped {
            true => together(&helpers.pool, items, work),
            false => items.for_each(work),
        }
        lock(&helpers.judge).took(helped, begun.elapsed());
    }
}

fn together<I: Send>(
    pool: &ThreadPool,
    items: impl Iterator<Item = I> + Send,
    work: impl Fn(I) + Sync,
) {
    let items = Mutex::new(items);
    let labour = || {
        loop {
            let next = lock(&items).next();
            match next {
                Some(item) => work(item),
                None => break,
            }
        }
    };
    pool.in_place_scope(|scope| {
        for _ in 0..pool.current_num_threads() {
            scope.spawn(|_| labour());
        }
        labour();
    });
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
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
    fn every_item_is_worked_on_once_however_many_work() {
        for threads in [0, 1, 2, 3] {
            let crew = Crew::of(threads);
            let mut done = [0; 40];
            // Often enough for both ways.
            for _ in 0..3 * Judge::TRIAL {
                crew.each(WORTH_HELP, done.iter_mut(), |item| *item += 1);
            }
            assert!(done.iter().all(|times| *times == 3 * Judge::TRIAL));
        }
    }
}
