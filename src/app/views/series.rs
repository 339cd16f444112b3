//! View "Over time": six quantities, one small plot each, on a common axis of iterations.

use egui::{Color32, Ui, vec2};
use egui_plot::{Line, LineStyle, PlotPoints};

use super::plots::plot;
use super::{View, waiting};
use crate::app::state::{Hands, palette};
use crate::app::theme::Palette;
use crate::app::widgets::number;
use crate::engine::{History, Scene, Series};
use crate::export::{Table, view_tables};

/// Quantities over time.
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
        help: "How much more of Σ|w| lies inside communities than by chance: Q = within share − chance. Higher at low learning rates.",
        series: Series::Modularity,
        beside: None,
        colour: |p| p.line,
    },
    Panel {
        title: "Within share",
        short: "within",
        help: "Σ|w| inside communities ÷ Σ|w|. Dashed: what it would be by chance, Σ_c (K_c / 2m)².",
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

impl View for SeriesView {
    fn view_ui(&mut self, ui: &mut Ui, scene: &Scene, _hands: &mut Hands<'_>) {
        let Some(findings) = &scene.findings else {
            return waiting(ui, "Waiting for the first analysis …");
        };
        let size = ui.available_size();
        let columns = if size.x > 2.2 * size.y { 3 } else { 2 };
        let rows = PANELS.len() / columns;
        let cell = vec2(
            (size.x - 8.0 * (columns - 1) as f32) / columns as f32,
            (size.y - 4.0 * (rows - 1) as f32) / rows as f32,
        );
        ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
        for row in PANELS.chunks(columns) {
            ui.horizontal(|ui| {
                for panel in row {
                    let column = egui::Layout::top_down(egui::Align::Min);
                    ui.allocate_ui_with_layout(cell, column, |ui| {
                        ui.set_min_size(cell);
                        panel_ui(ui, panel, &findings.history);
                    });
                }
            });
        }
    }

    fn table(&self, scene: &Scene, _hands: &Hands<'_>) -> Option<Table> {
        view_tables::series(scene)
    }
}

fn panel_ui(ui: &mut Ui, panel: &Panel, history: &History) {
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
    let latest_iteration = history.items().last().map_or(0, |row| row.iteration);
    let points = |series: Series| -> PlotPoints<'_> {
        let defined = history
            .items()
            .iter()
            .filter_map(|row| Some([row.iteration as f64, row.value(series)?]));
        defined.collect()
    };
    plot(panel.title, "", "")
        .height(ui.available_height())
        .include_x(0.0)
        .include_x(latest_iteration.max(1) as f64)
        .include_y(0.0)
        .include_y(LEAST_SPAN)
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
