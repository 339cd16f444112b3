//! The panels of a sweep: curves over one number, or a map over two, and what is under the pointer.

use egui::{ComboBox, Pos2, Sense, Ui, Vec2, vec2};

use super::screen::Screen;
use crate::app::theme::palette;
use crate::app::widgets::{number, picture_area};
use crate::engine::Scene;
use crate::engine::sweep::{Axis, Plan, Value};
use crate::export::sweep::chart::{ABOVE, BELOW, Chart, Curves, LEFT, Map, Shown};

/// How near the pointer must be to a point, in screen points.
const REACH: f32 = 9.0;
/// Panels are at least this wide.
const LEAST_WIDTH: f32 = 150.0;
const GAP: Vec2 = vec2(10.0, 4.0);

/// Draws the curves; the point of a run that is on screen is marked. Returns the run whose point was
/// clicked.
pub fn curves_ui(
    ui: &mut Ui,
    chart: Chart<'_>,
    scene: &Scene,
    on_screen: Option<usize>,
) -> Option<usize> {
    let mut panels = Shown::of(chart.plan);
    panels.retain(|panel| Shown::defined(chart.summaries).contains(panel));
    if panels.is_empty() {
        return None;
    }
    let size = ui.available_size();
    let columns = columns(panels.len(), size);
    let rows = panels.len().div_ceil(columns);
    let counts = vec2(columns as f32, rows as f32);
    let cell = (size + GAP) / counts - GAP;
    ui.spacing_mut().item_spacing = GAP;
    let mut clicked = None;
    for row in panels.chunks(columns) {
        ui.horizontal(|ui| {
            for panel in row {
                let live = (scene, on_screen);
                clicked = panel_ui(ui, chart, *panel, cell, live).or(clicked);
            }
        });
    }
    clicked
}

/// As many columns as make what lies within the axes nearest to a golden rectangle.
fn columns(panels: usize, size: Vec2) -> usize {
    let most = ((size.x / LEAST_WIDTH) as usize).clamp(1, panels);
    let distance = |columns: usize| {
        let counts = vec2(columns as f32, panels.div_ceil(columns) as f32);
        let [width, height] = Screen::room(size / counts);
        let shape = (width - LEFT).max(1.0) / (height - ABOVE - BELOW).max(1.0);
        (shape / 1.6).ln().abs()
    };
    let best = (1..=most).min_by(|&a, &b| distance(a).total_cmp(&distance(b)));
    best.unwrap_or(1)
}

fn panel_ui(
    ui: &mut Ui,
    chart: Chart<'_>,
    shown: Shown,
    size: Vec2,
    (scene, on_screen): (&Scene, Option<usize>),
) -> Option<usize> {
    let (area, response) = picture_area(ui, size, Sense::click(), shown.title());
    let mut screen = Screen::at(ui, area.min);
    let curves = Curves::new(chart, shown, [0.0, 0.0], Screen::room(size))?;
    let axis = chart.plan.across().1;
    if let Some(now) = live_value(axis, scene) {
        let ends = curves.frame().upright(now).map(|end| screen.on_screen(end));
        ui.painter()
            .line_segment(ends, (1.0, palette(ui).highlight));
    }
    curves.draw(&mut screen);
    if let Some((.., place)) = curves.runs().find(|(run, ..)| Some(*run) == on_screen) {
        let stroke = (2.0, palette(ui).highlight);
        let place = screen.on_screen(place);
        ui.painter().circle_stroke(place, REACH / 2.0, stroke);
    }
    let pointer = response.hover_pos()?;
    if screen.in_chart(pointer)[1] < ABOVE {
        response.on_hover_ui_at_pointer(|ui| {
            ui.set_max_width(320.0);
            ui.label(shown.help());
            for line in curves.help() {
                ui.weak(line);
            }
        });
        return None;
    }
    let near = |(run, value, place): (usize, f64, [f64; 2])| {
        let distance = screen.on_screen(place).distance(pointer);
        (distance <= REACH).then_some((run, value, distance))
    };
    let runs = curves.runs().filter_map(near);
    let (run, value, _) = runs.min_by(|a, b| a.2.total_cmp(&b.2))?;
    let spec = chart.plan.spec(run);
    let (at, seed) = (
        values_in_words(chart.plan, spec.point),
        spec.scenario.run.seed,
    );
    let value = number(value);
    let clicked = response.clicked();
    response.on_hover_text_at_pointer(format!(
        "{at}, seed {seed}: {value}. Click to run exactly this network."
    ));
    clicked.then_some(run)
}

/// The value that the simulation on screen has, where it lies on the axis.
fn live_value(axis: &Axis, scene: &Scene) -> Option<f64> {
    let mut scenario = crate::scenario::Scenario::with_topology(scene.snapshot.topology.clone());
    scenario.rules = scene.snapshot.rules;
    // Only rules are known of a snapshot.
    let (quantity, values) = (axis.numbers()?.quantity(), axis.numbers()?.values());
    let live = quantity.live;
    let value = live.then(|| (quantity.get)(&scenario)).flatten()?;
    let [first, .., last] = values else {
        return None;
    };
    (*first..=*last).contains(&value).then_some(value)
}

/// Draws the map of the chosen measure, and changes which that is; the cell of a run that is on screen is
/// marked. Returns the run whose cell was clicked.
pub fn map_ui(
    ui: &mut Ui,
    chart: Chart<'_>,
    chosen: &mut usize,
    on_screen: Option<usize>,
) -> Option<usize> {
    let all = Shown::defined(chart.summaries);
    let shown = *all.get((*chosen).min(all.len().saturating_sub(1)))?;
    ui.horizontal(|ui| {
        let label = ui.label("Measure");
        let combo = ComboBox::from_id_salt("measure").selected_text(shown.title());
        let combo = combo.show_ui(ui, |ui| {
            for (index, measure) in all.iter().enumerate() {
                let choice = ui.selectable_value(chosen, index, measure.title());
                choice.on_hover_text(measure.help());
            }
        });
        let response = combo.response.labelled_by(label.id);
        response.on_hover_text(shown.help());
    });
    let size = ui.available_size();
    let (area, response) = picture_area(ui, size, Sense::click(), "Map of the sweep");
    let mut screen = Screen::at(ui, area.min);
    let map = Map::new(chart, shown, [0.0, 0.0], Screen::room(size))?;
    map.draw(&mut screen);
    if let Some(run) = on_screen {
        let (corner, size) = map.cell(run % chart.plan.points());
        let size = size.map(Screen::length);
        let cell = egui::Rect::from_min_size(screen.on_screen(corner), size.into());
        let stroke = (2.0, palette(ui).highlight);
        let inside = egui::StrokeKind::Inside;
        ui.painter().rect_stroke(cell, 0, stroke, inside);
    }
    let at = |pointer: Pos2| map.point_at(screen.in_chart(pointer));
    let point = response.hover_pos().and_then(at)?;
    let run = chart.first_at(point)?.run;
    let clicked = response.clicked();
    response.on_hover_ui_at_pointer(|ui| {
        ui.label(values_in_words(chart.plan, point));
        if let Some(statistic) = shown.statistic(&chart.summaries[point]) {
            let sd = statistic.sd.map(|sd| format!(" ± {}", number(sd)));
            let (title, mean) = (shown.title(), number(statistic.mean));
            let (sd, count) = (sd.unwrap_or_default(), statistic.count);
            ui.label(format!("{title} {mean}{sd} over {count} runs"));
        }
        ui.weak("Click to run exactly this network, with the first seed.");
    });
    clicked.then_some(run)
}

/// What is varied and its values at a point.
pub fn values_in_words(plan: &Plan, point: usize) -> String {
    let pairs = plan.axes().iter().zip(plan.values(point));
    let words = pairs.map(|(axis, value)| format!("{} {}", axis.name(), in_words(value)));
    words.collect::<Vec<_>>().join(", ")
}

/// A value for people.
pub fn in_words(value: Value) -> String {
    value.number().map_or_else(|| value.to_string(), number)
}
