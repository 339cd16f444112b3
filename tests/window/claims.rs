//! What a scenario claims, and what of it holds now.

use accordance::engine::Side;
use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;

use crate::harness::*;

const CLAIMING: &str = "format = 1\nname = \"Claiming\"\n[network]\nneurons = 20\n\
    [compare.plasticity]\npruning = 0.5\n\
    [[claim]]\nsays = \"Nobody is missing\"\nwhen = \"isolated >= 0\"\nat = 2\n\
    [[claim]]\nsays = \"Everybody is missing\"\nwhen = \"isolated > 20\"\nat = 2\n\
    [[claim]]\nsays = \"It learns\"\nwhen = \"train_loss < 1\"\nat = 2\n\
    [[claim]]\nsays = \"Later\"\nwhen = \"isolated >= 0\"\nat = 1000\n\
    [[claim]]\nsays = \"It lasts\"\nwhen = \"isolated >= 0 for 2 iterations\"\nat = 2\n\
    [[claim]]\nsays = \"Side B\"\nwhen = \"isolated >= 0\"\nat = 2\nwith = { plasticity.pruning = 0.5 }\n\
    [[claim]]\nsays = \"Neither side\"\nwhen = \"isolated >= 0\"\nat = 2\nwith = { plasticity.pruning = 0.7 }\n";

#[test]
fn claims_stand_below_the_summary_with_a_mark_for_what_holds_now() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = write_scenario(folder.path(), "claiming.toml", CLAIMING);
    let mut window = window(Some(&path), false);
    let says = |window: &Window, what: &str| {
        let found = window.query_by_role_and_label(Role::Image, what);
        assert!(found.is_some(), "{what}");
    };
    for _ in 0..3 {
        click(&mut window, "Step");
    }
    wait_for(&mut window, "three steps analysed", |app| {
        let analysed = |side| {
            app.session
                .scene(side)?
                .findings
                .as_ref()
                .map(|f| f.iteration)
        };
        Side::ALL.map(analysed) == [Some(3), Some(3)]
    });
    window.step();
    for mark in [
        "Held at iteration 2: Nobody is missing",
        "Did not hold at iteration 2: Everybody is missing",
        "Cannot be told now: It learns",
        "Not yet: Later",
        "Held at iteration 2: Side B",
    ] {
        says(&window, mark);
    }
    // What neither side is, is folded.
    let elsewhere = "Neither side (with plasticity.pruning = 0.7)";
    assert!(window.query_by_label(elsewhere).is_none());
    click(&mut window, "1 claim about another setting");
    for _ in 0..30 {
        window.step();
    }
    says(&window, "About another setting: Neither side");
    window.get_by_label(elsewhere);
    window.get_by_label("Nobody is missing").hover();
    until(&mut window, "the hover", |window| {
        window.query_by_label("isolated >= 0").is_some()
    });
    window
        .get_by_role_and_label(Role::Slider, "Pruning")
        .scroll_to_me();
    for _ in 0..30 {
        window.step();
    }
    drag_slider(&mut window, "Pruning", 0.5);
    window.step();
    assert!(!window.state().session.document.claims().is_empty());
    assert!(window.state().session.document.is_unsaved());
}

#[test]
fn a_file_with_a_claim_that_cannot_be_understood_is_refused_with_its_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "format = 1\n[[claim]]\nsays = \"A\"\nwhen = \"isolatd > 3\"\n";
    let path = write_scenario(folder.path(), "faulty.toml", text);
    let window = window(Some(&path), false);
    let error = window.state().shell.notices.error().unwrap_or_default();
    assert!(
        error.contains("line 4: claim.when names isolatd"),
        "{error}"
    );
    assert!(error.contains("did you mean isolated?"), "{error}");
}
