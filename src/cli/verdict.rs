//! What a trial has shown, as a table and a sentence.

use super::trial::{Evidence, Trial};
use crate::analysis::LayerAgreement;
use crate::model::FeedbackWeights;
use crate::scenario::feedback_option;

/// Central differences are less exact themselves than this.
const LEAST_TOLERANCE_OF_DIFFERENCES: f64 = 1e-6;

/// Stands for a number that there is not.
const NOTHING: &str = "-";
const SKIPPED: &str = "- where central differences say nothing: across a corner of the bounded ReLU, or where the gradient is lost in the rounding of the loss.\n\n";

const HEADINGS: [&str; 8] = [
    "synapses",
    "size",
    "to reverse mode",
    "measured",
    "to differences",
    "cosine",
    "norm ratio",
    "angle",
];

/// Sums up a trial for people, and says whether every difference is within its bound, which is relative
/// to the largest gradient of a layer.
pub(super) fn report(
    trial: &Trial,
    evidence: &Evidence,
    tolerance: f64,
    precision: &str,
) -> (String, bool) {
    let layers = evidence.equation.layers.iter();
    let rows: Vec<[String; 8]> = layers
        .zip(evidence.measured.layers.iter().zip(&evidence.angles))
        .map(|(equation, (measured, angle))| row(trial, evidence, [equation, measured], *angle))
        .collect();
    let skipped = rows.iter().any(|row| row[4] == NOTHING);
    let (agrees, verdict) = verdict(trial, evidence, tolerance);
    let text = format!(
        "{}\n\n{}\n{}{verdict}\n",
        heading(trial, evidence, precision),
        table(&rows),
        if skipped { SKIPPED } else { "" },
    );
    (text, agrees)
}

fn heading(trial: &Trial, evidence: &Evidence, precision: &str) -> String {
    let layers = &trial.layers;
    let sizes: Vec<String> = layers.sizes.iter().map(usize::to_string).collect();
    let with = |present: bool, what: &'static str| if present { what } else { "" };
    format!(
        "layers {}{}{}{}, {}, {} loss, {precision}, seed {}{}, loss at the sample {:.6}\n\
         Largest difference between the rule and the gradient, relative to the largest gradient of the layer; angle of {}:",
        sizes.join(","),
        with(layers.bias, " with bias"),
        with(layers.skip, " with skips"),
        with(layers.recurrent, " with recurrent synapses"),
        trial.activation.key(),
        trial.loss.key(),
        trial.seed,
        match trial.iterations {
            0 => String::new(),
            made => format!(", after {made} iterations"),
        },
        evidence.feedforward.loss(
            trial.loss,
            &evidence.feedforward.output(&evidence.input),
            &evidence.target
        ),
        changes(evidence),
    )
}

fn row(
    trial: &Trial,
    evidence: &Evidence,
    [equation, measured]: [&LayerAgreement; 2],
    angle: Option<f64>,
) -> [String; 8] {
    let optional = |value: Option<f64>, show: fn(f64) -> String| {
        value.map_or_else(|| NOTHING.to_owned(), show)
    };
    let small = |v: f64| format!("{v:.1e}");
    let plain = |v: f64| format!("{v:.9}");
    let (from, to) = ends(trial, equation);
    [
        format!("{from} → {to}"),
        format!("{} × {}", equation.post.len(), equation.pre.len()),
        small(equation.largest_relative_difference),
        small(measured.largest_relative_difference),
        optional(evidence.equation.finite_difference(equation), small),
        optional(equation.cosine, plain),
        optional(equation.norm_ratio, plain),
        optional(angle, degrees),
    ]
}

/// "91.3°"; "0°" for what is rounding.
fn degrees(angle: f64) -> String {
    match angle < 0.05 {
        true => "0°".to_owned(),
        false => format!("{angle:.1}°"),
    }
}

/// The layers, counted from 1, that a block of synapses leads from and to.
pub(super) fn ends(trial: &Trial, block: &LayerAgreement) -> (usize, usize) {
    let senders = trial.layers.senders();
    let layer = |neuron: usize| senders.iter().position(|s| s.contains(&neuron));
    let number = |neuron: usize| layer(neuron).map_or(0, |at| at + 1);
    (number(block.pre.start), number(block.post.start))
}

/// Columns as wide as they must be, the first to the left and the others to the right.
fn table(rows: &[[String; 8]]) -> String {
    let headings = HEADINGS.map(str::to_owned);
    let all = || std::iter::once(&headings).chain(rows);
    let width = |column: usize| all().map(|row| row[column].chars().count()).max();
    let mut text = String::new();
    for row in all() {
        for (column, cell) in row.iter().enumerate() {
            let width = width(column).unwrap_or(0);
            text += &match column {
                0 => format!("{cell:<width$}"),
                _ => format!("  {cell:>width$}"),
            };
        }
        text.push('\n');
    }
    text
}

/// Whether every difference is within its bound, and a sentence on it.
fn verdict(trial: &Trial, evidence: &Evidence, allowed: f64) -> (bool, String) {
    let (equation, measured) = (&evidence.equation, &evidence.measured);
    let [exact, changed] = [equation, measured].map(|a| a.largest_relative_difference);
    let worst = if changed.is_nan() || changed > exact {
        changed
    } else {
        exact
    };
    if worst > allowed || worst.is_nan() {
        let told = format!(
            "The rule is NOT backpropagation here: {}{}. They differ by {worst:.1e}, and {allowed:.0e} is allowed.",
            why_not(trial, evidence),
            angles(trial, evidence),
        );
        return (false, told);
    }
    let layers = equation.layers.iter();
    let differences = layers.filter_map(|layer| equation.finite_difference(layer));
    let differences = differences.fold(0.0, f64::max);
    let allowed_then = allowed.max(LEAST_TOLERANCE_OF_DIFFERENCES);
    if differences > allowed_then {
        let told = format!(
            "The rule agrees with reverse mode, but NOT with central differences: they differ by {differences:.1e}, and {allowed_then:.0e} is allowed."
        );
        return (false, told);
    }
    let silent = |layer: &&LayerAgreement| layer.gradient.iter().all(|&g| g == 0.0);
    let caution = match equation.layers.iter().filter(silent).count() {
        0 => String::new(),
        all if all == equation.layers.len() => {
            ", but only because both are zero everywhere; try another seed".to_owned()
        }
        some => format!(", though in {some} of the layers both are zero"),
    };
    let told = format!(
        "The rule is backpropagation here: they differ by at most {worst:.1e}, and {allowed:.0e} is allowed{caution}."
    );
    (true, told)
}

/// Of what changes the angle is.
fn changes(evidence: &Evidence) -> String {
    match evidence.angle_samples {
        1 => "the changes at the sample".to_owned(),
        some => format!("the changes summed over {some} training samples"),
    }
}

/// The angle to the gradient, layer by layer, in words.
fn angles(trial: &Trial, evidence: &Evidence) -> String {
    let layers = || evidence.equation.layers.iter().zip(&evidence.angles);
    let name = |layer: &LayerAgreement| {
        let (from, to) = ends(trial, layer);
        format!("{from} → {to}")
    };
    let known = layers().filter_map(|(layer, angle)| {
        let angle = degrees((*angle)?);
        Some(format!("{angle} in {}", name(layer)))
    });
    let known: Vec<String> = known.collect();
    let without = layers().filter(|(_, angle)| angle.is_none());
    let without: Vec<String> = without.map(|(layer, _)| name(layer)).collect();
    let mut told = format!("the angle to the gradient is {}", known.join(", "));
    if known.is_empty() {
        told = "there is no angle to the gradient".to_owned();
    }
    if !without.is_empty() {
        told += &format!(
            "; {} has none, as nothing changes there",
            without.join(", ")
        );
    }
    format!("{told} (of {})", changes(evidence))
}

/// Why the rule is not the gradient, as far as that is known, with a semicolon.
fn why_not(trial: &Trial, evidence: &Evidence) -> String {
    let way = trial.feedback.weights;
    let why = if way != FeedbackWeights::Same {
        format!("credit returns {}", feedback_option(way).label)
    } else if trial.feedback.transport_noise > 0.0 {
        "synapses carry credit back with noise".to_owned()
    } else if trial.layers.recurrent {
        "with recurrent synapses credit takes ways that the layers do not have".to_owned()
    } else if trial.balance != Default::default() {
        "the balance function is not the derivative of σ".to_owned()
    } else if !evidence.settled {
        "firing or credit had not settled".to_owned()
    } else {
        return String::new();
    };
    format!("{why}; ")
}
