//! The accessible names of what lessons may point at.

use super::commands::COMMANDS;
use super::views;
use crate::model::Clock;
use crate::scenario::{choices, quantities};

/// Parts of the window that are no control, command or view of their own.
const PARTS: [&str; 6] = [
    "Play",
    "Pause",
    "Speed",
    "Timeline",
    "Verdict",
    "Full speed",
];

/// All of them.
pub fn all() -> Vec<&'static str> {
    let numbers = quantities().map(|quantity| quantity.name);
    let choices = choices().map(|choice| choice.name);
    let commands = COMMANDS.iter().map(|row| row.label);
    let views = views::panes().map(|pane| pane.title());
    let clocks = Clock::ALL.into_iter().map(Clock::name);
    let parts = PARTS.into_iter();
    numbers
        .chain(choices)
        .chain(commands)
        .chain(views)
        .chain(clocks)
        .chain(parts)
        .collect()
}
