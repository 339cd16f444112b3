//! View "Block matrix": mean |w| between communities.

use egui::{Color32, FontId, Painter, Rect, RichText, Sense, Stroke, StrokeKind, Ui, pos2, vec2};

use super::communities::ink_on;
use super::view::{View, ViewInput, waiting};
use crate::analysis::Blocks;
use crate::app::messages::Messages;
use crate::app::pointing::Target;
use crate::app::theme::community_colour;
use crate::app::theme::palette;
use crate::app::widgets::{ColourScale, number, picture_area, write_amid};
use crate::engine::Findings;
use crate::export::ColourMap;

/// Room for the numbers of the communities along the edges.
const LABELS: f32 = 22.0;
/// Cells are no larger than this.
const LARGEST_CELL: f32 = 96.0;

/// Mean |w| between communities.
pub struct BlocksView {
    map: ColourMap,
}

impl Default for BlocksView {
    fn default() -> Self {
        Self {
            map: ColourMap::magnitude(),
        }
    }
}

impl View for BlocksView {
    fn view_ui(&mut self, ui: &mut Ui, input: &ViewInput<'_>, messages: &mut Messages) {
        let scene = input.scene;
        let Some(findings) = &scene.findings else {
            return waiting(ui, "Waiting for the first analysis …");
        };
        let blocks = &findings.blocks;
        caption_ui(ui, findings);
        let space = ui.available_size();
        let (area, response) = picture_area(ui, space, Sense::click(), "Block matrix");
        let painter = ui.painter_at(area.expand(1.0));
        if blocks.side() == 0 {
            let weak = ui.visuals().weak_text_color();
            return write_amid(&painter, area.center(), "No communities yet.", 12.0, weak);
        }
        let square = square_in(area, blocks.side());
        let largest: Vec<f32> = input
            .both()
            .filter_map(|scene| largest(&scene.findings.as_ref()?.blocks))
            .collect();
        let scale = ColourScale::common(largest.into_iter());
        self.cells(ui, &painter, square, blocks, scale);
        labels(ui, &painter, square, findings);
        let pointed = response
            .hover_pos()
            .and_then(|pos| cell_at(square, blocks.side(), pos));
        if let Some((post, pre)) = pointed {
            let cell = cell_rect(square, blocks.side(), post, pre);
            let stroke = Stroke::new(2.0, palette(ui).highlight);
            painter.rect_stroke(cell, 0, stroke, StrokeKind::Inside);
            let neurons = [members(findings, post), members(findings, pre)].concat();
            let name = match post == pre {
                true => format!("The neurons of {}", group_name(findings, post)),
                false => {
                    let (post, pre) = (group_name(findings, post), group_name(findings, pre));
                    format!("The neurons of {pre} and of {post}")
                }
            };
            let target = Target::group(name, neurons);
            messages.point(target, response.clicked());
            response.on_hover_ui_at_pointer(|ui| cell_hover_ui(ui, findings, post, pre));
        }
    }
}

fn caption_ui(ui: &mut Ui, findings: &Findings) {
    ui.horizontal(|ui| {
        ui.label(RichText::new("Mean |w|, row receives, column sends").small().strong())
            .on_hover_text("Mean over all pairs of different neurons, pruned and missing synapses counting as 0. White is none, darker is more. Communities in the order of the weights.");
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let method = RichText::new(findings.method.to_string()).small().weak();
            ui.add(egui::Label::new(method).truncate());
        });
    });
    ui.label(summary(&findings.blocks)).on_hover_text("Mean |w| of a pair of neurons inside a community (the diagonal), and of a pair in two communities (off the diagonal).");
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

/// The largest mean of a block, if there is one above zero.
fn largest(blocks: &Blocks) -> Option<f32> {
    let largest = blocks.largest() as f32;
    (largest > 0.0).then_some(largest)
}

impl BlocksView {
    fn cells(&self, ui: &Ui, painter: &Painter, square: Rect, blocks: &Blocks, scale: ColourScale) {
        let side = blocks.side();
        let frame = Stroke::new(1.0, palette(ui).rule);
        for post in 0..side {
            for pre in 0..side {
                let cell = cell_rect(square, side, post, pre);
                let Some(mean) = blocks.cell(post, pre).mean() else {
                    // A single neuron has no synapse to another of its community.
                    painter.rect_filled(cell, 0, ui.visuals().faint_bg_color);
                    continue;
                };
                let [r, g, b] = self.map.colour(scale.place(mean as f32), 1.0);
                let colour = Color32::from_rgb(r, g, b);
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
            let share = line as f32 / side as f32;
            let (x, y) = (
                egui::lerp(square.x_range(), share),
                egui::lerp(square.y_range(), share),
            );
            painter.vline(x, square.y_range(), frame);
            painter.hline(square.x_range(), y, frame);
        }
    }
}

/// The numbers of the communities, in their colours, along the left and upper edge.
fn labels(ui: &Ui, painter: &Painter, square: Rect, findings: &Findings) {
    let blocks = &findings.blocks;
    let side = blocks.side();
    for index in 0..side {
        let row = cell_rect(square, side, index, 0);
        let column = cell_rect(square, side, 0, index);
        let chip = vec2(LABELS - 6.0, row.height().min(16.0));
        let left = Rect::from_center_size(pos2(square.left() - LABELS / 2.0, row.center().y), chip);
        let wide = vec2(column.width().min(LABELS - 6.0), 16.0);
        let top =
            Rect::from_center_size(pos2(column.center().x, square.top() - LABELS / 2.0), wide);
        let Some(colour) = findings.block_colour(index) else {
            let weak = ui.visuals().weak_text_color();
            for place in [left.center(), top.center()] {
                write_amid(painter, place, "rest", 10.0, weak);
            }
            continue;
        };
        let fill = community_colour(Some(colour));
        for place in [left, top] {
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
    let mean = block
        .mean()
        .map_or("undefined: a single neuron".to_owned(), number);
    ui.label(format!("mean |w| {mean}"));
    let surviving = block.surviving().map_or(String::new(), |share| {
        format!(", {:.1}% of all pairs", 100.0 * share)
    });
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

fn cell_rect(square: Rect, side: usize, post: usize, pre: usize) -> Rect {
    let cell = square.size() / side as f32;
    let corner = square.min + vec2(pre as f32 * cell.x, post as f32 * cell.y);
    Rect::from_min_size(corner, cell)
}

fn cell_at(square: Rect, side: usize, pos: egui::Pos2) -> Option<(usize, usize)> {
    let inside = square.contains(pos);
    let share = (pos - square.min) / square.size() * side as f32;
    let (post, pre) = (share.y as usize, share.x as usize);
    (inside && post < side && pre < side).then_some((post, pre))
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
