//! Animations as GIF files.

mod film;
mod palette;

pub use film::Gif;
