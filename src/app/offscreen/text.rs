//! Text as text: each stretch of one format becomes a text element at the place where it was laid out.

use egui::epaint::TextShape;
use egui::epaint::text::{Glyph, PlacedRow, TextFormat};
use egui::{Color32, FontFamily, Pos2, emath::Rot2};

use super::shapes::{ink, point};
use crate::export::Canvas;
use crate::export::canvas::{Ink, Label, Paint, Stroke, Surface as _, is_borrowed};

/// Writes a laid-out text.
pub fn write(canvas: &mut Canvas, shape: &TextShape) {
    let sections = &shape.galley.job.sections;
    // Bytes of the text before the glyph at hand: they tell its section.
    let mut at = 0;
    let mut section = 0;
    for row in &shape.galley.rows {
        let mut stretch = Stretch::default();
        for glyph in &row.row.glyphs {
            while section + 1 < sections.len() && at >= sections[section].byte_range.end.0 {
                section += 1;
                stretch.write(canvas, shape, row);
            }
            // A text has one font throughout.
            if stretch.is_borrowed() != Some(is_borrowed(glyph.chr)) {
                stretch.write(canvas, shape, row);
            }
            if let Some(found) = sections.get(section) {
                stretch.add(glyph, &found.format);
            }
            at += glyph.chr.len_utf8();
        }
        stretch.write(canvas, shape, row);
        at += usize::from(row.ends_with_newline);
    }
}

/// Glyphs in a row that share their format.
#[derive(Default)]
struct Stretch {
    text: String,
    format: Option<TextFormat>,
    from: Pos2,
    to: f32,
}

impl Stretch {
    /// Whether its signs are borrowed from another font; `None` without any.
    fn is_borrowed(&self) -> Option<bool> {
        self.text.chars().next().map(is_borrowed)
    }

    fn add(&mut self, glyph: &Glyph, format: &TextFormat) {
        if self.format.is_none() {
            self.format = Some(format.clone());
            self.from = glyph.pos;
        }
        self.text.push(glyph.chr);
        self.to = glyph.max_x();
    }

    /// Writes what has been gathered, and begins anew.
    fn write(&mut self, canvas: &mut Canvas, shape: &TextShape, row: &PlacedRow) {
        let borrowed = self.is_borrowed().unwrap_or_default();
        let Self {
            text,
            format,
            from,
            to,
        } = std::mem::take(self);
        let Some(format) = format.filter(|_| !text.trim().is_empty()) else {
            return;
        };
        let turn = Rot2::from_angle(shape.angle);
        let place = |x: f32, y: f32| shape.pos + turn * (row.pos.to_vec2() + egui::vec2(x, y));
        let visible = |colour: Color32| match colour {
            Color32::PLACEHOLDER => shape.fallback_color,
            other => other,
        };
        let faded = |colour: Color32| ink(visible(colour).gamma_multiply(shape.opacity_factor));
        if let Some(ground) = faded(format.background) {
            let (top, bottom) = (
                from.y - 0.8 * format.font_id.size,
                from.y + 0.25 * format.font_id.size,
            );
            let corners = [(from.x, top), (to, top), (to, bottom), (from.x, bottom)];
            let corners = corners.map(|(x, y)| point(place(x, y)));
            canvas.polygon(&corners, &Paint::from(ground));
        }
        let colour = shape.override_text_color.unwrap_or(format.color);
        let Some(colour) = faded(colour) else {
            return;
        };
        let label = Label {
            monospace: borrowed || format.font_id.family == FontFamily::Monospace,
            ..label(&format, colour, shape.angle, to - from.x)
        };
        canvas.text(point(place(from.x, from.y)), &text, &label);
        for (line, lift) in [(format.underline, -0.1), (format.strikethrough, 0.28)] {
            if let Some(ink) = faded(line.color).filter(|_| line.width > 0.0) {
                let y = from.y - lift * format.font_id.size;
                let stroke = Stroke::new(ink, f64::from(line.width));
                canvas.line(point(place(from.x, y)), point(place(to, y)), &stroke);
            }
        }
    }
}

fn label(format: &TextFormat, ink: Ink, angle: f32, width: f32) -> Label {
    Label {
        italic: format.italics,
        rotation: f64::from(angle.to_degrees()),
        width: Some(f64::from(width)),
        ..Label::new(f64::from(format.font_id.size), ink)
    }
}
