//! Taking results home: tables, arrays, drawings and images, each with where it comes from; those of a
//! run all together in a folder or not at all.

mod arrays;
pub(crate) mod canvas;
mod colour_map;
mod colour_scale;
mod community_colours;
mod error;
mod form;
mod gif;
mod image;
mod network;
mod painter;
mod provenance;
mod raster;
mod render;
mod results;
mod summary;
pub mod sweep;
mod table;
pub(crate) mod view_tables;

pub(crate) use arrays::{write_rectangle, write_vector};
pub(crate) use canvas::Canvas;
pub(crate) use colour_map::{ColourMap, Rgb};
pub(crate) use colour_scale::{ColourScale, Scaling};
pub(crate) use community_colours::community_rgb;
pub(crate) use error::ExportError;
pub(crate) use form::Form;
pub(crate) use network::{FRAMES, MOST_FRAMES, Recording, STRONGEST_SYNAPSES};
pub use network::{NetworkFile, NetworkFormat};
pub use painter::NoPainter;
pub(crate) use painter::{Figure, Page, PaintError, Painter, SideB, Subject};
pub(crate) use provenance::{Provenance, grouped};
pub(crate) use raster::{RasterError, rasterize, to_png};
pub(crate) use render::{RenderError, RenderRequest, render_run};
pub(crate) use results::{Origin, Results};
pub(crate) use table::{Cell, Table};

pub(crate) use crate::storage::{FileError, FolderError, ResultsFolder, Target};
