//! `accordance verify`: is the rule backpropagation, in numbers, in this layered network?

use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::source::whole_number;
use super::trial::Trial;
use super::verdict::report;
use super::{CliError, Outcome, find, proof_files};
use crate::engine::Runner;
use crate::export::ResultsFolder;
use crate::model::{Activation, FeedbackWeights, Layers, Loss};
use crate::scenario::{ACTIVATION, FEEDBACK, LOSS, Opened, SEED, feedback_option};

/// The exit code when the rule and the gradient differ.
const DIFFERENT: u8 = 1;
/// More neurons than this would make W too large.
const MOST_NEURONS: usize = 5000;

/// What `accordance verify` is asked for.
#[derive(Debug, Args)]
pub struct VerifyArguments {
    /// Scenario file, or the file name of a built-in preset, with a layered network
    #[arg(value_name = "SCENARIO.toml", conflicts_with_all = ["layers", "bias"])]
    scenario: Option<PathBuf>,
    /// Sizes of the layers, two at least
    #[arg(long, value_name = "SIZES", default_value = "4,8,3")]
    layers: Sizes,
    /// Add a bias neuron to every layer but the last
    #[arg(long)]
    bias: bool,
    /// Activation function σ [default: tanh, or the scenario's]
    #[arg(long, value_name = "NAME", value_parser = activations())]
    activation: Option<Activation>,
    /// Loss [default: squared, or the scenario's]
    #[arg(long, value_name = "NAME", value_parser = losses())]
    loss: Option<Loss>,
    /// How credit returns: same is the rule [default: same, or the scenario's]
    #[arg(long, value_name = "NAME", value_parser = feedbacks())]
    feedback: Option<FeedbackWeights>,
    /// Change any value of the scenario, such as credit.transport_noise=0.5; may be repeated
    #[arg(long = "set", value_name = "KEY=VALUE", requires = "scenario")]
    settings: Vec<String>,
    /// Plasticity updates to make first, as `run` makes them; then what has become of the weights is examined
    #[arg(long, value_name = "N", default_value_t = 0, requires = "scenario", value_parser = whole_number())]
    iterations: u64,
    /// Seed of weights and sample [default: 1, or the scenario's]
    #[arg(long, value_name = "S", value_parser = whole_number())]
    seed: Option<u64>,
    /// Number type of the simulation; the gradient is always worked out in f64
    #[arg(long, default_value = "f64", value_parser = ["f32", "f64"])]
    precision: String,
    /// Folder for weights, sample, changes and gradients as .npy; it is made if its parent exists
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Replace earlier results in DIR; other files in it stay
    #[arg(long, requires = "out")]
    force: bool,
    /// Largest difference allowed, relative to the largest gradient of the layer [default: 1e-12 in
    /// f64, 1e-4 in f32]
    #[arg(long, value_name = "X", value_parser = tolerance)]
    tolerance: Option<f64>,
}

/// Sizes of layers.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Sizes(Vec<usize>);

impl FromStr for Sizes {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let sizes = text.split(',').map(|size| size.trim().parse::<usize>());
        let sizes: Option<Vec<_>> = sizes.map(|s| s.ok().filter(|&s| s > 0)).collect();
        sizes
            .filter(|sizes| sizes.len() >= 2)
            .filter(|sizes| {
                let total = sizes.iter().fold(0, |sum: usize, s| sum.saturating_add(*s));
                total <= MOST_NEURONS
            })
            .map(Self)
            .ok_or_else(|| {
                format!("expected two or more whole numbers such as 4,8,3, together at most {MOST_NEURONS}")
            })
    }
}

fn activations() -> impl TypedValueParser<Value = Activation> {
    PossibleValuesParser::new(Activation::ALL.map(Activation::key))
        .try_map(|key| Activation::from_key(&key).ok_or("no such activation function"))
}

fn losses() -> impl TypedValueParser<Value = Loss> {
    PossibleValuesParser::new(Loss::ALL.map(Loss::key))
        .try_map(|key| Loss::from_key(&key).ok_or("no such loss"))
}

fn feedbacks() -> impl TypedValueParser<Value = FeedbackWeights> {
    let word = |weights: FeedbackWeights| feedback_option(weights).word();
    let words = FeedbackWeights::ALL.into_iter().map(word);
    PossibleValuesParser::new(words).try_map(move |name| {
        let mut all = FeedbackWeights::ALL.into_iter();
        all.find(|weights| word(*weights) == name)
            .ok_or("no such way of return")
    })
}

fn tolerance(text: &str) -> Result<f64, String> {
    let value = text.parse::<f64>().ok();
    value
        .filter(|v| v.is_finite() && *v >= 0.0)
        .ok_or_else(|| "expected a number of at least 0, such as 1e-12".to_owned())
}

pub(super) fn verify(arguments: &VerifyArguments) -> Result<Outcome, CliError> {
    let trial = arguments.trial()?;
    if trial.loss == Loss::CrossEntropy && trial.layers.outputs().len() < 2 {
        let why = "the cross-entropy loss needs at least two outputs";
        return Err(CliError::Refused(why.to_owned()));
    }
    let folder = arguments.out.as_deref();
    let folder = folder.map(|path| ResultsFolder::reserve(path, arguments.force));
    let folder = folder.transpose()?;

    let (evidence, tolerance) = match arguments.precision.as_str() {
        "f32" => (trial.run::<f32>()?, 1e-4),
        _ => (trial.run::<f64>()?, 1e-12),
    };
    let tolerance = arguments.tolerance.unwrap_or(tolerance);
    let (mut output, agrees) = report(&trial, &evidence, tolerance, &arguments.precision);
    if let (Some(folder), Some(path)) = (folder, &arguments.out) {
        let write =
            |place: &Path| proof_files::write(place, &trial, &evidence, &arguments.precision);
        folder.fill(write)?;
        output += &format!("arrays in {}\n", path.display());
    }
    Ok(Outcome {
        output,
        exit_code: if agrees { 0 } else { DIFFERENT },
        ..Outcome::default()
    })
}

impl VerifyArguments {
    fn trial(&self) -> Result<Trial, CliError> {
        let mut trial = match &self.scenario {
            Some(name) => of_scenario(&self.open(name)?, name, self.iterations)?,
            None => Trial::new(Layers {
                bias: self.bias,
                ..Layers::plain(&self.layers.0)
            }),
        };
        trial.activation = self.activation.unwrap_or(trial.activation);
        trial.feedback.weights = self.feedback.unwrap_or(trial.feedback.weights);
        trial.loss = self.loss.unwrap_or(trial.loss);
        trial.seed = self.seed.unwrap_or(trial.seed);
        Ok(trial)
    }

    /// The scenario with all that is changed of it. Samples are made for a loss, and learning follows what is
    /// set, so all is set before.
    fn open(&self, name: &Path) -> Result<Opened, CliError> {
        let source = find(name)?;
        let opened = source.open(&self.settings)?;
        let set = |key: &str, value: Option<String>| value.map(|value| format!("{key}={value}"));
        let activation = self.activation.map(|a| a.key().to_owned());
        let loss = self.loss.filter(|_| opened.scenario.task.is_some());
        let feedback = self.feedback.map(|way| feedback_option(way).word());
        let options = [
            set(ACTIVATION.key, activation),
            set(LOSS.key, loss.map(|loss| loss.key().to_owned())),
            set(FEEDBACK.key, feedback.map(str::to_owned)),
            set(SEED.key, self.seed.map(|seed| seed.to_string())),
        ];
        let options: Vec<String> = options.into_iter().flatten().collect();
        if options.is_empty() {
            return Ok(opened);
        }
        Ok(source.open(&[self.settings.clone(), options].concat())?)
    }
}

/// The network, σ, f, feedback, loss, seed and samples of a scenario, after so many plasticity updates.
fn of_scenario(opened: &Opened, name: &Path, iterations: u64) -> Result<Trial, CliError> {
    let scenario = &opened.scenario;
    let Some(layers) = scenario.network.topology.layers() else {
        return Err(CliError::Refused(format!(
            "{} has no layers, so there is no backpropagation to compare with; give its network layers = [4, 8, 3], or leave out the scenario",
            name.display()
        )));
    };
    let first = opened.samples.as_ref().and_then(|samples| {
        let pair = (samples.inputs.first()?, samples.targets.first()?);
        Some((pair.0.clone(), pair.1.clone()))
    });
    let mut given = opened.given.clone();
    if iterations > 0 {
        let mut runner = Runner::of(opened);
        runner.run_to(iterations)?;
        given.weights = Some(runner.weights());
        given.feedback = runner.feedback();
    }
    Ok(Trial {
        activation: scenario.rules.activation,
        balance: scenario.rules.balance,
        feedback: scenario.rules.feedback,
        loss: scenario.rules.teaching.loss,
        seed: scenario.run.seed,
        network_seed: scenario.run.network_seed,
        weight_gain: scenario.network.weight_gain,
        given,
        iterations,
        sample: first,
        samples: opened.samples.clone().unwrap_or_default(),
        ..Trial::new(layers.clone())
    })
}
