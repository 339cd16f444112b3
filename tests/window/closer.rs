//! Looking closer: zoom, what a neuron is called, the numbers of the inspector, both sides in one plot.

use accordance::app::Target;
use egui::accesskit::Role;
use egui::{Event, Modifiers, MouseWheelUnit, Pos2, TouchPhase, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::harness::*;

const SMALL: &str = "format = 1\nname = \"Small\"\n\n[network]\nneurons = 60\n\n[plasticity]\nlearning_rate = 0.05\n";
const PAIR: &str = "\n[compare]\nplasticity.learning_rate = 0.5\n";

/// A window on a scenario that stands still after some iterations, with all views at hand.
fn paused(text: &str) -> (tempfile::TempDir, Window) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = write_scenario(folder.path(), "small.toml", text);
    let mut window = window(Some(&path), true);
    wait(&mut window, "iterations", |s| s.iteration > 30);
    click(&mut window, "Pause");
    wait_for(&mut window, "an analysis of where it stands", |app| {
        app.scene().is_some_and(|scene| {
            let now = scene.snapshot.iteration;
            let found = scene.findings.as_ref();
            !scene.snapshot.running
                && scene.pictures.is_some()
                && found.is_some_and(|f| f.iteration == now)
        })
    });
    laboratory(&mut window);
    (folder, window)
}

fn texts(window: &Window) -> Vec<String> {
    let labels = window.get_all_by_role(Role::Label).map(|node| {
        let node = node.accesskit_node();
        node.value().or_else(|| node.label()).unwrap_or_default()
    });
    labels.collect()
}

fn wheel(window: &mut Window, at: Pos2, points: f32) {
    window.hover_at(at);
    window.step();
    window.event(Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, points),
        source: egui::MouseWheelSource::Wheel,
        phase: TouchPhase::Move,
        modifiers: Modifiers::NONE,
    });
    for _ in 0..30 {
        window.step();
    }
}

fn lit(window: &Window) -> Option<Target> {
    window.state().session.pointing.lit().cloned()
}

fn matrix_middle(window: &Window) -> Pos2 {
    let image = window.get_by_role_and_label(Role::Image, "Weights by community");
    image.rect().center()
}

#[test]
fn the_wheel_looks_closer_at_the_synapse_under_the_pointer_and_the_button_shows_all_again() {
    let (_folder, mut window) = paused(SMALL);
    tab(&mut window, "Weights by community");
    let at = matrix_middle(&window);
    window.hover_at(at);
    window.step();
    window.step();
    let before = lit(&window);
    assert!(matches!(before, Some(Target::Synapse { .. })), "{before:?}");
    wheel(&mut window, at, 600.0);
    let show_all = "Show all of Weights by community";
    assert!(window.query_by_label(show_all).is_some());
    assert_eq!(lit(&window), before, "the place under the pointer stays");
    // A click still selects, and a drag does not.
    window.drag_at(at);
    window.step();
    window.drop_at(at);
    window.step();
    assert_eq!(window.state().session.pointing.selected, before);
    window.drag_at(at);
    window.step();
    window.hover_at(at + vec2(140.0, 90.0));
    window.step();
    window.step();
    window.drop_at(at + vec2(140.0, 90.0));
    window.step();
    window.step();
    assert_eq!(window.state().session.pointing.selected, before);
    window.hover_at(at);
    window.step();
    window.step();
    assert_ne!(lit(&window), before, "another one lies here now");
    click(&mut window, show_all);
    assert!(window.query_by_label(show_all).is_none());
    window.hover_at(at);
    window.step();
    window.step();
    assert_eq!(lit(&window), before);
}

#[test]
fn keys_look_closer_where_the_pointer_is_and_zero_shows_all() {
    let (_folder, mut window) = paused(SMALL);
    tab(&mut window, "Network");
    let at = window
        .get_by_role_and_label(Role::Image, "Network graph")
        .rect()
        .center();
    window.hover_at(at);
    window.step();
    for (key, is_close) in [
        (egui::Key::Plus, true),
        (egui::Key::Plus, true),
        (egui::Key::Minus, true),
        (egui::Key::Minus, false),
        (egui::Key::Plus, true),
        (egui::Key::Num0, false),
    ] {
        window.key_press(key);
        window.step();
        window.step();
        let button = window.query_by_label("Show all of Network");
        assert_eq!(button.is_some(), is_close, "{key:?}");
    }
}

#[test]
fn a_plot_of_both_sides_is_looked_at_more_closely_on_both() {
    let (_folder, mut window) = paused(&format!("{SMALL}{PAIR}"));
    tab(&mut window, "E/I balance");
    wait_for(&mut window, "both sides", |app| {
        let b = app.session.scene(accordance::engine::Side::B);
        b.is_some_and(|scene| scene.findings.is_some())
    });
    let name = "Excitation E against inhibition I";
    let plots = window.get_all_by_role_and_label(Role::Image, name);
    let at = plots.last().expect("a plot").rect().center();
    wheel(&mut window, at, 300.0);
    let buttons = window
        .get_all_by_label("Show all of Excitation E against inhibition I")
        .count();
    assert_eq!(buttons, 2);
}

#[test]
fn a_neuron_is_found_by_its_number_and_an_unknown_one_is_refused_in_a_sentence() {
    let (_folder, mut window) = paused(SMALL);
    tab(&mut window, "Network");
    for (text, found) in [("17", true), ("60", false)] {
        let field = window.get_by_role_and_label(Role::TextInput, "Find neuron");
        field.focus();
        window.step();
        window.key_press_modifiers(Modifiers::COMMAND, egui::Key::A);
        window.step();
        let field = window.get_by_role_and_label(Role::TextInput, "Find neuron");
        field.type_text(text);
        window.step();
        window.key_press(egui::Key::Enter);
        window.step();
        window.step();
        let selected = window.state().session.pointing.selected.clone();
        assert_eq!(selected, Some(Target::Neuron(17)));
        let refused = window.state().shell.notices.error().is_some();
        assert_eq!(refused, !found);
    }
    assert!(texts(&window).iter().any(|text| text == "Neuron 17"));
}

#[test]
fn neurons_of_layers_have_names_and_the_inspector_says_what_is_held() {
    let mut window = window(Some(std::path::Path::new("xor.toml")), true);
    wait(&mut window, "iterations", |s| s.iteration > 5);
    laboratory(&mut window);
    tab(&mut window, "Network");
    // All the room, so that the bar has its place.
    click(&mut window, "Enlarge Network");
    let field = window.get_by_role_and_label(Role::TextInput, "Find neuron");
    field.focus();
    window.step();
    let field = window.get_by_role_and_label(Role::TextInput, "Find neuron");
    field.type_text("in2");
    window.step();
    window.key_press(egui::Key::Enter);
    window.step();
    window.step();
    assert_eq!(
        window.state().session.pointing.selected,
        Some(Target::Neuron(1))
    );
    click(&mut window, "Pause");
    wait(&mut window, "it stands", |s| !s.running);
    window.step();
    let told = texts(&window);
    assert!(
        told.iter().any(|text| text.starts_with("Neuron 1 (in2)")),
        "{told:?}"
    );
    let held = snapshot(&window).given_firing().contains(&1);
    let says = told.iter().any(|text| text.contains("held from outside"));
    assert_eq!(says, held, "{told:?}");
}

#[test]
fn how_many_synapses_the_network_shows_is_chosen_with_a_slider() {
    let (_folder, mut window) = paused(SMALL);
    tab(&mut window, "Network");
    drag_slider(&mut window, "Synapses", 0.02);
    let shown = window.state().session.choices.synapses;
    assert!(shown.is_some_and(|shown| shown < 60), "{shown:?}");
}

#[test]
fn the_curves_of_both_sides_stand_in_one_plot_on_demand() {
    let (_folder, mut window) = paused(&format!("{SMALL}{PAIR}"));
    tab(&mut window, "Over time");
    wait_for(&mut window, "both sides", |app| {
        let b = app.session.scene(accordance::engine::Side::B);
        b.is_some_and(|scene| scene.findings.is_some())
    });
    let headings = |window: &Window| {
        let titles = texts(window).into_iter();
        titles.filter(|text| text.contains("Modularity")).count()
    };
    let apart = headings(&window);
    assert!(apart >= 2, "one for each side");
    click(&mut window, "Curves in one plot");
    assert_eq!(2 * headings(&window), apart);
}
