//! Changes to a scenario text from the command line: `--set plasticity.learning_rate=0.3`.

use toml_edit::{DocumentMut, Value};

use super::document;
use super::entries::SourceText;
use super::read::parse;
use crate::scenario::error::{Problem, ScenarioError};
use crate::scenario::keys::{Row, row};

/// The text of a scenario with `settings` of the form KEY=VALUE applied in turn. A value is read as
/// TOML, or else taken as a string, so quotes may be left out.
///
/// # Errors
/// When the text itself is no valid scenario, or a setting names no key or gives a value that is not
/// allowed; such an error names the setting in place of the file.
pub fn with_overrides(
    text: &str,
    source: &str,
    settings: &[String],
) -> Result<String, ScenarioError> {
    with_changes(text, source, settings, |setting| format!("--set {setting}"))
}

/// The same, for settings that go by another `name` in errors.
pub(super) fn with_changes(
    text: &str,
    source: &str,
    settings: &[String],
    name: impl Fn(&str) -> String,
) -> Result<String, ScenarioError> {
    parse(text, source)?;
    let mut text = text.to_owned();
    for (index, setting) in settings.iter().enumerate() {
        text = with_setting(&text, setting, &name(setting))?;
        let is_last = index + 1 == settings.len();
        match parse(&text, &name(setting)) {
            // A later setting may give what is missing.
            Err(error) if is_last || !error.problem.depends_on_other_keys() => {
                return Err(ScenarioError {
                    line: None,
                    ..error
                });
            }
            _ => {}
        }
    }
    Ok(text)
}

fn with_setting(text: &str, setting: &str, name: &str) -> Result<String, ScenarioError> {
    let source = SourceText { text, name };
    let malformed = || source.error(None, None, Problem::MalformedSetting);
    let (key, value) = setting.split_once('=').ok_or_else(malformed)?;
    let (key, value) = (key.trim(), value.trim());
    if key.split('.').any(str::is_empty) || value.is_empty() {
        return Err(malformed());
    }
    let mut changed: DocumentMut = source.document()?.into_mut();
    for [new, old] in document::SIZES {
        if key == new || key.strip_prefix("compare.") == Some(new) {
            document::remove(&mut changed, &key.replace(new, old));
        }
    }
    document::set(&mut changed, key, read_value(key, value)).ok_or_else(malformed)?;
    Ok(changed.to_string())
}

fn read_value(key: &str, text: &str) -> Value {
    let key = key.strip_prefix("compare.").unwrap_or(key);
    let is_string = matches!(row(key), Some(Row::Text(_)));
    match text.parse::<Value>() {
        Ok(value) if value.is_str() || !is_string => value,
        _ => Value::from(text),
    }
}
