//! The window as something that a chart can be drawn on.

use egui::epaint::{BandPoint, BandShape, TextShape};
use egui::{Color32, FontId, Painter, Pos2, Rect, Shape, StrokeKind, Ui, Vec2, vec2};

use crate::export::canvas::{Anchor, Ink, Label, Paint, Stroke, Surface};

/// Charts are made for print; on screen they are larger by this.
const ZOOM: f32 = 1.25;

/// A part of the window, with its corner at the origin of the chart.
pub struct Screen {
    painter: Painter,
    origin: Pos2,
    is_dark: bool,
}

impl Screen {
    /// The part of the window whose corner on the upper left lies here.
    pub fn at(ui: &Ui, origin: Pos2) -> Self {
        Self {
            painter: ui.painter().clone(),
            origin,
            is_dark: ui.visuals().dark_mode,
        }
    }

    /// The same part where something light lies on it, such as a picture.
    pub fn on_paper(self) -> Self {
        Self {
            is_dark: false,
            ..self
        }
    }

    /// So much room on screen, in points of the chart.
    pub fn room(size: Vec2) -> [f64; 2] {
        [size.x, size.y].map(|side| f64::from(side / ZOOM))
    }

    /// So many points of the chart, on screen.
    pub fn length(points: f64) -> f32 {
        points as f32 * ZOOM
    }

    /// Where a place of the chart is on screen.
    pub fn on_screen(&self, [x, y]: [f64; 2]) -> Pos2 {
        self.origin + vec2(x as f32, y as f32) * ZOOM
    }

    /// Where a place on screen is in the chart.
    pub fn in_chart(&self, place: Pos2) -> [f64; 2] {
        Self::room(place - self.origin)
    }

    fn colour(&self, ink: Ink) -> Color32 {
        on_ground(ink, self.is_dark)
    }

    fn stroke(&self, stroke: &Stroke) -> egui::Stroke {
        egui::Stroke::new(Self::length(stroke.width), self.colour(stroke.ink))
    }
}

/// A colour on the ground of the theme: what is dark in print is light on a dark one, in its hue.
pub fn on_ground(ink: Ink, is_dark: bool) -> Color32 {
    let [r, g, b] = ink.rgb;
    let (low, high) = (r.min(g).min(b), r.max(g).max(b));
    let [r, g, b] = match is_dark {
        true => ink.rgb.map(|part| 255 - high + (part - low)),
        false => ink.rgb,
    };
    Color32::from_rgba_unmultiplied(r, g, b, (ink.opacity * 255.0).round() as u8)
}

impl Surface for Screen {
    fn line(&mut self, from: [f64; 2], to: [f64; 2], stroke: &Stroke) {
        self.polyline(&[from, to], stroke);
    }

    fn polyline(&mut self, points: &[[f64; 2]], stroke: &Stroke) {
        let path: Vec<Pos2> = points.iter().map(|at| self.on_screen(*at)).collect();
        let line = self.stroke(stroke);
        if stroke.dashes.is_empty() {
            self.painter.line(path, line);
            return;
        }
        let lengths = |first: usize| -> Vec<f32> {
            let every = stroke.dashes.iter().skip(first).step_by(2);
            every.map(|length| Self::length(*length)).collect()
        };
        let (dashes, gaps) = (lengths(0), lengths(1));
        let dashed = Shape::dashed_line_with_offset(&path, line, &dashes, &gaps, 0.0);
        self.painter.extend(dashed);
    }

    fn band(&mut self, upper: &[[f64; 2]], lower: &[[f64; 2]], ink: Ink) {
        let ends = upper.iter().zip(lower).map(|(above, below)| {
            let (above, below) = (self.on_screen(*above), self.on_screen(*below));
            BandPoint::new(above.x, above.y..=below.y)
        });
        let band = BandShape::new(ends.collect(), self.colour(ink), egui::Stroke::NONE);
        self.painter.add(band);
    }

    fn rect(&mut self, corner: [f64; 2], size: [f64; 2], paint: &Paint) {
        let size = vec2(Self::length(size[0]), Self::length(size[1]));
        let area = Rect::from_min_size(self.on_screen(corner), size);
        if let Some(ink) = paint.fill {
            self.painter.rect_filled(area, 0, self.colour(ink));
        }
        if let Some(stroke) = &paint.stroke {
            let stroke = self.stroke(stroke);
            let painter = &self.painter;
            painter.rect_stroke(area, 0, stroke, StrokeKind::Middle);
        }
    }

    fn circle(&mut self, centre: [f64; 2], radius: f64, ink: Ink) {
        let (centre, radius) = (self.on_screen(centre), Self::length(radius));
        self.painter.circle_filled(centre, radius, self.colour(ink));
    }

    fn text(&mut self, place: [f64; 2], text: &str, label: &Label) {
        let font = FontId::proportional(Self::length(label.size));
        let ink = self.colour(label.ink);
        let galley = self.painter.layout_no_wrap(text.to_owned(), font, ink);
        let first = galley.rows.first();
        let baseline = first.and_then(|row| Some(row.pos.y + row.glyphs.first()?.pos.y));
        let before = match label.anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => galley.size().x / 2.0,
            Anchor::End => galley.size().x,
        };
        let angle = (label.rotation as f32).to_radians();
        let turned = egui::emath::Rot2::from_angle(angle) * vec2(before, baseline.unwrap_or(0.0));
        let shape = TextShape::new(self.on_screen(place) - turned, galley, ink).with_angle(angle);
        self.painter.add(shape);
    }
}
