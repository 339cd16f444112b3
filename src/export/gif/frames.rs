//! Frames, gathered and then written with one palette.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, Read as _, Write as _};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use gif::{DisposalMethod, Encoder, EncodingError, Frame, Repeat};

use super::palette::{COLOURS, Palette};
use crate::export::canvas::Image;
use crate::export::{Provenance, Rgb};

/// Stands for a pixel that is as it was in the frame before.
const AS_BEFORE: u8 = COLOURS as u8;
const WHITE: Rgb = [255; 3];

/// The frames of an animation, the first of which sets the size.
#[derive(Default)]
pub struct Gif {
    size: Option<(u16, u16)>,
    /// Pixels without their opacity, compressed.
    frames: Vec<Vec<u8>>,
    counts: HashMap<Rgb, u64>,
}

impl Gif {
    /// Adds a frame. One of another size is cut off, or stands on white.
    ///
    /// # Errors
    /// When the first one is larger than such a file can hold.
    pub fn add(&mut self, image: &Image) -> io::Result<()> {
        let (width, height) = match self.size {
            Some(size) => size,
            None => {
                let side = |pixels: u32| {
                    u16::try_from(pixels).map_err(|_| io::Error::other("the frames are too large"))
                };
                *self.size.insert((side(image.width)?, side(image.height)?))
            }
        };
        let mut pixels = Vec::with_capacity(3 * usize::from(width) * usize::from(height));
        let mut last = (WHITE, 0);
        for y in 0..u32::from(height) {
            for x in 0..u32::from(width) {
                let inside = x < image.width && y < image.height;
                let rgb = if inside { image.pixel(x, y) } else { WHITE };
                pixels.extend_from_slice(&rgb);
                // Runs of one colour are counted together.
                if rgb == last.0 {
                    last.1 += 1;
                } else {
                    *self.counts.entry(last.0).or_default() += last.1;
                    last = (rgb, 1);
                }
            }
        }
        *self.counts.entry(last.0).or_default() += last.1;
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(&pixels)?;
        self.frames.push(packed.finish()?);
        Ok(())
    }

    /// The file: an endless loop at so many frames a second, the last held for so many seconds.
    ///
    /// # Errors
    /// When there are no frames.
    pub fn encode(&self, fps: f64, hold_s: f64, provenance: &Provenance) -> io::Result<Vec<u8>> {
        let (width, height) = self.size.ok_or_else(|| io::Error::other("no frames"))?;
        let mut palette = Palette::of(&self.counts);
        let flat: Vec<u8> = palette.colours.iter().flatten().copied().collect();
        let mut file = Vec::new();
        let mut encoder = Encoder::new(&mut file, width, height, &flat).map_err(in_words)?;
        encoder.set_repeat(Repeat::Infinite).map_err(in_words)?;
        comment(&mut encoder, &provenance.comment())?;
        let mut before: Vec<u8> = Vec::new();
        for (number, packed) in self.frames.iter().enumerate() {
            let mut pixels = Vec::new();
            ZlibDecoder::new(packed.as_slice()).read_to_end(&mut pixels)?;
            let (pixels, _) = pixels.as_chunks::<3>();
            let now: Vec<u8> = pixels.iter().map(|rgb| palette.index(*rgb)).collect();
            let seconds = match number + 1 == self.frames.len() {
                true => hold_s,
                false => 1.0 / fps.max(0.1),
            };
            let frame = Frame {
                delay: (100.0 * seconds).round().clamp(2.0, 6_000.0) as u16,
                dispose: DisposalMethod::Keep,
                ..changes(&before, &now, width)
            };
            encoder.write_frame(&frame).map_err(in_words)?;
            before = now;
        }
        drop(encoder);
        Ok(file)
    }

    /// Frames so far.
    pub fn frames(&self) -> usize {
        self.frames.len()
    }
}

/// The smallest rectangle that holds all changes, with what has not changed in it left as before.
fn changes(before: &[u8], now: &[u8], width: u16) -> Frame<'static> {
    let row = usize::from(width).max(1);
    if before.len() != now.len() {
        return Frame {
            width,
            height: (now.len() / row) as u16,
            buffer: Cow::Owned(now.to_vec()),
            ..Frame::default()
        };
    }
    let changed = |at: &usize| before[*at] != now[*at];
    let all: Vec<usize> = (0..now.len()).filter(changed).collect();
    let (mut left, mut right) = (row, 0);
    for at in &all {
        left = left.min(at % row);
        right = right.max(at % row + 1);
    }
    // Without a change, one pixel is drawn again.
    let (Some(first), Some(last)) = (all.first(), all.last()) else {
        return Frame {
            width: 1,
            height: 1,
            buffer: Cow::Owned(now[..1].to_vec()),
            ..Frame::default()
        };
    };
    let (top, bottom) = (first / row, last / row + 1);
    let mut buffer = Vec::with_capacity((right - left) * (bottom - top));
    for y in top..bottom {
        let cells = y * row + left..y * row + right;
        buffer.extend(cells.map(|at| match changed(&at) {
            true => now[at],
            false => AS_BEFORE,
        }));
    }
    Frame {
        left: left as u16,
        top: top as u16,
        width: (right - left) as u16,
        height: (bottom - top) as u16,
        transparent: Some(AS_BEFORE),
        buffer: Cow::Owned(buffer),
        ..Frame::default()
    }
}

/// Words inside the file.
fn comment<W: io::Write>(encoder: &mut Encoder<W>, text: &str) -> io::Result<()> {
    const COMMENT: gif::AnyExtension = gif::AnyExtension(0xFE);
    let parts: Vec<&[u8]> = text.as_bytes().chunks(255).collect();
    encoder
        .write_raw_extension(COMMENT, &parts)
        .map_err(in_words)
}

fn in_words(error: EncodingError) -> io::Error {
    match error {
        EncodingError::Io(error) => error,
        other => io::Error::other(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(colour: Rgb, at: usize) -> Image {
        let mut rgba = vec![255; 4 * 30 * 20];
        rgba[4 * at..4 * at + 3].copy_from_slice(&colour);
        Image::new(30, 20, rgba).expect("pixels")
    }

    #[test]
    fn frames_come_back_as_they_went_in_and_the_last_is_held() {
        let frames = [
            frame([200, 10, 10], 5),
            frame([0, 90, 0], 70),
            frame([0, 90, 0], 70),
            frame([0, 0, 255], 599),
        ];
        let mut gif = Gif::default();
        for frame in &frames {
            gif.add(frame).expect("added");
        }
        let provenance = Provenance {
            name: "An animation".to_owned(),
            seed: 12,
            ..Provenance::default()
        };
        let bytes = gif.encode(10.0, 2.0, &provenance).expect("a file");
        assert!(bytes.windows(8).any(|w| w == b"Seed: 12"));
        let decoder = ::image::codecs::gif::GifDecoder::new(io::Cursor::new(bytes));
        let decoded = ::image::AnimationDecoder::into_frames(decoder.expect("a GIF file"));
        let decoded = decoded.collect_frames().expect("frames");
        assert_eq!(decoded.len(), 4);
        for (found, expected) in decoded.iter().zip(&frames) {
            assert_eq!(found.buffer().as_raw(), &expected.rgba);
        }
        let delays: Vec<u32> = decoded
            .iter()
            .map(|f| f.delay().numer_denom_ms().0)
            .collect();
        assert_eq!(delays, [100, 100, 100, 2000]);
    }

    #[test]
    fn a_frame_of_another_size_is_fitted_to_the_first() {
        let mut gif = Gif::default();
        gif.add(&frame([1, 2, 3], 0)).expect("added");
        let small = Image::new(1, 1, vec![9, 9, 9, 255]).expect("a pixel");
        gif.add(&small).expect("added");
        gif.encode(10.0, 1.0, &Provenance::default())
            .expect("a file");
        assert!(
            Gif::default()
                .encode(1.0, 1.0, &Provenance::default())
                .is_err()
        );
    }
}
