//! Named arrangements, views opened and closed, tabs that have no room, the verdict, and firing.

use std::path::Path;

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::harness::*;

const SMALL: &str =
    "format = 1\nname = \"Small\"\n\n[network]\nneurons = 40\n\n[run]\niterations = 50\n";

fn small(more: &str, playing: bool) -> (tempfile::TempDir, Window) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = write_scenario(folder.path(), "small.toml", &format!("{SMALL}{more}"));
    let mut window = window(Some(&path), playing);
    wait_for(&mut window, "findings and pictures", |app| {
        app.scene()
            .is_some_and(|s| s.findings.is_some() && s.pictures.is_some())
    });
    for _ in 0..4 {
        window.step();
    }
    (folder, window)
}

fn has_tab(window: &Window, title: &str) -> bool {
    window
        .query_all_by_role_and_label(Role::Button, title)
        .next()
        .is_some()
}

#[test]
fn show_has_the_weights_large_and_nothing_but_what_it_names() {
    let (_folder, window) = small("", false);
    let weights = window.get_by_role_and_label(Role::Image, "Weights by community");
    let size = weights.rect().size();
    assert!(size.min_elem() >= 440.0, "{size:?}");
    for title in ["Network", "Retrograde signals", "E/I balance", "Over time"] {
        assert!(has_tab(&window, title), "{title}");
    }
    for title in [
        "Learning",
        "Stability of credit",
        "Rule and backpropagation",
    ] {
        assert!(!has_tab(&window, title), "{title}");
    }
}

#[test]
fn a_scenario_names_its_arrangement_and_keys_choose_another_without_changing_it() {
    let (_folder, mut window) = small("\n[window]\narrangement = \"clocks\"\n", false);
    assert!(has_tab(&window, "Firing"));
    assert!(!has_tab(&window, "Weights by community"));
    window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Num1);
    for _ in 0..4 {
        window.step();
    }
    assert!(has_tab(&window, "Weights by community"));
    let document = &window.state().session.document;
    assert!(!document.is_unsaved());
    assert_eq!(snapshot(&window).iteration, 0);
    // Another scenario comes as it says.
    menu(&mut window, &["File", "New…"]);
    click(&mut window, "Make it");
    assert!(has_tab(&window, "Weights by community"));
}

#[test]
fn any_view_is_opened_and_closed_from_the_menu() {
    let (_folder, mut window) = small("", false);
    tab(&mut window, "Block matrix");
    window.get_by_role_and_label(Role::Image, "Block matrix");
    tab(&mut window, "Weights by community");
    menu(&mut window, &["View", "Views"]);
    let entry = window.get_by_role_and_label(Role::CheckBox, "Block matrix");
    entry.click();
    for _ in 0..4 {
        window.step();
    }
    assert!(!has_tab(&window, "Block matrix"));
}

#[test]
fn tabs_without_room_are_in_a_list() {
    let (_folder, mut window) = small("", false);
    laboratory(&mut window);
    window.set_size(egui::vec2(1024.0, 700.0));
    for _ in 0..60 {
        window.step();
    }
    let more = "More views in this tile";
    assert!(window.query_all_by_label(more).next().is_some());
    assert!(!has_tab(&window, "Block matrix") || !has_tab(&window, "Three-clock map"));
    let last = window.get_all_by_label(more).last().expect("a list");
    last.click();
    for _ in 0..4 {
        window.step();
    }
    window
        .get_by_role_and_label(Role::Button, "Three-clock map")
        .click();
    for _ in 0..4 {
        window.step();
    }
    // It is the active one now, and the bar has room for it.
    assert!(has_tab(&window, "Three-clock map"));
}

#[test]
fn the_verdict_is_a_sentence_above_the_views_that_screen_readers_follow() {
    let (_folder, window) = small("", false);
    let said = window.get_all_by_role(Role::Label).find(|node| {
        let text = node.accesskit_node().value().unwrap_or_default();
        text.contains("of the wiring inside")
    });
    let said = said.expect("the sentence");
    let live = said.accesskit_node().live();
    assert_eq!(live, egui::accesskit::Live::Polite);
}

#[test]
fn firing_is_kept_while_its_view_is_open_and_no_longer() {
    let (_folder, mut window) = small("", true);
    assert!(snapshot(&window).firing.at_ms.is_empty());
    tab(&mut window, "Firing");
    wait(&mut window, "firing", |s| s.firing.at_ms.len() > 20);
    window.step();
    window.get_by_role_and_label(Role::Image, "Firing over time");
    menu(&mut window, &["View", "Theorem"]);
    wait(&mut window, "nobody to look", |s| s.firing.at_ms.is_empty());
}

#[test]
fn a_preset_that_stands_still_has_its_eigenvalues_worked_out() {
    let mut window = window(Some(Path::new("xor.toml")), false);
    tab(&mut window, "Stability of credit");
    wait_for(&mut window, "the eigenvalues", |app| {
        app.scene().is_some_and(|scene| scene.stability.is_some())
    });
    assert!(!snapshot(&window).running);
}

#[test]
fn a_window_that_is_far_too_small_is_drawn_all_the_same() {
    for preset in [
        "low-learning-rate.toml",
        "low-versus-high-learning-rate.toml",
        "xor.toml",
    ] {
        let mut window = window(Some(Path::new(preset)), true);
        wait_for(&mut window, "pictures", |app| {
            app.scene().is_some_and(|scene| scene.pictures.is_some())
        });
        for arrangement in [Key::Num1, Key::Num2, Key::Num3, Key::Num4] {
            window.key_press_modifiers(Modifiers::COMMAND, arrangement);
            window.key_press_modifiers(Modifiers::COMMAND, Key::I);
            for (width, height) in [(640.0, 480.0), (620.0, 300.0), (560.0, 220.0), (60.0, 40.0)] {
                window.set_size(egui::vec2(width, height));
                window.run_steps(3);
            }
        }
    }
}
