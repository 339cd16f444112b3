//! A small vector drawing that becomes SVG, and by that PNG; it needs neither a window nor egui.

mod drawing;
mod ink;
mod svg;

pub use drawing::{Canvas, Image, Surface};
pub use ink::{Anchor, Ink, Label, Paint, Stroke};
pub(super) use svg::escaped;
pub use svg::is_borrowed;
