//! The folder of a sweep: its plan, a file for each finished run, and at the end tables and figure.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;

use super::super::{ExportError, Provenance, to_png};
use super::{PlanFile, record, sweep_figure, tables};
use crate::engine::sweep::{Axis, Plan, RunResult, Value};
use crate::storage::{
    self, FileError, FolderError, ResultsFolder, Target, clear_unfinished, is_unfinished, reason,
    remove,
};

const PLAN: &str = "plan.json";
const RUNS: &str = "runs";
const SHARDS: &str = "shards";
const FINAL: [&str; 4] = ["sweep.csv", "summary.csv", "sweep.svg", "sweep.png"];

/// Of the figure as an image: 288 pixels to an inch.
const PIXELS_PER_POINT: f64 = 3.0;

/// A part of the runs: number `number`, counted from 1, of `of` parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shard {
    pub number: usize,
    pub of: usize,
}

impl Shard {
    /// Whether a run is made by this shard.
    pub fn has(self, run: usize) -> bool {
        run % self.of + 1 == self.number
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split_once(['/', '-']);
        let numbers = parts.and_then(|(k, n)| Some((k.parse().ok()?, n.parse().ok()?)));
        let shard = numbers.map(|(number, of)| Self { number, of });
        shard
            .filter(|s| s.number >= 1 && s.number <= s.of)
            .ok_or_else(|| format!("expected K/N with 1 ≤ K ≤ N, such as 2/8, not {text:?}"))
    }
}

/// A folder that holds a sweep, finished or not.
#[derive(Debug)]
pub struct SweepFolder {
    pub(super) path: PathBuf,
    pub(super) plan: Plan,
    /// The plan as it stands in the folder.
    pub(super) file: PlanFile,
    print: String,
}

impl SweepFolder {
    /// Makes a folder ready for a sweep, or finds the same sweep in it. The folder around it must exist.
    /// With `replace` another sweep in it is removed first; other files stay. A plan that is damaged is
    /// written again, if the runs beside it are of this sweep.
    /// Fails when it cannot be written to, holds another sweep, or something else without `replace`.
    pub fn prepare(
        path: &Path,
        plan: Plan,
        file: PlanFile,
        replace: bool,
    ) -> Result<Self, ExportError> {
        let folder = Self::of(path, plan, file);
        // Sees to it that the folder can be made and written to.
        ResultsFolder::reserve(path, true)?;
        if replace {
            folder.clear()?;
        }
        make_folder(path)?;
        let plan_path = path.join(PLAN);
        // In this order: another shard may begin just now.
        if !replace && holds_something(path) && !plan_path.exists() {
            return Err(FolderError::NotEmpty(path.to_owned()).into());
        }
        if !put_new(&plan_path, folder.file.text().as_bytes())? {
            match folder.check_same() {
                // The runs say too what sweep they are of.
                Err(ExportError::NoSweep(..)) if folder.runs_are_of_this_sweep() => {
                    Target::replacing(&plan_path).write(folder.file.text().as_bytes())?;
                }
                checked => checked?,
            }
        }
        make_folder(&folder.runs_path())?;
        Ok(folder)
    }

    /// Opens a folder that holds a sweep.
    /// Fails when it holds none.
    pub fn open(path: &Path) -> Result<Self, ExportError> {
        let file = found_plan(path)?;
        let plan = file.plan().map_err(|why| no_sweep(path, &why))?;
        Ok(Self::of(path, plan, file))
    }

    fn of(path: &Path, plan: Plan, file: PlanFile) -> Self {
        Self {
            path: path.to_owned(),
            print: file.fingerprint(),
            plan,
            file,
        }
    }

    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// A finished run; `None` if it is not there or its files are damaged.
    pub fn result(&self, run: usize) -> Option<RunResult> {
        record::read(&self.runs_path(), &self.print, run)
    }

    /// The runs that are still to be made, of a shard or of all.
    pub fn missing(&self, shard: Option<Shard>) -> Vec<usize> {
        let wanted = (0..self.plan.runs()).filter(|&run| shard.is_none_or(|s| s.has(run)));
        wanted.filter(|&run| self.result(run).is_none()).collect()
    }

    /// Puts a finished run into the folder.
    /// Fails when that cannot be done; nothing is then there of it.
    pub fn put(&self, result: &RunResult) -> Result<(), ExportError> {
        record::write(&self.runs_path(), &self.plan, &self.print, result)
    }

    /// Takes a finished run over from another folder of the same plan.
    pub(super) fn take(&self, from: &Self, run: usize) -> Result<(), ExportError> {
        record::copy(&from.runs_path(), &self.runs_path(), run)
    }

    /// Leaves word that a shard works here, for those who join shards.
    /// Fails when that cannot be done.
    pub fn note_shard(&self, shard: Shard) -> Result<(), ExportError> {
        let folder = self.path.join(SHARDS);
        make_folder(&folder)?;
        let name = format!("{}-of-{}", shard.number, shard.of);
        put_new(&folder.join(name), b"").map(drop)
    }

    /// The shards that have worked here.
    pub(super) fn shards(&self) -> Vec<Shard> {
        let entries = fs::read_dir(self.path.join(SHARDS));
        let entries = entries.into_iter().flatten().flatten();
        let shard = |entry: fs::DirEntry| {
            let text = entry.file_name().to_str()?.replacen("-of-", "/", 1);
            text.parse().ok()
        };
        let mut shards: Vec<Shard> = entries.filter_map(shard).collect();
        shards.sort();
        shards
    }

    /// Writes tables and figure, once every run is there; returns the results, or the runs that are
    /// missing.
    /// Fails when they cannot be written.
    pub fn finish(&self) -> Result<Result<Vec<Arc<RunResult>>, Vec<usize>>, ExportError> {
        let found: Vec<Option<Arc<RunResult>>> = (0..self.plan.runs())
            .map(|run| self.result(run).map(Arc::new))
            .collect();
        let missing: Vec<usize> = (0..found.len()).filter(|&r| found[r].is_none()).collect();
        if !missing.is_empty() {
            return Ok(Err(missing));
        }
        let write =
            |name: &str, content: &[u8]| Target::replacing(&self.path.join(name)).write(content);
        // The tables first: whatever becomes of the figure, they are there.
        let [runs, points, svg, png] = FINAL;
        let tables = tables::both(&self.plan, &found);
        for (name, content) in [runs, points].into_iter().zip(tables) {
            write(name, &content)?;
        }
        let drawing = sweep_figure(&self.plan, &found).to_svg(Some(&self.provenance()));
        write(svg, drawing.as_bytes())?;
        let image = to_png(&drawing, PIXELS_PER_POINT, Some(&self.provenance()))
            .map_err(|error| ExportError::File(self.path.join(png), error.to_string()))?;
        write(png, &image)?;
        clear_unfinished(&self.path);
        clear_unfinished(&self.runs_path());
        Ok(Ok(found.into_iter().flatten().collect()))
    }

    /// Where the figure comes from.
    fn provenance(&self) -> Provenance {
        let (plan, text) = (&self.plan, &self.file.scenario);
        let varied = |axis: &Axis| {
            let values: Vec<String> = axis.values().iter().map(Value::to_string).collect();
            format!("{} = {}", axis.key(), values.join(", "))
        };
        let axes: Vec<String> = plan.axes().iter().map(varied).collect();
        let seeds = plan.design().seeds;
        Provenance {
            remark: format!("sweep of {}; {seeds} seeds", axes.join("; ")),
            ..Provenance::of(&plan.design().scenario, text.clone())
        }
    }

    fn runs_path(&self) -> PathBuf {
        self.path.join(RUNS)
    }

    /// Removes an earlier sweep, its plan first: without one its runs mean nothing.
    fn clear(&self) -> Result<(), ExportError> {
        let check = |path: PathBuf, removed: io::Result<()>| match removed {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(ExportError::NotRemoved(path, reason(&error)))
            }
            _ => Ok(()),
        };
        let at = |name: &str| self.path.join(name);
        let all = [PLAN].into_iter().chain(FINAL).chain([RUNS, SHARDS]);
        all.map(at).try_for_each(|path| {
            let removed = remove(&path);
            check(path, removed)
        })
    }

    /// Refuses another sweep.
    fn check_same(&self) -> Result<(), ExportError> {
        let found = found_plan(&self.path)?;
        match self.file.difference(&found) {
            Some(what) => Err(ExportError::OtherSweep(self.path.clone(), what)),
            None => Ok(()),
        }
    }
}

impl SweepFolder {
    /// Whether some of the runs in the folder are of this sweep, and none of another.
    fn runs_are_of_this_sweep(&self) -> bool {
        let entries = fs::read_dir(self.runs_path()).into_iter().flatten();
        let plans = entries
            .flatten()
            .filter_map(|entry| record::plan_of(&entry.path()));
        let mut plans = plans.peekable();
        plans.peek().is_some() && plans.all(|plan| plan == self.print)
    }
}

fn make_folder(path: &Path) -> Result<(), ExportError> {
    match storage::make_folder(path) {
        Err(error) if !path.is_dir() => Err(ExportError::of_file(path, &error)),
        _ => Ok(()),
    }
}

/// Writes a file unless there is one of this name already. Returns whether it is the new one.
fn put_new(path: &Path, content: &[u8]) -> Result<bool, ExportError> {
    match Target::vacant(path).write(content) {
        Err(FileError::Exists(_)) => Ok(false),
        written => Ok(written.map(|()| true)?),
    }
}

fn found_plan(path: &Path) -> Result<PlanFile, ExportError> {
    let text = fs::read_to_string(path.join(PLAN)).map_err(|error| {
        let why = match error.kind() {
            io::ErrorKind::NotFound => "does not exist, or has no plan.json".to_owned(),
            io::ErrorKind::InvalidData => "has a plan.json that is damaged".to_owned(),
            _ => format!("has a plan.json that cannot be read: {}", reason(&error)),
        };
        ExportError::NoSweep(path.to_owned(), why)
    })?;
    PlanFile::read(&text).map_err(|why| no_sweep(path, &why))
}

fn no_sweep(path: &Path, why: &str) -> ExportError {
    ExportError::NoSweep(path.to_owned(), format!("has a plan.json that {why}"))
}

/// Whether a folder holds anything but what another process is about to complete.
fn holds_something(path: &Path) -> bool {
    let entries = fs::read_dir(path).into_iter().flatten().flatten();
    entries
        .map(|entry| entry.file_name())
        .any(|name| !is_unfinished(&name))
}
