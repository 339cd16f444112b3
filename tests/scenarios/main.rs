//! Scenario files: what is read, what is refused and in which words, and how they are saved.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::too_many_lines,
    clippy::unwrap_used
)]

mod arrays;
mod at_hand;
mod branches;
mod changes;
mod choices;
mod claims;
mod comparing;
mod graphml;
mod method_and_rate;
mod presets;
mod reading;
mod settings;
mod storing;
mod tables;
mod tasks;
mod writing;
