//! From the text of a scenario file to a checked [`Scenario`].

use std::collections::BTreeMap;
use toml_edit::{Item, Value};

use super::compared::ComparedLines;
use super::entries::{Entry, SourceText, compared_entries, entries};
use super::read_task;
use crate::analysis::Quality;
use crate::model::{
    Activation, Balance, CreditClampMode, Fall, FallShape, Layers, LearningRate, Loss, Topology,
};
use crate::scenario::definition::{InitialFiles, Scenario};
use crate::scenario::error::{Problem, ScenarioError, list};
use crate::scenario::keys::{Limits, NEURONS, PRESENT_MS, QUANTITIES};

/// Reads a scenario. What the text leaves out has its default. `source` names the text in errors.
///
/// # Errors
/// When the text is not TOML, has an unknown key, or has a value that is not allowed.
pub fn parse(text: &str, source: &str) -> Result<Scenario, ScenarioError> {
    parse_located(text, source).map(|located| located.scenario)
}

/// The line on which each key of a text stands.
pub(in crate::scenario) type KeyLines = BTreeMap<&'static str, usize>;

/// A scenario, and where its keys stand in the text.
pub(in crate::scenario) struct Located {
    pub scenario: Scenario,
    pub lines: KeyLines,
    /// Where `[compare]` and its keys stand, if there is such a table.
    pub compared: Option<ComparedLines>,
}

/// As [`parse`], with the lines for later errors.
pub(in crate::scenario) fn parse_located(
    text: &str,
    source: &str,
) -> Result<Located, ScenarioError> {
    let source = SourceText { text, name: source };
    let document = source.document()?;
    check_format(source, document.get("format"))?;
    let own = entries(source, &document)?;
    let mut scenario = read(&own)?;
    check_weights(&own, &scenario)?;
    read_task::check(&own, &scenario)?;
    let compared = compared_entries(source, &document)?;
    let compared = match &compared {
        Some(compared) => {
            let (merged, lines) = (compared.merged(&own), compared.lines());
            let b = read(&merged).and_then(|b| read_task::check(&merged, &b).map(|()| b));
            scenario.set_side_b(b.map_err(|error| lines.blame(error))?);
            Some(lines)
        }
        None => None,
    };
    Ok(Located {
        scenario,
        lines: lines(&own),
        compared,
    })
}

/// Side B of a valid text, though the keys in its `[compare]` may not go together yet.
pub(in crate::scenario) fn unchecked_side_b(text: &str) -> Option<Scenario> {
    let source = SourceText { text, name: "" };
    let document = source.document().ok()?;
    let own = entries(source, &document).ok()?;
    let compared = compared_entries(source, &document).ok()??;
    read(&compared.merged(&own)).ok()
}

fn lines(entries: &[Entry<'_>]) -> KeyLines {
    let lines = entries.iter().filter_map(|e| Some((e.key, e.line?)));
    lines.collect()
}

/// The scenario that the entries make, whether or not its parts go together.
fn read(entries: &[Entry<'_>]) -> Result<Scenario, ScenarioError> {
    let topology = topology(entries)?;
    let mut scenario = match read_task::dataset(entries)? {
        Some(dataset) => Scenario::with_task(topology, dataset),
        None => Scenario::with_topology(topology),
    };
    for entry in entries {
        read_word(&mut scenario, entry)?;
    }
    // Windows last as long as a presentation where the text does not say otherwise.
    let presentation_first = |entry: &&Entry<'_>| entry.key != PRESENT_MS.key;
    let (others, first): (Vec<&Entry<'_>>, Vec<_>) = entries.iter().partition(presentation_first);
    for entry in first.into_iter().chain(others) {
        if let Some(quantity) = QUANTITIES.iter().find(|q| q.key == entry.key) {
            (quantity.set)(&mut scenario, number(entry, &quantity.limits)?);
        }
    }
    let files = &mut scenario.network.files;
    if files.weights.is_none() {
        // Side B may take away the weights of side A, and with them what is said about them.
        *files = InitialFiles {
            firing: files.firing.take(),
            credit: files.credit.take(),
            ..InitialFiles::default()
        };
    }
    Ok(scenario)
}

fn check_format(source: SourceText<'_>, format: Option<&Item>) -> Result<(), ScenarioError> {
    let Some(format) = format else {
        return Err(source.error(None, None, Problem::MissingFormat));
    };
    if format.as_integer() == Some(1) {
        return Ok(());
    }
    let written = format.span().and_then(|span| source.text.get(span));
    let found = written.unwrap_or_default().to_owned();
    let problem = Problem::UnsupportedFormat { found };
    Err(source.error(format.span(), Some("format"), problem))
}

fn topology(entries: &[Entry<'_>]) -> Result<Topology, ScenarioError> {
    let Some(layers) = entries.iter().find(|e| e.key == "network.layers") else {
        return Ok(Scenario::default().network.topology);
    };
    if entries.iter().any(|e| e.key == NEURONS.key) {
        let other = NEURONS.key;
        return Err(layers.error(Problem::Conflict { other }));
    }
    let most = NEURONS.limits.max;
    let expected = format!(
        "a list of at least 2 layer sizes, each a whole number ≥ 1, together at most {most}"
    );
    let Some(sizes) = layers.item.as_array() else {
        return Err(layers.wrong_type(expected));
    };
    let allowed = |size: &Value| {
        let size = usize::try_from(size.as_integer()?).ok()?;
        (1..=most as usize).contains(&size).then_some(size)
    };
    let sizes: Option<Vec<usize>> = sizes.iter().map(allowed).collect();
    match sizes {
        Some(layers) if layers.len() >= 2 && layers.iter().sum::<usize>() <= most as usize => {
            Ok(Topology::Layered(Layers::plain(&layers)))
        }
        _ => Err(layers.out_of_range(expected)),
    }
}

/// Reads `entry` if its value is not a number.
fn read_word(scenario: &mut Scenario, entry: &Entry<'_>) -> Result<(), ScenarioError> {
    let files = &mut scenario.network.files;
    let rules = &mut scenario.rules;
    match entry.key {
        "name" => scenario.name = string(entry, "a string")?.to_owned(),
        "summary" => scenario.summary = string(entry, "a string")?.to_owned(),
        "network.weights" => files.weights = Some(path_of(entry, WEIGHTS_FILE)?),
        "network.weights_transposed" => {
            let wrong = || entry.wrong_type("true or false");
            files.weights_transposed = entry.item.as_bool().ok_or_else(wrong)?;
        }
        "network.firing" => files.firing = Some(path(entry)?),
        "network.credit" => files.credit = Some(path(entry)?),
        "network.bias" | "network.skip" | "network.recurrent" => {
            read_switch(&mut scenario.network.topology, entry)?;
        }
        "network.activation" => {
            let choices = Activation::ALL.map(|a| (a.key(), a));
            rules.activation = choice(entry, &choices)?;
        }
        "drive.credit_clamp.mode" => {
            let choices = CreditClampMode::ALL.map(|m| (m.key(), m));
            rules.drive.credit_clamp.mode = choice(entry, &choices)?;
        }
        "task.loss" => {
            let choices = Loss::ALL.map(|l| (l.key(), l));
            rules.teaching.loss = choice(entry, &choices)?;
        }
        "plasticity.shuffled_credit" => {
            let wrong = || entry.wrong_type("true or false");
            rules.plasticity.shuffled_credit = entry.item.as_bool().ok_or_else(wrong)?;
        }
        "network.balance" => rules.balance = named_balance(entry)?,
        // The width itself is read with the other numbers.
        "network.balance.gaussian_width" => rules.balance = Balance::Gaussian { width: 1.0 },
        "analysis.measure" => {
            scenario.method.quality = choice(entry, &Quality::ALL.map(|q| (q.key(), q)))?;
        }
        "analysis.direction" => {
            let choices = [("undirected", false), ("directed", true)];
            scenario.method.directed = choice(entry, &choices)?;
        }
        "plasticity.learning_rate.shape" => {
            let shape = choice(entry, &FallShape::ALL.map(|s| (s.key(), s)))?;
            let rate = &mut rules.plasticity.learning_rate;
            let fall = rate.fall().unwrap_or_default();
            *rate = LearningRate::Falling(Fall { shape, ..fall });
        }
        // The numbers themselves are read with the others.
        key if key.starts_with("plasticity.learning_rate.") => {
            let rate = &mut rules.plasticity.learning_rate;
            *rate = LearningRate::Falling(rate.fall().unwrap_or_default());
        }
        _ => {}
    }
    Ok(())
}

/// Refuses keys about the weights of a file where none is named.
fn check_weights(entries: &[Entry<'_>], scenario: &Scenario) -> Result<(), ScenarioError> {
    let about = |entry: &&Entry<'_>| entry.key.starts_with("network.weights_");
    match entries.iter().find(about) {
        Some(entry) if scenario.network.files.weights.is_none() => {
            let needed = "network.weights beside it".to_owned();
            Err(entry.error(Problem::Needs { needed }))
        }
        _ => Ok(()),
    }
}

/// Reads a truth value about layers.
fn read_switch(topology: &mut Topology, entry: &Entry<'_>) -> Result<(), ScenarioError> {
    let wrong = || entry.wrong_type("true or false");
    let value = entry.item.as_bool().ok_or_else(wrong)?;
    let Topology::Layered(layers) = topology else {
        let needed = "network.layers".to_owned();
        return Err(entry.error(Problem::Needs { needed }));
    };
    match entry.key {
        "network.bias" => layers.bias = value,
        "network.skip" => layers.skip = value,
        _ => layers.recurrent = value,
    }
    Ok(())
}

fn named_balance(entry: &Entry<'_>) -> Result<Balance, ScenarioError> {
    let expected = "\"derivative\" or { gaussian_width = … }";
    match string(entry, expected)? {
        "derivative" => Ok(Balance::Derivative),
        _ => Err(entry.out_of_range(expected)),
    }
}

pub(in crate::scenario) fn string<'a>(
    entry: &Entry<'a>,
    expected: &str,
) -> Result<&'a str, ScenarioError> {
    let wrong = || entry.wrong_type(expected);
    entry.item.as_str().ok_or_else(wrong)
}

const WEIGHTS_FILE: &str = "the path of a .npy, .csv or .graphml file";

pub(in crate::scenario) fn path(entry: &Entry<'_>) -> Result<String, ScenarioError> {
    path_of(entry, "the path of a .npy or .csv file")
}

fn path_of(entry: &Entry<'_>, expected: &str) -> Result<String, ScenarioError> {
    match string(entry, expected)? {
        "" => Err(entry.out_of_range(expected)),
        path => Ok(path.to_owned()),
    }
}

pub(in crate::scenario) fn choice<T: Copy>(
    entry: &Entry<'_>,
    choices: &[(&str, T)],
) -> Result<T, ScenarioError> {
    let names: Vec<String> = choices
        .iter()
        .map(|(name, _)| format!("{name:?}"))
        .collect();
    let expected = list(&names, "or");
    let chosen = string(entry, &expected)?;
    let found = choices.iter().find(|(name, _)| *name == chosen);
    found
        .map(|(_, choice)| *choice)
        .ok_or_else(|| entry.out_of_range(expected))
}

fn number(entry: &Entry<'_>, limits: &Limits) -> Result<f64, ScenarioError> {
    let value = match entry.item {
        Item::Value(Value::Integer(value)) => *value.value() as f64,
        Item::Value(Value::Float(value)) => *value.value(),
        _ => return Err(entry.wrong_type(limits.in_words())),
    };
    if limits.contains(value) {
        Ok(value)
    } else if value > limits.max {
        Err(entry.out_of_range(limits.in_full()))
    } else {
        Err(entry.out_of_range(limits.in_words()))
    }
}
