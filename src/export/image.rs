//! The heatmap of the weights as an image.

use image::{Rgb, RgbImage};

use super::canvas::{Anchor, Canvas, Ink, Label, Surface as _};
use super::raster::rasterize;
use super::{ColourMap, ColourScale, Scaling};
use crate::analysis::{Partition, Picture};

/// Larger networks are reduced to so many cells on a side.
pub(super) const LARGEST_SIDE: usize = 2048;

/// The heatmap itself is at least so many pixels on a side.
const SMALLEST_SIDE: usize = 600;

const MARGIN: u32 = 28;
const BAR_WIDTH: u32 = 20;
const BAR_GAP: u32 = 16;

const PAPER: Rgb<u8> = Rgb([255; 3]);
const FRAME: Rgb<u8> = Rgb([60; 3]);
const RULE: Rgb<u8> = Rgb([205; 3]);

/// W by community on white paper: row = post-neuron from above, column = pre-neuron from the left, as is
/// written in the margins, a
/// square of pixels per cell. Rules between the communities lie in gaps of their own, so that they
/// hide nothing; the two blocks on the diagonal that meet at a rule are framed darker. On the right
/// the colours from +limit (top) to −limit (bottom), see [`Picture::limit`], shaded as on
/// screen unless the user chooses otherwise.
pub fn heatmap(picture: &Picture, partition: &Partition) -> RgbImage {
    let layout = Layout::of(picture, partition);
    let side = layout.extent();
    let width = 2 * MARGIN + side + 2 + BAR_GAP + BAR_WIDTH + 2;
    let mut image = RgbImage::from_pixel(width, 2 * MARGIN + side + 2, PAPER);
    let colours = ColourMap::weights();
    let scale = ColourScale::of(std::iter::once(picture), Scaling::default());

    frame(&mut image, MARGIN, side, side);
    for (y, row) in layout.lines.iter().enumerate() {
        for (x, column) in layout.lines.iter().enumerate() {
            let colour = match (row, column) {
                (Line::Cell(post), Line::Cell(pre)) => {
                    let value = picture.values[post * picture.side + pre];
                    Rgb(colours.colour(scale.place(value), 1.0))
                }
                _ => layout.rule_colour(*row, *column),
            };
            image.put_pixel(MARGIN + 1 + x as u32, MARGIN + 1 + y as u32, colour);
        }
    }

    name_axes(&mut image, side);
    let left = MARGIN + side + 2 + BAR_GAP;
    frame(&mut image, left, BAR_WIDTH, side);
    for y in 0..side {
        let share = 1.0 - 2.0 * y as f32 / (side.max(2) - 1) as f32;
        let colour = Rgb(colours.colour(scale.place(share * scale.limit), 1.0));
        for x in 0..BAR_WIDTH {
            image.put_pixel(left + 1 + x, MARGIN + 1 + y, colour);
        }
    }
    image
}

/// Writes into the margins that columns send and rows receive.
fn name_axes(image: &mut RgbImage, side: u32) {
    let (width, height) = (f64::from(side), f64::from(MARGIN));
    for (name, upwards) in [("sends (pre j)", false), ("receives (post i)", true)] {
        let mut canvas = Canvas::new(width, height);
        canvas.ground(Ink::WHITE);
        let label = Label::new(17.0, Ink::grey(60)).anchored(Anchor::Middle);
        canvas.text([width / 2.0, height * 0.7], name, &label);
        // An image too small for words does without them.
        let Ok(words) = rasterize(&canvas.to_svg(None), 1.0) else {
            continue;
        };
        for (along, across) in (0..side).flat_map(|x| (0..MARGIN).map(move |y| (x, y))) {
            let pixel = Rgb(words.pixel(along, across));
            match upwards {
                false => image.put_pixel(MARGIN + 1 + along, across, pixel),
                true => image.put_pixel(across, MARGIN + side - along, pixel),
            }
        }
    }
}

/// One line of pixels of the heatmap, across or down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    /// Part of a cell.
    Cell(usize),
    /// The rule behind the last cell before `end`, where community number `before` ends.
    Rule { before: usize, end: usize },
}

struct Layout {
    lines: Vec<Line>,
    /// The cells of each community.
    blocks: Vec<std::ops::Range<usize>>,
}

impl Layout {
    fn of(picture: &Picture, partition: &Partition) -> Self {
        let magnification = SMALLEST_SIDE.div_ceil(picture.side.max(1)).max(1);
        // The first cell that holds no neuron before `position`.
        let edge = |position: usize| (position * picture.side).div_ceil(picture.neurons.max(1));
        let bounds = partition.bounds.iter();
        let blocks: Vec<_> = bounds.map(|b| edge(b.start)..edge(b.end)).collect();
        let mut lines = Vec::new();
        let mut ending = blocks.iter().enumerate().peekable();
        for cell in 0..picture.side {
            lines.extend(std::iter::repeat_n(Line::Cell(cell), magnification));
            let end = cell + 1;
            let mut rule = None;
            while let Some((before, _)) = ending.next_if(|(_, block)| block.end <= end) {
                rule = Some(Line::Rule { before, end });
            }
            lines.extend(rule.filter(|_| end < picture.side));
        }
        Self { lines, blocks }
    }

    fn extent(&self) -> u32 {
        self.lines.len() as u32
    }

    /// Dark where a rule bounds a block on the diagonal.
    fn rule_colour(&self, row: Line, column: Line) -> Rgb<u8> {
        let ((Line::Rule { before: rule, .. }, other) | (other, Line::Rule { before: rule, .. })) =
            (row, column)
        else {
            return PAPER;
        };
        let meets = |block: usize| {
            self.blocks.get(block).is_some_and(|cells| match other {
                Line::Cell(cell) => cells.contains(&cell),
                Line::Rule { end, .. } => cells.start <= end && end <= cells.end,
            })
        };
        match meets(rule) || meets(rule + 1) {
            true => FRAME,
            false => RULE,
        }
    }
}

/// A frame around `width` × `height` pixels, its corner at `left` and the margin.
fn frame(image: &mut RgbImage, left: u32, width: u32, height: u32) {
    let (right, bottom) = (left + width + 1, MARGIN + height + 1);
    for x in left..=right {
        image.put_pixel(x, MARGIN, FRAME);
        image.put_pixel(x, bottom, FRAME);
    }
    for y in MARGIN..=bottom {
        image.put_pixel(left, y, FRAME);
        image.put_pixel(right, y, FRAME);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Connectome;

    fn two_blocks() -> (Picture, Partition) {
        let mut w = vec![0.0; 16];
        for (post, pre) in [(0, 1), (1, 0), (2, 3), (3, 2)] {
            w[post * 4 + pre] = if post < 2 { 1.0 } else { -1.0 };
        }
        let partition = Partition::from_labels(&[Some(0), Some(0), Some(1), Some(1)], &[2.0; 4]);
        let picture = Picture::of(&Connectome::new(4, w), &partition.order, LARGEST_SIDE, None);
        (picture, partition)
    }

    #[test]
    fn cells_are_squares_and_the_rule_between_communities_hides_none_of_them() {
        let (picture, partition) = two_blocks();
        let layout = Layout::of(&picture, &partition);
        assert_eq!(layout.extent(), 601);
        assert_eq!(layout.lines[299], Line::Cell(1));
        assert_eq!(layout.lines[300], Line::Rule { before: 0, end: 2 });
        assert_eq!(layout.lines[301], Line::Cell(2));
    }

    #[test]
    fn rows_are_post_neurons_and_zero_is_white() {
        let mut w = vec![0.0; 9];
        w[3 + 2] = 1.0;
        let partition = Partition::from_labels(&[None; 3], &[0.0; 3]);
        let picture = Picture::of(&Connectome::new(3, w), &[0, 1, 2], LARGEST_SIDE, None);
        let image = heatmap(&picture, &partition);
        let at = |row: u32, column: u32| {
            let pixel = |cell: u32| MARGIN + 1 + cell * 200 + 100;
            *image.get_pixel(pixel(column), pixel(row))
        };
        assert_eq!(at(1, 2), Rgb(ColourMap::weights().colour(1.0, 1.0)));
        assert_eq!(at(2, 1), PAPER);
    }

    #[test]
    fn the_colour_bar_runs_from_excitation_to_inhibition() {
        let (picture, partition) = two_blocks();
        let image = heatmap(&picture, &partition);
        let x = image.width() - MARGIN - BAR_WIDTH / 2;
        let map = ColourMap::weights();
        assert_eq!(image.get_pixel(x, MARGIN + 1).0, map.colour(1.0, 1.0));
        let bottom = image.height() - MARGIN - 2;
        assert_eq!(image.get_pixel(x, bottom).0, map.colour(-1.0, 1.0));
        assert_eq!(*image.get_pixel(x, image.height() / 2), PAPER);
    }

    #[test]
    fn an_empty_network_has_an_image_too() {
        let image = heatmap(&Picture::default(), &Partition::default());
        assert!(image.width() > 0);
    }
}
