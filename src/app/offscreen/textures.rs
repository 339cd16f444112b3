//! The textures of a context, as images.

use std::collections::HashMap;

use egui::epaint::textures::{TextureFilter, TextureOptions, TexturesDelta};
use egui::epaint::{ImageData, ImageDelta};
use egui::{ColorImage, Rect, TextureId};

use crate::export::canvas::Image;

/// The textures that a context has made so far, but for that of its fonts.
#[derive(Default)]
pub struct Textures(HashMap<TextureId, Texture>);

/// A texture.
pub struct Texture {
    pixels: ColorImage,
    options: TextureOptions,
}

impl Textures {
    /// Takes over what is new.
    pub fn apply(&mut self, mut delta: TexturesDelta) {
        for (id, changes) in delta.set.drain() {
            if id != TextureId::default() {
                changes.into_iter().for_each(|change| self.set(id, change));
            }
        }
        for id in delta.free.drain() {
            self.0.remove(&id);
        }
    }

    fn set(&mut self, id: TextureId, change: ImageDelta) {
        let ImageData::Color(image) = &change.image;
        match (change.pos, self.0.get_mut(&id)) {
            (Some([x, y]), Some(texture)) => {
                let [width, height] = image.size;
                let room = texture.pixels.size;
                if x + width > room[0] || y + height > room[1] {
                    return;
                }
                for row in 0..height {
                    let from = &image.pixels[row * width..(row + 1) * width];
                    let at = (y + row) * room[0] + x;
                    texture.pixels.pixels[at..at + width].copy_from_slice(from);
                }
            }
            _ => {
                let texture = Texture {
                    pixels: ColorImage::clone(image),
                    options: change.options,
                };
                self.0.insert(id, texture);
            }
        }
    }

    /// A texture by its name.
    pub fn get(&self, id: TextureId) -> Option<&Texture> {
        self.0.get(&id)
    }
}

impl Texture {
    /// The part of the texture that `uv` names, multiplied by a colour.
    pub fn part(&self, uv: Rect, tint: egui::Color32) -> Option<Image> {
        let [width, height] = self.pixels.size;
        let texels =
            |share: f32, of: usize| ((share * of as f32).round().max(0.0) as usize).min(of);
        let (left, right) = (texels(uv.left(), width), texels(uv.right(), width));
        let (top, bottom) = (texels(uv.top(), height), texels(uv.bottom(), height));
        let mut rgba = Vec::with_capacity(4 * width * height);
        for y in top..bottom {
            for pixel in self
                .pixels
                .pixels
                .get(y * width + left..y * width + right)?
            {
                let colour = if tint == egui::Color32::WHITE {
                    *pixel
                } else {
                    *pixel * tint
                };
                rgba.extend_from_slice(&colour.to_srgba_unmultiplied());
            }
        }
        let side = |from: usize, to: usize| u32::try_from(to.saturating_sub(from)).ok();
        Image::new(side(left, right)?, side(top, bottom)?, rgba)
    }

    /// Whether its pixels run into one another when shown at so many screen pixels a texel.
    pub fn is_smooth(&self, magnification: f32) -> bool {
        let filter = if magnification < 1.0 {
            self.options.minification
        } else {
            self.options.magnification
        };
        filter == TextureFilter::Linear
    }

    /// The colour at a place, in shares of width and height.
    pub fn sample(&self, uv: egui::Pos2) -> Option<egui::Color32> {
        let [width, height] = self.pixels.size;
        let x = ((uv.x * width as f32) as usize).min(width.checked_sub(1)?);
        let y = ((uv.y * height as f32) as usize).min(height.checked_sub(1)?);
        self.pixels.pixels.get(y * width + x).copied()
    }
}
