//! The panels around the views. Each draws itself and sends messages.

pub mod controls;
pub mod inspector;
pub mod learning_rate;
pub mod menu_bar;
pub mod status_bar;
