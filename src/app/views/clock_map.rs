//! View "Three-clock map": the cosine between rule and gradient over a grid of clock ratios.

use egui::{Align2, Color32, FontId, Rect, Sense, Ui, pos2, vec2};

use super::plots::caption;
use super::{View, waiting};
use crate::app::action::Action;
use crate::app::offscreen::is_print;
use crate::app::state::{Hands, palette};
use crate::app::widgets::number;
use crate::engine::{ClockMap, RATIOS, Scene, with_ratios};
use crate::export::{Table, view_tables};
use crate::scenario::{
    CREDIT_MS, FIRING_MS, INPUT_FROM, INPUT_TO, OUTPUT_FROM, OUTPUT_TO, PLASTICITY_MS, PRESENT_MS,
    Quantity,
};

/// The map, with its buttons and its progress.
pub struct ClockMapView;

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
    fn view_ui(&mut self, ui: &mut Ui, scene: &Scene, hands: &mut Hands<'_>) {
        caption(
            ui,
            "Cosine between the rule's ΔW and the gradient, by clock ratios",
            "Each cell runs the network at its start, without learning, with each sample clamped for one plasticity interval, and averages the cosine over 24 updates. 1: same direction as the gradient; the length may still differ. Click a cell to run its clocks.",
        );
        if scene.snapshot.samples.is_none() {
            return waiting(ui, "Needs a task: open the preset XOR.");
        }
        hands.wants.clock_map = true;
        if !is_print(ui) {
            buttons_ui(ui, hands);
        }
        if let Some(map) = hands.clock_map {
            map_ui(ui, map, hands);
        }
    }

    fn table(&self, _scene: &Scene, hands: &Hands<'_>) -> Option<Table> {
        hands.clock_map.map(view_tables::clock_map)
    }
}

fn buttons_ui(ui: &mut Ui, hands: &mut Hands<'_>) {
    ui.horizontal(|ui| {
        let running = hands
            .clock_map
            .map(ClockMap::progress)
            .filter(|(done, all)| done < all);
        let action = match running {
            Some(_) => Action::CancelClockMap,
            None => Action::StartClockMap,
        };
        if ui
            .button(action.label())
            .on_hover_text(action.tooltip())
            .clicked()
        {
            hands.asked.push(action);
        }
        if let Some((done, all)) = running {
            let bar =
                egui::ProgressBar::new(done as f32 / all as f32).text(format!("{done} of {all}"));
            ui.add(bar.desired_width(160.0));
        }
    });
}

fn map_ui(ui: &mut Ui, map: &ClockMap, hands: &mut Hands<'_>) {
    let count = RATIOS.len();
    let (area, response) = ui.allocate_exact_size(ui.available_size(), Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, "Three-clock map"));
    let grid = Rect::from_min_max(area.min + vec2(52.0, 2.0), area.max - vec2(4.0, 32.0));
    let cell = vec2(grid.width() / count as f32, grid.height() / count as f32);
    let (text, font) = (ui.visuals().text_color(), FontId::proportional(10.5));
    let painter = ui.painter_at(area);
    for row in 0..count {
        for column in 0..count {
            // The slowest plasticity stands on top, so that separation grows up and to the right.
            let place = vec2(column as f32 * cell.x, (count - 1 - row) as f32 * cell.y);
            let rect = Rect::from_min_size(grid.min + place, cell).shrink(0.5);
            let Some(cosine) = map.cosine(row, column) else {
                painter.rect_filled(rect, 0, palette(ui).rule.gamma_multiply(0.4));
                continue;
            };
            let (fill, ink) = shade(cosine);
            painter.rect_filled(rect, 0, fill);
            let figure = format!("{cosine:.2}");
            painter.text(
                rect.center(),
                Align2::CENTER_CENTER,
                figure,
                font.clone(),
                ink,
            );
        }
    }
    for (index, ratio) in RATIOS.iter().enumerate() {
        let label = format!("×{ratio}");
        let y = grid.bottom() - (index as f32 + 0.5) * cell.y;
        let left = pos2(grid.left() - 6.0, y);
        painter.text(left, Align2::RIGHT_CENTER, &label, font.clone(), text);
        let x = grid.left() + (index as f32 + 0.5) * cell.x;
        let under = pos2(x, grid.bottom() + 3.0);
        painter.text(under, Align2::CENTER_TOP, &label, font.clone(), text);
    }
    let below = pos2(grid.center().x, area.bottom() - 1.0);
    let axes = if grid.width() < 330.0 {
        "credit ÷ firing  (rows: plasticity ÷ credit)"
    } else {
        "credit interval ÷ firing interval  (rows: plasticity ÷ credit)"
    };
    painter.text(below, Align2::CENTER_BOTTOM, axes, font, text);

    let pointed = response
        .hover_pos()
        .filter(|pos| grid.contains(*pos))
        .map(|pos| {
            let share = (pos - grid.min) / cell;
            let column = (share.x as usize).min(count - 1);
            (count - 1 - (share.y as usize).min(count - 1), column)
        });
    if let Some((row, column)) = pointed {
        if response.clicked() {
            let scenario = with_ratios(&hands.document.scenario, RATIOS[column], RATIOS[row]);
            let numbers = SET.iter().filter_map(|q| Some((*q, (q.get)(&scenario)?)));
            hands.asked.push(Action::SetNumbers(numbers.collect()));
        }
        let cosine = map
            .cosine(row, column)
            .map_or("not worked out yet".to_owned(), number);
        response.on_hover_text_at_pointer(format!(
            "credit ÷ firing {}, plasticity ÷ credit {}: cosine {cosine}. Click to run these clocks.",
            RATIOS[column], RATIOS[row]
        ));
    }
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
