//! What the program says of itself.

use accordance::about;
use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;

use crate::harness::{click, menu, window};

#[test]
fn help_tells_version_and_commit_and_shows_the_licences_of_all_parts_which_can_be_searched() {
    let mut window = window(None, false);
    menu(&mut window, &["Help", "About Accordance"]);
    let told = format!("Version {}, commit {}.", about::VERSION, about::COMMIT);
    window.get_by_label(&told);
    click(&mut window, "Licences…");
    let first = "Accordance is Copyright (c) 2026 The Accordance authors";
    assert_eq!(window.query_all_by_label_contains(first).count(), 1);
    let field = window.get_by_role_and_label(Role::TextInput, "Look for");
    field.focus();
    window.step();
    let field = window.get_by_role_and_label(Role::TextInput, "Look for");
    field.type_text("Alpaydin");
    for _ in 0..4 {
        window.step();
    }
    assert_eq!(window.query_all_by_label_contains(first).count(), 0);
    assert_eq!(window.query_all_by_label_contains("Alpaydin").count(), 1);
    click(&mut window, "Close");
    assert!(window.query_by_label("Licences").is_none());
}
