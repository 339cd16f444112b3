//! Help where one looks: explanations of views, the glossary, and the pages beside the views.

use egui::accesskit::{Live, Role};
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::harness::*;

const OF_NETWORK: &str = "Neurons as discs and the strongest synapses as lines";

fn opened() -> Window {
    let mut window = window(None, false);
    wait_for(&mut window, "findings", |app| {
        app.scene()
            .is_some_and(|s| s.findings.is_some() && s.pictures.is_some())
    });
    window.run_steps(3);
    window
}

fn says(window: &Window, text: &str) -> bool {
    window.query_all_by_label_contains(text).next().is_some()
}

fn press(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run_steps(5);
}

/// What a screen reader was told last of the glossary: the entry that is marked.
fn marked(window: &Window) -> Option<String> {
    let labels = window.query_all_by_role(Role::Label);
    let live = labels.map(|node| node.accesskit_node());
    let mut live = live.filter(|node| node.live() == Live::Polite && node.value().is_some());
    let entry = live.find(|node| !node.value().unwrap_or_default().ends_with('.'));
    entry.and_then(|node| node.value())
}

#[test]
fn an_explanation_stays_above_its_view_until_it_is_closed() {
    let mut window = opened();
    assert!(!says(&window, OF_NETWORK));
    for close in ["Explain Network", "Close the explanation of Network"] {
        click(&mut window, "Explain Network");
        window.run_steps(30);
        assert!(says(&window, OF_NETWORK));
        assert!(says(&window, "Amber ring: credit is clamped"));
        click(&mut window, close);
        assert!(!says(&window, OF_NETWORK), "{close}");
    }
    // Escape closes what lies on top, and leaves the enlarged view below it.
    click(&mut window, "Enlarge Network");
    click(&mut window, "Explain Network");
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(!says(&window, OF_NETWORK));
    window.get_by_label("Back to all views");
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(window.query_by_label("Back to all views").is_none());
}

#[test]
fn a_tab_explains_its_view_on_hover_with_what_the_marks_mean() {
    let mut window = opened();
    let tab = window.get_by_role_and_label(Role::Button, "Network").rect();
    window.hover_at(tab.center());
    window.run_steps(60);
    assert!(says(&window, OF_NETWORK));
    assert!(says(&window, "Red line: a synapse that excites"));
}

#[test]
fn a_key_opens_the_glossary_at_the_control_or_the_view_that_is_pointed_at() {
    let mut window = opened();
    for (role, name, entry) in [
        (Role::Slider, "Pruning", "p   Pruning proportion"),
        (Role::Slider, "Learning rate", "r   Learning rate"),
        (Role::Button, "Tick credit", "c_i   Credit"),
        (Role::Image, "Network graph", "w_ij   Weight"),
    ] {
        let control = window.get_by_role_and_label(role, name).rect();
        window.hover_at(control.center());
        window.run_steps(3);
        press(&mut window, Modifiers::NONE, Key::F1);
        assert_eq!(marked(&window).as_deref(), Some(entry), "{name}");
        let place = window.get_by_label(entry).rect();
        assert!(window.ctx.content_rect().contains_rect(place), "{place:?}");
    }
    // With nothing pointed at the same key closes it.
    window.remove_cursor();
    press(&mut window, Modifiers::NONE, Key::F1);
    assert!(window.query_by_label("Close help").is_none());
}

#[test]
fn symbols_of_an_explanation_lead_to_the_glossary_which_can_be_searched() {
    let mut window = opened();
    click(&mut window, "Explain E/I balance");
    click(&mut window, "f(s_i) in the glossary");
    assert_eq!(marked(&window).as_deref(), Some("f(s_i)   Balance value"));
    let field = window.get_by_role_and_label(Role::TextInput, "Look for");
    field.focus();
    window.step();
    let field = window.get_by_role_and_label(Role::TextInput, "Look for");
    field.type_text("transport");
    window.run_steps(4);
    assert!(says(&window, "η   Transport noise"));
    assert!(!says(&window, "f(s_i)   Balance value"));
    assert!(says(&window, "Not in the paper: our extension"));
}

#[test]
fn first_steps_stay_beside_the_views_while_one_works() {
    let mut window = opened();
    menu(&mut window, &["Help", "First steps"]);
    let first = "The program opens on the preset";
    assert!(says(&window, first) && says(&window, "1."));
    drag_slider(&mut window, "Learning rate", 0.5);
    click(&mut window, "Play");
    wait(&mut window, "iterations", |s| s.iteration > 3);
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(says(&window, first));
    let steps = window.query_all_by_label_contains(first).next();
    let steps = steps.expect("steps").rect();
    let view = window.get_by_role_and_label(Role::Image, "Weights by community");
    assert!(!view.rect().intersects(steps), "beside, not above");
    click(&mut window, "Close help");
    assert!(!says(&window, first));
}

#[test]
fn what_is_on_screen_is_told_in_words_and_nothing_else() {
    let mut window = opened();
    press(&mut window, Modifiers::SHIFT, Key::F1);
    let summary = window.state().session.document.scenario.summary.clone();
    assert!(
        window.query_all_by_label(&summary).count() >= 2,
        "{summary}"
    );
    assert!(
        window
            .query_all_by_label_contains("of the wiring inside")
            .count()
            >= 2
    );
    assert!(says(&window, "Paused at iteration"));
    assert!(says(&window, OF_NETWORK));
    let of_stability = "The eigenvalues λ of the credit matrix J";
    assert!(!says(&window, of_stability));
    tab(&mut window, "Stability of credit");
    assert!(says(&window, of_stability));
    click(&mut window, "Enlarge Stability of credit");
    assert!(says(&window, of_stability) && !says(&window, OF_NETWORK));
}

#[test]
fn all_keys_are_listed_those_of_commands_and_others() {
    let mut window = opened();
    menu(&mut window, &["Help", "Keyboard shortcuts"]);
    for keys in ["Ctrl+Shift+Z, Ctrl+Y", "Ctrl+R", "F1", "Shift+F1", "Escape"] {
        assert!(window.query_all_by_label(keys).next().is_some(), "{keys}");
    }
    for does in [
        "Redo",
        "Reset, same seed",
        "Go to the next control; with Shift to the one before",
    ] {
        assert!(window.query_all_by_label(does).next().is_some(), "{does}");
    }
}
