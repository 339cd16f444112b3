//! Every control has a name and an explanation, and every plot and picture a name: for those who hear the
//! window instead of seeing it, and for those who wonder.

use std::collections::BTreeSet;
use std::path::Path;

use accordance::scenario::presets;
use egui::accesskit::{Action, Role};
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::harness::*;

/// What a user acts on.
const CONTROLS: [Role; 11] = [
    Role::Button,
    Role::CheckBox,
    Role::ComboBox,
    Role::DisclosureTriangle,
    Role::Link,
    Role::RadioButton,
    Role::Slider,
    Role::SpinButton,
    Role::Tab,
    Role::TextInput,
    Role::MultilineTextInput,
];

/// Parts whose name says all there is to say: menus, and titles that fold what is below them.
fn speaks_for_itself(role: Role, name: &str) -> bool {
    const MENUS: [&str; 10] = [
        "File", "Edit", "View", "Run", "Compare", "Lessons", "Help", "Presets", "Recent", "Views",
    ];
    role == Role::DisclosureTriangle || (role == Role::Button && MENUS.contains(&name))
}

/// What is wrong with a window, and where that was seen first.
#[derive(Default)]
struct Faults {
    seen: BTreeSet<String>,
    told: Vec<String>,
    controls: BTreeSet<String>,
    pictures: BTreeSet<String>,
}

impl Faults {
    fn add(&mut self, fault: String, place: &str) {
        if self.seen.insert(fault.clone()) {
            self.told.push(format!("{fault} ({place})"));
        }
    }

    /// Looks at all that is on screen.
    fn look(&mut self, window: &Window, place: &str) {
        for node in window.root().children_recursive() {
            let node = node.accesskit_node();
            let role = node.role();
            let name = node.label().unwrap_or_default();
            let told = node.description().unwrap_or_default();
            let rect = node.raw_bounds();
            let at = || format!("{role:?} {name:?} at {rect:?}");
            if CONTROLS.contains(&role) {
                self.controls.insert(format!("{role:?} {name}"));
                if name.trim().is_empty() {
                    self.add(format!("no name: {}", at()), place);
                } else if name == told {
                    self.add(format!("only a hover for a name: {role:?} {name:?}"), place);
                } else if told.trim().is_empty() && !speaks_for_itself(role, &name) {
                    self.add(format!("no explanation: {role:?} {name:?}"), place);
                }
            } else if role == Role::Image {
                self.pictures.insert(name.clone());
                if name.trim().is_empty() {
                    self.add(format!("no name: {}", at()), place);
                }
            } else if role == Role::Unknown && node.data().supports_action(Action::Click) {
                // Bars and edges of tiles are thinner than any plot, and only a pointer can drag them.
                let thin = |rect: egui::accesskit::Rect| rect.width().min(rect.height()) <= 24.0;
                if !rect.is_some_and(thin) {
                    self.add(format!("neither role nor name: {}", at()), place);
                }
            }
        }
    }

    fn none(self, least_controls: usize, least_pictures: usize) {
        let (controls, pictures) = (self.controls.len(), self.pictures.len());
        assert!(self.told.is_empty(), "{}", self.told.join("\n"));
        assert!(controls >= least_controls, "only {controls} controls");
        assert!(pictures >= least_pictures, "only {pictures} pictures");
    }
}

/// A window so large that all its controls are in sight, with every group of controls unfolded.
fn tall(scenario: &Path, playing: bool) -> Window {
    let mut window = window(Some(scenario), playing);
    window
        .ctx
        .all_styles_mut(|style| style.animation_time = 0.0);
    window.set_size(egui::vec2(1700.0, 2600.0));
    wait_for(&mut window, "findings and pictures", |app| {
        app.scene()
            .is_some_and(|s| s.findings.is_some() && s.pictures.is_some())
    });
    window.run_steps(3);
    unfold(&mut window);
    window
}

fn controls(window: &Window) -> usize {
    let nodes = window.root().children_recursive();
    let roles = nodes.map(|node| node.accesskit_node().role());
    roles.filter(|role| CONTROLS.contains(role)).count()
}

fn unfold(window: &mut Window) {
    let folds = window.get_all_by_role(Role::DisclosureTriangle);
    let folds = folds.map(|node| node.accesskit_node().label().unwrap_or_default());
    for fold in folds.collect::<Vec<_>>() {
        let before = controls(window);
        for _ in 0..2 {
            let found = window.query_by_role_and_label(Role::DisclosureTriangle, &fold);
            let Some(found) = found else { continue };
            found.click();
            window.run_steps(4);
            if controls(window) > before {
                break;
            }
        }
    }
}

fn press(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run_steps(4);
}

const ARRANGEMENTS: [Key; 4] = [Key::Num1, Key::Num2, Key::Num3, Key::Num4];

#[test]
fn every_control_of_every_preset_and_arrangement_is_named_and_explained() {
    let mut faults = Faults::default();
    for preset in presets() {
        let mut window = tall(Path::new(preset.file_name), true);
        for arrangement in ARRANGEMENTS {
            press(&mut window, Modifiers::COMMAND, arrangement);
            window.run_steps(4);
            faults.look(&window, preset.file_name);
        }
        press(&mut window, Modifiers::COMMAND, Key::I);
        faults.look(&window, "the inspector");
    }
    faults.none(120, 20);
}

/// The titles of all views, as the menu lists them.
fn titles(window: &mut Window) -> Vec<String> {
    let boxes = |window: &Window| -> Vec<String> {
        let boxes = window.query_all_by_role(Role::CheckBox);
        let names = boxes.map(|entry| entry.accesskit_node().label().unwrap_or_default());
        names.collect()
    };
    let others = boxes(window);
    menu(window, &["View", "Views"]);
    let mut titles = boxes(window);
    titles.retain(|title| !others.contains(title));
    press(window, Modifiers::NONE, Key::Escape);
    press(window, Modifiers::NONE, Key::Escape);
    titles
}

#[test]
fn every_view_and_its_explanation_are_named_and_explained_when_enlarged() {
    let mut faults = Faults::default();
    for preset in [
        "low-learning-rate.toml",
        "with-and-without-retrograde-signal.toml",
        "xor.toml",
        "digits.toml",
    ] {
        let mut window = tall(Path::new(preset), true);
        laboratory(&mut window);
        let titles = titles(&mut window);
        assert!(titles.len() >= 15, "{titles:?}");
        for title in &titles {
            tab(&mut window, title);
            click(&mut window, &format!("Enlarge {title}"));
            window.run_steps(3);
            click(&mut window, &format!("Explain {title}"));
            faults.look(&window, &format!("{title} of {preset}"));
            click(&mut window, &format!("Close the explanation of {title}"));
            press(&mut window, Modifiers::NONE, Key::Escape);
        }
    }
    faults.none(120, 25);
}

#[test]
fn every_menu_list_and_page_of_help_is_named_and_explained() {
    let mut faults = Faults::default();
    let mut window = tall(Path::new("xor.toml"), false);
    laboratory(&mut window);
    tab(&mut window, "Retrograde signals");
    tab(&mut window, "Clocks");
    for path in [
        &["File"][..],
        &["File", "Presets"],
        &["Edit"],
        &["View"],
        &["View", "Views"],
        &["Run"],
        &["Compare"],
        &["Lessons"],
        &["Help"],
        &["Export Clocks"],
        &["Shades of Retrograde signals"],
    ] {
        menu(&mut window, path);
        faults.look(&window, path[0]);
        press(&mut window, Modifiers::NONE, Key::Escape);
        press(&mut window, Modifiers::NONE, Key::Escape);
    }
    let lists = window.get_all_by_role(Role::ComboBox);
    let lists = lists.map(|node| node.accesskit_node().label().unwrap_or_default());
    for list in lists.collect::<Vec<_>>() {
        window.get_by_role_and_label(Role::ComboBox, &list).click();
        window.run_steps(4);
        faults.look(&window, &list);
        press(&mut window, Modifiers::NONE, Key::Escape);
    }
    menu(&mut window, &["Help", "Start screen"]);
    faults.look(&window, "the start screen");
    press(&mut window, Modifiers::NONE, Key::Escape);
    click(&mut window, "Let it fall over time");
    faults.look(&window, "a rate that falls");
    menu(&mut window, &["Compare", "Compare with a copy"]);
    faults.look(&window, "a comparison");
    for page in [
        "First steps",
        "What am I looking at?",
        "Glossary",
        "Keyboard shortcuts",
    ] {
        menu(&mut window, &["Help", page]);
        faults.look(&window, page);
        click(&mut window, "Close help");
    }
    faults.none(150, 10);
}

#[test]
fn every_question_is_named_and_explained() {
    let mut faults = Faults::default();
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = tall(Path::new("low-learning-rate.toml"), true);
    wait(&mut window, "iterations", |s| s.iteration > 20);
    drag_slider(&mut window, "Learning rate", 0.4);
    for (menu_name, entry) in [
        ("File", "Open by path…"),
        ("File", "Save as…"),
        ("File", "Export animation…"),
        ("File", "Export network…"),
        ("File", "Quit"),
        ("Help", "About Accordance"),
    ] {
        menu(&mut window, &[menu_name, entry]);
        faults.look(&window, entry);
        press(&mut window, Modifiers::NONE, Key::Escape);
    }
    menu(&mut window, &["Help", "About Accordance"]);
    click(&mut window, "Licences…");
    faults.look(&window, "licences");
    click(&mut window, "Close");
    let weights = write_scenario(folder.path(), "w.csv", "0,4,0\n0,0,-2\n8,0,1\n");
    menu(&mut window, &["File", "Import a connectome…"]);
    let label = "Path of the connectome (.npy, .csv or .graphml)";
    type_path_at(&mut window, label, &weights, "Look at it");
    until(&mut window, "a look at it", |window| {
        window
            .query_all_by_label_contains("Start from it")
            .next()
            .is_some()
    });
    faults.look(&window, "a connectome");
    press(&mut window, Modifiers::NONE, Key::Escape);
    let table = write_scenario(
        folder.path(),
        "t.csv",
        "0,0,1\n0,1,0\n1,0,0\n1,1,1\n0,1,0\n",
    );
    menu(&mut window, &["File", "Learn from a table…"]);
    faults.look(&window, "the path of a table");
    let fields = window.get_all_by_role(Role::TextInput);
    let mut labels = fields.map(|field| field.accesskit_node().label().expect("a name"));
    // Beside that of the network behind the question.
    let label = labels.find(|label| label != "Find neuron");
    let label = label.expect("the field of the path");
    drop(labels);
    type_path_at(&mut window, &label, &table, "Look at it");
    window.run_steps(30);
    faults.look(&window, "a table");
    faults.none(60, 5);
}

#[test]
fn a_sweep_the_past_and_a_stop_are_named_and_explained() {
    let mut faults = Faults::default();
    let folder = tempfile::tempdir().expect("a folder");
    let small = "format = 1\nname = \"Small\"\n[network]\nneurons = 24\n[run]\niterations = 10\n";
    let path = write_scenario(folder.path(), "small.toml", small);
    let mut window = tall(&path, true);
    press(&mut window, Modifiers::COMMAND, Key::E);
    click(&mut window, "+ choice");
    faults.look(&window, "the explorer with a choice");
    click(&mut window, "Vary one thing only");
    click(&mut window, "Start the sweep");
    faults.look(&window, "a sweep under way");
    wait_for(&mut window, "the sweep", |app| {
        let sweep = app.jobs.sweep.as_deref();
        sweep.is_some_and(|sweep| sweep.progress().over)
    });
    window.run_steps(5);
    faults.look(&window, "a sweep");
    press(&mut window, Modifiers::NONE, Key::Escape);
    wait(&mut window, "iterations", |s| s.iteration > 30);
    press(&mut window, Modifiers::NONE, Key::ArrowLeft);
    wait(&mut window, "the past", |s| s.past);
    window.run_steps(5);
    faults.look(&window, "the past");
    faults.none(60, 10);
    let mut window = tall(Path::new("runaway-credit.toml"), true);
    wait(&mut window, "a stop", |s| s.blow_up.is_some());
    window.run_steps(5);
    let mut faults = Faults::default();
    faults.look(&window, "a stop");
    faults.none(40, 5);
}
