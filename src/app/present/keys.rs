//! The keys while presenting. They come before those of the commands, some of which they replace.

use egui::{Context, Key, Modifiers, Popup};

use super::act::Act;

/// The keys of the first nine views.
const NUMBERS: [Key; 9] = [
    Key::Num1,
    Key::Num2,
    Key::Num3,
    Key::Num4,
    Key::Num5,
    Key::Num6,
    Key::Num7,
    Key::Num8,
    Key::Num9,
];

/// All others; a presenter's remote sends Page Up, Page Down and the full stop.
const OTHERS: [(Key, Act); 5] = [
    (Key::PageDown, Act::Turn { forward: true }),
    (Key::PageUp, Act::Turn { forward: false }),
    (Key::F, Act::Freeze),
    (Key::B, Act::Black),
    (Key::Period, Act::Black),
];

/// Takes what was pressed, unless a number is being typed. Escape first closes a menu, and brings back a
/// picture that is `black`.
pub fn acts_from_keys(ctx: &Context, black: bool) -> Vec<Act> {
    if ctx.egui_wants_keyboard_input() {
        return Vec::new();
    }
    let pressed = |key: Key| ctx.input_mut(|i| i.consume_key(Modifiers::NONE, key));
    let others = OTHERS.into_iter().filter(|(key, _)| pressed(*key));
    let mut acts: Vec<Act> = others.map(|(_, act)| act).collect();
    let numbers = NUMBERS.into_iter().enumerate();
    let numbers = numbers.filter(|(_, key)| pressed(*key));
    acts.extend(numbers.map(|(number, _)| Act::ShowNumber(number)));
    if !Popup::is_any_open(ctx) && pressed(Key::Escape) {
        acts.push(if black { Act::Black } else { Act::End });
    }
    acts
}
