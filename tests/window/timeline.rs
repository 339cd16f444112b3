//! Going back in a run, and beginning again from there.

use accordance::engine::{Runner, Side};
use accordance::scenario;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::harness::*;

const SMALL: &str = "format = 1\nname = \"Small\"\n[network]\nneurons = 40\n[run]\nseed = 3\n";

/// A small network that has made some hundred iterations and stands still.
fn paused() -> (tempfile::TempDir, Window) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = write_scenario(folder.path(), "small.toml", SMALL);
    let mut window = window(Some(&path), true);
    wait(&mut window, "iterations", |s| s.iteration > 300);
    click(&mut window, "Pause");
    wait(&mut window, "the pause", |s| !s.running);
    (folder, window)
}

/// Clicks on the timeline at a share of its width.
fn look_at(window: &mut Window, share: f32) {
    let rect = window
        .get_by_role_and_label(Role::Slider, "Timeline")
        .rect();
    let at = egui::pos2(rect.left() + share * rect.width(), rect.center().y);
    window.drag_at(at);
    window.step();
    window.drop_at(at);
    window.step();
    exact_past(window);
}

fn exact_past(window: &mut Window) {
    wait_for(window, "the past", |app| {
        app.session.engine.past().is_some_and(|past| past.is_exact)
            && app.scene().is_some_and(|scene| scene.snapshot.past)
    });
}

/// The same run without a window, at an iteration.
fn alone(iteration: u64) -> Runner {
    let opened = scenario::check_text(SMALL, "test", None).expect("valid");
    let mut runner = Runner::of(&opened);
    runner.run_to(iteration).expect("finite");
    runner
}

#[test]
fn a_click_on_the_timeline_shows_that_moment_bit_for_bit_and_escape_returns() {
    let (_folder, mut window) = paused();
    let now = snapshot(&window).clone();
    look_at(&mut window, 0.5);
    let then = snapshot(&window).clone();
    assert!(then.iteration > 0 && then.iteration < now.iteration);
    let runner = alone(then.iteration);
    assert_eq!(then.state, runner.state());
    assert_eq!(then.weights, runner.copy_weights().connectome);
    window.step();
    let rate = window.get_by_role_and_label(Role::Slider, "Learning rate");
    assert!(rate.accesskit_node().is_disabled(), "what was, was so");
    window.key_press(Key::Escape);
    wait(&mut window, "the present", |s| !s.past);
    assert_eq!(snapshot(&window).state, now.state);
}

#[test]
fn arrow_keys_go_one_iteration_and_with_shift_one_tick() {
    let (_folder, mut window) = paused();
    let now = snapshot(&window).iteration;
    for back in 1..=3 {
        window.key_press(Key::ArrowLeft);
        wait(&mut window, "an iteration back", |s| {
            s.past && s.iteration == now - back
        });
        exact_past(&mut window);
    }
    window.key_press_modifiers(Modifiers::SHIFT, Key::ArrowLeft);
    wait(&mut window, "a tick back", |s| s.iteration == now - 4);
    exact_past(&mut window);
    window.key_press_modifiers(Modifiers::SHIFT, Key::ArrowRight);
    wait(&mut window, "a tick forward", |s| s.iteration == now - 3);
    exact_past(&mut window);
    window.key_press(Key::ArrowRight);
    wait(&mut window, "an iteration forward", |s| {
        s.iteration == now - 2
    });
    assert_eq!(snapshot(&window).state, alone(now - 2).state());
}

#[test]
fn another_rate_from_the_past_and_the_old_course_afterwards() {
    let (_folder, mut window) = paused();
    let now = snapshot(&window).clone();
    look_at(&mut window, 0.4);
    let parted = snapshot(&window).iteration;
    click(&mut window, "Begin again from here");
    wait(&mut window, "the other way", |s| {
        !s.past && s.iteration == parted
    });
    drag_slider(&mut window, "Learning rate", 0.95);
    click(&mut window, "Play");
    wait(&mut window, "some iterations", |s| {
        s.iteration > parted + 50
    });
    click(&mut window, "Pause");
    wait(&mut window, "the pause", |s| !s.running);
    assert_ne!(
        snapshot(&window).state,
        alone(snapshot(&window).iteration).state()
    );
    click(&mut window, "Back to the old course");
    wait(&mut window, "the old course", |s| {
        s.iteration == now.iteration
    });
    assert_eq!(snapshot(&window).state, now.state);
    let document = &window.state().session.document;
    assert!(!document.is_unsaved(), "the numbers are those that were");
}

#[test]
fn two_futures_of_one_moment_stand_side_by_side_and_the_old_course_ends_the_comparison() {
    let (_folder, mut window) = paused();
    let now = snapshot(&window).clone();
    look_at(&mut window, 0.4);
    let parted = snapshot(&window).iteration;
    click(&mut window, "Continue from here as side B");
    wait_for(&mut window, "side B", |app| {
        app.session.scene(Side::B).is_some()
    });
    wait(&mut window, "the moment", |s| {
        !s.past && s.iteration == parted
    });
    click(&mut window, "Play");
    wait(&mut window, "the old end", |s| s.iteration > now.iteration);
    click(&mut window, "Pause");
    wait(&mut window, "the pause", |s| !s.running);
    let b = window.state().session.scene(Side::B).expect("side B");
    assert_eq!(
        b.snapshot.state,
        snapshot(&window).state,
        "nothing was changed"
    );
    click(&mut window, "Back to the old course");
    wait(&mut window, "the old course", |s| {
        s.iteration == now.iteration
    });
    assert_eq!(snapshot(&window).state, now.state);
    for _ in 0..20 {
        window.step();
    }
    assert!(!window.state().session.compares());
    look_at(&mut window, 0.2);
    let then = snapshot(&window).clone();
    assert_eq!(then.state, alone(then.iteration).state());
}
