//! Two numbers varied: one measure as a map.

use egui::{Align2, Color32, ComboBox, FontId, Rect, Sense, Ui, pos2, vec2};

use super::{ExplorerChoices, Shown, run_at};
use crate::app::theme::palette;
use crate::app::widgets::number;
use crate::engine::sweep::{Axis, Measure, Plan, Statistic};

/// Room at the left for the values of the second number, and below for those of the first.
const LEFT: f32 = 64.0;
const BELOW: f32 = 34.0;

/// Draws the map of the chosen measure. Returns the run whose cell was clicked.
pub fn map_ui(
    ui: &mut Ui,
    plan: &Plan,
    shown: &Shown,
    choices: &mut ExplorerChoices,
) -> Option<usize> {
    let [across, up] = plan.axes() else {
        return None;
    };
    let measures = super::measures(&shown.summaries, &Measure::ALL);
    let chosen = &mut choices.measure;
    let measure = *measures.get((*chosen).min(measures.len().saturating_sub(1)))?;
    ui.horizontal(|ui| {
        let label = ui.label("Measure");
        let combo = ComboBox::from_id_salt("measure")
            .selected_text(measure.label())
            .show_ui(ui, |ui| {
                for (index, measure) in measures.iter().enumerate() {
                    ui.selectable_value(chosen, index, measure.label())
                        .on_hover_text(measure.help());
                }
            });
        combo
            .response
            .labelled_by(label.id)
            .on_hover_text(measure.help());
    });
    let statistics: Vec<Option<Statistic>> =
        shown.summaries.iter().map(|s| s.get(measure)).collect();
    let (area, response) = ui.allocate_exact_size(ui.available_size(), Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, "Map of the sweep"));
    let grid = Rect::from_min_max(area.min + vec2(LEFT, 2.0), area.max - vec2(4.0, BELOW));
    let map = Map { across, up, grid };
    map.cells_ui(ui, &statistics);
    map.labels_ui(ui, area);
    let pointed = response.hover_pos().and_then(|pos| map.point(pos))?;
    let run = run_at(plan, &shown.results, pointed)?;
    let clicked = response.clicked();
    response.on_hover_ui_at_pointer(|ui| {
        let values = plan.values(pointed);
        ui.label(format!(
            "{} {}, {} {}",
            across.quantity().name,
            number(values[0]),
            up.quantity().name,
            number(values[1])
        ));
        if let Some(statistic) = statistics[pointed] {
            ui.label(in_words(measure, &statistic));
        }
        ui.weak("Click to run exactly this network, with the first seed.");
    });
    clicked.then_some(run)
}

fn in_words(measure: Measure, statistic: &Statistic) -> String {
    let spread = statistic
        .sd
        .map_or(String::new(), |sd| format!(" ± {}", number(sd)));
    format!(
        "{} {}{spread} over {} runs",
        measure.label(),
        number(statistic.mean),
        statistic.count
    )
}

struct Map<'a> {
    across: &'a Axis,
    up: &'a Axis,
    grid: Rect,
}

impl Map<'_> {
    fn cell(&self) -> egui::Vec2 {
        vec2(
            self.grid.width() / self.across.values().len() as f32,
            self.grid.height() / self.up.values().len() as f32,
        )
    }

    /// Larger values stand further right and further up.
    fn rect(&self, point: usize) -> Rect {
        let columns = self.across.values().len();
        let (column, row) = (point % columns, point / columns);
        let from_top = self.up.values().len() - 1 - row;
        let place = vec2(column as f32, from_top as f32) * self.cell();
        Rect::from_min_size(self.grid.min + place, self.cell()).shrink(0.5)
    }

    fn point(&self, pos: egui::Pos2) -> Option<usize> {
        let count = self.across.values().len() * self.up.values().len();
        (0..count).find(|&point| self.rect(point).contains(pos))
    }

    fn cells_ui(&self, ui: &Ui, statistics: &[Option<Statistic>]) {
        let painter = ui.painter();
        let means = || statistics.iter().flatten().map(|s| s.mean);
        let (low, high) = (
            means().fold(f64::INFINITY, f64::min),
            means().fold(f64::NEG_INFINITY, f64::max),
        );
        let font = FontId::proportional(11.5);
        for (point, statistic) in statistics.iter().enumerate() {
            let rect = self.rect(point);
            let Some(statistic) = statistic else {
                painter.rect_filled(rect, 0, palette(ui).rule.gamma_multiply(0.4));
                continue;
            };
            let share = if high > low {
                (statistic.mean - low) / (high - low)
            } else {
                0.5
            };
            let (fill, ink) = shade(share as f32);
            painter.rect_filled(rect, 0, fill);
            if rect.width() > 34.0 && rect.height() > 14.0 {
                let figure = number(statistic.mean).replace('-', "−");
                painter.text(
                    rect.center(),
                    Align2::CENTER_CENTER,
                    figure,
                    font.clone(),
                    ink,
                );
            }
        }
    }

    fn labels_ui(&self, ui: &Ui, area: Rect) {
        let painter = ui.painter();
        let (ink, font) = (ui.visuals().text_color(), FontId::proportional(11.0));
        let columns = self.across.values().len();
        for (row, value) in self.up.values().iter().enumerate() {
            let at = pos2(self.grid.left() - 6.0, self.rect(row * columns).center().y);
            painter.text(at, Align2::RIGHT_CENTER, number(*value), font.clone(), ink);
        }
        for (column, value) in self.across.values().iter().enumerate() {
            let at = pos2(self.rect(column).center().x, self.grid.bottom() + 3.0);
            painter.text(at, Align2::CENTER_TOP, number(*value), font.clone(), ink);
        }
        let below = pos2(self.grid.center().x, area.bottom());
        let names = format!(
            "{} →   (up: {})",
            self.across.quantity().name,
            self.up.quantity().name
        );
        painter.text(below, Align2::CENTER_BOTTOM, names, font, ink);
    }
}

/// From paper to a dark blue-green, evenly to the eye; ink that can be read on it.
fn shade(share: f32) -> (Color32, Color32) {
    let t = share.clamp(0.0, 1.0);
    let mix = |from: f32, to: f32| (from + (to - from) * t) as u8;
    let fill = Color32::from_rgb(mix(247.0, 20.0), mix(248.0, 84.0), mix(244.0, 92.0));
    let ink = match t > 0.5 {
        true => Color32::WHITE,
        false => Color32::from_gray(0x20),
    };
    (fill, ink)
}
