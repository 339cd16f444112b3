//! View "Communities over time": who is in which community, and who moved.

use std::sync::Arc;

use egui::{Color32, FontId, Painter, Pos2, Rect, Response, Sense, Shape, Ui, pos2};

use super::flow_picture::{Bar, FlowPicture, count, group_colour, sentence};
use super::plots::caption_of_method;
use super::view::{View, ViewInput, waiting};
use crate::analysis::{Flow, Group, Membership};
use crate::app::explained::{Explained, Ink, Mark};
use crate::app::messages::Messages;
use crate::app::pointing::{Pointing, Target};
use crate::app::theme::palette;
use crate::app::widgets::{picture_area, write_amid};
use crate::engine::Findings;

/// What there is to know of the view.
pub const EXPLAINED: Explained = Explained {
    line: "Who is in which community, and who moved.",
    shows: "Who was in which community at some moments of the run, the newest on the right: bars are communities, as high as they have neurons, and bands are neurons on their way.",
    look_for: "Bands that run straight mean that a community has found its members; many that cross mean that the network is still sorting itself.",
    legend: &[
        (
            Mark::Patch(Ink::COMMUNITY),
            "Coloured bar with a number: a community; the number goes with its strongest neurons",
        ),
        (
            Mark::Patch(Ink(|_| {
                group_colour(Group::Community(0), false).gamma_multiply(STAYED)
            })),
            "Pale band: neurons that stayed",
        ),
        (
            Mark::Patch(Ink(|_| {
                group_colour(Group::Community(0), false).gamma_multiply(MOVED)
            })),
            "Strong band: neurons that moved",
        ),
        (
            Mark::Patch(Ink(|_| group_colour(Group::Others, false))),
            "Grey: communities too small to be shown",
        ),
        (
            Mark::Patch(Ink(|v| group_colour(Group::Isolated, v.dark_mode))),
            "Faint grey: isolated neurons",
        ),
        (
            Mark::Patch(Ink::HIGHLIGHT),
            "Violet: where the neurons that you point at have been",
        ),
    ],
    symbols: &["communities", "γ"],
};

/// Communities shown on their own at most.
const SHOWN: usize = 12;
/// How strong the bands are of neurons that stayed, and of those that moved.
const STAYED: f32 = 0.3;
const MOVED: f32 = 0.62;
/// Room for the iterations below the bars.
const AXIS: f32 = 17.0;

#[derive(Default)]
pub struct CommunitiesView {
    picture: FlowPicture,
    shapes: Vec<Shape>,
    drawn: Option<Drawn>,
}

/// What the picture was made from.
#[derive(PartialEq)]
struct Drawn {
    generation: u64,
    latest: Arc<Membership>,
    kept: usize,
    area: Rect,
    dark: bool,
}

impl View for CommunitiesView {
    fn view_ui(&mut self, ui: &mut Ui, input: &ViewInput<'_>, messages: &mut Messages) {
        let scene = input.scene;
        let Some(findings) = &scene.findings else {
            return waiting(ui, "Waiting for the first analysis …");
        };
        let method = caption_of_method(
            ui,
            "Neurons by community, along iterations",
            "Bars: the neurons of each community at some moments of this run, the newest last. A number and a colour go with the strongest neurons of a community, and follow from the weights alone: when it splits, the part with these keeps them; when two merge, one of them ends. Bands: who stayed (pale) and who moved (strong). Grey: isolated neurons, and communities too small to be shown.",
            findings,
        );
        method.on_hover_text("How communities are looked for. Choose it under Communities in the controls; the picture then begins anew.");
        let space = ui.available_size();
        let (area, response) = picture_area(ui, space, Sense::click(), "Communities over time");
        if area.height() < 3.0 * AXIS {
            return;
        }
        let field = Rect::from_min_max(area.min, area.max - egui::vec2(0.0, AXIS));
        self.refresh(ui, findings, field);
        let painter = ui.painter_at(area.expand(1.0));
        painter.extend(self.shapes.iter().cloned());
        self.light(&painter, input.pointing, palette(ui).highlight);
        self.labels(ui, &painter, field);
        if self.picture.flow.columns.len() < 2 {
            let weak = ui.visuals().weak_text_color();
            let said = "Let it run to see who moves.";
            write_amid(&painter, field.center(), said, 12.0, weak);
        }
        if let Some(pos) = response.hover_pos() {
            self.point(ui, response, pos, messages);
        }
    }
}

impl CommunitiesView {
    /// Lays the picture out anew if there is something new.
    fn refresh(&mut self, ui: &Ui, findings: &Findings, area: Rect) {
        let moments = findings.memberships.items();
        let Some(latest) = moments.last() else {
            return;
        };
        let drawn = Drawn {
            generation: findings.generation,
            latest: Arc::clone(latest),
            kept: moments.len(),
            area,
            dark: ui.visuals().dark_mode,
        };
        if self.drawn.as_ref() == Some(&drawn) {
            return;
        }
        let iterations: Vec<u64> = moments.iter().map(|moment| moment.iteration).collect();
        let chosen = Flow::evenly(&iterations, Flow::COLUMNS);
        let chosen: Vec<&Membership> = chosen.into_iter().map(|index| &*moments[index]).collect();
        self.picture = FlowPicture::new(Flow::of(&chosen, SHOWN), area);
        self.shapes = shapes(&self.picture, drawn.dark);
        self.drawn = Some(drawn);
    }

    /// Where the neurons pointed at have been.
    fn light(&self, painter: &Painter, pointing: &Pointing, colour: Color32) {
        let Some(lit) = pointing.lit() else {
            return;
        };
        for ribbon in &self.picture.ribbons {
            let neurons = self.picture.way(ribbon).neurons.iter();
            let here = neurons.filter(|neuron| lit.touches(**neuron)).count();
            if here > 0 {
                let colour = colour.gamma_multiply(0.85);
                let strip = self.picture.surface(ribbon, Some(here), colour);
                painter.add(Shape::mesh(strip));
            }
        }
    }

    /// Numbers in the bars, and iterations below them.
    fn labels(&self, ui: &Ui, painter: &Painter, field: Rect) {
        let font = FontId::proportional(10.5);
        for bar in &self.picture.bars {
            if let Group::Community(colour) = bar.group
                && bar.rect.height() >= 11.0
            {
                let ink = ink_on(group_colour(bar.group, false));
                write_amid(painter, bar.rect.center(), colour + 1, 10.5, ink);
            }
        }
        let weak = ui.visuals().weak_text_color();
        let mut free_from = f32::INFINITY;
        // The newest first: it is the one that matters most.
        for (column, iteration) in self.picture.flow.iterations.iter().enumerate().rev() {
            let Some(bar) = self.picture.bars.iter().find(|bar| bar.column == column) else {
                continue;
            };
            let galley = painter.layout_no_wrap(iteration.to_string(), font.clone(), weak);
            let middle = bar.rect.center().x - galley.size().x / 2.0;
            let left = middle.clamp(field.left(), field.right() - galley.size().x);
            if left + galley.size().x + 8.0 < free_from {
                free_from = left;
                painter.galley(pos2(left, field.bottom() + 3.0), galley, weak);
            }
        }
    }

    /// Says what the pointer is over, and lights those neurons up everywhere.
    fn point(&self, ui: &Ui, response: Response, pos: Pos2, messages: &mut Messages) {
        let picture = &self.picture;
        let (text, neurons) = if let Some(bar) = picture.bar_at(pos) {
            let neurons = picture.neurons(bar);
            (self.about_bar(bar.column, bar.group, neurons), neurons)
        } else if let Some(ribbon) = picture.ribbon_at(pos) {
            let way = picture.way(ribbon);
            let colour = group_colour(way.from, ui.visuals().dark_mode).gamma_multiply(0.8);
            let surface = picture.surface(ribbon, None, colour);
            ui.painter().add(Shape::mesh(surface));
            (sentence(&picture.flow, ribbon.gap, way), &way.neurons[..])
        } else {
            return;
        };
        let target = Target::group(text.clone(), neurons.to_vec());
        messages.point(target, response.clicked());
        response.on_hover_text_at_pointer(text);
    }

    fn about_bar(&self, column: usize, group: Group, neurons: &[usize]) -> String {
        let flow = &self.picture.flow;
        let name = match group {
            Group::Community(colour) => format!("Community {}", colour + 1),
            Group::Others => "Communities too small to be shown".to_owned(),
            Group::Isolated => "Isolated neurons".to_owned(),
        };
        let (iteration, count) = (flow.iterations[column], count(neurons));
        let mut text = format!("{name} at iteration {iteration}: {count}");
        if let Group::Community(_) = group {
            let has = |column: usize| {
                let groups = flow.columns.get(column)?;
                let found = groups.iter().any(|(other, _)| *other == group);
                (!found).then(|| flow.iterations[column])
            };
            if let Some(before) = column.checked_sub(1).and_then(has) {
                text += &format!(", not there yet at {before}");
            }
            if let Some(after) = has(column + 1) {
                text += &format!(", gone by {after}");
            }
        }
        text
    }
}

/// Everything but what changes with the pointer.
fn shapes(picture: &FlowPicture, dark: bool) -> Vec<Shape> {
    let ribbons = picture.ribbons.iter().map(|ribbon| {
        let way = picture.way(ribbon);
        let opacity = match (way.from == way.to, way.from) {
            (true, Group::Isolated) => 0.25,
            (true, _) => STAYED,
            (false, _) => MOVED,
        };
        let colour = group_colour(way.from, dark).gamma_multiply(opacity);
        Shape::mesh(picture.surface(ribbon, None, colour))
    });
    let bar = |bar: &Bar| Shape::rect_filled(bar.rect, 1.0, group_colour(bar.group, dark));
    ribbons.chain(picture.bars.iter().map(bar)).collect()
}

/// Ink that can be read on a colour.
pub(super) fn ink_on(colour: Color32) -> Color32 {
    let [r, g, b, _] = colour.to_array().map(f32::from);
    match 0.299 * r + 0.587 * g + 0.114 * b > 150.0 {
        true => Color32::from_gray(0x18),
        false => Color32::WHITE,
    }
}
