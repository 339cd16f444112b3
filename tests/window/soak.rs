//! A long run: the window at full speed, all views in turn, exports, sweeps; memory and handles stay flat.
//!
//! Rounds go on for the minutes that `ACCORDANCE_SOAK_MINUTES` says; without, there are one for each scenario,
//! and what they need is not held against them.

use std::path::Path;
use std::time::{Duration, Instant};

use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::harness::*;

/// One of each kind: no task, a task, two sides.
const SCENARIOS: [&str; 3] = [
    "format = 1\nname = \"Free\"\n[network]\nneurons = 60\n[run]\niterations = 20\n",
    "format = 1\nname = \"Task\"\n[network]\nlayers = [2, 5, 1]\n[task]\ndataset = \"xor\"\n[run]\niterations = 20\n",
    "format = 1\nname = \"Pair\"\n[network]\nneurons = 30\n[compare.plasticity]\nlearning_rate = 1.0\n[run]\niterations = 20\n",
];
/// What a program may need more at the end than after the first rounds.
const MORE_MEMORY_KB: u64 = 64 << 10;
const MORE_HANDLES: u64 = 8;

/// What the process has.
#[derive(Debug, Clone, Copy)]
struct Held {
    memory_kb: u64,
    handles: u64,
}

/// Nothing where the system does not tell.
fn held() -> Option<Held> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let mut lines = status.lines();
    let memory = lines.find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(Held {
        memory_kb: memory.trim().strip_suffix(" kB")?.parse().ok()?,
        handles: std::fs::read_dir("/proc/self/fd").ok()?.count() as u64,
    })
}

#[test]
fn a_window_that_runs_for_long_needs_no_more_than_at_first() {
    let minutes = std::env::var("ACCORDANCE_SOAK_MINUTES").ok();
    let length = minutes.map_or(0.0, |minutes| minutes.parse().expect("minutes"));
    let length = Duration::from_secs_f64(60.0 * length);
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = window(None, true);
    window.state_mut().shell.workspace.full_speed = true;
    let (begun, mut told) = (Instant::now(), None::<Instant>);
    let mut rounds = Vec::new();
    while begun.elapsed() < length || rounds.len() < SCENARIOS.len() {
        let scenario = SCENARIOS[rounds.len() % SCENARIOS.len()];
        round(&mut window, folder.path(), scenario);
        rounds.extend(held());
        if told.is_none_or(|told| told.elapsed() >= Duration::from_secs(60)) {
            told = Some(Instant::now());
            println!(
                "{:.1?}: round {}, {:?}",
                begun.elapsed(),
                rounds.len(),
                held()
            );
        }
    }
    println!(
        "{:.1?}: {} rounds, {:?}",
        begun.elapsed(),
        rounds.len(),
        held()
    );
    // The first quarter is a start. Of the others the least counts, as what is freed is given back late.
    let quarter = rounds.len() / 4;
    if quarter > SCENARIOS.len() {
        let least = |rounds: &[Held], of: fn(&Held) -> u64| rounds.iter().map(of).min();
        let (first, last) = (
            &rounds[quarter..2 * quarter],
            &rounds[rounds.len() - quarter..],
        );
        let more = |of| {
            least(last, of)
                .expect("some")
                .saturating_sub(least(first, of).expect("some"))
        };
        let more = (more(|held| held.memory_kb), more(|held| held.handles));
        println!("{} kB and {} handles more at the end", more.0, more.1);
        assert!(
            more.0 <= MORE_MEMORY_KB && more.1 <= MORE_HANDLES,
            "{more:?}"
        );
    }
}

/// Opens a scenario, looks at each of its views, and has each exported, the network too, and a sweep made.
fn round(window: &mut Window, folder: &Path, text: &str) {
    let path = write_scenario(folder, "soak.toml", text);
    let dropped: egui::DroppedFileHandle = std::sync::Arc::new(Dropped(path.clone()));
    window.input_mut().dropped_files.push(dropped);
    let name = text.split('"').nth(1).expect("a name");
    until(window, name, |w| {
        w.state().session.document.scenario.name == name
    });
    if window.query_by_label("Play").is_some() {
        click(window, "Play");
    }
    window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::E);
    live(window);
    click(window, "Start the sweep");
    until(window, "the sweep", |w| {
        let sweep = w.state().jobs.sweep.as_deref();
        sweep.is_some_and(|sweep| sweep.progress().over)
    });
    click(window, "Back to all views");
    laboratory(window);
    for title in views(window) {
        tab(window, &title);
        live(window);
        for (entry, name) in [("Save PNG…", "a.png"), ("Save SVG…", "a.svg")] {
            click(window, &format!("Export {title}"));
            click(window, entry);
            export_to(
                window,
                &folder.join(name),
                "Path of the file",
                "Export file",
            );
        }
    }
    menu(window, &["File", "Export network…"]);
    click(window, "GraphML");
    click(window, "Choose the file…");
    let path = folder.join("a.graphml");
    export_to(window, &path, "Path of the network file", "Export");
    menu(window, &["File", "Export animation…"]);
    click(window, "Choose file…");
    let path = folder.join("a.gif");
    export_to(window, &path, "Path of the file", "Export file");
    click(window, "Reset, same seed");
    live(window);
}

/// The names of all views, as the menu has them.
fn views(window: &mut Window) -> Vec<String> {
    let boxes = |window: &Window| -> Vec<String> {
        let all = window.query_all_by_role(Role::CheckBox);
        all.filter_map(|entry| entry.accesskit_node().label())
            .collect()
    };
    let others = boxes(window);
    menu(window, &["View", "Views"]);
    let mut names = boxes(window);
    names.retain(|name| !others.contains(name));
    window.key_press(egui::Key::Escape);
    live(window);
    assert!(names.len() > 10, "{names:?}");
    names
}

/// Lets some frames pass.
fn live(window: &mut Window) {
    for _ in 0..20 {
        window.step();
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// Types where an export is to go, and waits for it.
fn export_to(window: &mut Window, path: &Path, field: &str, button: &str) {
    type_path_at(window, field, path, button);
    until(window, "the file", |w| {
        assert_eq!(w.state().shell.notices.error(), None);
        path.exists()
    });
    std::fs::remove_file(path).expect("there");
}
