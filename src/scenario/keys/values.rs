//! The values of keys, as they stand in a file.

use super::choice::Written;
use super::quantity::Quantity;
use super::row::Row;
use super::table::{names_in, row};
use crate::scenario::definition::Scenario;

/// The value of a key as TOML, which may be a table of the keys below it; `None` where the scenario
/// has no such key.
pub(crate) fn value_text(scenario: &Scenario, key: &str) -> Option<String> {
    own_value(scenario, key).or_else(|| table(scenario, key))
}

/// The value of a key as TOML, where it has one of its own.
pub(crate) fn own_value(scenario: &Scenario, key: &str) -> Option<String> {
    match row(key)? {
        Row::Format => Some("1".to_owned()),
        Row::Layers => {
            let layers = scenario.network.topology.layers()?;
            Some(format!("{:?}", layers.sizes))
        }
        Row::Number(quantity) => number(quantity, scenario),
        Row::Choice(choice) => match choice.chosen(scenario)?.written {
            Written::Word(word) => Some(quoted(word)),
            Written::Truth(truth) => Some(truth.to_string()),
            Written::Table(_) => None,
        },
        Row::Text(text) => (text.get)(scenario).map(quoted),
    }
}

fn number(quantity: &Quantity, scenario: &Scenario) -> Option<String> {
    let value = (quantity.get)(scenario)?;
    Some(match quantity.limits.whole {
        true => format!("{value:.0}"),
        // The shortest digits that read back as the same number.
        false => format!("{value:?}"),
    })
}

/// The keys below `key` as an inline table.
fn table(scenario: &Scenario, key: &str) -> Option<String> {
    let pair = |name: &str| {
        let value = value_text(scenario, &format!("{key}.{name}"))?;
        Some(format!("{name} = {value}"))
    };
    let pairs: Vec<String> = names_in(key).into_iter().filter_map(pair).collect();
    (!pairs.is_empty()).then(|| format!("{{ {} }}", pairs.join(", ")))
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
