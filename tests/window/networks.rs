//! Networks out and in: the export dialog, the look at a connectome, and what goes wrong.

use std::path::Path;

use accordance::scenario::{WEIGHTS_SCALE, read_weights};
use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;

use crate::harness::*;

const SMALL: &str =
    "format = 1\nname = \"Small\"\n[network]\nneurons = 20\n[run]\niterations = 30\n";
/// Whole numbers: 1 → 0 (row 1 receives from column 2), and so on.
const COUNTS: &str = "0,4,0\n0,0,-2\n8,0,1\n";

fn small_window(folder: &Path) -> Window {
    window(Some(&write_scenario(folder, "small.toml", SMALL)), false)
}

fn export(window: &mut Window, format: &str, path: &Path) {
    menu(window, &["File", "Export network…"]);
    click(window, format);
    click(window, "Choose the file…");
    type_path_at(window, "Path of the network file", path, "Export");
}

fn import(window: &mut Window, path: &Path) {
    menu(window, &["File", "Import a connectome…"]);
    let label = "Path of the connectome (.npy, .csv or .graphml)";
    type_path_at(window, label, path, "Look at it");
}

#[test]
fn the_network_on_screen_is_exported_and_a_file_in_the_way_is_not_lost_without_asking() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = small_window(folder.path());
    click(&mut window, "Step");
    wait(&mut window, "the step", |s| {
        s.iteration == 1 && s.weights_iteration == 1
    });
    let path = folder.path().join("mine.graphml");
    export(&mut window, "GraphML", &path);
    until(&mut window, "the file", |_| path.exists());
    let exported = read_weights(&path).expect("a graph");
    let single: Vec<f32> = exported.weights.iter().map(|&w| w as f32).collect();
    assert_eq!(single, snapshot(&window).weights.weights());
    let text = std::fs::read_to_string(&path).expect("text");
    assert!(
        text.contains("<data key=\"graph_iteration\">1</data>"),
        "{text}"
    );

    std::fs::write(&path, "precious").expect("written");
    export(&mut window, "GraphML", &path);
    click(&mut window, "Cancel");
    assert_eq!(std::fs::read_to_string(&path).expect("text"), "precious");
    export(&mut window, "GraphML", &path);
    click(&mut window, "Replace");
    until(&mut window, "the file", |_| {
        std::fs::read_to_string(&path).is_ok_and(|found| found == text)
    });

    // The ending decides, whatever was chosen.
    let path = folder.path().join("mine.npz");
    export(&mut window, "CSV", &path);
    until(&mut window, "the archive", |_| path.exists());
    assert!(std::fs::read(&path).expect("bytes").starts_with(b"PK"));
    assert_eq!(window.state().shell.notices.error(), None);
}

#[test]
fn an_export_that_cannot_be_written_is_told_in_one_sentence() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = small_window(folder.path());
    let path = folder.path().join("no").join("a.csv");
    export(&mut window, "CSV", &path);
    until(&mut window, "the message", |w| {
        w.state().shell.notices.error().is_some()
    });
    let said = window.state().shell.notices.error().expect("a message");
    assert!(
        said.contains("a.csv cannot be written: there is no folder"),
        "{said}"
    );
}

#[test]
fn a_network_over_time_is_exported_by_running_the_scenario_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = small_window(folder.path());
    let path = folder.path().join("course");
    export(&mut window, "GEXF over time", &path);
    let path = path.with_extension("gexf");
    until(&mut window, "the file", |_| path.exists());
    let text = std::fs::read_to_string(&path).expect("text");
    assert!(text.contains("mode=\"dynamic\" timeformat=\"double\" start=\"0\" end=\"30\""));
    assert_eq!(
        snapshot(&window).iteration,
        0,
        "the one on screen stands still"
    );
}

#[test]
fn a_connectome_is_looked_at_before_a_scenario_starts_from_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("worm.csv");
    std::fs::write(&path, COUNTS).expect("written");
    let mut window = small_window(folder.path());
    import(&mut window, &path);
    until(&mut window, "the look", |w| {
        w.query_by_label("Start from it").is_some()
    });
    for fact in ["3", "4 (44.4%)", "1 (25.0%)", "Spectral radius"] {
        assert!(window.query_all_by_label(fact).count() > 0, "{fact}");
    }
    window.get_by_label("The connectome");
    assert_eq!(snapshot(&window).neurons(), 20, "nothing has changed yet");
    click(&mut window, "Cancel");
    assert_eq!(window.state().session.document.scenario.name, "Small");

    import(&mut window, &path);
    until(&mut window, "the look", |w| {
        w.query_by_label("Start from it").is_some()
    });
    click(&mut window, "Each row lists what a neuron sends");
    click(
        &mut window,
        "Keep as many synapses as the file has (p = 0.5555)",
    );
    click(&mut window, "Start from it");
    wait(&mut window, "the connectome", |s| {
        s.neurons() == 3 && s.weights.neurons() == 3
    });
    let document = &window.state().session.document;
    assert!(document.is_unsaved());
    let scenario = &document.scenario;
    assert_eq!(scenario.name, "worm");
    assert_eq!(scenario.rules.plasticity.pruning, 0.5555);
    let scale = (WEIGHTS_SCALE.get)(scenario).expect("weights from a file");
    // λ³ − λ² + 64 = 0 has its roots of largest magnitude at |λ| = 4.163, and g = 0.1.
    assert_eq!(scale, 0.024, "whole numbers are counts, so scaled");
    let columns = [0.0, 0.0, 8.0, 4.0, 0.0, 0.0, 0.0, -2.0, 1.0];
    let expected: Vec<f32> = columns.iter().map(|w| (w * scale) as f32).collect();
    assert_eq!(snapshot(&window).weights.weights(), expected);
}

#[test]
fn weights_of_a_file_that_are_too_strong_are_told_and_can_be_scaled_down() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("w.csv"), COUNTS).expect("written");
    let text = "format = 1\n[network]\nneurons = 3\nweights = \"w.csv\"\nactivation = \"tanh\"\n\
        balance = { gaussian_width = 1000.0 }\n[drive]\ncredit_clamp = { fraction = 0.0 }\n\
        [plasticity]\npruning = 0.0\nlearning_rate = 0.0\n";
    let path = write_scenario(folder.path(), "strong.toml", text);
    let mut window = window(Some(&path), false);
    click(&mut window, "Full");
    click(&mut window, "Play");
    wait(&mut window, "the runaway", |s| s.blow_up.is_some());
    let advice = "Divide the scale of the weights by ten and begin again";
    click(&mut window, advice);
    let scale = WEIGHTS_SCALE.get;
    assert_eq!(scale(&window.state().session.document.scenario), Some(0.1));
    wait(&mut window, "another beginning", |s| s.generation > 1);
}

#[test]
fn a_connectome_dropped_on_the_window_is_looked_at_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("pair.graphml");
    let graph = "<graphml><graph edgedefault=\"undirected\"><node id=\"a\"/><node id=\"b\"/>\
        <edge source=\"a\" target=\"b\"/></graph></graphml>";
    std::fs::write(&path, graph).expect("written");
    let mut window = small_window(folder.path());
    let dropped: egui::DroppedFileHandle = std::sync::Arc::new(Dropped(path));
    window.input_mut().dropped_files.push(dropped);
    until(&mut window, "the look", |w| {
        w.query_by_label("Start from it").is_some()
    });
    window.get_by_label("1 edge was undirected and counted both ways.");
    window.get_by_label("Edges run from sender to receiver");
    click(&mut window, "Weights as in the file");
    click(&mut window, "Start from it");
    wait(&mut window, "the connectome", |s| s.neurons() == 2);
    wait(&mut window, "its weights", |s| {
        s.weights.weights() == [0.0, 1.0, 1.0, 0.0]
    });
}

#[test]
fn a_network_from_a_file_has_as_many_neurons_as_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("counts.csv");
    std::fs::write(&path, COUNTS).expect("written");
    let mut window = small_window(folder.path());
    let sliders = |window: &Window| {
        let found = window.query_all_by_role_and_label(Role::Slider, "Neurons");
        found.count()
    };
    click(&mut window, "Network (applies on reset)");
    assert_eq!(sliders(&window), 1);
    import(&mut window, &path);
    until(&mut window, "the look", |w| {
        w.query_by_label("Start from it").is_some()
    });
    click(&mut window, "Start from it");
    wait(&mut window, "the connectome", |s| s.neurons() == 3);
    // Another document has its groups of controls as they begin.
    click(&mut window, "Network (applies on reset)");
    window.get_by_label("Neurons 3, as in the file");
    assert_eq!(sliders(&window), 0);
}

#[test]
fn a_connectome_that_is_none_is_one_clear_message_and_nothing_changes() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = small_window(folder.path());
    for (text, part) in [
        (
            "1,2,3\n4,5,6\n",
            "the file is 2 × 3; expected as many rows as columns",
        ),
        ("1,2\nnan,4\n", "the file has NaN in row 2, column 1"),
        ("1,2\n3,x\n", "line 2, column 2 is \"x\"; expected a number"),
    ] {
        let path = folder.path().join("bad.csv");
        std::fs::write(&path, text).expect("written");
        import(&mut window, &path);
        until(&mut window, "the message", |w| {
            w.state().shell.notices.error().is_some()
        });
        let said = window
            .state()
            .shell
            .notices
            .error()
            .expect("a message")
            .to_owned();
        assert!(said.contains(part), "{said}");
        assert!(said.ends_with("a table of samples opens by File ▸ Learn from a table…"));
        assert_eq!(snapshot(&window).neurons(), 20);
        click(&mut window, "Dismiss");
    }
}
