//! Lessons in the window: who is where in one, what is answered, what happens, and how it looks.

mod answer;
mod curve;
mod message;
mod panel;
mod pointer;
mod progress;
mod record;
mod sitting;
mod told;

pub use message::LessonMessage;
pub use panel::panel_ui;
pub use pointer::Pointer;
pub use progress::Progress;
pub use sitting::{Deed, Phase, Sitting, Source};
