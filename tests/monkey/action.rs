//! What the monkey does, one action a line of text that can be read again.

use std::fmt;

use egui::{Key, Modifiers};

/// Something on screen, as a screen reader calls it.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    pub role: String,
    pub name: String,
    /// Which of those of this role and name, from 1, in the order of the tree.
    pub number: usize,
}

/// What is done to something on screen.
#[derive(Debug, Clone, PartialEq)]
pub enum Deed {
    Click,
    DoubleClick,
    SecondaryClick,
    Hover,
    /// By these many points.
    Drag([f32; 2]),
    Scroll([f32; 2]),
    /// With the key held that zooms.
    Zoom([f32; 2]),
    /// The accessibility action of a click.
    Press,
    Focus,
    Set(f64),
    Raise,
    Lower,
    /// Its text is replaced by this one, and Enter is pressed.
    Fill(String),
}

/// One action.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// At a place in the target, as shares of its width and height.
    On(Target, Deed, [f32; 2]),
    Type(String),
    Key(Modifiers, Key),
    Resize([f32; 2]),
    /// A file of this name in the monkey's folder is dropped.
    Drop(String),
    /// So many frames pass.
    Frames(u32),
    /// So many seconds pass at once.
    Pass(f64),
    /// The button of the system that closes the window.
    Close,
    /// So many changes are taken back and made again.
    CheckUndo(u32),
    /// The scenario is saved to a path, and opened again.
    CheckSave,
    /// The program is killed, and started again.
    CheckRestart,
}

pub const MIDDLE: [f32; 2] = [0.5, 0.5];

impl Deed {
    fn verb(&self) -> &'static str {
        match self {
            Self::Click => "click",
            Self::DoubleClick => "double-click",
            Self::SecondaryClick => "secondary-click",
            Self::Hover => "hover",
            Self::Drag(_) => "drag",
            Self::Scroll(_) => "scroll",
            Self::Zoom(_) => "zoom",
            Self::Press => "press",
            Self::Focus => "focus",
            Self::Set(_) => "set",
            Self::Raise => "raise",
            Self::Lower => "lower",
            Self::Fill(_) => "fill",
        }
    }

    fn of(verb: &str, by: [f32; 2], to: &str) -> Option<Self> {
        Some(match verb {
            "click" => Self::Click,
            "double-click" => Self::DoubleClick,
            "secondary-click" => Self::SecondaryClick,
            "hover" => Self::Hover,
            "drag" => Self::Drag(by),
            "scroll" => Self::Scroll(by),
            "zoom" => Self::Zoom(by),
            "press" => Self::Press,
            "focus" => Self::Focus,
            "set" => Self::Set(to.parse().ok()?),
            "raise" => Self::Raise,
            "lower" => Self::Lower,
            "fill" => Self::Fill(to.to_owned()),
            _ => return None,
        })
    }
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("text")
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.role, quoted(&self.name))?;
        match self.number {
            1 => Ok(()),
            number => write!(f, " #{number}"),
        }
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::On(target, deed, at) => {
                write!(f, "{} {target}", deed.verb())?;
                if *at != MIDDLE {
                    write!(f, " at {} {}", at[0], at[1])?;
                }
                match deed {
                    Deed::Drag([x, y]) | Deed::Scroll([x, y]) | Deed::Zoom([x, y]) => {
                        write!(f, " by {x} {y}")
                    }
                    Deed::Set(value) => write!(f, " to {value:?}"),
                    Deed::Fill(text) => write!(f, " to {}", quoted(text)),
                    _ => Ok(()),
                }
            }
            Self::Type(text) => write!(f, "type {}", quoted(text)),
            Self::Key(modifiers, key) => {
                f.write_str("key ")?;
                for (held, name) in [
                    (modifiers.command, "Ctrl+"),
                    (modifiers.shift, "Shift+"),
                    (modifiers.alt, "Alt+"),
                ] {
                    f.write_str(if held { name } else { "" })?;
                }
                f.write_str(key.name())
            }
            Self::Resize([width, height]) => write!(f, "resize {width} {height}"),
            Self::Drop(name) => write!(f, "drop {}", quoted(name)),
            Self::Frames(count) => write!(f, "frames {count}"),
            Self::Pass(seconds) => write!(f, "pass {seconds}"),
            Self::Close => f.write_str("close"),
            Self::CheckUndo(times) => write!(f, "check-undo {times}"),
            Self::CheckSave => f.write_str("check-save"),
            Self::CheckRestart => f.write_str("check-restart"),
        }
    }
}

/// The words of a line; one in quotes may hold anything.
fn words(line: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut rest = line.trim_start();
    while !rest.is_empty() {
        let end = match rest.starts_with('"') {
            true => {
                let mut escaped = false;
                let inside = |c: char| {
                    let ends = c == '"' && !escaped;
                    escaped = c == '\\' && !escaped;
                    ends
                };
                rest[1..].find(inside)? + 2
            }
            false => rest.find(' ').unwrap_or(rest.len()),
        };
        let word = &rest[..end];
        words.push(match word.starts_with('"') {
            true => serde_json::from_str(word).ok()?,
            false => word.to_owned(),
        });
        rest = rest[end..].trim_start();
    }
    Some(words)
}

fn key(text: &str) -> Option<Action> {
    let (mut modifiers, mut name) = (Modifiers::NONE, text);
    for (prefix, held) in [
        ("Ctrl+", Modifiers::CTRL | Modifiers::COMMAND),
        ("Shift+", Modifiers::SHIFT),
        ("Alt+", Modifiers::ALT),
    ] {
        if let Some(rest) = name.strip_prefix(prefix) {
            (modifiers, name) = (modifiers | held, rest);
        }
    }
    Some(Action::Key(modifiers, Key::from_name(name)?))
}

/// What is done to something on screen.
fn on(words: &[String]) -> Option<Action> {
    let [verb, role, name, rest @ ..] = words else {
        return None;
    };
    let (mut number, mut at, mut by, mut to) = (1, MIDDLE, [0.0; 2], String::new());
    let mut rest = rest.iter();
    let pair = |rest: &mut std::slice::Iter<String>| -> Option<[f32; 2]> {
        Some([rest.next()?.parse().ok()?, rest.next()?.parse().ok()?])
    };
    while let Some(word) = rest.next() {
        match word.as_str() {
            "at" => at = pair(&mut rest)?,
            "by" => by = pair(&mut rest)?,
            "to" => to.clone_from(rest.next()?),
            word => number = word.strip_prefix('#')?.parse().ok()?,
        }
    }
    let (role, name) = (role.clone(), name.clone());
    let target = Target { role, name, number };
    Some(Action::On(target, Deed::of(verb, by, &to)?, at))
}

impl Action {
    /// What a line says.
    pub fn read(line: &str) -> Option<Self> {
        let words = words(line)?;
        let number = |at: usize| words.get(at)?.parse::<f64>().ok();
        Some(match (words.first()?.as_str(), words.get(1)) {
            ("type", Some(text)) => Self::Type(text.clone()),
            ("key", Some(text)) => key(text)?,
            ("resize", _) => Self::Resize([number(1)? as f32, number(2)? as f32]),
            ("drop", Some(name)) => Self::Drop(name.clone()),
            ("frames", _) => Self::Frames(number(1)? as u32),
            ("pass", _) => Self::Pass(number(1)?),
            ("close", _) => Self::Close,
            ("check-undo", _) => Self::CheckUndo(number(1)? as u32),
            ("check-save", _) => Self::CheckSave,
            ("check-restart", _) => Self::CheckRestart,
            _ => return on(&words),
        })
    }
}

#[test]
fn an_action_is_written_so_that_it_can_be_read_again() {
    let target = |name: &str, number| Target {
        role: "button".to_owned(),
        name: name.to_owned(),
        number,
    };
    let ctrl_shift = Modifiers::CTRL | Modifiers::COMMAND | Modifiers::SHIFT;
    for action in [
        Action::On(target("Pause", 1), Deed::Click, MIDDLE),
        Action::On(target("\"#2\\\" at", 3), Deed::Hover, [0.25, 1.0]),
        Action::On(target("", 1), Deed::Drag([-3.5, 1e3]), [0.0, 0.125]),
        Action::On(target("n", 1), Deed::Set(f64::INFINITY), MIDDLE),
        Action::On(target("n", 2), Deed::Fill("1e308 \n\0ä".to_owned()), MIDDLE),
        Action::Type(" ".to_owned()),
        Action::Key(ctrl_shift, Key::Z),
        Action::Key(Modifiers::NONE, Key::Plus),
        Action::Resize([640.0, 480.0]),
        Action::CheckUndo(3),
        Action::Close,
    ] {
        assert_eq!(Action::read(&action.to_string()), Some(action));
    }
    let line = "click button \"Pause\"";
    assert_eq!(Action::read(line).expect("read").to_string(), line);
    assert_eq!(Action::read("dance \"Pause\""), None);
}
