//! A block of TOML in a lesson, and how its keys are read.

use toml_edit::{Document, Item, Value};

use super::error::Fault;
use super::sections::Part;
use crate::scenario::nearest_word;
use crate::storage::quoted;

/// A block of TOML at some line of a text.
pub(super) struct Block<'a> {
    part: Part<'a>,
    table: Document<&'a str>,
}

impl<'a> Block<'a> {
    /// Reads a block that has no other keys than these.
    pub fn read(part: Part<'a>, keys: &[&str]) -> Result<Self, Fault> {
        let table = Document::parse(part.text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            let why = error.message().replace('\n', ", ");
            Fault::at(
                line_of(part, at),
                format!("the block is not valid TOML: {why}"),
            )
        })?;
        let block = Self { part, table };
        let mut own = block.table.iter().map(|(key, _)| key);
        let unknown = own.find(|key| !keys.contains(key)).map(str::to_owned);
        drop(own);
        match unknown {
            None => Ok(block),
            Some(unknown) => {
                let why = match nearest_word(keys.iter().copied(), &unknown) {
                    Some(meant) => format!("is no key here; did you mean {meant}?"),
                    None => format!("is no key here; there may be {}", keys.join(", ")),
                };
                Err(block.fault(&unknown, why))
            }
        }
    }

    /// Something wrong with a key; the words go on from its name.
    pub fn fault(&self, key: &str, why: impl AsRef<str>) -> Fault {
        let found = self.table.get_key_value(key);
        let span = found.and_then(|(key, item)| key.span().or(item.span()));
        let at = span.map_or(0, |span| span.start);
        let why = format!("{} {}", printable_key(key), why.as_ref());
        Fault::at(line_of(self.part, at), why)
    }

    /// Whether a key is there.
    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    fn as_of<T>(
        &self,
        key: &str,
        expected: &str,
        of: impl Fn(&Value) -> Option<T>,
    ) -> Result<Option<T>, Fault> {
        let Some(item) = self.table.get(key) else {
            return Ok(None);
        };
        let value = item.as_value().and_then(of);
        value
            .map(Some)
            .ok_or_else(|| self.unexpected(key, item, expected))
    }

    fn unexpected(&self, key: &str, item: &Item, expected: &str) -> Fault {
        let found = item.span().and_then(|span| self.part.text.get(span));
        let found = found.map_or_else(String::new, |found| format!("is {}; ", quoted(found)));
        self.fault(key, format!("{found}expected {expected}"))
    }

    pub fn words(&self, key: &str, expected: &str) -> Result<Option<String>, Fault> {
        self.as_of(key, expected, |value| {
            let words = value.as_str()?.trim();
            (!words.is_empty()).then(|| words.to_owned())
        })
    }

    /// Words that must be there.
    pub fn needed(&self, key: &str, expected: &str) -> Result<String, Fault> {
        let words = self.words(key, expected)?;
        words.ok_or_else(|| self.fault(key, format!("is missing; expected {expected}")))
    }

    pub fn truth(&self, key: &str) -> Result<bool, Fault> {
        let truth = self.as_of(key, "true or false", Value::as_bool)?;
        Ok(truth.unwrap_or(false))
    }

    pub fn whole(&self, key: &str, least: u64, most: u64) -> Result<Option<u64>, Fault> {
        let expected = format!("a whole number from {least} to {most}");
        self.as_of(key, &expected, |value| {
            let whole = u64::try_from(value.as_integer()?).ok()?;
            (least..=most).contains(&whole).then_some(whole)
        })
    }

    pub fn number(&self, key: &str, expected: &str) -> Result<Option<f64>, Fault> {
        self.as_of(key, expected, number)
    }

    /// A list of words; one word is a list of one.
    pub fn list(&self, key: &str, expected: &str) -> Result<Option<Vec<String>>, Fault> {
        self.as_of(key, expected, |value| {
            let word = |value: &Value| Some(value.as_str()?.to_owned());
            match value.as_array() {
                Some(all) => all.iter().map(word).collect(),
                None => Some(vec![word(value)?]),
            }
        })
    }

    /// A pair of numbers, the first below the second.
    pub fn range(&self, key: &str, expected: &str) -> Result<Option<[f64; 2]>, Fault> {
        self.as_of(key, expected, |value| {
            pair(value).filter(|[low, high]| low < high)
        })
    }

    /// A list of pairs of numbers.
    pub fn pairs(&self, key: &str, expected: &str) -> Result<Option<Vec<[f64; 2]>>, Fault> {
        self.as_of(key, expected, |value| {
            value.as_array()?.iter().map(pair).collect()
        })
    }

    /// A table of keys of a scenario with their values, as settings of the form KEY=VALUE.
    pub fn settings(&self, key: &str) -> Result<Vec<String>, Fault> {
        let expected = "a table such as { \"plasticity.learning_rate\" = 1.0 }";
        let found = self.as_of(key, expected, |value| {
            let pairs = value.as_inline_table()?.iter();
            Some(
                pairs
                    .map(|(key, value)| format!("{key}={}", bare(value)))
                    .collect(),
            )
        })?;
        Ok(found.unwrap_or_default())
    }

    /// Tables, or words in place of those that have nothing but `word`; each as the values of these fields.
    pub fn tables(
        &self,
        key: &str,
        fields: [&str; 2],
        expected: &str,
    ) -> Result<Vec<[Option<String>; 2]>, Fault> {
        let found = self.as_of(key, expected, |value| {
            value
                .as_array()?
                .iter()
                .map(|value| row(value, fields))
                .collect()
        })?;
        Ok(found.unwrap_or_default())
    }
}

/// A table's values of these fields, of which the first must be there and no other may.
fn row(value: &Value, fields: [&str; 2]) -> Option<[Option<String>; 2]> {
    if let Some(word) = value.as_str() {
        return Some([Some(word.to_owned()), None]);
    }
    let table = value.as_inline_table()?;
    let only = table.iter().all(|(key, _)| fields.contains(&key));
    let field = |name: &str| match table.get(name) {
        None => Some(None),
        Some(value) => value.as_str().map(|word| Some(word.to_owned())),
    };
    let [first, second] = fields.map(field);
    let row = [first?, second?];
    (only && row[0].is_some()).then_some(row)
}

fn number(value: &Value) -> Option<f64> {
    let whole = value.as_integer().map(|whole| whole as f64);
    let number = value.as_float().or(whole)?;
    number.is_finite().then_some(number)
}

fn pair(value: &Value) -> Option<[f64; 2]> {
    let all: Option<Vec<f64>> = value.as_array()?.iter().map(number).collect();
    all?.try_into().ok()
}

/// A value as TOML, without what stands around it.
fn bare(value: &Value) -> String {
    let mut bare = value.clone();
    bare.decor_mut().clear();
    bare.to_string().trim().to_owned()
}

/// The line of the whole text on which a byte of a part stands.
fn line_of(part: Part<'_>, at: usize) -> usize {
    let before = part.text.get(..at).unwrap_or_default();
    part.line + before.matches('\n').count()
}

/// A key as it can be shown.
fn printable_key(key: &str) -> String {
    let plain = key
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c));
    match plain && key.len() <= 40 {
        true => key.to_owned(),
        false => quoted(key),
    }
}
