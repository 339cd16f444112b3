//! The names of inputs and outputs, beside a layered network.

use egui::epaint::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{FontId, Painter, Pos2, Ui, pos2};

use super::network_layout::MARGIN;
use crate::engine::Snapshot;

/// The room that a letter of a name takes, as a share of the width, and the most that all of one take.
const LETTER: f32 = 0.02;
const MOST: f32 = 0.2;
/// The size of the letters, and how far lines stand apart at least.
const SIZE: f32 = 10.5;
const LINE: f32 = 11.0;

/// The room beside the first and the last layer, as a share of the width.
pub fn margin(snapshot: &Snapshot) -> f32 {
    let names = snapshot.samples.as_ref().map(|samples| &samples.names);
    let all = names
        .into_iter()
        .flat_map(|names| names.inputs.iter().chain(&names.outputs));
    let longest = all.map(|name| name.chars().count()).max().unwrap_or(0);
    (0.05 + LETTER * longest as f32).clamp(MARGIN, MOST)
}

/// Writes the names beside the neurons at their places, whose discs are so large; those that do not fit end in
/// dots, and where lines would overlap there are none.
pub fn names(ui: &Ui, painter: &Painter, snapshot: &Snapshot, at: &[Pos2], radius: f32) {
    let (Some(samples), Some(layers)) = (&snapshot.samples, snapshot.topology.layers()) else {
        return;
    };
    let ink = ui.visuals().text_color();
    let area = painter.clip_rect();
    let ends = [
        (layers.inputs(), &samples.names.inputs, -1.0),
        (layers.outputs(), &samples.names.outputs, 1.0),
    ];
    for (range, names, side) in ends {
        let places = at.get(range).unwrap_or_default();
        let is_tight = |pair: &[Pos2]| (pair[1].y - pair[0].y).abs() < LINE;
        if places.windows(2).any(is_tight) {
            continue;
        }
        for (name, place) in names.iter().zip(places) {
            let x = place.x + side * (radius + 6.0);
            let room = if side < 0.0 {
                x - area.left()
            } else {
                area.right() - x
            };
            let format = TextFormat::simple(FontId::proportional(SIZE), ink);
            let mut job = LayoutJob::single_section(name.clone(), format);
            job.wrap = TextWrapping::truncate_at_width(room.max(1.0));
            let galley = painter.layout_job(job);
            let left = if side < 0.0 { x - galley.size().x } else { x };
            painter.galley(pos2(left, place.y - galley.size().y / 2.0), galley, ink);
        }
    }
}
