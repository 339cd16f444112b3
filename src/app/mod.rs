//! The window. Data flows one way: panels and views read the session and send messages; `perform.rs` is
//! where messages are applied; the engine is told of changes once a frame.

mod appearance;
mod bars;
mod choices;
mod commands;
mod compare;
mod document;
mod engine_link;
mod explorer_choices;
mod files;
mod icon;
mod jobs;
mod layout;
mod messages;
mod notices;
mod offscreen;
mod pacing;
mod pane;
mod panels;
mod perform;
mod pointing;
mod question;
mod results;
mod session;
mod shell;
mod start;
mod stopped;
mod theme;
mod tiles;
mod unsaved;
mod views;
mod widgets;
mod window;
mod workspace;

pub use document::Document;
pub use offscreen::ViewPainter;
pub use pointing::{NeuronGroup, Pointing, Target};
pub use start::{Start, run};
pub use window::AccordanceApp;
