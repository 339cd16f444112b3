//! What an animation is to show, asked in a dialog.

use egui::{ComboBox, DragValue, Ui};

use super::parts::{Answer, answer_ui};
use crate::app::pane::Pane;
use crate::app::views;
use crate::export::{Form, Page, RenderRequest};

/// What an animation is to show.
pub struct AnimationQuestion {
    pane: Pane,
    iterations: u64,
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
    /// About a run of so many iterations.
    pub fn about(iterations: u64) -> Self {
        Self {
            pane: views::first(),
            iterations: iterations.max(1),
            every: iterations.div_ceil(60).max(1),
            fps: 12.0,
            size: 1,
        }
    }

    /// The iterations of the run.
    pub fn iterations(&self) -> u64 {
        self.iterations
    }

    /// The animation asked for.
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
            every: Some(self.every),
            fps: self.fps,
        }
    }

    /// Draws the question.
    pub fn ui(&mut self, ui: &mut Ui) -> Option<Answer> {
        ui.heading("Export an animation");
        ui.label("Runs this scenario from its beginning, with its seed, in the background. What you see goes on.");
        ui.add_space(8.0);
        egui::Grid::new("animation")
            .num_columns(2)
            .show(ui, |ui| self.fields_ui(ui));
        let frames = self.iterations.div_ceil(self.every.max(1)) + 1;
        ui.weak(format!(
            "{frames} frames, {:.1} seconds, and the last is held.",
            frames as f64 / self.fps
        ));
        answer_ui(ui, "Choose file…", "", true)
    }

    fn fields_ui(&mut self, ui: &mut Ui) {
        let label = ui.label("View");
        ComboBox::from_id_salt("view of the animation")
            .selected_text(self.pane.title())
            .show_ui(ui, |ui| {
                for pane in views::panes() {
                    ui.selectable_value(&mut self.pane, pane, pane.title());
                }
            })
            .response
            .labelled_by(label.id);
        ui.end_row();
        let numbers = [
            ("Iterations", &mut self.iterations, 1..=10_000_000),
            ("A frame every … iterations", &mut self.every, 1..=1_000_000),
        ];
        for (name, value, range) in numbers {
            let label = ui.label(name);
            ui.add(DragValue::new(value).range(range))
                .labelled_by(label.id);
            ui.end_row();
        }
        let label = ui.label("Frames per second");
        ui.add(DragValue::new(&mut self.fps).range(1.0..=50.0))
            .labelled_by(label.id);
        ui.end_row();
        let label = ui.label("Size");
        ComboBox::from_id_salt("size of the animation")
            .selected_text(SIZES[self.size].0)
            .show_ui(ui, |ui| {
                for (index, (name, ..)) in SIZES.iter().enumerate() {
                    ui.selectable_value(&mut self.size, index, *name);
                }
            })
            .response
            .labelled_by(label.id);
        ui.end_row();
    }
}
