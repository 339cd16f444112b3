//! What a chart is drawn on.

use crate::export::canvas::{Canvas, Ink, Label, Paint, Stroke};

/// Something to draw on, in points, x to the right and y downwards. What is drawn later lies on top.
pub trait Surface {
    /// A straight line.
    fn line(&mut self, from: [f64; 2], to: [f64; 2], stroke: &Stroke);
    /// A line through points.
    fn polyline(&mut self, points: &[[f64; 2]], stroke: &Stroke);
    /// What lies between two lines whose points stand one above the other.
    fn band(&mut self, upper: &[[f64; 2]], lower: &[[f64; 2]], ink: Ink);
    /// A rectangle, by its corner on the upper left and its size.
    fn rect(&mut self, corner: [f64; 2], size: [f64; 2], paint: &Paint);
    /// A filled circle.
    fn circle(&mut self, centre: [f64; 2], radius: f64, ink: Ink);
    /// A line of text; `place` is on its baseline.
    fn text(&mut self, place: [f64; 2], text: &str, label: &Label);
    /// What `draw` draws, as one thing with a name where there are such things.
    fn named(&mut self, _name: &str, draw: impl FnOnce(&mut Self)) {
        draw(self);
    }
}

impl Surface for Canvas {
    fn line(&mut self, from: [f64; 2], to: [f64; 2], stroke: &Stroke) {
        Self::line(self, from, to, stroke);
    }

    fn polyline(&mut self, points: &[[f64; 2]], stroke: &Stroke) {
        Self::polyline(self, points, stroke);
    }

    fn band(&mut self, upper: &[[f64; 2]], lower: &[[f64; 2]], ink: Ink) {
        let back = lower.iter().rev();
        let outline: Vec<_> = upper.iter().chain(back).copied().collect();
        self.polygon(&outline, &ink.into());
    }

    fn rect(&mut self, corner: [f64; 2], size: [f64; 2], paint: &Paint) {
        Self::rect(self, corner, size, paint);
    }

    fn circle(&mut self, centre: [f64; 2], radius: f64, ink: Ink) {
        Self::circle(self, centre, radius, &ink.into());
    }

    fn text(&mut self, place: [f64; 2], text: &str, label: &Label) {
        Self::text(self, place, text, label);
    }

    fn named(&mut self, name: &str, draw: impl FnOnce(&mut Self)) {
        Self::named(self, name, draw);
    }
}
