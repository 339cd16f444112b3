//! What a scenario becomes by a change of its keys, and which keys make one scenario into another.

use super::differences::differences;
use super::overrides::with_changes;
use super::read::parse;
use super::write::to_toml;
use crate::scenario::definition::Scenario;
use crate::scenario::error::ScenarioError;

/// A side with other values for some keys. Its claims, its changes and its comparison are left out.
///
/// # Errors
/// When the values are not allowed, alone or together.
pub(crate) fn changed(
    side: &Scenario,
    set: &[(String, String)],
) -> Result<Scenario, ScenarioError> {
    let bare = Scenario {
        claims: Vec::new(),
        changes: Vec::new(),
        compare: None,
        ..side.clone()
    };
    let settings = set.iter().map(|(key, value)| format!("{key}={value}"));
    let settings: Vec<String> = settings.collect();
    let name = |setting: &str| setting.to_owned();
    let text = with_changes(&to_toml(&bare, None), "", &settings, name)?;
    parse(&text, "")
}

/// The keys, with their values as TOML, that make the rules of one side into those of another.
pub(crate) fn settings_between(before: &Scenario, after: &Scenario) -> Vec<(String, String)> {
    let told = differences(before, after).into_iter();
    told.filter_map(|difference| Some((difference.key.to_owned(), difference.b?)))
        .collect()
}
