//! What is done to a run is part of it: courses, kept states and what comes of both.

use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};

use super::course::Deed;
use super::runner::Runner;
use crate::engine::run::{Pair, Side};
use crate::model::{Clock, FeedbackWeights, GivenState, LearningRate, Rules};
use crate::scenario::{self, Change, Opened, When};

const SCENARIOS: [&str; 6] = [
    "network.neurons = 30\n",
    "network.neurons = 24\nclocks = { firing_ms = 1.0, credit_ms = 1.7, plasticity_ms = 5.3 }\n",
    "network.neurons = 20\ncredit = { feedback = \"kolen-pollack\", transport_noise = 0.1 }\n\
     plasticity.learning_rate = { from = 0.5, to = 0.01, over_iterations = 50, shape = \"linear\" }\n",
    "network.layers = [2, 4, 1]\ntask = { dataset = \"xor\", batch = 3 }\n",
    "network.layers = [2, 4, 1]\nnetwork.recurrent = true\ntask.dataset = \"two-spirals\"\n\
     credit.feedback = \"signs\"\n",
    "network.neurons = 16\nplasticity.shuffled_credit = true\nclocks.plasticity_ms = 4.0\n",
];

fn opened(text: &str) -> Opened {
    let text = format!("format = 1\n{text}");
    scenario::check_text(&text, "test", None).expect("valid")
}

/// Other rules, near these.
fn nudged(rules: &Rules, random: &mut Xoshiro256PlusPlus) -> Rules {
    let mut rules = *rules;
    match random.random_range(0..7) {
        0 => {
            let r: f64 = random.random_range(0.001..0.5);
            rules.plasticity.learning_rate = LearningRate::Constant(r);
        }
        1 => rules.plasticity.pruning = random.random_range(0.0..0.95),
        2 => rules.drive.firing_noise_sd = random.random_range(0.0..1.0),
        3 => rules.feedback.weights = FeedbackWeights::ALL[random.random_range(0..5)],
        4 => rules.clocks.credit_ms = random.random_range(0.5..4.0),
        5 => rules.clocks.plasticity_ms = f64::from(random.random_range(1..9_u32)),
        _ => rules.drive.credit_clamp.fraction = random.random_range(0.05..1.0),
    }
    rules
}

/// What must be the same, bit for bit.
fn bits(runner: &Runner) -> impl PartialEq + std::fmt::Debug + use<> {
    let state = runner.state();
    let numbers = [
        state.firing,
        state.credit,
        state.net_input,
        runner.weights(),
    ];
    let bits = numbers.map(|of| of.iter().map(|v| v.to_bits()).collect::<Vec<u64>>());
    (bits, runner.moment(), runner.presentation())
}

/// Steps, changes and ticks by hand as somebody at the window may. Returns what was kept on the way, and
/// how it stood then and there.
fn played(pair: &mut Pair, random: &mut Xoshiro256PlusPlus) {
    for _ in 0..12 {
        for _ in 0..random.random_range(0..25) {
            let _ = pair.step();
        }
        let side = Side::ALL[random.random_range(0..2)];
        match (random.random_range(0..4), pair.side_mut(side)) {
            (0, _) => {
                let clock = Clock::ALL[random.random_range(0..3)];
                let _ = pair.tick(clock);
            }
            (_, Some(runner)) => {
                let rules = nudged(runner.rules(), random);
                runner.set_rules(rules);
            }
            _ => {}
        }
    }
}

#[test]
fn what_was_done_to_a_run_saved_as_it_happened_gives_the_same_bits_without_anybody() {
    for (index, text) in SCENARIOS.iter().enumerate() {
        for seed in 0..6 {
            let mut random = Xoshiro256PlusPlus::seed_from_u64(100 * seed + index as u64);
            let (a, b) = (opened(text), opened(SCENARIOS[seed as usize]));
            let mut pair = Pair::alone(Runner::of(&a));
            if seed % 2 == 1 {
                pair.put_beside(Runner::of(&b));
            }
            played(&mut pair, &mut random);
            for (side, opened) in Side::ALL.into_iter().zip([&a, &b]) {
                let Some(live) = pair.side(side) else {
                    continue;
                };
                let happened = live.course().as_it_happened();
                let (given, samples) = (opened.given.clone(), opened.samples.clone());
                let mut alone = Runner::new(&happened, given, samples);
                while alone.next_ms() <= live.now_ms() {
                    let _ = alone.step();
                }
                // What was done last is done before the next step.
                while alone.change_what_is_due(alone.next_ms()) {}
                alone.wait_until(live.now_ms());
                assert_eq!(alone.rules(), live.rules(), "{text} {seed} {side:?}");
                assert!(bits(&alone) == bits(live), "{text} {seed} {side:?}");
            }
        }
    }
}

#[test]
fn the_state_worked_out_again_is_the_state_that_was() {
    for (index, text) in SCENARIOS.iter().enumerate() {
        let mut random = Xoshiro256PlusPlus::seed_from_u64(index as u64);
        let opened = opened(text);
        let mut runner = Runner::of(&opened);
        let (mut kept, mut seen) = (vec![runner.keep()], Vec::new());
        for _ in 0..40 {
            for _ in 0..random.random_range(0..9) {
                runner.step().expect("finite");
                seen.push((runner.moment(), bits(&runner)));
            }
            match random.random_range(0..6) {
                0 => kept.push(runner.keep()),
                1 => {
                    let _ = runner.tick(Clock::ALL[random.random_range(0..3)]);
                }
                _ => {
                    let rules = nudged(runner.rules(), &mut random);
                    runner.set_rules(rules);
                }
            }
        }
        for state in &kept {
            let mut again = runner.back_to(state);
            assert_eq!(again.moment(), state.at());
            let mut compared = 0;
            for (moment, bits_then) in &seen {
                while *moment > again.moment() {
                    again.step().expect("finite");
                }
                if *moment == again.moment() && *moment > state.at() {
                    assert!(bits(&again) == *bits_then, "{text} at {moment:?}");
                    compared += 1;
                }
            }
            assert!(compared > 0 || seen.last().is_none_or(|(m, _)| *m <= state.at()));
        }
    }
}

#[test]
fn a_run_ends_at_its_iteration_also_where_plasticity_is_ticked_by_hand() {
    let mut scenario = opened(SCENARIOS[0]).scenario;
    let tick = |at| scenario::Change {
        at: When::Iteration(at),
        act: scenario::Act::Tick(Clock::Plasticity),
    };
    for (at, ticks, end) in [(10, 100, 50), (49, 1, 50), (48, 3, 50), (50, 2, 50)] {
        scenario.changes = vec![tick(at); ticks];
        let new = || Runner::new(&scenario, GivenState::default(), None);
        let (mut whole, mut stepped) = (new(), new());
        whole.run_to(end).expect("finite");
        assert_eq!(whole.iteration(), end, "{ticks} at {at}");
        while stepped.iteration() < end {
            stepped.step().expect("finite");
        }
        assert!(bits(&whole) == bits(&stepped), "{ticks} at {at}");
    }
}

#[test]
fn a_way_of_ones_own_leaves_out_what_somebody_did_and_keeps_what_was_planned() {
    let mut scenario = opened(SCENARIOS[0]).scenario;
    scenario.changes = vec![scenario::Change {
        at: When::Iteration(30),
        act: scenario::Act::Set(vec![("plasticity.pruning".to_owned(), "0.5".to_owned())]),
    }];
    let mut runner = Runner::new(&scenario, GivenState::default(), None);
    runner.run_to(10).expect("finite");
    let kept = runner.keep();
    runner.run_to(20).expect("finite");
    let mut rules = *runner.rules();
    rules.drive.firing_noise_sd = 0.9;
    runner.set_rules(rules);
    runner.run_to(40).expect("finite");
    assert_eq!(runner.rules().plasticity.pruning, 0.5);
    assert_eq!(runner.course().happened().len(), 2);
    let mut another = runner.back_to(&kept);
    another.go_another_way();
    another.run_to(40).expect("finite");
    assert_eq!(another.rules().plasticity.pruning, 0.5);
    assert_eq!(
        another.rules().drive.firing_noise_sd,
        scenario.rules.drive.firing_noise_sd
    );
    let mut never = Runner::new(&scenario, GivenState::default(), None);
    never.run_to(40).expect("finite");
    assert!(bits(&another) == bits(&never));
}

fn planning(at: u64, key: &str, value: &str) -> Change {
    Change {
        at: When::Iteration(at),
        act: scenario::Act::Set(vec![(key.to_owned(), value.to_owned())]),
    }
}

/// A run of which the rate is planned to change, and whose noise somebody changes.
fn changed_run() -> Runner {
    let mut scenario = opened(SCENARIOS[0]).scenario;
    let rate = "plasticity.learning_rate";
    scenario.changes = vec![planning(10, rate, "0.5"), planning(30, rate, "0.2")];
    let mut runner = Runner::new(&scenario, GivenState::default(), None);
    runner.run_to(20).expect("finite");
    let mut rules = *runner.rules();
    rules.drive.firing_noise_sd = 0.9;
    runner.set_rules(rules);
    runner.run_to(40).expect("finite");
    runner
}

#[test]
fn a_course_tells_what_was_planned_since_and_what_was_so_until_a_moment() {
    let runner = changed_run();
    let course = runner.course();
    let rate = |rules: &Rules| rules.plasticity.learning_rate.at(0);
    assert!(course.was_changed());
    let planned = course.planned_since(None);
    let rates = planned.iter().map(|[was, is]| (rate(was), rate(is)));
    let begun = rate(&course.begun().rules);
    assert_eq!(rates.collect::<Vec<_>>(), [(begun, 0.5), (0.5, 0.2)]);
    let stands = course.as_it_stands();
    assert_eq!((rate(&stands), stands.drive.firing_noise_sd), (begun, 0.9));
    // At the moment of a change the rules say whether it was made already.
    let made = &course.happened()[1];
    let before = course.until(&made.at, &planned[0][1]);
    assert!(!before.was_changed());
    let Deed::Rules(after) = &made.deed else {
        panic!("no rules");
    };
    let until = course.until(&made.at, after);
    assert!(until.was_changed());
    assert_eq!((before.happened().len(), until.happened().len()), (1, 2));
    assert_eq!(course.planned_since(Some(&until)), planned[1..]);
    assert!(until.planned_since(Some(course)).is_empty());
    // What is still to come by itself is carried along.
    assert_eq!(until.as_it_happened().changes.len(), 3);
    assert_eq!(before.as_it_happened(), **before.begun());
}

#[test]
fn what_somebody_changes_leaves_what_the_scenario_has_changed_meanwhile() {
    let mut runner = changed_run();
    let was = runner.course().begun().rules;
    let mut now = was;
    now.plasticity.pruning = 0.7;
    runner.change_rules(&was, &now);
    let rules = runner.rules();
    assert_eq!(rules.plasticity.pruning, 0.7);
    assert_eq!(rules.plasticity.learning_rate.at(0), 0.2);
    assert_eq!(rules.drive.firing_noise_sd, 0.9);
}
