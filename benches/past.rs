//! What it costs to keep the past of a run, and how fast a moment of it is shown again.
//!
//! `cargo bench --bench past` prints, for 300 and 2,000 neurons, the iterations per second with and without
//! keeping, in turn, and after a while at full speed how long it takes until a state is shown and until the
//! exact one is. `-- 600` lets it run for ten minutes first, `-- 600 2000` measures 2,000 neurons only.

#![allow(clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod common;

use std::sync::Arc;
use std::time::{Duration, Instant};

use accordance::engine::{Command, Engine, Target, USUAL_BUDGET};
use accordance::model::GivenState;

/// Rounds with and without keeping. Many short ones: other work on the machine comes and goes.
const ROUNDS: usize = 41;
/// How long each is.
const ROUND: Duration = Duration::from_millis(700);
/// Moments that are looked at.
const LOOKS: u64 = 41;

fn main() {
    let numbers: Vec<u64> = std::env::args()
        .filter_map(|arg| arg.parse().ok())
        .collect();
    let before_looking = Duration::from_secs(numbers.first().copied().unwrap_or(20));
    let only = numbers.get(1).map(|only| *only as usize);
    let measured = [300, 2_000].into_iter();
    for neurons in measured.filter(|neurons| only.is_none_or(|only| only == *neurons)) {
        keeping(&mut playing(neurons), neurons);
        let mut engine = playing(neurons);
        std::thread::sleep(before_looking);
        looking(&mut engine, neurons);
    }
}

/// An engine at full speed.
fn playing(neurons: usize) -> Engine {
    let mut engine = Engine::start(Arc::new(|| {})).expect("threads");
    engine.send(Command::Load {
        scenario: Box::new(common::scenario(neurons)),
        given: GivenState::default(),
        samples: None,
        beside: None,
    });
    engine.send(Command::Play);
    engine
}

fn iteration(engine: &Engine) -> u64 {
    engine
        .timeline()
        .map_or(0, |timeline| timeline.now.iteration())
}

/// Iterations per second while this much is kept.
fn speed(engine: &mut Engine, budget: usize) -> f64 {
    engine.send(Command::SetHistoryBudget(budget));
    std::thread::sleep(Duration::from_millis(200));
    let (from, begun) = (iteration(engine), Instant::now());
    std::thread::sleep(ROUND);
    (iteration(engine) - from) as f64 / begun.elapsed().as_secs_f64()
}

fn keeping(engine: &mut Engine, neurons: usize) {
    let mut ratios = Vec::new();
    for _ in 0..ROUNDS {
        let (with, without) = (speed(engine, USUAL_BUDGET), speed(engine, 0));
        ratios.push(with / without);
    }
    println!(
        "n = {neurons}: with ÷ without, median {:.3}",
        median(&mut ratios)
    );
}

fn looking(engine: &mut Engine, neurons: usize) {
    engine.send(Command::Pause);
    std::thread::sleep(Duration::from_millis(300));
    let timeline = engine.timeline().expect("published");
    println!(
        "n = {neurons}: {} iterations, {} states in {} MB",
        timeline.now.iteration(),
        timeline.states,
        timeline.bytes >> 20
    );
    let (mut shown, mut exact) = (Vec::new(), Vec::new());
    for look in 0..LOOKS {
        // Here and there, never where it stood before.
        let goal = timeline.now.iteration() * ((look * 17) % LOOKS) / LOOKS + look;
        let revision = engine.snapshot().map_or(0, |snapshot| snapshot.revision);
        let begun = Instant::now();
        engine.send(Command::LookAt(Target::Iteration(goal)));
        let mut first = None;
        loop {
            let newer = engine
                .snapshot()
                .is_some_and(|s| s.revision > revision && s.past);
            if newer && first.is_none() {
                first = Some(begun.elapsed());
            }
            let past = engine.timeline().and_then(|timeline| timeline.past);
            if past.is_some_and(|past| past.is_exact && past.at.iteration() == goal) {
                break;
            }
            assert!(begun.elapsed() < Duration::from_secs(120), "too slow");
            std::thread::sleep(Duration::from_micros(200));
        }
        exact.push(begun.elapsed().as_secs_f64() * 1e3);
        shown.push(first.map_or(0.0, |first| first.as_secs_f64() * 1e3));
    }
    for (what, times) in [("a state", &mut shown), ("the exact one", &mut exact)] {
        let middle = median(times);
        let most = times.iter().copied().fold(0.0, f64::max);
        println!("n = {neurons}: {what} after {middle:.1} ms in the median, {most:.1} at most");
    }
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
