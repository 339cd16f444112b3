//! A lecture on two learning rates, side by side.

use std::path::Path;

use accordance::app::AccordanceApp;
use accordance::engine::{Scene, Side};
use accordance::scenario::{self, Scenario};
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::harness::*;

const SMALL: &str = "format = 1\nname = \"Small\"\n\n[network]\nneurons = 40 # a comment of mine\n\n\
                     [plasticity]\nlearning_rate = 0.01\n\n\
                     [compare.plasticity]\nlearning_rate = 1.0 # fast\n";

fn both(app: &AccordanceApp) -> Option<[&Scene; 2]> {
    Some([app.session.scene(Side::A)?, app.session.scene(Side::B)?])
}

fn rate(window: &Window, side: Side) -> f64 {
    let scenario = window
        .state()
        .session
        .document
        .side(side)
        .expect("the side");
    scenario.rules.plasticity.learning_rate.at(0)
}

/// Lets the window live until both sides are as wanted.
fn wait_both(window: &mut Window, what: &str, wanted: impl Fn([&Scene; 2]) -> bool) {
    wait_for(window, what, |app| both(app).is_some_and(&wanted));
}

fn small(compare: bool, playing: bool) -> (tempfile::TempDir, Window) {
    let folder = tempfile::tempdir().expect("a folder");
    let text = match compare {
        true => SMALL,
        false => SMALL.split("[compare").next().expect("side A"),
    };
    let path = write_scenario(folder.path(), "small.toml", text);
    let mut window = window(Some(&path), playing);
    if compare {
        wait_both(&mut window, "both sides", |_| true);
    }
    (folder, window)
}

fn same_state(sides: [&Scene; 2]) -> bool {
    let [a, b] = sides.map(|scene| &scene.snapshot);
    a.state == b.state && a.weights == b.weights
}

#[test]
fn the_preset_plays_both_sides_in_step_and_either_learning_rate_can_be_dragged() {
    let preset = Path::new("low-versus-high-learning-rate.toml");
    let mut window = window(Some(preset), true);
    wait_both(&mut window, "iterations", |[a, b]| {
        let [a, b] = [&a.snapshot, &b.snapshot];
        assert_eq!((a.now_ms, a.iteration), (b.now_ms, b.iteration));
        a.running && a.iteration > 20
    });
    let [a, b] = both(window.state())
        .expect("both")
        .map(|s| s.snapshot.rules);
    let rates = [a, b].map(|rules| rules.plasticity.learning_rate);
    assert_eq!(rates, [0.0127, 1.0]);
    drag_slider(&mut window, "Learning rate of B", 0.25);
    let dragged = rate(&window, Side::B);
    assert!((0.005..0.02).contains(&dragged), "{dragged}");
    assert_eq!(rate(&window, Side::A), 0.0127);
    wait_both(&mut window, "the new rate", |[a, b]| {
        let rates = [a, b].map(|scene| scene.snapshot.rules.plasticity.learning_rate);
        rates == [0.0127, dragged]
    });
    let pairs = |window: &Window, view| window.get_all_by_role_and_label(Role::Image, view).count();
    assert_eq!(pairs(&window, "Weights by community"), 2);
    laboratory(&mut window);
    for view in ["Weights by community", "Network graph"] {
        assert_eq!(pairs(&window, view), 2);
    }
}

#[test]
fn the_differences_are_listed_and_each_can_be_made_equal() {
    let (_folder, mut window) = small(true, false);
    window.get_by_label("B differs in");
    let title = |side: &str, rate: &str| format!("{side} · learning rate {rate}");
    assert!(
        window
            .query_all_by_label(&title("A", "0.01"))
            .next()
            .is_some()
    );
    assert!(window.query_all_by_label(&title("B", "1")).next().is_some());
    click(&mut window, "Controls of B");
    drag_slider(&mut window, "Pruning", 0.5);
    let pruning = |side| {
        let scenario = window
            .state()
            .session
            .document
            .side(side)
            .expect("the side");
        scenario.rules.plasticity.pruning
    };
    assert_eq!(pruning(Side::A), 0.9, "only B is controlled");
    assert_ne!(pruning(Side::B), 0.9);
    click(&mut window, "Make learning rate equal");
    assert_eq!(rate(&window, Side::B), 0.01);
    click(&mut window, "Make pruning equal");
    window.get_by_label("B has the same settings as A.");
    assert!(window.query_by_label("B differs in").is_none());
}

#[test]
fn both_sides_share_their_scales_unless_each_is_to_have_its_own() {
    let (_folder, mut window) = small(true, true);
    wait_both(&mut window, "weights far apart", |sides| {
        let limits = sides.map(|scene| scene.pictures.as_ref().map_or(0.0, |p| p.weights.limit));
        limits[0] > 0.0 && limits[1] >= 10.0 * limits[0]
    });
    click(&mut window, "Pause");
    wait_both(&mut window, "the pause", |[a, _]| !a.snapshot.running);
    let scales = |window: &mut Window| -> Vec<String> {
        window.step();
        window.step();
        let bars = window.get_all_by_label_contains("Colours of w_ij");
        let named = bars.filter_map(|bar| bar.accesskit_node().label());
        named.collect()
    };
    let [a, b] = &scales(&mut window)[..] else {
        panic!("two colour bars");
    };
    assert_eq!(a, b);
    click(&mut window, "Common scales");
    let [a, b] = &scales(&mut window)[..] else {
        panic!("two colour bars");
    };
    assert_ne!(a, b);
}

#[test]
fn a_copy_is_the_same_bit_for_bit_at_once_and_after_a_reset() {
    let (_folder, mut window) = small(true, true);
    wait_both(&mut window, "different states", |sides| {
        sides[0].snapshot.iteration > 30 && !same_state(sides)
    });
    click(&mut window, "Pause");
    wait_both(&mut window, "the pause", |[a, _]| !a.snapshot.running);
    let before = snapshot(&window).clone();
    click(&mut window, "Copy A to B");
    assert_eq!(rate(&window, Side::B), 0.01);
    wait_both(&mut window, "the copy", same_state);
    assert_eq!(snapshot(&window).state, before.state, "A is as it was");

    click(&mut window, "Reset, same seed");
    wait_both(&mut window, "the reset", |[a, _]| a.snapshot.iteration == 0);
    for _ in 0..3 {
        click(&mut window, "Step");
    }
    wait_both(&mut window, "three steps", |sides| {
        let [a, b] =
            sides.map(|scene| (scene.snapshot.iteration, scene.snapshot.weights_iteration));
        a == (3, 3) && a == b && same_state(sides)
    });
    drag_slider(&mut window, "Learning rate of B", 0.9);
    click(&mut window, "Step");
    wait_both(&mut window, "another step", |sides| {
        sides[0].snapshot.iteration == 4 && !same_state(sides)
    });
}

#[test]
fn a_comparison_begins_with_a_copy_of_what_runs_and_its_end_can_be_undone() {
    let (_folder, mut window) = small(false, false);
    for _ in 0..3 {
        click(&mut window, "Step");
    }
    wait(&mut window, "three steps", |s| s.iteration == 3);
    menu(&mut window, &["Compare", "Compare with a copy"]);
    wait_both(&mut window, "the copy", |sides| {
        sides[1].snapshot.iteration == 3 && same_state(sides)
    });
    assert!(window.state().session.document.is_unsaved());
    for _ in 0..120 {
        window.step(); // undo needs the state to have been stable for a while
    }
    drag_slider(&mut window, "Learning rate of B", 0.9);
    for _ in 0..120 {
        window.step();
    }
    let dragged = rate(&window, Side::B);
    click(&mut window, "End the comparison");
    wait_for(&mut window, "the end", |app| {
        app.session.scene(Side::B).is_none()
    });
    assert_eq!(snapshot(&window).iteration, 3, "A goes on");
    assert_eq!(
        window
            .get_all_by_role_and_label(Role::Image, "Network graph")
            .count(),
        1
    );
    menu(&mut window, &["Edit", "Undo"]);
    wait_both(&mut window, "side B again", |[a, b]| {
        a.snapshot.iteration == 0 && b.snapshot.rules.plasticity.learning_rate == dragged
    });
}

#[test]
fn sides_change_places_with_their_settings_and_their_states() {
    let (_folder, mut window) = small(true, false);
    click(&mut window, "Step");
    wait_both(&mut window, "the step", |[a, _]| {
        a.snapshot.weights_iteration == 1
    });
    let states = both(window.state())
        .expect("both")
        .map(|s| s.snapshot.weights.clone());
    click(&mut window, "Swap A and B");
    assert_eq!(Side::ALL.map(|side| rate(&window, side)), [1.0, 0.01]);
    wait_both(&mut window, "the swap", |sides| {
        let [a, b] = sides.map(|scene| &scene.snapshot.weights);
        (a, b) == (&states[1], &states[0])
    });
}

#[test]
fn saving_keeps_the_comparison_and_its_comments() {
    let (folder, mut window) = small(true, false);
    drag_slider(&mut window, "Learning rate of B", 0.75);
    let dragged = rate(&window, Side::B);
    menu(&mut window, &["File", "Save"]);
    assert!(!window.state().session.document.is_unsaved());
    let path = folder.path().join("small.toml");
    let text = std::fs::read_to_string(&path).expect("the file");
    assert_eq!(
        text,
        SMALL.replace("1.0 # fast", &format!("{dragged:?} # fast"))
    );
    drop(window);
    let window = self::window(Some(&path), false);
    assert_eq!(rate(&window, Side::B), dragged);
    let saved: Scenario = scenario::parse(&text, "").expect("a scenario");
    assert_eq!(window.state().session.document.scenario, saved);
}

#[test]
fn a_side_that_blows_up_is_named_and_what_is_offered_helps_that_side() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "format = 1\n[network]\nneurons = 30\n[compare]\nnetwork.weight_gain = 5.0\n\
                plasticity = { learning_rate = 0.0, pruning = 0.0 }\n";
    let path = write_scenario(folder.path(), "runaway.toml", text);
    let mut window = window(Some(&path), false);
    click(&mut window, "Full");
    click(&mut window, "Play");
    wait_both(&mut window, "the runaway", |[_, b]| {
        b.snapshot.blow_up.is_some()
    });
    let [a, b] = both(window.state())
        .expect("both")
        .map(|s| s.snapshot.clone());
    assert!(!a.running && a.blow_up.is_none());
    assert_eq!(a.now_ms, b.now_ms);
    window.step();
    assert!(
        window
            .query_by_label_contains("Side B stopped both")
            .is_some()
    );
    click(&mut window, "Lower the initial weight gain and begin again");
    wait_both(&mut window, "a sound run", |[a, b]| {
        a.snapshot.iteration > 300 && b.snapshot.blow_up.is_none()
    });
    assert_eq!(
        window.state().session.document.scenario.network.weight_gain,
        0.1
    );
}

#[test]
fn networks_of_different_sizes_can_be_pointed_at_on_either_side() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "format = 1\nnetwork.neurons = 12\n[compare]\nnetwork.neurons = 90\n";
    let path = write_scenario(folder.path(), "sizes.toml", text);
    let mut window = window(Some(&path), false);
    wait_both(&mut window, "pictures", |sides| {
        sides
            .iter()
            .all(|scene| scene.pictures.is_some() && scene.findings.is_some())
    });
    let heatmaps: Vec<egui::Rect> = window
        .get_all_by_role_and_label(Role::Image, "Weights by community")
        .map(|node| node.rect())
        .collect();
    for rect in heatmaps {
        for across in 0..12 {
            for down in 0..6 {
                let share = egui::vec2(across as f32 / 12.0, down as f32 / 6.0);
                window.hover_at(rect.lerp_inside(share));
                window.step();
                window.step();
            }
        }
    }
}

#[test]
fn standing_still_a_comparison_asks_for_nothing() {
    let (_folder, mut window) = small(true, false);
    wait_both(&mut window, "findings", |sides| {
        sides
            .iter()
            .all(|scene| scene.findings.is_some() && scene.pictures.is_some())
    });
    for _ in 0..200 {
        window.step();
    }
    let delay = window.output().viewport_output[&egui::ViewportId::ROOT].repaint_delay;
    assert!(
        delay > std::time::Duration::from_secs(1),
        "repaint after {delay:?}"
    );
}
