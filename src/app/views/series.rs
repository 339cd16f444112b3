//! View "Over time": six quantities, one small plot each, on a common axis of iterations.

use egui::{Color32, Ui, vec2};
use egui_plot::{Line, LineStyle};

use super::plots::{decimated, pixels, plot};
use super::view::{View, ViewInput, waiting};
use crate::app::messages::Messages;
use crate::app::theme::Palette;
use crate::app::theme::palette;
use crate::app::widgets::number;
use crate::engine::{History, Series};

/// Quantities over time.
#[derive(Default)]
pub struct SeriesView;

/// Vertical axes span at least this: below it lies nothing but rounding.
const LEAST_SPAN: f64 = 1e-9;

/// One small plot.
struct Panel {
    title: &'static str,
    /// The title where there is little room.
    short: &'static str,
    help: &'static str,
    series: Series,
    /// A second line to compare with, and what it is called.
    beside: Option<(Series, &'static str)>,
    colour: fn(&Palette) -> Color32,
}

const PANELS: [Panel; 6] = [
    Panel {
        title: "Modularity Q",
        short: "Q",
        help: "How much more of Σ|w| lies inside communities than by chance: Q = within share − chance, at resolution 1, of the communities found by the method in force then. Higher at low learning rates.",
        series: Series::Modularity,
        beside: None,
        colour: |p| p.line,
    },
    Panel {
        title: "Within share",
        short: "within",
        help: "Σ|w| inside communities ÷ Σ|w|. Dashed: what it would be by chance, Σ_c (K_c / 2m)², or directed Σ_c K_c^in K_c^out / m².",
        series: Series::WithinShare,
        beside: Some((Series::Chance, "by chance")),
        colour: |p| p.line,
    },
    Panel {
        title: "Hub overlap ρ",
        short: "ρ",
        help: "Correlation over neurons of in-strength Σ_j |w_ij| and out-strength Σ_j |w_ji|. Near 1: the same neurons send and receive. Near 0: senders and receivers differ.",
        series: Series::HubOverlap,
        beside: None,
        colour: |p| p.line,
    },
    Panel {
        title: "Mean balance f(s)",
        short: "f(s)",
        help: "Mean over neurons of the balance value f(s_i): how balanced the network is.",
        series: Series::MeanBalance,
        beside: None,
        colour: |p| p.balance,
    },
    Panel {
        title: "Mean credit |c|",
        short: "|c|",
        help: "Mean over neurons of |c_i|. Growth without end means that credit runs away.",
        series: Series::MeanCredit,
        beside: None,
        colour: |p| p.credit,
    },
    Panel {
        title: "Mean change |ΔW|",
        short: "|ΔW|",
        help: "Mean over synapses of |r c_i f(s_i) x_j| in the latest plasticity update, before pruning.",
        series: Series::MeanChange,
        beside: None,
        colour: |p| p.firing,
    },
];

/// Shown where the learning rate has not always been the same.
const RATE: Panel = Panel {
    title: "Learning rate r",
    short: "r",
    help: "r, the factor on every weight change, in the update that follows.",
    series: Series::LearningRate,
    beside: None,
    colour: |p| p.line,
};

/// The panels for this history.
fn panels(history: &History) -> Vec<&'static Panel> {
    let mut rates = history
        .items()
        .iter()
        .filter_map(|row| row.value(Series::LearningRate));
    let first = rates.next();
    let varied = rates.any(|rate| Some(rate) != first);
    PANELS.iter().chain(varied.then_some(&RATE)).collect()
}

impl View for SeriesView {
    fn view_ui(&mut self, ui: &mut Ui, input: &ViewInput<'_>, _messages: &mut Messages) {
        let scene = input.scene;
        let Some(findings) = &scene.findings else {
            return waiting(ui, "Waiting for the first analysis …");
        };
        let histories: Vec<&History> = input
            .both()
            .filter_map(|scene| Some(&scene.findings.as_ref()?.history))
            .collect();
        let size = ui.available_size();
        let panels = panels(&findings.history);
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
                for panel in row {
                    let column = egui::Layout::top_down(egui::Align::Min);
                    ui.allocate_ui_with_layout(cell, column, |ui| {
                        ui.set_min_size(cell);
                        panel_ui(ui, panel, &findings.history, &histories);
                    });
                }
            });
        }
    }
}

/// `both` are the histories that share the axes.
fn panel_ui(ui: &mut Ui, panel: &Panel, history: &History, both: &[&History]) {
    ui.spacing_mut().item_spacing.y = 1.0;
    let colours = palette(ui);
    let colour = (panel.colour)(colours);
    let latest = history
        .items()
        .last()
        .and_then(|row| row.value(panel.series));
    let line = vec2(ui.available_width(), 14.0);
    let right = egui::Layout::right_to_left(egui::Align::Center);
    ui.allocate_ui_with_layout(line, right, |ui| {
        let text = latest.map_or("undefined".to_owned(), number);
        ui.label(egui::RichText::new(text).small().color(colour))
            .on_hover_text(panel.help);
        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
            let title = if line.x < 150.0 {
                panel.short
            } else {
                panel.title
            };
            let title = egui::RichText::new(title).small().strong();
            ui.add(egui::Label::new(title).truncate())
                .on_hover_text(panel.help);
        });
    });
    let last = |history: &&History| history.items().last().map_or(0, |row| row.iteration);
    let latest_iteration = both.iter().map(last).max().unwrap_or(0);
    let series = [Some(panel.series), panel.beside.map(|(series, _)| series)];
    let [low, high] = span(both, series.into_iter().flatten());
    let pixels = pixels(ui);
    let points = |series: Series| {
        let rows = history.items().iter();
        let defined = rows.filter_map(|row| Some([row.iteration as f64, row.value(series)?]));
        decimated(defined, pixels)
    };
    plot(panel.title, "", "")
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
            if let Some((series, name)) = panel.beside {
                let dashed = Line::new(name, points(series))
                    .color(colours.chance)
                    .width(1.5);
                plot_ui.line(dashed.style(LineStyle::dashed_loose()));
            }
            plot_ui.line(
                Line::new(panel.title, points(panel.series))
                    .color(colour)
                    .width(1.8),
            );
        });
}

/// The smallest and the largest value of the series in all histories, with zero.
fn span(histories: &[&History], series: impl Iterator<Item = Series> + Clone) -> [f64; 2] {
    let rows = histories.iter().flat_map(|history| history.items());
    let values = rows.flat_map(|row| series.clone().filter_map(|series| row.value(series)));
    values.fold([0.0, LEAST_SPAN], |[low, high], value| {
        [low.min(value), high.max(value)]
    })
}
