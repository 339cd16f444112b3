//! What a view shows, what to look for, and its marks with their meanings.

use egui::{
    Color32, CornerRadius, Painter, Rect, RichText, Sense, Shape, Stroke, StrokeKind, Ui, vec2,
};

use crate::app::explained::{Explained, Mark};
use crate::app::theme::Palette;
use crate::app::widgets::{shade, write_amid};

/// Room for a mark before its meaning.
const MARK: egui::Vec2 = vec2(26.0, 15.0);

/// Says in two sentences what one sees and what to look for, and draws the legend.
pub fn explained_ui(ui: &mut Ui, explained: &Explained) {
    ui.label(explained.shows);
    ui.label(RichText::new(explained.look_for).strong());
    ui.add_space(3.0);
    ui.spacing_mut().item_spacing.y = 3.0;
    for (mark, meaning) in explained.legend {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            let width = match mark {
                Mark::Word(word) => MARK.x.max(7.5 * word.chars().count() as f32),
                _ => MARK.x,
            };
            let (area, _) = ui.allocate_exact_size(vec2(width, MARK.y), Sense::hover());
            draw(ui, area, mark);
            ui.add(egui::Label::new(*meaning).wrap());
        });
    }
}

fn draw(ui: &Ui, area: Rect, mark: &Mark) {
    let (painter, visuals) = (ui.painter(), ui.visuals());
    let ends = [area.left_center(), area.right_center()];
    let square = Rect::from_center_size(area.center(), vec2(12.0, 12.0));
    let rim = Stroke::new(1.0, Palette::of(visuals).rule);
    match mark {
        Mark::Line(ink) => {
            painter.line_segment(ends, (2.0, (ink.0)(visuals)));
        }
        Mark::Dashed(ink) => {
            let stroke = Stroke::new(2.0, (ink.0)(visuals));
            painter.extend(Shape::dashed_line(&ends, stroke, 5.0, 3.5));
        }
        Mark::Dot(ink) => {
            painter.circle_filled(area.center(), 4.0, (ink.0)(visuals));
        }
        Mark::Ring(ink) => {
            painter.circle_stroke(area.center(), 4.5, (1.6, (ink.0)(visuals)));
        }
        Mark::Patch(ink) => {
            painter.rect(square, 1.0, (ink.0)(visuals), rim, StrokeKind::Outside);
        }
        Mark::Triangle(ink) => {
            let corners = vec![
                square.center_top(),
                square.right_bottom(),
                square.left_bottom(),
            ];
            let colour = (ink.0)(visuals);
            painter.add(Shape::convex_polygon(corners, colour, Stroke::NONE));
        }
        // Frames lie on matrices, which are white in both themes.
        Mark::Frame(ink) => {
            let frame = Stroke::new(1.8, (ink.0)(visuals));
            painter.rect(square, 0.0, Color32::WHITE, frame, StrokeKind::Inside);
        }
        Mark::Cross(ink) => {
            let stroke = Stroke::new(1.8, (ink.0)(visuals));
            painter.line_segment([square.left_top(), square.right_bottom()], stroke);
            painter.line_segment([square.left_bottom(), square.right_top()], stroke);
        }
        Mark::Shades(map, ends) => shades(painter, area, &map(), *ends, rim),
        Mark::Word(word) => {
            write_amid(painter, area.center(), word, 11.0, visuals.text_color());
        }
    }
}

/// A strip with the colours of a map, from one value to another.
fn shades(
    painter: &Painter,
    area: Rect,
    map: &crate::export::ColourMap,
    [from, to]: [f32; 2],
    rim: Stroke,
) {
    const STEPS: usize = 13;
    let strip = area.shrink2(vec2(0.0, 2.5));
    for step in 0..STEPS {
        let share = |step: usize| step as f32 / STEPS as f32;
        let value = from + (to - from) * step as f32 / (STEPS - 1) as f32;
        let x = |step: usize| strip.left() + share(step) * strip.width();
        let cell = Rect::from_x_y_ranges(x(step)..=x(step + 1), strip.y_range());
        painter.rect_filled(cell, 0.0, shade(map, value));
    }
    painter.rect_stroke(strip, CornerRadius::ZERO, rim, StrokeKind::Outside);
}
