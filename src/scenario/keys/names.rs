//! The keys of a scenario file: their names, their order, and how each value is written.

use super::QUANTITIES;
use crate::model::{Balance, Fall, LearningRate};
use crate::scenario::definition::{Dataset, Scenario};

/// Every key, in the order of a file that the program writes. `network.balance` is either a string
/// or a table with the key after it, `plasticity.learning_rate` either a number or a table with the keys
/// after it.
pub(in crate::scenario) const KEYS: [&str; 53] = [
    "format",
    "name",
    "summary",
    "network.neurons",
    "network.layers",
    "network.bias",
    "network.skip",
    "network.recurrent",
    "network.activation",
    "network.balance",
    "network.balance.gaussian_width",
    "network.weight_gain",
    "network.initial_firing_sd",
    "network.initial_credit_sd",
    "network.weights",
    "network.weights_transposed",
    "network.weights_scale",
    "network.firing",
    "network.credit",
    "drive.firing_noise_sd",
    "drive.credit_noise_sd",
    "drive.credit_clamp.fraction",
    "drive.credit_clamp.mode",
    "drive.credit_clamp.diagonal",
    "drive.credit_clamp.until_ms",
    "drive.input_clamp.fraction",
    "clocks.firing_ms",
    "clocks.credit_ms",
    "clocks.plasticity_ms",
    "plasticity.learning_rate",
    "plasticity.learning_rate.from",
    "plasticity.learning_rate.to",
    "plasticity.learning_rate.over_iterations",
    "plasticity.learning_rate.shape",
    "plasticity.pruning",
    "plasticity.shuffled_credit",
    "task.dataset",
    "task.file",
    "task.samples",
    "task.held_out",
    "task.loss",
    "task.batch",
    "task.present_ms",
    "task.input_window.from_ms",
    "task.input_window.to_ms",
    "task.output_window.from_ms",
    "task.output_window.to_ms",
    "analysis.measure",
    "analysis.direction",
    "analysis.resolution",
    "run.seed",
    "run.network_seed",
    "run.iterations",
];

/// The known key with this path.
pub(in crate::scenario) fn known(path: &str) -> Option<&'static str> {
    KEYS.into_iter().find(|key| *key == path)
}

/// The table with what side B of a comparison has of its own.
pub(in crate::scenario) const COMPARE: &str = "compare";

/// Whether the sides of a comparison share this key, so that it cannot stand in `[compare]`.
pub(in crate::scenario) fn is_shared(key: &str) -> bool {
    const SHARED: [&str; 5] = ["format", "name", "summary", "run", "analysis"];
    SHARED.contains(&key.split('.').next().unwrap_or_default())
}

/// Whether the value of another key tells this one too: a table is written as one inline value of the
/// key that it stands under.
pub(in crate::scenario) fn is_told_by_another(key: &str) -> bool {
    key.starts_with("network.balance.") || key.starts_with("plasticity.learning_rate.")
}

/// The names that may stand in `[compare]`, or in a table in it.
pub(in crate::scenario) fn names_in_compare(path: &str) -> Vec<&'static str> {
    let mut names = names_in(path);
    names.retain(|name| !path.is_empty() || !is_shared(name));
    names
}

/// Whether keys stand under this path; the empty path is the top level.
pub(in crate::scenario) fn is_table(path: &str) -> bool {
    KEYS.iter().any(|key| below(path, key).is_some())
}

/// The names that may stand directly under `path`.
pub(in crate::scenario) fn names_in(path: &str) -> Vec<&'static str> {
    let mut names: Vec<&str> = KEYS
        .into_iter()
        .filter_map(|key| below(path, key))
        .filter_map(|rest| rest.split('.').next())
        .collect();
    names.dedup();
    names
}

fn below(path: &str, key: &'static str) -> Option<&'static str> {
    if path.is_empty() {
        return Some(key);
    }
    key.strip_prefix(path)?.strip_prefix('.')
}

/// The key that a writer of `name` in a table probably meant: one of the names that may stand there
/// with nearly the same spelling, or the same name in another table.
pub(in crate::scenario) fn nearest(there: &[&'static str], name: &str) -> Option<String> {
    let tolerated = (name.chars().count() / 3).clamp(1, 3);
    let close = there
        .iter()
        .copied()
        .map(|candidate| (edit_distance(candidate, name), candidate))
        .filter(|(distance, _)| *distance <= tolerated)
        .min();
    if let Some((_, candidate)) = close {
        return Some(candidate.to_owned());
    }
    let elsewhere = KEYS
        .into_iter()
        .find(|key| key.rsplit('.').next() == Some(name));
    elsewhere.map(str::to_owned)
}

/// Levenshtein distance: the fewest insertions, deletions and replacements from `a` to `b`.
fn edit_distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, &to) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(from != to);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

/// The value of `key` as TOML, or `None` where the scenario has no such key.
pub(in crate::scenario) fn value_text(scenario: &Scenario, key: &str) -> Option<String> {
    let network = &scenario.network;
    match key {
        "format" => Some("1".to_owned()),
        "name" => Some(quoted(&scenario.name)),
        "summary" => Some(quoted(&scenario.summary)),
        "network.layers" => network.topology.layers().map(|l| format!("{:?}", l.sizes)),
        "network.bias" => network.topology.layers().map(|l| l.bias.to_string()),
        "network.skip" => network.topology.layers().map(|l| l.skip.to_string()),
        "network.recurrent" => network.topology.layers().map(|l| l.recurrent.to_string()),
        "network.activation" => Some(quoted(scenario.rules.activation.key())),
        "network.balance" => Some(match scenario.rules.balance {
            Balance::Derivative => quoted("derivative"),
            Balance::Gaussian { width } => format!("{{ gaussian_width = {width:?} }}"),
        }),
        "network.weights" => network.files.weights.as_deref().map(quoted),
        "network.weights_transposed" => {
            let transposed = network.files.weights_transposed.to_string();
            network.files.weights.is_some().then_some(transposed)
        }
        "network.firing" => network.files.firing.as_deref().map(quoted),
        "network.credit" => network.files.credit.as_deref().map(quoted),
        "plasticity.shuffled_credit" => Some(scenario.rules.plasticity.shuffled_credit.to_string()),
        "drive.credit_clamp.mode" => Some(quoted(scenario.rules.drive.credit_clamp.mode.key())),
        "plasticity.learning_rate" => Some(match scenario.rules.plasticity.learning_rate {
            LearningRate::Constant(rate) => format!("{rate:?}"),
            LearningRate::Falling(fall) => fall_text(&fall),
        }),
        "plasticity.learning_rate.shape" => {
            let fall = scenario.rules.plasticity.learning_rate.fall()?;
            Some(quoted(fall.shape.key()))
        }
        "analysis.measure" => Some(quoted(scenario.method.quality.key())),
        "analysis.direction" => Some(quoted(scenario.method.direction())),
        "task.dataset" | "task.file" | "task.loss" => task_text(scenario, key),
        _ => number_text(scenario, key),
    }
}

fn fall_text(fall: &Fall) -> String {
    format!(
        "{{ from = {:?}, to = {:?}, over_iterations = {}, shape = {} }}",
        fall.from,
        fall.to,
        fall.over_iterations,
        quoted(fall.shape.key())
    )
}

fn task_text(scenario: &Scenario, key: &str) -> Option<String> {
    let dataset = &scenario.task.as_ref()?.dataset;
    match (key, dataset) {
        ("task.dataset", _) => Some(quoted(dataset.key())),
        ("task.file", Dataset::File(path)) => Some(quoted(path)),
        ("task.loss", _) => Some(quoted(scenario.rules.teaching.loss.key())),
        _ => None,
    }
}

fn number_text(scenario: &Scenario, key: &str) -> Option<String> {
    let quantity = QUANTITIES.iter().find(|q| q.key == key)?;
    let value = (quantity.get)(scenario)?;
    Some(if quantity.limits.whole {
        format!("{value:.0}")
    } else {
        // The shortest digits that read back as the same number.
        format!("{value:?}")
    })
}

/// A TOML string on one line, whatever it holds.
fn quoted(text: &str) -> String {
    let escaped = text.chars().map(|c| match c {
        '"' => "\\\"".to_owned(),
        '\\' => "\\\\".to_owned(),
        '\n' => "\\n".to_owned(),
        '\t' => "\\t".to_owned(),
        c if c.is_control() => format!("\\u{:04X}", u32::from(c)),
        c => c.to_string(),
    });
    format!("\"{}\"", escaped.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_quantity_has_its_key() {
        for quantity in QUANTITIES {
            assert!(known(quantity.key).is_some(), "{}", quantity.key);
        }
    }

    #[test]
    fn a_misspelt_key_finds_its_neighbour_and_a_misplaced_one_its_table() {
        let nearest = |path, name| nearest(&names_in(path), name).unwrap_or_default();
        assert_eq!(nearest("plasticity", "learning_rat"), "learning_rate");
        assert_eq!(nearest("", "nework"), "network");
        assert_eq!(nearest("plasticity", "seed"), "run.seed");
        assert_eq!(nearest("clocks", "colour"), "");
    }

    #[test]
    fn edit_distance_counts_the_fewest_changes() {
        assert_eq!(edit_distance("kitten", "sitting"), 3);
        assert_eq!(edit_distance("", "abc"), 3);
        assert_eq!(edit_distance("same", "same"), 0);
    }
}
