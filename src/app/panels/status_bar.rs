//! The status bar: where the simulation stands, how fast it runs, and what just happened.

use egui::{Align, Layout, RichText, Ui};

use crate::app::notices::Notices;
use crate::app::widgets::number;
use crate::engine::{Memory, Scene, Snapshot};
use crate::export::grouped;

/// Draws the status bar of one simulation, or of two that are compared. `frame_ms` is the time the interface took for the last frame.
pub fn status_bar_ui(
    ui: &mut Ui,
    scenes: [Option<&Scene>; 2],
    frame_ms: Option<f32>,
    notices: &Notices,
) {
    ui.horizontal_centered(|ui| {
        if let [Some(scene), beside] = scenes {
            simulation_ui(ui, &scene.snapshot, beside.map(|scene| &*scene.snapshot));
            memory_ui(ui, scenes.into_iter().flatten());
        }
        if let Some(frame_ms) = frame_ms {
            let text = format!("frame {frame_ms:.1} ms");
            let help = "Time the interface took for its latest frame.";
            item(ui, &text, help, 96.0);
        }
        ui.separator();
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            notices.latest_ui(ui)
        });
    });
}

fn simulation_ui(ui: &mut Ui, snapshot: &Snapshot, beside: Option<&Snapshot>) {
    let both = || std::iter::once(snapshot).chain(beside);
    // Both sides, where they differ.
    let sides = |text: &dyn Fn(&Snapshot) -> String| {
        let mut texts: Vec<String> = both().map(text).collect();
        texts.dedup();
        texts.join(" | ")
    };
    let state = match (both().any(|s| s.blow_up.is_some()), snapshot.running) {
        (true, _) => "stopped",
        (false, true) => "running",
        (false, false) => "paused",
    };
    let texts = [
        state.to_owned(),
        format!("iteration {}", sides(&|s| grouped(s.iteration))),
        format!("{} ms", grouped(snapshot.now_ms as u64)),
        format!("{} it/s", grouped(snapshot.iterations_per_second as u64)),
        format!("n = {}", sides(&|s| s.neurons().to_string())),
        format!("r = {}", sides(&|s| number(s.learning_rate()))),
        format!("seed {}", snapshot.seed),
    ];
    for ((text, help), width) in texts.iter().zip(HELPS).zip(WIDTHS) {
        item(ui, text, help, width);
    }
}

/// What the numbers of the simulation are, and the least width of each.
const HELPS: [&str; 7] = [
    "Whether the simulation runs.",
    "Plasticity updates made since the beginning.",
    "Model time in milliseconds.",
    "Iterations per second of real time, measured.",
    "Number of neurons.",
    "The learning rate in force; of A | of B where they differ.",
    "The seed of this run: the same scenario and seed give the same bits.",
];
const WIDTHS: [f32; 7] = [56.0, 130.0, 90.0, 90.0, 62.0, 72.0, 60.0];

/// How much memory the simulations on screen take.
fn memory_ui<'a>(ui: &mut Ui, scenes: impl Iterator<Item = &'a Scene>) {
    let mut all = Memory::default();
    for scene in scenes {
        let memory = Memory::of(&scene.snapshot, scene.findings.as_deref());
        all.simulation += memory.simulation;
        all.copies += memory.copies;
        all.history += memory.history;
        all.history_budget += memory.history_budget;
    }
    let mb = |bytes: usize| number((bytes as f64 / 1e5).round() / 10.0);
    let [rules, copies] = [all.simulation, all.copies].map(mb);
    let [past, most] = [all.history, all.history_budget].map(mb);
    let help = format!(
        "Memory of the engine: {rules} MB for the weights and what the rules work in, {copies} MB for copies of the weights that the views look at, {past} MB of {most} MB at most for the past. When that is full, old moments become sparser."
    );
    item(ui, &format!("memory {} MB", mb(all.total())), &help, 104.0);
}

/// A text with a fixed least width, so that its neighbours stand still while it changes.
fn item(ui: &mut Ui, text: &str, help: &str, width: f32) {
    let size = egui::vec2(width, ui.available_height());
    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_width(width);
        ui.label(RichText::new(text).small()).on_hover_text(help);
    });
}
