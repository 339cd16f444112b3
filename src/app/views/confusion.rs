//! View "Confusion matrix": which classes the network takes for which.

use egui::epaint::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Color32, FontId, Painter, Pos2, Rect, Sense, Stroke, StrokeKind, Ui, Vec2, pos2};

use super::communities::ink_on;
use super::plots::caption;
use super::view::{NEEDS_TASK, View, ViewInput, waiting};
use crate::analysis::Confusion;
use crate::app::explained::{Explained, Ink, MAGNITUDES, Mark};
use crate::app::messages::Messages;
use crate::app::theme::palette;
use crate::app::widgets::{cell_at, cell_rect, picture_area, shade, write_amid};
use crate::engine::Confused;
use crate::export::ColourMap;
use crate::model::Names;

/// What there is to know of the view.
pub const EXPLAINED: Explained = Explained {
    line: "How often samples of each class are taken for each.",
    shows: "How many samples of each class, a row, the network takes for each class, a column: those held out, or all where none are.",
    look_for: "What is right stands on the diagonal; a dark cell beside it is a pair of classes that the network confuses.",
    legend: &[
        (
            MAGNITUDES,
            "White is none, darker is a larger share of the class, and the number in the cell counts its samples",
        ),
        (
            Mark::Frame(Ink::HIGHLIGHT),
            "Violet frame: what you point at",
        ),
    ],
    symbols: &["y", "epoch"],
};

/// Room for the names of classes above and, at most, on the left.
const ABOVE: f32 = 34.0;
const WIDEST: f32 = 90.0;
/// Cells are no larger than this.
const LARGEST_CELL: f32 = 72.0;
/// Smaller cells have no numbers, and lines no names.
const SMALLEST_TEXT: f32 = 10.0;

pub struct ConfusionView(ColourMap);

impl Default for ConfusionView {
    fn default() -> Self {
        Self(ColourMap::magnitude())
    }
}

impl View for ConfusionView {
    fn view_ui(&mut self, ui: &mut Ui, input: &ViewInput<'_>, _: &mut Messages) {
        let snapshot = &input.scene.snapshot;
        let Some(samples) = &snapshot.samples else {
            return waiting(ui, NEEDS_TASK);
        };
        let Some(confused) = snapshot.learning.confused() else {
            let told = match snapshot.learning.epochs().is_empty() {
                true => "Waiting for the first epoch …",
                false => "The targets are numbers, not classes; or there are more than a hundred.",
            };
            return waiting(ui, told);
        };
        headline_ui(ui, confused);
        let (area, response) =
            picture_area(ui, ui.available_size(), Sense::hover(), "Confusion matrix");
        let painter = ui.painter_at(area);
        let (confusion, names) = (&confused.confusion, &samples.names);
        let square = square_in(ui, area, confusion, names);
        self.cells(ui, &painter, square, confusion);
        labels(ui, &painter, area, square, confusion, names);
        let cell = |pos| cell_at(square, [confusion.classes; 2], pos);
        if let Some((belongs, said)) = response.hover_pos().and_then(cell) {
            let stroke = Stroke::new(2.0, palette(ui).highlight);
            let cell = cell_rect(square, [confusion.classes; 2], belongs, said);
            painter.rect_stroke(cell, 0, stroke, StrokeKind::Inside);
            let told = told(confusion, names, belongs, said);
            response.on_hover_ui_at_pointer(|ui| {
                ui.label(told);
            });
        }
    }
}

fn headline_ui(ui: &mut Ui, confused: &Confused) {
    let of = match confused.held_out {
        true => "samples held out",
        false => "samples learned from",
    };
    let text = format!("Epoch {}, {of}: row is, column said", confused.epoch);
    caption(ui, text).on_hover_text("How many samples of each class (row) the network puts into each class (column). What is right stands on the diagonal; the darker a cell, the larger the share of its row.");
}

/// What a cell says, in words.
fn told(confusion: &Confusion, names: &Names, belongs: usize, said: usize) -> String {
    let (count, all) = (confusion.count(belongs, said), confusion.of_class(belongs));
    let [is, taken] = [belongs, said].map(|class| names.class(class));
    match belongs == said {
        true => format!("{count} of {all} samples of {is} are told right."),
        false => format!("{count} of {all} samples of {is} are taken for {taken}."),
    }
}

/// The square of the cells, beside the names of the classes.
fn square_in(ui: &Ui, area: Rect, confusion: &Confusion, names: &Names) -> Rect {
    let widths =
        (0..confusion.classes).map(|class| name(ui.painter(), names, class, WIDEST).size().x);
    let left = widths.fold(12.0, f32::max) + 8.0;
    let room = Rect::from_min_max(
        area.min + Vec2::new(left, ABOVE),
        area.max - Vec2::splat(4.0),
    );
    let largest = LARGEST_CELL * confusion.classes as f32;
    let side = room.size().min_elem().clamp(8.0, largest);
    Rect::from_min_size(room.min, Vec2::splat(side))
}

/// The name of a class in so much room; where it is longer it ends in dots.
fn name(painter: &Painter, names: &Names, class: usize, room: f32) -> std::sync::Arc<egui::Galley> {
    let format = TextFormat::simple(FontId::proportional(11.0), Color32::PLACEHOLDER);
    let mut job = LayoutJob::single_section(names.class(class), format);
    job.wrap = TextWrapping::truncate_at_width(room.max(1.0));
    painter.layout_job(job)
}

impl ConfusionView {
    /// Shades by the share of a row, and counts.
    fn cells(&self, ui: &Ui, painter: &Painter, square: Rect, confusion: &Confusion) {
        let side = confusion.classes;
        for belongs in 0..side {
            let all = confusion.of_class(belongs).max(1) as f32;
            for said in 0..side {
                let count = confusion.count(belongs, said);
                let cell = cell_rect(square, [side; 2], belongs, said);
                let colour = shade(&self.0, count as f32 / all);
                painter.rect_filled(cell, 0, colour);
                if count > 0 && cell.height() > SMALLEST_TEXT {
                    let size = (cell.width() / 2.8).clamp(8.0, 14.0);
                    write_amid(painter, cell.center(), count, size, ink_on(colour));
                }
            }
        }
        let frame = Stroke::new(1.0, palette(ui).rule);
        for line in 0..=side {
            let place = square.lerp_inside(Vec2::splat(line as f32 / side as f32));
            painter.vline(place.x, square.y_range(), frame);
            painter.hline(square.x_range(), place.y, frame);
        }
    }
}

/// The names of the classes, along the left and upper edge, and what the edges are.
fn labels(
    ui: &Ui,
    painter: &Painter,
    area: Rect,
    square: Rect,
    confusion: &Confusion,
    names: &Names,
) {
    let ink = ui.visuals().text_color();
    let side = confusion.classes;
    let weak = ui.visuals().weak_text_color();
    write_amid(
        painter,
        pos2(square.center().x, area.top() + 7.0),
        "said",
        11.0,
        weak,
    );
    write_amid(
        painter,
        pos2(square.left() - 14.0, area.top() + 7.0),
        "is",
        11.0,
        weak,
    );
    for class in 0..side {
        let cell = cell_rect(square, [side; 2], class, class);
        if cell.height() <= SMALLEST_TEXT {
            return;
        }
        let beside = name(painter, names, class, WIDEST);
        let place = pos2(square.left() - 6.0 - beside.size().x, cell.center().y);
        put(
            painter,
            place - Vec2::new(0.0, beside.size().y / 2.0),
            beside,
            ink,
        );
        let above = name(painter, names, class, cell.width() - 2.0);
        let place = pos2(cell.center().x - above.size().x / 2.0, square.top() - 16.0);
        put(painter, place, above, ink);
    }
}

fn put(painter: &Painter, place: Pos2, galley: std::sync::Arc<egui::Galley>, ink: Color32) {
    painter.galley(place, galley, ink);
}
