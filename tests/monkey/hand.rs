//! How the monkey's hand moves: an action becomes what the system would tell the window.

use std::sync::Arc;

use egui::accesskit;
use egui::{Event, Key, Modifiers, MouseWheelUnit, PointerButton, Pos2, TouchPhase, vec2};

use crate::action::{Action, Deed};
use crate::life::Life;
use crate::sight::{Thing, find};

const CTRL: Modifiers = Modifiers {
    ctrl: true,
    command: true,
    ..Modifiers::NONE
};

/// A file dropped on the window.
#[derive(Debug)]
struct Dropped(std::path::PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &std::path::Path {
        &self.0
    }
    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

/// Does what an action says. What is not there any more is left alone: returns whether it was.
pub fn act(life: &mut Life, action: &Action) -> bool {
    match action {
        Action::On(target, deed, at) => {
            let Some(thing) = reach(life, target) else {
                return false;
            };
            on(life, &thing, deed, *at);
        }
        Action::Type(text) => life.frame(vec![Event::Text(life.expanded(text))]),
        Action::Key(modifiers, key) => press(life, *modifiers, *key),
        Action::Resize(size) => life.resize(*size),
        Action::Drop(name) => {
            let path = life.work.join(name);
            let dropped = Arc::new(Dropped(path));
            life.window.input_mut().dropped_files.push(dropped);
            life.frame(Vec::new());
        }
        Action::Frames(count) => (0..*count).for_each(|_| life.frame(Vec::new())),
        Action::Pass(seconds) => life.pass(*seconds),
        Action::Close => life.ask_to_close(),
        Action::CheckUndo(_) | Action::CheckSave | Action::CheckRestart => {}
    }
    true
}

/// Finds something, and scrolls to it where it is out of sight.
fn reach(life: &mut Life, target: &crate::action::Target) -> Option<Thing> {
    let thing = find(&life.window, target).filter(|thing| !thing.disabled)?;
    let screen = life.window.ctx.content_rect();
    if thing
        .rect
        .is_some_and(|rect| screen.contains(rect.center()))
    {
        return Some(thing);
    }
    request(life, &thing, accesskit::Action::ScrollIntoView, None);
    life.frame(Vec::new());
    find(&life.window, target)
}

fn request(
    life: &mut Life,
    thing: &Thing,
    action: accesskit::Action,
    data: Option<accesskit::ActionData>,
) {
    let (target_node, target_tree) = thing.place;
    let request = accesskit::ActionRequest {
        action,
        target_node,
        target_tree,
        data,
    };
    life.frame(vec![Event::AccessKitActionRequest(request)]);
}

/// Presses a key as a keyboard does: what it writes comes with it.
pub fn press(life: &mut Life, modifiers: Modifiers, key: Key) {
    let event = |pressed| Event::Key {
        key,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers,
    };
    let mut down = vec![Event::ModifiersChanged(modifiers), event(true)];
    let written = match key {
        Key::Space => " ",
        key => key.symbol_or_name(),
    };
    if !modifiers.command && !modifiers.alt && written.chars().count() == 1 && !is_arrow(key) {
        let written = match modifiers.shift {
            true => written.to_owned(),
            false => written.to_lowercase(),
        };
        down.push(Event::Text(written));
    }
    life.frame(down);
    life.frame(vec![event(false), Event::ModifiersChanged(Modifiers::NONE)]);
}

fn is_arrow(key: Key) -> bool {
    [
        Key::ArrowDown,
        Key::ArrowLeft,
        Key::ArrowRight,
        Key::ArrowUp,
    ]
    .contains(&key)
}

fn button(pos: Pos2, button: PointerButton, pressed: bool) -> Event {
    Event::PointerButton {
        pos,
        button,
        pressed,
        modifiers: Modifiers::NONE,
    }
}

fn click(life: &mut Life, pos: Pos2, which: PointerButton) {
    life.frame(vec![Event::PointerMoved(pos), button(pos, which, true)]);
    life.frame(vec![button(pos, which, false)]);
}

fn on(life: &mut Life, thing: &Thing, deed: &Deed, at: [f32; 2]) {
    let rect = thing.rect.unwrap_or(egui::Rect::NOTHING);
    let pos = rect.lerp_inside(vec2(at[0], at[1]));
    let pointed = pos.x.is_finite() && pos.y.is_finite();
    match deed {
        Deed::Press => request(life, thing, accesskit::Action::Click, None),
        Deed::Focus => request(life, thing, accesskit::Action::Focus, None),
        Deed::Raise => request(life, thing, accesskit::Action::Increment, None),
        Deed::Lower => request(life, thing, accesskit::Action::Decrement, None),
        Deed::Set(value) => {
            let data = accesskit::ActionData::NumericValue(*value);
            request(life, thing, accesskit::Action::SetValue, Some(data));
        }
        // What has no place cannot be pointed at.
        _ if !pointed => {}
        Deed::Click => click(life, pos, PointerButton::Primary),
        Deed::SecondaryClick => click(life, pos, PointerButton::Secondary),
        Deed::DoubleClick => (0..2).for_each(|_| click(life, pos, PointerButton::Primary)),
        Deed::Hover => {
            life.frame(vec![Event::PointerMoved(pos)]);
            // Long enough for what appears under a pointer that rests.
            life.pass(0.6);
        }
        Deed::Drag(by) => drag(life, pos, *by),
        Deed::Scroll(by) => wheel(life, pos, *by, Modifiers::NONE),
        Deed::Zoom(by) => wheel(life, pos, *by, CTRL),
        Deed::Fill(text) => fill(life, pos, text),
    }
}

fn drag(life: &mut Life, from: Pos2, by: [f32; 2]) {
    let to = from + vec2(by[0], by[1]);
    let primary = PointerButton::Primary;
    life.frame(vec![Event::PointerMoved(from), button(from, primary, true)]);
    life.frame(vec![Event::PointerMoved(from.lerp(to, 0.5))]);
    life.frame(vec![Event::PointerMoved(to)]);
    life.frame(vec![button(to, primary, false)]);
}

fn wheel(life: &mut Life, pos: Pos2, by: [f32; 2], modifiers: Modifiers) {
    let turn = Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(by[0], by[1]),
        source: egui::MouseWheelSource::Wheel,
        phase: TouchPhase::Move,
        modifiers,
    };
    life.frame(vec![
        Event::PointerMoved(pos),
        Event::ModifiersChanged(modifiers),
        turn,
    ]);
    life.frame(vec![Event::ModifiersChanged(Modifiers::NONE)]);
}

fn fill(life: &mut Life, pos: Pos2, text: &str) {
    click(life, pos, PointerButton::Primary);
    life.frame(Vec::new());
    press(life, CTRL, Key::A);
    let text = life.expanded(text);
    match text.is_empty() {
        true => press(life, Modifiers::NONE, Key::Backspace),
        false => life.frame(vec![Event::Text(text)]),
    }
    press(life, Modifiers::NONE, Key::Enter);
}
