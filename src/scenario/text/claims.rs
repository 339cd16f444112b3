//! The claims of a scenario file: its tables `[[claim]]`, read and written.

use toml_edit::{Document, DocumentMut, InlineTable, Table, TableLike, Value, value};

use super::document;
use super::entries::SourceText;
use super::fields::{self, Fields};
use super::overrides::with_changes;
use crate::scenario::claim::Claim;
use crate::scenario::definition::Scenario;
use crate::scenario::error::{Problem, ScenarioError};
use crate::scenario::keys::{self, CLAIM, Limits};

/// A scenario states no more claims: each is worked out in runs of its own.
const MOST: usize = 64;

/// The keys of a claim.
const KEYS: [&str; 6] = ["says", "when", "at", "seeds", "share", "with"];

const SAYS: &str = "a sentence";
const WHEN: &str = "a condition on measures, such as \"modularity_q > 0.3\"";
const AT: Limits = Limits::whole(0.0, 1e12);
const SEEDS: Limits = Limits::whole(1.0, 1000.0);
const SHARE: Limits = Limits {
    min_included: false,
    ..Limits::within(0.0, 1.0)
};
const WITH: &str = "a table of keys of the scenario, such as { \"plasticity.pruning\" = 0.5 }";

/// The claims of a document, in their order.
pub(super) fn read(
    source: SourceText<'_>,
    document: &Document<&str>,
) -> Result<Vec<Claim>, ScenarioError> {
    let tables = tables(source, document)?;
    if let Some(table) = tables.get(MOST) {
        let problem = Problem::TooMany(MOST);
        return Err(source.error(table.span(), Some(CLAIM), problem));
    }
    let claims = tables
        .into_iter()
        .map(|table| Written::new(source, table).claim());
    claims.collect()
}

/// The tables `[[claim]]`, if there are any.
fn tables<'a>(
    source: SourceText<'_>,
    document: &'a Document<&str>,
) -> Result<Vec<&'a Table>, ScenarioError> {
    fields::tables(source, document.as_table(), CLAIM, "says and when")
}

/// A table `[[claim]]` of a text.
#[derive(Clone, Copy)]
struct Written<'a> {
    fields: Fields<'a>,
    table: &'a Table,
}

impl<'a> Written<'a> {
    fn new(source: SourceText<'a>, table: &'a Table) -> Self {
        let name = CLAIM;
        let fields = Fields {
            source,
            table,
            name,
        };
        Self { fields, table }
    }

    fn claim(self) -> Result<Claim, ScenarioError> {
        if let Some((unknown, _)) = self.table.iter().find(|(name, _)| !KEYS.contains(name)) {
            let problem = Problem::UnknownKey {
                nearest: keys::nearest_word(KEYS.iter().copied(), unknown).map(str::to_owned),
                place: "a [[claim]]".to_owned(),
                allowed: KEYS.to_vec(),
            };
            return Err(self.fields.error(unknown, problem));
        }
        let default = Claim::new(self.text("says", SAYS)?, self.text("when", WHEN)?);
        let at = self.fields.number("at", &AT)?.map(|at| at as u64);
        let seeds = self
            .fields
            .number("seeds", &SEEDS)?
            .map(|seeds| seeds as u64);
        Ok(Claim {
            at,
            seeds: seeds.unwrap_or(default.seeds),
            share: self
                .fields
                .number("share", &SHARE)?
                .unwrap_or(default.share),
            with: self.with()?,
            ..default
        })
    }

    fn text(self, name: &str, expected: &str) -> Result<String, ScenarioError> {
        let Some(item) = self.table.get(name) else {
            let needed = format!("{name}, {expected}");
            let span = self.table.span();
            return Err(self
                .fields
                .source
                .error(span, Some(CLAIM), Problem::Needs(needed)));
        };
        match item.as_str() {
            Some(text) if !text.trim().is_empty() => Ok(text.to_owned()),
            _ => Err(self.fields.unexpected(name, item, expected)),
        }
    }

    fn with(self) -> Result<Vec<(String, String)>, ScenarioError> {
        let Some(item) = self.table.get("with") else {
            return Ok(Vec::new());
        };
        let Some(table) = item.as_table_like() else {
            return Err(self.fields.unexpected("with", item, WITH));
        };
        let mut pairs = Vec::new();
        collect(self.fields.source, table, "", &mut pairs);
        Ok(pairs)
    }
}

/// The keys in a table and below, with their values as TOML. In quotes or not, a key may be written as
/// one name or as tables within tables.
fn collect(
    source: SourceText<'_>,
    table: &dyn TableLike,
    path: &str,
    pairs: &mut Vec<(String, String)>,
) {
    for (name, item) in table.iter() {
        let key = match path {
            "" => name.to_owned(),
            path => format!("{path}.{name}"),
        };
        match item.as_table_like() {
            Some(inner) if keys::known(&key).is_none() && keys::is_table(&key) => {
                collect(source, inner, &key, pairs);
            }
            _ => {
                let written = item.span().and_then(|span| source.text.get(span));
                let written = written.map_or_else(|| item.to_string(), str::to_owned);
                pairs.push((key, written.trim().to_owned()));
            }
        }
    }
}

/// Writes the claims of a scenario into a document that has those it had `before`. Where they are the
/// same, what is written stays.
pub(super) fn write(document: &mut DocumentMut, before: &[Claim], claims: &[Claim]) -> Option<()> {
    document::write_tables(document, CLAIM, [before, claims], table)
}

/// The text of a scenario without claims, with those of `scenario` added.
pub(super) fn added(text: String, scenario: &Scenario) -> String {
    document::added(text, |document| write(document, &[], &scenario.claims))
}

fn table(claim: &Claim) -> Option<Table> {
    let mut table = Table::new();
    table.insert("says", value(&claim.says));
    table.insert("when", value(&claim.when));
    if let Some(at) = claim.at {
        table.insert("at", value(at as i64));
    }
    table.insert("seeds", value(claim.seeds as i64));
    table.insert("share", value(claim.share));
    if !claim.with.is_empty() {
        let mut with = InlineTable::new();
        for (key, text) in &claim.with {
            with.insert(key, text.parse::<Value>().ok()?);
        }
        table.insert("with", value(with));
    }
    Some(table)
}

/// The scenarios that the claims of a valid text are about: with their changes, and without claims. The
/// changes are made as those of a command line are.
pub(crate) fn texts_of_claims(
    text: &str,
    source_name: &str,
    claims: &[Claim],
) -> Result<Vec<String>, ScenarioError> {
    let source = SourceText {
        text,
        name: source_name,
    };
    let mut bare: DocumentMut = source.document()?.into_mut();
    bare.remove(CLAIM);
    let bare = bare.to_string();
    let of_claim = |(index, claim): (usize, &Claim)| {
        let changed = with_changes(&bare, source_name, &claim.settings(), |_| {
            source_name.to_owned()
        });
        changed.map_err(|error| {
            let key = error.key.map(|key| format!("with {key}"));
            let name = key.unwrap_or_else(|| "with".to_owned());
            claim_error(text, source_name, index, &name, *error.problem)
        })
    };
    claims.iter().enumerate().map(of_claim).collect()
}

/// An error about the condition of claim number `index` of a text, told in words that go on from its key.
pub(crate) fn condition_error(
    text: &str,
    source_name: &str,
    index: usize,
    words: String,
) -> ScenarioError {
    claim_error(text, source_name, index, "when", Problem::Condition(words))
}

/// An error about a key of claim number `index`; the key may go on with what it names.
fn claim_error(
    text: &str,
    source_name: &str,
    index: usize,
    name: &str,
    problem: Problem,
) -> ScenarioError {
    let source = SourceText {
        text,
        name: source_name,
    };
    let first = name.split(' ').next().unwrap_or(name);
    let span = || {
        let document = source.document().ok()?;
        let tables = tables(source, &document).ok()?;
        let table = *tables.get(index)?;
        Written::new(source, table).fields.span(first)
    };
    source.error(span(), Some(&format!("{CLAIM}.{name}")), problem)
}
