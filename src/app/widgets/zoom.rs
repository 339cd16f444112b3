//! Looking closer: the wheel about the pointer, a drag, a double click and keys, in all views alike.

use egui::{Button, Key, Modifiers, PointerButton, Rect, Response, Role, Ui, UiBuilder, vec2};

use super::drawing::named;
use super::number::number;
use crate::app::messages::{Message, Messages};
use crate::app::view_box::Zoom;

/// A step by a key.
const STEP: f64 = 1.25;
/// So many points of the wheel look closer by a factor e.
const WHEEL: f64 = 240.0;

/// What can be looked at more closely.
pub struct Closer<'a> {
    /// The name that both sides of a comparison share.
    pub key: &'static str,
    /// For screen readers.
    pub name: &'a str,
    /// What is shown now.
    pub now: Zoom,
    /// Where it is shown.
    pub field: Rect,
    /// Whether the second axis points upwards, as in plots.
    pub is_upwards: bool,
    /// Whether the wheel alone looks closer, or something around scrolls by it.
    pub has_wheel: bool,
    /// Whether somebody could use it: not on paper.
    pub is_usable: bool,
}

impl<'a> Closer<'a> {
    /// Of a picture.
    pub fn picture(key: &'static str, name: &'a str, now: Zoom, field: Rect) -> Self {
        Self {
            key,
            name,
            now,
            field,
            is_upwards: false,
            has_wheel: true,
            is_usable: true,
        }
    }
}

impl Closer<'_> {
    /// Follows wheel, drag, double click and keys, and draws the way back while not all is shown.
    pub fn ui(&self, ui: &mut Ui, response: &Response, messages: &mut Messages) {
        if !self.is_usable {
            return;
        }
        let next = self.next(ui, response);
        if next != Some(self.now) && (next.is_some() || self.is_close()) {
            messages.push(Message::LookCloser(self.key, next));
            ui.ctx().request_repaint();
        }
        if self.is_close() {
            self.show_all_ui(ui, messages);
        }
    }

    fn is_close(&self) -> bool {
        self.now.factor() > 1.0 + 1e-9
    }

    /// What is shown next; `None` for all.
    fn next(&self, ui: &Ui, response: &Response) -> Option<Zoom> {
        if response.double_clicked() {
            return None;
        }
        let mut zoom = self.now;
        let place = |share: [f64; 2]| self.now.shown.at(share);
        let over = response.hover_pos().filter(|pos| self.field.contains(*pos));
        if let Some(pos) = over.filter(|_| response.contains_pointer()) {
            let factor = ui.input_mut(|input| {
                let pinch = f64::from(input.zoom_delta());
                if !self.has_wheel {
                    return pinch;
                }
                let wheel = f64::from(input.smooth_scroll_delta.y);
                // Nothing around scrolls at the same time.
                input.smooth_scroll_delta = egui::Vec2::ZERO;
                pinch * (wheel / WHEEL).exp()
            });
            if factor != 1.0 {
                return zoom.about(place(self.share(pos)), factor);
            }
        }
        if response.dragged_by(PointerButton::Primary) && self.is_close() {
            let [from, to] = [egui::Vec2::ZERO, response.drag_delta()]
                .map(|delta| place(self.share(self.field.min + delta)));
            zoom = zoom.moved([from[0] - to[0], from[1] - to[1]])?;
        }
        let free = !ui.ctx().egui_wants_keyboard_input() && over.is_some();
        if response.has_focus() || free {
            let pressed = |keys: &[Key]| {
                let any = |key: &Key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, *key));
                keys.iter().any(any)
            };
            let about = place(over.map_or([0.5; 2], |pos| self.share(pos)));
            if pressed(&[Key::Plus, Key::Equals]) {
                zoom = zoom.about(about, STEP)?;
            }
            if pressed(&[Key::Minus]) {
                zoom = zoom.about(about, 1.0 / STEP)?;
            }
            if pressed(&[Key::Num0]) {
                return None;
            }
        }
        Some(zoom)
    }

    /// How far along each axis a place is.
    fn share(&self, pos: egui::Pos2) -> [f64; 2] {
        let share = (pos - self.field.min) / self.field.size();
        let down = f64::from(share.y);
        let second = if self.is_upwards { 1.0 - down } else { down };
        [f64::from(share.x), second]
    }

    /// The way back, in a corner.
    fn show_all_ui(&self, ui: &mut Ui, messages: &mut Messages) {
        // Little of a small field may be covered.
        let factor = number(self.now.factor());
        let (text, width) = match self.field.width() {
            240.0.. => (format!("×{factor}  Show all"), 96.0),
            130.0.. => ("Show all".to_owned(), 54.0),
            _ => ("All".to_owned(), 24.0),
        };
        let size = vec2(width, 18.0).min(self.field.size());
        let corner = self.field.right_top() + vec2(-size.x - 3.0, 3.0);
        let place = Rect::from_min_size(corner, size);
        let builder = UiBuilder::new()
            .id_salt((self.key, "show all"))
            .max_rect(place);
        let mut above = ui.new_child(builder);
        let button = above.put(place, Button::new(egui::RichText::new(text).small()));
        let button = named(button, Role::Button, &format!("Show all of {}", self.name));
        let hover = "Show all again, as a double click or the key 0 does. The wheel and the keys + and − look closer, a drag moves what is shown.";
        if button.on_hover_text(hover).clicked() {
            messages.push(Message::LookCloser(self.key, None));
        }
    }
}
