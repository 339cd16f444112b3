//! View "Over time": a small plot for each measure, on a common axis of iterations.

use egui::{Align, Color32, Label, Layout, RichText, TextStyle, Ui, vec2};
use egui_plot::{HoverPosition, LineStyle, VLine};

use super::plots::{NamedPlot as _, colour_of, decimated, line, pixels, plot};
use super::view::{ViewInput, waiting};
use crate::app::explained::{Explained, Ink, Mark};
use crate::app::messages::Messages;
use crate::app::theme::palette;
use crate::app::widgets::{note_topic, number};
use crate::engine::measures::{
    LEARNING_RATE, MEAN_CHANGE, MEAN_CREDIT, Measure, Measures, Place, measures_in,
};
use crate::engine::{History, Row};

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

/// A plot so high, in points, has room for the name of its axis.
const ROOM_FOR_WORDS: f32 = 110.0;

/// Room for the latest value beside a title.
const VALUE: f32 = 52.0;

/// A moment of the past, and what was measured then.
type Then<'a> = (u64, &'a Measures);

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
    // In the past, the moment that is shown.
    let is_past = input.scene.snapshot.past;
    let then = is_past.then_some((findings.iteration, &findings.measures));
    let size = ui.available_size();
    let mut panels = plotted(&findings.history);
    if size.x / size.y.max(1.0) >= SLIM {
        panels.retain(|measure| !ROOMY.contains(measure));
    }
    let columns = match (size.x / size.y.max(1.0), panels.len() > 6) {
        (SLIM.., _) => panels.len().max(1),
        (2.2.., false) => 3,
        (2.2.., true) => 4,
        _ => 2,
    };
    let rows = panels.len().div_ceil(columns);
    let cell = vec2(
        (size.x - 8.0 * (columns - 1) as f32) / columns as f32,
        (size.y - 4.0 * (rows - 1) as f32) / rows as f32,
    );
    ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
    let lines = lines(ui, &panels, cell.x - VALUE);
    for row in panels.chunks(columns) {
        ui.horizontal(|ui| {
            for measure in row {
                let column = Layout::top_down(Align::Min);
                ui.allocate_ui_with_layout(cell, column, |ui| {
                    ui.set_min_size(cell);
                    panel_ui(ui, (measure, lines), (&findings.history, then), &both);
                });
            }
        });
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

/// A measure with its title on so many lines; `both` are the histories that share the axes.
fn panel_ui(
    ui: &mut Ui,
    (measure, lines): (&'static Measure, usize),
    (history, then): (&History, Option<Then<'_>>),
    both: &[&History],
) {
    ui.spacing_mut().item_spacing.y = 1.0;
    let colours = palette(ui);
    let colour = colour_of(measure, colours);
    let title = measure.title();
    let last = history.items().last().map(|row| &row.measures);
    let shown = then.map(|(_, measures)| measures).or(last);
    let value = shown.and_then(|measures| measures.get(measure));
    heading_ui(ui, (measure, lines), value, colour);
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
    let x = if ui.available_height() > ROOM_FOR_WORDS {
        "iteration"
    } else {
        ""
    };
    plot(&title, [x, ""], &[0.0, latest], &span(both, drawn))
        .height(ui.available_height())
        .label_formatter(|hover| {
            let (HoverPosition::NearDataPoint { position, .. }
            | HoverPosition::Elsewhere { position }) = hover;
            value_at(history, measure, position.x)
        })
        .show_named(ui, &format!("{title} over iterations"), |plot_ui| {
            if let Some(chance) = measure.chance {
                let by_chance = line("by chance", points(chance), 1.5, colours.chance);
                plot_ui.line(by_chance.style(LineStyle::dashed_loose()));
            }
            plot_ui.line(line(&title, points(measure), 1.8, colour));
            if let Some((iteration, _)) = then {
                let moment = VLine::new("the moment shown", iteration as f64);
                plot_ui.vline(moment.color(colours.highlight).width(1.5));
            }
        });
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

/// The name of a measure, on so many lines, and its value; both explain it on hover.
fn heading_ui(
    ui: &mut Ui,
    (measure, lines): (&Measure, usize),
    value: Option<f64>,
    colour: Color32,
) {
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
        let text = value.map_or("undefined".to_owned(), number);
        let value = ui.label(RichText::new(text).small().color(colour));
        value.on_hover_text(measure.definition);
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
