//! A small vector drawing that becomes SVG, and by that PNG; it needs neither a window nor egui.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use image::ImageEncoder as _;
use image::codecs::png::PngEncoder;

use super::ink::{Ink, Label, Paint, Stroke};
use super::svg::{self, escaped, number};
use crate::export::Provenance;

/// What can be drawn on, in points, x to the right and y downwards. What is drawn later lies on top.
pub trait Surface {
    fn line(&mut self, from: [f64; 2], to: [f64; 2], stroke: &Stroke);
    /// A line through points, not closed.
    fn polyline(&mut self, points: &[[f64; 2]], stroke: &Stroke);
    /// What lies between two lines whose points stand one above the other.
    fn band(&mut self, upper: &[[f64; 2]], lower: &[[f64; 2]], ink: Ink);
    /// A rectangle, by its corner on the upper left and its size.
    fn rect(&mut self, corner: [f64; 2], size: [f64; 2], paint: &Paint);
    /// A filled circle.
    fn circle(&mut self, centre: [f64; 2], radius: f64, ink: Ink);
    /// A line of text; `place` is on its baseline.
    fn text(&mut self, place: [f64; 2], text: &str, label: &Label);
    /// What `draw` draws, as one thing with a name where there are such things.
    fn named(&mut self, _name: &str, draw: impl FnOnce(&mut Self)) {
        draw(self);
    }
}

/// A drawing as SVG. The same calls give the same text, byte for byte.
#[derive(Debug, Clone, Default)]
pub struct Canvas {
    size: [f64; 2],
    title: String,
    body: String,
    /// Clips made so far, to number them.
    clips: usize,
}

/// Pixels, row after row: four bytes each, red, green, blue and opacity, colours not multiplied by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    pub width: u32,
    pub height: u32,
    pub rgba: Vec<u8>,
}

impl Surface for Canvas {
    fn line(&mut self, [x1, y1]: [f64; 2], [x2, y2]: [f64; 2], stroke: &Stroke) {
        let ends = svg::numbers([("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2)]);
        self.element(format_args!("<line{ends}{}/>", svg::stroke(stroke)));
    }

    fn polyline(&mut self, points: &[[f64; 2]], stroke: &Stroke) {
        self.element(format_args!(
            "<polyline points=\"{}\" fill=\"none\"{} stroke-linejoin=\"round\"/>",
            svg::points(points),
            svg::stroke(stroke)
        ));
    }

    fn band(&mut self, upper: &[[f64; 2]], lower: &[[f64; 2]], ink: Ink) {
        let back = lower.iter().rev();
        let outline: Vec<_> = upper.iter().chain(back).copied().collect();
        self.polygon(&outline, &ink.into());
    }

    fn rect(&mut self, corner: [f64; 2], size: [f64; 2], paint: &Paint) {
        self.rounded_rect(corner, size, 0.0, paint);
    }

    fn circle(&mut self, centre: [f64; 2], radius: f64, ink: Ink) {
        Self::circle(self, centre, radius, &ink.into());
    }

    fn text(&mut self, place: [f64; 2], text: &str, label: &Label) {
        self.element(format_args!(
            "<text{} xml:space=\"preserve\">{}</text>",
            svg::label(place, label),
            svg::runs(text, label)
        ));
    }

    fn named(&mut self, name: &str, draw: impl FnOnce(&mut Self)) {
        self.wrapped(&format!(" aria-label=\"{}\"", escaped(name)), draw);
    }
}

impl Canvas {
    /// An empty drawing, without ground, of this size in points.
    pub fn new(width: f64, height: f64) -> Self {
        Self {
            size: [width.max(1.0), height.max(1.0)],
            ..Self::default()
        }
    }

    /// Width and height in points.
    pub fn size(&self) -> [f64; 2] {
        self.size
    }

    /// What the drawing is called by those who read it aloud.
    pub fn set_title(&mut self, title: &str) {
        self.title = title.to_owned();
    }

    /// Covers all of it with a colour.
    pub fn ground(&mut self, ink: Ink) {
        self.rect([0.0, 0.0], self.size, &ink.into());
    }

    /// A rectangle whose corners are rounded by this radius.
    pub fn rounded_rect(&mut self, corner: [f64; 2], size: [f64; 2], radius: f64, paint: &Paint) {
        let mut place = svg::area(corner, size);
        if radius > 0.0 {
            place += &svg::numbers([("rx", radius)]);
        }
        self.shape("rect", &place, paint);
    }

    /// A closed shape with straight edges.
    pub fn polygon(&mut self, points: &[[f64; 2]], paint: &Paint) {
        let outline = format!(" points=\"{}\"", svg::points(points));
        self.shape("polygon", &outline, paint);
    }

    /// Several closed shapes with straight edges as one, so that no seams show where they meet.
    pub fn polygons(&mut self, shapes: &[Vec<[f64; 2]>], paint: &Paint) {
        let shapes = shapes.iter().filter(|shape| shape.len() > 2);
        let outlines: Vec<_> = shapes.map(|s| format!("M {} Z", svg::points(s))).collect();
        if !outlines.is_empty() {
            self.shape("path", &format!(" d=\"{}\"", outlines.join(" ")), paint);
        }
    }

    pub fn circle(&mut self, [x, y]: [f64; 2], radius: f64, paint: &Paint) {
        let place = svg::numbers([("cx", x), ("cy", y), ("r", radius.max(0.0))]);
        self.shape("circle", &place, paint);
    }

    /// An ellipse that lies along the axes.
    pub fn ellipse(&mut self, [x, y]: [f64; 2], [rx, ry]: [f64; 2], paint: &Paint) {
        let (rx, ry) = (("rx", rx.max(0.0)), ("ry", ry.max(0.0)));
        self.shape(
            "ellipse",
            &svg::numbers([("cx", x), ("cy", y), rx, ry]),
            paint,
        );
    }

    /// A curve from the first point to the last, drawn towards the two between.
    pub fn curve(&mut self, [from, a, b, to]: [[f64; 2]; 4], paint: &Paint) {
        let (start, course) = (svg::points(&[from]), svg::points(&[a, b, to]));
        self.shape("path", &format!(" d=\"M {start} C {course}\""), paint);
    }

    /// Pixels, stretched over a rectangle: each a rectangle with sharp edges, or blurred into its
    /// neighbours if `smooth`, which is right where there are more pixels than can be seen.
    pub fn image(&mut self, corner: [f64; 2], size: [f64; 2], image: &Image, smooth: bool) {
        let rendering = match smooth {
            true => "",
            // The attribute for readers of SVG 1.1, the style for browsers.
            false => " image-rendering=\"optimizeSpeed\" style=\"image-rendering:pixelated\"",
        };
        self.element(format_args!(
            "<image{} preserveAspectRatio=\"none\"{rendering} xlink:href=\"data:image/png;base64,{}\"/>",
            svg::area(corner, size),
            BASE64_STANDARD.encode(image.to_png())
        ));
    }

    /// What `draw` draws, cut off outside a rectangle.
    pub fn clipped(&mut self, corner: [f64; 2], size: [f64; 2], draw: impl FnOnce(&mut Self)) {
        self.clips += 1;
        let name = format!("clip{}", self.clips);
        let area = svg::area(corner, size);
        self.element(format_args!(
            "<clipPath id=\"{name}\"><rect{area}/></clipPath>"
        ));
        self.wrapped(&format!(" clip-path=\"url(#{name})\""), draw);
    }

    fn wrapped(&mut self, attributes: &str, draw: impl FnOnce(&mut Self)) {
        self.element(format_args!("<g{attributes}>"));
        draw(self);
        self.element(format_args!("</g>"));
    }

    fn shape(&mut self, name: &str, place: &str, paint: &Paint) {
        self.element(format_args!("<{name}{place}{}/>", svg::paint(paint)));
    }

    fn element(&mut self, element: std::fmt::Arguments<'_>) {
        // Writing to a string does not fail.
        let _ = writeln!(self.body, "{element}");
    }

    /// The drawing as an SVG document, with its title, and where it comes from in words
    /// (`<desc>`) and for programs (`<metadata>`).
    pub fn to_svg(&self, provenance: Option<&Provenance>) -> String {
        let [width, height] = self.size.map(number);
        let mut head = String::new();
        if !self.title.is_empty() {
            let _ = writeln!(head, "<title>{}</title>", escaped(&self.title));
        }
        if let Some(provenance) = provenance {
            let _ = writeln!(head, "<desc>{}</desc>", escaped(&provenance.line()));
            let _ = writeln!(head, "{}", provenance.to_xml());
        }
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n{head}{}</svg>\n",
            self.body
        )
    }
}

impl Image {
    /// An image, or none if there are not four bytes for each pixel, or no pixels.
    pub fn new(width: u32, height: u32, rgba: Vec<u8>) -> Option<Self> {
        let pixels = (width as usize).checked_mul(height as usize)?;
        let expected = pixels.checked_mul(4)?;
        (expected > 0 && rgba.len() == expected).then_some(Self {
            width,
            height,
            rgba,
        })
    }

    /// The pixels as a PNG file.
    pub fn to_png(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let kind = image::ExtendedColorType::Rgba8;
        // Writing to memory fails only for a wrong number of bytes, which `new` rules out.
        let written =
            PngEncoder::new(&mut bytes).write_image(&self.rgba, self.width, self.height, kind);
        debug_assert!(written.is_ok());
        bytes
    }

    /// Red, green and blue of a pixel; black outside.
    pub fn pixel(&self, x: u32, y: u32) -> [u8; 3] {
        let at = 4 * (y as usize * self.width as usize + x as usize);
        let inside = x < self.width && y < self.height;
        let found = self.rgba.get(at..at + 3).filter(|_| inside);
        found.map_or([0; 3], |rgb| [rgb[0], rgb[1], rgb[2]])
    }
}

#[cfg(test)]
mod tests {
    use quick_xml::events::Event;

    use super::super::Anchor;
    use super::*;
    use crate::export::raster::{rasterize, to_png};

    const RED: Ink = Ink::rgb(200, 0, 0);
    const GREEN: Ink = Ink::rgb(0, 130, 0);

    fn provenance() -> Provenance {
        Provenance {
            name: "σ < ρ & \"friends\"".to_owned(),
            toml: "name = \"σ < ρ\"\n".to_owned(),
            seed: 3,
            ..Provenance::default()
        }
    }

    fn everything() -> Canvas {
        let mut canvas = Canvas::new(200.0, 100.0);
        canvas.set_title("All <there> is");
        canvas.ground(Ink::WHITE);
        canvas.clipped([0.0, 0.0], [100.0, 50.0], |canvas| {
            canvas.rounded_rect([10.0, 10.0], [200.0, 20.0], 3.0, &RED.into());
        });
        canvas.named("lines", |canvas| {
            let dashed = Stroke::new(RED, 1.0).dashed(&[3.0, 2.0]);
            canvas.line([0.0, 60.0], [100.0, 60.0], &dashed);
            canvas.polyline(&[[0.0, 70.0], [50.0, 80.0], [f64::NAN, 90.0]], &dashed);
            let corners = [[0.0, 90.0], [10.0, 90.0], [5.0, 99.0]];
            canvas.polygon(&corners, &GREEN.at(0.5).into());
        });
        canvas.circle([150.0, 25.0], 10.0, &GREEN.into());
        canvas.ellipse([150.0, 60.0], [20.0, 8.0], &Stroke::new(RED, 2.0).into());
        let around = [[120.0, 80.0], [130.0, 70.0], [140.0, 100.0], [150.0, 80.0]];
        canvas.curve(around, &Stroke::new(GREEN, 1.0).into());
        let label = Label::new(12.0, Ink::BLACK).anchored(Anchor::Middle);
        canvas.text([100.0, 95.0], "a < b & ∂L/∂W", &label);
        canvas
    }

    #[test]
    fn every_element_is_well_formed_and_nothing_in_a_text_is_taken_for_markup() {
        let svg = everything().to_svg(Some(&provenance()));
        let mut reader = quick_xml::Reader::from_str(&svg);
        let mut elements = 0;
        loop {
            match reader.read_event().expect("well-formed") {
                Event::Eof => break,
                Event::Start(_) | Event::Empty(_) => elements += 1,
                _ => {}
            }
        }
        assert!(elements > 15);
        assert!(svg.contains("<title>All &lt;there&gt; is</title>"));
        assert!(svg.contains("<desc>σ &lt; ρ &amp; &quot;friends&quot; · seed 3"));
        assert!(!svg.contains("NaN"));
        assert_eq!(svg, everything().to_svg(Some(&provenance())));
    }

    #[test]
    fn pixels_are_where_they_were_drawn_and_cut_off_where_they_were_clipped() {
        let image = rasterize(&everything().to_svg(None), 2.0).expect("an image");
        assert_eq!((image.width, image.height), (400, 200));
        assert_eq!(image.pixel(60, 40), RED.rgb);
        assert_eq!(image.pixel(210, 40), [255; 3], "outside the clip");
        assert_eq!(image.pixel(300, 50), GREEN.rgb);
        assert_eq!(image.pixel(399, 0), [255; 3]);
    }

    #[test]
    fn the_pixels_of_an_image_keep_their_colours_and_sharp_edges() {
        let colours = [[10, 20, 30], [200, 0, 0], [0, 200, 0], [250, 240, 230]];
        let rgba = colours.iter().flat_map(|&[r, g, b]| [r, g, b, 255]);
        let image = Image::new(2, 2, rgba.collect()).expect("four pixels");
        let mut canvas = Canvas::new(40.0, 40.0);
        canvas.image([0.0, 0.0], [40.0, 40.0], &image, false);
        let drawn = rasterize(&canvas.to_svg(None), 1.0).expect("an image");
        let edges = [0, 19, 20, 39];
        for (x, y) in edges.iter().flat_map(|x| edges.map(|y| (*x, y))) {
            assert_eq!(drawn.pixel(x, y), image.pixel(x / 20, y / 20), "{x}, {y}");
        }
    }

    /// Every sign that our figures use has a glyph: none comes out as the box of a missing one.
    #[test]
    fn greek_letters_operators_arrows_and_dashes_are_drawn_and_not_boxes() {
        let drawn = |text: &str| {
            let mut canvas = Canvas::new(30.0, 30.0);
            canvas.ground(Ink::WHITE);
            canvas.text([5.0, 20.0], text, &Label::new(16.0, Ink::BLACK));
            rasterize(&canvas.to_svg(None), 1.0).expect("an image")
        };
        let (nothing, missing) = (drawn(" "), drawn("\u{F123}"));
        for sign in "σρλγεΔΣ∂∇→←×·≤≥≈−±²₀⁻°Â∈√½–…“”✔✖⚠".chars()
        {
            let picture = drawn(&sign.to_string());
            let here = cfg!(feature = "gui") || !"✔✖⚠".contains(sign);
            assert!(!here || picture != nothing, "{sign} is not drawn");
            assert!(!here || picture != missing, "{sign} is a box");
        }
    }

    #[test]
    fn a_png_file_tells_where_it_comes_from_and_can_be_decoded() {
        let png = to_png(&everything().to_svg(None), 1.5, Some(&provenance())).expect("a file");
        let decoded = ::image::load_from_memory(&png).expect("a PNG file");
        assert_eq!((decoded.width(), decoded.height()), (300, 150));
        let holds = |text: &[u8]| png.windows(text.len()).any(|w| w == text);
        assert!(holds(b"tEXtSeed\x003"));
        assert!(holds("iTXtTitle\0\0\0\0\0σ < ρ".as_bytes()));
        assert!(holds("name = \"σ < ρ\"".as_bytes()));
        assert!(holds(b"pHYs"));
    }

    #[test]
    fn too_large_an_image_is_refused_and_not_attempted() {
        let svg = Canvas::new(5_000.0, 5_000.0).to_svg(None);
        let error = rasterize(&svg, 10.0).expect_err("refused").to_string();
        assert!(error.contains("50000 × 50000 pixels"), "{error}");
        rasterize(&svg, 0.0).expect_err("refused");
        rasterize(&svg, f64::NAN).expect_err("refused");
    }
}
