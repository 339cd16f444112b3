//! The README says what is so.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use accordance::scenario::{self, Scenario, quantities};

fn readme() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    std::fs::read_to_string(path).expect("the README")
}

/// The scenario in the README.
fn listing() -> String {
    let text = readme();
    let (_, rest) = text.split_once("```toml\n").expect("a listing");
    let (listing, _) = rest.split_once("```").expect("its end");
    listing.to_owned()
}

#[test]
fn the_listed_scenario_is_the_default_one() {
    let listed = scenario::parse(&listing(), "README.md").expect("it parses");
    assert_eq!(listed, Scenario::default());
}

#[test]
fn every_number_of_a_scenario_is_listed() {
    let listing = listing();
    for quantity in quantities() {
        let key = quantity.key.rsplit('.').next().expect("a key");
        assert!(
            listing.contains(&format!("{key} = ")),
            "{} is not in the README",
            quantity.key
        );
    }
}

#[test]
fn the_picture_is_there() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/window.png");
    assert!(image::open(path).is_ok());
    assert!(readme().contains("assets/window.png"));
}

#[test]
fn the_performance_table_has_each_size_and_names_its_machine() {
    let readme = readme();
    let (_, rest) = readme.split_once("<!-- performance -->").expect("a table");
    let (table, _) = rest
        .split_once("<!-- end of performance -->")
        .expect("its end");
    for size in ["| 300 |", "| 1000 |", "| 2000 |"] {
        assert!(table.contains(size), "{size}");
    }
    assert!(table.contains("Measured on ") && table.contains(" cores"));
}
