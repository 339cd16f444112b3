//! A side B that is side A until a moment: `from` in `[compare]`.

use toml_edit::{DocumentMut, Item, Table};

use super::change_tables::{insert_dotted, insert_when, write_changes};
use super::changes::{Course, MOST, begun_with, possible, when};
use super::entries::{CHANGE_OF_B, Compared, FROM, OF_B, SourceText};
use super::fields::Fields;
use crate::scenario::change::{Act, Change, When};
use crate::scenario::definition::Scenario;
use crate::scenario::error::{Problem, ScenarioError};
use crate::scenario::keys::COMPARE;

/// When side B parts from side A, if `[compare]` says so.
pub(super) fn from(
    source: SourceText<'_>,
    compared: &Compared<'_>,
) -> Result<Option<When>, ScenarioError> {
    let (table, name) = (compared.table, COMPARE);
    let fields = Fields {
        source,
        table,
        name,
    };
    when(fields, FROM)
}

/// Side B of a text: what side A is until then, with what stands in `[compare]` from then on.
pub(super) fn read(
    source: SourceText<'_>,
    compared: &Compared<'_>,
    a: &Scenario,
    from: When,
) -> Result<Scenario, ScenarioError> {
    let mut course = Course::of(a);
    course.resume(Change::until(&a.changes, from))?;
    course.reach(from);
    let set = course.set(from, &compared.entries);
    set.map_err(|error| begun_with(OF_B, error))?;
    course.read(source, compared.table, CHANGE_OF_B)?;
    if course.changes.len() > MOST {
        let problem = Problem::TooManyOfSideB(MOST);
        return Err(source.error(compared.span.clone(), Some(COMPARE), problem));
    }
    Ok(Scenario {
        changes: course.changes,
        ..a.bare()
    })
}

/// What `[compare]` says of a side B that is side A until a moment.
pub(super) struct Branch<'a> {
    from: When,
    set: &'a [(String, String)],
    changes: &'a [Change],
}

impl<'a> Branch<'a> {
    /// The branch that side B of a scenario is, if it says that it is one and is so.
    pub fn of(scenario: &'a Scenario) -> Option<Self> {
        let b = scenario.compare.as_deref()?;
        let from = b.from?;
        let begins_alike =
            b.rules == scenario.rules && b.network == scenario.network && b.task == scenario.task;
        let common = Change::until(&scenario.changes, from);
        let own = b.changes.strip_prefix(common).filter(|_| begins_alike)?;
        let (set, changes) = match own.split_first() {
            Some((first, rest)) if first.at == from => match &first.act {
                Act::Set(set) => (set.as_slice(), rest),
                Act::Tick(_) => (&[][..], own),
            },
            _ => (&[][..], own),
        };
        let is_later = |change: &Change| !from.is_after(change.at);
        changes
            .iter()
            .all(is_later)
            .then_some(Self { from, set, changes })
    }

    /// Writes it into a document in the place of the `[compare]` there.
    pub fn write(&self, document: &mut DocumentMut, header: &str) -> Option<()> {
        let mut table = Table::new();
        match document.get(COMPARE).and_then(Item::as_table) {
            Some(old) if !old.is_dotted() && !old.is_implicit() => {
                *table.decor_mut() = old.decor().clone();
                table.set_position(old.position());
            }
            _ => table.decor_mut().set_prefix(header),
        }
        insert_when(&mut table, FROM, self.from)?;
        for (key, value) in self.set {
            insert_dotted(&mut table, key, value)?;
        }
        write_changes(&mut table, &[], self.changes)?;
        document.remove(COMPARE);
        document.insert(COMPARE, Item::Table(table));
        Some(())
    }
}

/// A scenario as a file can say it: with the changes that can be made, as a run makes them, and with a side B
/// that parts from side A only where it does.
pub fn settled(scenario: &Scenario) -> Scenario {
    let mut settled = scenario.clone();
    settled.changes = possible(&scenario.bare(), &scenario.changes);
    if let (Some(compare), Some(b)) = (&mut settled.compare, scenario.side_b()) {
        compare.changes = possible(&b.bare(), &b.changes);
    }
    if Branch::of(&settled).is_none() {
        settled.compare.iter_mut().for_each(|b| b.from = None);
    }
    settled
}
