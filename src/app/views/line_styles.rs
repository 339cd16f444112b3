//! How lines that stand in one plot differ, besides their colours and names.

use egui::{Color32, Painter, Rect, Shape, pos2};
use egui_plot::LineStyle;

use crate::engine::Side;

/// How the lines of a side look where both stand in one plot.
pub fn line_style(side: Side) -> LineStyle {
    match side {
        Side::A => LineStyle::Solid,
        Side::B => LineStyle::dashed_dense(),
    }
}

/// A piece of a line of this style, for a legend.
pub fn line_sample(
    painter: &Painter,
    area: Rect,
    style: LineStyle,
    (width, colour): (f32, Color32),
) {
    let ends = [area.left_center(), area.right_center()];
    match style {
        LineStyle::Solid => {
            painter.line_segment(ends, (width, colour));
        }
        LineStyle::Dashed { length } => {
            let gap = length * std::f32::consts::GOLDEN_RATIO.recip();
            painter.extend(Shape::dashed_line(&ends, (width, colour), length, gap));
        }
        LineStyle::Dotted { spacing } => {
            let count = (area.width() / spacing) as usize;
            for dot in 0..=count {
                let at = pos2(area.left() + dot as f32 * spacing, area.center().y);
                painter.circle_filled(at, width / 2.0, colour);
            }
        }
    }
}
