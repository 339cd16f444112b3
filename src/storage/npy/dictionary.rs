//! The header of an array: one flat dictionary, as Python writes it.

use super::read::{Kind, NpyHeader};
use crate::storage::quoted;

/// The most dimensions that NumPy knows.
const MOST_DIMENSIONS: usize = 64;

/// What is left of the text of a header.
pub(super) struct Dictionary<'a>(pub &'a str);

impl<'a> Dictionary<'a> {
    pub(super) fn read(mut self) -> Result<NpyHeader, String> {
        let (mut kind, mut order, mut shape) = (None, None, None);
        self.demand('{')?;
        while !self.eats('}') {
            let key = self.quoted()?;
            self.demand(':')?;
            let is_first = match key {
                "descr" => kind.replace(self.kind()?).is_none(),
                "fortran_order" => order.replace(self.truth()?).is_none(),
                "shape" => shape.replace(self.sizes()?).is_none(),
                other => return Err(format!("its header has an entry {}", quoted(other))),
            };
            if !is_first {
                return Err(format!("its header has two entries {}", quoted(key)));
            }
            if !self.eats(',') {
                self.demand('}')?;
                break;
            }
        }
        match self.0.trim().is_empty() {
            true => {}
            false => return Err(self.unexpected("the end")),
        }
        let missing = |name: &str| format!("its header has no entry {}", quoted(name));
        Ok(NpyHeader {
            kind: kind.ok_or_else(|| missing("descr"))?,
            fortran_order: order.ok_or_else(|| missing("fortran_order"))?,
            shape: shape.ok_or_else(|| missing("shape"))?,
        })
    }

    fn kind(&mut self) -> Result<Kind, String> {
        if !self.0.trim_start().starts_with(['\'', '"']) {
            return Err(
                "its type is made of parts; expected floating-point or whole numbers".to_owned(),
            );
        }
        let described = self.quoted()?;
        Kind::of(described).ok_or_else(|| {
            let found = quoted(described);
            format!("its type is {found}; expected floating-point or whole numbers")
        })
    }

    fn truth(&mut self) -> Result<bool, String> {
        self.0 = self.0.trim_start();
        for (word, truth) in [("True", true), ("False", false)] {
            if let Some(rest) = self.0.strip_prefix(word) {
                self.0 = rest;
                return Ok(truth);
            }
        }
        Err(self.unexpected("True or False"))
    }

    fn sizes(&mut self) -> Result<Vec<u64>, String> {
        let mut sizes = Vec::new();
        self.demand('(')?;
        while !self.eats(')') {
            if sizes.len() == MOST_DIMENSIONS {
                return Err(format!("it has more than {MOST_DIMENSIONS} dimensions"));
            }
            self.0 = self.0.trim_start();
            let end = self
                .0
                .find(|c: char| !c.is_ascii_digit())
                .unwrap_or(self.0.len());
            let (digits, rest) = self.0.split_at(end);
            sizes.push(digits.parse().map_err(|_| self.unexpected("a size"))?);
            // Python 2 wrote long numbers so.
            self.0 = rest.strip_prefix('L').unwrap_or(rest);
            if !self.eats(',') {
                self.demand(')')?;
                break;
            }
        }
        Ok(sizes)
    }

    /// A text in quotes, without what they could hide: no name here needs it.
    fn quoted(&mut self) -> Result<&'a str, String> {
        self.0 = self.0.trim_start();
        let mark = self.0.chars().next().filter(|c| ['\'', '"'].contains(c));
        let inside = mark.and_then(|mark| self.0[1..].split_once(mark));
        let (text, rest) = inside.ok_or_else(|| self.unexpected("a text in quotes"))?;
        self.0 = rest;
        Ok(text)
    }

    fn eats(&mut self, mark: char) -> bool {
        let rest = self.0.trim_start().strip_prefix(mark);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    fn demand(&mut self, mark: char) -> Result<(), String> {
        match self.eats(mark) {
            true => Ok(()),
            false => Err(self.unexpected(&mark.to_string())),
        }
    }

    fn unexpected(&self, expected: &str) -> String {
        let found = match self.0.trim() {
            "" => "the end".to_owned(),
            rest => quoted(rest),
        };
        format!("its header goes on with {found}; expected {expected}")
    }
}
