//! Presenting: one view as large as the screen, the sentence on it in large type, and a strip with the few
//! controls that a talk needs.

mod act;
mod keys;
mod laser;
mod order;
mod presentation;
mod sizes;
mod strip;

pub use act::Act;
pub use keys::acts_from_keys;
pub use order::in_order;
pub use presentation::Presentation;
pub use sizes::Sizes;
pub use strip::strip_ui;
