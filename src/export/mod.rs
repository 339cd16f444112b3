//! Taking results home: tables, arrays, drawings and images, each with where it comes from; those of a
//! run all together in a folder or not at all.

mod arrays;
pub mod canvas;
mod colour_map;
mod error;
mod form;
mod gif;
mod image;
mod network;
mod painter;
mod palette;
mod png_text;
mod provenance;
mod raster;
mod render;
mod results;
mod summary;
pub mod sweep;
mod table;
pub mod view_tables;

pub use arrays::{write_matrix, write_rectangle, write_vector};
pub use canvas::Canvas;
pub use colour_map::{ColourMap, Rgb};
pub use error::ExportError;
pub use form::Form;
pub use image::heatmap;
pub use network::{FRAMES, MOST_FRAMES, NetworkFile, NetworkFormat, Recording, STRONGEST_SYNAPSES};
pub use painter::{Figure, NoPainter, Page, PaintError, Painter, SideB, Subject};
pub use palette::{community_rgb, sign_rgb};
pub use provenance::{Provenance, grouped};
pub use raster::{RasterError, rasterize, to_png};
pub use render::{RenderError, RenderRequest, Rendered, render_run};
pub use results::{Origin, Results};
pub use summary::Summary;
pub use table::{Cell, Table};

pub use crate::storage::{FileError, FolderError, ResultsFolder, Target};
