//! The arrangement of the views.

use egui_tiles::{Container, Linear, LinearDir, Tile, TileId, Tiles, Tree};

use super::pane::Pane;
use super::views;

/// A tree of tiles.
pub type Layout = Tree<Pane>;

/// The views by their keys: two rows of stacks side by side, of which the first view is on top. Views
/// that are named nowhere go to the bottom of the last stack.
type Rows = [&'static [&'static str]; 2];

const CONNECTOME: Rows = [
    &["weights blocks", "network communities explorer learning"],
    &[
        "balance predictions",
        "retrograde stability",
        "series clocks proof clock-map",
    ],
];

const CONNECTOME_NARROW: Rows = [
    CONNECTOME[0],
    &[
        "balance retrograde predictions",
        "series clocks stability proof clock-map",
    ],
];

/// Networks that learn samples show how they learn and why.
const LESSON: Rows = [
    &[
        "network weights blocks retrograde",
        "learning",
        "clocks series communities",
    ],
    &["proof clock-map explorer", "stability predictions balance"],
];

const LESSON_NARROW: Rows = [
    &[
        "network weights blocks retrograde",
        "learning clocks series communities",
    ],
    LESSON[1],
];

/// A comparison, whose tiles show each view twice, has fewer and larger tiles.
const PAIRS: Rows = [
    &["weights retrograde blocks", "network communities"],
    &["series", "balance"],
];

const PAIRS_NARROW: Rows = [
    &["weights retrograde blocks network communities"],
    &["series balance"],
];

const LESSON_PAIRS: Rows = [
    &["learning", "network weights"],
    &["proof", "stability series"],
];

const LESSON_PAIRS_NARROW: Rows = [&["learning network weights"], &["proof stability series"]];

/// The arrangements by their names: of networks that do not learn samples and of those that do, then
/// the same of comparisons; each with the share of the top row and the rows, in a wide and in a narrow
/// space.
const ARRANGEMENTS: [(&str, [f32; 2], [Rows; 2]); 4] = [
    ("views", [1.1, 1.1], [CONNECTOME, CONNECTOME_NARROW]),
    ("lesson views", [0.9, 0.9], [LESSON, LESSON_NARROW]),
    ("compared views", [0.9, 1.1], [PAIRS, PAIRS_NARROW]),
    (
        "compared lesson views",
        [0.9, 1.1],
        [LESSON_PAIRS, LESSON_PAIRS_NARROW],
    ),
];

/// The arrangement at first, for a space of this width in points: narrow windows stack more views
/// in tabs.
pub fn initial(width: f32, learns: bool, compares: bool) -> Layout {
    let which = 2 * usize::from(compares) + usize::from(learns);
    let (id, top_shares, rows) = &ARRANGEMENTS[which];
    let narrow = usize::from(is_narrow(width));
    let mut tiles = Tiles::default();
    let rows = stacks(&rows[narrow]).map(|stacks| row(&mut tiles, &stacks, compares));
    let mut column = Linear::new(LinearDir::Vertical, rows.to_vec());
    for (row, share) in rows.into_iter().zip([top_shares[narrow], 1.0]) {
        column.shares.set_share(row, share);
    }
    let root = tiles.insert_container(Container::Linear(column));
    Tree::new(egui::Id::unique(id), root, tiles)
}

/// The views of these rows, and at the bottom of the last stack all others.
fn stacks(rows: &Rows) -> [Vec<Vec<Pane>>; 2] {
    let stack = |keys: &&str| keys.split(' ').filter_map(views::pane).collect();
    let mut stacks = rows.map(|row| row.iter().map(stack).collect::<Vec<Vec<Pane>>>());
    let placed = stacks.concat().concat();
    if let Some(last) = stacks[1].last_mut() {
        last.extend(views::panes().filter(|pane| !placed.contains(pane)));
    }
    stacks
}

/// Whether a space of this width in points is narrow.
pub fn is_narrow(width: f32) -> bool {
    width < NARROW
}

/// Below this width in points, three views do not fit side by side.
const NARROW: f32 = 820.0;

/// Two heatmaps side by side need so much more width than other pairs.
const PAIRED_WEIGHTS: f32 = 1.6;

/// Stacks of views, side by side. Views along time get more width.
fn row(tiles: &mut Tiles<Pane>, stacks: &[Vec<Pane>], pairs: bool) -> TileId {
    let mut row = Linear::new(LinearDir::Horizontal, Vec::new());
    for panes in stacks {
        let children = panes.iter().map(|pane| tiles.insert_pane(*pane)).collect();
        let stack = tiles.insert_tab_tile(children);
        row.add_child(stack);
        let share = match panes.first().map(|pane| pane.key()) {
            Some("clocks") => 1.5,
            Some("weights") if pairs => PAIRED_WEIGHTS,
            _ => 1.0,
        };
        row.shares.set_share(stack, share);
    }
    tiles.insert_container(Container::Linear(row))
}

/// Whether a layout read from the last session shows every view there is. One that does not was
/// made by another version, and is replaced.
pub fn is_complete(layout: &Layout) -> bool {
    let shows = |wanted| {
        let mut tiles = layout.tiles.tiles();
        tiles.any(|tile| matches!(tile, Tile::Pane(pane) if *pane == wanted))
    };
    views::panes().all(shows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_view_stands_in_every_arrangement_once() {
        for rows in ARRANGEMENTS.into_iter().flat_map(|(_, _, rows)| rows) {
            for key in rows.concat().join(" ").split(' ') {
                assert!(views::pane(key).is_some(), "there is no view {key}");
            }
            let placed = stacks(&rows).concat().concat();
            assert_eq!(placed.len(), views::panes().count());
            assert!(views::panes().all(|pane| placed.contains(&pane)));
        }
    }

    #[test]
    fn views_that_no_arrangement_names_go_to_its_last_stack() {
        let [_, bottom] = stacks(&[&["weights"], &["series", "network"]]);
        assert_eq!(bottom[1].len(), views::panes().count() - 2);
        assert_eq!(bottom[1][0].key(), "network");
    }

    /// What the window remembers between two starts.
    #[derive(Default)]
    struct Memory(String);

    impl eframe::Storage for Memory {
        fn get_string(&self, _key: &str) -> Option<String> {
            Some(self.0.clone())
        }
        fn set_string(&mut self, _key: &str, value: String) {
            self.0 = value;
        }
        fn remove_string(&mut self, _key: &str) {}
        fn flush(&mut self) {}
    }

    #[test]
    fn layouts_name_views_as_earlier_versions_did_and_are_read_again() {
        let mut memory = Memory::default();
        eframe::set_value(&mut memory, "layout", &initial(1000.0, false, false));
        assert!(memory.0.contains("Pane(ClockMap)"), "{}", memory.0);
        let read: Layout = eframe::get_value(&memory, "layout").expect("a layout");
        assert!(is_complete(&read));
        memory.0 = memory.0.replace("ClockMap", "NoSuchView");
        assert!(eframe::get_value::<Layout>(&memory, "layout").is_none());
    }
}
