//! A dot with a fading trail in the place of the pointer, as of a laser.

use std::collections::VecDeque;

use egui::{Color32, Context, CursorIcon, Event, Id, Key, LayerId, Order, Painter, Pos2, Stroke};

/// A key held longer than this, in seconds, lights the dot only while it is held.
const HELD_S: f64 = 0.4;
/// So long the trail can be seen, in seconds.
const TRAIL_S: f64 = 0.45;
/// The pointer of the system is hidden when it has not moved for so long, in seconds.
const REST_S: f32 = 3.0;
/// Half the size of the dot, in points.
const SIZE: f32 = 8.0;
const COLOUR: Color32 = Color32::from_rgb(0xFF, 0x2A, 0x1F);

/// The dot: L lights it and puts it out, or lights it for as long as it is held.
#[derive(Default)]
pub struct Laser {
    lit: bool,
    /// Since when the key is held that has lit it.
    held_since: Option<f64>,
    trail: VecDeque<(f64, Pos2)>,
}

impl Laser {
    /// Follows the key and the pointer, and draws the dot above everything else.
    pub fn follow(&mut self, ctx: &Context, typing: bool) {
        let time = ctx.input(|i| i.time);
        for down in ctx.input(|i| presses(&i.events, Key::L)) {
            self.key(down && !typing, down, time);
        }
        let (pos, rests) = ctx.input(|i| {
            let rests = i.pointer.time_since_last_movement() > REST_S;
            (i.pointer.latest_pos(), rests)
        });
        self.trail
            .retain(|(then, _)| self.lit && time - then < TRAIL_S);
        if !self.lit {
            if rests {
                ctx.set_cursor_icon(CursorIcon::None);
            }
            return;
        }
        ctx.set_cursor_icon(CursorIcon::None);
        let Some(pos) = pos else { return };
        if self.trail.back().is_none_or(|(_, last)| *last != pos) {
            self.trail.push_back((time, pos));
        }
        let layer = LayerId::new(Order::Debug, Id::unique("laser"));
        self.draw(&ctx.layer_painter(layer), pos, time);
        if self.trail.len() > 1 {
            // It fades.
            ctx.request_repaint();
        }
    }

    /// The key goes down or up.
    fn key(&mut self, pressed: bool, down: bool, time: f64) {
        match (pressed, self.lit) {
            (true, false) => (self.lit, self.held_since) = (true, Some(time)),
            (true, true) => (self.lit, self.held_since) = (false, None),
            (false, _) if !down => {
                let held = self.held_since.take();
                self.lit &= held.is_none_or(|since| time - since < HELD_S);
            }
            (false, _) => {}
        }
    }

    fn draw(&self, painter: &Painter, pos: Pos2, time: f64) {
        let points = self.trail.iter().zip(self.trail.iter().skip(1));
        for ((then, from), (_, to)) in points {
            let left = 1.0 - ((time - then) / TRAIL_S) as f32;
            let stroke = Stroke::new(2.0 * SIZE * left, COLOUR.gamma_multiply(0.5 * left));
            painter.line_segment([*from, *to], stroke);
        }
        painter.circle_filled(pos, 2.0 * SIZE, COLOUR.gamma_multiply(0.25));
        painter.circle(pos, SIZE, COLOUR, Stroke::new(1.5, Color32::WHITE));
    }
}

/// Whether a key went down (true) or up, each time that it did.
fn presses(events: &[Event], wanted: Key) -> Vec<bool> {
    let press = |event: &Event| match event {
        Event::Key {
            key,
            pressed,
            repeat: false,
            modifiers,
            ..
        } if *key == wanted && !modifiers.any() => Some(*pressed),
        _ => None,
    };
    events.iter().filter_map(press).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(strokes: &[(f64, bool)]) -> bool {
        let mut laser = Laser::default();
        for (time, down) in strokes {
            laser.key(*down, *down, *time);
        }
        laser.lit
    }

    #[test]
    fn a_short_stroke_lights_it_until_the_next_and_a_long_one_while_it_lasts() {
        assert!(after(&[(1.0, true), (1.1, false)]));
        assert!(!after(&[(1.0, true), (1.1, false), (5.0, true)]));
        assert!(!after(&[
            (1.0, true),
            (1.1, false),
            (5.0, true),
            (5.1, false)
        ]));
        assert!(after(&[(1.0, true)]));
        assert!(!after(&[(1.0, true), (3.0, false)]));
    }
}
