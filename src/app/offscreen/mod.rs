//! Views drawn without a window: what egui would paint becomes a drawing, so that what is exported is
//! what is shown, whatever the view.

mod page;
mod shapes;
mod studio;
#[cfg(test)]
mod tests;
mod text;
mod textures;

pub use page::{is_print, page_around};
pub use studio::Studio;
