//! One number varied: a small plot for each measure.

use std::ops::RangeInclusive;
use std::sync::Arc;

use egui::{Color32, Pos2, RichText, Ui, vec2};
use egui_plot::{
    FilledArea, GridInput, GridMark, Line, LineStyle, PlotPoint, PlotPoints, PlotTransform, Points,
    VLine,
};

use super::Shown;
use crate::app::theme::Palette;
use crate::app::theme::palette;
use crate::app::views::plots::{axes, plot};
use crate::app::widgets::number;
use crate::engine::Scene;
use crate::engine::sweep::{Axis, Measure, Plan, PointSummary, RunResult, Statistic};

/// How near the pointer must be to a point, in screen points.
const REACH: f32 = 9.0;
/// Plots are at least this wide.
const LEAST_WIDTH: f32 = 150.0;

/// What is plotted, as far as there is such a thing.
const PLOTTED: [Measure; 9] = [
    Measure::Modularity,
    Measure::WithinShare,
    Measure::HubOverlap,
    Measure::Communities,
    Measure::MeanBalance,
    Measure::MeanCredit,
    Measure::TrainLoss,
    Measure::HeldOutLoss,
    Measure::HeldOutAccuracy,
];

/// One plot.
#[derive(Clone, Copy)]
enum Panel {
    Of(Measure),
    /// How well the communities of different seeds agree.
    Agreement,
}

/// Draws the plots. Returns the run whose point was clicked.
pub fn curves_ui(
    ui: &mut Ui,
    axis: &Axis,
    scene: &Scene,
    plan: &Plan,
    shown: &Shown,
) -> Option<usize> {
    let mut panels: Vec<Panel> = super::measures(&shown.summaries, &PLOTTED)
        .into_iter()
        .map(Panel::Of)
        .collect();
    if plan.shares_network() && plan.design().seeds > 1 {
        panels.push(Panel::Agreement);
    }
    if panels.is_empty() {
        return None;
    }
    let size = ui.available_size();
    let columns = columns(panels.len(), size);
    let rows = panels.len().div_ceil(columns);
    let gap = vec2(10.0, 4.0);
    let cell = vec2(
        (size.x - gap.x * (columns - 1) as f32) / columns as f32,
        (size.y - gap.y * (rows - 1) as f32) / rows as f32,
    );
    ui.spacing_mut().item_spacing = gap;
    let mut clicked = None;
    let drawing = Drawing {
        axis,
        plan,
        shown,
        now: live_value(axis, scene),
    };
    for row in panels.chunks(columns) {
        ui.horizontal(|ui| {
            for panel in row {
                let down = egui::Layout::top_down(egui::Align::Min);
                ui.allocate_ui_with_layout(cell, down, |ui| {
                    ui.set_min_size(cell);
                    clicked = drawing.panel_ui(ui, *panel).or(clicked);
                });
            }
        });
    }
    clicked
}

/// As many columns as make the plots nearest to a golden rectangle.
fn columns(panels: usize, size: egui::Vec2) -> usize {
    let most = ((size.x / LEAST_WIDTH) as usize).clamp(1, panels);
    let distance = |columns: usize| {
        let rows = panels.div_ceil(columns);
        let shape = (size.x / columns as f32) / (size.y / rows as f32);
        (shape / 1.6).ln().abs()
    };
    let best = (1..=most).min_by(|&a, &b| distance(a).total_cmp(&distance(b)));
    best.unwrap_or(1)
}

/// The value that the simulation on screen has.
fn live_value(axis: &Axis, scene: &Scene) -> Option<f64> {
    let mut scenario = crate::scenario::Scenario::with_topology(scene.snapshot.topology.clone());
    scenario.rules = scene.snapshot.rules;
    // Only rules are known of a snapshot.
    (axis.quantity().live)
        .then(|| (axis.quantity().get)(&scenario))
        .flatten()
}

struct Drawing<'a> {
    axis: &'a Axis,
    plan: &'a Plan,
    shown: &'a Shown,
    /// Where the simulation on screen stands.
    now: Option<f64>,
}

impl Drawing<'_> {
    /// A place on the axis.
    fn x(&self, value: f64) -> f64 {
        match self.axis.is_logarithmic() {
            true => value.log10(),
            false => value,
        }
    }

    fn panel_ui(&self, ui: &mut Ui, panel: Panel) -> Option<usize> {
        ui.spacing_mut().item_spacing.y = 1.0;
        let (title, help) = match panel {
            Panel::Of(measure) => (measure.label(), measure.help()),
            Panel::Agreement => (
                "Agreement of seeds",
                "Mean adjusted Rand index of the communities over all pairs of seeds: 1 where they are the same, 0 where they agree no more than by chance.",
            ),
        };
        let text = RichText::new(title).small().strong();
        ui.add(egui::Label::new(text).truncate())
            .on_hover_ui(|ui| self.help_ui(ui, panel, help));
        let colours = palette(ui);
        let tick = {
            let logarithmic = self.axis.is_logarithmic();
            move |mark: GridMark, _: &RangeInclusive<f64>| match logarithmic {
                true => number(10.0_f64.powf(mark.value)).replace('-', "−"),
                false => number(mark.value).replace('-', "−"),
            }
        };
        let [x_axis, _] = axes("", "", tick);
        let points = self.run_points(panel);
        let bottom = match panel {
            Panel::Of(Measure::HubOverlap) => None,
            _ => Some(0.0),
        };
        let values = self.axis.values();
        let (first, last) = (self.x(values[0]), self.x(values[values.len() - 1]));
        let mut figure = plot(title, "", "")
            .height(ui.available_height())
            .include_x(first)
            .include_x(last)
            .custom_x_axes(vec![x_axis]);
        if self.axis.is_logarithmic() {
            figure = figure.x_grid_spacer(decades);
        }
        if let Some(bottom) = bottom {
            figure = figure.include_y(bottom);
        }
        let shown = figure
            .show_crosshair(false)
            .cursor_color(Color32::TRANSPARENT)
            .show(ui, |plot_ui| {
                if let Some(now) = self
                    .now
                    .filter(|now| (values[0]..=values[values.len() - 1]).contains(now))
                {
                    plot_ui.vline(
                        VLine::new("on screen", self.x(now))
                            .color(colours.highlight)
                            .width(1.0),
                    );
                }
                self.draw(plot_ui, panel, colours, &points);
            });
        self.point_at(shown.response, &shown.transform, &points)
    }

    fn help_ui(&self, ui: &mut Ui, panel: Panel, help: &str) {
        ui.set_max_width(320.0);
        ui.label(help);
        if let Panel::Of(measure) = panel {
            if measure == Measure::WithinShare {
                ui.weak("Dashed: what it would be by chance, given the strengths.");
            }
            if self.plan.design().controls && measure.is_of_weights() {
                ui.weak("Grey band: networks rewired at random, with the same degrees.");
            }
            if self.plan.has_shuffled_control() {
                ui.weak("Grey dots: runs in which credit goes to random neurons.");
            }
        }
    }

    fn draw(
        &self,
        plot_ui: &mut egui_plot::PlotUi<'_>,
        panel: Panel,
        colours: &Palette,
        points: &[(usize, [f64; 2])],
    ) {
        let statistic = |of: &dyn Fn(&PointSummary) -> Option<Statistic>| -> Vec<(f64, Statistic)> {
            let summaries = self.shown.summaries.iter();
            summaries
                .filter_map(|s| Some((self.x(s.values[0]), of(s)?)))
                .collect()
        };
        let mean = |of: &[(f64, Statistic)]| -> PlotPoints<'static> {
            of.iter().map(|(x, s)| [*x, s.mean]).collect()
        };
        let line = match panel {
            Panel::Of(measure) => {
                let rewired = statistic(&|s| s.rewired(measure));
                band(
                    plot_ui,
                    "rewired",
                    &rewired,
                    colours.chance.gamma_multiply(0.35),
                );
                let shuffled = statistic(&|s| s.shuffled(measure));
                band(
                    plot_ui,
                    "shuffled credit",
                    &shuffled,
                    colours.chance.gamma_multiply(0.2),
                );
                let dotted = Line::new("shuffled credit", mean(&shuffled))
                    .style(LineStyle::dotted_dense())
                    .color(colours.chance)
                    .width(1.5);
                plot_ui.line(dotted);
                if measure == Measure::WithinShare {
                    let chance = statistic(&|s| s.get(Measure::Chance));
                    let dashed = Line::new("by chance", mean(&chance))
                        .style(LineStyle::dashed_loose())
                        .color(colours.line)
                        .width(1.2);
                    plot_ui.line(dashed);
                }
                statistic(&|s| s.get(measure))
            }
            Panel::Agreement => statistic(&|s| s.agreement),
        };
        let colour = match panel {
            Panel::Of(measure) => colour_of(measure, colours),
            Panel::Agreement => colours.line,
        };
        band(plot_ui, "± 1 sd", &line, colour.gamma_multiply(0.22));
        plot_ui.line(Line::new("mean", mean(&line)).color(colour).width(2.0));
        let dots: PlotPoints<'static> = points.iter().map(|(_, at)| *at).collect();
        plot_ui.points(
            Points::new("runs", dots)
                .radius(2.2)
                .color(colour.gamma_multiply(0.75)),
        );
    }

    /// The runs that have a value, and where they stand.
    fn run_points(&self, panel: Panel) -> Vec<(usize, [f64; 2])> {
        let Panel::Of(measure) = panel else {
            return Vec::new();
        };
        let place = |result: &Arc<RunResult>| {
            let value = result.measures.get(measure).filter(|_| result.counts())?;
            let point = result.run % self.plan.points();
            Some((result.run, [self.x(self.plan.values(point)[0]), value]))
        };
        self.shown
            .results
            .iter()
            .flatten()
            .filter_map(place)
            .collect()
    }

    /// Says which run is under the pointer. Returns it when it was clicked.
    fn point_at(
        &self,
        response: egui::Response,
        transform: &PlotTransform,
        points: &[(usize, [f64; 2])],
    ) -> Option<usize> {
        let pointer = response.hover_pos()?;
        let on_screen = |at: &[f64; 2]| -> Pos2 {
            transform.position_from_point(&PlotPoint::new(at[0], at[1]))
        };
        let (run, at) = points
            .iter()
            .map(|(run, at)| (*run, on_screen(at)))
            .min_by(|a, b| a.1.distance(pointer).total_cmp(&b.1.distance(pointer)))?;
        if at.distance(pointer) > REACH {
            return None;
        }
        let spec = self.plan.spec(run);
        let name = self.axis.quantity().name;
        let clicked = response.clicked();
        let value = transform.value_from_position(at).y;
        response.on_hover_text_at_pointer(format!(
            "{name} {}, seed {}: {}. Click to run exactly this network.",
            number(spec.values[0]),
            spec.scenario.run.seed,
            number(value)
        ));
        clicked.then_some(run)
    }
}

fn colour_of(measure: Measure, colours: &Palette) -> Color32 {
    match measure {
        Measure::MeanBalance => colours.balance,
        Measure::MeanCredit => colours.credit,
        _ => colours.line,
    }
}

/// Mean ± one standard deviation; nothing where there is no spread.
fn band(plot_ui: &mut egui_plot::PlotUi<'_>, name: &str, of: &[(f64, Statistic)], fill: Color32) {
    if of.len() < 2 || of.iter().all(|(_, s)| s.sd.is_none()) {
        return;
    }
    let spread = |s: &Statistic| s.sd.unwrap_or(0.0);
    let xs: Vec<f64> = of.iter().map(|(x, _)| *x).collect();
    let low: Vec<f64> = of.iter().map(|(_, s)| s.mean - spread(s)).collect();
    let high: Vec<f64> = of.iter().map(|(_, s)| s.mean + spread(s)).collect();
    let area = FilledArea::new(name, &xs, &low, &high)
        .fill_color(fill)
        .allow_hover(false);
    plot_ui.add(area);
}

/// Marks at powers of ten, or at 1, 2 and 5 where there are few of those.
fn decades(input: GridInput) -> Vec<GridMark> {
    let (low, high) = input.bounds;
    let steps: &[f64] = match high - low < 1.6 {
        true => &[1.0, 2.0, 5.0],
        false => &[1.0],
    };
    let (first, last) = (low.floor() as i32, high.ceil() as i32);
    (first..=last.min(first + 40))
        .flat_map(|decade| steps.iter().map(move |s| f64::from(decade) + s.log10()))
        .filter(|at| (low..=high).contains(at))
        .map(|value| GridMark {
            value,
            step_size: 1.0,
        })
        .collect()
}
