//! What lines, shapes and texts of a drawing look like.

use crate::export::Rgb;

/// A colour and how much it covers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ink {
    pub rgb: Rgb,
    /// From 0, invisible, to 1.
    pub opacity: f64,
}

impl Ink {
    pub const BLACK: Self = Self::grey(0);
    pub const WHITE: Self = Self::grey(255);

    /// A colour that covers what lies below.
    pub const fn rgb(red: u8, green: u8, blue: u8) -> Self {
        Self {
            rgb: [red, green, blue],
            opacity: 1.0,
        }
    }

    /// A grey, from 0, black, to 255, white.
    pub const fn grey(level: u8) -> Self {
        Self::rgb(level, level, level)
    }

    /// The same colour, covering so much.
    pub const fn at(self, opacity: f64) -> Self {
        Self { opacity, ..self }
    }
}

impl From<Rgb> for Ink {
    fn from([red, green, blue]: Rgb) -> Self {
        Self::rgb(red, green, blue)
    }
}

/// How a line is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Stroke {
    pub ink: Ink,
    /// In points, as the dashes are.
    pub width: f64,
    /// Lengths of dashes and gaps in turn; none for a solid line.
    pub dashes: Vec<f64>,
}

impl Stroke {
    /// A solid line.
    pub fn new(ink: Ink, width: f64) -> Self {
        Self {
            ink,
            width,
            dashes: Vec::new(),
        }
    }

    /// The same line in dashes and gaps of these lengths in points.
    pub fn dashed(self, dashes: &[f64]) -> Self {
        Self {
            dashes: dashes.to_vec(),
            ..self
        }
    }
}

/// How a shape is drawn: its inside, its outline, or both.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Paint {
    pub fill: Option<Ink>,
    /// The outline, half inside and half outside the edge.
    pub stroke: Option<Stroke>,
}

impl From<Ink> for Paint {
    fn from(ink: Ink) -> Self {
        let (fill, stroke) = (Some(ink), None);
        Self { fill, stroke }
    }
}

impl From<Stroke> for Paint {
    fn from(stroke: Stroke) -> Self {
        let (fill, stroke) = (None, Some(stroke));
        Self { fill, stroke }
    }
}

/// Which part of a text stands at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// How a text is set.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// Size of the type in points.
    pub size: f64,
    pub ink: Ink,
    /// Which part of it stands at its place.
    pub anchor: Anchor,
    /// Bolder, by an outline: the fonts have one weight only.
    pub bold: bool,
    pub italic: bool,
    /// All letters equally wide.
    pub monospace: bool,
    /// Turned about its place by so many degrees, clockwise; −90 reads upwards.
    pub rotation: f64,
    /// The width that it is to have in points, for viewers with other fonts.
    pub width: Option<f64>,
}

impl Label {
    /// Upright text that begins at its place.
    pub fn new(size: f64, ink: Ink) -> Self {
        Self {
            size,
            ink,
            anchor: Anchor::Start,
            bold: false,
            italic: false,
            monospace: false,
            rotation: 0.0,
            width: None,
        }
    }

    pub fn anchored(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }

    pub fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    /// The same text, turned by so many degrees.
    pub fn rotated(self, rotation: f64) -> Self {
        Self { rotation, ..self }
    }

    /// How far the baseline lies below the middle of the letters.
    pub fn drop(&self) -> f64 {
        0.35 * self.size
    }
}
