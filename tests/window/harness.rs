//! Drives a window.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use accordance::app::{AccordanceApp, Start};
use accordance::engine::Snapshot;
use egui::accesskit::Role;
use egui_kittest::{Harness, kittest::Queryable as _};

pub type Window = Harness<'static, AccordanceApp>;

/// A window on a scenario; files are chosen by typing their path, as no dialog can be shown here.
pub fn window(scenario: Option<&Path>, playing: bool) -> Window {
    started(Start {
        scenario: scenario.map(Path::to_path_buf),
        native_dialogs: false,
        playing,
        ..Start::default()
    })
}

/// A window that starts so.
pub fn started(start: Start) -> Window {
    let mut window = Harness::builder()
        .with_size([1440.0, 900.0])
        .with_step_dt(1.0 / 60.0)
        .build_eframe(move |cc| AccordanceApp::new(cc, &start).expect("the engine starts"));
    wait(&mut window, "the first snapshot", |s| s.generation > 0);
    window
}

/// Lets the window live until the snapshot is as wanted.
pub fn wait(window: &mut Window, what: &str, wanted: impl Fn(&Snapshot) -> bool) {
    wait_for(window, what, |app| {
        app.scene().is_some_and(|scene| wanted(&scene.snapshot))
    });
}

pub fn wait_for(window: &mut Window, what: &str, wanted: impl Fn(&AccordanceApp) -> bool) {
    let begun = Instant::now();
    loop {
        window.step();
        if wanted(window.state()) {
            return;
        }
        assert!(
            begun.elapsed() < Duration::from_secs(60),
            "waited too long for {what}"
        );
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Lets the window live until something is so.
pub fn until(window: &mut Window, what: &str, holds: impl Fn(&Window) -> bool) {
    let begun = Instant::now();
    while !holds(window) {
        let waited = begun.elapsed() < Duration::from_secs(60);
        assert!(
            waited,
            "waited too long for {what}: {:?}",
            window.state().shell.notices.error()
        );
        std::thread::sleep(Duration::from_millis(5));
        window.step();
    }
    for _ in 0..4 {
        window.step();
    }
}

pub fn snapshot(window: &Window) -> &Snapshot {
    &window.state().scene().expect("a scene").snapshot
}

pub fn click(window: &mut Window, label: &str) {
    window.get_by_label(label).click();
    // Menus and questions take a frame to open and one to measure themselves.
    for _ in 0..4 {
        window.step();
    }
}

/// Drags the slider of this name to a share of its width.
pub fn drag_slider(window: &mut Window, label: &str, share: f32) {
    let rect = window.get_by_role_and_label(Role::Slider, label).rect();
    let at = |share: f32| egui::pos2(rect.left() + share * rect.width(), rect.center().y);
    window.drag_at(rect.center());
    window.step();
    window.hover_at(at(share));
    window.step();
    window.drop_at(at(share));
    window.step();
    window.step();
}

/// Arranges the views so that all are there.
pub fn laboratory(window: &mut Window) {
    window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Num4);
    for _ in 0..4 {
        window.step();
    }
}

/// Brings a view to the front: by its tab, or, where that has no room or is not there, from the menu.
pub fn tab(window: &mut Window, title: &str) {
    if window
        .query_by_role_and_label(Role::Button, title)
        .is_some()
    {
        window.get_by_role_and_label(Role::Button, title).click();
    } else {
        menu(window, &["View", "Views"]);
        window.get_by_role_and_label(Role::CheckBox, title).click();
    }
    for _ in 0..4 {
        window.step();
    }
}

pub fn menu(window: &mut Window, path: &[&str]) {
    for label in path {
        click(window, label);
    }
}

pub fn write_scenario(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).expect("a scenario file");
    path
}

pub fn type_path(window: &mut Window, path: &Path, button: &str) {
    type_path_at(
        window,
        "Path of the scenario file (.accordance or .toml)",
        path,
        button,
    );
}

/// Types a path into the field of this name.
pub fn type_path_at(window: &mut Window, label: &str, path: &Path, button: &str) {
    window.step();
    window.step();
    let field = window.get_by_role_and_label(Role::TextInput, label);
    field.focus();
    window.step();
    window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    window.step();
    let field = window.get_by_role_and_label(Role::TextInput, label);
    field.type_text(&path.display().to_string());
    window.step();
    click(window, button);
}

/// A file dropped on the window.
#[derive(Debug)]
pub struct Dropped(pub PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }
    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}
