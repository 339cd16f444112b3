//! What is wanted of an animation or a picture, and what came of it.

use std::io;

use crate::engine::Cancelled;
use crate::export::{Form, Page, PaintError, RasterError};
use crate::model::BlowUp;

/// What is wanted.
#[derive(Debug, Clone, PartialEq)]
pub struct RenderRequest {
    /// The name of the view.
    pub view: String,
    /// What comes out.
    pub form: Form,
    /// Its size.
    pub page: Page,
    /// Iterations from one frame to the next; about 60 frames if not said.
    pub every: Option<u64>,
    /// Frames in a second.
    pub fps: f64,
}

/// What came out.
#[derive(Debug, Clone, PartialEq)]
pub struct Rendered {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many frames an animation has; 0 for a single picture.
    pub frames: usize,
    /// Iterations made.
    pub iterations: u64,
    /// Where the simulation stopped, if it blew up: the picture is of its last finite state.
    pub blow_up: Option<BlowUp>,
    /// Why there are no communities in it, if their analysis failed.
    pub trouble: Option<String>,
}

/// Why nothing came out.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// The view cannot be drawn.
    #[error(transparent)]
    Paint(#[from] PaintError),
    /// The picture is too large.
    #[error(transparent)]
    Raster(#[from] RasterError),
    /// Too many frames.
    #[error(
        "{0} frames are too many for an animation; take one less often, such as every {1} iterations"
    )]
    TooManyFrames(u64, u64),
    /// The file cannot be made.
    #[error("the animation cannot be made: {0}")]
    Gif(#[from] io::Error),
    /// It was cancelled.
    #[error("cancelled")]
    Cancelled,
}

impl From<Cancelled> for RenderError {
    fn from(_: Cancelled) -> Self {
        Self::Cancelled
    }
}
