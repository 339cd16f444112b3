//! View "Three-clock map": the cosine between rule and gradient over a grid of clock ratios.

use egui::{Align2, Color32, Painter, Pos2, Rect, Sense, Ui, Vec2, pos2, vec2};

use super::plots::caption;
use super::view::{View, ViewInput, waiting};
use crate::app::commands::UserCommand;
use crate::app::messages::{Change, Message, Messages};
use crate::app::theme::palette;
use crate::app::widgets::{command_button, number, picture_area, write, write_amid};
use crate::engine::{ClockMap, RATIOS, with_ratios};
use crate::scenario::{
    CREDIT_MS, FIRING_MS, INPUT_FROM, INPUT_TO, OUTPUT_FROM, OUTPUT_TO, PLASTICITY_MS, PRESENT_MS,
    Quantity,
};

/// The map, with its buttons and its progress.
#[derive(Default)]
pub struct ClockMapView;

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

impl View for ClockMapView {
    fn view_ui(&mut self, ui: &mut Ui, input: &ViewInput<'_>, messages: &mut Messages) {
        let scene = input.scene;
        caption(
            ui,
            "Cosine between the rule's ΔW and the gradient, by clock ratios",
            "Each cell runs the network at its start, without learning, with each sample clamped for one plasticity interval, and averages the cosine over 24 updates. 1: same direction as the gradient; the length may still differ. Click a cell to run its clocks.",
        );
        if scene.snapshot.samples.is_none() {
            return waiting(ui, "Needs a task: open the preset XOR.");
        }
        if !input.on_paper {
            buttons_ui(ui, input, messages);
        }
        if let Some(map) = input.clock_map {
            map_ui(ui, map, input, messages);
        }
    }
}

fn buttons_ui(ui: &mut Ui, input: &ViewInput<'_>, messages: &mut Messages) {
    ui.horizontal(|ui| {
        let running = input
            .clock_map
            .map(ClockMap::progress)
            .filter(|(done, all)| done < all);
        let command = match running {
            Some(_) => UserCommand::CancelClockMap,
            None => UserCommand::StartClockMap,
        };
        command_button(ui, command, command.row().label, messages);
        if let Some((done, all)) = running {
            let bar =
                egui::ProgressBar::new(done as f32 / all as f32).text(format!("{done} of {all}"));
            ui.add(bar.desired_width(160.0));
        }
    });
}

fn map_ui(ui: &mut Ui, map: &ClockMap, input: &ViewInput<'_>, messages: &mut Messages) {
    let space = ui.available_size();
    let (area, response) = picture_area(ui, space, Sense::click(), "Three-clock map");
    let grid = Grid::within(area);
    let painter = ui.painter_at(area);
    cells(ui, &painter, &grid, map);
    axes(ui, &painter, &grid, area);
    let Some((row, column)) = response.hover_pos().and_then(|pos| grid.cell_at(pos)) else {
        return;
    };
    if response.clicked() {
        let scenario = with_ratios(input.scenario, RATIOS[column], RATIOS[row]);
        let numbers = SET.iter().filter_map(|q| Some((*q, (q.get)(&scenario)?)));
        let change = Change::Numbers(numbers.collect());
        messages.push(Message::Change(input.side, change));
    }
    let cosine = map
        .cosine(row, column)
        .map_or("not worked out yet".to_owned(), number);
    response.on_hover_text_at_pointer(format!(
        "credit ÷ firing {}, plasticity ÷ credit {}: cosine {cosine}. Click to run these clocks.",
        RATIOS[column], RATIOS[row]
    ));
}

/// The cells: credit ÷ firing grows to the right, plasticity ÷ credit upwards, so that separation
/// grows up and to the right.
struct Grid {
    rect: Rect,
    cell: Vec2,
}

impl Grid {
    fn within(area: Rect) -> Self {
        let rect = Rect::from_min_max(area.min + vec2(52.0, 2.0), area.max - vec2(4.0, 32.0));
        let cell = rect.size() / RATIOS.len() as f32;
        Self { rect, cell }
    }

    fn cell_rect(&self, row: usize, column: usize) -> Rect {
        let place = vec2(column as f32, (RATIOS.len() - 1 - row) as f32) * self.cell;
        Rect::from_min_size(self.rect.min + place, self.cell).shrink(0.5)
    }

    /// The row and column at a place.
    fn cell_at(&self, pos: Pos2) -> Option<(usize, usize)> {
        let last = RATIOS.len() - 1;
        let share = (pos - self.rect.min) / self.cell;
        let (down, column) = ((share.y as usize).min(last), (share.x as usize).min(last));
        self.rect.contains(pos).then_some((last - down, column))
    }
}

fn cells(ui: &Ui, painter: &Painter, grid: &Grid, map: &ClockMap) {
    for row in 0..RATIOS.len() {
        for column in 0..RATIOS.len() {
            let rect = grid.cell_rect(row, column);
            let Some(cosine) = map.cosine(row, column) else {
                painter.rect_filled(rect, 0, palette(ui).rule.gamma_multiply(0.4));
                continue;
            };
            let (fill, ink) = shade(cosine);
            painter.rect_filled(rect, 0, fill);
            write_amid(painter, rect.center(), format!("{cosine:.2}"), FONT, ink);
        }
    }
}

fn axes(ui: &Ui, painter: &Painter, grid: &Grid, area: Rect) {
    let text = ui.visuals().text_color();
    for (index, ratio) in RATIOS.iter().enumerate() {
        let label = format!("×{ratio}");
        let along = index as f32 + 0.5;
        let y = grid.rect.bottom() - along * grid.cell.y;
        let left = pos2(grid.rect.left() - 6.0, y);
        write(painter, (left, Align2::RIGHT_CENTER), &label, FONT, text);
        let x = grid.rect.left() + along * grid.cell.x;
        let under = pos2(x, grid.rect.bottom() + 3.0);
        write(painter, (under, Align2::CENTER_TOP), &label, FONT, text);
    }
    let below = pos2(grid.rect.center().x, area.bottom() - 1.0);
    let axes = if grid.rect.width() < 330.0 {
        "credit ÷ firing  (rows: plasticity ÷ credit)"
    } else {
        "credit interval ÷ firing interval  (rows: plasticity ÷ credit)"
    };
    write(painter, (below, Align2::CENTER_BOTTOM), axes, FONT, text);
}

/// White at 0 and below, green at 1, dark enough for white figures near it.
fn shade(cosine: f64) -> (Color32, Color32) {
    let t = cosine.clamp(0.0, 1.0) as f32;
    let mix = |from: f32, to: f32| (from + (to - from) * t) as u8;
    let fill = Color32::from_rgb(mix(250.0, 24.0), mix(250.0, 106.0), mix(250.0, 62.0));
    (
        fill,
        if t > 0.55 {
            Color32::WHITE
        } else {
            Color32::from_gray(0x20)
        },
    )
}
