//! The few numbers of a run, and all that is needed to make it again.

use serde::{Serialize, Serializer};
use serde_json::Value;

use super::Results;
use crate::engine::measures::{Measures, Place, measures_in};

/// What stands in `summary.json`. Numbers that are undefined or not finite become `null`.
#[derive(Serialize)]
pub(super) struct Summary<'a> {
    version: &'static str,
    scenario: ScenarioSummary<'a>,
    seed: u64,
    neurons: usize,
    iterations: u64,
    /// More than were made if the simulation blew up.
    iterations_requested: u64,
    model_time_ms: f64,
    /// The number type of the simulation: `f32` or `f64`.
    precision: &'static str,
    /// What communities are good by: `modularity` or `cpm`.
    measure: &'static str,
    /// `undirected` or `directed`.
    direction: &'static str,
    /// γ
    resolution: f64,
    #[serde(flatten)]
    measures: Figures,
    /// How well the samples were learned, if there was a task.
    learning: Option<LearningSummary>,
    /// The |w| that has the darkest colour in `weights.png`.
    colour_limit: f32,
    /// Speed of the simulation itself, without analysis and files.
    iterations_per_second: f64,
    /// What left the range of finite numbers, if anything did.
    blow_up: Option<BlowUpSummary>,
}

/// The scenario that was run, changes by the command line included.
#[derive(Serialize)]
struct ScenarioSummary<'a> {
    name: &'a str,
    /// Without folders.
    file_name: &'a str,
    /// The scenario itself; saved as a file it can be run again.
    toml: &'a str,
}

/// Loss and accuracy at the last epoch that was scored; accuracies are `null` where targets are no
/// classes, held-out figures where nothing was held out.
#[derive(Serialize)]
struct LearningSummary {
    /// How often every training sample had been presented.
    epoch: u64,
    #[serde(flatten)]
    measures: Figures,
}

/// The measures that appear in a place, by their short keys.
struct Figures(Place, Measures);

impl Serialize for Figures {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(measures_in(self.0).map(|measure| {
            let value = match self.1.get(measure) {
                Some(value) if measure.whole => Value::from(value as u64),
                value => Value::from(value),
            };
            (measure.short_key(), value)
        }))
    }
}

/// How a simulation ended before its time.
#[derive(Serialize)]
struct BlowUpSummary {
    /// What blew up first.
    quantity: String,
    /// The model time of the refused update.
    model_time_ms: f64,
    /// Iterations made by then.
    iteration: u64,
    /// All of it in one sentence.
    message: String,
}

impl<'a> Summary<'a> {
    /// The summary of a run whose picture has this colour limit.
    pub fn of(results: &Results<'a>, colour_limit: f32) -> Self {
        let (origin, snapshot) = (results.origin, results.snapshot);
        let (method, measures) = (&results.findings.method, results.findings.measures);
        Self {
            version: env!("CARGO_PKG_VERSION"),
            scenario: ScenarioSummary {
                name: &origin.scenario.name,
                file_name: origin.file_name,
                toml: origin.text,
            },
            seed: snapshot.seed,
            neurons: snapshot.neurons(),
            iterations: snapshot.iteration,
            iterations_requested: origin.scenario.run.iterations,
            model_time_ms: snapshot.now_ms,
            precision: results.runner.precision(),
            measure: method.quality.key(),
            direction: method.direction(),
            resolution: method.resolution,
            measures: Figures(Place::Summary, measures),
            learning: snapshot
                .learning
                .epochs()
                .last()
                .map(|last| LearningSummary {
                    epoch: last.epoch,
                    measures: Figures(Place::LearningCurve, measures),
                }),
            colour_limit,
            iterations_per_second: snapshot.iterations_per_second,
            blow_up: snapshot.blow_up.as_ref().map(|blow_up| BlowUpSummary {
                quantity: blow_up.what.to_string(),
                model_time_ms: blow_up.at_ms,
                iteration: blow_up.iteration,
                message: blow_up.to_string(),
            }),
        }
    }
}
