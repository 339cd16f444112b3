//! The engine as its users see it: through its handle.

use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use super::command::{Command, Target};
use super::handle::{CHANNEL, Engine};
use super::timeline::Timeline;
use crate::engine::job::Wake;
use crate::engine::run::{NeuronStates, Side, Snapshot};
use crate::engine::{Focus, Pace, Runner};
use crate::model::{Clock, GivenState, Topology};
use crate::scenario::Scenario;

fn small() -> Scenario {
    Scenario::with_topology(Topology::AllToAll { neurons: 30 })
}

fn load(scenario: &Scenario) -> Command {
    Command::Load {
        scenario: Box::new(scenario.clone()),
        given: GivenState::default(),
        samples: None,
        beside: None,
    }
}

fn engine() -> (Engine, Arc<AtomicUsize>) {
    let wakes = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&wakes);
    let wake: Wake = Arc::new(move || {
        counter.fetch_add(1, Ordering::Relaxed);
    });
    let mut engine = Engine::start(wake).expect("threads");
    engine.send(load(&small()));
    (engine, wakes)
}

fn wait(engine: &mut Engine, what: &str, wanted: impl Fn(&Snapshot) -> bool) -> Arc<Snapshot> {
    let begun = Instant::now();
    loop {
        engine.flush();
        if let Some(snapshot) = engine.snapshot().filter(|s| wanted(s)) {
            return snapshot;
        }
        assert!(begun.elapsed().as_secs() < 30, "waited too long for {what}");
        std::thread::sleep(Duration::from_millis(1));
    }
}

#[test]
fn the_window_and_the_headless_runner_reach_the_same_bits_whatever_is_asked_in_between() {
    let (mut engine, _) = engine();
    engine.send(Command::Play);
    wait(&mut engine, "iterations", |s| s.iteration > 300);
    engine.send(Command::Pause);
    wait(&mut engine, "the pause", |s| !s.running);
    for _ in 0..3 {
        engine.send(Command::Step);
    }
    engine.send(Command::SetPace(Pace::ModelMsPerSecond(2000.0)));
    engine.send(Command::Play);
    wait(&mut engine, "more iterations", |s| s.iteration > 600);
    engine.send(Command::Pause);
    let live = wait(&mut engine, "the end", |s| {
        !s.running && s.iteration > 600 && s.weights_iteration == s.iteration
    });
    let mut runner = Runner::new(&small(), GivenState::default(), None);
    runner.run_to(live.iteration).expect("finite");
    assert_eq!(live.state, runner.state());
    assert_eq!(live.weights, runner.copy_weights().connectome);
}

#[test]
fn more_commands_than_fit_all_arrive_in_order_and_nobody_waits() {
    let (mut engine, _) = engine();
    for _ in 0..10 * CHANNEL {
        engine.send(Command::Tick(Clock::Firing));
    }
    let ticked = wait(&mut engine, "all ticks", |s| {
        s.ticks(Clock::Firing) == 10 * CHANNEL as u64
    });
    assert_eq!(ticked.ticks(Clock::Credit), 0);
}

#[test]
fn the_way_to_an_iteration_ends_there_and_ends_with_the_run_that_it_was_in() {
    let (mut engine, _) = engine();
    engine.send(Command::SetPace(Pace::ModelMsPerSecond(10.0)));
    engine.send(Command::PlayTo(500));
    let there = wait(&mut engine, "the iteration", |s| s.iteration >= 500);
    assert_eq!(there.iteration, 500);
    wait(&mut engine, "the pause", |s| {
        !s.running && s.iteration == 500
    });

    engine.send(Command::PlayTo(u64::MAX));
    wait(&mut engine, "iterations", |s| s.iteration > 600);
    engine.send(load(&small()));
    wait(&mut engine, "the other run", |s| s.generation == 2);
    std::thread::sleep(Duration::from_millis(300));
    let paced = wait(&mut engine, "the other run", |s| s.generation == 2);
    assert!(paced.iteration < 50, "{} at ten a second", paced.iteration);
}

#[test]
fn a_look_at_an_update_that_is_far_off_keeps_nobody_waiting() {
    let (mut engine, _) = engine();
    let mut rules = small().rules;
    rules.clocks.firing_ms = 0.001;
    rules.clocks.plasticity_ms = 1e6;
    engine.send(Command::SetRules(Side::A, Box::new(rules)));
    engine.want_proof();
    engine.send(Command::Step);
    let stepped = |s: &Snapshot| s.ticks(Clock::Firing) == 1;
    wait(&mut engine, "a step beside a look", stepped);
    engine.send(Command::Step);
    wait(&mut engine, "another", |s| s.ticks(Clock::Firing) == 2);
}

/// Waits for what is worked out of the past.
fn wait_past(engine: &mut Engine, iteration: u64) -> Arc<Snapshot> {
    let there = move |timeline: &Timeline| {
        let past = timeline.past.filter(|past| past.is_exact);
        past.is_some_and(|past| past.at.iteration() == iteration)
    };
    wait_timeline(engine, "the past", there);
    engine.snapshot().expect("one")
}

fn wait_timeline(engine: &mut Engine, what: &str, wanted: impl Fn(&Timeline) -> bool) {
    let begun = Instant::now();
    while !engine.timeline().is_some_and(|timeline| wanted(&timeline)) {
        engine.flush();
        assert!(begun.elapsed().as_secs() < 30, "waited too long for {what}");
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// An engine that has played to an iteration, with the rules changed on the way.
fn played(iterations: u64) -> (Engine, Runner) {
    let (mut engine, _) = engine();
    let mut runner = Runner::new(&small(), GivenState::default(), None);
    for stop in [iterations / 3, iterations] {
        engine.send(Command::PlayTo(stop));
        wait(&mut engine, "the stop", |s| {
            !s.running && s.iteration == stop
        });
        runner.run_to(stop).expect("finite");
        let mut rules = *runner.rules();
        rules.plasticity.pruning = 0.5;
        rules.drive.firing_noise_sd *= 1.5;
        engine.send(Command::SetRules(Side::A, Box::new(rules)));
        runner.set_rules(rules);
    }
    (engine, runner)
}

fn alone_at(iteration: u64, changed_at: u64) -> Runner {
    let mut runner = Runner::new(&small(), GivenState::default(), None);
    runner.run_to(iteration.min(changed_at)).expect("finite");
    if iteration > changed_at {
        let mut rules = *runner.rules();
        rules.plasticity.pruning = 0.5;
        rules.drive.firing_noise_sd *= 1.5;
        runner.set_rules(rules);
        runner.run_to(iteration).expect("finite");
    }
    runner
}

#[test]
fn every_moment_of_the_past_is_shown_bit_for_bit_and_the_present_waits() {
    let (mut engine, mut runner) = played(900);
    for iteration in [450, 0, 1, 299, 300, 301, 899, 7] {
        engine.send(Command::LookAt(Target::Iteration(iteration)));
        let shown = wait_past(&mut engine, iteration);
        let alone = alone_at(iteration, 300);
        assert!(shown.past && !shown.running);
        assert_eq!(shown.state, alone.state(), "{iteration}");
        assert_eq!(
            shown.weights,
            alone.copy_weights().connectome,
            "{iteration}"
        );
    }
    engine.send(Command::ReturnToNow);
    let now = wait(&mut engine, "the present", |s| !s.past);
    assert_eq!((now.iteration, &now.state), (900, &runner.state()));
    engine.send(Command::PlayTo(1000));
    let later = wait(&mut engine, "the future", |s| {
        !s.running && s.iteration == 1000
    });
    runner.run_to(1000).expect("finite");
    assert_eq!(later.state, runner.state());
}

#[test]
fn the_past_is_stepped_through_tick_by_tick_both_ways() {
    let (mut engine, _) = played(90);
    engine.send(Command::LookAt(Target::Iteration(40)));
    wait_past(&mut engine, 40);
    for back in [39, 38, 37] {
        engine.send(Command::LookAt(Target::Previous(Clock::Firing)));
        let shown = wait_past(&mut engine, back);
        assert_eq!(shown.state, alone_at(back, 30).state());
    }
    engine.send(Command::LookAt(Target::Next(Clock::Credit)));
    let shown = wait_past(&mut engine, 38);
    assert_eq!(shown.state, alone_at(38, 30).state());
    engine.send(Command::LookAt(Target::Iteration(0)));
    wait_past(&mut engine, 0);
    engine.send(Command::LookAt(Target::Previous(Clock::Plasticity)));
    wait_past(&mut engine, 0);
}

#[test]
fn a_run_goes_another_way_from_its_past_and_back_to_the_way_it_took() {
    let (mut engine, runner) = played(900);
    engine.send(Command::LookAt(Target::Iteration(200)));
    wait_past(&mut engine, 200);
    engine.send(Command::BeginAgainHere);
    wait(&mut engine, "the other way", |s| {
        !s.past && s.iteration == 200
    });
    engine.send(Command::PlayTo(600));
    let other = wait(&mut engine, "the other way", |s| {
        !s.running && s.iteration == 600
    });
    let undisturbed = alone_at(600, u64::MAX);
    assert_eq!(
        other.state,
        undisturbed.state(),
        "what was done later is not done"
    );
    engine.send(Command::LookAt(Target::Iteration(100)));
    wait_past(&mut engine, 100);
    let left = |engine: &Engine| engine.timeline().expect("one").left;
    assert_eq!(left(&engine).map(|at| at.iteration()), Some(900));
    engine.send(Command::TakeUpOldCourse);
    let back = wait(&mut engine, "the old course", |s| {
        !s.past && s.iteration == 900
    });
    assert_eq!(back.state, runner.state());
    assert_eq!(left(&engine), None);
    engine.send(Command::LookAt(Target::Iteration(700)));
    let shown = wait_past(&mut engine, 700);
    assert_eq!(shown.state, alone_at(700, 300).state());
}

#[test]
fn two_futures_of_one_moment_are_compared() {
    let (mut engine, runner) = played(900);
    engine.send(Command::LookAt(Target::Iteration(200)));
    wait_past(&mut engine, 200);
    engine.send(Command::ContinueBeside);
    wait(&mut engine, "both sides", |s| !s.past && s.iteration == 200);
    engine.send(Command::PlayTo(900));
    let a = wait(&mut engine, "the end", |s| !s.running && s.iteration == 900);
    let b = engine.snapshots().expect("some").b.clone().expect("side B");
    // That what comes next has other rules is known only to the run that was not worked out again.
    let numbers = |state: NeuronStates| [state.firing, state.net_input, state.credit];
    assert_eq!(
        numbers(a.state.clone()),
        numbers(runner.state()),
        "as it was"
    );
    assert_eq!(
        b.state,
        alone_at(900, u64::MAX).state(),
        "without the changes"
    );
    engine.send(Command::TakeUpOldCourse);
    wait_timeline(&mut engine, "the old course", |timeline| {
        timeline.left.is_none()
    });
    let snapshots = engine.snapshots().expect("some");
    assert!(snapshots.b.is_none());
    assert_eq!(snapshots.a.state, runner.state());
}

#[test]
fn the_past_seen_again_ends_where_the_present_waits() {
    let (mut engine, runner) = played(600);
    engine.send(Command::LookAt(Target::Iteration(100)));
    wait_past(&mut engine, 100);
    engine.send(Command::Play);
    let now = wait(&mut engine, "the present", |s| !s.past && !s.running);
    assert_eq!((now.iteration, &now.state), (600, &runner.state()));
}

#[test]
fn a_chosen_pace_is_kept() {
    let (mut engine, _) = engine();
    engine.send(Command::SetPace(Pace::ModelMsPerSecond(100.0)));
    engine.send(Command::Play);
    let first = wait(&mut engine, "a start", |s| s.now_ms >= 1.0);
    let begun = Instant::now();
    let last = wait(&mut engine, "forty milliseconds", |s| {
        s.now_ms >= first.now_ms + 40.0
    });
    let took = begun.elapsed().as_secs_f64();
    assert!(took >= 0.3, "{} ms in {took} s", last.now_ms - first.now_ms);
}

#[test]
fn standing_still_the_engine_sleeps() {
    let (mut engine, wakes) = engine();
    wait(&mut engine, "the scenario", |s| s.generation == 1);
    std::thread::sleep(Duration::from_millis(400));
    let before = wakes.load(Ordering::Relaxed);
    std::thread::sleep(Duration::from_millis(400));
    assert_eq!(wakes.load(Ordering::Relaxed), before);
}

#[test]
fn a_panic_of_the_engine_is_told_and_another_engine_can_be_started() {
    let (mut engine, _) = engine();
    wait(&mut engine, "the scenario", |s| s.generation == 1);
    assert_eq!(engine.crash(), None);
    engine.send(Command::Panic);
    let begun = Instant::now();
    while engine.crash().is_none() && begun.elapsed().as_secs() < 10 {
        std::thread::sleep(Duration::from_millis(1));
    }
    let crash = engine.crash().expect("a report");
    assert_eq!(*crash, "the engine thread failed: asked to fail");
    engine.send(Command::Play); // does no harm
    drop(engine);
    let (mut engine, _) = self::engine();
    wait(&mut engine, "another engine", |s| s.generation == 1);
}

#[test]
fn a_part_of_a_large_matrix_comes_also_while_the_simulation_stands_still_and_goes_again() {
    let (mut engine, _) = engine();
    let neurons = 600;
    engine.send(load(&Scenario::with_topology(Topology::AllToAll {
        neurons,
    })));
    wait(&mut engine, "the network", |s| s.neurons() == neurons);
    let focus = Focus {
        rows: [0.25, 0.5],
        columns: [0.0, 0.25],
    };
    for wanted in [Some(focus), None] {
        engine.want_focus(wanted);
        let begun = Instant::now();
        let shown = |engine: &Engine| {
            let (scene, _) = engine.scenes()?;
            let detail = scene.pictures?.detail.clone();
            Some(detail.map(|detail| detail.focus))
        };
        while shown(&engine) != Some(wanted) {
            assert!(begun.elapsed().as_secs() < 30, "waited too long");
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}
