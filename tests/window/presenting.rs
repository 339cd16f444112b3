//! Presenting: one view as large as the screen, what is at hand, the keys of a talk, and the way back.

use std::path::Path;

use egui::accesskit::Role;
use egui::{Key, Modifiers, Rect};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::harness::*;

/// A window on a preset that has something to show, as large as a projector.
fn on(preset: &str) -> Window {
    let mut window = window(Some(Path::new(preset)), true);
    window.set_size(egui::vec2(1920.0, 1080.0));
    wait_for(&mut window, "pictures", |app| {
        let scene = app.scene().filter(|scene| scene.findings.is_some());
        scene.is_some_and(|scene| scene.pictures.is_some())
    });
    window.run_steps(4);
    window
}

fn press(window: &mut Window, key: Key) {
    window.key_press(key);
    window.run_steps(4);
}

/// What was last asked of the system about the whole screen.
fn asked_for_full_screen(window: &Window) -> Option<bool> {
    let viewports = window.output().viewport_output.values();
    let commands = viewports.flat_map(|output| &output.commands);
    let mut asked = commands.filter_map(|command| match command {
        egui::ViewportCommand::Fullscreen(full) => Some(*full),
        _ => None,
    });
    asked.next_back()
}

fn presented(window: &Window) -> Option<&'static str> {
    window.state().presented().map(|shown| shown.title())
}

fn image(window: &Window, name: &str) -> Rect {
    window.get_by_role_and_label(Role::Image, name).rect()
}

#[test]
fn one_view_fills_the_screen_and_escape_brings_back_the_window_as_it_was() {
    let mut window = on("low-learning-rate.toml");
    window.key_down(Key::F11);
    window.step();
    assert_eq!(asked_for_full_screen(&window), Some(true));
    window.step();
    assert_eq!(presented(&window), Some("Weights by community"));
    assert!(window.query_by_label("File").is_none());
    let weights = image(&window, "Weights by community");
    assert!(weights.height() > 0.6 * 1080.0, "{weights}");
    window.key_up(Key::F11);
    window.step();
    window.key_down(Key::Escape);
    window.step();
    assert_eq!(asked_for_full_screen(&window), Some(false));
    window.run_steps(4);
    assert_eq!(presented(&window), None);
    window.get_by_label("File");
    assert!(image(&window, "Weights by community").height() < weights.height());
}

#[test]
fn a_window_that_filled_the_screen_before_still_does() {
    let mut window = on("low-learning-rate.toml");
    let viewport = window.input_mut().viewports.entry(egui::ViewportId::ROOT);
    viewport.or_default().fullscreen = Some(true);
    window.step();
    press(&mut window, Key::F11);
    window.key_down(Key::F11);
    window.step();
    assert_eq!(asked_for_full_screen(&window), Some(true));
}

#[test]
fn the_sentence_is_at_least_28_points_high_at_1080() {
    for preset in [
        "low-learning-rate.toml",
        "with-and-without-retrograde-signal.toml",
    ] {
        let mut window = on(preset);
        press(&mut window, Key::F11);
        let sizes: Vec<f32> = sizes_of(&window, "of the wiring inside");
        assert!(
            !sizes.is_empty() && sizes.iter().all(|size| *size > 27.99),
            "{sizes:?}"
        );
    }
}

/// The sizes of the type of texts that say this.
fn sizes_of(window: &Window, says: &str) -> Vec<f32> {
    let shapes = window.output().shapes.iter();
    let texts = shapes.filter_map(|clipped| match &clipped.shape {
        egui::Shape::Text(text) if text.galley.text().contains(says) => Some(text),
        _ => None,
    });
    let size = |text: &egui::epaint::TextShape| text.galley.job.sections[0].format.font_id.size;
    texts.map(size).collect()
}

#[test]
fn numbers_and_a_remote_choose_views_and_tick_no_clock() {
    let mut window = on("low-learning-rate.toml");
    click(&mut window, "Pause");
    wait(&mut window, "the pause", |s| !s.running);
    let ticks = snapshot(&window).ticks;
    click(&mut window, "Present");
    for (key, title) in [
        (Key::Num2, "Network"),
        (Key::PageDown, "Retrograde signals"),
        (Key::PageDown, "E/I balance"),
        (Key::PageUp, "Retrograde signals"),
        (Key::Num1, "Weights by community"),
        (Key::PageUp, "Over time"),
        (Key::Num9, "Over time"),
    ] {
        press(&mut window, key);
        assert_eq!(presented(&window), Some(title), "{key:?}");
    }
    window.run_steps(4);
    assert_eq!(snapshot(&window).ticks, ticks);
    press(&mut window, Key::Escape);
    press(&mut window, Key::Num1);
    wait(&mut window, "the tick", move |s| s.ticks[0] == ticks[0] + 1);
}

#[test]
fn a_frozen_picture_stands_still_while_the_simulation_goes_on() {
    let mut window = on("low-learning-rate.toml");
    press(&mut window, Key::F11);
    press(&mut window, Key::F);
    window.get_by_label("Frozen");
    let shown = |window: &Window| {
        let session = &window.state().session;
        let side = accordance::engine::Side::A;
        session.shown(side).expect("a scene").snapshot.iteration
    };
    let (seen, ran) = (shown(&window), snapshot(&window).iteration);
    wait(&mut window, "iterations", |s| s.iteration > ran + 50);
    assert_eq!(shown(&window), seen);
    press(&mut window, Key::F);
    assert!(window.query_by_label("Frozen").is_none());
    assert!(shown(&window) > ran);
    // It does not outlast the presentation.
    press(&mut window, Key::F);
    press(&mut window, Key::Escape);
    assert!(!window.state().session.is_frozen());
}

#[test]
fn the_screen_is_black_until_the_picture_is_wanted_again() {
    let mut window = on("low-learning-rate.toml");
    press(&mut window, Key::F11);
    for back in [Key::B, Key::Period, Key::Escape] {
        press(&mut window, Key::B);
        let black = "Black screen: a click, or B, brings the picture back";
        window.get_by_label(black);
        assert!(window.query_by_label("Learning rate").is_none());
        press(&mut window, back);
        assert!(window.query_by_label(black).is_none());
        assert!(presented(&window).is_some(), "{back:?} ends only the black");
    }
}

#[test]
fn what_a_preset_wants_is_at_hand_for_both_sides_of_a_comparison() {
    let mut window = on("with-and-without-retrograde-signal.toml");
    press(&mut window, Key::F11);
    for rate in ["Learning rate of A", "Learning rate of B"] {
        window.get_by_role_and_label(Role::Slider, rate);
    }
    let returns = window.get_all_by_role_and_label(Role::ComboBox, "Credit returns");
    let mut values: Vec<String> = returns
        .map(|choice| choice.accesskit_node().value().unwrap_or_default())
        .collect();
    values.sort();
    assert_eq!(values, ["not at all", "through the same synapses"]);
    let weights = window.query_all_by_role_and_label(Role::Image, "Weights by community");
    assert_eq!(weights.count(), 2, "a pair");
    drag_slider(&mut window, "Learning rate of B", 0.75);
    wait_for(&mut window, "the rate", |app| {
        let b = app.session.document.scenario.side_b().expect("a side B");
        b.rules.plasticity.learning_rate.constant() > Some(0.5)
    });
}

#[test]
fn a_dot_follows_the_pointer_in_its_place() {
    let mut window = on("low-learning-rate.toml");
    press(&mut window, Key::F11);
    press(&mut window, Key::L);
    window.hover_at(egui::pos2(700.0, 500.0));
    window.step();
    let cursor = |window: &Window| window.output().platform_output.cursor_icon;
    assert_eq!(cursor(&window), egui::CursorIcon::None);
    let red = |window: &Window| {
        let shapes = window.output().shapes.iter();
        let dots = shapes.filter(|clipped| match &clipped.shape {
            egui::Shape::Circle(dot) => dot.center == egui::pos2(700.0, 500.0),
            _ => false,
        });
        dots.count()
    };
    assert!(red(&window) > 0);
    press(&mut window, Key::L);
    assert_eq!(red(&window), 0);
}

#[test]
fn the_past_can_be_presented_and_its_end_is_not_the_end_of_the_past() {
    let mut window = on("low-learning-rate.toml");
    click(&mut window, "Pause");
    wait(&mut window, "the pause", |s| !s.running);
    press(&mut window, Key::F11);
    press(&mut window, Key::ArrowLeft);
    wait(&mut window, "the past", |s| s.past);
    press(&mut window, Key::Escape);
    assert_eq!(presented(&window), None);
    assert!(snapshot(&window).past);
}

#[test]
fn pictures_keep_three_fifths_of_every_screen() {
    for preset in [
        "separated-clocks.toml",
        "with-and-without-retrograde-signal.toml",
    ] {
        let mut window = on(preset);
        press(&mut window, Key::F11);
        for (width, height, zoom) in [
            (1024.0, 700.0, 1.0),
            (1024.0, 700.0, 2.0),
            (1440.0, 900.0, 2.0),
            (1920.0, 1080.0, 1.0),
        ] {
            let ctx = window.ctx.clone();
            let size = egui::vec2(width, height);
            window.set_size(size);
            window.state_mut().shell.workspace.zoom_to(zoom, &ctx);
            window.run_steps(4);
            let track = window
                .get_by_role_and_label(Role::Slider, "Timeline")
                .rect();
            let sentence = window.get_all_by_role(Role::Label).find_map(|node| {
                let says = node.accesskit_node().value().unwrap_or_default();
                says.contains("of the wiring").then(|| node.rect())
            });
            let above = sentence.expect("a sentence").bottom();
            let screen = ctx.content_rect();
            assert!(
                track.top() - above > 0.6 * screen.height(),
                "{size} at {zoom}"
            );
        }
    }
}

#[test]
fn presenting_is_not_remembered() {
    let folder = tempfile::tempdir().expect("a folder");
    let start = accordance::app::Start {
        scenario: None,
        native_dialogs: false,
        welcomes: false,
        playing: false,
        state_folder: Some(folder.path().to_path_buf()),
    };
    let mut window = started(start.clone());
    press(&mut window, Key::F11);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Plus);
    window.run_steps(80);
    drop(window);
    let window = started(start);
    assert_eq!(presented(&window), None);
    assert!(
        window.state().shell.workspace.zoom > 1.0,
        "other things are"
    );
}
