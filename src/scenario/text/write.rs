//! From a [`Scenario`] to the text of its file.

use super::edit::edited;
use super::edit_compare;
use crate::analysis::Quality;
use crate::model::{Activation, CreditClampMode, LearningRate, Loss};
use crate::scenario::definition::{Dataset, Scenario};
use crate::scenario::keys::{self, KEYS, QUANTITIES, value_text};

/// Writes a scenario so that [`parse`](crate::scenario::parse) gives it back exactly.
///
/// With an `original` text, its comments, order and spellings survive: only keys whose value differs
/// are changed, and keys that it left out are added only where they differ from the default. Without
/// one, or if the original is not a valid scenario, every key is written, each with a short comment.
pub fn to_toml(scenario: &Scenario, original: Option<&str>) -> String {
    original
        .and_then(|original| edited(scenario, original))
        .unwrap_or_else(|| complete(scenario))
}

const HEADER: &str = "# A scenario of Accordance. A key that is left out has its default.\n";

fn complete(scenario: &Scenario) -> String {
    let mut text = HEADER.to_owned();
    for key in KEYS.into_iter().filter(|key| !key.contains('.')) {
        if let Some(value) = value_text(scenario, key) {
            text.push_str(&format!("{key} = {value}\n"));
        }
    }
    for section in [
        "network",
        "drive",
        "clocks",
        "plasticity",
        "task",
        "analysis",
        "run",
    ] {
        if section == "task" && scenario.task.is_none() {
            continue;
        }
        text.push_str(&format!("\n[{section}]\n"));
        text.push_str(&aligned(&lines(scenario, section)));
    }
    match scenario.compare {
        Some(_) => edit_compare::added(&text, scenario),
        None => text,
    }
}

/// The lines `key = value` of a section, each with its comment.
fn lines(scenario: &Scenario, section: &str) -> Vec<(String, String)> {
    keys::names_in(section)
        .into_iter()
        .filter_map(|name| {
            let key = format!("{section}.{name}");
            let value = value_text(scenario, &key).or_else(|| inline(scenario, &key))?;
            Some((format!("{name} = {value}"), comment(scenario, &key)))
        })
        .collect()
}

/// The keys below `table` as an inline table.
fn inline(scenario: &Scenario, table: &str) -> Option<String> {
    let pairs: Vec<String> = keys::names_in(table)
        .into_iter()
        .filter_map(|name| {
            let value = value_text(scenario, &format!("{table}.{name}"))?;
            Some(format!("{name} = {value}"))
        })
        .collect();
    (!pairs.is_empty()).then(|| format!("{{ {} }}", pairs.join(", ")))
}

fn aligned(lines: &[(String, String)]) -> String {
    const WIDEST: usize = 40;
    let width = |line: &str| line.chars().count();
    let column = lines
        .iter()
        .map(|(line, _)| width(line))
        .filter(|width| *width <= WIDEST)
        .max()
        .unwrap_or(0);
    let written = lines.iter().map(|(line, comment)| match comment.as_str() {
        "" => format!("{line}\n"),
        _ if width(line) > column => format!("# {comment}\n{line}\n"),
        _ => format!("{line}{}  # {comment}\n", " ".repeat(column - width(line))),
    });
    written.collect()
}

/// What a key means, on one line.
fn comment(scenario: &Scenario, key: &str) -> String {
    match key {
        "network.layers" => "sizes of the layers, from input to output".to_owned(),
        "network.activation" => {
            let all = Activation::ALL.map(Activation::key);
            let equation = scenario.rules.activation.equation();
            format!("{equation}; one of {}", all.join(", "))
        }
        "network.balance" => "f: derivative, or { gaussian_width = b }".to_owned(),
        "network.weights" => "W at the start: a row per receiving neuron, or a graph".to_owned(),
        "network.weights_transposed" => {
            "whether rows, or sources of edges, are the other way round".to_owned()
        }
        "network.firing" => "x at the start".to_owned(),
        "network.credit" => "c at the start".to_owned(),
        "network.bias" => "a neuron that fires at 1 in every layer but the last".to_owned(),
        "network.skip" => "synapses past layers too".to_owned(),
        "network.recurrent" => "synapses within hidden and output layers too".to_owned(),
        "plasticity.learning_rate" => match scenario.rules.plasticity.learning_rate {
            LearningRate::Constant(_) => keys::LEARNING_RATE.equation.to_owned(),
            LearningRate::Falling(fall) => fall.shape.equation().to_owned(),
        },
        "analysis.measure" => {
            let all = Quality::ALL.map(Quality::key);
            format!("what communities are good by: {}", all.join(" or "))
        }
        "analysis.direction" => "undirected, or directed: who sends and who receives".to_owned(),
        "analysis.resolution" => "γ, higher for more and smaller communities".to_owned(),
        "task.dataset" => format!("one of {}", Dataset::KEYS.join(", ")),
        "task.file" => "a row per sample: inputs, then targets".to_owned(),
        "task.loss" => Loss::ALL.map(Loss::key).join(" or "),
        "task.input_window" => keys::INPUT_FROM.equation.to_owned(),
        "task.output_window" => keys::OUTPUT_FROM.equation.to_owned(),
        "drive.credit_clamp" => {
            let modes = CreditClampMode::ALL.map(CreditClampMode::key);
            let rule = keys::CREDIT_CLAMP.equation;
            format!("{rule}; mode: {}", modes.join(" or "))
        }
        "plasticity.shuffled_credit" => "a control: credit goes to random neurons".to_owned(),
        "drive.input_clamp" => keys::INPUT_CLAMP.equation.to_owned(),
        _ => QUANTITIES
            .iter()
            .find(|quantity| quantity.key == key)
            .map(|quantity| match quantity.equation {
                "" => quantity.help.to_owned(),
                equation => equation.to_owned(),
            })
            .unwrap_or_default(),
    }
}
