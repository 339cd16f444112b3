//! Two sides in one engine: always at the same model time, each with the bits that it has alone.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use accordance::engine::{Beside, Command, Engine, Pace, Runner, Side, Snapshot, Snapshots};
use accordance::model::{Clock, GivenState, Topology};
use accordance::scenario::{LEARNING_RATE, Scenario};

fn scenario(neurons: usize, learning_rate: f64) -> Scenario {
    let mut scenario = Scenario::with_topology(Topology::AllToAll { neurons });
    (LEARNING_RATE.set)(&mut scenario, learning_rate);
    scenario
}

fn load(a: &Scenario, b: &Scenario) -> Command {
    Command::Load {
        scenario: Box::new(a.clone()),
        given: GivenState::default(),
        samples: None,
        beside: Some(Box::new(Beside {
            scenario: b.clone(),
            given: GivenState::default(),
            samples: None,
        })),
    }
}

fn engine() -> (Engine, Arc<AtomicUsize>) {
    let wakes = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&wakes);
    let wake = Arc::new(move || {
        counter.fetch_add(1, Ordering::Relaxed);
    });
    (Engine::start(wake).expect("threads"), wakes)
}

/// Waits for a pair, and checks every pair on the way.
fn wait(engine: &mut Engine, what: &str, wanted: impl Fn(&Snapshots) -> bool) -> Arc<Snapshots> {
    let begun = Instant::now();
    loop {
        engine.flush();
        if let Some(pair) = engine.snapshots() {
            if let Some(b) = &pair.b {
                let moment = |s: &Snapshot| (s.revision, s.now_ms, s.running);
                assert_eq!(moment(&pair.a), moment(b));
            }
            if wanted(&pair) {
                return pair;
            }
        }
        assert!(begun.elapsed().as_secs() < 30, "waited too long for {what}");
        std::thread::sleep(Duration::from_micros(500));
    }
}

fn b(pair: &Snapshots) -> &Snapshot {
    pair.b.as_deref().expect("side B")
}

/// Checks that a side stands where its scenario stands alone at this model time.
fn assert_alone(side: &Snapshot, scenario: &Scenario) {
    let mut alone = Runner::new(scenario, GivenState::default(), None);
    while alone.next_ms() <= side.now_ms {
        alone.step().expect("finite");
    }
    assert_eq!(side.iteration, alone.iteration());
    assert_eq!(side.state, alone.state());
    assert_eq!(side.weights_iteration, side.iteration);
    assert_eq!(side.weights, alone.copy_weights().connectome);
}

#[test]
fn every_published_pair_stands_at_one_model_time_and_has_the_bits_of_two_runs_alone() {
    let mut slower = scenario(140, 1.0);
    slower.rules.clocks.plasticity_ms = 2.3;
    for (a, of_b) in [
        (scenario(40, 0.003), scenario(40, 1.0)),
        (scenario(130, 0.003), slower),
    ] {
        let (mut engine, _) = engine();
        engine.send(load(&a, &of_b));
        engine.send(Command::Play);
        wait(&mut engine, "iterations", |p| p.a.iteration > 60);
        engine.send(Command::Pause);
        wait(&mut engine, "the pause", |p| !p.a.running);
        for _ in 0..5 {
            engine.send(Command::Step);
        }
        engine.send(Command::SetPace(Pace::ModelMsPerSecond(900.0)));
        engine.send(Command::Play);
        wait(&mut engine, "more", |p| p.a.iteration > 120);
        engine.send(Command::Pause);
        let end = wait(&mut engine, "the end", |p| {
            !p.a.running && p.a.iteration > 120 && b(p).weights_iteration == b(p).iteration
        });
        assert_alone(&end.a, &a);
        assert_alone(b(&end), &of_b);
    }
}

#[test]
fn a_tick_and_a_step_move_both_sides() {
    let (mut engine, _) = engine();
    engine.send(load(&scenario(20, 0.003), &scenario(30, 1.0)));
    engine.send(Command::Tick(Clock::Credit));
    let ticked = wait(&mut engine, "the tick", |p| p.a.ticks == [0, 1, 0]);
    assert_eq!(b(&ticked).ticks, [0, 1, 0]);
    engine.send(Command::Step);
    let stepped = wait(&mut engine, "the step", |p| p.a.ticks == [1, 2, 1]);
    assert_eq!(b(&stepped).ticks, [1, 2, 1]);
}

#[test]
fn rules_reach_the_side_they_are_for() {
    let (mut engine, _) = engine();
    let (a, of_b) = (scenario(20, 0.003), scenario(20, 1.0));
    engine.send(load(&a, &of_b));
    let rules = scenario(20, 0.5).rules;
    engine.send(Command::SetRules(Side::B, Box::new(rules)));
    let pair = wait(&mut engine, "the rules", |p| {
        p.b.as_ref().is_some_and(|b| b.rules == rules)
    });
    assert_eq!(pair.a.rules, a.rules);
}

#[test]
fn when_one_side_blows_up_both_stop_at_the_same_time() {
    let mut runaway = scenario(30, 0.0);
    runaway.network.weight_gain = 5.0;
    runaway.rules.plasticity.pruning = 0.0;
    let (mut engine, _) = engine();
    engine.send(load(&scenario(30, 0.003), &runaway));
    engine.send(Command::Play);
    let stopped = wait(&mut engine, "the runaway", |p| {
        p.b.as_ref().is_some_and(|b| b.blow_up.is_some())
    });
    assert!(!stopped.a.running && stopped.a.blow_up.is_none());
    engine.send(Command::Play);
    engine.send(Command::Step);
    std::thread::sleep(Duration::from_millis(60));
    let later = wait(&mut engine, "a later snapshot", |p| {
        p.a.revision > stopped.a.revision
    });
    assert_eq!(later.a.now_ms, stopped.a.now_ms, "both stand still");
    assert!(b(&later).state.credit.iter().all(|c| c.is_finite()));
}

#[test]
fn a_comparison_begins_with_a_twin_in_the_middle_of_a_run_and_ends_without_a_trace() {
    let a = scenario(40, 0.003);
    let (mut engine, _) = engine();
    engine.send(Command::Load {
        scenario: Box::new(a.clone()),
        given: GivenState::default(),
        samples: None,
        beside: None,
    });
    engine.send(Command::Play);
    wait(&mut engine, "iterations", |p| p.a.iteration > 50);
    let generation = engine.snapshot().expect("a snapshot").generation;
    engine.send(Command::CopySide { from: Side::A });
    wait(&mut engine, "both going on", |p| {
        p.a.iteration > 100 && p.b.is_some()
    });
    engine.send(Command::Pause);
    let twins = wait(&mut engine, "the pause", |p| {
        !p.a.running && p.a.weights_iteration == p.a.iteration
    });
    assert_eq!(twins.a.generation, generation, "side A was not disturbed");
    assert_ne!(b(&twins).generation, generation);
    assert_eq!(twins.a.state, b(&twins).state);
    assert_eq!(twins.a.weights, b(&twins).weights);
    engine.send(Command::EndComparison);
    let alone = wait(&mut engine, "the end", |p| p.b.is_none());
    assert_alone(&alone.a, &a);
}

#[test]
fn sides_change_places() {
    let (mut engine, _) = engine();
    let (a, of_b) = (scenario(20, 0.003), scenario(30, 1.0));
    engine.send(load(&a, &of_b));
    engine.send(Command::Step);
    engine.send(Command::SwapSides);
    let swapped = wait(&mut engine, "the swap", |p| p.a.neurons() == 30);
    assert_alone(&swapped.a, &of_b);
    assert_alone(b(&swapped), &a);
}

#[test]
fn findings_and_pictures_of_both_sides_arrive_and_then_all_threads_sleep() {
    let (mut engine, wakes) = engine();
    engine.send(load(&scenario(20, 0.003), &scenario(30, 1.0)));
    let begun = Instant::now();
    loop {
        let complete = engine.scenes().and_then(|(a, b)| {
            let b = b?;
            let sizes = [&a, &b].map(|scene| scene.pictures.as_ref().map(|p| p.weights.neurons));
            let found = a.findings.is_some() && b.findings.is_some();
            found.then_some(sizes)
        });
        if complete == Some([Some(20), Some(30)]) {
            break;
        }
        assert!(begun.elapsed().as_secs() < 30, "waited too long");
        std::thread::sleep(Duration::from_millis(2));
    }
    std::thread::sleep(Duration::from_millis(500));
    let before = wakes.load(Ordering::Relaxed);
    std::thread::sleep(Duration::from_millis(400));
    assert_eq!(wakes.load(Ordering::Relaxed), before);
}
