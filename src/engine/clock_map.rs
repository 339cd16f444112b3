//! The three-clock map: how well the rule follows the gradient, over a grid of clock ratios.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::Builder;

use super::live::Wake;
use super::observe::Proof;
use super::run::{Cadence, Journey, Runner};
use crate::model::{GivenState, Intervals, Samples, Window};
use crate::scenario::Scenario;

/// The ratios along both axes: credit ÷ firing, and plasticity ÷ credit.
pub const RATIOS: [f64; 7] = [0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0];
/// Plasticity updates over which the cosine of a cell is averaged.
const UPDATES: u64 = 24;

/// A map that is being worked out in the background. Dropping it cancels the work, without waiting
/// for it to end.
pub struct ClockMap {
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    /// Mean cosines, row = plasticity ÷ credit, column = credit ÷ firing.
    cosines: Mutex<[[Option<f64>; RATIOS.len()]; RATIOS.len()]>,
    cancelled: AtomicBool,
}

impl ClockMap {
    /// Begins to work out the map for a scenario whose network learns samples. Each cell runs the
    /// network at its start, with learning held at r = 0, each sample clamped for one plasticity
    /// interval.
    ///
    /// # Errors
    /// When the system refuses another thread.
    pub fn start(scenario: &Scenario, samples: Arc<Samples>, wake: Wake) -> io::Result<Self> {
        let state = Arc::new(State::default());
        let shared = Arc::clone(&state);
        let scenario = scenario.clone();
        let work = move || {
            for (row, plasticity) in RATIOS.into_iter().enumerate() {
                for (column, credit) in RATIOS.into_iter().enumerate() {
                    if shared.cancelled.load(Ordering::Relaxed) {
                        return;
                    }
                    let cell = with_ratios(&scenario, credit, plasticity);
                    let Some(cosine) = mean_cosine(&cell, &samples, &shared.cancelled) else {
                        return;
                    };
                    shared.lock()[row][column] = Some(cosine);
                    wake();
                }
            }
        };
        Builder::new().name("clock map".to_owned()).spawn(work)?;
        Ok(Self { state })
    }

    /// The mean cosine between rule and gradient at a row (plasticity ÷ credit) and a
    /// column (credit ÷ firing) of [`RATIOS`], once it is known.
    pub fn cosine(&self, row: usize, column: usize) -> Option<f64> {
        self.state.lock()[row][column]
    }

    /// What is known so far, apart from the work that goes on.
    pub fn so_far(&self) -> Self {
        let state = State {
            cosines: Mutex::new(*self.state.lock()),
            cancelled: AtomicBool::new(true),
        };
        Self {
            state: Arc::new(state),
        }
    }

    /// How many cells are done, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        let cells = self.state.lock();
        let done = cells.iter().flatten().flatten().count();
        (done, RATIOS.len() * RATIOS.len())
    }
}

impl State {
    fn lock(&self) -> std::sync::MutexGuard<'_, [[Option<f64>; RATIOS.len()]; RATIOS.len()]> {
        self.cosines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for ClockMap {
    fn drop(&mut self) {
        self.state.cancelled.store(true, Ordering::Relaxed);
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
fn mean_cosine(scenario: &Scenario, samples: &Arc<Samples>, cancelled: &AtomicBool) -> Option<f64> {
    let mut frozen = scenario.clone();
    frozen.rules.plasticity.learning_rate = 0.0.into();
    frozen.rules.plasticity.pruning = 0.0;
    let mut runner = Runner::new(&frozen, GivenState::default(), Some(Arc::clone(samples)));
    let mut journey = Journey::to(UPDATES, [Cadence::Every(1)]);
    let mut go_on = |_| !cancelled.load(Ordering::Relaxed);
    let mut total = 0.0;
    while let Some(stop) = journey.next_stop(&mut runner, &mut go_on).ok()? {
        // No credit has arrived, or all is lost: the rule points nowhere, which counts as 0.
        if let Some(probe) = (!stop.is_end).then(|| runner.probe()).flatten() {
            let agreement = Proof::of(&probe).agreement;
            total += agreement.and_then(|a| a.cosine).unwrap_or(0.0);
        }
    }
    Some(total / UPDATES as f64)
}
