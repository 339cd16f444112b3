//! Changing single keys of a TOML text, so that all else in it stays as its writer left it.

use toml_edit::{DocumentMut, InlineTable, Item, Table, Value};

use super::edit_compare;
use super::read::parse;
use crate::model::{Balance, Fall, Layers, LearningRate, Rules, Topology};
use crate::scenario::definition::Scenario;
use crate::scenario::keys::{KEYS, PRESENT_MS, value_text};

/// `original` with only those keys changed whose value differs in `scenario`. `None` if that cannot
/// be done: the original is no valid scenario.
pub(in crate::scenario) fn edited(scenario: &Scenario, original: &str) -> Option<String> {
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
    for key in KEYS {
        let wanted = value_text(scenario, key);
        let written = find(&document, key).is_some();
        let reference = match key {
            _ if written => &before,
            // Without either key a network is the all-to-all one of the default scenario.
            "network.neurons" | "network.layers" => &Scenario::default(),
            // Nor has it a task.
            "task.dataset" | "task.file" => &Scenario::default(),
            // The defaults are those beside the wanted presentation.
            "task.present_ms" => &usual_rules,
            // What a table of the learning rate leaves out.
            key if key.starts_with(RATE_TABLE) => &falling,
            // These exist only beside the weights.
            "network.weights_transposed" | "network.weights_scale" => &beside_weights,
            _ => &defaults,
        };
        if wanted == value_text(reference, key) || is_elsewhere(&document, scenario, key) {
            continue;
        }
        match wanted {
            Some(text) => set(&mut document, key, text.parse().ok()?)?,
            None => remove(&mut document, key),
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

const RATE: &str = "plasticity.learning_rate";
const RATE_TABLE: &str = "plasticity.learning_rate.";

/// Whether the value of `key` is written under another key: a Gaussian balance has its own table
/// `network.balance` in some files, and is one inline value in the others. So has a learning rate
/// that falls.
fn is_elsewhere(document: &DocumentMut, scenario: &Scenario, key: &str) -> bool {
    let gaussian = matches!(scenario.rules.balance, Balance::Gaussian { .. });
    let has_width = find(document, "network.balance.gaussian_width").is_some();
    let falls = scenario.rules.plasticity.learning_rate.fall().is_some();
    let rate_is_table = find(document, RATE).is_some_and(Item::is_table_like);
    match key {
        "network.balance" => gaussian && has_width,
        "network.balance.gaussian_width" => !(gaussian && has_width),
        RATE => falls && rate_is_table,
        key if key.starts_with(RATE_TABLE) => !(falls && rate_is_table),
        _ => false,
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
        let Some(found) = find(document, old).filter(|_| outdated) else {
            continue;
        };
        let mut value: Value = text.parse().ok()?;
        *value.decor_mut() = found.as_value()?.decor().clone();
        let (_, old_name) = old.rsplit_once('.')?;
        let (parent, new_name) = parent(document, new)?;
        let parent = parent.as_table_like_mut()?;
        let decor = parent.key(old_name)?.leaf_decor().clone();
        parent.remove(old_name);
        parent.insert(new_name, Item::Value(value));
        *parent.key_mut(new_name)?.leaf_decor_mut() = decor;
    }
    Some(())
}

/// The item at a dotted key.
pub(in crate::scenario) fn find<'a>(document: &'a DocumentMut, key: &str) -> Option<&'a Item> {
    let root = document.as_item();
    key.split('.').try_fold(root, |item, name| item.get(name))
}

/// Writes `value` at a dotted key, in the place and with the comments of what stood there. `None` if
/// something on the way is no table.
pub(in crate::scenario) fn set(
    document: &mut DocumentMut,
    key: &str,
    mut value: Value,
) -> Option<()> {
    let (parent, name) = parent(document, key)?;
    if let Some(Item::Value(old)) = parent.get_mut(name) {
        *value.decor_mut() = old.decor().clone();
        *old = value;
        return Some(());
    }
    let table = parent.as_table_like_mut()?;
    table.remove(name);
    table.insert(name, Item::Value(value));
    tidy(parent);
    Some(())
}

/// Removes a dotted key.
pub(in crate::scenario) fn remove(document: &mut DocumentMut, key: &str) {
    if find(document, key).is_none() {
        return;
    }
    if let Some((parent, name)) = parent(document, key) {
        if let Some(table) = parent.as_table_like_mut() {
            table.remove(name);
        }
        tidy(parent);
    }
}

/// The table that a dotted key stands in, made where it is missing, and the last name of the key.
fn parent<'a, 'k>(document: &'a mut DocumentMut, key: &'k str) -> Option<(&'a mut Item, &'k str)> {
    let mut item = document.as_item_mut();
    let mut names = key.split('.').peekable();
    // Tables at the top level are sections, and so are those that side B has of them.
    let mut sections = 1 + usize::from(key.starts_with("compare."));
    loop {
        let name = names.next()?;
        if names.peek().is_none() {
            return Some((item, name));
        }
        let is_section = sections > 0 && item.as_table().is_some_and(|table| !table.is_dotted());
        let table = item.as_table_like_mut()?;
        let inner = table.entry(name).or_insert(match is_section {
            true => Item::Table(Table::new()),
            false => Item::Value(Value::InlineTable(InlineTable::new())),
        });
        if !is_section && !inner.is_table_like() {
            *inner = Item::Value(Value::InlineTable(InlineTable::new()));
        }
        item = inner;
        sections = sections.saturating_sub(1);
    }
}

/// Spaces an inline table evenly after a change, unless it has comments or line breaks inside.
fn tidy(item: &mut Item) {
    if let Item::Value(Value::InlineTable(table)) = item {
        let written = table.to_string();
        if !written.trim().contains(['\n', '#']) {
            table.fmt();
        }
    }
}

fn with_line_ends_of(original: &str, text: String) -> String {
    if original.contains("\r\n") {
        text.replace("\r\n", "\n").replace('\n', "\r\n")
    } else {
        text
    }
}
