//! Bringing the text of a scenario up to date, key by key, where its writer put them; of side B no
//! more than differs from what it would be without `[compare]`.

use toml_edit::{DocumentMut, Item, Table, Value};

use super::branch::Branch;
use super::change_tables::write_changes;
use super::entries::lack;
use super::read::{parse, unchecked_side_b};
use super::{claims, document};
use crate::model::{Fall, Layers, LearningRate, Rules, Topology};
use crate::scenario::definition::Scenario;
use crate::scenario::keys::{
    COMPARE, LEARNING_RATE, PRESENT_MS, in_one_line, is_table, keys, keys_of_a_side, own_value,
    value_text, whole,
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
    swap_sizes(&mut document, &before, scenario)?;
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
            // What ends the lines of a file would become part of a text of several.
            Some(text) if original.contains('\r') => {
                document::set(&mut document, key, in_one_line(&text).parse().ok()?)?;
            }
            Some(text) => document::set(&mut document, key, text.parse().ok()?)?,
            None => document::remove(&mut document, key),
        }
    }
    if scenario.task.is_none() {
        document.remove("task");
    }
    write_changes(document.as_table_mut(), &before.changes, &scenario.changes)?;
    write_compare(&mut document, &before, scenario)?;
    claims::write(&mut document, &before.claims, &scenario.claims)?;
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
fn swap_sizes(document: &mut DocumentMut, before: &Scenario, scenario: &Scenario) -> Option<()> {
    for [old, new] in document::SIZES {
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
    match original.contains("\r\n") {
        true => text.replace("\r\n", "\n").replace('\n', "\r\n"),
        false => text,
    }
}

/// Told above a `[compare]` that the program writes.
const HEADER: &str = "\n# Side B of a comparison: all as above but for what stands here.\n";

/// Keys on which the defaults of others depend, each group before the next, and before all others.
const FIRST: [&[&str]; 3] = [
    &[
        "network.neurons",
        "network.layers",
        "network.weights",
        "task.dataset",
        "task.file",
    ],
    &["network.bias", "network.skip", "network.recurrent"],
    &["task.present_ms"],
];

/// Told above one that parts from side A later.
const HEADER_OF_BRANCH: &str =
    "\n# Side B of a comparison: as above until then, and from then on with what stands here.\n";

/// Brings `[compare]` of a document up to date, the rest of which is. Keys whose value is the one
/// that they had `before` stay as they are written.
fn write_compare(document: &mut DocumentMut, before: &Scenario, scenario: &Scenario) -> Option<()> {
    let Some(b) = scenario.side_b() else {
        document.remove(COMPARE);
        return Some(());
    };
    let was_branch = before.compare.as_ref().is_some_and(|b| b.from.is_some());
    if let Some(branch) = Branch::of(scenario) {
        let stands = || Some(parse(&document.to_string(), "").ok()?.compare == scenario.compare);
        return match was_branch && stands() == Some(true) {
            true => Some(()),
            false => branch.write(document, HEADER_OF_BRANCH),
        };
    }
    let table = document.get(COMPARE).and_then(Item::as_table);
    let holds_tables = table.is_some_and(|table| !table.is_dotted());
    let mut before = before.side_b();
    if was_branch || (!holds_tables && !b.changes.is_empty()) {
        document.remove(COMPARE);
        before = None;
    }
    let needed = needed(document, &b)?;
    if document.get(COMPARE).is_none() {
        let mut table = Table::new();
        table.decor_mut().set_prefix(HEADER);
        document.insert(COMPARE, Item::Table(table));
    }
    for key in keys_of_a_side() {
        let place = format!("{COMPARE}.{key}");
        let stands = document::find(document, &place).is_some();
        let unchanged = before
            .as_ref()
            .is_some_and(|before| text_of(before, key) == text_of(&b, key));
        if stands && unchanged {
            continue;
        }
        match needed.iter().find(|(needed, _)| *needed == key) {
            Some((_, text)) => document::set(document, &place, text.parse().ok()?)?,
            None => document::remove(document, &place),
        }
    }
    let changes = before.map_or_else(Vec::new, |before| before.changes);
    if changes != b.changes {
        let table = document.get_mut(COMPARE)?.as_table_mut()?;
        write_changes(table, &changes, &b.changes)?;
    }
    tidy(document.get_mut(COMPARE)?);
    Some(())
}

/// The text of a scenario without a comparison, with side B of `scenario` added.
pub(crate) fn added(text: &str, scenario: &Scenario) -> String {
    let with_b = || {
        let mut document: DocumentMut = text.parse().ok()?;
        write_compare(&mut document, &scenario.side_a(), scenario)?;
        Some(document.to_string())
    };
    with_b().unwrap_or_else(|| text.to_owned())
}

/// The value of a key as it stands in `[compare]`, where also the lack of something can be said.
fn text_of(scenario: &Scenario, key: &str) -> Option<String> {
    let lack = || Some(format!("{:?}", lack(key)?));
    value_text(scenario, key).or_else(lack)
}

/// The keys, with their values, that make side B of what stands outside `[compare]`.
fn needed(document: &DocumentMut, b: &Scenario) -> Option<Vec<(&'static str, String)>> {
    let mut bare = document.clone();
    bare.insert(COMPARE, Item::Table(Table::new()));
    let mut needed: Vec<(&'static str, String)> = Vec::new();
    let is_first = |key: &str| FIRST.iter().any(|group| group.contains(&key));
    for group in 0..=FIRST.len() {
        let so_far = unchecked_side_b(&bare.to_string())?;
        let belongs = |key: &&'static str| match FIRST.get(group) {
            Some(keys) => keys.contains(key),
            None => !is_first(key),
        };
        for key in keys_of_a_side().filter(belongs) {
            let Some(text) = text_of(b, key) else {
                continue;
            };
            if text_of(&so_far, key).as_ref() != Some(&text) {
                document::set(&mut bare, &format!("{COMPARE}.{key}"), text.parse().ok()?)?;
                needed.push((key, text));
            }
        }
    }
    Some(needed)
}

/// Takes away sections that have become empty, but not the table itself: empty, it says that side B
/// is a copy of side A.
fn tidy(item: &mut Item) {
    let Some(table) = item.as_table_mut() else {
        return;
    };
    let is_empty = |item: &Item| item.as_table_like().is_some_and(|inner| inner.is_empty());
    table.retain(|_, item| !is_empty(item));
    if table.is_empty() {
        table.set_implicit(false);
        table.set_dotted(false);
    }
}
