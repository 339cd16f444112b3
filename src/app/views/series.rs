//! View "Over time": a small plot for each measure, on a common axis of iterations.

use egui::{Color32, RichText, Ui, vec2};
use egui_plot::{Line, LineStyle};

use super::plots::{colour_of, decimated, pixels, plot};
use super::view::{View, ViewInput, waiting};
use crate::app::messages::Messages;
use crate::app::theme::palette;
use crate::app::widgets::number;
use crate::engine::History;
use crate::engine::measures::{LEARNING_RATE, Measure, Place, measures_in};

/// Measures over time.
#[derive(Default)]
pub struct SeriesView;

/// Vertical axes span at least this: below it lies nothing but rounding.
const LEAST_SPAN: f64 = 1e-9;

/// What has a plot of its own in this history: what would be by chance is drawn beside what there is, and
/// the learning rate only if it has not always been the same.
fn plotted(history: &History) -> Vec<&'static Measure> {
    let all = measures_in(Place::OverTime);
    let is_beside = |chance: &Measure| all.clone().any(|m| m.chance == Some(chance));
    let rows = history.items();
    let mut rates = rows
        .iter()
        .filter_map(|row| row.measures.get(&LEARNING_RATE));
    let first = rates.next();
    let varied = rates.any(|rate| Some(rate) != first);
    let own = |m: &&Measure| !is_beside(m) && (varied || *m != &LEARNING_RATE);
    all.clone().filter(own).collect()
}

impl View for SeriesView {
    fn view_ui(&mut self, ui: &mut Ui, input: &ViewInput<'_>, _messages: &mut Messages) {
        let Some(findings) = &input.scene.findings else {
            return waiting(ui, "Waiting for the first analysis …");
        };
        let histories: Vec<&History> = input
            .both()
            .filter_map(|scene| Some(&scene.findings.as_ref()?.history))
            .collect();
        let size = ui.available_size();
        let panels = plotted(&findings.history);
        let columns = match (size.x > 2.2 * size.y, panels.len() > 6) {
            (true, false) => 3,
            (true, true) => 4,
            (false, _) => 2,
        };
        let rows = panels.len().div_ceil(columns);
        let cell = vec2(
            (size.x - 8.0 * (columns - 1) as f32) / columns as f32,
            (size.y - 4.0 * (rows - 1) as f32) / rows as f32,
        );
        ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
        for row in panels.chunks(columns) {
            ui.horizontal(|ui| {
                for measure in row {
                    let column = egui::Layout::top_down(egui::Align::Min);
                    ui.allocate_ui_with_layout(cell, column, |ui| {
                        ui.set_min_size(cell);
                        panel_ui(ui, measure, &findings.history, &histories);
                    });
                }
            });
        }
    }
}

/// `both` are the histories that share the axes.
fn panel_ui(ui: &mut Ui, measure: &'static Measure, history: &History, both: &[&History]) {
    ui.spacing_mut().item_spacing.y = 1.0;
    let colours = palette(ui);
    let colour = colour_of(measure, colours);
    let title = measure.title();
    heading_ui(ui, measure, &title, history, colour);
    let last = |history: &&History| history.items().last().map_or(0, |row| row.iteration);
    let latest_iteration = both.iter().map(last).max().unwrap_or(0);
    let drawn = std::iter::once(measure).chain(measure.chance);
    let [low, high] = span(both, drawn);
    let pixels = pixels(ui);
    let points = |measure: &Measure| {
        let rows = history.items().iter();
        let defined =
            rows.filter_map(|row| Some([row.iteration as f64, row.measures.get(measure)?]));
        decimated(defined, pixels)
    };
    plot(&title, "", "")
        .height(ui.available_height())
        .include_x(0.0)
        .include_x(latest_iteration.max(1) as f64)
        .include_y(low)
        .include_y(high)
        .label_formatter(|hover| match hover {
            egui_plot::HoverPosition::NearDataPoint { position, .. } => Some(format!(
                "iteration {:.0}: {}",
                position.x,
                number(position.y)
            )),
            egui_plot::HoverPosition::Elsewhere { .. } => None,
        })
        .show(ui, |plot_ui| {
            if let Some(chance) = measure.chance {
                let dashed = Line::new("by chance", points(chance))
                    .color(colours.chance)
                    .width(1.5);
                plot_ui.line(dashed.style(LineStyle::dashed_loose()));
            }
            plot_ui.line(Line::new(title, points(measure)).color(colour).width(1.8));
        });
}

/// The name of a measure, and the latest value; both explain it on hover.
fn heading_ui(ui: &mut Ui, measure: &Measure, title: &str, history: &History, colour: Color32) {
    let last = history.items().last();
    let latest = last.and_then(|row| row.measures.get(measure));
    let line = vec2(ui.available_width(), 14.0);
    let right = egui::Layout::right_to_left(egui::Align::Center);
    ui.allocate_ui_with_layout(line, right, |ui| {
        let text = latest.map_or("undefined".to_owned(), number);
        ui.label(RichText::new(text).small().color(colour))
            .on_hover_text(measure.definition);
        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
            let title = match line.x < 150.0 {
                true => short(measure),
                false => title.to_owned(),
            };
            ui.add(egui::Label::new(RichText::new(title).small().strong()).truncate())
                .on_hover_text(measure.definition);
        });
    });
}

/// The name of a measure where there is little room: its symbol, or else its first word.
fn short(measure: &Measure) -> String {
    match (measure.symbol, measure.name.split_once(' ')) {
        ("", Some((first, _))) => first.to_lowercase(),
        ("", None) => measure.name.to_owned(),
        (symbol, _) => symbol.to_owned(),
    }
}

/// The smallest and the largest value of the measures in all histories, with zero.
fn span<'a>(
    histories: &[&History],
    measures: impl Iterator<Item = &'a Measure> + Clone,
) -> [f64; 2] {
    let rows = histories.iter().flat_map(|history| history.items());
    let values = rows.flat_map(|row| measures.clone().filter_map(|m| row.measures.get(m)));
    values.fold([0.0, LEAST_SPAN], |[low, high], value| {
        [low.min(value), high.max(value)]
    })
}
