//! Accordance: an interactive laboratory for the learning rule of Fan & Mysore 2024, in which
//! neurons have a firing rate and a credit, credit flows backwards through the same synapses, and
//! synapses change by credit × balance × firing.
//!
//! # Example
//!
//! ```
//! use accordance::{engine::Runner, model::GivenState, scenario};
//!
//! let preset = scenario::preset("low-learning-rate").ok_or("no such preset")?;
//! let mut runner = Runner::new(&preset.scenario()?, GivenState::default(), None);
//! runner.run_to(10)?;
//! assert_eq!(runner.iteration(), 10);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The house
//!
//! Data flows one way:
//!
//! ```text
//! scenario file → Scenario → engine thread, which owns the model
//!       ↑ commands                 ↓ snapshots (latest wins, immutable)
//! app: actions ← panels and views read ← snapshots → analyst and illustrator → findings, pictures
//! ```
//!
//! * [`model`]: the mathematics. No files, no threads, no time of day; randomness is seeded.
//! * [`analysis`]: what a network has become: communities, hubs, E and I, pictures of matrices.
//! * [`about`]: version, commit, and the licences of all parts.
//! * [`storage`]: files and folders that are there whole or not at all.
//! * [`scenario`]: TOML files in, checked scenarios out; the table of all numbers; presets.
//! * [`engine`]: runs a scenario, for the window on a background thread, and works out findings; of
//!   a scenario that compares two sides, both in lockstep. [`engine::sweep`] runs many on all cores.
//! * [`export`]: tables, arrays, drawings, images and animations; whoever draws views is handed to it.
//! * [`cli`]: the headless commands.
//! * `app`: the window (feature `gui`).
//!
//! Each imports only from those above it; `cli` and `app` know nothing of each other.

#![forbid(unsafe_code)]
// Tests may list many cases.
#![cfg_attr(test, allow(clippy::too_many_lines))]
// What only the window uses is unused without it; the build with it sees what nobody uses.
#![cfg_attr(not(feature = "gui"), allow(dead_code, unused_imports))]

pub mod about;
pub mod analysis;
#[cfg(feature = "gui")]
pub mod app;
pub mod cli;
pub mod engine;
pub mod export;
pub mod lesson;
pub mod model;
pub mod scenario;
pub mod storage;
#[cfg(test)]
mod under_faults;
