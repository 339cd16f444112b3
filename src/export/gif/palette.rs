//! 255 colours for a whole animation, so that nothing flickers from frame to frame.

use std::collections::HashMap;

use crate::export::Rgb;

/// Colours in a palette; one more number stands for "as before".
pub const COLOURS: usize = 255;

/// So many of the commonest colours are kept exactly: those with a meaning are among them, and blends
/// along the edges of thin lines are not.
const EXACT: usize = 128;

/// A palette. Each of its colours occurs in the animation, so that white stays white.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Palette {
    /// The colours.
    pub colours: Vec<Rgb>,
    /// The nearest colour to those met so far.
    nearest: HashMap<Rgb, u8>,
}

/// A colour and how often it occurs.
type Count = (Rgb, u64);

impl Palette {
    /// A palette for colours that occur so often.
    pub fn of(counts: &HashMap<Rgb, u64>) -> Self {
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
    pub fn index(&mut self, rgb: Rgb) -> u8 {
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

    #[test]
    fn few_colours_are_all_kept_exactly() {
        let colours: Vec<Rgb> = (0..200).map(|i| [i, 255 - i, i / 2]).collect();
        let counts = colours.iter().map(|rgb| (*rgb, 3)).collect();
        let mut palette = Palette::of(&counts);
        for rgb in colours {
            let index = palette.index(rgb);
            assert_eq!(palette.colours[usize::from(index)], rgb);
        }
    }

    #[test]
    fn of_many_colours_the_common_ones_are_kept_and_the_others_lie_near() {
        let mut counts: HashMap<Rgb, u64> = HashMap::new();
        for i in 0..40_u8 {
            for j in 0..40_u8 {
                counts.insert([6 * i, 6 * j, 255 - 6 * i], 5);
            }
        }
        // The colour of a community, which a few discs have.
        let common = [([255; 3], 1_000_000), ([0, 158, 115], 500)];
        counts.extend(common);
        let mut palette = Palette::of(&counts);
        assert_eq!(palette.colours.len(), COLOURS);
        for (rgb, _) in common {
            let index = palette.index(rgb);
            assert_eq!(palette.colours[usize::from(index)], rgb);
        }
        for rgb in counts.keys() {
            let index = palette.index(*rgb);
            let found = palette.colours[usize::from(index)];
            let far = (0..3).map(|i| found[i].abs_diff(rgb[i])).max();
            assert!(far < Some(48), "{rgb:?} became {found:?}");
        }
        assert_eq!(Palette::of(&counts).colours, palette.colours);
    }
}
