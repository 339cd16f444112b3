//! The picture of a flow: a bar for each group at each moment, and ribbons for the neurons that
//! moved, laid out once for each new analysis.

use egui::{Color32, Mesh, Pos2, Rect, pos2};

use crate::analysis::{Flow, Group, Move};
use crate::app::theme::community_colour;

/// Width of a bar.
const BAR: f32 = 13.0;
/// Space between two bars of a column.
const GAP: f32 = 3.0;
/// Pieces of a ribbon's curve.
const PIECES: usize = 20;
/// Thin ribbons can be pointed at within this distance.
const REACH: f32 = 2.5;

/// A flow laid out in an area.
#[derive(Default)]
pub struct FlowPicture {
    /// What is shown.
    pub flow: Flow,
    /// The bars, column by column.
    pub bars: Vec<Bar>,
    /// The ribbons, gap by gap.
    pub ribbons: Vec<Ribbon>,
    /// Points per neuron.
    scale: f32,
}

/// The neurons of a group at one moment.
pub struct Bar {
    /// Its column in the flow.
    pub column: usize,
    /// Its place in that column.
    pub row: usize,
    /// Whose it is.
    pub group: Group,
    /// Where it stands.
    pub rect: Rect,
}

/// Neurons on their way from one column to the next.
pub struct Ribbon {
    /// The gap between columns that it crosses.
    pub gap: usize,
    /// Its place in the moves of that gap.
    pub row: usize,
    left: f32,
    right: f32,
    /// Its upper edge at both ends.
    top: [f32; 2],
    thickness: f32,
}

impl FlowPicture {
    /// Lays a flow out in an area, along a true axis of iterations.
    pub fn new(flow: Flow, area: Rect) -> Self {
        let neurons: usize = flow.columns.first().map_or(0, |column| {
            column.iter().map(|(_, neurons)| neurons.len()).sum()
        });
        let most = flow.columns.iter().map(Vec::len).max().unwrap_or(0);
        let room = area.height() - GAP * most.saturating_sub(1) as f32;
        let mut picture = Self {
            flow,
            scale: room.max(1.0) / neurons.max(1) as f32,
            ..Self::default()
        };
        picture.place_bars(area);
        picture.place_ribbons();
        picture
    }

    fn place_bars(&mut self, area: Rect) {
        let last = self.flow.iterations.last().copied().unwrap_or(0).max(1);
        for (column, groups) in self.flow.columns.iter().enumerate() {
            let share = self.flow.iterations[column] as f32 / last as f32;
            let left = area.left() + share * (area.width() - BAR);
            let mut top = area.top();
            for (row, (group, neurons)) in groups.iter().enumerate() {
                let height = neurons.len() as f32 * self.scale;
                let rect = Rect::from_min_size(pos2(left, top), egui::vec2(BAR, height));
                top += height + GAP;
                self.bars.push(Bar {
                    column,
                    row,
                    group: *group,
                    rect,
                });
            }
        }
    }

    fn place_ribbons(&mut self) {
        for (gap, moves) in self.flow.moves.iter().enumerate() {
            // Ribbons leave a bar in the order of where they go, and reach one in that of where from.
            let mut leaving: Vec<f32> = self.column(gap).map(|bar| bar.rect.top()).collect();
            let mut reaching: Vec<f32> = self.column(gap + 1).map(|bar| bar.rect.top()).collect();
            let row_of = |column: usize, group: Group| {
                self.flow.columns[column]
                    .iter()
                    .position(|(g, _)| *g == group)
            };
            let left = self.column(gap).next().map_or(0.0, |bar| bar.rect.right());
            let right = self
                .column(gap + 1)
                .next()
                .map_or(0.0, |bar| bar.rect.left());
            let mut ribbons = Vec::with_capacity(moves.len());
            for (row, way) in moves.iter().enumerate() {
                let ends = (row_of(gap, way.from), row_of(gap + 1, way.to));
                let (Some(from), Some(to)) = ends else {
                    continue;
                };
                let thickness = way.neurons.len() as f32 * self.scale;
                let top = [leaving[from], reaching[to]];
                leaving[from] += thickness;
                reaching[to] += thickness;
                ribbons.push(Ribbon {
                    gap,
                    row,
                    left,
                    right,
                    top,
                    thickness,
                });
            }
            self.ribbons.extend(ribbons);
        }
    }

    fn column(&self, column: usize) -> impl Iterator<Item = &Bar> {
        self.bars.iter().filter(move |bar| bar.column == column)
    }

    /// The neurons of a bar.
    pub fn neurons(&self, bar: &Bar) -> &[usize] {
        &self.flow.columns[bar.column][bar.row].1
    }

    /// The move that a ribbon stands for.
    pub fn way(&self, ribbon: &Ribbon) -> &Move {
        &self.flow.moves[ribbon.gap][ribbon.row]
    }

    /// The bar at a place.
    pub fn bar_at(&self, pos: Pos2) -> Option<&Bar> {
        let near = |bar: &&Bar| bar.rect.expand2(egui::vec2(1.0, GAP / 2.0)).contains(pos);
        self.bars.iter().find(near)
    }

    /// The ribbon at a place; where several lie near, the thinnest.
    pub fn ribbon_at(&self, pos: Pos2) -> Option<&Ribbon> {
        let holds = |ribbon: &&Ribbon| {
            let (top, bottom) = ribbon.edges_at(pos.x)?;
            let reach = (REACH - ribbon.thickness / 2.0).max(0.0);
            (top - reach..=bottom + reach)
                .contains(&pos.y)
                .then_some(())
        };
        self.ribbons
            .iter()
            .filter(|ribbon| holds(ribbon).is_some())
            .min_by(|a, b| a.thickness.total_cmp(&b.thickness))
    }

    /// The ribbon as a surface. `count` of its neurons, at its upper edge, or all of them.
    pub fn surface(&self, ribbon: &Ribbon, count: Option<usize>, colour: Color32) -> Mesh {
        let thickness = match count {
            Some(count) => (count as f32 * self.scale).max(1.5),
            None => ribbon.thickness.max(0.75),
        };
        let mut mesh = Mesh::default();
        for piece in 0..=PIECES {
            let t = piece as f32 / PIECES as f32;
            let (x, y) = (
                egui::lerp(ribbon.left..=ribbon.right, t),
                egui::lerp(ribbon.top[0]..=ribbon.top[1], ease(t)),
            );
            mesh.colored_vertex(pos2(x, y), colour);
            mesh.colored_vertex(pos2(x, y + thickness), colour);
            if piece > 0 {
                let at = 2 * piece as u32;
                mesh.add_triangle(at - 2, at - 1, at);
                mesh.add_triangle(at - 1, at, at + 1);
            }
        }
        mesh
    }
}

impl Ribbon {
    /// Its upper and lower edge at this place along the axis.
    fn edges_at(&self, x: f32) -> Option<(f32, f32)> {
        let t = (x - self.left) / (self.right - self.left);
        (0.0..=1.0).contains(&t).then(|| {
            let top = egui::lerp(self.top[0]..=self.top[1], ease(t));
            (top, top + self.thickness)
        })
    }
}

/// From 0 to 1, level at both ends.
fn ease(t: f32) -> f32 {
    t * t * (3.0 - 2.0 * t)
}

/// The colour of a group: that of its community everywhere, and greys for the rest.
pub fn group_colour(group: Group, dark: bool) -> Color32 {
    match (group, dark) {
        (Group::Community(colour), _) => community_colour(Some(colour)),
        (Group::Others, _) => Color32::from_gray(0x90),
        (Group::Isolated, false) => Color32::from_gray(0xD2),
        (Group::Isolated, true) => Color32::from_gray(0x40),
    }
}

/// What happened to the neurons of a move, in a sentence.
pub fn sentence(flow: &Flow, gap: usize, way: &Move) -> String {
    let name = |group: Group| match group {
        Group::Community(colour) => (colour + 1).to_string(),
        Group::Others => "small communities".to_owned(),
        Group::Isolated => "no community".to_owned(),
    };
    let what = if way.from == way.to {
        format!("{} stayed in {}", count(&way.neurons), name(way.from))
    } else {
        let (from, to) = (name(way.from), name(way.to));
        format!("{} from {from} to {to}", count(&way.neurons))
    };
    let (before, after) = (flow.iterations[gap], flow.iterations[gap + 1]);
    format!("{what} between iteration {before} and {after}")
}

/// "1 neuron", "37 neurons".
pub fn count(neurons: &[usize]) -> String {
    match neurons.len() {
        1 => "1 neuron".to_owned(),
        many => format!("{many} neurons"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Membership;

    fn picture() -> FlowPicture {
        let colours = |c: [usize; 6]| c.map(|c| (c < 9).then_some(c));
        let moments = [
            Membership::new(600, &colours([1, 1, 1, 2, 2, 9])),
            Membership::new(900, &colours([1, 2, 2, 2, 2, 2])),
        ];
        let flow = Flow::of(&[&moments[0], &moments[1]], 12);
        FlowPicture::new(flow, Rect::from_min_max(pos2(0.0, 0.0), pos2(300.0, 66.0)))
    }

    #[test]
    fn bars_stand_in_proportion_to_their_neurons_and_at_their_iterations() {
        let picture = picture();
        let heights: Vec<f32> = picture.bars.iter().map(|bar| bar.rect.height()).collect();
        assert_eq!(heights, [30.0, 20.0, 10.0, 10.0, 50.0]);
        assert!((picture.bars[0].rect.left() - 287.0 * 600.0 / 900.0).abs() < 1e-3);
        assert_eq!(picture.bars[3].rect.right(), 300.0);
    }

    #[test]
    fn pointing_at_a_ribbon_tells_who_moved_from_where_to_where() {
        let picture = picture();
        let told = |x: f32, y: f32| {
            let ribbon = picture.ribbon_at(pos2(x, y)).expect("a ribbon");
            sentence(&picture.flow, ribbon.gap, picture.way(ribbon))
        };
        let start = picture.bars[0].rect.right() + 0.5;
        let between = "between iteration 600 and 900";
        assert_eq!(told(start, 5.0), format!("1 neuron stayed in 2 {between}"));
        assert_eq!(
            told(start, 20.0),
            format!("2 neurons from 2 to 3 {between}")
        );
        assert_eq!(
            told(start, 45.0),
            format!("2 neurons stayed in 3 {between}")
        );
        let end = picture.bars[3].rect.left() - 0.5;
        let joined = format!("1 neuron from no community to 3 {between}");
        assert_eq!(told(end, 60.0), joined);
        assert!(picture.ribbon_at(pos2(100.0, 20.0)).is_none());
        let bar = picture.bar_at(pos2(295.0, 40.0)).expect("a bar");
        assert_eq!(picture.neurons(bar), [1, 2, 3, 4, 5]);
    }
}
