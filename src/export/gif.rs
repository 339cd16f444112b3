//! Animations as GIF files: frames, gathered and then written with one palette of 255 colours, so that
//! nothing flickers from frame to frame.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, Read as _, Write as _};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use gif::{DisposalMethod, Encoder, EncodingError, Frame, Repeat};

use super::canvas::Image;
use super::{Provenance, Rgb};

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
    /// Fails when the first one is larger than such a file can hold.
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
    /// Fails when there are no frames.
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

    pub fn frames(&self) -> usize {
        self.frames.len()
    }
}

/// The smallest rectangle that holds all changes, with what has not changed in it left as before.
fn changes(before: &[u8], now: &[u8], width: u16) -> Frame<'static> {
    let row = usize::from(width).max(1);
    let whole = |width, height, pixels: &[u8]| Frame {
        width,
        height,
        buffer: Cow::Owned(pixels.to_vec()),
        ..Frame::default()
    };
    if before.len() != now.len() {
        return whole(width, (now.len() / row) as u16, now);
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
        return whole(1, 1, &now[..1]);
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
    let written = encoder.write_raw_extension(COMMENT, &parts);
    written.map_err(in_words)
}

fn in_words(error: EncodingError) -> io::Error {
    match error {
        EncodingError::Io(error) => error,
        other => io::Error::other(other.to_string()),
    }
}

/// Colours in a palette; one more number stands for "as before".
const COLOURS: usize = 255;

/// So many of the commonest colours are kept exactly: those with a meaning are among them, and blends
/// along the edges of thin lines are not.
const EXACT: usize = 128;

/// A palette. Each of its colours occurs in the animation, so that white stays white.
struct Palette {
    colours: Vec<Rgb>,
    /// The nearest colour to those met so far.
    nearest: HashMap<Rgb, u8>,
}

/// A colour and how often it occurs.
type Count = (Rgb, u64);

impl Palette {
    /// A palette for colours that occur so often.
    fn of(counts: &HashMap<Rgb, u64>) -> Self {
        let mut all: Vec<Count> = counts.iter().map(|(rgb, count)| (*rgb, *count)).collect();
        all.sort_unstable_by_key(|(rgb, count)| (std::cmp::Reverse(*count), *rgb));
        let others = all.split_off(EXACT.min(all.len()));
        let room = COLOURS - all.len();
        let mut boxes = vec![others];
        while boxes.len() < room {
            // The box whose colours differ most, weighted so that neither rare nor common ones rule.
            let urgency = |colours: &Vec<Count>| {
                let (_, spread) = widest(colours);
                let weight: f64 = colours.iter().map(|(_, n)| (*n as f64).sqrt()).sum();
                f64::from(spread) * f64::from(spread) * weight
            };
            let most =
                (0..boxes.len()).max_by(|a, b| urgency(&boxes[*a]).total_cmp(&urgency(&boxes[*b])));
            let Some(index) = most.filter(|index| widest(&boxes[*index]).1 > 0) else {
                break;
            };
            let (low, high) = split(std::mem::take(&mut boxes[index]));
            boxes[index] = low;
            boxes.push(high);
        }
        let commonest = |colours: &Vec<Count>| colours.iter().max_by_key(|(_, n)| *n).map(|c| c.0);
        let exact = all.iter().map(|(rgb, _)| *rgb);
        let mut colours: Vec<Rgb> = exact.chain(boxes.iter().filter_map(commonest)).collect();
        colours.sort_unstable();
        Self {
            colours,
            nearest: HashMap::new(),
        }
    }

    /// The number of the colour nearest to this one.
    fn index(&mut self, rgb: Rgb) -> u8 {
        let colours = &self.colours;
        *self.nearest.entry(rgb).or_insert_with(|| {
            let nearest = (0..colours.len()).min_by_key(|index| distance(colours[*index], rgb));
            nearest.map_or(0, |index| index as u8)
        })
    }
}

/// The channel in which colours differ most, and by how much.
fn widest(colours: &[Count]) -> (usize, u8) {
    let spread = |channel: usize| {
        let values = colours.iter().map(|(rgb, _)| rgb[channel]);
        let low = values.clone().min().unwrap_or_default();
        values.max().unwrap_or_default() - low
    };
    let channels = (0..3).map(|channel| (channel, spread(channel)));
    channels.max_by_key(|c| c.1).unwrap_or_default()
}

/// Halves of about the same weight, along the widest channel.
fn split(mut colours: Vec<Count>) -> (Vec<Count>, Vec<Count>) {
    let (channel, _) = widest(&colours);
    colours.sort_by_key(|(rgb, _)| (rgb[channel], *rgb));
    let weight = |count: &Count| (count.1 as f64).sqrt();
    let half = colours.iter().map(weight).sum::<f64>() / 2.0;
    let mut before = 0.0;
    let middle = colours.iter().position(|count| {
        before += weight(count);
        before >= half
    });
    let middle = middle.map_or(1, |at| at + 1).clamp(1, colours.len() - 1);
    let high = colours.split_off(middle);
    (colours, high)
}

fn distance(a: Rgb, b: Rgb) -> u32 {
    let square = |i: usize| u32::from(a[i].abs_diff(b[i])).pow(2);
    // The eye is best at green and worst at blue.
    2 * square(0) + 4 * square(1) + square(2)
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
        let green = frame([0, 90, 0], 70);
        let [first, last] = [frame([200, 10, 10], 5), frame([0, 0, 255], 599)];
        let frames = [first, green.clone(), green, last];
        let mut gif = Gif::default();
        for frame in &frames {
            gif.add(frame).expect("added");
        }
        let provenance = Provenance {
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
        let delays = decoded.iter().map(|f| f.delay().numer_denom_ms().0);
        assert!(delays.eq([100, 100, 100, 2000]));
    }

    #[test]
    fn a_frame_of_another_size_is_fitted_to_the_first() {
        let mut gif = Gif::default();
        gif.add(&frame([1, 2, 3], 0)).expect("added");
        let small = Image::new(1, 1, vec![9, 9, 9, 255]).expect("a pixel");
        gif.add(&small).expect("added");
        let encoded = |gif: &Gif| gif.encode(10.0, 1.0, &Provenance::default());
        encoded(&gif).expect("a file");
        encoded(&Gif::default()).expect_err("no frames");
    }

    fn found(palette: &mut Palette, rgb: Rgb) -> Rgb {
        let index = palette.index(rgb);
        palette.colours[usize::from(index)]
    }

    #[test]
    fn few_colours_are_all_kept_exactly() {
        let colours: Vec<Rgb> = (0..200).map(|i| [i, 255 - i, i / 2]).collect();
        let counts = colours.iter().map(|rgb| (*rgb, 3)).collect();
        let mut palette = Palette::of(&counts);
        for rgb in colours {
            assert_eq!(found(&mut palette, rgb), rgb);
        }
    }

    #[test]
    fn of_many_colours_the_common_ones_are_kept_and_the_others_lie_near() {
        let shades = |i: u8| (0..40).map(move |j: u8| ([6 * i, 6 * j, 255 - 6 * i], 5));
        let mut counts: HashMap<Rgb, u64> = (0..40).flat_map(shades).collect();
        // The colour of a community, which a few discs have.
        let common = [([255; 3], 1_000_000), ([0, 158, 115], 500)];
        counts.extend(common);
        let mut palette = Palette::of(&counts);
        assert_eq!(palette.colours.len(), COLOURS);
        for (rgb, _) in common {
            assert_eq!(found(&mut palette, rgb), rgb);
        }
        for rgb in counts.keys() {
            let found = found(&mut palette, *rgb);
            let far = (0..3).map(|i| found[i].abs_diff(rgb[i])).max();
            assert!(far < Some(48), "{rgb:?} became {found:?}");
        }
        assert_eq!(Palette::of(&counts).colours, palette.colours);
    }
}
