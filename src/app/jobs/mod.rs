//! Work in the background, and what is asked before it: files in and out, the three-clock map, sweeps.

mod animation_question;
mod answer;
mod bars;
mod connectome_question;
mod dialog;
mod export_menu;
mod job_message;
mod network_export;
mod network_question;
mod path_question;
mod under_way;

mod purpose;
mod table_question;
mod view_copy;
mod view_request;

pub use animation_question::AnimationQuestion;
pub use answer::{Answer, cancel_ui};
pub use connectome_question::ConnectomeQuestion;
pub use export_menu::{export_menu_ui, note_size};
pub use job_message::JobMessage;
pub use network_export::NetworkSource;
pub use network_question::{NetworkQuestion, NetworkRequest};
pub use path_question::{PathQuestion, replace_ui};
pub use purpose::Purpose;
pub use table_question::TableQuestion;
pub use under_way::Jobs;
pub use view_copy::{RuleChanges, ViewCopy};
pub use view_request::{ExportAs, SizeChoice, ViewRequest};
