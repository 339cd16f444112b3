//! A finished run as two files: figures in JSON, the picture of W as an array.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::super::ExportError;
use super::plan_file::{WrittenValue, fingerprint};
use crate::analysis::Picture;
use crate::engine::measures::{Measure, Measures, Place, measures_in};
use crate::engine::sweep::{ByControl, Control, Plan, RunResult};
use crate::storage::{Target, npy};

/// Figures by the names of their columns; `null` where one is undefined.
type Figures = BTreeMap<String, Option<f64>>;

/// What stands in the JSON file of a run.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    /// The fingerprint of the plan, so that runs of different sweeps cannot mix.
    plan: String,
    run: usize,
    seed: u64,
    values: BTreeMap<String, WrittenValue>,
    iterations: u64,
    measures: Figures,
    /// The same of each control, by its key.
    controls: BTreeMap<String, Figures>,
    blow_up: Option<String>,
    trouble: Option<String>,
    picture: PictureRecord,
    sizes: Vec<usize>,
    labels: Vec<Option<usize>>,
    /// The fingerprint of all the rest: a file that lost a part of itself is not trusted.
    checksum: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PictureRecord {
    neurons: usize,
    limit: f32,
    largest: f32,
    /// The fingerprint of the array file.
    content: String,
}

/// The two files of a run, the picture first.
fn paths(folder: &Path, run: usize) -> [PathBuf; 2] {
    ["npy", "json"].map(|ending| folder.join(format!("{run:05}.{ending}")))
}

/// Writes a run into a folder; with the JSON file, which comes last, it is complete.
pub(super) fn write(
    folder: &Path,
    plan: &Plan,
    plan_print: &str,
    result: &RunResult,
) -> Result<(), ExportError> {
    let [array_path, path] = paths(folder, result.run);
    let array =
        array_of(&result.picture).map_err(|error| ExportError::of_file(&array_path, &error))?;
    Target::replacing(&array_path).write(&array)?;
    let spec = plan.spec(result.run);
    let axes = plan.axes().iter();
    let keys = axes.map(|axis| axis.key().to_owned());
    let values = spec.values.into_iter().map(WrittenValue::from);
    let control = |control: &Control| {
        let found = result.controls.get(control)?;
        Some((control.key.to_owned(), figures(found)))
    };
    let record = Record {
        plan: plan_print.to_owned(),
        run: result.run,
        seed: spec.scenario.run.seed,
        values: keys.zip(values).collect(),
        iterations: result.iterations,
        measures: figures(&result.measures),
        controls: plan.controls().filter_map(control).collect(),
        blow_up: result.blow_up.clone(),
        trouble: result.trouble.clone(),
        picture: PictureRecord {
            neurons: result.picture.neurons,
            limit: result.picture.limit,
            largest: result.picture.largest,
            content: fingerprint(&array),
        },
        sizes: result.sizes.clone(),
        labels: result.labels.clone(),
        checksum: String::new(),
    };
    Ok(Target::replacing(&path).write(record.sealed().as_bytes())?)
}

/// Reads a run, or nothing if it is not there, not complete, damaged, or one of another plan.
pub(super) fn read(folder: &Path, plan_print: &str, run: usize) -> Option<RunResult> {
    let [array_path, path] = paths(folder, run);
    let text = fs::read_to_string(path).ok()?;
    let record: Record = serde_json::from_str(&text).ok()?;
    if record.run != run || record.plan != plan_print || record.clone().sealed() != text {
        return None;
    }
    let array = fs::read(array_path).ok()?;
    if fingerprint(&array) != record.picture.content {
        return None;
    }
    let (side, values) = square(&array)?;
    Some(RunResult {
        run,
        iterations: record.iterations,
        measures: measures(&record.measures),
        controls: ByControl::each(|control| record.controls.get(control.key).map(measures)),
        labels: record.labels,
        sizes: record.sizes,
        picture: Picture {
            side,
            quantiles: Picture::quantiles_of(&values),
            values,
            neurons: record.picture.neurons,
            limit: record.picture.limit,
            largest: record.picture.largest,
        },
        blow_up: record.blow_up,
        trouble: record.trouble,
    })
}

/// The fingerprint of the plan that a run in this file is of; nothing if no run can be read there.
pub(super) fn plan_of(path: &Path) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    let record: Record = serde_json::from_str(&text).ok()?;
    (record.clone().sealed() == text).then_some(record.plan)
}

/// Copies the files of a run, as they are, into another folder.
pub(super) fn copy(from: &Path, to: &Path, run: usize) -> Result<(), ExportError> {
    for (source, target) in paths(from, run).into_iter().zip(paths(to, run)) {
        let content = fs::read(&source).map_err(|error| ExportError::of_file(&target, &error))?;
        Target::replacing(&target).write(&content)?;
    }
    Ok(())
}

impl Record {
    /// The text of the file, with its checksum.
    fn sealed(mut self) -> String {
        self.checksum.clear();
        let text = |record: &Self| serde_json::to_string(record).unwrap_or_default();
        self.checksum = fingerprint(text(&self).as_bytes());
        text(&self) + "\n"
    }
}

fn figures(measures: &Measures) -> Figures {
    let figure = |m: &Measure| (m.key.to_owned(), measures.get(m));
    measures_in(Place::Sweep).map(figure).collect()
}

fn measures(figures: &Figures) -> Measures {
    Measures::each(|measure| figures.get(measure.key).copied().flatten())
}

fn array_of(picture: &Picture) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let shape = [picture.side as u64; 2];
    npy::write(&mut bytes, &shape, picture.values.iter().copied())?;
    Ok(bytes)
}

fn square(mut array: &[u8]) -> Option<(usize, Vec<f32>)> {
    let header = npy::read_header(&mut array).ok()?;
    let side = usize::try_from(*header.shape.first()?).ok()?;
    let values = header.read_numbers(&mut array).ok()?;
    let values: Vec<f32> = values.into_iter().map(|v| v as f32).collect();
    (values.len() == side.checked_mul(side)?).then_some((side, values))
}
