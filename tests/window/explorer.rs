//! The learning-rate explorer: start, look, click, cancel.

use accordance::engine::{Runner, sweep::Sweep};
use accordance::export::sweep::sweep_figure;
use accordance::model::GivenState;
use egui_kittest::kittest::Queryable as _;

use crate::harness::*;

const TINY: &str = "format = 1\nname = \"Tiny\"\n\n[network]\nneurons = 30\n\n[plasticity]\nlearning_rate = 0.01\n\n[run]\niterations = 40\n";

fn explorer(text: &str) -> (tempfile::TempDir, Window) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = write_scenario(folder.path(), "tiny.toml", text);
    let mut window = window(Some(&path), false);
    window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::E);
    for _ in 0..4 {
        window.step();
    }
    (folder, window)
}

fn is_over(sweep: Option<&Sweep>) -> bool {
    sweep.is_some_and(|sweep| sweep.progress().over)
}

#[test]
fn a_sweep_fills_curves_and_pictures_while_the_simulation_goes_on() {
    let (folder, mut window) = explorer(TINY);
    click(&mut window, "Play");
    click(&mut window, "Start the sweep");
    wait_for(&mut window, "the sweep", |app| {
        is_over(app.jobs.sweep.as_deref())
    });
    let sweep = window.state().jobs.sweep.as_deref().expect("a sweep");
    assert_eq!(sweep.progress().done, 56);
    assert!(sweep.results().iter().flatten().all(|r| r.counts()));
    for _ in 0..3 {
        window.step();
    }
    for label in [
        "Hub overlap ρ",
        "Modularity Q",
        "Weights at 0.003",
        "Weights at 3",
    ] {
        window.get_by_label(label);
    }
    click(&mut window, "Export Learning-rate explorer");
    click(&mut window, "Save data (CSV)…");
    let path = folder.path().join("sweep.csv");
    type_path_at(&mut window, "Path of the file", &path, "Export file");
    let wanted = path.clone();
    wait_for(&mut window, "the table", move |_| wanted.exists());
    let table = std::fs::read_to_string(&path).expect("the table");
    let rows = table.lines().filter(|line| !line.starts_with('#')).count();
    assert_eq!(rows, 1 + 56, "a head, and a row for each run");
    let before = snapshot(&window).iteration;
    wait(&mut window, "more iterations", move |s| {
        s.iteration > before
    });
}

#[test]
fn a_click_on_a_picture_runs_exactly_that_network_and_undo_brings_back_what_was_there() {
    let (_folder, mut window) = explorer(TINY);
    for _ in 0..90 {
        window.step(); // undo needs the state to have been stable for a while
    }
    click(&mut window, "Start the sweep");
    wait_for(&mut window, "the sweep", |app| {
        is_over(app.jobs.sweep.as_deref())
    });
    click(&mut window, "Weights at 3");
    wait(&mut window, "the end of the run", |s| {
        s.iteration == 40 && !s.running && s.rules.plasticity.learning_rate == 3.0
    });
    wait(&mut window, "its weights", |s| s.weights_iteration == 40);

    let plan = window
        .state()
        .jobs
        .sweep
        .as_deref()
        .expect("a sweep")
        .plan();
    let scenario = plan.spec(plan.run_at(plan.points() - 1, 0)).scenario;
    let mut alone = Runner::new(&scenario, GivenState::default(), None);
    alone.run_to(40).expect("finite");
    assert_eq!(snapshot(&window).state, alone.state());

    window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
    for _ in 0..3 {
        window.step();
    }
    let scenario = &window.state().session.document.scenario;
    assert_eq!(scenario.rules.plasticity.learning_rate, 0.01);
}

#[test]
fn a_sweep_that_takes_too_long_can_be_cancelled() {
    let (_folder, mut window) = explorer(&TINY.replace("= 40", "= 900000"));
    click(&mut window, "Start the sweep");
    click(&mut window, "Cancel the sweep");
    wait_for(&mut window, "the end", |app| {
        is_over(app.jobs.sweep.as_deref())
    });
    let progress = window
        .state()
        .jobs
        .sweep
        .as_deref()
        .expect("a sweep")
        .progress();
    assert!(progress.done < progress.all);
    window.step();
    window.get_by_label(&format!("Cancelled after {} of 56 runs.", progress.done));
}

#[test]
fn a_map_of_two_numbers_has_a_cell_and_a_picture_for_each_pair() {
    let (_folder, mut window) = explorer(TINY);
    click(&mut window, "+ second number");
    click(&mut window, "Start the sweep");
    wait_for(&mut window, "the sweep", |app| {
        is_over(app.jobs.sweep.as_deref())
    });
    for _ in 0..3 {
        window.step();
    }
    assert_eq!(
        window
            .state()
            .jobs
            .sweep
            .as_deref()
            .expect("a sweep")
            .plan()
            .points(),
        25
    );
    window.get_by_label("Map of the sweep");
    window.get_by_label("Weights at 3 · 0.98");
}

#[test]
fn a_click_on_a_cell_of_the_map_runs_exactly_that_network_and_nothing_moves() {
    let (_folder, mut window) = explorer(TINY);
    click(&mut window, "+ second number");
    click(&mut window, "Start the sweep");
    wait_for(&mut window, "the sweep", |app| {
        is_over(app.jobs.sweep.as_deref())
    });
    for _ in 0..3 {
        window.step();
    }
    let places = |window: &Window| {
        let names = ["Map of the sweep", "Weights at 3 · 0.98"];
        names.map(|name| window.get_by_label(name).rect())
    };
    let before = places(&window);
    click(&mut window, "Map of the sweep");
    wait(&mut window, "the end of the run", |s| {
        s.iteration == 40 && !s.running
    });
    for _ in 0..3 {
        window.step();
    }
    assert_eq!(places(&window), before);
    let app = window.state();
    let run = app.session.choices.explorer.on_screen.expect("a run");
    let plan = app.jobs.sweep.as_deref().expect("a sweep").plan();
    let scenario = plan.spec(run).scenario;
    let mut alone = Runner::new(&scenario, GivenState::default(), None);
    alone.run_to(40).expect("finite");
    assert_eq!(snapshot(&window).state, alone.state());
    window.get_by_label_contains("On screen: Learning rate");
    click(&mut window, "Look at it");
    window.step();
    assert_eq!(window.state().session.choices.enlarged, None);
}

#[test]
fn a_click_keeps_a_comparison_and_with_it_the_place_of_every_picture() {
    let text = format!("{TINY}\n[compare]\nplasticity.learning_rate = 1.0\n");
    let (_folder, mut window) = explorer(&text);
    click(&mut window, "Start the sweep");
    wait_for(&mut window, "the sweep", |app| {
        is_over(app.jobs.sweep.as_deref())
    });
    for _ in 0..3 {
        window.step();
    }
    let place = |window: &Window| window.get_by_label("Weights at 3").rect();
    let before = place(&window);
    click(&mut window, "Weights at 3");
    wait(&mut window, "the end of the run", |s| {
        s.iteration == 40 && !s.running && s.rules.plasticity.learning_rate == 3.0
    });
    for _ in 0..3 {
        window.step();
    }
    assert!(window.state().session.compares());
    assert_eq!(place(&window), before);
    window.get_by_label_contains("On screen: Learning rate 3, seed 1.");
}

#[test]
fn a_choice_beside_the_number_has_a_curve_for_each_option_and_controls_are_ticked() {
    let (_folder, mut window) = explorer(TINY);
    click(&mut window, "+ choice");
    window.step();
    click(&mut window, "shuffled credit");
    click(&mut window, "Start the sweep");
    wait_for(&mut window, "the sweep", |app| {
        is_over(app.jobs.sweep.as_deref())
    });
    for _ in 0..3 {
        window.step();
    }
    window.get_by_label("All 168 runs are done.");
    window.get_by_label("Hub overlap ρ");
    window.get_by_label("Weights at 3 · random");
    let sweep = window.state().jobs.sweep.as_deref().expect("a sweep");
    // What is varied is no control besides.
    let controls: Vec<_> = sweep.plan().controls().map(|c| c.key).collect();
    assert_eq!(controls, ["shuffled", "rewired"]);
    let svg = sweep_figure(sweep.plan(), &sweep.results()).to_svg(None);
    assert!(svg.contains(">through random synapses</text>"));
}

#[test]
fn the_window_draws_the_figure_of_a_file_with_the_same_panels_names_and_dashes() {
    let task = "format = 1\nname = \"Tiny\"\n\n[network]\nlayers = [2, 4, 1]\n\n[task]\ndataset = \"xor\"\n\n[run]\niterations = 40\n";
    let (folder, mut window) = explorer(task);
    click(&mut window, "Start the sweep");
    wait_for(&mut window, "the sweep", |app| {
        is_over(app.jobs.sweep.as_deref())
    });
    for _ in 0..3 {
        window.step();
    }
    window.get_by_label("Training accuracy");
    click(&mut window, "Export Learning-rate explorer");
    click(&mut window, "Save SVG…");
    let path = folder.path().join("sweep.svg");
    type_path_at(&mut window, "Path of the file", &path, "Export file");
    let wanted = path.clone();
    wait_for(&mut window, "the picture", move |_| wanted.exists());
    let shown = std::fs::read_to_string(&path).expect("the picture");
    let sweep = window.state().jobs.sweep.as_deref().expect("a sweep");
    let written = sweep_figure(sweep.plan(), &sweep.results()).to_svg(None);
    for words in [
        "Training loss",
        "Training accuracy",
        "Learning rate r",
        "no return",
        "rewired, others receive",
        "r = 0.003",
    ] {
        let words = format!(">{words}</text>");
        assert!(
            written.contains(&words) && shown.contains(&words),
            "{words}"
        );
    }
}

#[test]
fn any_view_can_have_all_the_room_and_escape_brings_the_others_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = write_scenario(folder.path(), "tiny.toml", TINY);
    let mut window = window(Some(&path), false);
    wait_for(&mut window, "pictures", |app| {
        app.scene().is_some_and(|s| s.pictures.is_some())
    });
    window.step();
    let small = window.get_by_label("Network graph").rect().width();
    click(&mut window, "Enlarge Network");
    let large = window.get_by_label("Network graph").rect().width();
    assert!(large > 1.8 * small, "{small} → {large}");
    assert!(window.query_by_label("Weights by community").is_none());
    window.key_press(egui::Key::Escape);
    for _ in 0..4 {
        window.step();
    }
    assert_eq!(window.get_by_label("Network graph").rect().width(), small);
}
