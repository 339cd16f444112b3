//! What egui paints, as a drawing.

use egui::emath::{GuiRounding as _, Rot2};
use egui::epaint::{
    BandShape, ClippedShape, ColorMode, Mesh, PathShape, PathStroke, RectShape, Shape, Vertex,
};
use egui::{Color32, Pos2, Rect, Stroke, StrokeKind, TextureId, Vec2, vec2};

use super::text;
use super::textures::Textures;
use crate::export::Canvas;
use crate::export::canvas::{self, Ink, Paint, Surface as _};

/// Draws shapes.
pub struct Translator<'a> {
    /// The textures that they use.
    pub textures: &'a Textures,
    /// The pixels that lines and rectangles keep to, as on screen.
    pub pixels_per_point: f32,
}

impl Translator<'_> {
    /// Draws shapes, each cut off where it was to be cut off.
    pub fn draw(&self, canvas: &mut Canvas, shapes: &[ClippedShape]) {
        let hidden = |shape: &&ClippedShape| {
            let bounds = shape.shape.visual_bounding_rect();
            bounds.is_negative() || !bounds.intersects(shape.clip_rect)
        };
        let visible: Vec<&ClippedShape> = shapes.iter().filter(|s| !hidden(s)).collect();
        // What is cut off by the same edges is cut off together.
        for group in visible.chunk_by(|a, b| cut(a) == cut(b)) {
            let draw =
                |canvas: &mut Canvas| group.iter().for_each(|s| self.shape(canvas, &s.shape));
            match group.first().and_then(|shape| cut(shape)) {
                Some(edges) => canvas.clipped(point(edges.min), size(edges), draw),
                None => draw(canvas),
            }
        }
    }

    fn shape(&self, canvas: &mut Canvas, shape: &Shape) {
        match shape {
            Shape::Noop | Shape::Callback(_) => {}
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| self.shape(canvas, shape)),
            Shape::Circle(circle) => {
                let paint = paint(circle.fill, circle.stroke);
                canvas.circle(point(circle.center), f64::from(circle.radius), &paint);
            }
            Shape::Ellipse(ellipse) => {
                let turn = Rot2::from_angle(ellipse.angle);
                let angles = (0..64_u8).map(|k| std::f32::consts::TAU * f32::from(k) / 64.0);
                let corner = |angle| ellipse.center + turn * (Vec2::angled(angle) * ellipse.radius);
                let corners: Vec<[f64; 2]> = angles.map(corner).map(point).collect();
                canvas.polygon(&corners, &paint(ellipse.fill, ellipse.stroke));
            }
            Shape::LineSegment { points, stroke } => self.segment(canvas, *points, *stroke),
            Shape::Path(path) => draw_path(canvas, path),
            Shape::Band(band) => draw_band(canvas, band),
            Shape::Rect(rect) => self.rect(canvas, rect),
            Shape::Text(shape) => text::write(canvas, shape),
            Shape::Mesh(mesh) => self.mesh(canvas, mesh),
            Shape::QuadraticBezier(curve) => draw_path(canvas, &curve.to_path_shape(None)),
            Shape::CubicBezier(curve) => {
                let paths = curve.to_path_shapes(None, None);
                paths.iter().for_each(|path| draw_path(canvas, path));
            }
        }
    }

    /// A line; upright and level ones keep to the pixels.
    fn segment(&self, canvas: &mut Canvas, [mut from, mut to]: [Pos2; 2], stroke: Stroke) {
        let Some(line) = line(stroke) else {
            return;
        };
        if from.x == to.x {
            stroke.round_center_to_pixel(self.pixels_per_point, &mut from.x);
            to.x = from.x;
        } else if from.y == to.y {
            stroke.round_center_to_pixel(self.pixels_per_point, &mut from.y);
            to.y = from.y;
        }
        canvas.line(point(from), point(to), &line);
    }

    /// A rectangle; none that views draw is turned or filled with a texture.
    fn rect(&self, canvas: &mut Canvas, shape: &RectShape) {
        let mut rect = shape.rect;
        if shape.round_to_pixels.unwrap_or(true) {
            rect = rect.round_to_pixels(self.pixels_per_point);
        }
        let mut put = |rect: Rect, radius: f32, paint: Paint| {
            canvas.rounded_rect(point(rect.min), size(rect), f64::from(radius), &paint);
        };
        let radius = shape.corner_radius.average();
        if let Some(fill) = ink(shape.fill) {
            put(rect, radius, fill.into());
        }
        if let Some(line) = line(shape.stroke) {
            // The line of a drawing lies on the middle of the edge.
            let outwards = match shape.stroke_kind {
                StrokeKind::Inside => -0.5,
                StrokeKind::Middle => 0.0,
                StrokeKind::Outside => 0.5,
            };
            let by = outwards * shape.stroke.width;
            let around = (radius + by).max(0.0) * f32::from(radius > 0.0);
            put(rect.expand(by), around, line.into());
        }
    }

    /// Triangles. Two that show a rectangle of a texture are an image; others have one colour each.
    fn mesh(&self, canvas: &mut Canvas, mesh: &Mesh) {
        if mesh.texture_id != TextureId::default()
            && let Some((rect, uv)) = as_image(mesh)
        {
            let texture = self.textures.get(mesh.texture_id);
            let image = texture.and_then(|it| Some((it, it.part(uv, mesh.vertices[0].color)?)));
            if let Some((texture, image)) = image {
                let magnification = rect.width() * self.pixels_per_point / image.width as f32;
                let smooth = texture.is_smooth(magnification);
                canvas.image(point(rect.min), size(rect), &image, smooth);
            }
            return;
        }
        let mut shades: Vec<(Color32, Vec<Vec<[f64; 2]>>)> = Vec::new();
        for triangle in mesh.indices.chunks_exact(3) {
            let corner = |i: usize| mesh.vertices.get(triangle[i] as usize);
            let (Some(a), Some(b), Some(c)) = (corner(0), corner(1), corner(2)) else {
                continue;
            };
            let colour = mean_colour([a.color, b.color, c.color]);
            let mut corners = vec![point(a.pos), point(b.pos), point(c.pos)];
            // All turn the same way, so that neighbours add up and leave no seam.
            if (b.pos - a.pos).rot90().dot(c.pos - a.pos) < 0.0 {
                corners.reverse();
            }
            match shades.last_mut().filter(|(shade, _)| *shade == colour) {
                Some((_, triangles)) => triangles.push(corners),
                None => shades.push((colour, vec![corners])),
            }
        }
        for (colour, triangles) in shades {
            if let Some(ink) = ink(colour) {
                canvas.polygons(&triangles, &ink.into());
            }
        }
    }
}

/// The edges by which a shape is cut off, if it reaches beyond them.
fn cut(shape: &ClippedShape) -> Option<Rect> {
    let bounds = shape.shape.visual_bounding_rect();
    (!shape.clip_rect.contains_rect(bounds)).then_some(shape.clip_rect)
}

/// The rectangle and the part of the texture that a mesh of two triangles shows.
fn as_image(mesh: &Mesh) -> Option<(Rect, Rect)> {
    if mesh.vertices.len() != 4 || mesh.indices.len() != 6 {
        return None;
    }
    let bounds = |of: fn(&Vertex) -> Pos2| {
        let corners: Vec<Pos2> = mesh.vertices.iter().map(of).collect();
        Rect::from_points(&corners)
    };
    let (rect, uv) = (bounds(|vertex| vertex.pos), bounds(|vertex| vertex.uv));
    // Each corner of the one is the same corner of the other: nothing is turned or mirrored.
    let fits = mesh.vertices.iter().all(|vertex| {
        let corners = [
            (rect.left_top(), uv.left_top()),
            (rect.right_top(), uv.right_top()),
            (rect.left_bottom(), uv.left_bottom()),
            (rect.right_bottom(), uv.right_bottom()),
        ];
        corners.contains(&(vertex.pos, vertex.uv)) && vertex.color == mesh.vertices[0].color
    });
    fits.then_some((rect, uv))
}

fn draw_path(canvas: &mut Canvas, path: &PathShape) {
    let points: Vec<[f64; 2]> = path.points.iter().map(|p| point(*p)).collect();
    let stroke = path_line(&path.stroke, &path.points);
    if path.closed {
        let fill = ink(path.fill);
        canvas.polygon(&points, &Paint { fill, stroke });
    } else if let Some(stroke) = stroke {
        canvas.polyline(&points, &stroke);
    }
}

fn draw_band(canvas: &mut Canvas, band: &BandShape) {
    let turn = Rot2::from_angle(band.angle);
    let place = |x: f32, y: f32| point(Pos2::ZERO + turn * vec2(x, y));
    let above = band.points.iter().map(|p| place(p.x, p.y.min));
    let below = band.points.iter().rev().map(|p| place(p.x, p.y.max));
    let outline: Vec<[f64; 2]> = above.chain(below).collect();
    canvas.polygon(&outline, &paint(band.fill, band.stroke));
}

fn paint(fill: Color32, stroke: Stroke) -> Paint {
    Paint {
        fill: ink(fill),
        stroke: line(stroke),
    }
}

fn line(stroke: Stroke) -> Option<canvas::Stroke> {
    let ink = ink(stroke.color).filter(|_| stroke.width > 0.0)?;
    Some(canvas::Stroke::new(ink, f64::from(stroke.width)))
}

/// The line of a path. Where its colour changes along the way, it has the colour of its middle.
fn path_line(stroke: &PathStroke, points: &[Pos2]) -> Option<canvas::Stroke> {
    let color = match &stroke.color {
        ColorMode::Solid(colour) => *colour,
        ColorMode::UV(colour) => colour(Rect::from_points(points), *points.get(points.len() / 2)?),
    };
    line(Stroke::new(stroke.width, color))
}

fn mean_colour(colours: [Color32; 3]) -> Color32 {
    let [a, b, c] = colours.map(|c| c.to_array().map(u16::from));
    let [red, green, blue, alpha] = std::array::from_fn(|i| ((a[i] + b[i] + c[i] + 1) / 3) as u8);
    Color32::from_rgba_premultiplied(red, green, blue, alpha)
}

/// A colour; none if it is invisible.
pub fn ink(colour: Color32) -> Option<Ink> {
    let [red, green, blue, alpha] = colour.to_srgba_unmultiplied();
    (alpha > 0).then(|| Ink::rgb(red, green, blue).at(f64::from(alpha) / 255.0))
}

fn size(rect: Rect) -> [f64; 2] {
    [rect.width(), rect.height()].map(f64::from)
}

/// A place.
pub fn point(pos: Pos2) -> [f64; 2] {
    [pos.x, pos.y].map(f64::from)
}
