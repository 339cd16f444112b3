//! View "Over time": a small plot for each measure, on a common axis of iterations.

use egui::{Align, Color32, Label, Layout, RichText, ScrollArea, TextStyle, Ui, Vec2, vec2};
use egui_plot::{HoverPosition, Line, LineStyle, VLine};

use super::line_styles::line_style;
use super::plot_closer::show_within;
use super::plots::{axes, colour_of, decimated, line, pixels, plot, tick};
use super::series_axis::Axis;
use super::view::{ViewInput, waiting};
use crate::app::explained::{Explained, Ink, Mark};
use crate::app::messages::Messages;
use crate::app::theme::{palette, side_colour};
use crate::app::widgets::{note_topic, number};
use crate::engine::measures::{
    LEARNING_RATE, MEAN_CHANGE, MEAN_CREDIT, Measure, Measures, Place, measures_in,
};
use crate::engine::{History, Row, Scene, Side};

/// What there is to know of the view.
pub const EXPLAINED: Explained = Explained {
    line: "What is measured of the network, over iterations.",
    shows: "A small plot for each measure of the network, over iterations, with its latest value beside the title.",
    look_for: "When modules form, hub overlap ρ and the number of dense modules rise; within share and Q say something only where they stand clear of what chance would give.",
    legend: &[
        (
            Mark::Line(Ink::LINE),
            "Dark line: a measure of the weights, or the learning rate",
        ),
        (Mark::Line(Ink::BALANCE), "Green-grey line: balance"),
        (Mark::Line(Ink::CREDIT), "Amber line: credit"),
        (
            Mark::Line(Ink::FIRING),
            "Grey line: the change of the weights",
        ),
        (
            Mark::Dashed(Ink::CHANCE),
            "Dashed: what it would be by chance",
        ),
        (
            Mark::Word("A, B"),
            "Curves of both sides in one plot: A solid, B dashed, each in the colour of its side",
        ),
        (
            Mark::Line(Ink::HIGHLIGHT),
            "Violet upright: the moment of the past that is shown",
        ),
    ],
    symbols: &["Q", "Within share", "ρ", "modules", "Returned share"],
};

/// Vertical axes span at least this: below it lies nothing but rounding.
const LEAST_SPAN: f64 = 1e-9;

/// Of this many times its height in width, the view is a slim strip, with all plots in a row.
const SLIM: f32 = 4.5;
/// What a slim strip leaves out, so that the others are large enough.
const ROOMY: [&Measure; 2] = [&MEAN_CREDIT, &MEAN_CHANGE];

/// No plot is lower than this, in points.
const LEAST_HEIGHT: f32 = 64.0;

/// Plots that are lower by no more than this are not worth scrolling for.
const SPARE: f32 = 20.0;
/// A plot so high, in points, has room for the name of its axis.
const ROOM_FOR_WORDS: f32 = 110.0;

/// Room for the latest value beside a title.
const VALUE: f32 = 52.0;

/// A moment of the past, and what was measured then.
type Then<'a> = (u64, &'a Measures);

/// A line for each side that is drawn: of which side, where both are, its history, and what it shows of the
/// past.
type Drawn<'a> = (Option<Side>, &'a History, Option<Then<'a>>);

/// What has a plot of its own in these histories, those of both sides of a comparison, so that their plots stand
/// in line: what would be by chance is drawn beside what there is, and the learning rate only if it has not
/// always been the same.
fn plotted(histories: &[&History]) -> Vec<&'static Measure> {
    let all = measures_in(Place::OverTime);
    let is_beside = |chance: &Measure| all.clone().any(|m| m.chance == Some(chance));
    let varies = |history: &&History| {
        let rows = history.items().iter();
        let mut rates = rows.filter_map(|row| row.measures.get(&LEARNING_RATE));
        let first = rates.next();
        rates.any(|rate| Some(rate) != first)
    };
    let varied = histories.iter().any(varies);
    let own = |m: &&Measure| !is_beside(m) && (varied || *m != &LEARNING_RATE);
    all.clone().filter(own).collect()
}

/// The line of what was found on a side.
fn drawn(side: Option<Side>, scene: &Scene) -> Option<Drawn<'_>> {
    let findings = scene.findings.as_ref()?;
    // In the past, the moment that is shown.
    let then = (findings.iteration, &findings.measures);
    Some((side, &findings.history, scene.snapshot.past.then_some(then)))
}

/// A history and that of the other side, where there is one.
fn with<'a>(own: &'a History, other: Option<&'a Scene>) -> Vec<&'a History> {
    let other = other.and_then(|scene| drawn(None, scene));
    let other = other.map(|(_, history, _)| history);
    std::iter::once(own).chain(other).collect()
}

pub fn view_ui(ui: &mut Ui, input: &ViewInput<'_>, messages: &mut Messages) {
    let Some(own) = drawn(None, input.scene) else {
        return waiting(ui, "Waiting for the first analysis …");
    };
    let of_both = input.together().into_iter().flatten();
    let of_both = of_both.filter_map(|(side, scene, _)| drawn(Some(side), scene));
    let of_both: Vec<Drawn<'_>> = of_both.collect();
    let shown = match of_both.is_empty() {
        true => vec![own],
        false => of_both,
    };
    let all = with(own.1, input.other.map(|(scene, _)| scene));
    // Histories in one plot share its axes.
    let both = match shown.len() {
        1 => with(own.1, input.beside),
        _ => all.clone(),
    };
    let plan = Plan::of(ui, plotted(&all), shown.len(), input.on_paper);
    let scrolls = plan.scrolls;
    let mut plots_ui = |ui: &mut Ui| plan.ui(ui, (&shown, &both), input, messages);
    match scrolls {
        true => {
            let area = ScrollArea::vertical().auto_shrink([false, false]);
            area.show(ui, plots_ui);
        }
        false => plots_ui(ui),
    }
}

/// How the plots stand in the room that there is.
struct Plan {
    panels: Vec<&'static Measure>,
    columns: usize,
    cell: Vec2,
    /// On how many lines the titles stand.
    lines: usize,
    scrolls: bool,
}

impl Plan {
    /// Of these measures, with so many values beside each title.
    fn of(ui: &Ui, mut panels: Vec<&'static Measure>, values: usize, on_paper: bool) -> Self {
        let size = ui.available_size();
        let shape = size.x / size.y.max(1.0);
        if shape >= SLIM {
            panels.retain(|measure| !ROOMY.contains(measure));
        }
        let columns = match (shape, panels.len() > 6) {
            (SLIM.., _) => panels.len().max(1),
            (2.2.., false) => 3,
            (2.2.., true) => 4,
            _ => 2,
        };
        let rows = panels.len().div_ceil(columns);
        let width = (size.x - 8.0 * (columns - 1) as f32) / columns as f32;
        let lines = lines(ui, &panels, width - VALUE * values as f32);
        let height = (size.y - 4.0 * (rows - 1) as f32) / rows as f32;
        let least = LEAST_HEIGHT + 15.0 * lines as f32;
        // Lower plots tell nothing: rather some of them at a time. Paper does not scroll.
        let scrolls = height < least - SPARE && !on_paper;
        let cell = match scrolls {
            true => vec2(width - 10.0 / columns as f32, least),
            false => vec2(width, height),
        };
        Self {
            panels,
            columns,
            cell,
            lines,
            scrolls,
        }
    }

    fn ui(
        &self,
        ui: &mut Ui,
        (shown, both): (&[Drawn<'_>], &[&History]),
        input: &ViewInput<'_>,
        messages: &mut Messages,
    ) {
        ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
        for row in self.panels.chunks(self.columns) {
            ui.horizontal(|ui| {
                for measure in row {
                    let column = Layout::top_down(Align::Min);
                    ui.allocate_ui_with_layout(self.cell, column, |ui| {
                        ui.set_min_size(self.cell);
                        let (lines, scrolls) = (self.lines, self.scrolls);
                        let panel = Panel {
                            measure,
                            lines,
                            shown,
                            both,
                            scrolls,
                        };
                        panel.ui(ui, input, messages);
                    });
                }
            });
        }
    }
}

/// How many lines the titles need: one where each fits beside its value, or else two, the second for
/// symbol and value. All have the same, so that the plots stand in line.
fn lines(ui: &Ui, panels: &[&Measure], width: f32) -> usize {
    let fits = |measure: &&Measure| {
        let font = TextStyle::Small.resolve(ui.style());
        let laid = ui
            .painter()
            .layout_no_wrap(measure.title(), font, Color32::PLACEHOLDER);
        laid.size().x <= width
    };
    2 - usize::from(panels.iter().all(fits))
}

/// The plot of a measure.
struct Panel<'a> {
    measure: &'static Measure,
    /// On how many lines its title stands.
    lines: usize,
    shown: &'a [Drawn<'a>],
    /// The histories that share the axes.
    both: &'a [&'a History],
    scrolls: bool,
}

impl Panel<'_> {
    fn ui(&self, ui: &mut Ui, input: &ViewInput<'_>, messages: &mut Messages) {
        ui.spacing_mut().item_spacing.y = 1.0;
        let measure = self.measure;
        let value = |drawn: &Drawn<'_>| {
            let (side, history, then) = drawn;
            let last = history.items().last().map(|row| &row.measures);
            let measures = then.map(|(_, measures)| measures).or(last);
            let value = measures.and_then(|measures| measures.get(measure));
            (value, self.colour(ui, *side))
        };
        let now: Vec<(Option<f64>, Color32)> = self.shown.iter().map(value).collect();
        heading_ui(ui, (measure, self.lines), &now);
        let last = self
            .both
            .iter()
            .filter_map(|history| history.items().last());
        let latest = last.map(|row| row.iteration).max().unwrap_or(0).max(1) as f64;
        let drawn = std::iter::once(measure).chain(measure.chance);
        let title = measure.title();
        let axis = Axis::of(self.both, measure);
        let ends = match axis {
            Axis::Linear => span(self.both, drawn),
            Axis::Logarithmic { low, high } => [low, high],
        };
        let x = match ui.available_height() > ROOM_FOR_WORDS {
            true => "iteration",
            false => "",
        };
        let [x_axis, y_axis] = axes(x, "", move |mark, range| axis.tick(mark, range));
        let plot = plot(&title, ["", ""], &[0.0, latest], &ends)
            .custom_x_axes(vec![x_axis.formatter(tick)])
            .custom_y_axes(vec![y_axis])
            .height(ui.available_height())
            .label_formatter(|hover| {
                let (HoverPosition::NearDataPoint { position, .. }
                | HoverPosition::Elsewhere { position }) = hover;
                Some(format!("{title}\n{}", self.told(position.x)))
            });
        let lines = self.lines_of(ui, axis);
        let then = self.shown.iter().find_map(|(.., then)| *then);
        let moment = then.map(|(iteration, _)| {
            let line = VLine::new("the moment shown", iteration as f64);
            line.color(palette(ui).highlight).width(1.5)
        });
        let name = format!("{title} over iterations");
        let close = (measure.key, &name[..], input);
        show_within(ui, close, self.scrolls, messages, plot, |plot_ui| {
            lines.into_iter().for_each(|line| plot_ui.line(line));
            moment.into_iter().for_each(|line| plot_ui.vline(line));
        });
    }

    fn colour(&self, ui: &Ui, side: Option<Side>) -> Color32 {
        match side {
            Some(side) => side_colour(ui, side),
            None => colour_of(self.measure, palette(ui)),
        }
    }

    fn lines_of(&self, ui: &Ui, axis: Axis) -> Vec<Line<'static>> {
        let (measure, pixels) = (self.measure, pixels(ui));
        let mut lines = Vec::new();
        for (side, history, _) in self.shown {
            let colour = self.colour(ui, *side);
            let points = |measure: &Measure| {
                let rows = history.items().iter();
                let point = |row: &Row| {
                    let value = row.measures.get(measure)?;
                    Some([row.iteration as f64, axis.place(value)])
                };
                decimated(rows.filter_map(point), pixels)
            };
            if let Some(chance) = measure.chance {
                let faint = side.map_or(palette(ui).chance, |_| colour.gamma_multiply(0.5));
                let by_chance = line("by chance", points(chance), 1.5, faint);
                lines.push(by_chance.style(LineStyle::dashed_loose()));
            }
            let name = side.map_or(measure.title(), |side| side.letter().to_owned());
            let drawn = line(&name, points(measure), 1.8, colour);
            lines.push(drawn.style(side.map_or(LineStyle::Solid, line_style)));
        }
        lines
    }

    /// What there was near this iteration, on each side.
    fn told(&self, iteration: f64) -> String {
        let told = self.shown.iter().filter_map(|(side, history, _)| {
            let told = value_at(history, self.measure, iteration)?;
            let before = side.map_or(String::new(), |side| format!("{}: ", side.letter()));
            Some(format!("{before}{told}"))
        });
        told.collect::<Vec<String>>().join("\n")
    }
}

/// What a measure was at the noted iteration that is nearest, with what it would be by chance.
fn value_at(history: &History, measure: &Measure, iteration: f64) -> Option<String> {
    let rows = history.items().iter();
    let distance = |row: &&Row| (row.iteration as f64 - iteration).abs();
    let row = rows.min_by(|a, b| distance(a).total_cmp(&distance(b)))?;
    let value = row
        .measures
        .get(measure)
        .map_or("undefined".to_owned(), number);
    let chance = measure.chance.and_then(|chance| row.measures.get(chance));
    let chance = chance.map_or(String::new(), |chance| {
        format!(", by chance {}", number(chance))
    });
    Some(format!("iteration {}: {value}{chance}", row.iteration))
}

/// The name of a measure, on so many lines, and the value of each line; both explain it on hover.
fn heading_ui(ui: &mut Ui, (measure, lines): (&Measure, usize), values: &[(Option<f64>, Color32)]) {
    let [first, second] = match lines {
        1 => ["", &measure.title()],
        _ => [measure.name, measure.symbol],
    };
    let title_ui = |ui: &mut Ui, title: &str| {
        let title = RichText::new(title).small().strong();
        let label = ui.add(Label::new(title).truncate());
        note_topic(&label, measure.key);
        label.on_hover_text(measure.definition);
    };
    if !first.is_empty() {
        title_ui(ui, first);
    }
    let line = vec2(ui.available_width(), 14.0);
    let right = Layout::right_to_left(Align::Center);
    ui.allocate_ui_with_layout(line, right, |ui| {
        // From right to left.
        for (value, colour) in values.iter().rev() {
            let text = value.map_or("undefined".to_owned(), number);
            let value = ui.label(RichText::new(text).small().color(*colour));
            value.on_hover_text(measure.definition);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            title_ui(ui, second);
        });
    });
}

/// The smallest and the largest value of the measures in all histories, with zero.
fn span<'a>(
    histories: &[&History],
    measures: impl Iterator<Item = &'a Measure> + Clone,
) -> [f64; 2] {
    let rows = histories.iter().flat_map(|history| history.items());
    let values = rows.flat_map(|row| measures.clone().filter_map(|m| row.measures.get(m)));
    // Counts have no parts.
    let whole = measures.clone().any(|measure| measure.whole);
    let least = if whole { 1.0 } else { LEAST_SPAN };
    values.fold([0.0, least], |[low, high], value| {
        [low.min(value), high.max(value)]
    })
}
