//! The iterations of a run at which something is due.

/// How often something is due on the way from iteration 0 to the last. At the last one it always is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cadence {
    /// At the beginning, and whenever so many iterations more have been made.
    Every(u64),
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
                Self::Evenly(moments) => evenly(moments, last).any(|at| at == iteration),
                Self::Last(before) => last - iteration <= before,
            }
    }

    /// When it is due next after an iteration of a run that ends at `last`.
    pub fn next_after(self, iteration: u64, last: u64) -> u64 {
        let next = match self {
            Self::Every(stride) => iteration - iteration % stride.max(1) + stride.max(1),
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

#[cfg(test)]
mod tests {
    use super::*;

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
    }
}
