//! The textures of a context, as images.

use std::collections::HashMap;
use std::sync::Arc;

use egui::epaint::textures::{TextureFilter, TextureOptions, TexturesDelta};
use egui::epaint::{ImageData, ImageDelta};
use egui::{Color32, ColorImage, Rect, TextureId};

use crate::export::canvas::Image;

/// The textures that a context has made so far, but for that of its fonts.
#[derive(Default)]
pub struct Textures(HashMap<TextureId, Texture>);

/// A texture.
pub struct Texture {
    pixels: Arc<ColorImage>,
    options: TextureOptions,
}

impl Textures {
    /// Takes over what is new. Views renew a texture as a whole.
    pub fn apply(&mut self, mut delta: TexturesDelta) {
        for (id, changes) in delta.set.drain() {
            for ImageDelta { image, options, .. } in changes {
                let ImageData::Color(pixels) = image;
                let texture = Texture { pixels, options };
                if id != TextureId::default() {
                    self.0.insert(id, texture);
                }
            }
        }
        for id in delta.free.drain() {
            self.0.remove(&id);
        }
    }

    /// A texture by its name.
    pub fn get(&self, id: TextureId) -> Option<&Texture> {
        self.0.get(&id)
    }
}

impl Texture {
    /// The part of the texture that `uv` names, multiplied by a colour.
    pub fn part(&self, uv: Rect, tint: Color32) -> Option<Image> {
        let [width, height] = self.pixels.size;
        let texel = |share: f32, of: usize| ((share * of as f32).round().max(0.0) as usize).min(of);
        let [left, right] = [uv.left(), uv.right()].map(|share| texel(share, width));
        let [top, bottom] = [uv.top(), uv.bottom()].map(|share| texel(share, height));
        let mut rgba = Vec::with_capacity(4 * width * height);
        for y in top..bottom {
            let row = y * width + left..y * width + right;
            for pixel in self.pixels.pixels.get(row)? {
                let colour = match tint == Color32::WHITE {
                    true => *pixel,
                    false => *pixel * tint,
                };
                rgba.extend_from_slice(&colour.to_srgba_unmultiplied());
            }
        }
        let side = |from: usize, to: usize| u32::try_from(to.saturating_sub(from)).ok();
        Image::new(side(left, right)?, side(top, bottom)?, rgba)
    }

    /// Whether its pixels run into one another when shown at so many screen pixels a texel.
    pub fn is_smooth(&self, magnification: f32) -> bool {
        let filter = match magnification < 1.0 {
            true => self.options.minification,
            false => self.options.magnification,
        };
        filter == TextureFilter::Linear
    }
}
