//! A panel: a frame with a title and axes, in which values have their places.

use super::scale::Scale;
use crate::export::Canvas;
use crate::export::canvas::{Anchor, Ink, Label, Stroke};

/// Text that says what is shown.
pub(super) const TEXT: Ink = Ink::grey(25);
/// Text of less weight.
pub(super) const FAINT_TEXT: Ink = Ink::grey(95);
/// Lines of frames.
pub(super) const RULE: Ink = Ink::grey(150);
/// Lines behind the data.
const GRID: Ink = Ink::grey(232);

/// Type sizes in points.
pub(super) const SMALL: f64 = 8.5;
pub(super) const NORMAL: f64 = 10.0;

/// A panel of curves.
pub(super) struct Frame {
    /// Its corner on the upper left, without title and numbers.
    pub corner: [f64; 2],
    pub size: [f64; 2],
    pub x: Scale,
    pub y: Scale,
}

impl Frame {
    /// Where a pair of values lies.
    pub fn at(&self, x: f64, y: f64) -> [f64; 2] {
        [
            self.corner[0] + self.x.place(x) * self.size[0],
            self.corner[1] + (1.0 - self.y.place(y)) * self.size[1],
        ]
    }

    /// The lower edge.
    fn bottom(&self) -> f64 {
        self.corner[1] + self.size[1]
    }

    /// Title, axes with their numbers, and lines at the numbers of the y axis.
    pub fn draw(&self, canvas: &mut Canvas, title: &str, x_name: &str) {
        let [left, top] = self.corner;
        let (right, bottom) = (left + self.size[0], self.bottom());
        let title_label = Label::new(NORMAL, TEXT).bold();
        canvas.text([left, top - 7.0], title, &title_label);
        let numbers = Label::new(SMALL, FAINT_TEXT);
        for tick in self.y.ticks(4) {
            let [_, y] = self.at(1.0, tick.value);
            if let Some(text) = &tick.label {
                canvas.line([left, y], [right, y], &Stroke::new(GRID, 0.7));
                let label = numbers.clone().anchored(Anchor::End);
                canvas.text([left - 5.0, y + label.drop()], text, &label);
            }
        }
        for tick in self.x.ticks(6) {
            let x = left + self.x.place(tick.value) * self.size[0];
            let length = if tick.label.is_some() { 4.0 } else { 2.0 };
            canvas.line([x, bottom], [x, bottom + length], &Stroke::new(RULE, 0.7));
            if let Some(text) = &tick.label {
                let label = numbers.clone().anchored(Anchor::Middle);
                canvas.text([x, bottom + 13.0], text, &label);
            }
        }
        let axis = Stroke::new(RULE, 0.9);
        canvas.line([left, bottom], [right, bottom], &axis);
        canvas.line([left, top], [left, bottom], &axis);
        let label = Label::new(SMALL, TEXT).anchored(Anchor::Middle);
        canvas.text([(left + right) / 2.0, bottom + 25.0], x_name, &label);
    }
}
