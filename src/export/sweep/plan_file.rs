//! The plan of a sweep as a file: what makes two sweeps the same.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::super::ExportError;
use crate::engine::sweep::{Axis, Design, Plan};
use crate::scenario::{self, Dataset, Scenario};
use crate::storage::reason;

/// The version of this format.
const FORMAT: u32 = 1;

/// A plan as it stands in `plan.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanFile {
    format: u32,
    /// The version of this program; another one may give other bits.
    version: String,
    /// The scenario that is varied, changes by the command line included.
    pub(super) scenario: String,
    vary: Vec<Varied>,
    seeds: usize,
    same_network: bool,
    controls: bool,
    /// The files that the scenario names.
    files: Vec<NamedFile>,
}

/// An axis.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Varied {
    key: String,
    values: Vec<f64>,
    logarithmic: bool,
}

/// A file that the scenario names, and what tells its content apart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct NamedFile {
    path: String,
    content: String,
}

impl PlanFile {
    /// The file of a plan. `text` is that of its scenario.
    /// Fails when a file that the scenario names cannot be read.
    pub fn of(plan: &Plan, text: &str) -> Result<Self, ExportError> {
        let design = plan.design();
        let varied = |axis: &Axis| Varied {
            key: axis.quantity().key.to_owned(),
            values: axis.values().to_vec(),
            logarithmic: axis.is_logarithmic(),
        };
        Ok(Self {
            format: FORMAT,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            scenario: text.to_owned(),
            vary: design.axes.iter().map(varied).collect(),
            seeds: design.seeds,
            same_network: design.same_network,
            controls: design.controls,
            files: named_files(&design.scenario, design.base_dir.as_deref())?,
        })
    }

    /// Reads a file.
    /// The error is what is wrong with it, to go on from "its plan".
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let file: Self = serde_json::from_str(text).map_err(|_| "is damaged".to_owned())?;
        if file.format != FORMAT {
            return Err("was written by another version of Accordance".to_owned());
        }
        Ok(file)
    }

    /// The text of the file.
    pub(super) fn text(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// What tells this plan from others.
    pub(super) fn fingerprint(&self) -> String {
        fingerprint(self.text().as_bytes())
    }

    /// The plan, as it was checked when it was made: the files that it names are not looked for.
    /// The error is what is wrong with it, to go on from "its plan".
    pub fn plan(&self) -> Result<Plan, String> {
        let damaged = || "is damaged".to_owned();
        let axis = |varied: &Varied| {
            let quantity = scenario::quantity(&varied.key).ok_or_else(damaged)?;
            Axis::recall(quantity, varied.values.clone(), varied.logarithmic).map_err(|_| damaged())
        };
        let axes: Result<Vec<Axis>, String> = self.vary.iter().map(axis).collect();
        Plan::recall(Design {
            scenario: scenario::parse(&self.scenario, "").map_err(|_| damaged())?,
            base_dir: None,
            axes: axes?,
            seeds: self.seeds,
            same_network: self.same_network,
            controls: self.controls,
        })
        .map_err(|_| damaged())
    }

    /// What tells this plan from another one, in words.
    pub(super) fn difference(&self, other: &Self) -> Option<String> {
        let (a, b) = (self, other);
        let keys = |plan: &Self| plan.vary.iter().map(|v| v.key.clone()).collect::<Vec<_>>();
        let differences = [
            (a.version != b.version, "its version of Accordance differs"),
            (a.scenario != b.scenario, "its scenario differs"),
            (keys(a) != keys(b), "it varies other numbers"),
            (a.vary != b.vary, "its values differ"),
            (a.seeds != b.seeds, "its number of seeds differs"),
            (a.same_network != b.same_network, "--same-network differs"),
            (a.controls != b.controls, "--no-controls differs"),
            (
                a.files != b.files,
                "a file that its scenario names has changed",
            ),
        ];
        let found = differences.into_iter().find(|(differs, _)| *differs);
        found.map(|(_, what)| what.to_owned())
    }
}

fn named_files(
    scenario: &Scenario,
    base_dir: Option<&Path>,
) -> Result<Vec<NamedFile>, ExportError> {
    let files = &scenario.network.files;
    let samples = scenario.task.as_ref().and_then(|task| match &task.dataset {
        Dataset::File(path) => Some(path),
        _ => None,
    });
    let initial = [&files.weights, &files.firing, &files.credit];
    let named = initial.into_iter().flatten().chain(samples);
    named
        .map(|path| {
            let place = base_dir.map_or_else(|| PathBuf::from(path), |dir| dir.join(path));
            let content =
                fs::read(&place).map_err(|error| ExportError::NamedFile(place, reason(&error)))?;
            Ok(NamedFile {
                path: path.clone(),
                content: fingerprint(&content),
            })
        })
        .collect()
}

/// 64 bits that tell contents apart (FNV-1a), as hexadecimal digits. Guards against accidents, not
/// against malice.
pub(super) fn fingerprint(content: &[u8]) -> String {
    let hash = content
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, &byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
    format!("{hash:016x}")
}
