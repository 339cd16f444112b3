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

/// Types into a field of a question.
fn fill(window: &mut Window, role: Role, label: &str, text: &str) {
    window.get_by_role_and_label(role, label).focus();
    window.step();
    window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    window.step();
    window.get_by_role_and_label(role, label).type_text(text);
    window.step();
}

#[test]
fn name_summary_and_notes_are_edited_undone_and_saved_with_comments() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "format = 1\nname = \"Small\" # a comment of mine\n[network]\nneurons = 30\n";
    let path = write_scenario(folder.path(), "small.toml", text);
    let mut window = window(Some(&path), false);
    menu(&mut window, &["Edit", "Name and notes…"]);
    fill(&mut window, Role::TextInput, "Name", "My study");
    fill(
        &mut window,
        Role::MultilineTextInput,
        "Summary",
        "Watch the hubs.",
    );
    fill(
        &mut window,
        Role::MultilineTextInput,
        "Notes",
        "Seen on Monday:\nfour modules.",
    );
    click(&mut window, "Keep them");
    let scenario = |window: &Window| window.state().session.document.scenario.clone();
    let edited = scenario(&window);
    assert_eq!(
        (&*edited.name, &*edited.summary),
        ("My study", "Watch the hubs.")
    );
    assert_eq!(edited.notes, "Seen on Monday:\nfour modules.");
    click(&mut window, "Notes");
    window.get_by_label("Seen on Monday:\nfour modules.");
    menu(&mut window, &["Edit", "Undo"]);
    assert_eq!(scenario(&window).name, "Small");
    menu(&mut window, &["Edit", "Redo"]);
    menu(&mut window, &["File", "Save"]);
    let saved = std::fs::read_to_string(&path).expect("the file");
    assert!(
        saved.contains("name = \"My study\" # a comment of mine"),
        "{saved}"
    );
    assert!(
        saved.contains("notes = \"\"\"\nSeen on Monday:\nfour modules.\"\"\""),
        "{saved}"
    );
}

#[test]
fn a_study_that_is_saved_under_another_name_is_called_so_unless_the_user_named_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = window(Some(Path::new("xor.toml")), false);
    let name = |window: &Window| window.state().session.document.scenario.name.clone();
    let save_as = |window: &mut Window, file: &str| {
        let path = folder.path().join(file);
        menu(window, &["File", "Save as…"]);
        type_path(window, &path, "Save file");
        accordance::scenario::open(&path)
            .expect("it was saved")
            .scenario
            .name
    };
    assert_eq!(save_as(&mut window, "xor.accordance"), "XOR");
    assert_eq!(
        save_as(&mut window, "Monday's lecture.accordance"),
        "Monday's lecture"
    );
    assert_eq!(name(&window), "Monday's lecture");
    menu(&mut window, &["Edit", "Name and notes…"]);
    fill(&mut window, Role::TextInput, "Name", "Mine");
    click(&mut window, "Keep them");
    assert_eq!(save_as(&mut window, "other.accordance"), "Mine");
}

#[test]
fn a_table_with_the_names_of_classes_is_looked_at_and_learned() {
    let folder = tempfile::tempdir().expect("a folder");
    let rows = "long,wide,kind\n1,2,setosa\n-1,2,versicolor\n1,-2,virginica\n-1,-2,setosa\n1,1,virginica\n";
    let path = write_scenario(folder.path(), "iris.csv", rows);
    let mut window = window(Some(Path::new("xor.toml")), false);
    menu(&mut window, &["File", "Learn from a table…"]);
    type_path_at(
        &mut window,
        "Path of the table (.csv or .npy), inputs then targets",
        &path,
        "Look at it",
    );
    until(&mut window, "the look", |window| {
        window.query_by_label("Learn it").is_some()
    });
    window.get_by_label("3 classes: setosa, versicolor, virginica");
    click(&mut window, "Learn it");
    wait_for_layers(&mut window, &[2, 16, 3]);
    let first = snapshot(&window)
        .topology
        .layers()
        .expect("layers")
        .outputs()
        .start;
    assert_eq!(
        snapshot(&window).name_of(first).as_deref(),
        Some("output setosa")
    );
    assert_eq!(snapshot(&window).name_of(1).as_deref(), Some("input wide"));
    assert_eq!(snapshot(&window).name_of(5), None);
}

/// The digits, learned for some epochs and standing still.
fn digits() -> Window {
    let mut window = window(Some(Path::new("digits.toml")), true);
    wait(&mut window, "two epochs", |snapshot| {
        snapshot
            .learning
            .epochs()
            .iter()
            .any(|epoch| epoch.epoch >= 2)
    });
    window.key_press(egui::Key::Space);
    wait(&mut window, "a pause", |snapshot| !snapshot.running);
    until(&mut window, "the pad", |window| {
        window.query_by_label("Pad to draw a digit on").is_some()
    });
    window
}

#[test]
fn a_sample_on_the_pad_is_read_as_what_it_is_and_ink_can_be_drawn_by_pointer_and_keys() {
    let mut window = digits();
    let pad = |window: &Window| window.state().session.choices.pad.clone();
    let told = |window: &Window| {
        let node = window.get_by_label_contains("It says ");
        node.accesskit_node().value().unwrap_or_default()
    };
    // Most of the samples that were never learned are told right after two epochs.
    let mut right = 0;
    for _ in 0..5 {
        click(&mut window, "Take a sample");
        let sample = pad(&window).sample.expect("a sample");
        let samples = snapshot(&window).samples.clone().expect("samples");
        assert_eq!(pad(&window).inputs(), samples.inputs[sample]);
        let target = &samples.targets[sample];
        let class = target.iter().position(|y| *y == 1.0).expect("a class");
        right += usize::from(told(&window) == format!("It says {class}"));
    }
    assert!(right >= 3, "{right} of 5");

    click(&mut window, "Clear");
    assert!(pad(&window).is_empty());
    let rect = window.get_by_label("Pad to draw a digit on").rect();
    let at = |y: f32| egui::pos2(rect.center().x, rect.top() + y * rect.height());
    window.drag_at(at(0.1));
    window.step();
    for y in [0.3, 0.5, 0.7] {
        window.hover_at(at(y));
        window.step();
    }
    window.drop_at(at(0.9));
    window.step();
    let inked = |window: &Window| pad(window).inputs().iter().filter(|x| **x > -1.0).count();
    assert!(inked(&window) >= 6, "{}", inked(&window));
    window.step();
    assert!(told(&window).starts_with("It says "));

    click(&mut window, "Clear");
    window.get_by_label("Pad to draw a digit on").focus();
    // From its second frame on the focus holds the arrow keys.
    for _ in 0..3 {
        window.step();
    }
    for key in [
        egui::Key::ArrowRight,
        egui::Key::ArrowDown,
        egui::Key::Space,
    ] {
        window.key_press(key);
        window.step();
        window.step();
    }
    assert_eq!(pad(&window).count(9), 16);
    assert!(!snapshot(&window).running, "space inks, and does not play");
}

#[test]
fn a_confusion_matrix_counts_the_samples_held_out_by_class() {
    let mut window = digits();
    tab(&mut window, "Confusion matrix");
    window.get_by_role_and_label(Role::Image, "Confusion matrix");
    let latest = snapshot(&window);
    let confused = latest.learning.confused().expect("classes").clone();
    let epoch = latest.learning.epochs().last().expect("an epoch");
    assert_eq!((confused.epoch, confused.held_out), (epoch.epoch, true));
    let confusion = confused.confusion;
    let all: u64 = confusion.counts.iter().sum();
    let right: u64 = (0..10).map(|class| confusion.count(class, class)).sum();
    assert_eq!((confusion.classes, all), (10, 360));
    let accuracy = epoch.held_out.expect("held out").accuracy;
    assert_eq!(accuracy, Some(right as f64 / 360.0));
}
