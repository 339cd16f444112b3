//! What the monkey chooses to do: what is there, by its name, or a key.

use egui::{Key, Modifiers, Rect};
use rand::rngs::Xoshiro256PlusPlus as Dice;
use rand::seq::IndexedRandom as _;
use rand::{RngExt as _, SeedableRng as _};

use crate::action::{Action, Deed, MIDDLE};
use crate::files;
use crate::life::Life;
use crate::sight::{Thing, raised, things};

const CTRL: Modifiers = Modifiers {
    ctrl: true,
    command: true,
    ..Modifiers::NONE
};
const CTRL_SHIFT: Modifiers = Modifiers {
    shift: true,
    ..CTRL
};

/// What is typed where a number is expected.
const NUMBERS: [&str; 28] = [
    "0",
    "1",
    "-1",
    "0.5",
    "0,3",
    "2",
    "3",
    "7",
    "0.001",
    "0.9",
    "0.999999",
    "10",
    "100",
    "1e308",
    "-1e308",
    "1e-308",
    "1e9",
    "NaN",
    "inf",
    "-inf",
    "",
    " ",
    "abc",
    "0x10",
    "−3",
    "1e400",
    "99999999999999999999",
    "4503599627370497",
];

/// What is typed where a path is expected; the sign stands for the monkey's folder.
const PATHS: [&str; 14] = [
    "{work}/out.toml",
    "{work}/out.svg",
    "{work}/out.png",
    "{work}/out.gif",
    "{work}/out",
    "{work}/out.csv",
    "{work}/out.graphml",
    "{work}/out.gexf",
    "{work}/out.npz",
    "{work}/out.npy",
    "{work}",
    "{work}/no folder/out.toml",
    "",
    "xor",
];

/// A monkey: the same seed chooses the same, as long as it sees the same.
pub struct Monkey(Dice);

impl Monkey {
    pub fn of(seed: u64) -> Self {
        Self(Dice::seed_from_u64(seed))
    }

    /// What to do next.
    pub fn choose(&mut self, life: &Life) -> Action {
        let all = things(&life.window);
        let raised = raised(&life.window);
        let asked = life.window.state().shell.question.is_some();
        if let Some(field) = all.iter().find(|thing| leads_away(thing, life)) {
            // Nothing may be written outside the monkey's folder.
            let path = self.path(&field.target.name);
            return Action::On(field.target.clone(), Deed::Fill(path), MIDDLE);
        }
        match self.0.random_range(0..1000) {
            0..150 => self.key(asked),
            150..165 => Action::Resize(self.size()),
            165..180 => Action::Drop(self.one(&files::NAMES).to_owned()),
            180..200 => Action::Frames(self.0.random_range(1..20)),
            200..220 => Action::Pass(self.one(&[0.1, 1.0, 3.0])),
            220..224 => Action::Close,
            224..250 => Action::CheckUndo(self.0.random_range(1..5)),
            250..258 => Action::CheckSave,
            258..263 => Action::CheckRestart,
            263..273 => Action::Type(self.text()),
            _ => self.on_something(&all, &raised, asked),
        }
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        *of.choose(&mut self.0).expect("some")
    }

    fn size(&mut self) -> [f32; 2] {
        let (width, height) = (
            self.0.random_range(640..=1600),
            self.0.random_range(480..=1000),
        );
        self.one(&[
            [width as f32, height as f32],
            [1280.0, 800.0],
            [640.0, 480.0],
            [1600.0, 1000.0],
        ])
    }

    fn on_something(&mut self, all: &[Thing], raised: &[Rect], asked: bool) -> Action {
        let weighed = all.choose_weighted(&mut self.0, |thing| weight(thing, raised, asked));
        let Ok(thing) = weighed else {
            return Action::Key(Modifiers::NONE, Key::Escape);
        };
        let deed = self.deed(thing);
        let wide = thing
            .rect
            .is_some_and(|rect| rect.width() > 100.0 && rect.height() > 60.0);
        let points = matches!(deed, Deed::Click | Deed::Drag(_) | Deed::Hover);
        let slides = thing.target.role == "slider" && points;
        let at = match wide || slides || self.0.random_bool(0.03) {
            true => [self.share(), self.share()],
            false => MIDDLE,
        };
        Action::On(thing.target.clone(), deed, at)
    }

    /// A share in hundredths, the ends among them more often.
    fn share(&mut self) -> f32 {
        match self.0.random_range(0..20) {
            0 => 0.0,
            1 => 1.0,
            _ => self.0.random_range(0..=100) as f32 / 100.0,
        }
    }

    fn by(&mut self) -> [f32; 2] {
        let far = self.one(&[3, 30, 300]);
        [(); 2].map(|()| self.0.random_range(-far..=far) as f32)
    }

    fn deed(&mut self, thing: &Thing) -> Deed {
        let chance = self.0.random_range(0..100);
        match (thing.target.role.as_str(), chance) {
            ("label" | "paragraph", _) | (_, 0..6) => Deed::Hover,
            (_, 6..8) => Deed::SecondaryClick,
            (_, 8..11) => Deed::DoubleClick,
            (_, 11..14) => Deed::Drag(self.by()),
            (_, 14..16) => Deed::Scroll(self.by()),
            (_, 16..19) => Deed::Focus,
            ("image", 19..24) => Deed::Zoom(self.by()),
            ("image", 24..34) => Deed::Scroll(self.by()),
            ("image", 34..48) => Deed::Drag(self.by()),
            ("image", 48..64) => Deed::Hover,
            ("slider", 19..44) => Deed::Drag(self.by()),
            ("slider" | "spinbutton", 44..54) => Deed::Set(self.number(thing)),
            ("slider" | "spinbutton", 54..60) => Deed::Raise,
            ("slider" | "spinbutton", 60..66) => Deed::Lower,
            ("spinbutton", 19..28) => Deed::Drag(self.by()),
            ("spinbutton", 28..44 | 66..) => Deed::Fill(self.typed(thing)),
            ("textinput", 19..90) => Deed::Fill(self.typed(thing)),
            (_, 19..26) => Deed::Press,
            _ => Deed::Click,
        }
    }

    fn number(&mut self, thing: &Thing) -> f64 {
        let text = self.typed(thing);
        text.parse().unwrap_or(0.25)
    }

    fn typed(&mut self, thing: &Thing) -> String {
        if is_path(thing) {
            return self.path(&thing.target.name);
        }
        // Networks that fill the memory are no news.
        let large = makes_large(thing);
        loop {
            let text = match self.0.random_range(0..12) {
                0 => self.text(),
                1..4 => self.0.random_range(0..1000).to_string(),
                _ => self.one(&NUMBERS).to_owned(),
            };
            let value: f64 = text.parse().unwrap_or(0.0);
            if !large || value < 500.0 {
                return text;
            }
        }
    }

    /// A path for a field of this name. Files that scenarios name are read and never written over: what
    /// names them would not open any more, and rightly so.
    fn path(&mut self, field: &str) -> String {
        let reads = ["table", "connectome"]
            .into_iter()
            .any(|what| field.contains(what));
        let known = self.one(&files::NAMES);
        match self.0.random_range(0..5) {
            0..2 if reads || known.ends_with(".toml") && field.contains("scenario") => {
                format!("{{work}}/{known}")
            }
            2 => format!("{{work}}/{}.toml", self.0.random_range(0..30)),
            _ => self.one(&PATHS).to_owned(),
        }
    }

    fn text(&mut self) -> String {
        match self.0.random_range(0..8) {
            0 => "9".repeat(400),
            1 => "ä".repeat(5000),
            // Nothing that the fonts cannot draw: it would be told as a fault of the window's own words.
            2 => "Ünïcode ☀ Σ".to_owned(),
            3 => "a\tb".to_owned(),
            4 => "two\nlines".to_owned(),
            5 => "\"'[]{}=#\\".to_owned(),
            6 => " ".to_owned(),
            _ => self.one(&NUMBERS).to_owned(),
        }
    }

    /// Ten parts of moves of the focus, sixty of keys that something knows, thirty of any.
    fn key(&mut self, asked: bool) -> Action {
        let chance = self.0.random_range(0..100);
        if asked && chance < 30 {
            return Action::Key(Modifiers::NONE, self.one(&[Key::Escape, Key::Enter]));
        }
        let (modifiers, key) = match chance {
            0..10 => (
                self.one(&[Modifiers::NONE, Modifiers::NONE, Modifiers::SHIFT]),
                Key::Tab,
            ),
            10..30 => (Modifiers::NONE, self.one(&PLAIN)),
            30..70 => self.one(&SHORTCUTS),
            _ => (
                self.one(&[
                    Modifiers::NONE,
                    CTRL,
                    Modifiers::SHIFT,
                    CTRL_SHIFT,
                    Modifiers::ALT,
                ]),
                self.one(Key::ALL),
            ),
        };
        Action::Key(modifiers, key)
    }
}

const PLAIN: [Key; 15] = [
    Key::Space,
    Key::Period,
    Key::Num1,
    Key::Num2,
    Key::Num3,
    Key::Enter,
    Key::Escape,
    Key::ArrowLeft,
    Key::ArrowRight,
    Key::ArrowUp,
    Key::ArrowDown,
    Key::Home,
    Key::End,
    Key::PageDown,
    Key::Backspace,
];

/// The commands of the program, but to quit: that is rarer.
const SHORTCUTS: [(Modifiers, Key); 24] = [
    (CTRL, Key::N),
    (CTRL, Key::O),
    (CTRL_SHIFT, Key::O),
    (CTRL, Key::S),
    (CTRL_SHIFT, Key::S),
    (CTRL, Key::Z),
    (CTRL, Key::Z),
    (CTRL_SHIFT, Key::Z),
    (CTRL_SHIFT, Key::Z),
    (CTRL, Key::Y),
    (CTRL, Key::Num1),
    (CTRL, Key::Num2),
    (CTRL, Key::Num3),
    (CTRL, Key::Num4),
    (CTRL, Key::Num4),
    (CTRL, Key::I),
    (CTRL, Key::Plus),
    (CTRL, Key::Minus),
    (CTRL, Key::Num0),
    (CTRL, Key::R),
    (CTRL_SHIFT, Key::R),
    (CTRL, Key::E),
    (CTRL, Key::E),
    (Modifiers::NONE, Key::Space),
];

fn is_path(thing: &Thing) -> bool {
    thing.target.name.starts_with("Path of")
}

/// Whether something would be read or written outside the monkey's folder.
fn leads_away(thing: &Thing, life: &Life) -> bool {
    let value = thing.value.as_deref().unwrap_or_default().trim();
    let work = life.work.display().to_string();
    is_path(thing) && (value.contains("..") || value.starts_with('/') && !value.starts_with(&work))
}

fn makes_large(thing: &Thing) -> bool {
    let name = thing.target.name.to_lowercase();
    [
        "neurons", "samples", "layer", "width", "height", "pixels", "from", "to", "frames",
    ]
    .into_iter()
    .any(|word| name.split_whitespace().any(|said| said == word))
}

fn weight(thing: &Thing, raised: &[Rect], asked: bool) -> f32 {
    let base = match thing.target.role.as_str() {
        _ if thing.disabled => return 0.0,
        "label" | "paragraph" => 0.1,
        "textinput" => 8.0,
        "image" | "combobox" | "spinbutton" => 5.0,
        "link" => 1.0,
        "button" if thing.target.name.starts_with("Cancel the") => 20.0,
        "button" | "checkbox" | "radiobutton" | "slider" | "disclosuretriangle" => 4.0,
        _ => 0.3,
    };
    let Some(rect) = thing.rect else {
        return base * 0.1;
    };
    let is_raised = raised
        .iter()
        .any(|above| above.expand(2.0).contains_rect(rect));
    match (is_raised, asked, raised.is_empty()) {
        (true, ..) => base * 15.0,
        (false, true, _) => base * 0.05,
        _ => base,
    }
}
