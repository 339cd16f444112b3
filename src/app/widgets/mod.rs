//! Parts that several panels and views are made of.

mod choice;
mod drawing;
mod markdown;
mod number;
mod quantity_slider;
mod topic;
mod zoom;

pub use choice::{choice_ui, options_ui, picked_ui};
pub use drawing::{
    CRISP_IF_SMALL, Kept, cell_at, cell_rect, command_button, command_button_as, described,
    explained_ui, hover_beside, image, named, picture_area, play_or_pause, shade, small_weak_ui,
    texture, write, write_amid,
};
pub use markdown::markdown_ui;
pub use number::{number, parse_number};
pub use quantity_slider::{large_slider, quantity_slider};
pub use topic::{note_topic, note_topic_within, topic};
pub use zoom::Closer;
