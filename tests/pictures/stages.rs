//! What the window is looked at with: presets, also presented, and everything that asks or unfolds.

use std::path::Path;

use accordance::scenario::presets;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

use crate::screen::{Screen, Window};

/// What is done with a window that stands as it is to be seen, under a name.
pub type Look<'a> = &'a mut dyn FnMut(&str, &mut Window);

/// Sets everything on a screen, one after the other.
pub fn all(screen: Screen, look: Look<'_>) {
    for preset in presets() {
        preset_stage(screen, preset.file_name, preset.stem(), look);
    }
    if screen.zoom == 1.0 {
        arrangements(screen, look);
    }
    let mut welcome = Window::on(screen, Path::new("low-learning-rate.toml"), true);
    welcome.frames(6);
    look("welcome", &mut welcome);
    questions(screen, look);
    saving(screen, look);
}

/// A window on a preset that has run for a while.
fn window(screen: Screen, file: &Path) -> Window {
    let mut window = Window::on(screen, file, false);
    window.until(|app| {
        app.scene().is_some_and(|scene| {
            let ran = scene.snapshot.iteration > 200 || scene.snapshot.blow_up.is_some();
            ran && scene.findings.is_some() && scene.pictures.is_some()
        })
    });
    window.press(Modifiers::NONE, Key::Space);
    window.frames(6);
    window
}

fn preset_stage(screen: Screen, file: &str, stem: &str, look: Look<'_>) {
    let mut window = window(screen, Path::new(file));
    look(stem, &mut window);
    window.press(Modifiers::NONE, Key::F11);
    window.frames(3);
    look(&format!("{stem}-presented"), &mut window);
    if file == "low-learning-rate.toml" {
        for number in 2..=4 {
            window.press(Modifiers::NONE, Key::PageDown);
            look(&format!("{stem}-presented-{number}"), &mut window);
        }
    }
    window.press(Modifiers::NONE, Key::F);
    window.press(Modifiers::NONE, Key::L);
    window
        .harness
        .hover_at(window.harness.ctx.content_rect().center());
    window.frames(3);
    if stem.contains("versus") {
        look(&format!("{stem}-presented-frozen"), &mut window);
    }
    window.press(Modifiers::NONE, Key::Escape);
    let past = |window: &mut Window| {
        for _ in 0..3 {
            window.press(Modifiers::NONE, Key::ArrowLeft);
        }
        window.until(|app| {
            let past = app.session.engine.past();
            past.is_some_and(|past| past.is_exact)
        });
    };
    if stem.contains("versus") || stem == "xor" {
        past(&mut window);
        look(&format!("{stem}-past"), &mut window);
        window.press(Modifiers::NONE, Key::F11);
        look(&format!("{stem}-past-presented"), &mut window);
    }
    if window.has("Inspector") {
        window.press(Modifiers::NONE, Key::Escape);
        window.press(Modifiers::NONE, Key::Escape);
        window.press(Modifiers::COMMAND, Key::K);
        window.frames(4);
        look(&format!("{stem}-controls"), &mut window);
    }
}

/// All views there are, of one side and of two, and the inspector.
fn arrangements(screen: Screen, look: Look<'_>) {
    for (file, name) in [
        ("low-learning-rate.toml", "laboratory"),
        ("xor.toml", "laboratory-lesson"),
        ("low-versus-high-learning-rate.toml", "laboratory-compared"),
    ] {
        let mut window = window(screen, Path::new(file));
        window.press(Modifiers::COMMAND, Key::Num4);
        window.press(Modifiers::COMMAND, Key::I);
        window.frames(4);
        look(name, &mut window);
    }
    let mut window = window(screen, Path::new("low-learning-rate.toml"));
    window.press(Modifiers::COMMAND, Key::E);
    look("explorer", &mut window);
}

/// What asks before anything else goes on.
fn questions(screen: Screen, look: Look<'_>) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = window(screen, Path::new("low-learning-rate.toml"));
    for (menu, entry, name) in [
        ("File", "Open by path…", "open-by-path"),
        ("File", "Export animation…", "export-animation"),
        ("File", "Export network…", "export-network"),
        ("Help", "About Accordance", "about"),
    ] {
        window.click(menu);
        if name == "open-by-path" {
            look("menu", &mut window);
        }
        window.click(entry);
        window.frames(4);
        look(name, &mut window);
        if name != "about" {
            window.press(Modifiers::NONE, Key::Escape);
        }
    }
    window.click("Licences…");
    window.frames(4);
    look("licences", &mut window);
    window.press(Modifiers::NONE, Key::Escape);
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("a file");
        path
    };
    let table = write("table.csv", "a;b;both\n-1;-1;-1\n-1;1;-1\n1;-1;-1\n1;1;1\n");
    let counts = write("counts.csv", "0,4,0\n0,0,-2\n8,0,1\n");
    let asked = [
        (
            "Learn from a table…",
            "Path of the table (.csv or .npy), inputs then targets",
            &table,
            "table",
        ),
        (
            "Import a connectome…",
            "Path of the connectome (.npy, .csv or .graphml)",
            &counts,
            "connectome",
        ),
    ];
    for (entry, label, path, name) in asked {
        window.click("File");
        window.click(entry);
        type_path(&mut window, label, path, "Look at it");
        window.until(|app| app.shell.question.is_some());
        look(name, &mut window);
        window.press(Modifiers::NONE, Key::Escape);
    }
    let bad = write(
        "bad.toml",
        "format = 1\n[plasticity]\nlearning_rate = \"fast\"\n",
    );
    window.click("File");
    window.click("Open by path…");
    let label = "Path of the scenario file (.accordance or .toml)";
    type_path(&mut window, label, &bad, "Open file");
    look("error", &mut window);
}

/// What is asked about changes that are not saved.
fn saving(screen: Screen, look: Look<'_>) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("mine.toml");
    std::fs::write(
        &path,
        "format = 1\nname = \"Mine\"\n[network]\nneurons = 40\n",
    )
    .expect("a file");
    let mut window = window(screen, &path);
    let scenario = &mut window.harness.state_mut().session.document.scenario;
    scenario.rules.plasticity.pruning = 0.5;
    window.frames(20);
    window.click("File");
    window.click("New…");
    look("unsaved", &mut window);
    window.press(Modifiers::NONE, Key::Escape);
    window.click("File");
    window.click("Save as…");
    window.frames(4);
    look("save-as", &mut window);
    if window.has("Save as it now stands") {
        window.click("Save as it now stands");
        look("save-as-path", &mut window);
    }
    type_path(
        &mut window,
        "Path of the scenario file (.accordance or .toml)",
        &path,
        "Save file",
    );
    look("replace", &mut window);
}

fn type_path(window: &mut Window, label: &str, path: &Path, button: &str) {
    window.frames(2);
    let field = |window: &Window| {
        let role = egui::accesskit::Role::TextInput;
        window.harness.get_by_role_and_label(role, label).focus();
    };
    field(window);
    window.frames(1);
    window.press(Modifiers::COMMAND, Key::A);
    let role = egui::accesskit::Role::TextInput;
    let typed = window.harness.get_by_role_and_label(role, label);
    typed.type_text(&path.display().to_string());
    window.frames(2);
    window.click(button);
    window.frames(4);
}
