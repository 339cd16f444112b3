//! The window. Data flows one way: panels and views read the session and send messages;
//! `window/perform.rs` is where messages are applied; the engine is told of changes once a frame.

mod breakers;
mod choices;
mod commands;
mod compare;
mod document;
mod engine_link;
mod explained;
mod folds;
mod glossary;
mod happened;
mod help;
mod jobs;
mod layout;
mod lessons;
mod messages;
mod names;
mod neuron_names;
mod notices;
mod offscreen;
mod pane;
mod panels;
mod past;
mod pointing;
mod present;
mod questions;
mod room;
mod session;
mod sound_layout;
mod state_file;
mod taught_layout;
mod theme;
mod timeline;
mod view_box;
mod views;
mod welcome;
mod widgets;
mod window;
mod workspace;

pub use document::Document;
pub use offscreen::ViewPainter;
pub use pointing::{NeuronGroup, Pointing, Target};
#[cfg(test)]
pub(crate) use state_file::remember_zoom;
pub use state_file::{remember_again, state_folder};
pub use window::{AccordanceApp, Start, run};
