//! The status bar: where the simulation stands, how fast it runs, and what just happened.

use egui::{Align, Layout, RichText, Ui};

use crate::app::notices::Notices;
use crate::app::widgets::number;
use crate::engine::{Memory, Scene, Snapshot};
use crate::export::grouped;

/// What just happened has at least this share of the bar.
const NEWS: f32 = 0.4;

/// Draws the status bar of one simulation, or of two that are compared: first what just happened, and of the
/// numbers those that matter most where there is no room for all. `frame_ms` is the time the interface took for
/// the last frame.
pub fn status_bar_ui(
    ui: &mut Ui,
    scenes: [Option<&Scene>; 2],
    frame_ms: Option<f32>,
    notices: &Notices,
) {
    ui.horizontal_centered(|ui| {
        let mut items = Vec::new();
        if let [Some(scene), beside] = scenes {
            items = of_simulation(&scene.snapshot, beside.map(|scene| &*scene.snapshot));
            items.push(of_memory(scenes.into_iter().flatten()));
        }
        if let Some(frame_ms) = frame_ms {
            items.push(Item {
                text: format!("frame {frame_ms:.1} ms"),
                help: "Time the interface took for its latest frame.".to_owned(),
                width: 96.0,
                rank: 8,
            });
        }
        let gap = ui.spacing().item_spacing.x;
        let room = (1.0 - NEWS) * ui.available_width();
        for item in fitting(items, gap, room) {
            item_ui(ui, &item);
        }
        ui.separator();
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            notices.latest_ui(ui)
        });
    });
}

/// A number in the bar.
struct Item {
    text: String,
    help: String,
    /// Its least width, so that its neighbours stand still while it changes.
    width: f32,
    /// Those of a lower rank stay longer where there is little room.
    rank: usize,
}

/// Those that there is room for, in their order.
fn fitting(items: Vec<Item>, gap: f32, room: f32) -> Vec<Item> {
    let fits = |item: &Item| {
        let before = items.iter().filter(|other| other.rank <= item.rank);
        before.map(|other| other.width + gap).sum::<f32>() <= room
    };
    let kept: Vec<bool> = items.iter().map(fits).collect();
    let kept = items.into_iter().zip(kept);
    kept.filter(|(_, fits)| *fits)
        .map(|(item, _)| item)
        .collect()
}

fn of_simulation(snapshot: &Snapshot, beside: Option<&Snapshot>) -> Vec<Item> {
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
    let items = texts.into_iter().zip(HELPS).zip(WIDTHS).zip(RANKS);
    let item = |(((text, help), width), rank): (((String, &str), f32), usize)| Item {
        text,
        help: help.to_owned(),
        width,
        rank,
    };
    items.map(item).collect()
}

/// What the numbers of the simulation are, the least width of each, and its rank.
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
const RANKS: [usize; 7] = [1, 0, 6, 5, 4, 2, 3];

/// How much memory the simulations on screen take.
fn of_memory<'a>(scenes: impl Iterator<Item = &'a Scene>) -> Item {
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
    Item {
        text: format!("memory {} MB", mb(all.total())),
        help,
        width: 104.0,
        rank: 7,
    }
}

fn item_ui(ui: &mut Ui, item: &Item) {
    let size = egui::vec2(item.width, ui.available_height());
    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_width(item.width);
        let text = RichText::new(&item.text).small();
        ui.label(text).on_hover_text(&item.help);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_matters_least_is_left_out_first_and_the_order_stays() {
        let item = |text: &str, rank| Item {
            text: text.to_owned(),
            help: String::new(),
            width: 100.0,
            rank,
        };
        let fitting = |room| {
            let items = vec![item("b", 1), item("a", 0), item("c", 2)];
            let texts = fitting(items, 8.0, room).into_iter().map(|item| item.text);
            texts.collect::<Vec<_>>().concat()
        };
        assert_eq!(fitting(400.0), "bac");
        assert_eq!(fitting(220.0), "ba");
        assert_eq!(fitting(120.0), "a");
        assert_eq!(fitting(50.0), "");
    }
}
