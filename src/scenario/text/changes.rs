//! The changes of a side in a scenario file: its tables `[[change]]`, or `[[compare.change]]`.

use toml_edit::{Document, Table, TableLike};

use super::apply::{alter, settings};
use super::entries::{
    AT, CHANGE_OF_A, CHANGE_OF_B, Compared, Entry, Place, SourceText, TICK, entries,
};
use super::fields::{Fields, tables};
use crate::model::Clock;
use crate::scenario::change::{Act, Change, When};
use crate::scenario::definition::Scenario;
use crate::scenario::error::{Problem, ScenarioError, list};
use crate::scenario::keys::{CHANGE, CHANGE_AT, CHANGE_AT_MS};

/// A side makes no more changes.
pub(crate) const MOST: usize = 4096;

/// The changes of side A.
pub(super) fn of_side_a(
    source: SourceText<'_>,
    document: &Document<&str>,
    a: &Scenario,
) -> Result<Vec<Change>, ScenarioError> {
    let mut course = Course::of(a);
    course.read(source, document.as_table(), CHANGE_OF_A)?;
    Ok(course.changes)
}

/// The changes of a side B that begins with side A.
pub(super) fn of_side_b(
    source: SourceText<'_>,
    compared: &Compared<'_>,
    b: &Scenario,
) -> Result<Vec<Change>, ScenarioError> {
    let mut course = Course::of(b);
    course.read(source, compared.table, CHANGE_OF_B)?;
    Ok(course.changes)
}

/// What a side becomes by its changes, one after the other.
pub(super) struct Course {
    side: Scenario,
    /// The last moments that are known, in iterations and in model time.
    iteration: Option<u64>,
    ms: Option<f64>,
    pub changes: Vec<Change>,
}

impl Course {
    /// A side before its changes.
    pub fn of(side: &Scenario) -> Self {
        Self {
            side: side.bare(),
            iteration: None,
            ms: None,
            changes: Vec::new(),
        }
    }

    /// Makes changes that are known to be right.
    pub fn resume(&mut self, changes: &[Change]) -> Result<(), ScenarioError> {
        for change in changes {
            if let Act::Set(set) = &change.act {
                make(&mut self.side, set)?;
            }
            self.reach(change.at);
            self.changes.push(change.clone());
        }
        Ok(())
    }

    /// Goes on to a moment.
    pub fn reach(&mut self, at: When) {
        match at {
            When::Iteration(iteration) => self.iteration = Some(iteration),
            When::Ms(ms) => self.ms = Some(ms),
        }
    }

    /// Makes a change of some keys, if there are any.
    pub fn set(&mut self, at: When, entries: &[Entry<'_>]) -> Result<(), ScenarioError> {
        if entries.is_empty() {
            return Ok(());
        }
        alter(&mut self.side, entries)?;
        let act = Act::Set(settings(&self.side, entries));
        self.changes.push(Change { at, act });
        Ok(())
    }

    /// Makes the changes that stand in a table; `within` is what keys in them begin with.
    pub fn read(
        &mut self,
        source: SourceText<'_>,
        table: &dyn TableLike,
        within: &'static str,
    ) -> Result<(), ScenarioError> {
        let name = within.trim_end_matches('.');
        let tables = tables(source, table, name, "at, and keys or tick")?;
        if let Some(table) = tables.get(MOST) {
            return Err(source.error(table.span(), Some(name), Problem::TooMany(MOST)));
        }
        for table in tables {
            let fields = Fields {
                source,
                table,
                name,
            };
            let at = when(fields, AT)?;
            let at = at.ok_or_else(|| needs(fields, table, "at or at_ms, when it is made"))?;
            self.check_order(fields, at)?;
            self.reach(at);
            self.act(fields, table, at, within)?;
        }
        Ok(())
    }

    fn act(
        &mut self,
        fields: Fields<'_>,
        table: &Table,
        at: When,
        within: &'static str,
    ) -> Result<(), ScenarioError> {
        let source = fields.source;
        let entries = Place { source, within }.collect(table, "")?;
        let Some(clock) = clock(fields)? else {
            if entries.is_empty() {
                return Err(needs(fields, table, "a key that it changes, or tick"));
            }
            let set = self.set(at, &entries);
            return set.map_err(|error| begun_with(within, error));
        };
        if let Some(entry) = entries.first() {
            return Err(fields.error(TICK, Problem::Conflict(entry.key)));
        }
        let act = Act::Tick(clock);
        self.changes.push(Change { at, act });
        Ok(())
    }

    /// Refuses a change that is known to come before an earlier one.
    fn check_order(&self, fields: Fields<'_>, at: When) -> Result<(), ScenarioError> {
        let (name, found, earlier) = match (at, self.iteration, self.ms) {
            (When::Iteration(at), Some(earlier), _) if at < earlier => {
                (AT[0], at.to_string(), earlier.to_string())
            }
            (When::Ms(at), _, Some(earlier)) if at < earlier => {
                (AT[1], at.to_string(), earlier.to_string())
            }
            _ => return Ok(()),
        };
        Err(fields.error(name, Problem::OutOfOrder { found, earlier }))
    }
}

/// The moment that is given by one of two fields, in iterations or in model time.
pub(super) fn when(
    fields: Fields<'_>,
    names: [&'static str; 2],
) -> Result<Option<When>, ScenarioError> {
    let [by_iteration, by_ms] = names;
    let iteration = fields.number(by_iteration, &CHANGE_AT.limits)?;
    let ms = fields.number(by_ms, &CHANGE_AT_MS.limits)?;
    match (iteration, ms) {
        (Some(_), Some(_)) => Err(fields.error(by_ms, Problem::Conflict(by_iteration))),
        (Some(iteration), None) => Ok(Some(When::Iteration(iteration as u64))),
        (None, ms) => Ok(ms.map(When::Ms)),
    }
}

/// The clock that a change ticks.
fn clock(fields: Fields<'_>) -> Result<Option<Clock>, ScenarioError> {
    let Some(item) = fields.get(TICK) else {
        return Ok(None);
    };
    let named = |clock: &Clock| item.as_str() == Some(clock.name());
    let clock = Clock::ALL.into_iter().find(named);
    clock.map(Some).ok_or_else(|| {
        let names = Clock::ALL.map(|clock| format!("{:?}", clock.name()));
        fields.unexpected(TICK, item, &list(&names, "or"))
    })
}

fn needs(fields: Fields<'_>, table: &Table, needed: &str) -> ScenarioError {
    let problem = Problem::Needs(needed.to_owned());
    let source = fields.source;
    source.error(table.span(), Some(fields.name), problem)
}

/// An error whose key stands within a table.
pub(super) fn begun_with(within: &str, error: ScenarioError) -> ScenarioError {
    ScenarioError {
        key: error.key.map(|key| format!("{within}{key}")),
        ..error
    }
}

/// Those of some changes that can be made to a side, one after the other.
pub(super) fn possible(side: &Scenario, changes: &[Change]) -> Vec<Change> {
    let mut side = side.clone();
    let is_possible = |change: &&Change| {
        let Act::Set(set) = &change.act else {
            return true;
        };
        let mut after = side.clone();
        let made = make(&mut after, set);
        if made.is_ok() {
            side = after;
        }
        made.is_ok()
    };
    changes.iter().filter(is_possible).cloned().collect()
}

/// Gives a side other values for some keys.
pub(super) fn make(side: &mut Scenario, set: &[(String, String)]) -> Result<(), ScenarioError> {
    let lines = set.iter().map(|(key, value)| format!("{key} = {value}\n"));
    let text: String = lines.collect();
    let source = SourceText {
        text: &text,
        name: CHANGE,
    };
    let document = source.document()?;
    let made = entries(source, &document).and_then(|entries| alter(side, &entries));
    made.map_err(|error| ScenarioError {
        line: None,
        ..error
    })
}
