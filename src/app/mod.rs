//! The window. Data flows one way: panels and views read the scene and the document and return
//! actions; `perform.rs` is where they are carried out; the engine is told of changes once a frame.

mod action;
mod connectome_question;
mod document;
mod icon;
mod layout;
mod modals;
mod network_export;
mod network_files;
mod notices;
mod pacing;
mod panels;
mod perform;
mod picker;
mod start;
mod state;
mod stopped;
mod table_question;
mod theme;
mod views;
mod widgets;
mod window;
mod workspace;

pub use document::Document;
pub use start::{Start, run};
pub use state::{Choices, Pointing, Target};
pub use window::AccordanceApp;
