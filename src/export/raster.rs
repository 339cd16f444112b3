//! SVG to pixels, with the fonts of the window and no others: the same on every machine.

use std::sync::{Arc, OnceLock};

use flate2::Crc;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use super::Provenance;
use super::canvas::Image;

/// Images have at most so many pixels on a side.
const LARGEST_SIDE: f32 = 16_384.0;
const MOST_PIXELS: f32 = 100e6;

/// Why a drawing has no image.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum RasterError {
    #[error("the drawing cannot be read: {0}")]
    Unreadable(String),
    #[error("an image of {width} × {height} pixels is too large; choose a smaller size or scale")]
    TooLarge { width: u64, height: u64 },
    /// No pixels at all, or no such scale.
    #[error("an image needs a size and a scale above zero")]
    Empty,
}

/// The fonts of the window.
fn fonts() -> Arc<fontdb::Database> {
    static FONTS: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let load = || {
        let mut fonts = fontdb::Database::new();
        fonts.load_font_data(epaint_default_fonts::UBUNTU_LIGHT.to_vec());
        fonts.load_font_data(epaint_default_fonts::HACK_REGULAR.to_vec());
        // The signs that the window borrows from it.
        #[cfg(feature = "gui")]
        fonts.load_font_data(epaint_default_fonts::NOTO_EMOJI_REGULAR.to_vec());
        fonts.set_serif_family("Ubuntu");
        fonts.set_sans_serif_family("Ubuntu");
        fonts.set_monospace_family("Hack");
        Arc::new(fonts)
    };
    Arc::clone(FONTS.get_or_init(load))
}

/// An SVG document as an image, at `scale` pixels to a point.
/// Fails when the document cannot be read, or the image would be too large.
pub fn rasterize(svg: &str, scale: f64) -> Result<Image, RasterError> {
    let options = Options {
        fontdb: fonts(),
        font_family: "Ubuntu".to_owned(),
        ..Options::default()
    };
    let unreadable = |error: resvg::usvg::Error| RasterError::Unreadable(error.to_string());
    let tree = Tree::from_str(svg, &options).map_err(unreadable)?;
    let scale = scale as f32;
    let size = tree.size();
    let [width, height] = [size.width(), size.height()].map(|s| (s * scale).round().max(1.0));
    if !(scale > 0.0 && width.is_finite() && height.is_finite()) {
        return Err(RasterError::Empty);
    }
    if width.max(height) > LARGEST_SIDE || width * height > MOST_PIXELS {
        let (width, height) = (width as u64, height as u64);
        return Err(RasterError::TooLarge { width, height });
    }
    let mut pixels = Pixmap::new(width as u32, height as u32).ok_or(RasterError::Empty)?;
    let fit = Transform::from_scale(width / size.width(), height / size.height());
    resvg::render(&tree, fit, &mut pixels.as_mut());
    let (width, height) = (pixels.width(), pixels.height());
    Image::new(width, height, pixels.take_demultiplied()).ok_or(RasterError::Empty)
}

/// An SVG document as a PNG file, at `scale` pixels to a point, with its provenance in text chunks.
/// Fails as [`rasterize`].
pub fn to_png(
    svg: &str,
    scale: f64,
    provenance: Option<&Provenance>,
) -> Result<Vec<u8>, RasterError> {
    let image = rasterize(svg, scale)?;
    Ok(with_words(&image.to_png(), scale, provenance))
}

/// Where the first chunk ends: eight bytes of signature, and IHDR with its 13 bytes.
const AFTER_HEADER: usize = 8 + 12 + 13;
/// Points to an inch, as drawings are understood.
const POINTS_PER_INCH: f64 = 96.0;
const METRES_PER_INCH: f64 = 0.0254;

/// The PNG file with the provenance in its text chunks, and with the size it is to have on paper:
/// `scale` pixels to a point.
fn with_words(png: &[u8], scale: f64, provenance: Option<&Provenance>) -> Vec<u8> {
    let Some((head, rest)) = png.split_at_checked(AFTER_HEADER) else {
        return png.to_vec();
    };
    let mut bytes = head.to_vec();
    let per_metre = (scale * POINTS_PER_INCH / METRES_PER_INCH).round() as u32;
    let density = [per_metre.to_be_bytes(), per_metre.to_be_bytes()].concat();
    chunk(&mut bytes, *b"pHYs", &[&density, &[1]]);
    for (key, value) in provenance.map(Provenance::entries).unwrap_or_default() {
        let key = key.as_bytes();
        if value.is_ascii() {
            chunk(&mut bytes, *b"tEXt", &[key, &[0], value.as_bytes()]);
        } else {
            // Not compressed; no language; no translated key.
            chunk(&mut bytes, *b"iTXt", &[key, &[0; 5], value.as_bytes()]);
        }
    }
    bytes.extend_from_slice(rest);
    bytes
}

fn chunk(bytes: &mut Vec<u8>, kind: [u8; 4], parts: &[&[u8]]) {
    let data = parts.concat();
    bytes.extend_from_slice(&(data.len() as u32).to_be_bytes());
    let mut crc = Crc::new();
    crc.update(&kind);
    crc.update(&data);
    bytes.extend_from_slice(&kind);
    bytes.extend_from_slice(&data);
    bytes.extend_from_slice(&crc.sum().to_be_bytes());
}
