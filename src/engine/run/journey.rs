//! The iterations of a run at which something is due, and the loop by which whatever runs by itself is
//! stepped from one to the next: headless runs, animations, recordings, sweeps.

use std::time::{Duration, Instant};

use super::runner::Runner;

/// Whoever may cancel is asked at least about this often.
const PATIENCE: Duration = Duration::from_millis(50);
/// The time is looked at about once in so many updates of synapses, and at each iteration of large
/// networks: looking costs as much as a few hundred updates.
const UPDATES_BETWEEN_LOOKS: usize = 200_000;

/// How often something is due on the way from iteration 0 to the last. At the last one it always is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cadence {
    /// At the beginning, and whenever so many iterations more have been made.
    Every(u64),
    /// At this iteration, and whenever so many more have been made.
    Since(u64, u64),
    /// At so many moments, evenly spaced from the beginning to the end.
    Evenly(u64),
    /// In the end, and in each of so many iterations before it.
    Last(u64),
}

impl Cadence {
    /// At the last iteration only.
    pub const END: Self = Self::Last(0);

    /// About so many times in a run, whenever the same round number of iterations has been made.
    pub fn about(times: u64, last: u64) -> Self {
        Self::Every((last / times.max(1)).max(1))
    }

    /// Whether it is due at an iteration of a run that ends at `last`.
    pub fn is_due(self, iteration: u64, last: u64) -> bool {
        iteration >= last
            || match self {
                Self::Every(stride) => iteration.is_multiple_of(stride.max(1)),
                Self::Since(first, stride) => {
                    let since = iteration.checked_sub(first);
                    since.is_some_and(|since| since.is_multiple_of(stride.max(1)))
                }
                Self::Evenly(moments) => evenly(moments, last).any(|at| at == iteration),
                Self::Last(before) => last - iteration <= before,
            }
    }

    /// When it is due next after an iteration of a run that ends at `last`.
    pub fn next_after(self, iteration: u64, last: u64) -> u64 {
        let next = match self {
            Self::Every(stride) => iteration - iteration % stride.max(1) + stride.max(1),
            Self::Since(first, _) if iteration < first => first,
            Self::Since(first, stride) => {
                iteration - (iteration - first) % stride.max(1) + stride.max(1)
            }
            Self::Evenly(moments) => {
                let mut later = evenly(moments, last).filter(|&at| at > iteration);
                later.next().unwrap_or(last)
            }
            Self::Last(before) => (iteration + 1).max(last.saturating_sub(before)),
        };
        next.min(last)
    }

    /// All iterations of a run at which it is due.
    pub fn all(self, last: u64) -> impl Iterator<Item = u64> {
        let first = match self.is_due(0, last) {
            true => 0,
            false => self.next_after(0, last),
        };
        let next = move |&at: &u64| (at < last).then(|| self.next_after(at, last));
        std::iter::successors(Some(first), next)
    }
}

/// The moments, rounded to iterations; where there are more moments than iterations, some come twice.
fn evenly(moments: u64, last: u64) -> impl Iterator<Item = u64> {
    let spaces = moments.max(2) - 1;
    (0..=spaces).map(move |k| (last as f64 * k as f64 / spaces as f64).round() as u64)
}

/// A simulation on its way to its last iteration, or to where it blows up. It stops where something is
/// due, and nowhere else: many iterations in one go are faster than as many on their own, to the same
/// bits.
#[derive(Debug)]
pub struct Journey {
    last: u64,
    cadences: Vec<Cadence>,
    stepping: Duration,
    begun: bool,
}

/// A moment at which something is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stop {
    /// Plasticity updates made.
    pub iteration: u64,
    /// Whether the run is over: its last iteration is made, or it blew up.
    pub is_end: bool,
    last: u64,
}

/// Whoever was asked whether to go on said no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("cancelled")]
pub struct Cancelled;

impl Stop {
    /// Whether this is one of the moments of a cadence. Where a simulation blows up need not be.
    pub fn is(&self, cadence: Cadence) -> bool {
        cadence.is_due(self.iteration, self.last)
    }
}

impl Journey {
    /// The way to iteration `last`, with stops at all moments of these cadences and at the end.
    pub fn to(last: u64, cadences: impl IntoIterator<Item = Cadence>) -> Self {
        Self {
            last,
            cadences: cadences.into_iter().collect(),
            stepping: Duration::ZERO,
            begun: false,
        }
    }

    /// Steps a simulation to the next stop; the first one is where it stands. `None` when the run is
    /// over. Where a simulation blows up is a stop, and the last one: it then stands at its last finite
    /// state. At the end of the run the learning curve is completed. `go_on` is told the iteration, at
    /// each stop and between stops that lie far apart, and says whether to go on.
    ///
    /// # Errors
    /// Once `go_on` says no.
    pub fn next_stop(
        &mut self,
        runner: &mut Runner,
        go_on: &mut dyn FnMut(u64) -> bool,
    ) -> Result<Option<Stop>, Cancelled> {
        if self.begun {
            if self.is_over(runner) {
                return Ok(None);
            }
            self.step(runner, go_on)?;
        }
        self.begun = true;
        let stop = Stop {
            iteration: runner.iteration(),
            is_end: self.is_over(runner),
            last: self.last,
        };
        if stop.iteration >= self.last {
            runner.close();
        }
        match go_on(stop.iteration) {
            true => Ok(Some(stop)),
            false => Err(Cancelled),
        }
    }

    /// Steps a simulation to the end of its run; see [`Self::next_stop`].
    ///
    /// # Errors
    /// Once `go_on` says no.
    pub fn run_out(
        mut self,
        runner: &mut Runner,
        go_on: &mut dyn FnMut(u64) -> bool,
    ) -> Result<(), Cancelled> {
        while self.next_stop(runner, go_on)?.is_some() {}
        Ok(())
    }

    /// How long the stepping has taken so far, without what was done at the stops.
    pub fn stepping(&self) -> Duration {
        self.stepping
    }

    fn is_over(&self, runner: &Runner) -> bool {
        runner.iteration() >= self.last || runner.blow_up().is_some()
    }

    fn step(
        &mut self,
        runner: &mut Runner,
        go_on: &mut dyn FnMut(u64) -> bool,
    ) -> Result<(), Cancelled> {
        let at = runner.iteration();
        let next = self.cadences.iter().map(|c| c.next_after(at, self.last));
        let next = next.min().unwrap_or(self.last);
        let synapses = runner.neurons().pow(2).max(1);
        let steps_between_looks = (UPDATES_BETWEEN_LOOKS / synapses).max(1);
        let begun = Instant::now();
        let (mut asked, mut steps, mut wanted) = (begun, 0, true);
        // A blow-up is remembered by the runner.
        let _ = runner.run(&mut |pulse| {
            steps += 1;
            if usize::is_multiple_of(steps, steps_between_looks) && asked.elapsed() >= PATIENCE {
                wanted = go_on(pulse.iteration);
                asked = Instant::now();
            }
            wanted && pulse.iteration < next
        });
        self.stepping += begun.elapsed();
        match wanted {
            true => Ok(()),
            false => Err(Cancelled),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Balance, GivenState, Topology};
    use crate::scenario::Scenario;

    fn runner(neurons: usize) -> Runner {
        let scenario = Scenario::with_topology(Topology::AllToAll { neurons });
        Runner::new(&scenario, GivenState::default(), None)
    }

    fn stops(journey: &mut Journey, runner: &mut Runner) -> Vec<u64> {
        let mut stops = Vec::new();
        while let Ok(Some(stop)) = journey.next_stop(runner, &mut |_| true) {
            stops.push(stop.iteration);
        }
        stops
    }

    #[test]
    fn a_journey_stops_where_something_is_due_and_changes_no_bits() {
        let mut stopped = runner(30);
        let mut journey = Journey::to(50, [Cadence::Every(20), Cadence::Evenly(3)]);
        assert_eq!(stops(&mut journey, &mut stopped), [0, 20, 25, 40, 50]);
        assert!(stops(&mut journey, &mut stopped).is_empty(), "it is over");
        let mut at_once = runner(30);
        let run = Journey::to(50, []).run_out(&mut at_once, &mut |_| true);
        run.expect("not cancelled");
        let mut one_by_one = runner(30);
        for iteration in 1..=50 {
            one_by_one.run_to(iteration).expect("finite");
        }
        assert_eq!(stopped.weights(), one_by_one.weights());
        assert_eq!(at_once.weights(), one_by_one.weights());
        assert_eq!(at_once.state(), one_by_one.state());
    }

    #[test]
    fn a_stop_knows_what_is_due_and_whether_it_is_the_end() {
        let mut runner = runner(10);
        let mut journey = Journey::to(3, [Cadence::Every(2), Cadence::END]);
        let mut told = Vec::new();
        while let Ok(Some(stop)) = journey.next_stop(&mut runner, &mut |_| true) {
            let due = [Cadence::Every(2), Cadence::END].map(|cadence| stop.is(cadence));
            told.push((stop.iteration, due, stop.is_end));
        }
        assert_eq!(
            told,
            [
                (0, [true, false], false),
                (2, [true, false], false),
                (3, [true, true], true)
            ]
        );
    }

    #[test]
    fn a_blow_up_is_the_last_stop() {
        let mut scenario = Scenario::with_topology(Topology::AllToAll { neurons: 40 });
        scenario.rules.balance = Balance::Gaussian { width: 1e6 };
        scenario.network.weight_gain = 8.0;
        scenario.rules.plasticity.pruning = 0.0;
        scenario.rules.plasticity.learning_rate = 0.0.into();
        let mut runner = Runner::new(&scenario, GivenState::default(), None);
        let mut journey = Journey::to(2_000, []);
        let stops = stops(&mut journey, &mut runner);
        assert!(runner.blow_up().is_some());
        assert_eq!(stops, [0, runner.iteration()]);
    }

    #[test]
    fn a_journey_without_stops_is_cancelled_within_a_moment() {
        let mut runner = runner(600);
        let begun = Instant::now();
        let mut asked = 0;
        let cancelled = Journey::to(u64::MAX, []).run_out(&mut runner, &mut |_| {
            asked += 1;
            asked < 4
        });
        assert_eq!((cancelled, asked), (Err(Cancelled), 4));
        assert!(begun.elapsed() < Duration::from_secs(20), "one a moment");
    }

    fn all(cadence: Cadence, last: u64) -> Vec<u64> {
        let all: Vec<u64> = cadence.all(last).collect();
        let due = (0..=last).filter(|&at| cadence.is_due(at, last));
        assert_eq!(all, due.collect::<Vec<u64>>(), "both ways to ask agree");
        all
    }

    #[test]
    fn about_so_many_times_is_evenly_spaced_by_a_round_number_and_ends_at_the_last_iteration() {
        let about = |last| all(Cadence::about(200, last), last);
        assert_eq!(about(3), [0, 1, 2, 3]);
        assert_eq!(about(3000).len(), 201);
        assert_eq!(about(3000)[..3], [0, 15, 30]);
        assert_eq!(about(401)[199..], [398, 400, 401]);
    }

    #[test]
    fn so_many_moments_are_evenly_spaced_and_none_comes_twice() {
        assert_eq!(all(Cadence::Evenly(5), 100), [0, 25, 50, 75, 100]);
        assert_eq!(all(Cadence::Evenly(30), 2), [0, 1, 2]);
        assert_eq!(all(Cadence::Evenly(30), 0), [0]);
        assert_eq!(all(Cadence::Evenly(3), 5), [0, 3, 5]);
    }

    #[test]
    fn the_last_iterations_may_be_all_or_one() {
        assert_eq!(all(Cadence::Last(2), 100), [98, 99, 100]);
        assert_eq!(all(Cadence::Last(64), 2), [0, 1, 2]);
        assert_eq!(all(Cadence::END, 100), [100]);
        assert_eq!(all(Cadence::Every(40), 100), [0, 40, 80, 100]);
        assert_eq!(all(Cadence::Since(15, 40), 100), [15, 55, 95, 100]);
        assert_eq!(all(Cadence::Since(200, 40), 100), [100]);
    }
}
