//! The few numbers of a run, and all that is needed to make it again.

use serde::{Serialize, Serializer};
use serde_json::Value;

use super::Results;
use crate::engine::measures::{Measures, Place, measures_in};
use crate::model::BlowUp;

/// What stands in `summary.json`. Numbers that are undefined or not finite become `null`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Summary {
    /// The version of this program.
    pub version: &'static str,
    /// What was run.
    pub scenario: ScenarioSummary,
    /// The seed of all randomness.
    pub seed: u64,
    /// Number of neurons n.
    pub neurons: usize,
    /// Iterations made.
    pub iterations: u64,
    /// Iterations asked for; more than were made if the simulation blew up.
    pub iterations_requested: u64,
    /// Model time in milliseconds.
    pub model_time_ms: f64,
    /// The number type of the simulation: `f32` or `f64`.
    pub precision: &'static str,
    /// What communities are good by: `modularity` or `cpm`.
    pub measure: &'static str,
    /// `undirected` or `directed`.
    pub direction: &'static str,
    /// Its resolution γ.
    pub resolution: f64,
    /// The measures of the network.
    #[serde(flatten)]
    pub measures: Figures,
    /// How well the samples were learned, if there was a task.
    pub learning: Option<LearningSummary>,
    /// The |w| that has the darkest colour in `weights.png`.
    pub colour_limit: f32,
    /// Speed of the simulation itself, without analysis and files.
    pub iterations_per_second: f64,
    /// What left the range of finite numbers, if anything did.
    pub blow_up: Option<BlowUpSummary>,
}

/// The scenario that was run, changes by the command line included.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScenarioSummary {
    /// Its title.
    pub name: String,
    /// The name of its file, without folders.
    pub file_name: String,
    /// The scenario itself; saved as a file it can be run again.
    pub toml: String,
}

/// Loss and accuracy at the last epoch that was scored; accuracies are `null` where targets are no
/// classes, held-out figures where nothing was held out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LearningSummary {
    /// How often every training sample had been presented.
    pub epoch: u64,
    /// The measures of the task.
    #[serde(flatten)]
    pub measures: Figures,
}

/// The measures that appear in a place, by their short keys.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// Which measures.
    pub place: Place,
    /// Their values.
    pub values: Measures,
}

impl Serialize for Figures {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(measures_in(self.place).map(|measure| {
            let value = match self.values.get(measure) {
                Some(value) if measure.whole => Value::from(value as u64),
                value => Value::from(value),
            };
            (measure.short_key(), value)
        }))
    }
}

/// How a simulation ended before its time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BlowUpSummary {
    /// What blew up first.
    pub quantity: String,
    /// The model time of the refused update in milliseconds.
    pub model_time_ms: f64,
    /// Iterations made by then.
    pub iteration: u64,
    /// All of it in one sentence.
    pub message: String,
}

impl Summary {
    /// The summary of a run whose picture has this colour limit.
    pub fn of(results: &Results<'_>, colour_limit: f32) -> Self {
        let Results {
            origin,
            runner,
            snapshot,
            findings,
            ..
        } = results;
        let figures = |place| Figures {
            place,
            values: findings.measures,
        };
        Self {
            version: env!("CARGO_PKG_VERSION"),
            scenario: ScenarioSummary {
                name: origin.scenario.name.clone(),
                file_name: origin.file_name.to_owned(),
                toml: origin.text.to_owned(),
            },
            seed: snapshot.seed,
            neurons: snapshot.neurons(),
            iterations: snapshot.iteration,
            iterations_requested: origin.scenario.run.iterations,
            model_time_ms: snapshot.now_ms,
            precision: runner.precision(),
            measure: findings.method.quality.key(),
            direction: findings.method.direction(),
            resolution: findings.method.resolution,
            measures: figures(Place::Summary),
            learning: snapshot
                .learning
                .epochs()
                .last()
                .map(|last| LearningSummary {
                    epoch: last.epoch,
                    measures: figures(Place::LearningCurve),
                }),
            colour_limit,
            iterations_per_second: snapshot.iterations_per_second,
            blow_up: snapshot.blow_up.as_ref().map(BlowUpSummary::of),
        }
    }
}

impl BlowUpSummary {
    fn of(blow_up: &BlowUp) -> Self {
        Self {
            quantity: blow_up.what.to_string(),
            model_time_ms: blow_up.at_ms,
            iteration: blow_up.iteration,
            message: blow_up.to_string(),
        }
    }
}
