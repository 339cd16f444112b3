//! Taking results home: tables, arrays and images, all together in a folder or not at all.

mod arrays;
mod colour_map;
mod error;
mod folder;
mod image;
mod network;
mod palette;
mod results;
mod summary;
mod tables;

pub use arrays::{write_matrix, write_rectangle, write_vector};
pub use colour_map::{ColourMap, Rgb};
pub use error::{ExportError, FolderError};
pub use folder::ResultsFolder;
pub use image::heatmap;
pub use network::{
    About, FRAMES, MOST_FRAMES, NetworkFile, NetworkFormat, Recording, STRONGEST_SYNAPSES,
};
pub use palette::{community_rgb, sign_rgb};
pub use results::{Origin, Results};
pub use summary::Summary;
pub use tables::{write_communities, write_series};
