//! Animations as GIF files.

mod frames;
mod palette;

pub use frames::Gif;
