//! Small matrices as pictures, for views that show several.

use std::collections::HashMap;

use egui::{ColorImage, Response, Sense, Stroke, StrokeKind, TextureOptions, Ui, Vec2};

use crate::app::theme::palette;
use crate::app::widgets::{Kept, cell_at, image, picture_area, shade, texture};
use crate::export::ColourMap;

/// Pictures of matrices, kept from frame to frame by their names.
pub struct Matrices {
    map: ColourMap,
    textures: HashMap<String, Kept<u64>>,
}

/// A matrix to be shown.
pub struct Matrix<'a> {
    /// A name for screen readers; also tells pictures apart.
    pub name: &'a str,
    /// Rows and columns.
    pub shape: [usize; 2],
    /// Values, row after row.
    pub values: &'a [f64],
    /// The magnitude with the darkest colour.
    pub limit: f64,
    /// Changes when the values do.
    pub version: u64,
}

impl Default for Matrices {
    fn default() -> Self {
        Self {
            map: ColourMap::weights(),
            textures: HashMap::new(),
        }
    }
}

impl Matrices {
    /// Draws a matrix into a space of this size. Returns the response, and row and column under the
    /// pointer.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        matrix: &Matrix<'_>,
        size: Vec2,
    ) -> (Response, Option<(usize, usize)>) {
        let (area, response) = picture_area(ui, size, Sense::hover(), matrix.name);
        let [rows, columns] = matrix.shape;
        if rows * columns == 0 || matrix.values.len() != rows * columns {
            return (response, None);
        }
        let kept = self.textures.entry(matrix.name.to_owned()).or_default();
        let shown = texture(kept, ui, matrix.version, TextureOptions::NEAREST, || {
            let limit = matrix.limit.max(f64::MIN_POSITIVE);
            let values = matrix.values.iter();
            let pixels = values.map(|value| shade(&self.map, (value / limit) as f32));
            ColorImage::new([columns, rows], pixels.collect())
        });
        image(ui.painter(), shown, area);
        let frame = Stroke::new(1.0, palette(ui).rule);
        ui.painter()
            .rect_stroke(area, 0, frame, StrokeKind::Outside);
        let cell = |pos| cell_at(area, matrix.shape, pos);
        let pointed = response.hover_pos().and_then(cell);
        (response, pointed)
    }
}
