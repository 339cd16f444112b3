//! Pictures, tables and animations of a view over a run.

mod renderer;
mod request;

pub use renderer::render_run;
pub use request::{RenderError, RenderRequest, Rendered};
