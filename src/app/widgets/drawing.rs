//! Small acts of drawing that views share.

use egui::{Align2, Color32, FontId, Painter, Pos2, Rect, Response, Sense, Ui, Vec2};

/// A space for a picture, with its name for screen readers.
pub fn picture_area(ui: &mut Ui, size: Vec2, sense: Sense, name: &str) -> (Rect, Response) {
    let (area, response) = ui.allocate_exact_size(size, sense);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, name));
    (area, response)
}

/// Writes a text of this size, anchored at a place.
pub fn write(
    painter: &Painter,
    (place, anchor): (Pos2, Align2),
    text: impl ToString,
    size: f32,
    ink: Color32,
) {
    painter.text(place, anchor, text, FontId::proportional(size), ink);
}

/// Writes a text of this size around a place.
pub fn write_amid(painter: &Painter, place: Pos2, text: impl ToString, size: f32, ink: Color32) {
    write(painter, (place, Align2::CENTER_CENTER), text, size, ink);
}
