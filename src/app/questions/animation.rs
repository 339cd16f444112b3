//! What an animation is to show, asked in a dialog.

use egui::{ComboBox, DragValue, Ui};

use super::parts::{Answer, answer_ui, number_ui};
use crate::app::pane::Pane;
use crate::app::views;
use crate::export::{Form, Page, RenderRequest};

pub struct AnimationQuestion {
    pane: Pane,
    /// The stretch that is shown, in iterations.
    from: u64,
    pub iterations: u64,
    every: u64,
    fps: f64,
    size: usize,
}

/// Sizes of animations: name, width, height in points, pixels to a point.
const SIZES: [(&str, f64, f64, f64); 4] = [
    ("480 × 360", 480.0, 360.0, 1.0),
    ("720 × 540", 720.0, 540.0, 1.0),
    ("960 × 720", 960.0, 720.0, 1.0),
    ("1920 × 1080, for slides", 960.0, 540.0, 2.0),
];

impl AnimationQuestion {
    /// Proposes a stretch from one iteration to another.
    pub fn about(from: u64, iterations: u64) -> Self {
        Self {
            pane: views::first(),
            from: from.min(iterations),
            iterations: iterations.max(1),
            every: iterations.saturating_sub(from).div_ceil(60).max(1),
            fps: 12.0,
            size: 1,
        }
    }

    pub fn order(&self) -> RenderRequest {
        let (_, width, height, scale) = SIZES[self.size.min(SIZES.len() - 1)];
        RenderRequest {
            view: self.pane.key().to_owned(),
            form: Form::Gif,
            page: Page {
                width,
                height,
                scale,
            },
            both: false,
            from: self.from.min(self.iterations),
            every: Some(self.every),
            fps: self.fps,
        }
    }

    pub fn ui(&mut self, ui: &mut Ui) -> Option<Answer> {
        ui.heading("Export an animation");
        ui.label("Runs this scenario again, with its seed and what was changed meanwhile, in the background, and shows a stretch of it; of a comparison side A. What you see goes on.");
        ui.add_space(8.0);
        let grid = egui::Grid::new("animation").num_columns(2);
        grid.show(ui, |ui| self.fields_ui(ui));
        let length = self.iterations.saturating_sub(self.from);
        let frames = length.div_ceil(self.every.max(1)) + 1;
        ui.weak(format!(
            "{frames} frames, {:.1} seconds, and the last is held.",
            frames as f64 / self.fps
        ));
        let hover = "Choose where the animation goes, and make it in the background.";
        answer_ui(ui, "Choose file…", hover, true)
    }

    fn fields_ui(&mut self, ui: &mut Ui) {
        let (shown, size) = (self.pane.title(), SIZES[self.size].0);
        let help = "The view that is shown.";
        menu_ui(ui, ["View", help], "view of the animation", shown, |ui| {
            for pane in views::panes() {
                let entry = ui.selectable_value(&mut self.pane, pane, pane.title());
                entry.on_hover_text(pane.0.explained.line);
            }
        });
        let from = DragValue::new(&mut self.from).range(0..=10_000_000);
        let iterations = DragValue::new(&mut self.iterations).range(1..=10_000_000);
        let every = DragValue::new(&mut self.every).range(1..=1_000_000);
        let fps = DragValue::new(&mut self.fps).range(1.0..=50.0);
        for (name, field, help) in [
            ("From iteration", from, "The first iteration that is shown."),
            (
                "To iteration",
                iterations,
                "The last iteration that is shown.",
            ),
            (
                "A frame every … iterations",
                every,
                "From one picture to the next.",
            ),
            ("Frames per second", fps, "How fast it plays."),
        ] {
            number_ui(ui, name, field).on_hover_text(help);
            ui.end_row();
        }
        let help = "Width and height in pixels.";
        menu_ui(ui, ["Size", help], "size of the animation", size, |ui| {
            for (index, (name, ..)) in SIZES.iter().enumerate() {
                let entry = ui.selectable_value(&mut self.size, index, *name);
                entry.on_hover_text("Width and height of the animation in pixels.");
            }
        });
    }
}

/// A row with a menu of options.
fn menu_ui(
    ui: &mut Ui,
    [name, help]: [&str; 2],
    salt: &str,
    chosen: &str,
    options: impl FnOnce(&mut Ui),
) {
    let label = ui.label(name);
    let menu = ComboBox::from_id_salt(salt).selected_text(chosen);
    let response = menu.show_ui(ui, options).response;
    response.labelled_by(label.id).on_hover_text(help);
    ui.end_row();
}
