//! Pictures, data and animations from the window: what can be asked for, and the work in the background.

mod animation;
mod bar;
mod exports;
mod menu;
mod perform;
mod wish;

pub use animation::AnimationQuestion;
pub use bar::film_bar_ui;
pub use exports::Exports;
pub use menu::{export_menu_ui, note_size};
pub use wish::{Deed, SizeChoice, Wish};
