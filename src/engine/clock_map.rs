//! The three-clock map: how well the rule follows the gradient, over a grid of clock ratios.

use std::io;
use std::sync::Arc;

use super::job::{Job, Wake};
use super::observe::Proof;
use super::run::{Cadence, Journey, Runner};
use crate::model::{GivenState, Intervals, Samples, Window};
use crate::scenario::Scenario;

/// The ratios along both axes: credit ÷ firing, and plasticity ÷ credit.
pub const RATIOS: [f64; 7] = [0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0];
/// Plasticity updates over which the cosine of a cell is averaged.
const UPDATES: u64 = 24;

/// What is known of the map.
#[derive(Debug, Clone, Default)]
pub struct ClockMap {
    /// Mean cosines, row = plasticity ÷ credit, column = credit ÷ firing.
    cosines: [[Option<f64>; RATIOS.len()]; RATIOS.len()],
}

impl ClockMap {
    /// Works out the map for a scenario whose network learns samples. Each cell runs the network at
    /// its start, with learning held at r = 0, each sample clamped for one plasticity interval.
    /// `go_on` is shown what is known so far at every update, and says whether to go on; `None` if
    /// not.
    pub fn of(
        scenario: &Scenario,
        samples: &Arc<Samples>,
        go_on: &mut dyn FnMut(&Self) -> bool,
    ) -> Option<Self> {
        let mut map = Self::default();
        for (row, plasticity) in RATIOS.into_iter().enumerate() {
            for (column, credit) in RATIOS.into_iter().enumerate() {
                let cell = with_ratios(scenario, credit, plasticity);
                let cosine = mean_cosine(&cell, samples, &mut || go_on(&map))?;
                map.cosines[row][column] = Some(cosine);
            }
        }
        Some(map)
    }

    /// The same in the background; the map is delivered after each cell.
    ///
    /// # Errors
    /// When the system refuses another thread.
    pub fn start(scenario: &Scenario, samples: Arc<Samples>, wake: Wake) -> io::Result<Job<Self>> {
        let scenario = scenario.clone();
        let (_, cells) = Self::default().progress();
        Job::start("The three-clock map", cells as u64, wake, move |reporter| {
            let mut delivered = 0;
            let go_on = &mut |map: &Self| {
                let (done, _) = map.progress();
                if done > delivered {
                    delivered = done;
                    reporter.deliver(map.clone());
                }
                reporter.goes_on()
            };
            let map = Self::of(&scenario, &samples, go_on);
            map.ok_or_else(|| "The map was cancelled.".to_owned())
        })
    }

    /// The mean cosine between rule and gradient at a row (plasticity ÷ credit) and a
    /// column (credit ÷ firing) of [`RATIOS`], once it is known.
    pub fn cosine(&self, row: usize, column: usize) -> Option<f64> {
        self.cosines[row][column]
    }

    /// Whether all of it is known.
    pub fn is_complete(&self) -> bool {
        let (done, all) = self.progress();
        done == all
    }

    /// How many cells are done, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        let done = self.cosines.iter().flatten().flatten().count();
        (done, RATIOS.len() * RATIOS.len())
    }
}

/// The scenario with these clock ratios, each sample clamped for one plasticity interval.
pub fn with_ratios(scenario: &Scenario, credit: f64, plasticity: f64) -> Scenario {
    let mut scenario = scenario.clone();
    // The fastest clock ticks each millisecond.
    let unit = 1.0_f64.min(credit).min(credit * plasticity);
    scenario.rules.clocks = Intervals {
        firing_ms: 1.0 / unit,
        credit_ms: credit / unit,
        plasticity_ms: credit * plasticity / unit,
    };
    let teaching = &mut scenario.rules.teaching;
    teaching.present_ms = scenario.rules.clocks.plasticity_ms;
    let throughout = Window {
        from_ms: 0.0,
        to_ms: teaching.present_ms,
    };
    (teaching.input, teaching.output) = (throughout, throughout);
    scenario
}

/// The mean over some updates; `None` once cancelled.
fn mean_cosine(
    scenario: &Scenario,
    samples: &Arc<Samples>,
    go_on: &mut dyn FnMut() -> bool,
) -> Option<f64> {
    let mut frozen = scenario.clone();
    frozen.rules.plasticity.learning_rate = 0.0.into();
    frozen.rules.plasticity.pruning = 0.0;
    let mut runner = Runner::new(&frozen, GivenState::default(), Some(Arc::clone(samples)));
    let mut journey = Journey::to(UPDATES, [Cadence::Every(1)]);
    let mut total = 0.0;
    while let Some(stop) = journey.next_stop(&mut runner, &mut |_| go_on()).ok()? {
        // No credit has arrived, or all is lost: the rule points nowhere, which counts as 0.
        if let Some(probe) = (!stop.is_end).then(|| runner.probe()).flatten() {
            let agreement = Proof::of(&probe).agreement;
            total += agreement.and_then(|a| a.cosine).unwrap_or(0.0);
        }
    }
    Some(total / UPDATES as f64)
}
