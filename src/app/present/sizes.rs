//! How large things are while presenting: the sentence for the last row, and never so large that the picture
//! loses more than two fifths of the screen.

use egui::Vec2;

/// The type of the sentence on a screen 1,080 points high.
const TYPE: f32 = 28.0 / 1080.0;
/// Ordinary type in the strip, as a multiple of that in the window, on such a screen.
const STRIP: f32 = 1.4 / 1080.0;
/// Room for a line, as a multiple of the size of its type.
const LINE: f32 = 1.25;
/// The largest share of the height for the sentences, for the strip, and for the line that is the timeline.
const SENTENCES: f32 = 0.15;
const CONTROLS: f32 = 0.19;
const TIMELINE: f32 = 0.045;
/// Height of the strip in which type has its natural size.
const NATURAL: f32 = 66.0;

/// How large things are, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sizes {
    /// The type of the sentences, and the least where a sentence is long.
    pub sentence: [f32; 2],
    /// Room for the sentences.
    pub sentences: f32,
    /// Ordinary type in the strip, as a multiple of that in the window.
    pub scale: f32,
    /// Height of the strip, without its margin.
    pub strip: f32,
    pub timeline: f32,
}

impl Sizes {
    /// Lines of the sentence of each side.
    pub const LINES: usize = 2;
    /// Room around the strip, above and below.
    pub const MARGIN: f32 = 4.0;

    /// On a screen so large in points, where text is zoomed so, for one side or two.
    pub fn of(screen: Vec2, zoom: f32, sides: usize) -> Self {
        let lines = (sides * Self::LINES) as f32;
        let least = TYPE * screen.y;
        let room = SENTENCES * screen.y / (lines * LINE);
        let sentence = (least * zoom.max(1.0)).min(room).max(least);
        let fits = (CONTROLS * screen.y - 2.0 * Self::MARGIN) / NATURAL;
        let scale = (STRIP * screen.y).max(1.0).min(fits);
        Self {
            sentence: [sentence, least],
            sentences: lines * LINE * sentence,
            scale,
            strip: NATURAL * scale,
            timeline: (17.0 * scale).min(TIMELINE * screen.y),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::vec2;

    #[test]
    fn the_sentence_is_large_and_the_picture_keeps_three_fifths_of_any_screen() {
        let hd = Sizes::of(vec2(1920.0, 1080.0), 1.0, 1);
        // But for rounding.
        assert!(hd.sentence[0] > 27.99 && hd.scale * 22.0 > 27.99, "{hd:?}");
        for (width, height) in [
            (1024.0, 700.0),
            (1440.0, 900.0),
            (1920.0, 1080.0),
            (3840.0, 2160.0),
        ] {
            for zoom in [0.6, 1.0, 1.5, 2.0, 3.0] {
                for sides in [1, 2] {
                    let screen = vec2(width, height) / zoom;
                    let sizes = Sizes::of(screen, zoom, sides);
                    let Sizes {
                        sentences,
                        strip,
                        timeline,
                        ..
                    } = sizes;
                    let taken = sentences + strip + 2.0 * Sizes::MARGIN + timeline;
                    assert!(taken <= 0.4 * screen.y, "{screen:?}, {sizes:?}");
                    let least = 28.0 / 1080.0 * height;
                    assert!(sizes.sentence[0] * zoom >= 0.999 * least);
                }
            }
        }
    }
}
