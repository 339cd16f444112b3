//! The window, driven as a user drives it: by labels, clicks, drags and keys.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::too_many_lines,
    clippy::unwrap_used
)]
#![cfg(feature = "gui")]

mod about;
mod arrangements;
mod building;
mod claims;
mod closer;
mod compare;
mod explorer;
mod folding;
mod happened;
mod harness;
mod help;
mod lecture;
mod lessons;
mod names;
mod networks;
mod over_time;
mod presenting;
mod soak;
mod take_home;
mod theorem;
mod timeline;
mod words;
