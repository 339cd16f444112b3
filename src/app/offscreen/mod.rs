//! Views drawn without a window: what egui would paint becomes a drawing, so that what is exported is
//! what is shown, whatever the view.

mod page;
mod shapes;
#[cfg(test)]
mod tests;
mod text;
mod textures;
mod view_painter;

pub use page::page_around;
pub use view_painter::ViewPainter;
