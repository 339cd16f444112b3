//! The strip of networks: W at each value, reordered by community, as in Fig. 4.

use std::sync::Arc;

use egui::{ColorImage, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, vec2};

use super::panels::values_in_words;
use super::screen::Screen;
use crate::app::theme::palette;
use crate::app::widgets::{CRISP_IF_SMALL, Kept, image, named, number};
use crate::engine::sweep::{Plan, RunResult};
use crate::export::sweep::chart::{Chart, FOOT, Picture};

const GAP: f32 = 8.0;

/// The pictures, kept from frame to frame: that at each point, and what it is of.
#[derive(Default)]
pub struct Strip(Vec<Kept<Arc<RunResult>>>);

impl Strip {
    /// Draws the picture of each value into the space there is. Returns the run that was clicked.
    pub fn ui(&mut self, ui: &mut Ui, chart: &Chart<'_>) -> Option<usize> {
        let points = chart.plan.points();
        self.0.resize_with(points, || None);
        let height = ui.available_height() - Screen::length(FOOT) - 2.0;
        let mut clicked = None;
        ScrollArea::horizontal()
            .auto_shrink([false, true])
            .show(ui, |ui| {
                let width = ui.available_width() / points as f32 - GAP;
                let side = height.min(width.max(90.0)).max(32.0);
                ui.spacing_mut().item_spacing.x = GAP;
                ui.horizontal(|ui| {
                    for point in 0..points {
                        clicked = self.picture_ui(ui, chart, point, side).or(clicked);
                    }
                });
            });
        clicked
    }

    fn picture_ui(
        &mut self,
        ui: &mut Ui,
        chart: &Chart<'_>,
        point: usize,
        side: f32,
    ) -> Option<usize> {
        let size = vec2(side, side + Screen::length(FOOT));
        let (area, response) = ui.allocate_exact_size(size, Sense::click());
        let square = Rect::from_min_size(area.min, vec2(side, side));
        let values: Vec<String> = chart.plan.values(point).into_iter().map(number).collect();
        let name = format!("Weights at {}", values.join(" · "));
        let response = named(response, Role::Button, &name);
        let picture = Picture::new(chart, point);
        let result = chart.first_at(point);
        if let Some(texture) = result.and_then(|result| self.texture(ui, &picture, point, result)) {
            image(ui.painter(), texture, square);
        }
        let [side, _] = Screen::room(square.size());
        let mut screen = Screen::at(ui, square.min);
        picture.draw(&mut screen, [0.0, 0.0], side);
        picture.draw_communities(&mut screen.on_paper(), [0.0, 0.0], side);
        let result = result?;
        if response.hovered() {
            let stroke = Stroke::new(2.0, palette(ui).highlight);
            let painter = ui.painter();
            painter.rect_stroke(square, 0, stroke, StrokeKind::Outside);
        }
        let clicked = response.clicked();
        response.on_hover_ui(|ui| about_ui(ui, chart.plan, point, result));
        clicked.then_some(result.run)
    }

    fn texture(
        &mut self,
        ui: &Ui,
        picture: &Picture<'_>,
        point: usize,
        result: &Arc<RunResult>,
    ) -> Option<egui::TextureId> {
        let kept = &mut self.0[point];
        if kept.as_ref().is_none_or(|(of, _)| !Arc::ptr_eq(of, result)) {
            let pixels = picture.pixels()?;
            let size = [pixels.width, pixels.height].map(|side| side as usize);
            let image = ColorImage::from_rgba_unmultiplied(size, &pixels.rgba);
            let name = format!("sweep {point}");
            let texture = ui.ctx().load_texture(name, image, CRISP_IF_SMALL);
            *kept = Some((Arc::clone(result), texture));
        }
        kept.as_ref().map(|(_, texture)| texture.id())
    }
}

/// What is to be known of a network.
fn about_ui(ui: &mut Ui, plan: &Plan, point: usize, result: &RunResult) {
    ui.set_max_width(300.0);
    ui.label(values_in_words(plan, point));
    let (seed, count) = (plan.spec(result.run).scenario.run.seed, result.sizes.len());
    ui.label(format!("Seed {seed}, {count} communities"));
    if let Some(failed) = result.blow_up.as_ref().or(result.trouble.as_ref()) {
        ui.colored_label(ui.visuals().error_fg_color, failed);
    }
    ui.weak("Weights by community, darkest at this network's own largest. Click to run exactly this network.");
}
