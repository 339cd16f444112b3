//! Lists of actions as text: how a life begins, then a line for each action.

use crate::action::Action;
use crate::life::Birth;

/// A life that can be lived again.
#[derive(Debug, Clone, PartialEq)]
pub struct List {
    pub birth: Birth,
    pub actions: Vec<Action>,
}

impl List {
    /// What a text says. Empty lines, and those that begin with #, say nothing.
    pub fn read(text: &str) -> Result<Self, String> {
        let lines = text.lines().map(str::trim);
        let mut lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
        let first = lines.next().unwrap_or_default();
        let mut words = first.split(' ');
        let (begin, preset, how) = (words.next(), words.next(), words.next());
        let (Some("begin"), Some(preset), Some(how)) = (begin, preset, how) else {
            return Err(format!("no list begins so: {first}"));
        };
        let read = |line| Action::read(line).ok_or_else(|| format!("no action: {line}"));
        Ok(Self {
            birth: Birth {
                preset: preset.to_owned(),
                playing: how == "playing",
            },
            actions: lines.map(read).collect::<Result<_, _>>()?,
        })
    }
}

impl std::fmt::Display for List {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let how = ["standing", "playing"][usize::from(self.birth.playing)];
        writeln!(f, "begin {} {how}", self.birth.preset)?;
        let mut actions = self.actions.iter();
        actions.try_for_each(|action| writeln!(f, "{action}"))
    }
}

#[test]
fn a_list_is_written_so_that_it_can_be_read_again() {
    let text = "begin xor.toml playing\nclick button \"Pause\"\nkey Ctrl+Z\n";
    let list = List::read(&format!("# found on a rainy day\n\n{text}")).expect("a list");
    assert_eq!(list.actions.len(), 2);
    assert_eq!(list.to_string(), text);
    assert!(List::read("click button \"Pause\"").is_err());
    assert!(List::read("begin xor.toml standing\ndance").is_err());
}
