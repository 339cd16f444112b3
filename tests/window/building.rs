//! Building a network without a file: on its picture, and by File ▸ New….

use std::path::Path;

use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::harness::*;

fn sizes(window: &Window) -> Vec<usize> {
    let topology = &window.state().session.document.scenario.network.topology;
    topology.layers().expect("layers").sizes.clone()
}

/// Waits until the network that runs has layers of these sizes.
fn wait_for_layers(window: &mut Window, wanted: &[usize]) {
    wait(window, "the layers", |snapshot| {
        let layers = snapshot.topology.layers();
        layers.is_some_and(|layers| layers.sizes == wanted)
    });
    until(window, "its picture", |window| {
        let scene = window.state().scene().expect("a scene");
        let found = scene
            .findings
            .as_ref()
            .map(|findings| findings.strength.len());
        found == Some(scene.snapshot.neurons())
    });
}

#[test]
fn neurons_and_layers_are_added_and_removed_on_the_picture_and_it_begins_anew_at_once() {
    let mut window = window(Some(Path::new("xor.toml")), false);
    wait_for_layers(&mut window, &[2, 8, 1]);
    let generation = snapshot(&window).generation;
    click(&mut window, "Add a neuron to layer 2");
    wait_for_layers(&mut window, &[2, 9, 1]);
    assert_ne!(
        snapshot(&window).generation,
        generation,
        "it has begun anew"
    );
    window.get_by_label_contains("Layer 2 has 9 neurons. Began again");
    click(&mut window, "Remove a neuron from layer 2");
    wait_for_layers(&mut window, &[2, 8, 1]);
    click(&mut window, "Add a layer after layer 2");
    wait_for_layers(&mut window, &[2, 8, 8, 1]);
    click(&mut window, "Remove layer 2");
    wait_for_layers(&mut window, &[2, 8, 1]);
    for held in [
        "Add a neuron to layer 1",
        "Remove layer 3",
        "Add a neuron to layer 3",
    ] {
        assert!(
            window.query_by_label(held).is_none(),
            "{held}: the data set holds it"
        );
    }
}

#[test]
fn a_change_of_the_network_is_one_step_of_undo_and_undo_begins_anew() {
    let mut window = window(Some(Path::new("xor.toml")), false);
    wait_for_layers(&mut window, &[2, 8, 1]);
    for wanted in [9, 10] {
        click(&mut window, "Add a neuron to layer 2");
        wait_for_layers(&mut window, &[2, wanted, 1]);
    }
    for wanted in [9, 8] {
        menu(&mut window, &["Edit", "Undo"]);
        wait_for_layers(&mut window, &[2, wanted, 1]);
    }
    assert!(!window.state().session.document.is_unsaved());
    menu(&mut window, &["Edit", "Redo"]);
    wait_for_layers(&mut window, &[2, 9, 1]);
    assert_eq!(sizes(&window), [2, 9, 1]);
}

#[test]
fn another_data_set_is_chosen_among_the_controls_and_brings_its_inputs_and_outputs() {
    let mut window = window(Some(Path::new("xor.toml")), false);
    wait_for_layers(&mut window, &[2, 8, 1]);
    window
        .get_by_role_and_label(Role::ComboBox, "Data set")
        .click();
    for _ in 0..4 {
        window.step();
    }
    click(&mut window, "Handwritten digits, 8 × 8 pixels");
    wait_for_layers(&mut window, &[64, 8, 10]);
    let bias = window.get_by_role_and_label(Role::CheckBox, "Bias neurons");
    assert_eq!(
        bias.accesskit_node().toggled(),
        Some(egui::accesskit::Toggled::True)
    );
    // It may be scrolled out of sight.
    bias.click_accesskit();
    wait(&mut window, "no bias", |snapshot| snapshot.neurons() == 82);
    assert!(
        !window
            .state()
            .session
            .document
            .scenario
            .network
            .topology
            .layers()
            .expect("layers")
            .bias
    );
}

#[test]
fn a_new_task_is_made_by_a_question_with_a_picture_and_learned() {
    let mut window = window(Some(Path::new("low-learning-rate.toml")), false);
    window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::N);
    for _ in 0..4 {
        window.step();
    }
    window.get_by_role_and_label(Role::Image, "What it will look like");
    window.get_by_label("n = 300 neurons and 90000 synapses.");
    click(&mut window, "A task");
    click(&mut window, "Two spirals");
    window.get_by_label("n = 46 neurons and 501 synapses; 100 samples to learn.");
    click(&mut window, "Remove a layer");
    window.key_press(egui::Key::Enter);
    wait_for_layers(&mut window, &[2, 20, 1]);
    assert!(window.state().shell.question.is_none());
    assert_eq!(window.state().session.document.scenario.name, "Two spirals");
    assert!(!window.state().session.document.is_unsaved());
    click(&mut window, "Play");
    wait(&mut window, "an epoch", |snapshot| {
        !snapshot.learning.epochs().is_empty()
    });
}

#[test]
fn escape_leaves_everything_as_it_is_and_a_table_leads_to_its_question() {
    let mut window = window(Some(Path::new("xor.toml")), false);
    menu(&mut window, &["File", "New…"]);
    window.key_press(egui::Key::Escape);
    for _ in 0..4 {
        window.step();
    }
    assert!(window.state().shell.question.is_none());
    assert_eq!(window.state().session.document.scenario.name, "XOR");
    menu(&mut window, &["File", "New…"]);
    click(&mut window, "A table of your own");
    click(&mut window, "Choose a table…");
    until(&mut window, "the path", |window| {
        window
            .query_by_label("Path of the table (.csv or .npy), inputs then targets")
            .is_some()
    });
}
