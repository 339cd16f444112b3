//! The picture of a flow: a bar for each group at each moment, and ribbons for the neurons that
//! moved, laid out once for each new analysis.

use egui::{Color32, Mesh, Pos2, Rect, lerp, pos2, vec2};

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
    pub column: usize,
    /// Its place in that column.
    row: usize,
    pub group: Group,
    pub rect: Rect,
}

/// Neurons on their way from one column to the next.
pub struct Ribbon {
    /// The gap between columns that it crosses.
    pub gap: usize,
    /// Its place in the moves of that gap.
    row: usize,
    left: f32,
    right: f32,
    /// Its upper edge at both ends.
    top: [f32; 2],
    thickness: f32,
}

impl FlowPicture {
    /// Lays a flow out in an area, along a true axis of iterations.
    pub fn new(flow: Flow, area: Rect) -> Self {
        let first = flow.columns.first().into_iter().flatten();
        let neurons: usize = first.map(|(_, neurons)| neurons.len()).sum();
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
                let rect = Rect::from_min_size(pos2(left, top), vec2(BAR, height));
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
        let mut ribbons = Vec::new();
        for (gap, moves) in self.flow.moves.iter().enumerate() {
            let [before, after] = [gap, gap + 1].map(|column| self.column(column));
            // Ribbons leave a bar in the order of where they go, and reach one in that of where from.
            let tops = |bars: &[&Bar]| bars.iter().map(|bar| bar.rect.top()).collect();
            let (mut leaving, mut reaching): (Vec<f32>, Vec<f32>) = (tops(&before), tops(&after));
            let left = before.first().map_or(0.0, |bar| bar.rect.right());
            let right = after.first().map_or(0.0, |bar| bar.rect.left());
            let row_of = |bars: &[&Bar], group| bars.iter().position(|bar| bar.group == group);
            for (row, way) in moves.iter().enumerate() {
                let ends = (row_of(&before, way.from), row_of(&after, way.to));
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
        }
        self.ribbons = ribbons;
    }

    fn column(&self, column: usize) -> Vec<&Bar> {
        let all = self.bars.iter();
        all.filter(|bar| bar.column == column).collect()
    }

    /// The neurons of a bar.
    pub fn neurons(&self, bar: &Bar) -> &[usize] {
        &self.flow.columns[bar.column][bar.row].1
    }

    /// The move that a ribbon stands for.
    pub fn way(&self, ribbon: &Ribbon) -> &Move {
        &self.flow.moves[ribbon.gap][ribbon.row]
    }

    pub fn bar_at(&self, pos: Pos2) -> Option<&Bar> {
        let near = |bar: &&Bar| bar.rect.expand2(vec2(1.0, GAP / 2.0)).contains(pos);
        self.bars.iter().find(near)
    }

    /// The ribbon at a place; where several lie near, the thinnest.
    pub fn ribbon_at(&self, pos: Pos2) -> Option<&Ribbon> {
        let near = |ribbon: &&Ribbon| {
            let t = (pos.x - ribbon.left) / (ribbon.right - ribbon.left);
            let top = ribbon.top_at(t);
            let reach = (REACH - ribbon.thickness / 2.0).max(0.0);
            let high = top - reach..=top + ribbon.thickness + reach;
            (0.0..=1.0).contains(&t) && high.contains(&pos.y)
        };
        let near = self.ribbons.iter().filter(near);
        near.min_by(|a, b| a.thickness.total_cmp(&b.thickness))
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
            let (x, y) = (lerp(ribbon.left..=ribbon.right, t), ribbon.top_at(t));
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
    /// Its upper edge at this share of its way: level at both ends.
    fn top_at(&self, t: f32) -> f32 {
        lerp(self.top[0]..=self.top[1], t * t * (3.0 - 2.0 * t))
    }
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
    let (from, to) = (name(way.from), name(way.to));
    let what = match way.from == way.to {
        true => format!("{} stayed in {from}", count(&way.neurons)),
        false => format!("{} from {from} to {to}", count(&way.neurons)),
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
        for (y, what) in [
            (5.0, "1 neuron stayed in 2"),
            (20.0, "2 neurons from 2 to 3"),
            (45.0, "2 neurons stayed in 3"),
        ] {
            assert_eq!(told(start, y), format!("{what} {between}"));
        }
        let end = picture.bars[3].rect.left() - 0.5;
        let joined = format!("1 neuron from no community to 3 {between}");
        assert_eq!(told(end, 60.0), joined);
        assert!(picture.ribbon_at(pos2(100.0, 20.0)).is_none());
        let bar = picture.bar_at(pos2(295.0, 40.0)).expect("a bar");
        assert_eq!(picture.neurons(bar), [1, 2, 3, 4, 5]);
    }
}
