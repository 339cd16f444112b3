//! The window, driven as a user drives it: by labels, clicks, drags and keys.
#![cfg(feature = "gui")]

mod harness;
mod lecture;
mod networks;
mod theorem;
