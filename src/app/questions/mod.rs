//! What is asked before anything else goes on.

mod about;
mod animation;
mod connectome;
mod network;
mod new;
mod new_preview;
mod notes;
mod parts;
mod path;
mod question;
mod saving;
mod table;

pub use about::Licences;
pub use animation::AnimationQuestion;
pub use connectome::ConnectomeQuestion;
pub use network::{NetworkQuestion, NetworkRequest};
pub use new::{Made, NewQuestion};
pub use notes::NotesQuestion;
pub use parts::Answer;
pub use path::PathQuestion;
pub use question::{Question, question_ui};
pub use saving::SavingQuestion;
pub use table::TableQuestion;
