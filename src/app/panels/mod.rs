//! The panels around the views. Each draws itself and sends messages.

mod claims;
pub mod controls;
mod equations;
pub mod inspector;
mod layers;
pub mod learning_rate;
pub mod menu_bar;
mod reset_hint;
pub mod status_bar;
mod transport;
