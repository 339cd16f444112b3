//! From TOML text to a flat list of known keys with their values and lines, whether the tables were
//! written as `[sections]`, inline or dotted. Side B is the scenario that the text would be with the keys
//! in `[compare]` changed.

use std::ops::Range;
use toml_edit::{Document, Item, Key, TableLike, Value};

use crate::scenario::error::{KeyLines, Problem, ScenarioError, list};
use crate::scenario::keys::{self, CHANGE, CLAIM, COMPARE, Choice, Limits, Text, Written, whole};

/// The text of a scenario and the name of where it came from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SourceText<'a> {
    pub text: &'a str,
    pub name: &'a str,
}

/// One `key = value` of the text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry<'a> {
    pub key: &'static str,
    pub item: &'a Item,
    /// Where it begins in the text.
    start: Option<usize>,
    source: SourceText<'a>,
}

impl<'a> SourceText<'a> {
    /// Reads the text as TOML.
    pub fn document(self) -> Result<Document<&'a str>, ScenarioError> {
        Document::parse(self.text).map_err(|error| {
            let words: Vec<&str> = error.message().split_whitespace().collect();
            self.error(error.span(), None, Problem::Syntax(words.join(" ")))
        })
    }

    /// An error about a place in this text.
    pub fn error(
        self,
        span: Option<Range<usize>>,
        key: Option<&str>,
        problem: Problem,
    ) -> ScenarioError {
        ScenarioError {
            line: self.line(span),
            key: key.map(str::to_owned),
            ..ScenarioError::of_file(self.name, problem)
        }
    }

    fn line(self, span: Option<Range<usize>>) -> Option<usize> {
        let before = self.text.as_bytes().get(..span?.start)?;
        // Only for what is told: every look counts from the beginning.
        Some(1 + before.iter().filter(|byte| **byte == b'\n').count())
    }

    /// What stands in the text for `item`, on one line and not too long.
    fn shown(self, item: &Item) -> String {
        let written = item.span().and_then(|span| self.text.get(span));
        let words: Vec<&str> = written.unwrap_or_default().split_whitespace().collect();
        let mut shown: String = words.join(" ");
        if let Some((end, _)) = shown.char_indices().nth(60) {
            shown.truncate(end);
            shown.push('…');
        }
        shown
    }
}

impl Entry<'_> {
    /// The line on which it stands, counted from 1.
    pub fn line(&self) -> Option<usize> {
        self.source.line(self.start.map(|start| start..start))
    }

    /// An error about this key.
    pub fn error(&self, problem: Problem) -> ScenarioError {
        ScenarioError {
            line: self.line(),
            ..self.source.error(None, Some(self.key), problem)
        }
    }

    /// The key lacks what it needs.
    pub fn needs(&self, needed: &str) -> ScenarioError {
        self.error(Problem::Needs(needed.to_owned()))
    }

    /// The value is of another kind than what is expected.
    pub fn wrong_type(&self, expected: impl Into<String>) -> ScenarioError {
        self.error(wrong_type(self.source, self.item, expected.into()))
    }

    /// The value is of the right kind but not allowed.
    pub fn out_of_range(&self, expected: impl Into<String>) -> ScenarioError {
        let found = self.source.shown(self.item);
        let expected = expected.into();
        self.error(Problem::Unexpected { found, expected })
    }

    /// Which option of a choice the text names.
    pub fn chosen(&self, choice: &Choice) -> Result<usize, ScenarioError> {
        let is_named = |written: Written| match written {
            Written::Word(word) => self.item.as_str() == Some(word),
            Written::Truth(truth) => self.item.as_bool() == Some(truth),
            // A table has been read as the keys in it.
            Written::Table(_) => false,
        };
        let found = choice.options.iter().position(|o| is_named(o.written));
        found.ok_or_else(|| match self.item.is_str() && !choice.is_truth() {
            true => self.out_of_range(choice.expected()),
            false => self.wrong_type(choice.expected()),
        })
    }

    /// A title or a path.
    pub fn string(&self, text: &Text) -> Result<String, ScenarioError> {
        match self.item.as_str() {
            None => Err(self.wrong_type(text.expected)),
            Some("") if !text.may_be_empty() => Err(self.out_of_range(text.expected)),
            Some(said) => Ok(said.to_owned()),
        }
    }

    /// Keys of numbers and choices, at most so many, each once.
    pub fn variables(&self, most: usize) -> Result<Vec<&'static str>, ScenarioError> {
        let expected = format!("a list of at most {most} keys of numbers or choices, each once");
        let Some(list) = self.item.as_array() else {
            return Err(self.wrong_type(expected));
        };
        let mut keys = Vec::new();
        for value in list {
            let Some(found) = value.as_str() else {
                return Err(self.out_of_range(expected));
            };
            let key = keys::variable(found).ok_or_else(|| {
                let nearest = keys::nearest_variable(found);
                let found = found.to_owned();
                self.error(Problem::NoVariable { found, nearest })
            })?;
            if keys.contains(&key) || keys.len() == most {
                return Err(self.out_of_range(expected));
            }
            keys.push(key);
        }
        Ok(keys)
    }

    /// A number within its limits.
    pub fn number(&self, limits: &Limits) -> Result<f64, ScenarioError> {
        match self.simple_number() {
            None => Err(self.wrong_type(limits.in_words())),
            Some(value) if limits.contains(value) => Ok(value),
            Some(value) if value > limits.max => Err(self.out_of_range(limits.in_full())),
            Some(_) => Err(self.out_of_range(limits.in_words())),
        }
    }

    /// A number, whatever its limits.
    pub fn simple_number(&self) -> Option<f64> {
        let integer = || self.item.as_integer().map(|whole| whole as f64);
        self.item.as_float().or_else(integer)
    }
}

pub(super) fn wrong_type(source: SourceText<'_>, item: &Item, expected: String) -> Problem {
    let kind = match item {
        Item::Value(Value::String(_)) => "a string",
        Item::Value(Value::Integer(_)) => "a whole number",
        Item::Value(Value::Float(_)) => "a number",
        Item::Value(Value::Boolean(_)) => "a truth value",
        Item::Value(Value::Datetime(_)) => "a date or time",
        Item::Value(Value::Array(_)) => "a list",
        Item::Value(Value::InlineTable(_)) | Item::Table(_) | Item::None => "a table",
        Item::ArrayOfTables(_) => "a list of tables",
    };
    let found = match item {
        Item::Value(_) => source.shown(item),
        _ => "written in square brackets".to_owned(),
    };
    let found = format!("{found}, {kind}");
    Problem::Unexpected { found, expected }
}

/// All entries of `document` but those in `[compare]`, or the first key that is unknown or no table
/// though it should be.
pub(super) fn entries<'a>(
    source: SourceText<'a>,
    document: &'a Document<&'a str>,
) -> Result<Vec<Entry<'a>>, ScenarioError> {
    Place { source, within: "" }.collect(document.as_table(), "")
}

/// The entries in `[compare]`, if there is such a table, with keys as if they stood outside it.
pub(super) fn compared_entries<'a>(
    source: SourceText<'a>,
    document: &'a Document<&'a str>,
) -> Result<Option<Compared<'a>>, ScenarioError> {
    let Some((key, item)) = document.get_key_value(COMPARE) else {
        return Ok(None);
    };
    let span = key.span().or(item.span());
    let within = OF_B;
    let place = Place { source, within };
    let Some(table) = item.as_table_like() else {
        return Err(source.error(span, Some(COMPARE), place.no_table("", item)));
    };
    let entries = place.collect(table, "")?;
    let first = entries.iter().min_by_key(|entry| entry.start);
    let line = first.map_or_else(|| source.line(span.clone()), Entry::line);
    Ok(Some(Compared {
        table,
        entries,
        line,
        span,
    }))
}

/// What stands in `[compare]`.
pub(super) struct Compared<'a> {
    pub table: &'a dyn TableLike,
    pub entries: Vec<Entry<'a>>,
    /// Where the first of them stands.
    pub line: Option<usize>,
    /// Where the table begins.
    pub span: Option<Range<usize>>,
}

/// A text, and the table in it that is read as if it were the whole.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub source: SourceText<'a>,
    /// The name of that table with a dot behind it; empty for the whole.
    pub within: &'static str,
}

/// The tables that are read as if they were the whole: `[compare]`, and a change of either side.
pub(super) const OF_B: &str = "compare.";
pub(super) const CHANGE_OF_A: &str = "change.";
pub(super) const CHANGE_OF_B: &str = "compare.change.";

/// When side B parts from side A.
pub(super) const FROM: [&str; 2] = ["from", "from_ms"];
/// When a change is made.
pub(super) const AT: [&str; 2] = ["at", "at_ms"];
/// What a change may do instead of changing keys.
pub(super) const TICK: &str = "tick";

impl<'a> Place<'a> {
    /// What may stand in the table beside keys of a scenario.
    fn own_names(self) -> &'static [&'static str] {
        match self.within {
            "" => &[COMPARE, CLAIM, CHANGE],
            OF_B => &[FROM[0], FROM[1], CHANGE],
            _ => &[AT[0], AT[1], TICK],
        }
    }

    fn is_change(self) -> bool {
        [CHANGE_OF_A, CHANGE_OF_B].contains(&self.within)
    }

    /// The entries of a table, with keys that go on from `path`.
    pub fn collect(
        self,
        table: &'a dyn TableLike,
        path: &str,
    ) -> Result<Vec<Entry<'a>>, ScenarioError> {
        let Self { source, within } = self;
        let mut entries = Vec::new();
        for (name, item) in table.iter() {
            if path.is_empty() && self.own_names().contains(&name) {
                continue;
            }
            let key = table.key(name);
            let span = key.and_then(Key::span).or(item.span());
            // In quotes where TOML needs them.
            let written = key.map(Key::default_repr);
            let written = written.as_ref().and_then(|repr| repr.as_raw().as_str());
            // In a change a whole key may stand in quotes.
            let written = written.filter(|_| !self.is_change() || !name.contains('.'));
            let full = match (path, written.unwrap_or(name)) {
                ("", name) => name.to_owned(),
                (path, name) => format!("{path}.{name}"),
            };
            let is_table = keys::is_table(&full);
            let inner = item.as_table_like().filter(|_| is_table);
            let problem = match (inner, keys::known(&full)) {
                (Some(inner), known) if !inner.is_empty() || known.is_none() => {
                    entries.extend(self.collect(inner, &full)?);
                    continue;
                }
                _ if within == OF_B && keys::is_shared(&full) => Problem::Shared(full.clone()),
                (_, Some(key)) => {
                    entries.push(Entry {
                        key,
                        item,
                        start: span.map(|span| span.start),
                        source,
                    });
                    continue;
                }
                (_, None) if is_table => self.no_table(&full, item),
                (_, None) => self.unknown_key(path, name),
            };
            return Err(source.error(span, Some(&format!("{within}{full}")), problem));
        }
        Ok(entries)
    }

    /// The names that may stand in a table.
    fn names_in(self, path: &str) -> Vec<&'static str> {
        let mut names = keys::names_in(path);
        match (self.within, path) {
            ("", _) => {}
            (OF_B, "") => names.retain(|name| !keys::is_shared(name)),
            (OF_B, _) => {}
            (_, "") => names.retain(|name| keys::has_live_keys(name)),
            _ => names.retain(|name| keys::has_live_keys(&format!("{path}.{name}"))),
        }
        if path.is_empty() {
            names.extend(self.own_names());
        }
        names
    }

    fn no_table(self, path: &str, item: &Item) -> Problem {
        let allowed = list(&self.names_in(path), "and");
        wrong_type(
            self.source,
            item,
            format!("a table that may have {allowed}"),
        )
    }

    fn unknown_key(self, path: &str, name: &str) -> Problem {
        let allowed = self.names_in(path);
        Problem::UnknownKey {
            nearest: keys::nearest(&allowed, name),
            place: match format!("{}{path}", self.within).trim_end_matches('.') {
                "" => "the top level".to_owned(),
                _ if self.is_change() && path.is_empty() => {
                    format!("a [[{}]]", self.within.trim_end_matches('.'))
                }
                table => format!("[{table}]"),
            },
            allowed,
        }
    }
}

/// In `[compare]` this data set takes the task away.
const NO_TASK: &str = "none";

/// What takes the value of a key away in `[compare]`, where that can be: the task, or a file with
/// initial values.
pub(super) fn lack(key: &str) -> Option<&'static str> {
    match key {
        "task.dataset" => Some(NO_TASK),
        "network.weights" | "network.firing" | "network.credit" => Some(""),
        _ => None,
    }
}

impl<'a> Compared<'a> {
    /// The entries that make side B: those of side A, with those of `[compare]` in their place.
    pub fn merged(&self, own: &[Entry<'a>]) -> Vec<Entry<'a>> {
        let inherited = own.iter().filter(|entry| !self.replaces(entry.key));
        let takes_away = |entry: &Entry<'_>| {
            let lack = lack(entry.key);
            lack.is_some() && entry.item.as_str() == lack
        };
        let changed = self.entries.iter().filter(|entry| !takes_away(entry));
        inherited.chain(changed).copied().collect()
    }

    /// Whether something in `[compare]` takes the place of this key of side A.
    fn replaces(&self, key: &str) -> bool {
        let find = |key: &str| self.entries.iter().find(|entry| entry.key == key);
        let has = |key: &str| find(key).is_some();
        let word = |key: &str| find(key).and_then(|entry| entry.item.as_str());
        let dataset = word("task.dataset");
        // A value that is either simple or a table: the one takes the place of the other.
        let has_table = |key| {
            self.entries
                .iter()
                .any(|entry| whole(entry.key) == Some(key))
        };
        match key {
            _ if has(key) || has_table(key) || whole(key).is_some_and(has) => true,
            "network.neurons" => has("network.layers"),
            "network.layers" | "network.bias" | "network.skip" | "network.recurrent" => {
                has("network.neurons")
            }
            _ if key.starts_with("network.weights_") => word("network.weights") == Some(""),
            _ if key.starts_with("task.") && dataset == Some(NO_TASK) => true,
            "task.file" => dataset.is_some_and(|dataset| dataset != "file"),
            _ => false,
        }
    }
}

/// Where the keys of `[compare]` and itself stand.
pub(crate) struct ComparedLines {
    pub keys: KeyLines,
    pub line: Option<usize>,
}

impl ComparedLines {
    /// An error about side B, told about what stands in `[compare]`: there the mistake was made, as
    /// side A is valid by itself.
    pub fn blame(&self, error: ScenarioError) -> ScenarioError {
        let (key, problem) = (error.key.unwrap_or_default(), error.problem);
        let (line, key, problem) = match self.keys.get(key.as_str()) {
            Some(&line) => (Some(line), format!("compare.{key}"), problem),
            None => {
                let problem = Box::new(Problem::InSideB { key, problem });
                (self.line, "compare".to_owned(), problem)
            }
        };
        ScenarioError {
            line,
            key: Some(key),
            problem,
            source_name: error.source_name,
        }
    }
}

/// Where the keys stand.
pub(super) fn lines(entries: &[Entry<'_>]) -> KeyLines {
    let lines = entries.iter().filter_map(|e| Some((e.key, e.line()?)));
    lines.collect()
}
