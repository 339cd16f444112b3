//! The plan of a sweep as a file: what makes two sweeps the same.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::super::ExportError;
use crate::engine::sweep::{
    Axis, Control, Controls, Design, InChange, Numbers, Options, Plan, Value,
};
use crate::scenario::{self, Dataset, Quantity, Scenario};
use crate::storage::reason;

/// The version of this format.
const FORMAT: u32 = 2;

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
    /// The keys of the controls.
    controls: Vec<String>,
    /// The files that the scenario names.
    files: Vec<NamedFile>,
}

/// An axis.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Varied {
    key: String,
    values: Vec<WrittenValue>,
    logarithmic: bool,
}

/// A value along an axis.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum WrittenValue {
    Number(f64),
    Word(String),
}

impl From<Value> for WrittenValue {
    fn from(value: Value) -> Self {
        match value {
            Value::Number(number) => Self::Number(number),
            Value::Option(option) => Self::Word(option.word().to_owned()),
        }
    }
}

impl WrittenValue {
    fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Word(_) => None,
        }
    }

    fn word(&self) -> Option<&str> {
        match self {
            Self::Number(_) => None,
            Self::Word(word) => Some(word),
        }
    }
}

/// What every version of the format has.
#[derive(Deserialize)]
struct AnyFormat {
    format: u32,
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
            key: axis.key().to_owned(),
            values: axis.values().into_iter().map(WrittenValue::from).collect(),
            logarithmic: axis.numbers().is_some_and(Numbers::is_logarithmic),
        };
        Ok(Self {
            format: FORMAT,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            scenario: text.to_owned(),
            vary: design.axes.iter().map(varied).collect(),
            seeds: design.seeds,
            same_network: design.same_network,
            controls: design.controls.iter().map(|c| c.key.to_owned()).collect(),
            files: named_files(&design.scenario, design.base_dir.as_deref())?,
        })
    }

    /// Reads a file.
    /// The error is what is wrong with it, to go on from "its plan".
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let damaged = |_| "is damaged".to_owned();
        let any: AnyFormat = serde_json::from_str(text).map_err(damaged)?;
        if any.format != FORMAT {
            return Err("was written by another version of Accordance".to_owned());
        }
        serde_json::from_str(text).map_err(damaged)
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
        let axes: Option<Vec<Axis>> = self.vary.iter().map(Varied::axis).collect();
        let controls = self.controls.iter().try_fold(Controls::NONE, |all, key| {
            Some(all.with(Control::with_key(key)?, true))
        });
        Plan::recall(Design {
            scenario: scenario::parse(&self.scenario, "").map_err(|_| damaged())?,
            base_dir: None,
            axes: axes.ok_or_else(damaged)?,
            seeds: self.seeds,
            same_network: self.same_network,
            controls: controls.ok_or_else(damaged)?,
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
            (keys(a) != keys(b), "it varies something else"),
            (a.vary != b.vary, "its values differ"),
            (a.seeds != b.seeds, "its number of seeds differs"),
            (a.same_network != b.same_network, "--same-network differs"),
            (a.controls != b.controls, "its controls differ"),
            (
                a.files != b.files,
                "a file that its scenario names has changed",
            ),
        ];
        let found = differences.into_iter().find(|(differs, _)| *differs);
        found.map(|(_, what)| what.to_owned())
    }
}

impl Varied {
    /// The axis as it was, if it can have been one.
    fn axis(&self) -> Option<Axis> {
        match InChange::place_of(&self.key) {
            Some((place, inner)) => {
                let what = self.of(inner, InChange::quantity(inner))?;
                Some(Axis::InChange(InChange::new(&self.key, place, what)))
            }
            None => self.of(&self.key, scenario::quantity(&self.key)),
        }
    }

    /// The same of a choice with this key, or of a number.
    fn of(&self, key: &str, quantity: Option<&'static Quantity>) -> Option<Axis> {
        if let Some(choice) = scenario::choice(key) {
            let words: Option<Vec<&str>> = self.values.iter().map(WrittenValue::word).collect();
            let options = Options::listed(choice, words?).ok()?;
            return Some(Axis::Options(options));
        }
        let values: Option<Vec<f64>> = self.values.iter().map(WrittenValue::number).collect();
        let numbers = Numbers::recall(quantity?, values?, self.logarithmic).ok()?;
        Some(Axis::Numbers(numbers))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_with_numbers_words_and_controls_comes_back_from_its_file() {
        let text =
            "format = 1\n[network]\nneurons = 20\n[[change]]\nat = 3\ncredit.feedback = \"none\"\n";
        for (axes, controls) in [
            (
                &["plasticity.learning_rate=0.01:1:log:3"][..],
                "none,rewired",
            ),
            (&["credit.feedback=random,same"], "shuffled"),
            (
                &["change.1.at=1,5", "change.1.credit.feedback=same,none"],
                "none",
            ),
            (
                &["credit.feedback=same,none", "plasticity.pruning=0.5,0.9"],
                "no-return,random,shuffled,rewired",
            ),
        ] {
            let plan = Plan::new(Design {
                scenario: scenario::parse(text, "").expect("a scenario"),
                base_dir: None,
                axes: axes
                    .iter()
                    .map(|axis| axis.parse().expect("an axis"))
                    .collect(),
                seeds: 2,
                same_network: true,
                controls: controls.parse().expect("controls"),
            })
            .expect("a plan");
            let file = PlanFile::of(&plan, text).expect("a file");
            let read = PlanFile::read(&file.text()).expect("the same file");
            assert_eq!(read, file);
            assert_eq!(read.plan().expect("the plan"), plan);
        }
    }

    #[test]
    fn a_plan_of_an_earlier_format_is_told_from_a_damaged_one() {
        let earlier = "{\"format\": 1, \"controls\": true}";
        assert_eq!(
            PlanFile::read(earlier),
            Err("was written by another version of Accordance".to_owned())
        );
        assert_eq!(
            PlanFile::read("{\"format\": 2}"),
            Err("is damaged".to_owned())
        );
    }
}
