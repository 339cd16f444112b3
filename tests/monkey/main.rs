//! A monkey in the window: it takes what is there by its accessible name, or a key, acts, and looks whether
//! what must always hold still does. What it did is a list that can be played again, made short.
//!
//! The same seed does the same as long as the monkey sees the same. After each action it waits until the
//! engine has done what it was asked, and time in the window is the monkey's, so that lists in a window that
//! stands still repeat. What a simulation that runs has come to, and when the threads behind it are ready
//! with communities, pictures and exports, is a matter of the machine: such lists may have to be played more
//! than once.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::too_many_lines,
    clippy::unwrap_used
)]
#![cfg(feature = "gui")]

mod action;
mod audits;
mod checks;
mod choose;
mod files;
mod hand;
mod life;
mod list;
mod panics;
mod settings;
mod shrink;
mod sight;
mod zoo;

#[test]
fn a_monkey_in_the_window_finds_nothing() {
    panics::watch();
    let settings = settings::Settings::read();
    match &settings.play {
        Some(path) => zoo::play(path, &settings),
        None => zoo::open(&settings),
    }
}
