//! A lecture: open, play, drag, step, save, reopen, and what goes wrong on the way.

use std::path::Path;
use std::time::Duration;

use accordance::engine::measures::{COMMUNITIES, HUB_OVERLAP};
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::harness::*;

const SMALL: &str = "format = 1\nname = \"Small\"\n\n[network]\nneurons = 40 # a comment of mine\n\n[plasticity]\nlearning_rate = 0.01\n";

#[test]
fn it_opens_on_the_low_learning_rate_preset_already_running() {
    let mut window = window(None, true);
    assert_eq!(
        window.state().session.document.scenario.name,
        "Low learning rate"
    );
    wait(&mut window, "iterations", |s| {
        s.running && s.iteration > 20 && s.neurons() == 100
    });
    window.get_by_role_and_label(Role::Button, "Pause");
}

#[test]
fn a_lecture_open_a_preset_play_drag_the_learning_rate_pause_step_save_and_reopen() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = window(None, false);
    menu(&mut window, &["File", "Presets", "High learning rate"]);
    wait(&mut window, "the preset", |s| {
        s.rules.plasticity.learning_rate == 1.0
    });

    // Whoever opens a preset sees it happen.
    wait(&mut window, "iterations", |s| s.running && s.iteration > 10);
    drag_slider(&mut window, "Learning rate", 0.25);
    let dragged = window
        .state()
        .session
        .document
        .scenario
        .rules
        .plasticity
        .learning_rate
        .constant()
        .expect("a constant rate");
    assert!(
        (0.005..0.02).contains(&dragged),
        "a quarter of 0.001 … 10 is 0.01, not {dragged}"
    );
    wait(&mut window, "the new rate", move |s| {
        s.rules.plasticity.learning_rate == dragged
    });
    assert!(snapshot(&window).iteration > 10, "dragging does not reset");

    click(&mut window, "Pause");
    wait(&mut window, "the pause", |s| !s.running);
    let [firing, credit, plasticity] = snapshot(&window).ticks;
    click(&mut window, "Tick credit");
    wait(&mut window, "the tick", move |s| {
        s.ticks == [firing, credit + 1, plasticity]
    });
    // The next moment at which a clock is due: firing, and perhaps others.
    click(&mut window, "Step");
    wait(&mut window, "the step", move |s| s.ticks[0] == firing + 1);

    let path = folder.path().join("mine.toml");
    menu(&mut window, &["File", "Save as…"]);
    // The rate was changed while it ran, so there are two ways to save it.
    click(&mut window, "Save as it now stands");
    type_path(&mut window, &path, "Save file");
    wait_for(&mut window, "the file", |app| {
        !app.session.document.is_unsaved()
    });
    drop(window);

    let window = self::window(Some(&path), false);
    let scenario = &window.state().session.document.scenario;
    assert_eq!(scenario.rules.plasticity.learning_rate, dragged);
    // What is saved under another name is another study.
    assert_eq!(scenario.name, "mine");
}

#[test]
fn a_bad_file_is_one_clear_message_and_the_running_simulation_goes_on_untouched() {
    let folder = tempfile::tempdir().expect("a folder");
    let bad = SMALL.replace("0.01", "\"fast\"");
    let path = write_scenario(folder.path(), "bad.toml", &bad);
    let mut window = window(None, true);
    wait(&mut window, "iterations", |s| s.iteration > 5);
    let generation = snapshot(&window).generation;

    menu(&mut window, &["File", "Open…"]);
    type_path(&mut window, &path, "Open file");
    let error = window
        .state()
        .shell
        .notices
        .error()
        .expect("a message")
        .to_owned();
    for part in [
        "bad.toml",
        "line 8",
        "plasticity.learning_rate",
        "fast",
        "number",
    ] {
        assert!(error.contains(part), "{part} in: {error}");
    }
    assert_eq!(
        window.state().session.document.scenario.name,
        "Low learning rate"
    );
    let before = snapshot(&window).iteration;
    wait(&mut window, "more iterations", move |s| {
        s.iteration > before && s.generation == generation
    });
    click(&mut window, "Dismiss");
    assert!(window.state().shell.notices.error().is_none());
}

#[test]
fn unsaved_changes_are_not_lost_without_asking() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = write_scenario(folder.path(), "small.toml", SMALL);
    let mut window = window(Some(&path), false);
    drag_slider(&mut window, "Pruning", 0.5);
    assert!(window.state().session.document.is_unsaved());
    let pruning = window
        .state()
        .session
        .document
        .scenario
        .rules
        .plasticity
        .pruning;

    menu(&mut window, &["File", "New…"]);
    click(&mut window, "Cancel");
    assert_eq!(
        window.state().session.document.scenario.name,
        "Small",
        "cancelled: still there"
    );

    menu(&mut window, &["File", "New…"]);
    click(&mut window, "Save");
    until(&mut window, "the question", |window| {
        window.query_by_label("Make it").is_some()
    });
    click(&mut window, "Make it");
    wait_for(&mut window, "the new scenario", |app| {
        app.session.document.scenario.name == "Untitled"
    });
    let text = std::fs::read_to_string(&path).expect("the file");
    assert!(
        text.contains("# a comment of mine"),
        "saving keeps comments: {text}"
    );
    assert!(text.contains(&format!("pruning = {pruning}")), "{text}");
    assert_eq!(
        std::fs::read_to_string(path.with_extension("toml.bak")).expect("a backup"),
        SMALL
    );

    drag_slider(&mut window, "Pruning", 0.2);
    let pruning = |w: &Window| w.state().session.document.scenario.rules.plasticity.pruning;
    let dragged = pruning(&window);
    // What has no file is set aside without a question, and comes back with its changes.
    menu(&mut window, &["File", "Presets", "High learning rate"]);
    wait_for(&mut window, "the preset", |app| {
        app.session.document.scenario.name == "High learning rate"
    });
    menu(&mut window, &["Edit", "Back to your changes"]);
    wait_for(&mut window, "what was set aside", |app| {
        app.session.document.scenario.name == "Untitled"
    });
    assert_eq!(pruning(&window), dragged);
    assert!(window.state().session.document.is_unsaved());

    // What has a file is asked about.
    let mut window = self::window(Some(&path), false);
    drag_slider(&mut window, "Pruning", 0.2);
    menu(&mut window, &["File", "Presets", "High learning rate"]);
    click(&mut window, "Discard");
    wait_for(&mut window, "the preset", |app| {
        app.session.document.scenario.name == "High learning rate"
    });
}

#[test]
fn undo_takes_back_a_drag_and_a_double_click_restores_the_scenarios_value() {
    let mut window = window(None, false);
    let pruning = |w: &Window| w.state().session.document.scenario.rules.plasticity.pruning;
    assert_eq!(pruning(&window), 0.964);
    for _ in 0..90 {
        window.step(); // undo needs the state to have been stable for a while
    }
    drag_slider(&mut window, "Pruning", 0.3);
    window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
    window.step();
    window.step();
    assert_eq!(pruning(&window), 0.964);

    drag_slider(&mut window, "Pruning", 0.3);
    let rect = window.get_by_role_and_label(Role::Slider, "Pruning").rect();
    for pressed in [true, false, true, false] {
        window.event(egui::Event::PointerButton {
            pos: rect.center(),
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: egui::Modifiers::NONE,
        });
        window.step();
    }
    window.step();
    assert_eq!(pruning(&window), 0.964);
}

#[test]
fn changes_of_the_network_wait_for_a_reset_and_offer_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = write_scenario(folder.path(), "small.toml", SMALL);
    let mut window = window(Some(&path), false);
    assert!(window.query_by_label("Reset now").is_none());
    window
        .get_by_label("Network (applies on reset)")
        .scroll_to_me();
    for _ in 0..30 {
        window.step(); // scrolling takes a while
    }
    click(&mut window, "Network (applies on reset)");
    window
        .get_by_role_and_label(Role::Slider, "Neurons")
        .scroll_to_me();
    window.step();
    window
        .get_by_role_and_label(Role::Slider, "Neurons")
        .set_value_accesskit(64.0);
    window.step();
    window.step();
    assert_eq!(snapshot(&window).neurons(), 40);
    click(&mut window, "Reset now");
    wait(&mut window, "the larger network", |s| s.neurons() == 64);
    assert!(window.query_by_label("Reset now").is_none());
}

#[test]
fn resetting_with_the_same_seed_begins_again_and_a_new_seed_is_another_network() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = write_scenario(folder.path(), "small.toml", SMALL);
    let mut window = window(Some(&path), false);
    let weights = |w: &Window| snapshot(w).weights.weights().to_vec();
    let first = weights(&window);
    click(&mut window, "Step");
    wait(&mut window, "the step", |s| {
        s.iteration == 1 && s.weights_iteration == 1
    });
    assert_ne!(weights(&window), first);
    click(&mut window, "Reset, same seed");
    wait(&mut window, "the reset", |s| s.iteration == 0);
    assert_eq!(weights(&window), first);
    click(&mut window, "Reset, new seed");
    wait(&mut window, "the new seed", |s| s.seed == 2);
    assert_ne!(weights(&window), first);
}

#[test]
fn a_runaway_stops_at_the_last_finite_state_says_why_and_offers_what_helps() {
    let mut window = window(Some(Path::new("runaway-credit.toml")), false);
    click(&mut window, "Full");
    click(&mut window, "Play");
    wait(&mut window, "the runaway", |s| s.blow_up.is_some());
    assert!(!snapshot(&window).running);
    assert!(snapshot(&window).state.credit.iter().all(|c| c.is_finite()));
    let said = window.get_all_by_role(Role::Label).any(|node| {
        let text = node.accesskit_node().value().unwrap_or_default();
        text.contains("credit c left the range of finite numbers")
    });
    assert!(said, "the bar says what grew");
    click(&mut window, "Lower the initial weight gain and begin again");
    wait(&mut window, "a sound run", |s| {
        s.blow_up.is_none() && s.iteration > 500
    });
}

#[test]
fn communities_and_pictures_of_the_same_run_reach_every_view() {
    let mut window = window(None, true);
    click(&mut window, "Full");
    wait_for(&mut window, "findings and pictures", |app| {
        app.scene().is_some_and(|scene| {
            let found = scene.findings.as_ref().is_some_and(|f| f.iteration > 1000);
            found && scene.pictures.as_ref().is_some_and(|p| p.iteration > 1000)
        })
    });
    let scene = window.state().scene().expect("a scene");
    let findings = scene.findings.as_ref().expect("findings");
    assert!(findings.measures.get(&HUB_OVERLAP).expect("ρ") > 0.7);
    assert!(findings.measures.get(&COMMUNITIES).expect("counted") >= 2.0);
    for view in [
        "Weights by community",
        "Network graph",
        "Retrograde signals",
    ] {
        window.get_by_role_and_label(Role::Image, view);
    }
}

#[test]
fn standing_still_nothing_asks_to_be_drawn_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = write_scenario(folder.path(), "small.toml", SMALL);
    let mut window = window(Some(&path), false);
    wait_for(&mut window, "findings", |app| {
        app.scene()
            .is_some_and(|s| s.findings.is_some() && s.pictures.is_some())
    });
    for _ in 0..200 {
        window.step();
    }
    let delay = window.output().viewport_output[&egui::ViewportId::ROOT].repaint_delay;
    assert!(delay > Duration::from_secs(1), "repaint after {delay:?}");
}

#[test]
fn a_scenario_file_dropped_on_the_window_opens() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = write_scenario(folder.path(), "small.toml", SMALL);
    let mut window = window(None, false);
    let dropped: egui::DroppedFileHandle = std::sync::Arc::new(Dropped(path));
    window.input_mut().dropped_files.push(dropped);
    wait(&mut window, "the dropped scenario", |s| s.neurons() == 40);
    assert_eq!(window.state().session.document.scenario.name, "Small");
}

#[test]
fn enter_in_the_path_dialog_is_as_good_as_its_button() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = write_scenario(folder.path(), "small.toml", SMALL);
    let mut window = window(None, false);
    window.key_press_modifiers(
        egui::Modifiers::COMMAND.plus(egui::Modifiers::SHIFT),
        egui::Key::O,
    );
    for _ in 0..4 {
        window.step();
    }
    let field = window.get_by_role_and_label(
        Role::TextInput,
        "Path of the scenario file (.accordance or .toml)",
    );
    field.focus();
    field.type_text(&path.display().to_string());
    window.step();
    window.key_press(egui::Key::Enter);
    wait(&mut window, "the scenario", |s| s.neurons() == 40);
}

#[test]
fn the_views_follow_the_width_of_the_window_until_the_user_arranges_them() {
    let mut window = window(None, false);
    // The weights and the network have all the room at first.
    assert!(window.query_by_label("Inspector").is_none());
    laboratory(&mut window);
    for _ in 0..60 {
        window.step(); // the inspector slides in
    }
    window.get_by_label("Inspector");
    window.set_size(egui::vec2(1024.0, 700.0));
    for _ in 0..60 {
        window.step(); // the inspector slides away
    }
    assert!(window.query_by_label("Inspector").is_none());
    window.set_size(egui::vec2(1440.0, 900.0));
    for _ in 0..60 {
        window.step();
    }
    window.get_by_label("Inspector");
    let mut kept = window.state().shell.workspace.layouts.values();
    assert!(kept.all(|kept| !kept.arranged));
}
