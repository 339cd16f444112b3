//! The few numbers of a run, and all that is needed to make it again.

use serde::Serialize;

use super::Results;
use crate::analysis::{mean_magnitude, mean_of};
use crate::engine::Epoch;
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
    /// What the communities make large, see [`Method`](crate::analysis::Method).
    pub quality: Option<f64>,
    /// Modularity Q of the communities, at resolution 1 whatever the method.
    pub q: Option<f64>,
    /// Σ|w| inside communities ÷ Σ|w|.
    pub within_share: Option<f64>,
    /// What it would be by chance.
    pub within_share_by_chance: Option<f64>,
    /// Hub overlap ρ.
    pub hub_overlap: Option<f64>,
    /// Number of communities.
    pub communities: usize,
    /// Neurons with no synapse to or from another.
    pub isolated: usize,
    /// Mean f(s).
    pub mean_balance: f64,
    /// Mean |c|.
    pub mean_abs_credit: f64,
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
    /// Mean loss on the samples that were learned from.
    pub train_loss: f64,
    /// Share of them that is right.
    pub train_accuracy: Option<f64>,
    /// Mean loss on the samples held out.
    pub held_out_loss: Option<f64>,
    /// Share of them that is right.
    pub held_out_accuracy: Option<f64>,
}

impl LearningSummary {
    fn of(epoch: &Epoch) -> Self {
        let held_out = epoch.held_out.as_ref();
        Self {
            epoch: epoch.epoch,
            train_loss: epoch.train.loss,
            train_accuracy: epoch.train.accuracy,
            held_out_loss: held_out.map(|score| score.loss),
            held_out_accuracy: held_out.and_then(|score| score.accuracy),
        }
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
        let structure = findings.structure;
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
            quality: structure.quality,
            q: structure.q,
            within_share: structure.within_share,
            within_share_by_chance: structure.chance,
            hub_overlap: structure.hub_overlap,
            communities: structure.communities,
            isolated: structure.isolated,
            mean_balance: mean_of(&snapshot.balance()),
            mean_abs_credit: mean_magnitude(&snapshot.state.credit),
            learning: snapshot
                .learning
                .epochs()
                .last()
                .map(|e| LearningSummary::of(e)),
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
