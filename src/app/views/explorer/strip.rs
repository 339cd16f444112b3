//! The strip of networks: W at each value, reordered by community, as in Fig. 4.

use std::sync::Arc;

use egui::{ColorImage, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, Vec2, vec2};

use super::panels::{in_words, values_in_words};
use super::screen::Screen;
use crate::app::theme::palette;
use crate::app::widgets::{CRISP_IF_SMALL, Kept, described, image, named};
use crate::engine::sweep::{Plan, RunResult};
use crate::export::sweep::chart::{Chart, FOOT, Picture};

const GAP: f32 = 8.0;

/// The pictures, kept from frame to frame: that at each point, and what it is of.
#[derive(Default)]
pub struct Strip(Vec<Kept<Arc<RunResult>>>);

/// Pictures are no smaller than this; where they would be, the strip scrolls.
const LEAST: f32 = 44.0;

/// How the pictures stand in a space: how many in a row, and how large each is. As many rows as make them
/// largest.
fn laid_out(points: usize, size: Vec2) -> (usize, f32) {
    let foot = Screen::length(FOOT);
    let arrangement = |rows: usize| {
        let columns = points.div_ceil(rows);
        let width = size.x / columns as f32 - GAP;
        let height = (size.y - GAP) / rows as f32 - foot;
        (columns, width.min(height))
    };
    let all = (1..=points.max(1)).map(arrangement);
    let best = all.reduce(|best, next| if next.1 > best.1 { next } else { best });
    match best {
        Some((columns, side)) if side >= LEAST => (columns, side),
        _ => (points, (size.y - foot - 2.0 * GAP).max(LEAST)),
    }
}

impl Strip {
    /// Draws the picture of each value into the space there is; that of a run that is on screen is marked.
    /// Returns the run that was clicked.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        chart: &Chart<'_>,
        on_screen: Option<usize>,
    ) -> Option<usize> {
        let points = chart.plan.points();
        self.0.resize_with(points, || None);
        let (columns, side) = laid_out(points, ui.available_size());
        let mut clicked = None;
        ScrollArea::horizontal()
            .auto_shrink([false, true])
            .show(ui, |ui| {
                ui.spacing_mut().item_spacing = vec2(GAP, 0.0);
                for first in (0..points).step_by(columns.max(1)) {
                    ui.horizontal(|ui| {
                        for point in first..points.min(first + columns) {
                            let picture = self.picture_ui(ui, chart, point, side, on_screen);
                            clicked = picture.or(clicked);
                        }
                    });
                }
            });
        clicked
    }

    fn picture_ui(
        &mut self,
        ui: &mut Ui,
        chart: &Chart<'_>,
        point: usize,
        side: f32,
        on_screen: Option<usize>,
    ) -> Option<usize> {
        let size = vec2(side, side + Screen::length(FOOT));
        let (area, response) = ui.allocate_exact_size(size, Sense::click());
        let square = Rect::from_min_size(area.min, vec2(side, side));
        let values: Vec<String> = chart.plan.values(point).into_iter().map(in_words).collect();
        let name = format!("Weights at {}", values.join(" · "));
        let response = named(response, Role::Button, &name);
        described(
            &response,
            "The network at this value, once its run is done; a click runs exactly that network.",
        );
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
        if response.hovered() || on_screen == Some(result.run) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_fill_the_strip_in_one_row_or_more_and_none_is_cut_off() {
        for (points, size, rows) in [
            (7, vec2(1000.0, 150.0), 1),
            (25, vec2(900.0, 200.0), 2),
            (21, vec2(700.0, 180.0), 2),
        ] {
            let (columns, side) = laid_out(points, size);
            assert_eq!(points.div_ceil(columns), rows, "{points}");
            assert!(columns as f32 * (side + GAP) <= size.x + 0.01);
            assert!(rows as f32 * (side + Screen::length(FOOT)) <= size.y);
        }
    }
}
