//! States of a run that are kept, so that any moment of it can be shown again.

use std::time::{Duration, Instant};

use crate::engine::run::{KeptRunner, Moment, Pair, Side};

/// Bytes that kept states take at most, to begin with.
pub const USUAL_BUDGET: usize = 256 << 20;
/// So many of the latest states stay, however dense.
const RECENT: usize = 32;
/// No two states are kept within less than this of each other.
const SHORTEST_GAP: Duration = Duration::from_millis(20);
/// Keeping takes at most one part in so many of the time.
const KEEPING_SHARE: u32 = 50;

/// Both sides as they stood at one moment.
pub(super) struct KeptPair {
    a: KeptRunner,
    b: Option<KeptRunner>,
    /// It was the so-manieth that was kept.
    serial: usize,
}

impl KeptPair {
    pub fn at(&self) -> Moment {
        self.a.at()
    }

    pub fn side(&self, side: Side) -> Option<&KeptRunner> {
        match side {
            Side::A => Some(&self.a),
            Side::B => self.b.as_ref(),
        }
    }

    fn bytes(&self) -> usize {
        let sides = Side::ALL.into_iter().filter_map(|side| self.side(side));
        size_of::<Self>() + sides.map(KeptRunner::bytes).sum::<usize>()
    }
}

/// The states that are kept of a run, in the order of time: the latest densely, those before evenly. When
/// the budget is full every second one of those is dropped.
pub(super) struct Recording {
    states: Vec<KeptPair>,
    bytes: usize,
    budget: usize,
    offered: usize,
    /// Of the states before the latest, each `stride`-th is kept.
    stride: usize,
    next: Instant,
}

impl Recording {
    pub fn new(budget: usize) -> Self {
        Self {
            states: Vec::new(),
            bytes: 0,
            budget,
            offered: 0,
            stride: 1,
            next: Instant::now(),
        }
    }

    /// Forgets all, and keeps how the run begins.
    pub fn begin(&mut self, pair: &Pair) {
        *self = Self::new(self.budget);
        self.keep(pair);
    }

    /// Keeps how the run stands, if that costs it no more time than it may.
    pub fn follow(&mut self, pair: &Pair) {
        let begun = Instant::now();
        let moved = (self.states.last()).is_none_or(|last| pair.moment().is_after(&last.at()));
        if begun < self.next || !moved || self.budget == 0 {
            return;
        }
        self.keep(pair);
        let gap = KEEPING_SHARE * begun.elapsed();
        self.next = Instant::now() + gap.max(SHORTEST_GAP);
    }

    fn keep(&mut self, pair: &Pair) {
        let [a, b] = Side::ALL.map(|side| pair.side(side).map(|runner| runner.keep()));
        let Some(a) = a else {
            return;
        };
        let serial = self.offered;
        self.offered += 1;
        self.push(KeptPair { a, b, serial });
    }

    fn push(&mut self, state: KeptPair) {
        self.bytes += state.bytes();
        self.states.push(state);
        // Whichever is not among the latest any more stays only if its turn has come.
        if let Some(leaves) = self.states.len().checked_sub(RECENT + 1)
            && leaves > 0
            && !self.states[leaves].serial.is_multiple_of(self.stride)
        {
            self.bytes -= self.states.remove(leaves).bytes();
        }
        self.fit();
    }

    /// Drops every second state before the latest until all fit the budget.
    fn fit(&mut self) {
        while self.bytes > self.budget && self.states.len() > RECENT + 2 {
            self.stride *= 2;
            let (stride, recent) = (self.stride, self.states.len() - RECENT);
            let mut index = 0;
            self.states.retain(|state| {
                index += 1;
                index > recent || index == 1 || state.serial.is_multiple_of(stride)
            });
            self.bytes = self.states.iter().map(KeptPair::bytes).sum();
        }
        // Where even the latest are too large, the first and the last few are left.
        while self.bytes > self.budget && self.states.len() > 2 {
            self.bytes -= self.states.remove(1).bytes();
        }
    }

    /// With a budget of zero nothing is kept any more.
    pub fn set_budget(&mut self, budget: usize) {
        if budget > self.budget {
            // There is room again; what is too dense for it will be thinned.
            self.stride = 1;
        }
        self.budget = budget;
        self.fit();
    }

    /// The first state: nothing before it can be shown.
    pub fn first(&self) -> Option<&KeptPair> {
        self.states.first()
    }

    /// The latest state from which a moment can be reached, or the first.
    pub fn before(&self, reaches: impl Fn(&KeptPair) -> bool) -> Option<&KeptPair> {
        let count = self.states.partition_point(reaches);
        self.states.get(count.saturating_sub(1))
    }

    /// The recording of the same run until a moment.
    pub fn split_off_after(&mut self, moment: &Moment) -> Self {
        let count = (self.states).partition_point(|state| !state.at().is_after(moment));
        let later = self.states.split_off(count);
        let bytes = later.iter().map(KeptPair::bytes).sum();
        self.bytes -= bytes;
        Self {
            states: later,
            bytes,
            ..Self::new(self.budget)
        }
    }

    /// Goes on with what was split off, at the moment at which that was done; what was kept meanwhile is
    /// forgotten.
    pub fn join(&mut self, moment: &Moment, later: Self) {
        self.split_off_after(moment);
        self.bytes += later.bytes;
        self.states.extend(later.states);
        self.fit();
    }

    pub fn len(&self) -> usize {
        self.states.len()
    }

    pub fn bytes(&self) -> usize {
        self.bytes
    }

    pub fn budget(&self) -> usize {
        self.budget
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::run::Runner;
    use crate::model::{GivenState, Topology};
    use crate::scenario::Scenario;

    fn pair(neurons: usize) -> Pair {
        let scenario = Scenario::with_topology(Topology::AllToAll { neurons });
        Pair::alone(Runner::new(&scenario, GivenState::default(), None))
    }

    fn recorded(budget: usize, states: usize) -> Recording {
        let (mut recording, mut pair) = (Recording::new(budget), pair(40));
        recording.begin(&pair);
        for _ in 1..states {
            pair.step().expect("finite");
            recording.keep(&pair);
        }
        recording
    }

    #[test]
    fn states_stay_within_the_budget_evenly_before_and_densely_of_late() {
        let one = recorded(usize::MAX, 1).bytes();
        let recording = recorded(100 * one, 2_000);
        assert!(
            recording.bytes() <= 100 * one,
            "{}",
            recording.bytes() / one
        );
        assert!(recording.len() > 60);
        let at: Vec<u64> = recording
            .states
            .iter()
            .map(|s| s.at().iteration())
            .collect();
        assert_eq!((at[0], at[at.len() - 1]), (0, 1_999));
        let gaps: Vec<u64> = at.windows(2).map(|w| w[1] - w[0]).collect();
        let (before, recent) = gaps.split_at(gaps.len() - RECENT + 1);
        assert!(recent.iter().all(|gap| *gap == 1), "{recent:?}");
        let widest = before.iter().max().expect("some");
        let narrow = before.iter().filter(|gap| **gap < *widest).count();
        assert!(narrow <= 1, "evenly: {before:?}");
        let sum: usize = recording.states.iter().map(KeptPair::bytes).sum();
        assert_eq!(recording.bytes, sum);
    }

    #[test]
    fn a_larger_budget_lets_states_be_dense_again() {
        let one = recorded(usize::MAX, 1).bytes();
        let (mut recording, mut pair) = (recorded(40 * one, 500), pair(40));
        recording.set_budget(0);
        recording.set_budget(usize::MAX);
        while pair.iteration() < 700 {
            pair.step().expect("finite");
            if pair.iteration() > 500 {
                recording.keep(&pair);
            }
        }
        assert_eq!(recording.states.len(), 2 + 200);
    }

    #[test]
    fn a_budget_that_holds_no_two_states_leaves_the_first_and_the_last() {
        let recording = recorded(1, 50);
        let at: Vec<u64> = recording
            .states
            .iter()
            .map(|s| s.at().iteration())
            .collect();
        assert_eq!(at, [0, 49]);
    }

    #[test]
    fn the_state_before_a_moment_is_found_and_what_lies_after_it_can_be_put_back() {
        let mut recording = recorded(usize::MAX, 20);
        let found = recording.before(|state| state.at().iteration() <= 7);
        let moment = found.expect("there").at();
        assert_eq!(moment.iteration(), 7);
        assert_eq!(
            recording
                .before(|_| false)
                .expect("the first")
                .at()
                .iteration(),
            0
        );
        let (bytes, later) = (recording.bytes(), recording.split_off_after(&moment));
        assert_eq!((recording.len(), later.len()), (8, 12));
        recording.join(&moment, later);
        assert_eq!((recording.len(), recording.bytes()), (20, bytes));
    }
}
