//! What the colours of the network view mean.

use egui::{Align2, Color32, FontId, Painter, Pos2, Rect, Stroke, Ui, pos2};

use crate::app::theme::{Palette, palette};
use crate::app::widgets::write;
use crate::engine::Scene;

/// From a disc to the ring around a clamped neuron.
pub const RING: f32 = 2.0;

/// A disc with a thin rim, so that no colour vanishes on any ground.
pub fn disc(painter: &Painter, pos: Pos2, radius: f32, colour: Color32, colours: &Palette) {
    // Two discs cost far less than a disc with an outline.
    painter.circle_filled(pos, radius + 0.8, colours.line.gamma_multiply(0.75));
    painter.circle_filled(pos, radius, colour);
}

/// How an entry of the legend is drawn.
enum Sign {
    Line(Color32),
    Dot(Color32),
    /// From negative over zero to positive.
    Discs([Color32; 3]),
    Ring(Color32),
}

/// Draws the legend below the network: synapses as lines, what travels as dots, and neurons.
pub fn legend(ui: &Ui, painter: &Painter, area: Rect, scene: &Scene, synapses: usize) {
    let colours = palette(ui);
    let mut x = area.left() + 8.0;
    let y = area.bottom() - 9.0;
    let ink = ui.visuals().text_color();
    for (sign, text) in entries(scene, colours) {
        let font = FontId::proportional(11.0);
        let galley = painter.layout_no_wrap(text.to_owned(), font, ink);
        let wide = if matches!(sign, Sign::Discs(_)) {
            32.0
        } else {
            14.0
        };
        let end = x + wide + galley.size().x;
        if end >= area.right() {
            break;
        }
        let centre = pos2(x + 5.0, y);
        match sign {
            Sign::Line(colour) => {
                painter.hline(x..=x + 10.0, y, Stroke::new(2.0, colour));
            }
            Sign::Dot(colour) => {
                painter.circle_filled(centre, 2.5, colour);
            }
            Sign::Discs(shades) => {
                for (index, colour) in shades.into_iter().enumerate() {
                    let way = egui::vec2(9.0 * index as f32, 0.0);
                    disc(painter, centre + way, 3.5, colour, colours);
                }
            }
            Sign::Ring(colour) => {
                painter.circle_stroke(centre, 4.0, Stroke::new(1.4, colour));
            }
        }
        painter.galley(pos2(x + wide, y - galley.size().y / 2.0), galley, ink);
        x = end + 10.0;
    }
    let weak = ui.visuals().weak_text_color();
    let text = format!("{synapses} strongest synapses");
    let galley = painter.layout_no_wrap(text.clone(), FontId::proportional(11.0), weak);
    let right = area.right() - 8.0;
    if right - galley.size().x > x {
        write(
            painter,
            (pos2(right, y), Align2::RIGHT_CENTER),
            text,
            11.0,
            weak,
        );
    }
}

fn entries(scene: &Scene, colours: &Palette) -> Vec<(Sign, &'static str)> {
    let mut entries = vec![
        (Sign::Line(colours.excitation), "excites"),
        (Sign::Line(colours.inhibition), "inhibits"),
        (Sign::Dot(colours.credit), "credit"),
    ];
    if scene.snapshot.topology.layers().is_some() {
        let rates = [colours.inhibition, Color32::WHITE, colours.excitation];
        entries.extend([
            (Sign::Dot(colours.firing), "firing"),
            (Sign::Discs(rates), "x −, 0, +"),
        ]);
    }
    if !scene.snapshot.given_credits().is_empty() {
        entries.push((Sign::Ring(colours.credit), "credit clamped"));
    }
    if !scene.snapshot.given_firing().is_empty() {
        entries.push((Sign::Ring(colours.firing), "firing clamped"));
    }
    entries
}
