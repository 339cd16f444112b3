//! The timeline below the views: the whole run, and the moment of it that is shown.

mod changes;
mod marks;
mod strip;
mod track;

pub use strip::TimelineStrip;
