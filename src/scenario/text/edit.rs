//! Bringing the text of a scenario up to date, key by key, where its writer put them.

use toml_edit::{DocumentMut, Item, Value};

use super::read::parse;
use super::{document, edit_compare};
use crate::model::{Fall, Layers, LearningRate, Rules, Topology};
use crate::scenario::definition::Scenario;
use crate::scenario::keys::{
    LEARNING_RATE, PRESENT_MS, is_table, keys, own_value, value_text, whole,
};

/// `original` with only those keys changed whose value differs in `scenario`. `None` if that cannot
/// be done: the original is no valid scenario.
pub(crate) fn edited(scenario: &Scenario, original: &str) -> Option<String> {
    let before = parse(original, "").ok()?;
    if before == *scenario {
        return Some(original.to_owned());
    }
    let mut document: DocumentMut = original.parse().ok()?;
    let defaults = defaults_beside(scenario);
    let usual_rules = Scenario {
        rules: Rules::default(),
        ..defaults.clone()
    };
    let mut falling = defaults.clone();
    falling.rules.plasticity.learning_rate = LearningRate::Falling(Fall::default());
    let mut beside_weights = defaults.clone();
    beside_weights.network.files.weights = scenario.network.files.weights.clone();
    swap(
        &mut document,
        &before,
        scenario,
        ["network.neurons", "network.layers"],
    )?;
    for key in keys() {
        let wanted = value_text(scenario, key);
        let written = document::find(&document, key).is_some();
        let reference = match key {
            _ if written => &before,
            // Without either key a network is the all-to-all one of the default scenario.
            "network.neurons" | "network.layers" => &Scenario::default(),
            // Nor has it a task.
            "task.dataset" | "task.file" => &Scenario::default(),
            // The defaults are those beside the wanted presentation.
            "task.present_ms" => &usual_rules,
            // What a table of the learning rate leaves out.
            key if whole(key) == Some(LEARNING_RATE.key) => &falling,
            // These exist only beside the weights.
            "network.weights_transposed" | "network.weights_scale" => &beside_weights,
            _ => &defaults,
        };
        if wanted == value_text(reference, key) || is_elsewhere(&document, scenario, key) {
            continue;
        }
        match wanted {
            Some(text) => document::set(&mut document, key, text.parse().ok()?)?,
            None => document::remove(&mut document, key),
        }
    }
    if scenario.task.is_none() {
        document.remove("task");
    }
    edit_compare::write(&mut document, &before, scenario)?;
    let text = with_line_ends_of(original, document.to_string());
    (parse(&text, "").as_ref() == Ok(scenario)).then_some(text)
}

/// What the keys are that a file leaves out, given those on which the defaults of others depend.
fn defaults_beside(scenario: &Scenario) -> Scenario {
    let topology = match &scenario.network.topology {
        Topology::Layered(layers) => Topology::Layered(Layers::plain(&layers.sizes)),
        all_to_all => all_to_all.clone(),
    };
    let Some(task) = &scenario.task else {
        return Scenario::with_topology(topology);
    };
    let mut defaults = Scenario::with_task(topology, task.dataset.clone());
    (PRESENT_MS.set)(&mut defaults, scenario.rules.teaching.present_ms);
    defaults
}

/// Whether the value of `key` is written under another key: what is a table, such as a Gaussian
/// balance or a learning rate that falls, stands as keys of its own in some files, and is one inline
/// value in the others.
fn is_elsewhere(document: &DocumentMut, scenario: &Scenario, key: &str) -> bool {
    let in_its_table = |key: &str| {
        let written = document::find(document, key);
        own_value(scenario, key).is_none() && written.is_some_and(Item::is_table_like)
    };
    match whole(key) {
        Some(whole) => !in_its_table(whole),
        None => is_table(key) && in_its_table(key),
    }
}

/// Where the scenario has one of two keys that exclude each other and the document the other, puts
/// the one in the place of the other, with its comments.
fn swap(
    document: &mut DocumentMut,
    before: &Scenario,
    scenario: &Scenario,
    keys: [&str; 2],
) -> Option<()> {
    for [old, new] in [keys, [keys[1], keys[0]]] {
        let (None, Some(text)) = (value_text(scenario, old), value_text(scenario, new)) else {
            continue;
        };
        let outdated = value_text(before, old).is_some();
        let Some(found) = document::find(document, old).filter(|_| outdated) else {
            continue;
        };
        let mut value: Value = text.parse().ok()?;
        *value.decor_mut() = found.as_value()?.decor().clone();
        let (_, old_name) = old.rsplit_once('.')?;
        let (parent, new_name) = document::parent(document, new)?;
        let parent = parent.as_table_like_mut()?;
        let decor = parent.key(old_name)?.leaf_decor().clone();
        parent.remove(old_name);
        parent.insert(new_name, Item::Value(value));
        *parent.key_mut(new_name)?.leaf_decor_mut() = decor;
    }
    Some(())
}

fn with_line_ends_of(original: &str, text: String) -> String {
    if original.contains("\r\n") {
        text.replace("\r\n", "\n").replace('\n', "\r\n")
    } else {
        text
    }
}
