//! How all plots look.

use std::ops::RangeInclusive;

use egui::{
    Align, Color32, FontId, Layout, Rangef, Response, RichText, Role, Stroke, Ui, WidgetInfo, vec2,
};
use egui_plot::{
    AxisHints, Bar, BarChart, GridInput, GridMark, HoverPosition, Line, Plot, PlotPoints,
    PlotResponse, PlotUi, Points,
};

use crate::app::messages::Messages;
use crate::app::theme::Palette;
use crate::app::widgets::{number, small_weak_ui};
use crate::engine::Findings;
use crate::engine::measures::{Measure, Subject};

/// A plot whose own ways of zooming are off: [`show`](super::plot_closer::show) has those of all views.
/// Axes without a name have numbers only, and reach at least over these values.
pub fn plot<'a>(id: &str, names: [&str; 2], xs: &[f64], ys: &[f64]) -> Plot<'a> {
    let [x, y] = axes(names[0], names[1], tick);
    let names = names.map(str::to_owned);
    let plot = Plot::new(id.to_owned())
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .set_margin_fraction(vec2(0.03, 0.08))
        .grid_spacing(Rangef::new(4.0, 420.0))
        .x_grid_spacer(|input| marks(&input, 3.0))
        .y_grid_spacer(|input| marks(&input, 3.0))
        .custom_x_axes(vec![x])
        .custom_y_axes(vec![y])
        .label_formatter(move |hover| read_out(hover, &names));
    let plot = xs.iter().fold(plot, |plot, x| plot.include_x(*x));
    ys.iter().fold(plot, |plot, y| plot.include_y(*y))
}

/// Plots that tell screen readers what they show.
pub trait NamedPlot<'a> {
    /// Draws the plot, under this name.
    fn show_named<R>(
        self,
        ui: &mut Ui,
        name: &str,
        content: impl FnOnce(&mut PlotUi<'a>) -> R + 'a,
    ) -> PlotResponse<R>;
}

impl<'a> NamedPlot<'a> for Plot<'a> {
    fn show_named<R>(
        self,
        ui: &mut Ui,
        name: &str,
        content: impl FnOnce(&mut PlotUi<'a>) -> R + 'a,
    ) -> PlotResponse<R> {
        let shown = self.show(ui, content);
        let info = || WidgetInfo::labeled(Role::Image, true, name);
        shown.response.widget_info(info);
        shown
    }
}

/// The name of the line or the points that are nearest, if any are near, and where the pointer is, by the names
/// of the axes.
fn read_out(hover: &HoverPosition<'_>, names: &[String; 2]) -> Option<String> {
    let (line, position) = match hover {
        HoverPosition::NearDataPoint {
            plot_name,
            position,
            ..
        } => (*plot_name, position),
        HoverPosition::Elsewhere { position } => ("", position),
    };
    let values = names.iter().zip([position.x, position.y]);
    let known = values.filter(|(name, _)| !name.is_empty());
    let told = known.map(|(name, value)| format!("{name}: {}", number(value)));
    let told: Vec<String> = told.collect();
    let line = Some(line.to_owned()).filter(|line| !line.is_empty());
    let lines: Vec<String> = line.into_iter().chain(told.iter().cloned()).collect();
    (!told.is_empty()).then(|| lines.join("\n"))
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
    line(name, ends.map(|end| [end, end]).to_vec(), width, colour)
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

/// Bars with a little space between them, at each a place, a height and a colour.
pub fn bars(name: &str, width: f64, bars: impl Iterator<Item = (f64, f64, Color32)>) -> BarChart {
    let bar = |(place, height, colour)| {
        let bar = Bar::new(place, height).width(0.9 * width);
        bar.fill(colour).stroke(Stroke::NONE)
    };
    BarChart::new(name, bars.map(bar).collect()).allow_hover(false)
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
                .label(RichText::new(label).size(12.0))
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
pub fn tick(mark: GridMark, _range: &RangeInclusive<f64>) -> String {
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
    let at = |i: usize| low + (high - low) * i as f64 / POINTS as f64;
    let points = (0..=POINTS).map(at).map(|x| [x, y(x)]);
    line(name, points.collect::<Vec<_>>(), 2.0, colour)
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
    let ([[first, _], .., [last, _]], true) = (&points[..], points.len() as f64 > 4.0 * columns)
    else {
        return points.into();
    };
    let column = |[x, _]: &[f64; 2]| ((x - first) / (last - first) * columns).floor();
    let mut kept = Vec::new();
    for group in points.chunk_by(|a, b| column(a) == column(b)) {
        let heights = || group.iter().map(|[_, y]| *y).enumerate();
        let by_height = |a: &(usize, f64), b: &(usize, f64)| a.1.total_cmp(&b.1);
        let lowest = heights().min_by(by_height).map_or(0, |(i, _)| i);
        let highest = heights().max_by(by_height).map_or(0, |(i, _)| i);
        let mut chosen = [0, lowest, highest, group.len() - 1];
        chosen.sort_unstable();
        kept.extend(chosen.chunk_by(|a, b| a == b).map(|same| group[same[0]]));
    }
    kept.into()
}

/// So many pixels a plot in the room that is left has from left to right.
pub fn pixels(ui: &Ui) -> f32 {
    ui.available_width() * ui.pixels_per_point()
}

/// Two plots side by side in a wide space, one above the other in a tall one; both send messages.
pub fn pair(
    ui: &mut Ui,
    messages: &mut Messages,
    first: impl FnOnce(&mut Ui, &mut Messages),
    second: impl FnOnce(&mut Ui, &mut Messages),
) {
    let size = ui.available_size();
    let column = Layout::top_down(Align::Min);
    let (half, direction) = match size.x > 1.35 * size.y {
        true => (
            vec2(size.x / 2.0 - 6.0, size.y),
            Layout::left_to_right(Align::Min),
        ),
        false => (vec2(size.x, size.y / 2.0 - 4.0), column),
    };
    ui.with_layout(direction, |ui| {
        ui.allocate_ui_with_layout(half, column, |ui| first(ui, messages));
        ui.allocate_ui_with_layout(half, column, |ui| second(ui, messages));
    });
}

/// A small heading, to be explained on hover.
pub fn caption(ui: &mut Ui, text: impl Into<String>) -> Response {
    ui.label(RichText::new(text).small().strong())
}

/// A small heading with its explanation, and on the right how communities were looked for.
pub fn caption_of_method(ui: &mut Ui, text: &str, help: &str, findings: &Findings) -> Response {
    let row = ui.horizontal(|ui| {
        caption(ui, text).on_hover_text(help);
        let right = Layout::right_to_left(Align::Center);
        let method = |ui: &mut Ui| small_weak_ui(ui, findings.method.to_string());
        ui.with_layout(right, method).inner
    });
    row.inner
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
    fn the_pointer_reads_out_the_point_that_it_is_near_by_the_names_of_the_axes() {
        let position = egui_plot::PlotPoint::new(1200.0, 0.0314159);
        let near = HoverPosition::NearDataPoint {
            plot_name: "1 → 2",
            position,
            index: 0,
        };
        let told = |hover: &HoverPosition<'_>, names: [&str; 2]| {
            read_out(hover, &names.map(str::to_owned))
        };
        let both = told(&near, ["iteration", "degrees"]);
        assert_eq!(
            both.as_deref(),
            Some("1 → 2\niteration: 1200\ndegrees: 0.0314")
        );
        assert_eq!(told(&near, ["", "c"]).as_deref(), Some("1 → 2\nc: 0.0314"));
        assert_eq!(told(&near, ["", ""]), None);
        let elsewhere = HoverPosition::Elsewhere { position };
        let both = told(&elsewhere, ["x", "y"]);
        assert_eq!(both.as_deref(), Some("x: 1200\ny: 0.0314"));
    }

    #[test]
    fn axes_have_a_few_marks_at_round_numbers_whatever_their_range() {
        let ranges = [(-0.03, 0.27), (0.0, 1_234_567.0), (-8.0, 8.0), (0.0, 3e-7)];
        for (low, high) in [(0.0, 1.0), (1.0, 1.0)].into_iter().chain(ranges) {
            let bounds = (low, high);
            let marks = marks(
                &GridInput {
                    bounds,
                    base_step_size: 1.0,
                },
                3.0,
            );
            assert!(marks.iter().all(|m| m.value >= low && m.value <= high));
            let count = if low == high { 0..=0 } else { 1..=8 };
            assert!(count.contains(&marks.len()), "{bounds:?}: {}", marks.len());
        }
        assert_eq!([0.3, 0.2].map(round_step), [0.5, 0.2]);
    }
}
