//! A panel: a frame with a title and axes, in which values have their places.

use super::scale::{Scale, Tick};
use crate::export::canvas::{Anchor, Ink, Label, Stroke, Surface};

/// Text that says what is shown.
pub const TEXT: Ink = Ink::grey(25);
/// Text of less weight.
pub const FAINT_TEXT: Ink = Ink::grey(95);
/// Lines of frames.
pub const RULE: Ink = Ink::grey(150);
/// Lines behind the data.
const GRID: Ink = Ink::grey(232);

/// Type that explains, in points.
pub const SMALL: f64 = 8.5;
/// Type of titles, in points.
pub const NORMAL: f64 = 10.0;

/// Room for the title above a panel.
pub const ABOVE: f64 = 20.0;
/// Room for the numbers, and the name of a map, on the left.
pub const LEFT: f64 = 36.0;
/// Room for numbers and name below.
pub const BELOW: f64 = 32.0;

/// The rectangle of the data in that of a panel: its corner on the upper left and its size.
pub(super) fn within([x, y]: [f64; 2], [width, height]: [f64; 2]) -> ([f64; 2], [f64; 2]) {
    let size = [width - LEFT, height - ABOVE - BELOW];
    ([x + LEFT, y + ABOVE], size.map(|side| side.max(1.0)))
}

/// The title of a panel, by the corner of its data.
pub(super) fn draw_title<S: Surface>(surface: &mut S, [left, top]: [f64; 2], title: &str) {
    let label = Label::new(NORMAL, TEXT).bold();
    surface.text([left, top - 7.0], title, &label);
}

/// Where the curves of a panel are, and its scales.
pub struct Frame {
    corner: [f64; 2],
    size: [f64; 2],
    x: Scale,
    y: Scale,
}

impl Frame {
    /// A frame that has its title and numbers within a rectangle, too.
    pub(super) fn within(corner: [f64; 2], size: [f64; 2], x: Scale, y: Scale) -> Self {
        let (corner, size) = within(corner, size);
        Self { corner, size, x, y }
    }

    /// Where a pair of values lies.
    pub fn at(&self, x: f64, y: f64) -> [f64; 2] {
        [self.across(x), self.down(self.y.place(y))]
    }

    /// The upper and the lower end of the line at a value.
    pub fn upright(&self, x: f64) -> [[f64; 2]; 2] {
        [1.0, 0.0].map(|end| [self.across(x), self.down(end)])
    }

    /// Where the data begin on the left and end on the right.
    pub(super) fn sides(&self) -> [f64; 2] {
        [self.corner[0], self.corner[0] + self.size[0]]
    }

    fn across(&self, x: f64) -> f64 {
        self.corner[0] + self.x.place(x) * self.size[0]
    }

    fn down(&self, place: f64) -> f64 {
        self.corner[1] + (1.0 - place) * self.size[1]
    }

    /// Title, axes with their numbers, and lines at the numbers of the y axis.
    pub(super) fn draw<S: Surface>(&self, surface: &mut S, title: &str, x_name: &str) {
        let ([left, top], [width, height]) = (self.corner, self.size);
        let (right, bottom) = (left + width, top + height);
        draw_title(surface, self.corner, title);
        let numbers = Label::new(SMALL, FAINT_TEXT);
        for tick in self.y.ticks(fitting(height, 28.0, 4)) {
            let y = self.down(self.y.place(tick.value));
            if let Some(text) = &tick.label {
                surface.line([left, y], [right, y], &Stroke::new(GRID, 0.7));
                let label = numbers.clone().anchored(Anchor::End);
                surface.text([left - 5.0, y + label.drop()], text, &label);
            }
        }
        let below = self.draw_ticks(surface, bottom);
        let axis = Stroke::new(RULE, 0.9);
        surface.line([left, bottom], [right, bottom], &axis);
        surface.line([left, top], [left, bottom], &axis);
        let label = Label::new(SMALL, TEXT).anchored(Anchor::Middle);
        surface.text([(left + right) / 2.0, below], x_name, &label);
    }
}

impl Frame {
    /// The marks of the axis below, with their numbers or words. Returns where the name of the axis
    /// stands.
    fn draw_ticks<S: Surface>(&self, surface: &mut S, bottom: f64) -> f64 {
        let width = self.size[0];
        let ticks = self.x.ticks(fitting(width, 20.0, 6));
        let numbers = Label::new(SMALL, FAINT_TEXT).anchored(Anchor::Middle);
        // Words that would touch each other stand in two rows.
        let letters = |tick: &Tick| tick.label.as_ref().map_or(0, |text| text.chars().count());
        let longest = ticks.iter().map(letters).max().unwrap_or(0) as f64 * SMALL * 0.55;
        let crowded = self.x.has_names() && longest > width / ticks.len() as f64;
        for (number, tick) in ticks.iter().enumerate() {
            let x = self.across(tick.value);
            let length = if tick.label.is_some() { 4.0 } else { 2.0 };
            surface.line([x, bottom], [x, bottom + length], &Stroke::new(RULE, 0.7));
            let Some(text) = &tick.label else { continue };
            let down = match (crowded, number % 2) {
                (false, _) => 13.0,
                (true, 0) => 11.0,
                (true, _) => 19.5,
            };
            surface.text([x, bottom + down], text, &numbers);
        }
        bottom + if crowded { 29.0 } else { 25.0 }
    }
}

/// How many numbers there is room for along an axis, a few at most.
fn fitting(length: f64, each: f64, most: usize) -> usize {
    ((length / each) as usize).clamp(1, most)
}
