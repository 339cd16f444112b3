//! The three clocks: firing, credit and plasticity, each meant to be slower than the last.

/// One of the three clocks, in the order in which they tick when they are due together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Clock {
    /// x ← σ(W x) + ε_x
    Firing,
    /// c ← J c + ε_c
    Credit,
    /// W ← W + r (c ⊙ f(s)) xᵀ, then pruning
    Plasticity,
}

impl Clock {
    /// All clocks, in the order in which they tick.
    pub const ALL: [Self; 3] = [Self::Firing, Self::Credit, Self::Plasticity];

    /// The name in scenario files and in the interface.
    pub fn name(self) -> &'static str {
        ["firing", "credit", "plasticity"][self as usize]
    }
}

/// The interval of each clock in model milliseconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Intervals {
    /// Interval of the firing clock.
    pub firing_ms: f64,
    /// Interval of the credit clock.
    pub credit_ms: f64,
    /// Interval of the plasticity clock.
    pub plasticity_ms: f64,
}

impl Intervals {
    /// The interval of `clock` in milliseconds.
    pub fn ms(&self, clock: Clock) -> f64 {
        [self.firing_ms, self.credit_ms, self.plasticity_ms][clock as usize]
    }
}

const NS_PER_MS: f64 = 1e6;

/// Decides which clocks tick next. A clock with interval Δ is due at every multiple of Δ, counted
/// from time zero, so clocks with equal intervals always tick together (that is Algorithm 1), also
/// after an interval was changed while running.
///
/// Time is kept in whole nanoseconds: sums of 0.1 ms then meet multiples of 0.3 ms exactly.
#[derive(Debug, Clone, PartialEq)]
pub struct Schedule {
    now_ns: u64,
    interval_ns: [u64; 3],
}

impl Schedule {
    /// A schedule at time zero, when nothing is due yet.
    pub fn new(intervals: &Intervals) -> Self {
        Self {
            now_ns: 0,
            interval_ns: whole_ns(intervals),
        }
    }

    /// Changes the intervals from now on. An interval shorter than a nanosecond counts as one.
    pub fn set_intervals(&mut self, intervals: &Intervals) {
        self.interval_ns = whole_ns(intervals);
    }

    /// Model time in milliseconds.
    pub fn now_ms(&self) -> f64 {
        self.now_ns as f64 / NS_PER_MS
    }

    /// Moves to the next time at which a clock is due, and tells which of [`Clock::ALL`] are.
    pub fn advance(&mut self) -> [bool; 3] {
        let (due, next) = self.due_ns();
        self.now_ns = next;
        due.map(|at| at == next)
    }

    /// The model time in milliseconds at which a clock is due next.
    pub fn next_ms(&self) -> f64 {
        self.due_ns().1 as f64 / NS_PER_MS
    }

    /// Lets time pass until `at_ms`, but never so far that a clock would be due.
    pub fn wait_until(&mut self, at_ms: f64) {
        let at = (at_ms * NS_PER_MS).round() as u64;
        self.now_ns = at.min(self.due_ns().1 - 1).max(self.now_ns);
    }

    /// When each clock is due next, and when the first of them is.
    fn due_ns(&self) -> ([u64; 3], u64) {
        let after = |interval: u64| (self.now_ns / interval).saturating_add(1);
        let next = |interval| after(interval).saturating_mul(interval);
        let due = self.interval_ns.map(next);
        (due, due[0].min(due[1]).min(due[2]))
    }
}

fn whole_ns(intervals: &Intervals) -> [u64; 3] {
    Clock::ALL.map(|clock| ((intervals.ms(clock) * NS_PER_MS).round() as u64).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn intervals(firing_ms: f64, credit_ms: f64, plasticity_ms: f64) -> Intervals {
        Intervals {
            firing_ms,
            credit_ms,
            plasticity_ms,
        }
    }

    #[test]
    fn equal_intervals_make_every_clock_tick_together() {
        let mut schedule = Schedule::new(&intervals(0.1, 0.1, 0.1));
        for step in 1..=1000 {
            assert_eq!(schedule.advance(), [true; 3]);
            assert_eq!(schedule.now_ms(), f64::from(step) / 10.0);
        }
    }

    #[test]
    fn multiples_of_a_tenth_meet_multiples_of_three_tenths() {
        let mut schedule = Schedule::new(&intervals(0.1, 0.3, 0.6));
        let ticks: Vec<[bool; 3]> = (0..6).map(|_| schedule.advance()).collect();
        assert_eq!(ticks[2], [true, true, false]);
        assert_eq!(ticks[3], [true, false, false]);
        assert_eq!(ticks[5], [true; 3]);
    }

    #[test]
    fn waiting_lets_time_pass_but_not_a_tick() {
        let mut schedule = Schedule::new(&intervals(3.0, 3.0, 6.0));
        assert_eq!(schedule.next_ms(), 3.0);
        schedule.wait_until(2.0);
        assert_eq!((schedule.now_ms(), schedule.next_ms()), (2.0, 3.0));
        schedule.wait_until(1.0);
        assert_eq!(schedule.now_ms(), 2.0, "time does not run backwards");
        schedule.wait_until(4.0);
        assert!(schedule.now_ms() < 3.0);
        assert_eq!(schedule.advance(), [true, true, false]);
        assert_eq!(schedule.now_ms(), 3.0);
    }

    #[test]
    fn clocks_made_equal_while_running_tick_together() {
        let mut schedule = Schedule::new(&intervals(1.0, 1.7, 5.3));
        for _ in 0..20 {
            schedule.advance();
        }
        schedule.set_intervals(&intervals(2.0, 2.0, 2.0));
        for _ in 0..5 {
            assert_eq!(schedule.advance(), [true; 3]);
        }
    }
}
