//! Communities over time, their method, and a learning rate that falls.

use std::path::Path;

use accordance::analysis::Quality;
use accordance::app::Target;
use accordance::model::LearningRate;
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::harness::*;

const SMALL: &str = "format = 1\nname = \"Small\"\n\n[network]\nneurons = 60\n\n[plasticity]\nlearning_rate = 0.05\n";

/// A small network, paused after some iterations, analysed several times on its way.
fn paused_after(iterations: u64) -> (tempfile::TempDir, Window) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = write_scenario(folder.path(), "small.toml", SMALL);
    let mut window = window(Some(&path), true);
    wait_for(&mut window, "analyses", move |app| {
        let findings = app.scene().and_then(|scene| scene.findings.as_ref());
        findings.is_some_and(|f| f.iteration > iterations && f.memberships.items().len() > 3)
    });
    click(&mut window, "Pause");
    wait_for(&mut window, "an analysis of where it stands", |app| {
        app.scene().is_some_and(|scene| {
            let findings = scene.findings.as_ref();
            let now = scene.snapshot.iteration;
            !scene.snapshot.running && findings.is_some_and(|f| f.iteration == now)
        })
    });
    (folder, window)
}

fn says(window: &Window, part: &str) -> bool {
    window.get_all_by_role(Role::Label).any(|node| {
        let node = node.accesskit_node();
        let text = node.value().or_else(|| node.label()).unwrap_or_default();
        text.contains(part)
    })
}

fn lit(window: &Window) -> Option<Target> {
    window.state().session.pointing.lit().cloned()
}

#[test]
fn pointing_at_a_community_over_time_lights_up_its_neurons_and_a_click_keeps_them() {
    let (_folder, mut window) = paused_after(200);
    laboratory(&mut window);
    tab(&mut window, "Communities over time");
    let image = window.get_by_role_and_label(Role::Image, "Communities over time");
    let rect = image.rect();
    // The newest column stands at the right edge, its largest communities first.
    let at = egui::pos2(rect.right() - 5.0, rect.top() + 6.0);
    window.hover_at(at);
    window.step();
    window.step();
    let Some(Target::Group(crowd)) = lit(&window) else {
        panic!("a group: {:?}", lit(&window));
    };
    let scene = window.state().scene().expect("a scene");
    let colour = scene.community_colour(crowd.neurons[0]);
    let same = (0..60).filter(|i| scene.community_colour(*i) == colour);
    assert_eq!(crowd.neurons, same.collect::<Vec<_>>());
    let iteration = scene.snapshot.iteration;
    let number = colour.expect("a community") + 1;
    let named = format!("Community {number} at iteration {iteration}: ");
    assert!(crowd.name.starts_with(&named), "{}", crowd.name);

    window.drag_at(at);
    window.step();
    window.drop_at(at);
    window.step();
    window.hover_at(egui::pos2(1.0, 1.0));
    window.step();
    window.step();
    assert_eq!(lit(&window), Some(Target::Group(crowd)), "a click keeps it");
    assert!(
        says(&window, "mean strength"),
        "the inspector tells their means"
    );
    window.key_press(egui::Key::Escape);
    window.step();
    assert_eq!(lit(&window), None);
}

#[test]
fn the_block_matrix_tells_the_diagonal_against_the_rest_in_one_line() {
    let (_folder, mut window) = paused_after(200);
    tab(&mut window, "Block matrix");
    let findings = window.state().scene().and_then(|s| s.findings.clone());
    let blocks = findings.expect("findings").blocks.clone();
    assert!(blocks.within.mean() > blocks.across.mean());
    assert!(says(&window, "within ") && says(&window, ", across "));
    let rect = window
        .get_by_role_and_label(Role::Image, "Block matrix")
        .rect();
    let side = blocks.side() as f32;
    let room = (rect.width().min(rect.height()) - 22.0).min(side * 96.0);
    let left = rect.left() + 22.0 + ((rect.width() - 22.0 - room) / 2.0).max(0.0);
    window.hover_at(egui::pos2(left + 5.0, rect.top() + 27.0));
    for _ in 0..40 {
        window.step();
    }
    assert!(matches!(lit(&window), Some(Target::Group(_))));
    assert!(
        says(&window, "receives from itself"),
        "the hover tells the cell"
    );
}

#[test]
fn another_method_of_communities_acts_at_once_also_standing_still_and_is_undone() {
    let (_folder, mut window) = paused_after(100);
    let method = |window: &Window| window.state().session.document.scenario.method;
    for _ in 0..90 {
        window.step(); // undo needs the state to have been stable for a while
    }
    click(&mut window, "Communities");
    window.get_by_label("CPM").scroll_to_me();
    window.step();
    click(&mut window, "CPM");
    assert_eq!(method(&window).quality, Quality::Cpm);
    let found = |quality: Quality| {
        move |app: &accordance::app::AccordanceApp| {
            let findings = app.scene().and_then(|scene| scene.findings.as_ref());
            findings.is_some_and(|f| f.method.quality == quality)
        }
    };
    wait_for(&mut window, "communities by CPM", found(Quality::Cpm));
    let findings = window.state().scene().and_then(|s| s.findings.clone());
    let findings = findings.expect("findings");
    assert_eq!(
        findings.memberships.items().len(),
        1,
        "the picture begins anew"
    );
    for _ in 0..90 {
        window.step();
    }
    window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
    window.step();
    wait_for(&mut window, "modularity again", found(Quality::Modularity));
}

#[test]
fn a_rate_is_let_fall_taken_over_by_the_large_slider_and_undo_lets_it_fall_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = write_scenario(folder.path(), "small.toml", SMALL);
    let mut window = window(Some(&path), false);
    let rate = |window: &Window| {
        window
            .state()
            .session
            .document
            .scenario
            .rules
            .plasticity
            .learning_rate
    };
    click(&mut window, "Let it fall over time");
    let fall = rate(&window).fall().expect("it falls");
    assert_eq!((fall.from, fall.to), (0.05, 0.003));
    assert!(says(
        &window,
        "Falls from 0.05 to 0.003 over 6000 iterations."
    ));
    window
        .get_by_role_and_label(Role::Slider, "over iterations")
        .set_value_accesskit(40.0);
    for _ in 0..90 {
        window.step();
    }
    let falling = rate(&window);
    assert_eq!(falling.fall().expect("it falls").over_iterations, 40);

    for _ in 0..3 {
        click(&mut window, "Step");
    }
    wait(&mut window, "three steps", |s| s.iteration == 3);
    let expected = 0.05 * (0.003_f64 / 0.05).powf(3.0 / 40.0);
    assert!((snapshot(&window).learning_rate() / expected - 1.0).abs() < 1e-12);

    drag_slider(&mut window, "Learning rate", 0.25);
    assert!(matches!(rate(&window), LearningRate::Constant(r) if (0.005..0.02).contains(&r)));
    window.get_by_label("Let it fall over time");
    window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
    window.step();
    window.step();
    assert_eq!(rate(&window), falling);
}

#[test]
fn the_development_preset_opens_with_its_rate_falling() {
    let mut window = window(Some(Path::new("development.toml")), true);
    wait(&mut window, "iterations", |s| s.iteration > 20);
    assert!(says(&window, "Falls from"));
    let scene = window.state().scene().expect("a scene");
    let fall = scene.snapshot.rules.plasticity.learning_rate.fall();
    assert!(scene.snapshot.learning_rate() < fall.expect("it falls").from);
}

#[test]
fn the_shades_of_the_matrices_are_chosen_on_their_bar() {
    let (_folder, mut window) = paused_after(20);
    let shades = |window: &Window| format!("{:?}", window.state().session.choices.scaling);
    assert_eq!(shades(&window), "Rank");
    click(&mut window, "Shades of Weights by community");
    click(&mut window, "linear");
    assert_eq!(shades(&window), "Linear");
}
