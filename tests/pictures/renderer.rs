//! Draws what egui draws, on the processor: no driver is needed.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use egui::epaint::{ImageData, Primitive, Vertex};
use egui::{
    Color32, Context, FullOutput, Pos2, TextureFilter, TextureId, TextureWrapMode, TexturesDelta,
};
use egui_kittest::TestRenderer;
use image::RgbaImage;

/// Takes note of textures, for [`render`].
pub struct Renderer(pub Rc<RefCell<Textures>>);

impl TestRenderer for Renderer {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        self.0.borrow_mut().take(delta);
    }
}

#[derive(Default)]
pub struct Textures(HashMap<TextureId, Texture>);

struct Texture {
    size: [usize; 2],
    pixels: Vec<Color32>,
    nearest: bool,
    repeats: bool,
}

impl Textures {
    fn take(&mut self, delta: &mut TexturesDelta) {
        for (id, images) in delta.set.drain() {
            for image in images {
                let ImageData::Color(of) = &image.image;
                let Some([x, y]) = image.pos else {
                    self.0.insert(
                        id,
                        Texture {
                            size: of.size,
                            pixels: of.pixels.clone(),
                            nearest: image.options.magnification == TextureFilter::Nearest,
                            repeats: image.options.wrap_mode == TextureWrapMode::Repeat,
                        },
                    );
                    continue;
                };
                let texture = self.0.get_mut(&id).expect("a texture to change");
                let [width, height] = of.size;
                for row in 0..height {
                    let at = (y + row) * texture.size[0] + x;
                    let from = row * width;
                    texture.pixels[at..at + width].copy_from_slice(&of.pixels[from..from + width]);
                }
            }
        }
        for id in delta.free.drain() {
            self.0.remove(&id);
        }
    }
}

impl Texture {
    fn at(&self, x: i64, y: i64) -> [f32; 4] {
        let [width, height] = self.size.map(|side| side as i64);
        let (x, y) = match self.repeats {
            true => (x.rem_euclid(width), y.rem_euclid(height)),
            false => (x.clamp(0, width - 1), y.clamp(0, height - 1)),
        };
        self.pixels[(y * width + x) as usize]
            .to_array()
            .map(f32::from)
    }

    fn sample(&self, u: f32, v: f32) -> [f32; 4] {
        let (x, y) = (u * self.size[0] as f32, v * self.size[1] as f32);
        if self.nearest {
            return self.at(x.floor() as i64, y.floor() as i64);
        }
        let (x, y) = (x - 0.5, y - 0.5);
        let (x0, y0) = (x.floor(), y.floor());
        let (fx, fy) = (x - x0, y - y0);
        let (x0, y0) = (x0 as i64, y0 as i64);
        let corners = [(x0, y0), (x0 + 1, y0), (x0, y0 + 1), (x0 + 1, y0 + 1)];
        let [a, b, c, d] = corners.map(|(x, y)| self.at(x, y));
        std::array::from_fn(|i| {
            let (top, bottom) = (a[i] + (b[i] - a[i]) * fx, c[i] + (d[i] - c[i]) * fx);
            top + (bottom - top) * fy
        })
    }
}

/// The pixels of a frame, their colours premultiplied.
struct Frame {
    width: usize,
    pixels: Vec<[f32; 4]>,
}

/// Draws the output of a frame.
pub fn render(textures: &Textures, ctx: &Context, output: &FullOutput) -> RgbaImage {
    let scale = ctx.pixels_per_point();
    let size = ctx.content_rect().size() * scale;
    let (width, height) = (size.x.round() as usize, size.y.round() as usize);
    let ground = ctx
        .global_style()
        .visuals
        .panel_fill
        .to_array()
        .map(f32::from);
    let mut frame = Frame {
        width,
        pixels: vec![ground; width * height],
    };
    for clipped in ctx.tessellate(output.shapes.clone(), scale) {
        let Primitive::Mesh(mesh) = &clipped.primitive else {
            continue;
        };
        let Some(texture) = textures.0.get(&mesh.texture_id) else {
            continue;
        };
        let clip = clipped.clip_rect * scale;
        let within = |from: f32, to: f32, most: usize| {
            let [from, to] = [from, to].map(|side| side.round().max(0.0) as usize);
            [from, to.min(most)]
        };
        let clip = [
            within(clip.min.x, clip.max.x, width),
            within(clip.min.y, clip.max.y, height),
        ];
        for corners in mesh.indices.as_chunks::<3>().0 {
            let corners = corners.map(|corner| &mesh.vertices[corner as usize]);
            triangle(&mut frame, corners, scale, texture, clip);
        }
    }
    let mut image = RgbaImage::new(width as u32, height as u32);
    for (to, from) in image.pixels_mut().zip(&frame.pixels) {
        let [r, g, b, _] = from.map(|value| (value + 0.5).clamp(0.0, 255.0) as u8);
        to.0 = [r, g, b, 255];
    }
    image
}

fn edge(a: Pos2, b: Pos2, x: f32, y: f32) -> f32 {
    (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x)
}

fn triangle(
    frame: &mut Frame,
    mut corners: [&Vertex; 3],
    scale: f32,
    texture: &Texture,
    [clip_x, clip_y]: [[usize; 2]; 2],
) {
    let pixel = |corner: &Vertex| (corner.pos.to_vec2() * scale).to_pos2();
    let third = pixel(corners[2]);
    if edge(pixel(corners[0]), pixel(corners[1]), third.x, third.y) < 0.0 {
        corners.swap(1, 2);
    }
    let p = corners.map(pixel);
    let area = edge(p[0], p[1], p[2].x, p[2].y);
    if area <= 0.0 {
        return;
    }
    let colours = corners.map(|corner| corner.color.to_array().map(f32::from));
    // The top left edges belong to it, so that shared edges are drawn exactly once.
    let owned = |a: Pos2, b: Pos2| (a.y == b.y && b.x > a.x) || b.y < a.y;
    let owns = [owned(p[1], p[2]), owned(p[2], p[0]), owned(p[0], p[1])];
    let ends = |of: fn(&Pos2) -> f32, [from, to]: [usize; 2]| {
        let least = p.iter().map(of).fold(f32::MAX, f32::min);
        let most = p.iter().map(of).fold(f32::MIN, f32::max);
        (least.floor().max(0.0) as usize).max(from)..(most.ceil().max(0.0) as usize).min(to)
    };
    let (columns, rows) = (ends(|p| p.x, clip_x), ends(|p| p.y, clip_y));
    for y in rows {
        for x in columns.clone() {
            let (fx, fy) = (x as f32 + 0.5, y as f32 + 0.5);
            let sides = [
                edge(p[1], p[2], fx, fy),
                edge(p[2], p[0], fx, fy),
                edge(p[0], p[1], fx, fy),
            ];
            if !(0..3).all(|i| sides[i] > 0.0 || (sides[i] == 0.0 && owns[i])) {
                continue;
            }
            let shares = sides.map(|side| side / area);
            let [a, b, c] = [0, 1, 2].map(|i| shares[i] * corners[i].uv.to_vec2());
            let uv = a + b + c;
            let sample = texture.sample(uv.x, uv.y);
            let colour: [f32; 4] = std::array::from_fn(|i| {
                let mixed: f32 = (0..3).map(|k| shares[k] * colours[k][i]).sum();
                mixed * sample[i] / 255.0
            });
            let to = &mut frame.pixels[y * frame.width + x];
            let kept = 1.0 - colour[3] / 255.0;
            *to = std::array::from_fn(|i| colour[i] + to[i] * kept);
        }
    }
}
