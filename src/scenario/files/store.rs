//! Scenarios on disk: opening, and saving without ever risking what was there.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::array::text;
use super::arrays::{load, open_file};
use super::beside;
use crate::model::{GivenState, Samples};
use crate::scenario::definition::Scenario;
use crate::scenario::error::{KeyLines, KeyProblem, Problem, ScenarioError};
use crate::scenario::task;
use crate::scenario::text::{parse, parse_located, to_toml};
use crate::storage::{folder_of, reason, replace_keeping_backup};

/// A scenario with all it needs to run.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// The scenario.
    pub scenario: Scenario,
    /// The initial values that its files give.
    pub given: GivenState,
    /// The samples of its task, if it has one.
    pub samples: Option<Arc<Samples>>,
    /// The same for side B, if it compares.
    pub compared: Option<Supplies>,
    /// The text it was read from; saving keeps its comments.
    pub text: String,
}

impl Opened {
    /// Side B as a scenario of its own, with a text of its own, if the scenario compares.
    pub fn side_b(&self) -> Option<Self> {
        let (scenario, supplies) = (self.scenario.side_b()?, self.compared.clone()?);
        let Supplies { given, samples } = supplies;
        Some(Self {
            given,
            samples,
            compared: None,
            text: to_toml(&scenario, None),
            scenario,
        })
    }
}

/// What a scenario needs to run beside its text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Supplies {
    /// The initial values that its files give.
    pub given: GivenState,
    /// The samples of its task, if it has one.
    pub samples: Option<Arc<Samples>>,
}

const LARGEST: u64 = 1 << 20;

/// Opens a scenario file and the files with initial values and samples that it names, which must lie in its
/// folder or below.
///
/// # Errors
/// When the file cannot be read, or is no valid scenario.
pub fn open(path: &Path) -> Result<Opened, ScenarioError> {
    let source = path.display().to_string();
    let text = read_text(path);
    let text =
        text.map_err(|reason| ScenarioError::of_file(&source, Problem::Unreadable(reason)))?;
    let folder = folder_of(path);
    let located = parse_located(&text, &source)?;
    beside::check(&located.scenario, folder).map_err(|(key, problem)| ScenarioError {
        line: located.lines.get(key).copied(),
        key: Some(key.to_owned()),
        ..ScenarioError::of_file(&source, problem)
    })?;
    check_memory(&located.scenario, &source)?;
    check_text(&text, &source, Some(folder))
}

fn read_text(path: &Path) -> Result<String, String> {
    let read = open_file(path).and_then(|file| text(file, LARGEST, "it is larger than 1 MiB"));
    read.map_err(|error| reason(&error))?
}

/// Checks a scenario text, and reads the files with initial values and samples that it names,
/// relative to `base_dir`.
///
/// # Errors
/// When the text is no valid scenario, or a file that it names is not usable.
pub fn check_text(
    text: &str,
    source_name: &str,
    base_dir: Option<&Path>,
) -> Result<Opened, ScenarioError> {
    let located = parse_located(text, source_name)?;
    let scenario = located.scenario;
    let supplies = |scenario: &Scenario, lines: &KeyLines| {
        let located = |(key, problem): KeyProblem| ScenarioError {
            line: lines.get(key).copied(),
            key: Some(key.to_owned()),
            ..ScenarioError::of_file(source_name, problem)
        };
        let given = load(scenario, base_dir).map_err(located)?;
        let samples = task::load(scenario, base_dir).map_err(located)?;
        let samples = samples.map(Arc::new);
        Ok(Supplies { given, samples })
    };
    let Supplies { given, samples } = supplies(&scenario, &located.lines)?;
    let compared = match (scenario.side_b(), located.compared) {
        (Some(b), Some(lines)) => {
            let loaded = supplies(&b, &KeyLines::new());
            Some(loaded.map_err(|error| lines.blame(error))?)
        }
        _ => None,
    };
    Ok(Opened {
        scenario,
        given,
        samples,
        compared,
        text: text.to_owned(),
    })
}

/// Matrices of n × n numbers that a network takes while it runs and is shown.
const MATRICES: usize = 4;

/// Refuses a network that the system would not give its memory for: later that could not be said.
///
/// # Errors
/// When so much memory cannot be had.
pub fn check_memory(scenario: &Scenario, source_name: &str) -> Result<(), ScenarioError> {
    let topology = &scenario.network.topology;
    let (n, bytes) = (
        topology.neurons(),
        if topology.layers().is_some() { 8 } else { 4 },
    );
    let needed = n.saturating_mul(n).saturating_mul(bytes * MATRICES);
    let asked = Vec::<u8>::new().try_reserve_exact(needed);
    asked.map_err(|_| {
        let problem = Problem::TooLarge {
            neurons: n,
            gigabytes: needed as f64 / 1e9,
        };
        ScenarioError::of_file(source_name, problem)
    })
}

/// Checks a scenario that was made in memory as if it had been opened from a file in `base_dir`, and
/// reads the files that it names.
///
/// # Errors
/// When no file could hold it, or a file that it names is not usable.
pub fn recheck(scenario: &Scenario, base_dir: Option<&Path>) -> Result<Opened, ScenarioError> {
    const NAME: &str = "this scenario";
    let opened = check_text(&to_toml(scenario, None), NAME, base_dir);
    // The lines are those of a text that nobody has seen.
    opened.map_err(|error| ScenarioError {
        line: None,
        ..error
    })
}

/// What [`save`] has done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// The text now in the file.
    pub text: String,
    /// Where the text that it replaced is kept, if it replaced one.
    pub backup: Option<PathBuf>,
}

/// Why a scenario was not saved. Whatever stood in the file still stands there.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{} {why}", .path.display())]
pub struct SaveError {
    path: PathBuf,
    why: String,
}

impl SaveError {
    /// Why a scenario was not saved at `path`, in words that go on from there.
    pub(super) fn new(path: &Path, why: String) -> Self {
        let path = path.to_owned();
        Self { path, why }
    }
}

/// Saves a scenario: all of it or nothing. A file that it replaces is kept beside it with `.bak`
/// added to its name; a file that already has this text is left alone. With the `original` text,
/// comments survive, see [`to_toml`]. For another folder than the scenario came from, see
/// [`relocated`](super::relocated).
///
/// # Errors
/// When the scenario is not valid or cannot be written there.
pub fn save(path: &Path, scenario: &Scenario, original: Option<&str>) -> Result<Saved, SaveError> {
    let path = path.to_owned();
    write_and_check(&path, scenario, original).map_err(|why| SaveError { path, why })
}

fn write_and_check(
    path: &Path,
    scenario: &Scenario,
    original: Option<&str>,
) -> Result<Saved, String> {
    let text = to_toml(scenario, original);
    check_equal(&text, scenario)
        .map_err(|reason| format!("was not saved, because the scenario is not valid: {reason}"))?;
    let backup = replace_keeping_backup(path, text.as_bytes())
        .map_err(|error| format!("was not saved: {}", error.reason()))?;
    let equal = read_text(path).and_then(|found| check_equal(&found, scenario));
    equal.map_err(|reason| {
        format!(
            "does not read back as it was written: {reason}; what it replaced is kept beside it"
        )
    })?;
    Ok(Saved { text, backup })
}

fn check_equal(text: &str, scenario: &Scenario) -> Result<(), String> {
    let found = parse(text, "the scenario").map_err(|error| error.to_string())?;
    let differs = "the scenario: the scenario cannot be read: it differs from the one in memory";
    (found == *scenario)
        .then_some(())
        .ok_or_else(|| differs.to_owned())
}
