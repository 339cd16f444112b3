//! Work in the background: files in and out, the three-clock map, sweeps.

mod export_menu;
mod network_export;
mod purpose;
mod under_way;
mod view_copy;

pub use export_menu::{export_menu_ui, note_size};
pub use network_export::NetworkSource;
pub use purpose::{JobMessage, Purpose};
pub use under_way::Jobs;
pub use view_copy::ViewCopy;
