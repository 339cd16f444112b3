//! Whether a window can be opened at all.

use super::NoSuchScenario;

/// Why there is no window, in one sentence that says what to do instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoWindow {
    /// The scenario to open does not exist.
    #[error(transparent)]
    Scenario(#[from] NoSuchScenario),
    /// Anything else, in words that go on with what to do instead.
    #[error("{0}; to run a scenario without one, use `accordance run SCENARIO.toml --out DIR`")]
    Because(String),
}

/// Checks that the environment names a display, before anything is started that needs one.
///
/// # Errors
/// When none of the variables that name one is set. Only Linux and its like have such variables.
pub fn require_display() -> Result<(), NoWindow> {
    let named = ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()));
    let by_variable = cfg!(all(
        unix,
        not(target_vendor = "apple"),
        not(target_os = "android")
    ));
    if by_variable && !named {
        let why = "there is no display to open the window on (neither DISPLAY nor WAYLAND_DISPLAY is set)";
        return Err(NoWindow::Because(why.to_owned()));
    }
    Ok(())
}
