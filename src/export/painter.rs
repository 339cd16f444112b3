//! Pictures of views, asked for by those who know no window.

use super::canvas::Image;
use super::raster::{self, RasterError};
use super::{Canvas, Provenance, Table};
use crate::engine::sweep::Sweep;
use crate::engine::{ClockMap, Scene, Wants};
use crate::scenario::Scenario;

/// What is to be drawn.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    pub scene: &'a Scene,
    /// Side B, where the scenario compares two sides and both are shown.
    pub beside: Option<SideB<'a>>,
    pub scenario: &'a Scenario,
    /// The three-clock map, if it was worked out.
    pub clock_map: Option<&'a ClockMap>,
    /// The sweep behind the explorer, if there is one.
    pub sweep: Option<&'a Sweep>,
    pub provenance: &'a Provenance,
    /// Seconds since an animation began, for what moves on screen.
    pub time_s: f64,
}

#[derive(Clone, Copy)]
pub struct SideB<'a> {
    /// Its simulation at the same moment.
    pub scene: &'a Scene,
    /// Whether each side has scales and axes of its own.
    pub own_scales: bool,
}

/// The size of a figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Page {
    /// Width in points, 1/96 inch.
    pub width: f64,
    /// Height in points. A figure that does not fit becomes higher.
    pub height: f64,
    /// Pixels to a point where the figure becomes an image.
    pub scale: f64,
}

/// Points to a millimetre on paper.
const PER_MM: f64 = 96.0 / 25.4;

impl Page {
    /// One column of a journal, 85 mm, at 384 pixels per inch.
    pub fn single_column() -> Self {
        Self::paper(85.0, 75.0)
    }

    /// Two columns of a journal, 175 mm, at 384 pixels per inch.
    pub fn double_column() -> Self {
        Self::paper(175.0, 105.0)
    }

    /// 1920 × 1080 pixels, with type that is legible from the last row.
    pub fn slide() -> Self {
        Self {
            width: 960.0,
            height: 540.0,
            scale: 2.0,
        }
    }

    fn paper(width_mm: f64, height_mm: f64) -> Self {
        Self {
            width: width_mm * PER_MM,
            height: height_mm * PER_MM,
            scale: 4.0,
        }
    }

    /// The nearest size that can be drawn: neither too small to hold anything nor too large for memory.
    pub fn within_limits(self) -> Self {
        let side = |points: f64| points.clamp(SMALLEST, LARGEST);
        Self {
            width: side(self.width),
            height: side(self.height),
            scale: self.scale.clamp(0.25, 16.0),
        }
    }
}

/// The least and the largest side of a page in points.
const SMALLEST: f64 = 160.0;
const LARGEST: f64 = 8_000.0;

/// A drawn view.
#[derive(Debug, Clone)]
pub struct Figure {
    pub canvas: Canvas,
    pub provenance: Provenance,
}

impl Figure {
    /// The figure as an SVG document.
    pub fn svg(&self) -> String {
        self.canvas.to_svg(Some(&self.provenance))
    }

    /// The figure as a PNG file, at `scale` pixels to a point.
    /// Fails when it would be too large.
    pub fn png(&self, scale: f64) -> Result<Vec<u8>, RasterError> {
        raster::to_png(&self.svg(), scale, Some(&self.provenance))
    }

    /// The figure as pixels, at `scale` pixels to a point.
    /// Fails when it would be too large.
    pub fn image(&self, scale: f64) -> Result<Image, RasterError> {
        raster::rasterize(&self.canvas.to_svg(None), scale)
    }
}

/// Why there is no picture of a view, or no table.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum PaintError {
    /// Built without the feature `gui`.
    #[error(
        "this build of Accordance has no views to draw; use one built with its default features"
    )]
    NotBuiltIn,
    /// There is no view of this name.
    #[error("there is no view “{asked}”; the views are {known}")]
    NoSuchView { asked: String, known: String },
    /// The view has nothing to show in numbers.
    #[error("the view “{title}” has no data yet")]
    NoData { title: &'static str },
}

/// Draws views, and fails where there is none of that name. The window knows how; the headless commands
/// are handed one. A painter that says nothing else has no views.
pub trait Painter: Send {
    /// The views there are: the name on the command line, and the title.
    fn views(&self) -> Vec<(&'static str, &'static str)> {
        Vec::new()
    }

    /// The accessible names of what can be pointed at in a window: controls, commands and views; none where no
    /// window is known.
    fn names(&self) -> Vec<&'static str> {
        Vec::new()
    }

    /// What a view would like to have worked out for its picture.
    fn wants(&self, _view: &str, _subject: &Subject<'_>) -> Result<Wants, PaintError> {
        Err(PaintError::NotBuiltIn)
    }

    /// Draws a view. In an animation the frames are drawn one after the other by the same painter.
    fn paint(&mut self, _: &str, _: &Subject<'_>, _: Page) -> Result<Figure, PaintError> {
        Err(PaintError::NotBuiltIn)
    }

    /// What a view shows, in numbers. Fails also when there is nothing in it.
    fn table(&mut self, _view: &str, _subject: &Subject<'_>) -> Result<Table, PaintError> {
        Err(PaintError::NotBuiltIn)
    }
}

/// The painter of a build without views.
#[derive(Debug, Clone, Copy)]
pub struct NoPainter;

impl Painter for NoPainter {}
