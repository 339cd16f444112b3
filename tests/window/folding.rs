//! What folds away where text is large or the window small.

use std::path::Path;

use egui::accesskit::Role;
use egui::{Key, Modifiers, Rect};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::harness::*;

/// A window of this size in pixels, with text so much larger.
fn enlarged(preset: &str, size: egui::Vec2, zoom: f32) -> Window {
    let mut window = window(Some(Path::new(preset)), true);
    window.set_size(size);
    window.step();
    let ctx = window.ctx.clone();
    window.state_mut().shell.workspace.zoom_to(zoom, &ctx);
    wait_for(&mut window, "pictures", |app| {
        let scene = app.scene().filter(|scene| scene.findings.is_some());
        scene.is_some_and(|scene| scene.pictures.is_some())
    });
    window.run_steps(6);
    window
}

/// What is left for the views: beside the rail, below the sentence, above the timeline.
fn room_for_views(window: &Window) -> Rect {
    let screen = window.ctx.content_rect();
    let rail = window
        .get_by_role_and_label(Role::Button, "Controls")
        .rect();
    let track = window
        .get_by_role_and_label(Role::Slider, "Timeline")
        .rect();
    let sentences = window.get_all_by_role(Role::Label).filter_map(|node| {
        let says = node.accesskit_node().value().unwrap_or_default();
        says.contains("of the wiring").then(|| node.rect().bottom())
    });
    let top = sentences.fold(0.0, f32::max);
    Rect::from_min_max(
        egui::pos2(rail.right() + 4.0, top),
        egui::pos2(screen.right(), track.top() - 4.0),
    )
}

#[test]
fn with_text_of_twice_the_size_the_views_have_half_of_a_small_window() {
    for preset in [
        "low-learning-rate.toml",
        "with-and-without-retrograde-signal.toml",
    ] {
        let window = enlarged(preset, egui::vec2(1024.0, 700.0), 2.0);
        let screen = window.ctx.content_rect();
        assert_eq!(screen.size(), egui::vec2(512.0, 350.0));
        let room = room_for_views(&window);
        assert!(room.area() > 0.5 * screen.area(), "{preset}: {room}");
        assert!(window.query_by_label("Learning rate").is_none());
    }
}

#[test]
fn folded_controls_come_out_over_the_views_which_stay_as_they_are() {
    let mut window = enlarged("low-learning-rate.toml", egui::vec2(1024.0, 700.0), 2.0);
    let weights = |window: &Window| {
        let weights = window.get_by_role_and_label(Role::Image, "Weights by community");
        weights.rect()
    };
    let before = weights(&window);
    click(&mut window, "Controls");
    drag_slider(&mut window, "Learning rate", 0.75);
    let scenario = &window.state().session.document.scenario;
    assert!(scenario.rules.plasticity.learning_rate.constant() > Some(0.5));
    assert_eq!(weights(&window), before);
    click(&mut window, "Inspector");
    assert!(
        window
            .query_all_by_role_and_label(Role::Window, "Inspector")
            .next()
            .is_some()
    );
    window.key_press_modifiers(Modifiers::COMMAND, Key::K);
    window.run_steps(4);
    assert!(window.query_by_label("Learning rate").is_none());
    // With room beside the views nothing lies over them.
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num0);
    window.run_steps(4);
    window.get_by_role_and_label(Role::Slider, "Learning rate");
}

#[test]
fn controls_can_be_folded_where_there_is_room_too_and_come_back() {
    let mut window = enlarged("low-learning-rate.toml", egui::vec2(1440.0, 900.0), 1.0);
    menu(&mut window, &["View", "Controls"]);
    assert!(window.query_by_label("Learning rate").is_none());
    click(&mut window, "Controls");
    window.get_by_role_and_label(Role::Slider, "Learning rate");
}

#[test]
fn a_long_question_can_be_scrolled_in_a_low_window() {
    let mut window = enlarged("low-learning-rate.toml", egui::vec2(1024.0, 700.0), 2.0);
    menu(&mut window, &["File", "Export network…"]);
    let screen = window.ctx.content_rect();
    let cancel = |window: &Window| window.get_by_label("Cancel").rect();
    assert!(!screen.contains_rect(cancel(&window)), "it does not fit");
    window.hover_at(screen.center());
    for _ in 0..30 {
        window.event(egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: egui::vec2(0.0, -60.0),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
            modifiers: Modifiers::NONE,
        });
        window.step();
    }
    window.run_steps(20);
    assert!(screen.contains_rect(cancel(&window)), "{}", cancel(&window));
}

#[test]
fn the_past_of_a_comparison_says_why_no_third_side_can_be_begun() {
    let mut window = enlarged(
        "low-versus-high-learning-rate.toml",
        egui::vec2(1440.0, 900.0),
        1.0,
    );
    click(&mut window, "Pause");
    wait(&mut window, "the pause", |s| !s.running);
    window.key_press(Key::ArrowLeft);
    wait(&mut window, "the past", |s| s.past);
    window.run_steps(4);
    let beside = window.get_by_label("Continue from here as side B");
    assert!(beside.accesskit_node().is_disabled());
    beside.hover();
    until(&mut window, "the reason", |w| {
        w.query_by_label_contains("Two sides are compared already")
            .is_some()
    });
}
