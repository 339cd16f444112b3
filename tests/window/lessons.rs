//! Lessons in the window.

use accordance::app::Start;
use accordance::lesson::lessons;
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::harness::{Window, click, menu, snapshot, started, until, window};

/// A window in which the lesson of this title has begun.
fn taking(title: &str) -> Window {
    let mut window = window(None, true);
    menu(&mut window, &["Lessons"]);
    click(&mut window, title);
    until(&mut window, "the first step", |window| {
        window.query_by_label_contains("Free play").is_some()
    });
    window
}

fn says(window: &Window, part: &str) -> bool {
    window.query_all_by_label_contains(part).next().is_some()
}

#[test]
fn a_lesson_is_taken_from_free_play_to_its_end() {
    let mut window = taking("The three rules, tick by tick");
    click(&mut window, "Next");
    assert!(says(&window, "How many neurons fire after one tick"));
    // Nothing runs before somebody has committed to an answer.
    until(&mut window, "rest", |window| !snapshot(window).running);
    let before = snapshot(&window).ticks;
    window.key_press(egui::Key::Space);
    window.key_press(egui::Key::Period);
    for _ in 0..20 {
        window.step();
    }
    assert_eq!(snapshot(&window).ticks, before);
    assert!(!snapshot(&window).running);
    assert!(says(&window, "Commit to an answer in the lesson first"));
    click(&mut window, "Two, the first and the second");
    click(&mut window, "Commit");
    until(&mut window, "a new run", |window| {
        snapshot(window).ticks == [0; 3]
    });
    click(&mut window, "Step");
    until(&mut window, "the outcome", |window| {
        says(window, "As you predicted.")
    });
    assert!(says(&window, "A tick carries firing across one synapse"));
    click(&mut window, "Next");
    click(&mut window, "Run it");
    click(&mut window, "Do it for me");
    until(&mut window, "three that fire", |window| {
        says(window, "Done: Neurons that fire 3.")
    });
    click(&mut window, "Next");
    click(&mut window, "Only the last");
    click(&mut window, "Commit");
    click(&mut window, "Do it for me");
    until(&mut window, "the outcome", |window| {
        says(window, "Not as you predicted.")
    });
    for _ in 0..5 {
        click(&mut window, "Skip this step");
    }
    assert!(says(&window, "What you predicted, and what happened"));
    assert!(says(&window, "1 of 2 predictions came true"));
    click(&mut window, "Copy predictions and outcomes");
    assert!(says(&window, "Copied what you predicted"));
    click(&mut window, "Leave the lesson");
    assert!(!says(&window, "What you predicted, and what happened"));
}

#[test]
fn a_step_that_runs_ends_when_its_condition_comes_true_and_is_marked_by_what_happened() {
    let mut window = taking("The rule is backpropagation");
    click(&mut window, "Next");
    click(&mut window, "Skip this step");
    click(
        &mut window,
        "Only three of four: the output can draw one line",
    );
    click(&mut window, "Commit");
    until(&mut window, "the outcome", |window| {
        says(window, "Not as you predicted.")
    });
    assert!(!snapshot(&window).running);
    assert!(says(&window, "Training accuracy 1"));
    // Again: the same question, and nothing answered.
    click(&mut window, "Do this step again");
    assert!(!says(&window, "× Not as you predicted."));
    assert!(window.get_by_label("Commit").accesskit_node().is_disabled());
}

#[test]
fn everything_that_a_lesson_points_at_is_in_the_window_at_that_step() {
    for built_in in lessons() {
        let lesson = built_in.open().expect("a lesson");
        let mut window = taking(&lesson.title);
        for (index, step) in lesson.steps.iter().enumerate() {
            for name in &step.points {
                let any = window.query_all_by_label(name).next().is_some();
                assert!(any, "{}: {} points at {name}", lesson.title, step.title);
            }
            if index + 1 < lesson.steps.len() {
                click(&mut window, "Skip this step");
            }
        }
    }
}

#[test]
fn a_lesson_shows_only_the_controls_and_views_that_it_names() {
    let mut window = taking("Is it the retrograde signal?");
    assert!(says(&window, "Credit returns"));
    assert!(
        window
            .query_by_role_and_label(Role::Slider, "Learning rate")
            .is_none()
    );
    for (view, shown) in [("Retrograde signals", true), ("Network", false)] {
        let tab = window.query_by_role_and_label(Role::Button, view);
        assert_eq!(tab.is_some(), shown, "{view}");
    }
    click(&mut window, "Leave the lesson");
    for _ in 0..4 {
        window.step();
    }
    assert!(
        window
            .query_by_role_and_label(Role::Slider, "Learning rate")
            .is_some()
    );
}

#[test]
fn progress_is_kept_over_restarts_and_a_lesson_goes_on_where_it_was_left() {
    let folder = tempfile::tempdir().expect("a folder");
    let start = Start {
        native_dialogs: false,
        state_folder: Some(folder.path().to_path_buf()),
        ..Start::default()
    };
    let mut window = started(start.clone());
    menu(&mut window, &["Lessons"]);
    click(&mut window, "Growing up");
    click(&mut window, "Next");
    click(&mut window, "Skip this step");
    assert!(says(&window, "Step 3 of 6"));
    // What is remembered is written once a second.
    for _ in 0..120 {
        window.step();
    }
    drop(window);
    let mut window = started(start);
    menu(&mut window, &["Lessons"]);
    click(&mut window, "Growing up");
    assert!(says(&window, "Step 3 of 6"));
    // It goes on with a run, so that is brought to where the step before ends.
    until(&mut window, "the run so far", |window| {
        snapshot(window).iteration >= 400
    });
}

#[test]
fn another_scenario_ends_the_lesson_and_nothing_of_it_is_asked_about() {
    let mut window = taking("Slow or fast?");
    menu(&mut window, &["File", "Presets"]);
    click(&mut window, "XOR");
    assert!(window.query_by_label("Leave the lesson").is_none());
    assert!(!says(&window, "Save the changes?"));
}

#[test]
fn the_start_screen_offers_lessons_and_presets_and_stays_away_when_told_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let start = Start {
        native_dialogs: false,
        welcomes: true,
        state_folder: Some(folder.path().to_path_buf()),
        ..Start::default()
    };
    let mut window = started(start.clone());
    assert!(says(&window, "Take a lesson"));
    click(&mut window, "Show this at each start");
    click(&mut window, "Slow or fast?");
    assert!(!says(&window, "Take a lesson"));
    assert!(says(&window, "Free play"));
    // What is remembered is written once a second.
    for _ in 0..120 {
        window.step();
    }
    drop(window);
    let window = started(start);
    assert!(!says(&window, "Take a lesson"));
}
