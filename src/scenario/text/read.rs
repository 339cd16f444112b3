//! From the text of a scenario file to a checked [`Scenario`].

use toml_edit::{Item, Value};

use super::claims;
use super::entries::{ComparedLines, Entry, SourceText, compared_entries, entries, lines};
use crate::model::{Balance, Layers, LearningRate, Topology};
use crate::scenario::definition::{Dataset, InitialFiles, Scenario};
use crate::scenario::error::{KeyLines, Problem, ScenarioError};
use crate::scenario::keys::{
    BALANCE, DATASET, LAYERS, LEARNING_RATE, NEURONS, PRESENT_MS, Row, TASK_FILE, quantity, row,
    whole,
};
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
    let compared = compared_entries(source, &document)?;
    let compared = match &compared {
        Some(compared) => {
            let (merged, line) = (compared.merged(&own), compared.line);
            let keys = lines(&compared.entries);
            let lines = ComparedLines { keys, line };
            let b = read(&merged).and_then(|b| check_task(&merged, &b).map(|()| b));
            scenario.set_side_b(b.map_err(|error| lines.blame(error))?);
            Some(lines)
        }
        None => None,
    };
    scenario.claims = claims::read(source, &document)?;
    Ok(Located {
        scenario,
        lines: lines(&own),
        compared,
    })
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
    for entry in entries {
        read_word(&mut scenario, entry)?;
    }
    // Windows last as long as a presentation where the text does not say otherwise.
    let presentation_first = |entry: &&Entry<'_>| entry.key != PRESENT_MS.key;
    let (others, first): (Vec<&Entry<'_>>, Vec<_>) = entries.iter().partition(presentation_first);
    for entry in first.into_iter().chain(others) {
        if let Some(quantity) = quantity(entry.key) {
            (quantity.set)(&mut scenario, entry.number(&quantity.limits)?);
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

/// Reads `entry` if its value is a choice or a text.
fn read_word(scenario: &mut Scenario, entry: &Entry<'_>) -> Result<(), ScenarioError> {
    make_table(scenario, whole(entry.key));
    match row(entry.key) {
        // They were read first, as the defaults of others depend on them.
        Some(row) if [DATASET.key, TASK_FILE.key].contains(&row.key()) => {}
        Some(Row::Text(text)) => (text.set)(scenario, entry.string(text)?),
        Some(Row::Choice(choice)) => {
            let index = entry.chosen(choice)?;
            if let (Some(needed), None) = (choice.needs, (choice.get)(scenario)) {
                return Err(entry.needs(needed));
            }
            (choice.set)(scenario, index);
        }
        _ => {}
    }
    Ok(())
}

/// Makes room for the keys of this table, where it can be a simple value too.
fn make_table(scenario: &mut Scenario, table: Option<&str>) {
    let rate = &mut scenario.rules.plasticity.learning_rate;
    if table == Some(LEARNING_RATE.key) {
        *rate = LearningRate::Falling(rate.fall().unwrap_or_default());
    } else if table == Some(BALANCE.key) {
        scenario.rules.balance = Balance::Gaussian { width: 1.0 };
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
