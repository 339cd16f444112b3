//! View "Block matrix": mean |w| between communities.

use egui::{FontId, Painter, Rect, Sense, Stroke, StrokeKind, Ui, pos2, vec2};

use super::communities::ink_on;
use super::plots::caption_of_method;
use super::view::{View, ViewInput, waiting};
use crate::analysis::Blocks;
use crate::app::explained::{Explained, Ink, MAGNITUDES, Mark};
use crate::app::messages::Messages;
use crate::app::pointing::Target;
use crate::app::theme::{community_colour, palette};
use crate::app::widgets::{cell_at, cell_rect, number, picture_area, shade, write_amid};
use crate::engine::Findings;
use crate::export::{ColourMap, ColourScale};

/// What there is to know of the view.
pub const EXPLAINED: Explained = Explained {
    line: "Mean |w| within and between communities.",
    shows: "The mean |w| within each community, on the diagonal, and between each two, beside it: row receives, column sends.",
    look_for: "A dark diagonal means that communities keep to themselves; a dark row or column is a community that receives from, or sends to, all others.",
    legend: &[
        (
            MAGNITUDES,
            "White is none, darker is a larger mean |w|, which stands in the cell",
        ),
        (
            Mark::Patch(Ink::COMMUNITY),
            "Coloured number: a community, the same in all views",
        ),
        (
            Mark::Word("rest"),
            "The remaining small communities, taken together",
        ),
        (
            Mark::Frame(Ink::HIGHLIGHT),
            "Violet frame: what you point at",
        ),
    ],
    symbols: &["w_ij", "communities", "Within share"],
};

/// Room for the numbers of the communities along the edges.
const LABELS: f32 = 22.0;
/// Cells are no larger than this.
const LARGEST_CELL: f32 = 96.0;

pub struct BlocksView(ColourMap);

impl Default for BlocksView {
    fn default() -> Self {
        Self(ColourMap::magnitude())
    }
}

impl View for BlocksView {
    fn view_ui(&mut self, ui: &mut Ui, input: &ViewInput<'_>, messages: &mut Messages) {
        let Some(findings) = &input.scene.findings else {
            return waiting(ui, "Waiting for the first analysis …");
        };
        let blocks = &findings.blocks;
        caption_of_method(
            ui,
            "Mean |w|, row receives, column sends",
            "Mean over all pairs of different neurons, pruned and missing synapses counting as 0. White is none, darker is more. Communities in the order of the weights.",
            findings,
        );
        ui.label(summary(blocks)).on_hover_text("Mean |w| of a pair of neurons inside a community (the diagonal), and of a pair in two communities (off the diagonal).");
        let space = ui.available_size();
        let (area, response) = picture_area(ui, space, Sense::click(), "Block matrix");
        let painter = ui.painter_at(area.expand(1.0));
        if blocks.side() == 0 {
            let weak = ui.visuals().weak_text_color();
            return write_amid(&painter, area.center(), "No communities yet.", 12.0, weak);
        }
        let square = square_in(area, blocks.side());
        let both = input.both().filter_map(|scene| scene.findings.as_ref());
        let largest = both.map(|findings| findings.blocks.largest() as f32);
        let largest: Vec<f32> = largest.filter(|largest| *largest > 0.0).collect();
        let scale = ColourScale::common(largest.into_iter());
        self.cells(ui, &painter, square, blocks, &scale);
        labels(ui, &painter, square, findings);
        let side = [blocks.side(); 2];
        let cell = |pos| cell_at(square, side, pos);
        if let Some((post, pre)) = response.hover_pos().and_then(cell) {
            let stroke = Stroke::new(2.0, palette(ui).highlight);
            let cell = cell_rect(square, side, post, pre);
            painter.rect_stroke(cell, 0, stroke, StrokeKind::Inside);
            let neurons = [members(findings, post), members(findings, pre)].concat();
            let (to, from) = (group_name(findings, post), group_name(findings, pre));
            let name = match post == pre {
                true => format!("The neurons of {to}"),
                false => format!("The neurons of {from} and of {to}"),
            };
            messages.point(Target::group(name, neurons), response.clicked());
            response.on_hover_ui_at_pointer(|ui| cell_hover_ui(ui, findings, post, pre));
        }
    }
}

/// The diagonal against the rest, on one line.
fn summary(blocks: &Blocks) -> String {
    let mean = |mean: Option<f64>| mean.map_or("undefined".to_owned(), number);
    let (within, across) = (mean(blocks.within.mean()), mean(blocks.across.mean()));
    let ratio = match (blocks.ratio(), blocks.across.mean()) {
        (Some(ratio), _) => format!(", ratio {}", number(ratio)),
        (None, Some(_)) => ", nothing across".to_owned(),
        (None, None) => String::new(),
    };
    format!("within {within}, across {across}{ratio}")
}

impl BlocksView {
    fn cells(
        &self,
        ui: &Ui,
        painter: &Painter,
        square: Rect,
        blocks: &Blocks,
        scale: &ColourScale,
    ) {
        let side = blocks.side();
        let frame = Stroke::new(1.0, palette(ui).rule);
        for post in 0..side {
            for pre in 0..side {
                let cell = cell_rect(square, [side; 2], post, pre);
                let Some(mean) = blocks.cell(post, pre).mean() else {
                    // A single neuron has no synapse to another of its community.
                    painter.rect_filled(cell, 0, ui.visuals().faint_bg_color);
                    continue;
                };
                let colour = shade(&self.0, scale.place(mean as f32));
                painter.rect_filled(cell, 0, colour);
                let font = FontId::proportional((cell.width() / 4.2).clamp(9.0, 14.0));
                let galley = painter.layout_no_wrap(number(mean), font, ink_on(colour));
                if galley.size().x + 6.0 <= cell.width() && galley.size().y <= cell.height() {
                    let place = cell.center() - galley.size() / 2.0;
                    painter.galley(place, galley, ink_on(colour));
                }
            }
        }
        for line in 0..=side {
            let place = square.lerp_inside(egui::Vec2::splat(line as f32 / side as f32));
            painter.vline(place.x, square.y_range(), frame);
            painter.hline(square.x_range(), place.y, frame);
        }
    }
}

/// The numbers of the communities, in their colours, along the left and upper edge.
fn labels(ui: &Ui, painter: &Painter, square: Rect, findings: &Findings) {
    let side = findings.blocks.side();
    for index in 0..side {
        let cell = cell_rect(square, [side; 2], index, index);
        let chip = vec2(LABELS - 6.0, cell.height().min(16.0));
        let beside = pos2(square.left() - LABELS / 2.0, cell.center().y);
        let wide = vec2(cell.width().min(LABELS - 6.0), 16.0);
        let above = pos2(cell.center().x, square.top() - LABELS / 2.0);
        let community = findings.block_colour(index);
        let fill = community_colour(community);
        for (centre, size) in [(beside, chip), (above, wide)] {
            let Some(colour) = community else {
                write_amid(
                    painter,
                    centre,
                    "rest",
                    10.0,
                    ui.visuals().weak_text_color(),
                );
                continue;
            };
            let place = Rect::from_center_size(centre, size);
            painter.rect_filled(place, 3.0, fill);
            if place.width() >= 12.0 && place.height() >= 11.0 {
                write_amid(painter, place.center(), colour + 1, 11.0, ink_on(fill));
            }
        }
    }
}

fn cell_hover_ui(ui: &mut Ui, findings: &Findings, post: usize, pre: usize) {
    let block = findings.blocks.cell(post, pre);
    let receives = group_name(findings, post);
    let from = match post == pre {
        true => "itself".to_owned(),
        false => group_name(findings, pre),
    };
    ui.label(format!("{receives} receives from {from}"));
    let mean = block.mean();
    let mean = mean.map_or("undefined: a single neuron".to_owned(), number);
    ui.label(format!("mean |w| {mean}"));
    let share = block.surviving().map(|share| 100.0 * share);
    let surviving = share.map(|share| format!(", {share:.1}% of all pairs"));
    let surviving = surviving.unwrap_or_default();
    ui.weak(format!("{} synapses{surviving}", block.synapses));
}

fn group_name(findings: &Findings, index: usize) -> String {
    match findings.block_colour(index) {
        Some(colour) => format!("community {}", colour + 1),
        None => format!("the {} other communities", findings.blocks.others),
    }
}

fn members(findings: &Findings, index: usize) -> Vec<usize> {
    let partition = &findings.partition;
    let communities = match index < findings.blocks.communities {
        true => index..index + 1,
        false => findings.blocks.communities..partition.communities(),
    };
    communities
        .flat_map(|community| partition.members(community).iter().copied())
        .collect()
}

/// The square of the cells: as large as there is room, but no larger than can be taken in.
fn square_in(area: Rect, side: usize) -> Rect {
    let room = (area.width().min(area.height()) - LABELS).max(20.0);
    let length = room.min(side as f32 * LARGEST_CELL);
    let left = area.left() + LABELS + ((area.width() - LABELS - length) / 2.0).max(0.0);
    Rect::from_min_size(pos2(left, area.top() + LABELS), vec2(length, length))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Block;

    #[test]
    fn the_diagonal_is_told_against_the_rest_on_one_line() {
        let block = |strength: f64, pairs: u64| Block {
            strength,
            synapses: 1,
            pairs,
        };
        let mut blocks = Blocks {
            within: block(3.1, 100),
            across: block(0.8, 200),
            ..Blocks::default()
        };
        assert_eq!(summary(&blocks), "within 0.031, across 0.004, ratio 7.75");
        blocks.across = block(0.0, 200);
        assert_eq!(summary(&blocks), "within 0.031, across 0, nothing across");
        blocks.across = Block::default();
        assert_eq!(summary(&blocks), "within 0.031, across undefined");
    }
}
