//! Taking pictures, data and animations home from the window.

use std::fs;
use std::path::{Path, PathBuf};

use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;

use crate::harness::*;

const SMALL: &str = "format = 1\nname = \"Small\"\n[network]\nneurons = 30\n[plasticity]\nlearning_rate = 0.05\n[run]\nseed = 7\niterations = 40\n";

fn small(folder: &Path, playing: bool) -> Window {
    let path = write_scenario(folder, "small.toml", SMALL);
    let mut window = window(Some(&path), playing);
    wait_for(&mut window, "pictures", |app| {
        app.scene().is_some_and(|scene| scene.pictures.is_some())
    });
    window
}

/// Types where an export is to go.
fn export_to(window: &mut Window, path: &Path) {
    type_path_at(window, "Path of the file", path, "Export file");
}

fn wait_for_file(window: &mut Window, path: &Path) -> Vec<u8> {
    let wanted: PathBuf = path.to_owned();
    wait_for(window, "the file", move |app| {
        assert_eq!(app.shell.notices.error(), None);
        wanted.exists()
    });
    fs::read(path).expect("the file")
}

#[test]
fn a_view_is_saved_as_picture_drawing_and_table_from_its_own_menu() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = small(folder.path(), false);
    for (entry, name) in [
        ("Save PNG…", "a.png"),
        ("Save SVG…", "a.svg"),
        ("Save data (CSV)…", "a"),
    ] {
        click(&mut window, "Export Weights by community");
        click(&mut window, entry);
        export_to(&mut window, &folder.path().join(name));
    }
    let png = wait_for_file(&mut window, &folder.path().join("a.png"));
    image::load_from_memory(&png).expect("a PNG file");
    let svg = wait_for_file(&mut window, &folder.path().join("a.svg"));
    let svg = String::from_utf8(svg).expect("text");
    assert!(svg.contains("Weights by community") && svg.contains("seed 7"));
    let csv = wait_for_file(&mut window, &folder.path().join("a.csv"));
    let csv = String::from_utf8(csv).expect("text");
    assert!(csv.contains("# Title: Small\n") && csv.contains("w_from_"));
}

#[test]
fn a_file_that_is_there_is_replaced_only_when_the_user_agrees() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("mine.svg");
    fs::write(&path, "mine").expect("written");
    let mut window = small(folder.path(), false);
    for answer in ["Cancel", "Replace"] {
        assert_eq!(fs::read(&path).expect("there"), b"mine");
        click(&mut window, "Export Network");
        click(&mut window, "Save SVG…");
        export_to(&mut window, &path);
        window.get_by_label("Replace the file?");
        click(&mut window, answer);
    }
    wait_for(&mut window, "the drawing", move |_| {
        fs::read(&path).is_ok_and(|bytes| bytes.starts_with(b"<svg "))
    });
}

#[test]
fn data_and_pictures_are_copied_at_the_size_that_was_chosen() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = small(folder.path(), false);
    let copied = |window: &mut Window, entry: &str| {
        click(window, "Export E/I balance");
        // Looked at in every frame from now on: what is copied is told in one of them.
        window.get_by_label(entry).click();
        for _ in 0..2_000 {
            window.step();
            let commands = &window.output().platform_output.commands;
            let copy = commands.iter().find(|command| {
                matches!(
                    command,
                    egui::OutputCommand::CopyText(_) | egui::OutputCommand::CopyImage(_)
                )
            });
            if let Some(copy) = copy {
                return copy.clone();
            }
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        panic!("nothing was copied");
    };
    let egui::OutputCommand::CopyText(text) = copied(&mut window, "Copy data") else {
        panic!("no text");
    };
    assert!(text.contains("# Seed: 7\n") && text.contains("excitation_e"));
    click(&mut window, "Export E/I balance");
    let slide = window.get_by_role_and_label(Role::RadioButton, "Slide (1920 × 1080)");
    slide.click();
    window.step();
    window.key_press(egui::Key::Escape);
    window.step();
    window.step();
    let egui::OutputCommand::CopyImage(image) = copied(&mut window, "Copy picture") else {
        panic!("no picture");
    };
    assert_eq!(image.size, [1920, 1080]);
}

#[test]
fn an_animation_is_made_in_the_background_while_the_simulation_goes_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("run.gif");
    let mut window = small(folder.path(), true);
    menu(&mut window, &["File", "Export animation…"]);
    click(&mut window, "Choose file…");
    export_to(&mut window, &path);
    let begun = snapshot(&window).iteration;
    let gif = wait_for_file(&mut window, &path);
    assert!(gif.starts_with(b"GIF89a"));
    wait(&mut window, "the simulation", move |s| s.iteration > begun);
    wait_for(&mut window, "the end", |app| app.jobs.animation.is_none());
}

#[test]
fn an_animation_that_is_cancelled_leaves_no_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let long = SMALL.replace("iterations = 40", "iterations = 100000000");
    let scenario = write_scenario(folder.path(), "long.toml", &long);
    let mut window = window(Some(&scenario), false);
    menu(&mut window, &["File", "Export animation…"]);
    click(&mut window, "Choose file…");
    export_to(&mut window, &folder.path().join("run.gif"));
    assert!(window.state().jobs.animation.is_some());
    click(&mut window, "Cancel the animation");
    assert!(window.state().jobs.animation.is_none());
    assert!(window.query_by_label("Cancel the animation").is_none());
    std::thread::sleep(std::time::Duration::from_millis(200));
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    assert_eq!(window.state().shell.notices.error(), None);
}

#[test]
fn a_comparison_is_exported_as_it_is_shown_both_sides_with_what_they_differ_in() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = format!("{SMALL}\n[compare.plasticity]\nlearning_rate = 1.0\n");
    let path = write_scenario(folder.path(), "pair.toml", &text);
    let mut window = window(Some(&path), false);
    wait_for(&mut window, "pictures", |app| {
        app.scene().is_some_and(|scene| scene.pictures.is_some())
    });
    click(&mut window, "Step");
    wait(&mut window, "the step", |s| {
        s.iteration == 1 && s.weights_iteration == 1
    });
    tab(&mut window, "E/I balance");
    for (entry, name) in [("Save SVG…", "pair.svg"), ("Save data (CSV)…", "pair.csv")] {
        click(&mut window, "Export E/I balance");
        click(&mut window, entry);
        export_to(&mut window, &folder.path().join(name));
    }
    let svg = wait_for_file(&mut window, &folder.path().join("pair.svg"));
    let svg = String::from_utf8(svg).expect("text");
    assert!(
        svg.contains("learning rate 0.05") && svg.contains("learning rate 1"),
        "{svg:.4000}"
    );
    let csv = wait_for_file(&mut window, &folder.path().join("pair.csv"));
    let csv = String::from_utf8(csv).expect("text");
    let rows: Vec<&str> = csv.lines().filter(|line| !line.starts_with('#')).collect();
    assert!(rows[0].starts_with("side,"), "{}", rows[0]);
    for side in ["A,", "B,"] {
        assert_eq!(rows.iter().filter(|row| row.starts_with(side)).count(), 30);
    }
}
