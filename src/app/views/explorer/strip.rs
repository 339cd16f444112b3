//! The strip of networks: W at each value, reordered by community, as in Fig. 4.

use std::sync::Arc;

use egui::{
    Align2, Color32, ColorImage, FontId, Rect, ScrollArea, Sense, Stroke, StrokeKind,
    TextureHandle, TextureOptions, Ui, pos2, vec2,
};

use super::run_at;
use crate::app::theme::palette;
use crate::app::widgets::number;
use crate::engine::sweep::{Plan, RunResult};
use crate::export::ColourMap;

/// Room below a picture for its value.
const CAPTION: f32 = 16.0;
const GAP: f32 = 8.0;

/// The pictures, kept from frame to frame.
pub struct Strip {
    map: ColourMap,
    /// The picture at each point, and what it is of.
    pictures: Vec<Option<(Arc<RunResult>, TextureHandle)>>,
}

impl Default for Strip {
    fn default() -> Self {
        Self {
            map: ColourMap::weights(),
            pictures: Vec::new(),
        }
    }
}

/// A frame around each community, as in the large picture.
fn communities(painter: &egui::Painter, square: Rect, result: &RunResult) {
    let neurons = result.labels.len().max(1) as f32;
    let mut before = 0;
    for size in &result.sizes {
        let [from, to] = [before, before + size].map(|at| square.width() * at as f32 / neurons);
        before += size;
        if to - from >= 3.0 {
            let block =
                Rect::from_min_max(square.min + vec2(from, from), square.min + vec2(to, to));
            let stroke = Stroke::new(1.0, Color32::from_black_alpha(120));
            painter.rect_stroke(block, 0, stroke, StrokeKind::Inside);
        }
    }
}

impl Strip {
    /// Draws the picture of each value into the space there is. Returns the run that was clicked.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        plan: &Plan,
        results: &[Option<Arc<RunResult>>],
    ) -> Option<usize> {
        self.pictures.resize_with(plan.points(), || None);
        let mut clicked = None;
        let height = ui.available_height();
        ScrollArea::horizontal()
            .auto_shrink([false, true])
            .show(ui, |ui| {
                let width = ui.available_width() / plan.points() as f32 - GAP;
                let side = (height - CAPTION - 2.0).min(width.max(56.0)).max(32.0);
                ui.spacing_mut().item_spacing.x = GAP;
                ui.horizontal(|ui| {
                    for point in 0..plan.points() {
                        let run = run_at(plan, results, point);
                        let result = run.and_then(|run| results[run].as_ref());
                        if self.picture_ui(ui, plan, point, result, side) {
                            clicked = run;
                        }
                    }
                });
            });
        clicked
    }

    fn picture_ui(
        &mut self,
        ui: &mut Ui,
        plan: &Plan,
        point: usize,
        result: Option<&Arc<RunResult>>,
        side: f32,
    ) -> bool {
        let (area, response) = ui.allocate_exact_size(vec2(side, side + CAPTION), Sense::click());
        let square = Rect::from_min_size(area.min, vec2(side, side));
        let values: Vec<String> = plan.values(point).into_iter().map(number).collect();
        let value = values.join(" · ");
        let name = format!("Weights at {value}");
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
        let painter = ui.painter();
        let font = FontId::proportional(11.0);
        let ink = ui.visuals().text_color();
        let below = pos2(square.center().x, area.bottom());
        painter.text(below, Align2::CENTER_BOTTOM, &value, font.clone(), ink);
        let frame = match response.hovered() && result.is_some() {
            true => Stroke::new(2.0, palette(ui).highlight),
            false => Stroke::new(1.0, palette(ui).rule),
        };
        let Some(result) = result else {
            painter.rect_filled(square, 0, palette(ui).rule.gamma_multiply(0.3));
            return false;
        };
        if result.picture.side > 0 {
            let texture = self.texture(ui, point, result);
            let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
            ui.painter().image(texture, square, whole, Color32::WHITE);
        }
        communities(ui.painter(), square, result);
        ui.painter()
            .rect_stroke(square, 0, frame, StrokeKind::Outside);
        let failed = result.blow_up.as_ref().or(result.trouble.as_ref());
        if failed.is_some() {
            ui.painter().text(
                square.center(),
                Align2::CENTER_CENTER,
                "stopped",
                font,
                palette(ui).excitation,
            );
        }
        let clicked = response.clicked();
        response.on_hover_ui(|ui| {
            ui.set_max_width(300.0);
            let spec = plan.spec(result.run);
            for (axis, value) in plan.axes().iter().zip(&spec.values) {
                ui.label(format!("{} {}", axis.quantity().name, number(*value)));
            }
            let count = result.sizes.len();
            ui.label(format!("Seed {}, {count} communities", spec.scenario.run.seed));
            if let Some(failed) = failed {
                ui.colored_label(ui.visuals().error_fg_color, failed);
            }
            ui.weak("Weights by community, darkest at this network's own largest. Click to run exactly this network.");
        });
        clicked
    }

    fn texture(&mut self, ui: &Ui, point: usize, result: &Arc<RunResult>) -> egui::TextureId {
        if let Some((of, texture)) = &self.pictures[point]
            && Arc::ptr_eq(of, result)
        {
            return texture.id();
        }
        let picture = &result.picture;
        let colour = |&value: &f32| {
            let [r, g, b] = self.map.colour(value, picture.limit);
            Color32::from_rgb(r, g, b)
        };
        let pixels = picture.values.iter().map(colour).collect();
        let image = ColorImage::new([picture.side; 2], pixels);
        let options = TextureOptions {
            minification: egui::TextureFilter::Linear,
            ..TextureOptions::NEAREST
        };
        let texture = ui
            .ctx()
            .load_texture(format!("sweep {point}"), image, options);
        let id = texture.id();
        self.pictures[point] = Some((Arc::clone(result), texture));
        id
    }
}
