//! From the text of a scenario file to a checked [`Scenario`].

use toml_edit::{Item, Value};

use super::entries::{
    Compared, ComparedLines, Entry, SourceText, compared_entries, entries, lines,
};
use super::{apply, branch, changes, claims};
use crate::model::{Layers, Topology};
use crate::scenario::definition::{Dataset, InitialFiles, Scenario};
use crate::scenario::error::{KeyLines, Problem, ScenarioError};
use crate::scenario::keys::{DATASET, LAYERS, NEURONS, TASK_FILE};
use crate::scenario::task;

/// Reads a scenario. What the text leaves out has its default. `source` names the text in errors.
///
/// # Errors
/// When the text is not TOML, has an unknown key, or has a value that is not allowed.
pub fn parse(text: &str, source: &str) -> Result<Scenario, ScenarioError> {
    parse_located(text, source).map(|located| located.scenario)
}

/// A scenario, and where its keys stand in the text.
pub(crate) struct Located {
    pub scenario: Scenario,
    pub lines: KeyLines,
    /// Where `[compare]` and its keys stand, if there is such a table.
    pub compared: Option<ComparedLines>,
}

/// As [`parse`], with the lines for later errors.
pub(crate) fn parse_located(text: &str, source: &str) -> Result<Located, ScenarioError> {
    let source = SourceText { text, name: source };
    let document = source.document()?;
    check_format(source, document.get("format"))?;
    let own = entries(source, &document)?;
    let mut scenario = read(&own)?;
    check_weights(&own, &scenario)?;
    check_task(&own, &scenario)?;
    scenario.changes = changes::of_side_a(source, &document, &scenario)?;
    let compared = match compared_entries(source, &document)? {
        Some(compared) => Some(read_compared(source, &mut scenario, &own, &compared)?),
        None => None,
    };
    scenario.claims = claims::read(source, &document)?;
    Ok(Located {
        scenario,
        lines: lines(&own),
        compared,
    })
}

/// Reads side B from what stands in `[compare]`, beside what stands outside it.
fn read_compared(
    source: SourceText<'_>,
    scenario: &mut Scenario,
    own: &[Entry<'_>],
    compared: &Compared<'_>,
) -> Result<ComparedLines, ScenarioError> {
    let (keys, line) = (lines(&compared.entries), compared.line);
    let lines = ComparedLines { keys, line };
    let from = branch::from(source, compared)?;
    let b = match from {
        Some(from) => branch::read(source, compared, scenario, from)?,
        None => {
            let merged = compared.merged(own);
            let b = read(&merged).and_then(|b| check_task(&merged, &b).map(|()| b));
            let b = b.map_err(|error| lines.blame(error))?;
            let changes = changes::of_side_b(source, compared, &b)?;
            Scenario { changes, ..b }
        }
    };
    scenario.set_side_b(b);
    if let Some(compare) = &mut scenario.compare {
        compare.from = from;
    }
    Ok(lines)
}

/// Side B of a valid text, though the keys in its `[compare]` may not go together yet.
pub(crate) fn unchecked_side_b(text: &str) -> Option<Scenario> {
    let source = SourceText { text, name: "" };
    let document = source.document().ok()?;
    let own = entries(source, &document).ok()?;
    let compared = compared_entries(source, &document).ok()??;
    read(&compared.merged(&own)).ok()
}

/// The scenario that the entries make, whether or not its parts go together.
fn read(entries: &[Entry<'_>]) -> Result<Scenario, ScenarioError> {
    let topology = topology(entries)?;
    let mut scenario = match dataset(entries)? {
        Some(dataset) => Scenario::with_task(topology, dataset),
        None => Scenario::with_topology(topology),
    };
    apply::words(&mut scenario, entries)?;
    apply::numbers(&mut scenario, entries)?;
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
    let problem = Problem::UnsupportedFormat(found);
    Err(source.error(format.span(), Some("format"), problem))
}

fn topology(entries: &[Entry<'_>]) -> Result<Topology, ScenarioError> {
    let Some(layers) = entries.iter().find(|e| e.key == LAYERS) else {
        return Ok(Scenario::default().network.topology);
    };
    if entries.iter().any(|e| e.key == NEURONS.key) {
        return Err(layers.error(Problem::Conflict(NEURONS.key)));
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

/// Refuses keys about the weights of a file where none is named.
fn check_weights(entries: &[Entry<'_>], scenario: &Scenario) -> Result<(), ScenarioError> {
    let about = |entry: &&Entry<'_>| entry.key.starts_with("network.weights_");
    match entries.iter().find(about) {
        Some(entry) if scenario.network.files.weights.is_none() => {
            Err(entry.needs("network.weights beside it"))
        }
        _ => Ok(()),
    }
}

/// The data set that the text names.
fn dataset(entries: &[Entry<'_>]) -> Result<Option<Dataset>, ScenarioError> {
    let find = |key: &str| entries.iter().find(|entry| entry.key == key);
    let Some(entry) = find(DATASET.key) else {
        return Ok(None);
    };
    let named = find(TASK_FILE.key);
    let file = named.map(|entry| entry.string(&TASK_FILE)).transpose()?;
    let key = Dataset::KEYS[entry.chosen(&DATASET)?];
    match (named, key == "file") {
        (None, true) => Err(entry.needs("task.file beside it")),
        (Some(entry), false) => Err(entry.needs("dataset = \"file\" beside it")),
        _ => Ok(Dataset::from_key(key, &file.unwrap_or_default())),
    }
}

/// An error if what the text says about a task does not hold together.
fn check_task(entries: &[Entry<'_>], scenario: &Scenario) -> Result<(), ScenarioError> {
    let is_about_task = |entry: &&Entry<'_>| entry.key.starts_with("task.");
    let Some(first) = entries.iter().find(is_about_task) else {
        return Ok(());
    };
    if scenario.task.is_none() {
        return Err(first.needs(DATASET.key));
    }
    check_windows(entries, scenario)?;
    task::check(scenario).map_err(|(key, problem)| {
        let entry = entries.iter().find(|entry| entry.key == key);
        entry.unwrap_or(first).error(problem)
    })
}

/// Refuses a window that closes before it opens. Its end would have been pushed along.
fn check_windows(entries: &[Entry<'_>], scenario: &Scenario) -> Result<(), ScenarioError> {
    let teaching = &scenario.rules.teaching;
    let written = |key: &str| {
        let entry = entries.iter().find(|entry| entry.key == key)?;
        Some((entry, entry.simple_number()?))
    };
    for name in ["input_window", "output_window"] {
        let from = written(&format!("task.{name}.from_ms"));
        let to = written(&format!("task.{name}.to_ms")).map(|(_, to)| to);
        let to = to.unwrap_or(teaching.present_ms);
        if let Some((entry, _)) = from.filter(|(_, from)| *from > to) {
            return Err(entry.out_of_range(format!("a number ≤ {to}, at which the window closes")));
        }
    }
    Ok(())
}
