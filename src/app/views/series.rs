//! View "Over time": a small plot for each measure, on a common axis of iterations.

use egui::{Align, Color32, Label, Layout, RichText, Ui, vec2};
use egui_plot::{HoverPosition, LineStyle};

use super::plots::{colour_of, decimated, line, pixels, plot};
use super::view::{ViewInput, waiting};
use crate::app::messages::Messages;
use crate::app::theme::palette;
use crate::app::widgets::number;
use crate::engine::History;
use crate::engine::measures::{LEARNING_RATE, Measure, Place, measures_in};

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

pub fn view_ui(ui: &mut Ui, input: &ViewInput<'_>, _messages: &mut Messages) {
    let Some(findings) = &input.scene.findings else {
        return waiting(ui, "Waiting for the first analysis …");
    };
    let both = input.both().filter_map(|scene| scene.findings.as_ref());
    let both: Vec<&History> = both.map(|findings| &findings.history).collect();
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
                let column = Layout::top_down(Align::Min);
                ui.allocate_ui_with_layout(cell, column, |ui| {
                    ui.set_min_size(cell);
                    panel_ui(ui, measure, &findings.history, &both);
                });
            }
        });
    }
}

/// `both` are the histories that share the axes.
fn panel_ui(ui: &mut Ui, measure: &'static Measure, history: &History, both: &[&History]) {
    ui.spacing_mut().item_spacing.y = 1.0;
    let colours = palette(ui);
    let colour = colour_of(measure, colours);
    let title = measure.title();
    heading_ui(ui, measure, &title, history, colour);
    let last = both.iter().filter_map(|history| history.items().last());
    let latest = last.map(|row| row.iteration).max().unwrap_or(0).max(1) as f64;
    let drawn = std::iter::once(measure).chain(measure.chance);
    let pixels = pixels(ui);
    let points = |measure: &Measure| {
        let rows = history.items().iter();
        let points =
            rows.filter_map(|row| Some([row.iteration as f64, row.measures.get(measure)?]));
        decimated(points, pixels)
    };
    plot(&title, ["", ""], &[0.0, latest], &span(both, drawn))
        .height(ui.available_height())
        .label_formatter(|hover| match hover {
            HoverPosition::NearDataPoint { position, .. } => {
                let value = number(position.y);
                Some(format!("iteration {:.0}: {value}", position.x))
            }
            HoverPosition::Elsewhere { .. } => None,
        })
        .show(ui, |plot_ui| {
            if let Some(chance) = measure.chance {
                let by_chance = line("by chance", points(chance), 1.5, colours.chance);
                plot_ui.line(by_chance.style(LineStyle::dashed_loose()));
            }
            plot_ui.line(line(&title, points(measure), 1.8, colour));
        });
}

/// The name of a measure, and the latest value; both explain it on hover.
fn heading_ui(ui: &mut Ui, measure: &Measure, title: &str, history: &History, colour: Color32) {
    let last = history.items().last();
    let latest = last.and_then(|row| row.measures.get(measure));
    let line = vec2(ui.available_width(), 14.0);
    let right = Layout::right_to_left(Align::Center);
    ui.allocate_ui_with_layout(line, right, |ui| {
        let text = latest.map_or("undefined".to_owned(), number);
        let value = ui.label(RichText::new(text).small().color(colour));
        value.on_hover_text(measure.definition);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let narrow = (line.x < 150.0).then(|| short(measure));
            let title = RichText::new(narrow.unwrap_or(title.to_owned()));
            let label = ui.add(Label::new(title.small().strong()).truncate());
            label.on_hover_text(measure.definition);
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
