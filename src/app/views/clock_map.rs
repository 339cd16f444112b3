//! View "Three-clock map": the cosine between rule and gradient over a grid of clock ratios.

use egui::{Align2, Color32, FontId, Painter, Rect, Sense, Stroke, Ui, pos2, vec2};

use super::plots::caption;
use super::view::{ViewInput, waiting};
use crate::app::commands::UserCommand;
use crate::app::explained::{Explained, Ink, Mark};
use crate::app::messages::{Change, Message, Messages};
use crate::app::theme::{Palette, palette};
use crate::app::widgets::{
    cell_at, cell_rect, command_button, number, picture_area, write, write_amid,
};
use crate::engine::{ClockMap, RATIOS, with_ratios};
use crate::scenario::{
    CREDIT_MS, FIRING_MS, INPUT_FROM, INPUT_TO, OUTPUT_FROM, OUTPUT_TO, PLASTICITY_MS, PRESENT_MS,
    Quantity,
};

/// What there is to know of the view.
pub const EXPLAINED: Explained = Explained {
    line: "How well the rule follows the gradient over a grid of clock ratios.",
    shows: "The cosine between the rule's ΔW and the gradient at each pair of clock ratios: credit ÷ firing to the right, plasticity ÷ credit upwards.",
    look_for: "It is 1, green, in the upper right, where each clock settles before the next ticks, and falls towards the lower left, where they tick together.",
    legend: &[
        (
            Mark::Patch(Ink(|_| fill_and_ink(1.0).0)),
            "Green: cosine 1, the direction of the gradient",
        ),
        (
            Mark::Patch(Ink(|_| fill_and_ink(0.0).0)),
            "White: cosine 0 or below",
        ),
        (
            Mark::Patch(Ink(|v| not_yet(Palette::of(v)))),
            "Grey: not worked out yet",
        ),
        (
            Mark::Cross(Ink::HIGHLIGHT),
            "Violet ring with a cross, or an arrow at the edge: the clocks that run now",
        ),
    ],
    symbols: &["cosine", "Δx, Δc, ΔW"],
};

/// The size of figures in cells and along the axes.
const FONT: f32 = 10.5;

/// What a click on a cell sets.
const SET: [&Quantity; 8] = [
    &FIRING_MS,
    &CREDIT_MS,
    &PLASTICITY_MS,
    &PRESENT_MS,
    &INPUT_FROM,
    &INPUT_TO,
    &OUTPUT_FROM,
    &OUTPUT_TO,
];

pub fn view_ui(ui: &mut Ui, input: &ViewInput<'_>, messages: &mut Messages) {
    caption(ui, "Cosine between the rule's ΔW and the gradient, by clock ratios").on_hover_text("Each cell runs the network at its start, without learning, with each sample clamped for one plasticity interval, and averages the cosine over 24 updates. 1: same direction as the gradient; the length may still differ. Click a cell to run its clocks.");
    if input.scene.snapshot.samples.is_none() {
        return waiting(ui, "Needs a task: open the preset XOR.");
    }
    if !input.on_paper {
        buttons_ui(ui, input, messages);
    }
    if let Some(map) = input.clock_map {
        map_ui(ui, map, input, messages);
    }
}

fn buttons_ui(ui: &mut Ui, input: &ViewInput<'_>, messages: &mut Messages) {
    ui.horizontal(|ui| {
        let progress = input.clock_map.map(ClockMap::progress);
        let running = progress.filter(|(done, all)| done < all);
        let command = match running {
            Some(_) => UserCommand::CancelClockMap,
            None => UserCommand::StartClockMap,
        };
        command_button(ui, command, command.row().label, messages);
        if let Some((done, all)) = running {
            let bar = egui::ProgressBar::new(done as f32 / all as f32);
            ui.add(bar.text(format!("{done} of {all}")).desired_width(160.0));
        }
    });
}

/// The cells: credit ÷ firing grows to the right, plasticity ÷ credit upwards, so that separation
/// grows up and to the right.
fn map_ui(ui: &mut Ui, map: &ClockMap, input: &ViewInput<'_>, messages: &mut Messages) {
    let space = ui.available_size();
    let (area, response) = picture_area(ui, space, Sense::click(), "Three-clock map");
    let grid = Rect::from_min_max(area.min + vec2(52.0, 2.0), area.max - vec2(4.0, 32.0));
    let (side, last) = ([RATIOS.len(); 2], RATIOS.len() - 1);
    let painter = ui.painter_at(area);
    for row in 0..RATIOS.len() {
        for column in 0..RATIOS.len() {
            let rect = cell_rect(grid, side, last - row, column).shrink(0.5);
            let Some(cosine) = map.cosine(row, column) else {
                painter.rect_filled(rect, 0, not_yet(palette(ui)));
                continue;
            };
            let (fill, ink) = fill_and_ink(cosine);
            painter.rect_filled(rect, 0, fill);
            write_amid(&painter, rect.center(), format!("{cosine:.2}"), FONT, ink);
        }
    }
    axes(ui, &painter, grid, area);
    let now = present(&painter, grid, input, palette(ui).highlight);
    let cell = |pos| cell_at(grid, side, pos);
    let Some((down, column)) = response.hover_pos().and_then(cell) else {
        return;
    };
    let row = last - down;
    let (credit, plasticity) = (RATIOS[column], RATIOS[row]);
    if response.clicked() {
        let scenario = with_ratios(input.scenario, credit, plasticity);
        let numbers = SET.iter().filter_map(|q| Some((*q, (q.get)(&scenario)?)));
        let change = Change::Numbers(numbers.collect());
        messages.push(Message::Change(input.side, change));
    }
    let cosine = map.cosine(row, column);
    let cosine = cosine.map_or("not worked out yet".to_owned(), number);
    response.on_hover_text_at_pointer(format!(
        "credit ÷ firing {credit}, plasticity ÷ credit {plasticity}: cosine {cosine}. Click to run these clocks. {now}"
    ));
}

/// Where, along an axis of ratios, a ratio stands, in cells: on a logarithmic scale between the middles of the
/// cells.
fn along(ratio: f64) -> f64 {
    let places = RATIOS;
    let last = RATIOS.len() - 1;
    let after = places.iter().position(|place| *place > ratio);
    let before = after.unwrap_or(last).clamp(1, last) - 1;
    let [from, to] = [places[before], places[before + 1]];
    before as f64 + 0.5 + (ratio / from).ln() / (to / from).ln()
}

/// Marks the clocks that run now: a ring with a cross or, beyond the map, an arrow at its edge. Returns what it
/// says.
fn present(painter: &Painter, grid: Rect, input: &ViewInput<'_>, ink: Color32) -> String {
    let clocks = &input.scene.snapshot.rules.clocks;
    let ratios = [
        clocks.credit_ms / clocks.firing_ms,
        clocks.plasticity_ms / clocks.credit_ms,
    ];
    let count = RATIOS.len() as f64;
    let [x, y] = ratios.map(|ratio| (along(ratio) / count) as f32);
    let place = grid.lerp_inside(vec2(x, 1.0 - y));
    let seen = grid.shrink(7.0);
    let at = place.clamp(seen.min, seen.max);
    let (rim, line) = (Stroke::new(4.0, Color32::WHITE), Stroke::new(2.0, ink));
    let way = place - at;
    for stroke in [rim, line] {
        if grid.contains(place) {
            painter.circle_stroke(at, 7.0, stroke);
            painter.hline(at.x - 11.0..=at.x + 11.0, at.y, stroke);
            painter.vline(at.x, at.y - 11.0..=at.y + 11.0, stroke);
        } else {
            let way = way.normalized();
            let tip = at + way * 6.0;
            painter.line_segment([at - way * 9.0, tip], stroke);
            for side in [way.rot90(), -way.rot90()] {
                painter.line_segment([tip, tip - way * 6.0 + side * 5.0], stroke);
            }
        }
    }
    // On the side where there is room.
    let (step, anchor) = match at.x > grid.center().x {
        true => (-14.0, Align2::RIGHT_BOTTOM),
        false => (14.0, Align2::LEFT_BOTTOM),
    };
    let label = at + vec2(step, if at.y < grid.top() + 24.0 { 20.0 } else { -4.0 });
    let galley = painter.layout_no_wrap("now".to_owned(), FontId::proportional(12.0), ink);
    let area = anchor.anchor_size(label, galley.size());
    painter.rect_filled(area.expand2(vec2(3.0, 1.0)), 3.0, Color32::WHITE);
    painter.galley(area.min, galley, ink);
    let [credit, plasticity] = ratios.map(number);
    format!("Now: credit ÷ firing {credit}, plasticity ÷ credit {plasticity}.")
}

fn axes(ui: &Ui, painter: &Painter, grid: Rect, area: Rect) {
    let text = ui.visuals().text_color();
    let cell = grid.size() / RATIOS.len() as f32;
    for (index, ratio) in RATIOS.iter().enumerate() {
        let label = format!("×{ratio}");
        let along = (index as f32 + 0.5) * cell;
        let left = pos2(grid.left() - 6.0, grid.bottom() - along.y);
        write(painter, (left, Align2::RIGHT_CENTER), &label, FONT, text);
        let under = pos2(grid.left() + along.x, grid.bottom() + 3.0);
        write(painter, (under, Align2::CENTER_TOP), &label, FONT, text);
    }
    let below = pos2(grid.center().x, area.bottom() - 1.0);
    let axes = match grid.width() < 330.0 {
        true => "credit ÷ firing  (rows: plasticity ÷ credit)",
        false => "credit interval ÷ firing interval  (rows: plasticity ÷ credit)",
    };
    write(painter, (below, Align2::CENTER_BOTTOM), axes, FONT, text);
}

/// What has not been worked out.
fn not_yet(colours: &Palette) -> Color32 {
    colours.rule.gamma_multiply(0.4)
}

/// White at 0 and below, green at 1, dark enough for white figures near it.
fn fill_and_ink(cosine: f64) -> (Color32, Color32) {
    let t = cosine.clamp(0.0, 1.0) as f32;
    let mix = |from: f32, to: f32| (from + (to - from) * t) as u8;
    let fill = Color32::from_rgb(mix(250.0, 24.0), mix(250.0, 106.0), mix(250.0, 62.0));
    let ink = if t > 0.55 {
        Color32::WHITE
    } else {
        Color32::from_gray(0x20)
    };
    (fill, ink)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_stands_in_the_middle_of_its_cell_and_beyond_the_map_beyond_the_last() {
        for (index, ratio) in RATIOS.iter().enumerate() {
            assert!((along(*ratio) - index as f64 - 0.5).abs() < 1e-9);
        }
        let last = RATIOS[RATIOS.len() - 1];
        assert!(along(0.01 * RATIOS[0]) < 0.0);
        assert!(along(100.0 * last) > RATIOS.len() as f64);
    }
}
