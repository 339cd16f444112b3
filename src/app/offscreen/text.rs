//! Text as text: each stretch of one format becomes a text element at the place where it was laid out.

use egui::epaint::TextShape;
use egui::epaint::text::{Glyph, PlacedRow, TextFormat};
use egui::{Color32, FontFamily, Pos2, emath::Rot2};

use super::shapes::{ink, point};
use crate::export::Canvas;
use crate::export::canvas::{Label, Surface as _, is_borrowed};

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
        let place = shape.pos + turn * (row.pos.to_vec2() + from.to_vec2());
        let colour = match shape.override_text_color.unwrap_or(format.color) {
            Color32::PLACEHOLDER => shape.fallback_color,
            colour => colour,
        };
        let Some(ink) = ink(colour.gamma_multiply(shape.opacity_factor)) else {
            return;
        };
        let label = Label {
            italic: format.italics,
            monospace: borrowed || format.font_id.family == FontFamily::Monospace,
            rotation: f64::from(shape.angle.to_degrees()),
            width: Some(f64::from(to - from.x)),
            ..Label::new(f64::from(format.font_id.size), ink)
        };
        canvas.text(point(place), &text, &label);
    }
}
