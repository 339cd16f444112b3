//! The window. Data flows one way: panels and views read the scene and the document and return
//! actions; `perform.rs` is where they are carried out; the engine is told of changes once a frame.

mod action;
mod appearance;
mod bars;
mod compare;
mod document;
mod drive;
mod files;
mod icon;
mod jobs;
mod layout;
mod modals;
mod notices;
mod offscreen;
mod pacing;
mod panels;
mod perform;
mod start;
mod state;
mod stopped;
mod theme;
mod tiles;
mod views;
mod widgets;
mod window;
mod workspace;

pub use document::Document;
pub use offscreen::Studio;
pub use start::{Start, run};
pub use state::{Choices, Crowd, Pointing, Target};
pub use window::AccordanceApp;
