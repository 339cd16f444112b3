//! How much room there is for the views.

/// How much room there is: what is large is neither narrow nor low.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Room {
    /// Three views do not fit side by side.
    pub narrow: bool,
    /// Two views do not fit one above the other.
    pub low: bool,
}

/// Below this width and this height, in points.
const NARROW: f32 = 820.0;
const LOW: f32 = 330.0;

impl Room {
    /// In a space of this size in points.
    pub fn of(space: egui::Vec2) -> Self {
        Self {
            narrow: space.x < NARROW,
            low: space.y < LOW,
        }
    }
}
