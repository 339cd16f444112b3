//! The theorem lab: learning, the proof and ways to break it, clocks, stability, predictions.

use std::path::Path;

use accordance::engine::Proof;
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::harness::*;

fn preset(name: &str) -> Window {
    let mut window = window(Some(Path::new(name)), false);
    laboratory(&mut window);
    click(&mut window, "Full");
    click(&mut window, "Play");
    window
}

fn wait_for_proof(window: &mut Window, what: &str, wanted: impl Fn(&Proof) -> bool) {
    wait_for(window, what, |app| {
        let proof = app.scene().and_then(|scene| scene.proof.as_ref());
        proof.is_some_and(|proof| wanted(proof))
    });
}

fn difference(proof: &Proof) -> f64 {
    let agreement = proof.agreement.as_ref();
    agreement.map_or(f64::NAN, |a| a.largest_relative_difference)
}

fn says(window: &Window, part: &str) -> bool {
    window.get_all_by_role(Role::Label).any(|node| {
        node.accesskit_node()
            .value()
            .unwrap_or_default()
            .contains(part)
    })
}

#[test]
fn xor_is_learned_and_its_decision_boundary_shown() {
    let mut window = preset("xor.toml");
    wait_for(&mut window, "all four right", |app| {
        let scene = app.scene().expect("a scene");
        let latest = scene.snapshot.learning.epochs().last().cloned();
        latest.is_some_and(|epoch| epoch.train.accuracy == Some(1.0) && epoch.train.loss < 0.05)
    });
    window.step();
    assert!(says(&window, "100.0% right"));
    window.get_by_role_and_label(Role::Image, "Decision boundary");
    window.get_by_role_and_label(Role::Image, "Network graph");
}

#[test]
fn the_rule_is_backpropagation_until_it_is_broken_and_again_when_mended() {
    // At full speed the task would soon be learned to the last bit, and every gradient be zero.
    let mut window = window(Some(Path::new("xor.toml")), true);
    laboratory(&mut window);
    wait_for_proof(&mut window, "a proof", |p| difference(p) <= 1e-12);
    window.step();
    assert!(says(&window, "The rule is backpropagation."));

    for breaker in [
        "random feedback",
        "no feedback",
        "signs only",
        "noisy transport",
        "too few updates",
        "clocks not separated",
        "noise",
        "balance is not σ'",
        "pruning",
    ] {
        click(&mut window, breaker);
        wait_for_proof(&mut window, breaker, |p| difference(p) > 1e-3);
        window.step();
        assert!(says(&window, "rule is not backpropagation"), "{breaker}");
        click(&mut window, breaker);
        wait_for_proof(&mut window, "the mended rule", |p| difference(p) <= 1e-12);
    }
}

/// Whether a way to break the theorem is lit.
fn lit(window: &Window, breaker: &str) -> bool {
    let chip = window.get_by_role_and_label(Role::Button, breaker);
    chip.accesskit_node().toggled() == Some(egui::accesskit::Toggled::True)
}

#[test]
fn ways_to_break_it_stay_lit_combine_stand_still_and_are_undone() {
    let mut window = window(Some(Path::new("xor.toml")), true);
    wait_for_proof(&mut window, "a proof", |p| difference(p) <= 1e-12);
    window.step();
    let place = |w: &Window| w.get_by_role_and_label(Role::Button, "pruning").rect();
    let before = place(&window);
    let pressed = ["too few updates", "clocks not separated", "random feedback"];
    for breaker in pressed {
        assert!(!lit(&window, breaker));
        click(&mut window, breaker);
        wait_for_proof(&mut window, breaker, |p| difference(p) > 1e-3);
        window.step();
        assert_eq!(place(&window), before, "no button moves");
    }
    assert!(pressed.iter().all(|breaker| lit(&window, breaker)));
    for breaker in pressed {
        assert!(says(&window, "rule is not backpropagation"));
        click(&mut window, breaker);
        window.step();
        assert!(!lit(&window, breaker), "{breaker}");
    }
    // Meanwhile it may have learned so wrongly that it has nothing left to learn.
    window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::R);
    window.step();
    // The updates on the way there may still be among those that are looked at.
    let mended = |window: &Window| says(window, "The rule is backpropagation.");
    let tried = (0..2000).any(|_| {
        wait_for_proof(&mut window, "the mended rule", |p| difference(p) <= 1e-12);
        window.step();
        mended(&window)
    });
    assert!(tried, "it is said to be mended");
    let document = &window.state().session.document;
    assert!(!document.is_unsaved(), "all is as it was");
}

#[test]
fn clocks_too_close_light_their_chip_and_it_takes_them_apart() {
    let mut window = preset("clocks-too-close.toml");
    tab(&mut window, "Rule and backpropagation");
    wait_for_proof(&mut window, "the broken rule", |p| difference(p) > 1e-3);
    window.step();
    assert!(lit(&window, "clocks not separated"));
    click(&mut window, "clocks not separated");
    wait_for_proof(&mut window, "the mended rule", |p| difference(p) <= 1e-12);
    window.step();
    assert!(!lit(&window, "clocks not separated"));
}

#[test]
fn the_angle_to_the_gradient_is_told_for_each_layer() {
    let mut window = window(Some(Path::new("xor.toml")), true);
    wait_for_proof(&mut window, "angles", |p| !p.angles.items().is_empty());
    window.step();
    assert!(says(&window, "1 → 2: 0°") && says(&window, "2 → 3: 0°"));
    click(&mut window, "no feedback");
    wait_for_proof(&mut window, "no angle", |p| {
        let angles = p.angles.items().last().expect("angles");
        angles.degrees[0].is_none() && angles.degrees[1].is_some()
    });
    window.step();
    assert!(says(&window, "1 → 2: nothing changes"));
}

#[test]
fn recurrent_synapses_break_the_rule_and_skip_synapses_do_not() {
    let mut window = window(Some(Path::new("xor.toml")), true);
    laboratory(&mut window);
    wait_for_proof(&mut window, "a proof", |p| difference(p) <= 1e-12);
    click(&mut window, "recurrent synapses");
    wait_for_proof(&mut window, "the broken rule", |p| difference(p) > 1e-3);
    click(&mut window, "recurrent synapses");
    wait_for_proof(&mut window, "the mended rule", |p| difference(p) <= 1e-12);
    let layers = |w: &Window| {
        let scene = w.state().scene().expect("a scene");
        scene.snapshot.topology.layers().cloned().expect("layers")
    };
    click(&mut window, "skip synapses: does not break it");
    wait(&mut window, "skip synapses", |s| {
        s.topology.layers().is_some_and(|l| l.skip)
    });
    assert!(layers(&window).skip && !layers(&window).recurrent);
    for _ in 0..50 {
        window.step();
    }
    wait_for_proof(&mut window, "a proof with skip synapses", |p| {
        p.agreement.as_ref().is_some_and(|a| a.layers.len() == 3) && difference(p) <= 1e-12
    });
}

#[test]
fn separated_clocks_settle_and_clocks_too_close_do_not() {
    use accordance::engine::{Settling, settling};
    use accordance::model::Clock;

    let mut window = preset("clocks.toml");
    wait(&mut window, "settled clocks", |s| {
        settling(&s.events, Clock::Firing) == Settling::Settled
            && settling(&s.events, Clock::Credit) == Settling::Settled
    });
    window.get_by_role_and_label(Role::Image, "Clock events");

    let mut window = preset("clocks-too-close.toml");
    wait(&mut window, "restless clocks", |s| {
        matches!(settling(&s.events, Clock::Firing), Settling::Moving(_))
    });
}

#[test]
fn the_edges_of_the_windows_can_be_dragged() {
    let mut window = preset("clocks.toml");
    wait(&mut window, "a lesson", |s| {
        s.presentation.is_some() && s.iteration > 20
    });
    click(&mut window, "Pause");
    let edge = "Output window opens";
    let before = window
        .state()
        .session
        .document
        .scenario
        .rules
        .teaching
        .output
        .from_ms;
    let sliders = || window.get_all_by_role_and_label(Role::Slider, edge);
    let narrow = sliders()
        .map(|node| node.rect())
        .min_by(|a, b| a.width().total_cmp(&b.width()));
    let from = narrow.expect("the edge in the view").center();
    window.drag_at(from);
    window.step();
    window.hover_at(from + egui::vec2(-25.0, 0.0));
    window.step();
    window.drop_at(from + egui::vec2(-25.0, 0.0));
    for _ in 0..3 {
        window.step();
    }
    let after = window
        .state()
        .session
        .document
        .scenario
        .rules
        .teaching
        .output
        .from_ms;
    assert!(after < before, "{before} → {after}");
}

#[test]
fn the_three_clock_map_is_worked_out_in_the_background_and_a_click_runs_its_clocks() {
    let mut window = preset("xor.toml");
    wait(&mut window, "iterations", |s| s.iteration > 10);
    tab(&mut window, "Three-clock map");
    click(&mut window, "Work out the map");
    wait_for(&mut window, "the map", |app| {
        app.jobs.clock_map.as_ref().is_some_and(|map| {
            let (done, all) = map.progress();
            done == all
        })
    });
    let map = window.state().jobs.clock_map.as_ref().expect("a map");
    let last = accordance::engine::RATIOS.len() - 1;
    let (separated, together) = (
        map.cosine(last, last).expect("done"),
        map.cosine(0, 0).expect("done"),
    );
    assert!(separated > 0.999, "far apart: {separated}");
    assert!(together < 0.9, "reversed: {together}");

    let rect = window
        .get_by_role_and_label(Role::Image, "Three-clock map")
        .rect();
    let corner = rect.right_top() + egui::vec2(-20.0, 12.0);
    window.hover_at(corner);
    window.step();
    window.drag_at(corner);
    window.step();
    window.drop_at(corner);
    for _ in 0..3 {
        window.step();
    }
    let clocks = window.state().session.document.scenario.rules.clocks;
    assert_eq!(
        (clocks.firing_ms, clocks.credit_ms, clocks.plasticity_ms),
        (1.0, 16.0, 256.0)
    );
    wait(&mut window, "the clocks of the cell", |s| {
        s.rules.clocks.plasticity_ms == 256.0
    });
}

#[test]
fn a_map_can_be_cancelled() {
    let mut window = preset("digits.toml");
    wait(&mut window, "iterations", |s| s.iteration > 10);
    tab(&mut window, "Three-clock map");
    click(&mut window, "Work out the map");
    click(&mut window, "Cancel the map");
    assert!(window.state().jobs.clock_map.as_ref().is_none());
    window.get_by_label("Work out the map");
}

#[test]
fn stability_says_that_layered_credit_is_nilpotent_and_warns_of_a_runaway() {
    let mut window = preset("xor.toml");
    let nilpotent = |app: &accordance::app::AccordanceApp| {
        let stability = app.scene().and_then(|scene| scene.stability.as_ref());
        stability.is_some_and(|s| s.spectrum.nilpotent.is_some())
    };
    wait_for(&mut window, "the eigenvalues", nilpotent);
    window.step();
    assert!(says(&window, "J is nilpotent"));

    let mut window = self::window(Some(Path::new("runaway-credit.toml")), false);
    wait_for(&mut window, "the views", |app| {
        app.scene().is_some_and(|s| s.findings.is_some())
    });
    tab(&mut window, "Stability of credit");
    click(&mut window, "Step");
    wait_for(&mut window, "the eigenvalues", |app| {
        let stability = app.scene().and_then(|scene| scene.stability.as_ref());
        stability.is_some_and(|s| s.spectrum.radius.is_some_and(|r| r > 1.0))
    });
    window.step();
    assert!(says(&window, "runs away"));
}

#[test]
fn predictions_hold_in_a_connectome_too() {
    let mut window = window(None, true);
    wait(&mut window, "iterations", |s| s.iteration > 50);
    tab(&mut window, "Predictions");
    wait_for_proof(&mut window, "predictions", |p| {
        p.predictions.ratio.len() > 100
    });
    let proof = window
        .state()
        .scene()
        .and_then(|s| s.proof.clone())
        .expect("a proof");
    let off = |[expected, measured]: &[f64; 2]| {
        (expected - measured).abs() > 0.05 * expected.abs() + 1e-4
    };
    let outliers = proof
        .predictions
        .ratio
        .iter()
        .filter(|pair| off(pair))
        .count();
    assert!(
        outliers * 20 < proof.predictions.ratio.len(),
        "{outliers} off the line"
    );
}

#[test]
fn a_table_of_ones_own_is_looked_at_and_learned() {
    let folder = tempfile::tempdir().expect("a folder");
    let table = folder.path().join("and.csv");
    std::fs::write(
        &table,
        "a;b;both\n-1;-1;-1\n-1;1;-1\n1;-1;-1\n1;1;1\n-1;-1;-1\n1;1;1\n",
    )
    .expect("a table");
    let mut window = window(None, false);
    menu(&mut window, &["File", "Learn from a table…"]);
    let label = "Path of the table (.csv or .npy), inputs then targets";
    type_path_at(&mut window, label, &table, "Look at it");
    until(&mut window, "the look", |w| {
        w.query_by_label("Learn it").is_some()
    });
    assert!(says(
        &window,
        "6 rows and 3 columns, numbers separated by semicolons"
    ));
    click(&mut window, "Learn it");
    wait(&mut window, "the learner", |s| s.samples.is_some());
    let scene = window.state().scene().expect("a scene");
    assert_eq!(
        scene.snapshot.topology.layers().expect("layers").sizes,
        [2, 16, 1]
    );
}

#[test]
fn a_table_with_a_mistake_is_told_with_row_and_column() {
    let folder = tempfile::tempdir().expect("a folder");
    let table = folder.path().join("bad.csv");
    std::fs::write(&table, "1;2\n3;four\n").expect("a bad table");
    let mut window = window(None, false);
    menu(&mut window, &["File", "Learn from a table…"]);
    let label = "Path of the table (.csv or .npy), inputs then targets";
    type_path_at(&mut window, label, &table, "Look at it");
    wait_for(&mut window, "the message", |app| {
        app.shell.notices.error().is_some()
    });
    let error = window
        .state()
        .shell
        .notices
        .error()
        .expect("a message")
        .to_owned();
    for part in ["bad.csv", "line 2", "column 2", "four"] {
        assert!(error.contains(part), "{part} in: {error}");
    }
}

#[test]
fn another_loss_makes_other_targets_and_is_refused_where_there_is_one_output() {
    let mut window = preset("digits.toml");
    wait_for_proof(&mut window, "a proof", |p| difference(p) <= 1e-12);
    let generation = window.state().scene().expect("a scene").snapshot.generation;
    click(&mut window, "cross-entropy");
    wait(&mut window, "a new beginning", move |s| {
        s.generation > generation
    });
    wait_for_proof(&mut window, "a proof for the other loss", |p| {
        difference(p) <= 1e-12
    });
    let samples = window
        .state()
        .scene()
        .and_then(|s| s.snapshot.samples.clone())
        .expect("samples");
    assert_eq!(samples.targets[0].iter().sum::<f64>(), 1.0);

    let mut window = preset("xor.toml");
    wait_for_proof(&mut window, "a proof", |p| difference(p) <= 1e-12);
    click(&mut window, "cross-entropy");
    assert!(
        window
            .state()
            .shell
            .notices
            .error()
            .expect("a message")
            .contains("output")
    );
    wait_for_proof(&mut window, "the same proof", |p| difference(p) <= 1e-12);
}

#[test]
fn a_network_that_learns_by_the_gradient_shows_its_clocks_settled() {
    for name in ["xor.toml", "two-spirals.toml", "digits.toml"] {
        let mut window = preset(name);
        wait_for_proof(&mut window, "a proof", |p| p.residuals == [0.0, 0.0]);
        for _ in 0..3 {
            window.step();
        }
        assert!(difference_now(&window) <= 1e-12, "{name}");
    }
    let mut window = preset("clocks-too-close.toml");
    wait_for_proof(&mut window, "restless clocks", |p| p.residuals[1] > 1e-4);
}

fn difference_now(window: &Window) -> f64 {
    let scene = window.state().scene().expect("a scene");
    difference(scene.proof.as_ref().expect("a proof"))
}
