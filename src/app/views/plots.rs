//! How all plots look.

use std::ops::RangeInclusive;

use egui::{Color32, FontId, Rangef, Ui};
use egui_plot::{AxisHints, GridInput, GridMark, Line, Plot, PlotPoints, Points};

use crate::app::theme::Palette;
use crate::app::widgets::number;
use crate::engine::measures::{Measure, Subject};

/// A plot that is looked at, not dragged about: a lecturer's stray scroll must not lose the data.
/// Axes without a label have numbers only.
pub fn plot<'a>(id: &str, x_label: &str, y_label: &str) -> Plot<'a> {
    let [x, y] = axes(x_label, y_label, tick);
    Plot::new(id.to_owned())
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .set_margin_fraction(egui::vec2(0.03, 0.08))
        .grid_spacing(Rangef::new(4.0, 420.0))
        .x_grid_spacer(|input| marks(&input, 3.0))
        .y_grid_spacer(|input| marks(&input, 3.0))
        .custom_x_axes(vec![x])
        .custom_y_axes(vec![y])
}

/// A line through points.
pub fn line<'a>(
    name: &str,
    points: impl Into<PlotPoints<'a>>,
    width: f32,
    colour: Color32,
) -> Line<'a> {
    Line::new(name, points).width(width).color(colour)
}

/// The line y = x between two ends.
pub fn diagonal<'a>(name: &str, ends: [f64; 2], width: f32, colour: Color32) -> Line<'a> {
    let points: Vec<[f64; 2]> = ends.map(|end| [end, end]).to_vec();
    line(name, points, width, colour)
}

/// Points.
pub fn dots<'a>(
    name: &str,
    points: impl Into<PlotPoints<'a>>,
    radius: f32,
    colour: Color32,
) -> Points<'a> {
    Points::new(name, points).radius(radius).color(colour)
}

/// The two axes of a plot, with small numbers close together.
pub fn axes<'a>(
    x_label: &str,
    y_label: &str,
    tick: impl Fn(GridMark, &RangeInclusive<f64>) -> String + Clone + 'a,
) -> [AxisHints<'a>; 2] {
    let dress = |axis: AxisHints<'a>, label: &str, spacing: Rangef, thickness: f32| {
        let font = FontId::proportional(10.5);
        let axis = axis
            .formatter(tick.clone())
            .tick_label_font(font)
            .label_spacing(spacing);
        match label {
            "" => axis.min_thickness(thickness),
            // Room for the label beside the numbers.
            label => axis
                .label(egui::RichText::new(label).size(12.0))
                .min_thickness(thickness + 14.0),
        }
    };
    [
        dress(AxisHints::new_x(), x_label, Rangef::new(32.0, 44.0), 16.0),
        dress(AxisHints::new_y(), y_label, Rangef::new(12.0, 22.0), 30.0),
    ]
}

/// A few marks at round numbers: steps of 1, 2 or 5 × 10^k.
fn marks(input: &GridInput, wanted: f64) -> Vec<GridMark> {
    let (low, high) = input.bounds;
    let step_size = round_step((high - low) / wanted);
    if !step_size.is_finite() || step_size <= 0.0 {
        return Vec::new();
    }
    let first = (low / step_size).ceil() as i64;
    let last = (high / step_size).floor() as i64;
    let mark = |k: i64| GridMark {
        value: k as f64 * step_size,
        step_size,
    };
    (first..=last.min(first + 50)).map(mark).collect()
}

/// The nearest of 1, 2, 5 × 10^k above `step`.
fn round_step(step: f64) -> f64 {
    let power = 10.0_f64.powf(step.log10().floor());
    let factor = [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .find(|f| f * power >= step);
    factor.unwrap_or(10.0) * power
}

/// A number at an axis.
fn tick(mark: GridMark, _range: &RangeInclusive<f64>) -> String {
    let value = mark.value;
    let text = match value.abs() {
        v if (1e4..1e6).contains(&v) => format!("{}k", number(value / 1e3)),
        v if (1e6..1e9).contains(&v) => format!("{}M", number(value / 1e6)),
        _ => number(value),
    };
    text.replace('-', "−")
}

/// A smooth curve y(x) over a range.
pub fn curve<'a>(
    name: &str,
    range: RangeInclusive<f64>,
    y: impl Fn(f64) -> f64,
    colour: Color32,
) -> Line<'a> {
    const POINTS: usize = 160;
    let (low, high) = (*range.start(), *range.end());
    let points: Vec<[f64; 2]> = (0..=POINTS)
        .map(|i| low + (high - low) * i as f64 / POINTS as f64)
        .map(|x| [x, y(x)])
        .collect();
    Line::new(name, PlotPoints::from(points))
        .color(colour)
        .width(2.0)
}

/// The colour of a measure's line: that of what it is a measure of.
pub fn colour_of(measure: &Measure, colours: &Palette) -> Color32 {
    match measure.subject {
        Subject::Balance => colours.balance,
        Subject::Credit => colours.credit,
        Subject::Change => colours.firing,
        Subject::Weights | Subject::Rate | Subject::Task => colours.line,
    }
}

/// What a line through these points, in order of x, needs to look the same on so many pixels: of each
/// column of pixels the first and last point, and the lowest and highest between them.
pub fn decimated(points: impl Iterator<Item = [f64; 2]>, pixels: f32) -> PlotPoints<'static> {
    let points: Vec<[f64; 2]> = points.collect();
    let columns = f64::from(pixels.max(1.0).ceil());
    let (Some([first, _]), Some([last, _])) = (points.first(), points.last()) else {
        return points.into();
    };
    if points.len() as f64 <= 4.0 * columns {
        return points.into();
    }
    let column = |[x, _]: &[f64; 2]| ((x - first) / (last - first) * columns).floor();
    let mut kept = Vec::new();
    for group in points.chunk_by(|a, b| column(a) == column(b)) {
        let heights = || group.iter().map(|[_, y]| *y).enumerate();
        let by_height = |a: &(usize, f64), b: &(usize, f64)| a.1.total_cmp(&b.1);
        let lowest = heights().min_by(by_height).map_or(0, |(i, _)| i);
        let highest = heights().max_by(by_height).map_or(0, |(i, _)| i);
        let mut chosen = [0, lowest, highest, group.len() - 1];
        chosen.sort_unstable();
        for (i, point) in chosen.into_iter().enumerate() {
            if i == 0 || chosen[i - 1] != point {
                kept.push(group[point]);
            }
        }
    }
    kept.into()
}

/// So many pixels a plot in the room that is left has from left to right.
pub fn pixels(ui: &Ui) -> f32 {
    ui.available_width() * ui.pixels_per_point()
}

/// Two plots side by side in a wide space, one above the other in a tall one.
pub fn pair(ui: &mut Ui, first: impl FnOnce(&mut Ui), second: impl FnOnce(&mut Ui)) {
    let size = ui.available_size();
    let column = egui::Layout::top_down(egui::Align::Min);
    let (half, direction) = match size.x > 1.35 * size.y {
        true => (
            egui::vec2(size.x / 2.0 - 6.0, size.y),
            egui::Layout::left_to_right(egui::Align::Min),
        ),
        false => (egui::vec2(size.x, size.y / 2.0 - 4.0), column),
    };
    ui.with_layout(direction, |ui| {
        ui.allocate_ui_with_layout(half, column, first);
        ui.allocate_ui_with_layout(half, column, second);
    });
}

/// A small heading above a plot, explained on hover.
pub fn caption(ui: &mut Ui, text: &str, explanation: &str) {
    ui.label(egui::RichText::new(text).small().strong())
        .on_hover_text(explanation);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_with_more_points_than_pixels_keeps_its_ends_peaks_and_order() {
        let at = |i: usize| [i as f64, if i == 5_003 { 9.0 } else { (i % 7) as f64 }];
        let all = || (0..10_000).map(at);
        let kept = decimated(all(), 100.0);
        let kept: Vec<[f64; 2]> = kept.points().iter().map(|p| [p.x, p.y]).collect();
        assert!(kept.len() <= 4 * 101);
        assert_eq!((kept[0], kept[kept.len() - 1]), (at(0), at(9_999)));
        assert!(kept.contains(&at(5_003)));
        assert!(kept.is_sorted_by(|a, b| a[0] < b[0]));
        assert!(kept.iter().filter(|p| p[1] == 0.0).count() >= 100);
        assert_eq!(decimated(all(), 5_000.0).points().len(), 10_000);
        assert_eq!(decimated(std::iter::empty(), 50.0).points().len(), 0);
    }

    #[test]
    fn axes_have_a_few_marks_at_round_numbers_whatever_their_range() {
        for (low, high) in [
            (0.0, 1.0),
            (-0.03, 0.27),
            (0.0, 1_234_567.0),
            (-8.0, 8.0),
            (0.0, 3e-7),
        ] {
            let input = GridInput {
                bounds: (low, high),
                base_step_size: 1.0,
            };
            let marks = marks(&input, 3.0);
            assert!(
                (1..=8).contains(&marks.len()),
                "{low} … {high}: {}",
                marks.len()
            );
            assert!(marks.iter().all(|m| m.value >= low && m.value <= high));
        }
        assert_eq!(round_step(0.3), 0.5);
        assert_eq!(round_step(0.2), 0.2);
        let empty = GridInput {
            bounds: (1.0, 1.0),
            base_step_size: 1.0,
        };
        assert!(marks(&empty, 3.0).is_empty());
    }
}
