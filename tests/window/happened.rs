//! What was done to a run is part of it: saved, exported and brought back as it happened.

use std::path::Path;

use accordance::app::Start;
use accordance::engine::{Runner, Side, Snapshot};
use accordance::scenario::{self, Scenario};
use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;

use crate::harness::*;

const SMALL: &str = "format = 1\nname = \"Small\"\n[network]\nneurons = 30\n\
    [plasticity]\nlearning_rate = 0.05\npruning = 0.0\n[run]\nseed = 3\n";

/// At iteration 50 other numbers, at 80 another one.
const PLANNED: &str = "[[change]]\nat = 50\nplasticity.learning_rate = 0.5\nplasticity.pruning = 0.3\n\
    [[change]]\nat = 80\nplasticity.learning_rate = 0.2\n";

fn play_until(window: &mut Window, iteration: u64) {
    click(window, "Play");
    wait(window, "iterations", move |s| s.iteration > iteration);
}

fn pause(window: &mut Window) {
    click(window, "Pause");
    wait(window, "the pause", |s| !s.running);
    for _ in 0..4 {
        window.step();
    }
}

/// The rate that the slider is dragged to, once the engine has it.
fn drag_rate(window: &mut Window, share: f32) -> f64 {
    drag_slider(window, "Learning rate", share);
    let scenario = &window.state().session.document.scenario;
    let rate = scenario.rules.plasticity.learning_rate;
    wait(window, "the rate", move |s| {
        s.rules.plasticity.learning_rate == rate
    });
    rate.constant().expect("a constant rate")
}

fn shown(window: &Window) -> &Scenario {
    &window.state().session.document.scenario
}

fn rate(window: &Window) -> f64 {
    shown(window).rules.plasticity.learning_rate.at(0)
}

fn is_unsaved(window: &Window) -> bool {
    window.state().session.document.is_unsaved()
}

/// What a text does without a window until an iteration, on a side.
fn alone(text: &str, side: Side, iteration: u64) -> Runner {
    let opened = scenario::check_text(text, "test", None).expect("valid");
    let scenario = match side {
        Side::A => opened.scenario.side_a(),
        Side::B => opened.scenario.side_b().expect("side B"),
    };
    let mut runner = Runner::new(&scenario, opened.given.clone(), opened.samples.clone());
    runner.run_to(iteration).expect("finite");
    runner
}

/// Whether a text does the same without a window, bit for bit.
fn does_the_same(text: &str, snapshots: [Option<&Snapshot>; 2]) {
    for (side, snapshot) in Side::ALL.into_iter().zip(snapshots) {
        let Some(snapshot) = snapshot else {
            continue;
        };
        let runner = alone(text, side, snapshot.iteration);
        assert_eq!(snapshot.state, runner.state(), "{side:?}");
        assert_eq!(snapshot.weights, runner.copy_weights().connectome);
    }
}

fn snapshots(window: &Window) -> [Option<&Snapshot>; 2] {
    Side::ALL.map(|side| Some(&*window.state().session.scene(side)?.snapshot))
}

fn save(window: &mut Window, answer: &str) {
    menu(window, &["File", "Save"]);
    click(window, answer);
    wait_for(window, "the file", |app| !app.session.document.is_unsaved());
}

#[test]
fn a_rate_that_was_changed_on_the_way_is_saved_as_it_happened_and_gives_the_same_bits() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = write_scenario(folder.path(), "small.toml", SMALL);
    let mut window = window(Some(&path), false);
    play_until(&mut window, 60);
    let dragged = drag_rate(&mut window, 0.9);
    let then = snapshot(&window).iteration;
    wait(&mut window, "more", move |s| s.iteration > then + 40);
    drag_slider(&mut window, "Pruning", 0.4);
    let then = snapshot(&window).iteration;
    wait(&mut window, "more", move |s| s.iteration > then + 40);
    pause(&mut window);
    save(&mut window, "Save as it happened");
    let text = std::fs::read_to_string(&path).expect("the file");
    assert!(text.contains("[[change]]"), "{text}");
    assert!(text.contains("learning_rate = 0.05"), "as it began: {text}");
    does_the_same(&text, snapshots(&window));
    assert_eq!(rate(&window), dragged, "what is in force is shown");
    assert!(!is_unsaved(&window));
    // The same once more has no two ways.
    menu(&mut window, &["File", "Save"]);
    assert!(window.query_by_label("Save as it happened").is_none());
    // Begun again it happens by itself.
    let before = snapshot(&window).generation;
    let end = snapshot(&window).iteration;
    click(&mut window, "Reset, same seed");
    wait(&mut window, "the beginning", move |s| s.generation > before);
    window.step();
    assert_eq!(rate(&window), 0.05);
    play_until(&mut window, end);
    pause(&mut window);
    assert_eq!(rate(&window), dragged);
    assert!(!is_unsaved(&window));
    does_the_same(&text, snapshots(&window));
}

#[test]
fn saved_as_it_stands_a_run_begins_with_the_numbers_on_the_sliders() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = write_scenario(folder.path(), "small.toml", SMALL);
    let mut window = window(Some(&path), false);
    // Before anything has happened there is one way.
    drag_slider(&mut window, "Pruning", 0.4);
    menu(&mut window, &["File", "Save"]);
    assert!(window.query_by_label("Save as it happened").is_none());
    assert!(!is_unsaved(&window));
    play_until(&mut window, 60);
    let dragged = drag_rate(&mut window, 0.9);
    pause(&mut window);
    menu(&mut window, &["File", "Save"]);
    click(&mut window, "Cancel");
    assert!(is_unsaved(&window), "nothing was saved");
    save(&mut window, "Save as it now stands");
    let opened = scenario::open(&path).expect("valid").scenario;
    let rate = opened.rules.plasticity.learning_rate;
    assert_eq!(rate.constant(), Some(dragged));
    assert!(opened.changes.is_empty());
}

#[test]
fn what_is_taken_back_while_it_runs_is_a_change_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = write_scenario(folder.path(), "small.toml", SMALL);
    let mut window = window(Some(&path), false);
    play_until(&mut window, 60);
    drag_rate(&mut window, 0.9);
    for _ in 0..90 {
        window.step();
    }
    menu(&mut window, &["Edit", "Undo"]);
    wait(&mut window, "the old rate", |s| {
        s.rules.plasticity.learning_rate.constant() == Some(0.05)
    });
    let then = snapshot(&window).iteration;
    wait(&mut window, "more", move |s| s.iteration > then + 20);
    pause(&mut window);
    assert!(!is_unsaved(&window), "the numbers are those of the file");
    let session = &window.state().session;
    let happened = session.as_it_happened().expect("it was changed");
    assert!(happened.changes.len() >= 2);
    does_the_same(&session.text_to_make_again(), snapshots(&window));
}

#[test]
fn what_a_scenario_changes_by_itself_is_shown_and_is_not_unsaved_and_restarts() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = write_scenario(folder.path(), "planned.toml", &format!("{SMALL}{PLANNED}"));
    let mut window = window(Some(&path), false);
    for _ in 0..3 {
        play_until(&mut window, 90);
        pause(&mut window);
        assert_eq!(rate(&window), 0.2, "as the second change made it");
        assert_eq!(shown(&window).rules.plasticity.pruning, 0.3);
        assert_eq!(snapshot(&window).rules, shown(&window).rules);
        assert!(!is_unsaved(&window));
        let session = &window.state().session;
        assert!(session.as_it_happened().is_none(), "nobody has done it");
        let text = std::fs::read_to_string(&path).expect("the file");
        does_the_same(&text, snapshots(&window));
        assert_eq!(session.text_to_make_again(), text);
        click(&mut window, "Reset, same seed");
        wait(&mut window, "the beginning", |s| s.iteration == 0);
        window.step();
        assert_eq!(rate(&window), 0.05);
    }
}

#[test]
fn a_slider_moved_among_changes_of_the_scenario_changes_only_its_own_number() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut text = SMALL.to_owned();
    for at in 1..200 {
        let rate = 0.01 + f64::from(at) * 1e-4;
        text += &format!("[[change]]\nat = {at}\nplasticity.learning_rate = {rate:.4}\n");
    }
    let path = write_scenario(folder.path(), "planned.toml", &text);
    let mut window = window(Some(&path), false);
    play_until(&mut window, 20);
    drag_slider(&mut window, "Pruning", 0.4);
    wait(&mut window, "the last change", |s| s.iteration > 220);
    pause(&mut window);
    let pruning = shown(&window).rules.plasticity.pruning;
    assert!(pruning > 0.1);
    assert_eq!(snapshot(&window).rules, shown(&window).rules);
    assert_eq!(rate(&window), 0.0299, "as the last change made it");
    let begun = window.state().session.document.as_begun().into_owned();
    let begun = begun.rules.plasticity;
    assert_eq!(begun.pruning, pruning);
    assert_eq!(begun.learning_rate.constant(), Some(0.05));
    let session = &window.state().session;
    let happened = session.text_to_make_again();
    does_the_same(&happened, snapshots(&window));
    let runner = alone(&happened, Side::A, snapshot(&window).iteration);
    let planned = runner.course().happened().len();
    assert!((200..260).contains(&planned), "{planned} changes");
    // Taken back, the number goes and the changes stay.
    for _ in 0..90 {
        window.step();
    }
    menu(&mut window, &["Edit", "Undo"]);
    window.step();
    assert_eq!(shown(&window).rules.plasticity.pruning, 0.0);
    assert_eq!(rate(&window), 0.0299);
    assert!(!is_unsaved(&window));
}

#[test]
fn a_comparison_is_saved_as_it_happened_on_both_sides() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = write_scenario(folder.path(), "planned.toml", &format!("{SMALL}{PLANNED}"));
    let mut window = window(Some(&path), false);
    play_until(&mut window, 60);
    pause(&mut window);
    menu(&mut window, &["Compare", "Compare with a copy"]);
    wait_for(&mut window, "side B", |app| {
        app.session.scene(Side::B).is_some()
    });
    let end = snapshot(&window).iteration;
    drag_slider(&mut window, "Pruning", 0.8);
    play_until(&mut window, end + 60);
    pause(&mut window);
    let [a, b] = snapshots(&window).map(|s| s.expect("a side").rules);
    assert_eq!(a, shown(&window).rules);
    assert_ne!(a, b);
    assert_eq!(b, shown(&window).side_b().expect("side B").rules);
    save(&mut window, "Save as it happened");
    let text = std::fs::read_to_string(&path).expect("the file");
    assert!(text.contains("[[compare.change]]"), "{text}");
    does_the_same(&text, snapshots(&window));
}

#[test]
fn a_side_b_that_parts_on_the_way_is_shown_so_and_can_be_changed_and_saved() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = format!("{SMALL}{PLANNED}[compare]\nfrom = 60\nplasticity.learning_rate = 1.5\n");
    let path = write_scenario(folder.path(), "branch.toml", &text);
    let mut window = window(Some(&path), false);
    play_until(&mut window, 70);
    pause(&mut window);
    let b = shown(&window).side_b().expect("side B");
    assert_eq!(b.rules.plasticity.learning_rate.constant(), Some(1.5));
    assert!(!is_unsaved(&window));
    drag_slider(&mut window, "Pruning", 0.8);
    assert!(is_unsaved(&window));
    save(&mut window, "Save as it now stands");
    let opened = scenario::open(&path).expect("valid").scenario;
    assert!(!opened.changes.is_empty());
    assert_eq!(opened, *window.state().session.document.as_begun());
}

#[test]
fn an_export_carries_what_makes_it_again_and_in_the_past_what_was_done_until_then() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = write_scenario(folder.path(), "small.toml", SMALL);
    let mut window = window(Some(&path), false);
    play_until(&mut window, 60);
    drag_rate(&mut window, 0.9);
    let then = snapshot(&window).iteration;
    wait(&mut window, "more", move |s| s.iteration > then + 60);
    drag_slider(&mut window, "Pruning", 0.4);
    let later = snapshot(&window).iteration;
    wait(&mut window, "more", move |s| s.iteration > later + 40);
    pause(&mut window);
    let provenance = |window: &Window| {
        let session = &window.state().session;
        session.provenance(session.scene(Side::A).expect("a scene"), None)
    };
    let made = provenance(&window);
    assert_eq!(made.remark, "");
    assert_eq!(made.iteration, Some(snapshot(&window).iteration));
    assert!(made.toml.contains("pruning"));
    does_the_same(&made.toml, snapshots(&window));
    while snapshot(&window).iteration >= later {
        let rect = window
            .get_by_role_and_label(Role::Slider, "Timeline")
            .rect();
        let share = (then + 20) as f32 / (later + 60) as f32;
        let at = egui::pos2(rect.left() + share * rect.width(), rect.center().y);
        window.drag_at(at);
        window.step();
        window.drop_at(at);
        window.step();
        wait_for(&mut window, "the past", |app| {
            app.session.engine.past().is_some_and(|past| past.is_exact)
                && app.scene().is_some_and(|scene| scene.snapshot.past)
        });
    }
    let made = provenance(&window);
    assert_eq!(made.iteration, Some(snapshot(&window).iteration));
    let scenario = scenario::parse(&made.toml, "test").expect("valid");
    assert!(!scenario.changes.is_empty());
    assert!(
        !made
            .toml
            .split("[[change]]")
            .skip(1)
            .any(|c| c.contains("pruning"))
    );
    does_the_same(&made.toml, snapshots(&window));
}

#[test]
fn a_claim_stays_decided_by_what_the_scenario_changes_and_open_by_what_somebody_does() {
    let folder = tempfile::tempdir().expect("a folder");
    let claim = "[[claim]]\nsays = \"Nobody is missing\"\nwhen = \"isolated >= 0\"\nat = 60\n";
    let path = write_scenario(
        folder.path(),
        "claiming.toml",
        &format!("{SMALL}{PLANNED}{claim}"),
    );
    let mut window = window(Some(&path), false);
    play_until(&mut window, 90);
    let held = "Held at iteration 60: Nobody is missing";
    until(&mut window, "the claim", |window| {
        window.query_by_role_and_label(Role::Image, held).is_some()
    });
    drag_rate(&mut window, 0.9);
    until(&mut window, "an open claim", |window| {
        window.query_by_role_and_label(Role::Image, held).is_none()
    });
}

fn with_state(scenario: Option<&Path>, state: &Path) -> Window {
    started(Start {
        scenario: scenario.map(Path::to_path_buf),
        native_dialogs: false,
        playing: false,
        state_folder: Some(state.to_owned()),
        ..Start::default()
    })
}

#[test]
fn a_program_that_is_killed_brings_back_what_was_done_with_the_changes_on_the_way() {
    let folder = tempfile::tempdir().expect("a folder");
    let state = folder.path().join("state");
    let path = write_scenario(folder.path(), "small.toml", SMALL);
    let mut window = with_state(Some(&path), &state);
    play_until(&mut window, 60);
    let dragged = drag_rate(&mut window, 0.9);
    // Also what leaves the numbers as they are.
    pause(&mut window);
    let [end, now] = [snapshot(&window).iteration, snapshot(&window).ticks[1]];
    click(&mut window, "Tick credit");
    wait(&mut window, "the tick", move |s| s.ticks[1] > now);
    play_until(&mut window, end + 40);
    pause(&mut window);
    // A second later.
    for _ in 0..70 {
        window.step();
    }
    let [there, _] = snapshots(&window);
    let there = there.expect("side A").clone();
    // Nothing is asked and nothing is written at the end.
    drop(window);
    let window = with_state(None, &state);
    let document = &window.state().session.document;
    assert!(document.is_unsaved());
    assert_eq!(document.path.as_deref(), Some(path.as_path()));
    assert!(document.scenario.changes.len() >= 2);
    let text = window.state().session.text_to_make_again();
    does_the_same(&text, [Some(&there), None]);
    let runner = alone(&text, Side::A, there.iteration);
    let rate = runner.rules().plasticity.learning_rate;
    assert_eq!(rate.constant(), Some(dragged));
}

#[test]
fn a_run_that_was_saved_leaves_no_work_behind() {
    let folder = tempfile::tempdir().expect("a folder");
    let state = folder.path().join("state");
    let path = write_scenario(folder.path(), "small.toml", SMALL);
    let mut window = with_state(Some(&path), &state);
    play_until(&mut window, 60);
    drag_rate(&mut window, 0.9);
    pause(&mut window);
    save(&mut window, "Save as it now stands");
    for _ in 0..130 {
        window.step();
    }
    assert!(window.state().shell.workspace.unsaved.is_none());
}

/// Shows the past at a share of the timeline.
fn look_at(window: &mut Window, share: f32) {
    let rect = window
        .get_by_role_and_label(Role::Slider, "Timeline")
        .rect();
    let at = egui::pos2(rect.left() + share * rect.width(), rect.center().y);
    window.drag_at(at);
    window.step();
    window.drop_at(at);
    window.step();
    wait_for(window, "the past", |app| {
        app.session.engine.past().is_some_and(|past| past.is_exact)
            && app.scene().is_some_and(|scene| scene.snapshot.past)
    });
}

#[test]
fn another_way_from_the_past_goes_through_the_changes_that_are_still_to_come() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = write_scenario(folder.path(), "planned.toml", &format!("{SMALL}{PLANNED}"));
    let mut window = window(Some(&path), false);
    play_until(&mut window, 60);
    drag_slider(&mut window, "Pruning", 0.8);
    let pruned = shown(&window).rules.plasticity.pruning;
    wait(&mut window, "more", |s| s.iteration > 200);
    pause(&mut window);
    let now = snapshot(&window).clone();
    let stood = shown(&window).clone();
    assert!(is_unsaved(&window));
    look_at(&mut window, 0.1);
    assert!(snapshot(&window).iteration < 50);
    click(&mut window, "Begin again from here");
    wait(&mut window, "the other way", |s| !s.past);
    assert_eq!(rate(&window), 0.05);
    assert_eq!(shown(&window).rules.plasticity.pruning, 0.0);
    assert!(!is_unsaved(&window), "nothing of the file has changed");
    play_until(&mut window, 120);
    pause(&mut window);
    assert_eq!(rate(&window), 0.2, "the plan has gone on");
    assert_eq!(shown(&window).rules, snapshot(&window).rules);
    assert!(!is_unsaved(&window));
    let text = std::fs::read_to_string(&path).expect("the file");
    does_the_same(&text, snapshots(&window));
    // A saved file stands before what is in force on the old course.
    click(&mut window, "Back to the old course");
    wait(&mut window, "the old course", |s| {
        s.iteration == now.iteration
    });
    for _ in 0..10 {
        window.step();
    }
    assert_eq!(*shown(&window), stood);
    assert_eq!(snapshot(&window).rules, now.rules);
    assert_eq!(rate(&window), 0.2);
    let begun = window.state().session.document.as_begun().rules.plasticity;
    assert_eq!(begun.pruning, pruned);
    assert_eq!(begun.learning_rate.constant(), Some(0.05));
    does_the_same(
        &window.state().session.text_to_make_again(),
        snapshots(&window),
    );
}

#[test]
fn two_futures_of_a_moment_are_saved_as_they_happened() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = write_scenario(folder.path(), "planned.toml", &format!("{SMALL}{PLANNED}"));
    let mut window = window(Some(&path), false);
    play_until(&mut window, 160);
    drag_slider(&mut window, "Pruning", 0.8);
    let pruned = shown(&window).rules.plasticity.pruning;
    wait(&mut window, "more", |s| s.iteration > 260);
    pause(&mut window);
    let end = snapshot(&window).iteration;
    look_at(&mut window, 0.25);
    assert!((50..160).contains(&snapshot(&window).iteration));
    click(&mut window, "Continue from here as side B");
    wait_for(&mut window, "side B", |app| {
        app.session.scene(Side::B).is_some() && app.scene().is_some_and(|a| !a.snapshot.past)
    });
    // B is in hand.
    drag_slider(&mut window, "Pruning", 0.2);
    play_until(&mut window, end);
    pause(&mut window);
    let b = shown(&window).side_b().expect("side B").rules;
    assert_eq!(
        snapshots(&window).map(|s| s.expect("a side").rules),
        [shown(&window).rules, b]
    );
    assert_eq!(
        shown(&window).rules.plasticity.pruning,
        pruned,
        "A as it did"
    );
    assert!(b.plasticity.pruning < pruned);
    save(&mut window, "Save as it happened");
    let text = std::fs::read_to_string(&path).expect("the file");
    does_the_same(&text, snapshots(&window));
}

#[test]
fn a_change_that_does_not_go_with_the_numbers_any_more_is_left_out_with_a_word() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "format = 1\nname = \"Task\"\n[network]\nlayers = [2, 4, 1]\n[task]\ndataset = \"xor\"\n\
        present_ms = 100.0\ninput_window = { from_ms = 0.0, to_ms = 50.0 }\n\
        [[change]]\nat = 20\ntask.input_window.to_ms = 1.0\n";
    let path = write_scenario(folder.path(), "task.toml", text);
    let mut window = window(Some(&path), false);
    drag_slider(&mut window, "Input window opens", 0.7);
    assert!(shown(&window).rules.teaching.input.from_ms > 1.0);
    menu(&mut window, &["File", "Save"]);
    until(&mut window, "the file", |window| !is_unsaved(window));
    let opened = scenario::open(&path).expect("valid").scenario;
    assert!(opened.changes.is_empty());
    assert_eq!(opened, *shown(&window));
}
