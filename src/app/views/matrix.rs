//! Small matrices as pictures, for views that show several.

use std::collections::HashMap;

use egui::{
    Color32, ColorImage, Rect, Response, Sense, Stroke, StrokeKind, TextureHandle, TextureOptions,
    Ui, pos2, vec2,
};

use crate::app::theme::palette;
use crate::app::widgets::picture_area;
use crate::export::ColourMap;

/// Pictures of matrices, kept from frame to frame.
pub struct Matrices {
    map: ColourMap,
    textures: HashMap<String, (u64, TextureHandle)>,
}

/// A matrix to be shown.
pub struct Matrix<'a> {
    /// A name for screen readers; also tells pictures apart.
    pub name: &'a str,
    /// Rows and columns.
    pub shape: (usize, usize),
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
        size: egui::Vec2,
    ) -> (Response, Option<(usize, usize)>) {
        let (rect, response) = picture_area(ui, size, Sense::hover(), matrix.name);
        let (rows, columns) = matrix.shape;
        if rows * columns == 0 || matrix.values.len() != rows * columns {
            return (response, None);
        }
        let texture = self.texture(ui, matrix);
        let uv = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
        ui.painter().image(texture, rect, uv, Color32::WHITE);
        let frame = Stroke::new(1.0, palette(ui).rule);
        ui.painter()
            .rect_stroke(rect, 0, frame, StrokeKind::Outside);
        let cell = response
            .hover_pos()
            .filter(|pos| rect.contains(*pos))
            .map(|pos| {
                let share = (pos - rect.min) / rect.size().max(vec2(1.0, 1.0));
                let row = (share.y * rows as f32) as usize;
                let column = (share.x * columns as f32) as usize;
                (row.min(rows - 1), column.min(columns - 1))
            });
        (response, cell)
    }

    fn texture(&mut self, ui: &Ui, matrix: &Matrix<'_>) -> egui::TextureId {
        if let Some((version, texture)) = self.textures.get(matrix.name)
            && *version == matrix.version
        {
            return texture.id();
        }
        let limit = matrix.limit.max(f64::MIN_POSITIVE);
        let colour = |value: &f64| {
            let [r, g, b] = self.map.colour((value / limit) as f32, 1.0);
            Color32::from_rgb(r, g, b)
        };
        let (rows, columns) = matrix.shape;
        let image = ColorImage::new([columns, rows], matrix.values.iter().map(colour).collect());
        if let Some((version, texture)) = self.textures.get_mut(matrix.name) {
            texture.set(image, TextureOptions::NEAREST);
            *version = matrix.version;
            return texture.id();
        }
        let texture = ui
            .ctx()
            .load_texture(matrix.name, image, TextureOptions::NEAREST);
        let id = texture.id();
        self.textures
            .insert(matrix.name.to_owned(), (matrix.version, texture));
        id
    }
}
