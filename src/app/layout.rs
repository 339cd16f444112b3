//! The arrangements of the views: which stand where at first, and what opening and closing one does.

mod open;

use egui_tiles::{Container, Linear, LinearDir, Tile, TileId, Tiles, Tree};

use open::open;

use super::pane::Pane;
use super::room::Room;
use super::views;
use crate::scenario::Arrangement;

/// A tree of tiles.
pub type Layout = Tree<Pane>;

/// What an arrangement is made for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub arrangement: Arrangement,
    /// Whether the network learns samples.
    pub learns: bool,
    /// Whether two sides are compared.
    pub compares: bool,
    /// The views that a lesson shows; none where none says so.
    pub taught: Vec<Pane>,
}

/// Views by their keys, from top to bottom: of each row its share of the height and its stacks, side by
/// side, of which the first view is on top.
type Rows = &'static [(f32, &'static [&'static str])];

const SHOW: [Rows; 2] = [
    &[
        (3.5, &["weights", "network"]),
        (1.1, &["retrograde", "balance"]),
        (0.85, &["series"]),
    ],
    &[
        (2.6, &["weights", "network"]),
        (1.0, &["series retrograde balance"]),
    ],
];

/// Networks that learn samples show what they have learned in the place of the weights.
const SHOW_LESSON: [Rows; 2] = [
    &[
        (3.0, &["network", "learning"]),
        (1.3, &["retrograde", "balance"]),
        (0.85, &["series"]),
    ],
    &[
        (2.2, &["network", "learning"]),
        (1.0, &["series retrograde balance"]),
    ],
];

const SHOW_PAIRS: [Rows; 2] = [
    &[
        (2.3, &["weights network retrograde balance"]),
        (1.0, &["series"]),
    ],
    &[
        (2.0, &["weights network retrograde balance"]),
        (1.0, &["series"]),
    ],
];

const SHOW_LESSON_PAIRS: [Rows; 2] = [
    &[
        (1.6, &["learning network weights balance"]),
        (1.0, &["series"]),
    ],
    &[(1.6, &["learning network weights"]), (1.0, &["series"])],
];

const THEOREM: [Rows; 2] = [
    &[
        (1.2, &["proof", "learning confusion"]),
        (
            1.0,
            &["network weights", "clocks stability", "predictions series"],
        ),
    ],
    &[
        (1.2, &["proof", "learning confusion network"]),
        (1.0, &["clocks series stability predictions"]),
    ],
];

const THEOREM_PAIRS: [Rows; 2] = [
    &[
        (1.0, &["proof", "learning confusion network"]),
        (1.0, &["clocks stability", "series predictions"]),
    ],
    &[
        (1.0, &["proof learning confusion network"]),
        (1.0, &["clocks stability series"]),
    ],
];

const CLOCKS: [Rows; 2] = [
    &[(1.1, &["clocks"]), (1.0, &["firing", "series", "balance"])],
    &[(1.1, &["clocks"]), (1.0, &["firing series balance"])],
];

const CLOCKS_LESSON: [Rows; 2] = [
    &[
        (1.1, &["clocks"]),
        (1.0, &["clock-map", "proof", "series learning"]),
    ],
    &[
        (1.1, &["clocks"]),
        (1.0, &["clock-map proof series learning"]),
    ],
];

const LABORATORY: [Rows; 2] = [
    &[
        (
            1.1,
            &[
                "weights blocks",
                "network communities explorer learning confusion",
            ],
        ),
        (
            1.0,
            &[
                "balance predictions",
                "retrograde stability",
                "series clocks firing proof clock-map",
            ],
        ),
    ],
    &[
        (
            1.1,
            &[
                "weights blocks",
                "network communities explorer learning confusion",
            ],
        ),
        (
            1.0,
            &[
                "balance retrograde predictions firing",
                "series clocks stability proof clock-map",
            ],
        ),
    ],
];

const LABORATORY_LESSON: [Rows; 2] = [
    &[
        (
            0.9,
            &[
                "network weights blocks retrograde",
                "learning confusion",
                "clocks series communities",
            ],
        ),
        (
            1.0,
            &[
                "proof clock-map explorer",
                "stability predictions balance firing",
            ],
        ),
    ],
    &[
        (
            0.9,
            &[
                "network weights blocks retrograde",
                "learning confusion clocks series communities",
            ],
        ),
        (
            1.0,
            &[
                "proof clock-map explorer",
                "stability predictions balance firing",
            ],
        ),
    ],
];

/// A comparison, whose tiles show each view twice, has fewer and larger tiles.
const LABORATORY_PAIRS: [Rows; 2] = [
    &[
        (
            0.9,
            &["weights retrograde blocks", "network communities firing"],
        ),
        (1.0, &["series", "balance"]),
    ],
    &[
        (1.1, &["weights retrograde blocks network communities"]),
        (1.0, &["series balance firing"]),
    ],
];

const LABORATORY_LESSON_PAIRS: [Rows; 2] = [
    &[
        (0.9, &["learning", "network weights firing"]),
        (1.0, &["proof", "stability series"]),
    ],
    &[
        (1.1, &["learning network weights firing"]),
        (1.0, &["proof stability series"]),
    ],
];

impl Place {
    /// The name under which its layout is remembered.
    pub fn name(&self) -> String {
        if !self.taught.is_empty() {
            let keys: Vec<&str> = self.taught.iter().map(|pane| pane.key()).collect();
            let compared = if self.compares { "compared " } else { "" };
            return format!("{compared}taught {}", keys.join(" "));
        }
        let compared = if self.compares { "compared " } else { "" };
        let lesson = if self.learns { "lesson " } else { "" };
        format!("{compared}{lesson}{:?}", self.arrangement)
    }

    /// The rows: narrow windows stack more views in tabs.
    fn rows(&self, room: Room) -> Rows {
        use Arrangement::{Clocks, Laboratory, Show, Theorem};
        let rows = match (self.arrangement, self.learns, self.compares) {
            (Show, false, false) => SHOW,
            (Show, true, false) => SHOW_LESSON,
            (Show, false, true) => SHOW_PAIRS,
            (Show, true, true) => SHOW_LESSON_PAIRS,
            (Theorem, _, false) => THEOREM,
            (Theorem, _, true) => THEOREM_PAIRS,
            (Clocks, false, _) => CLOCKS,
            (Clocks, true, _) => CLOCKS_LESSON,
            (Laboratory, false, false) => LABORATORY,
            (Laboratory, true, false) => LABORATORY_LESSON,
            (Laboratory, false, true) => LABORATORY_PAIRS,
            (Laboratory, true, true) => LABORATORY_LESSON_PAIRS,
        };
        rows[usize::from(room.narrow)]
    }

    /// The views of its rows; in the laboratory all others are at the bottom of the last stack. A low window has
    /// one row, with the views of the others at the bottom of its last stack.
    fn stacks(&self, room: Room) -> Vec<Vec<Vec<Pane>>> {
        let stack = |keys: &&str| keys.split(' ').filter_map(views::pane).collect();
        let rows = self.rows(room).iter();
        let mut stacks: Vec<Vec<Vec<Pane>>> = rows
            .map(|(_, row)| row.iter().map(stack).collect())
            .collect();
        let placed = stacks.concat().concat();
        let last = stacks.last_mut().and_then(|row| row.last_mut());
        if let (Arrangement::Laboratory, Some(last)) = (self.arrangement, last) {
            last.extend(views::panes().filter(|pane| !placed.contains(pane)));
        }
        if room.low {
            let below = stacks.split_off(1).concat().concat();
            if let Some(last) = stacks.first_mut().and_then(|row| row.last_mut()) {
                last.extend(below);
            }
        }
        stacks
    }

    /// The arrangement at first.
    pub fn initial(&self, room: Room) -> Layout {
        if !self.taught.is_empty() {
            return self.of_lesson(room);
        }
        let mut tiles = Tiles::default();
        let rows = self.stacks(room);
        let weights = match (self.compares, room.narrow) {
            (true, _) => PAIRED_WEIGHTS,
            (false, true) => NARROW_WEIGHTS,
            (false, false) => 1.0,
        };
        let rows = rows.iter().map(|row| row_of(&mut tiles, row, weights));
        let rows: Vec<TileId> = rows.collect();
        let mut column = Linear::new(LinearDir::Vertical, rows.clone());
        for (row, (share, _)) in rows.into_iter().zip(self.rows(room)) {
            column.shares.set_share(row, *share);
        }
        let root = tiles.insert_container(Container::Linear(column));
        Tree::new(egui::Id::unique(self.name()), root, tiles)
    }
}

/// Two heatmaps side by side need so much more width than other pairs.
const PAIRED_WEIGHTS: f32 = 1.6;

/// A matrix in a narrow window needs so much more than what stands beside it.
const NARROW_WEIGHTS: f32 = 1.4;

/// Stacks of views, side by side. Views along time get more width.
fn row_of(tiles: &mut Tiles<Pane>, stacks: &[Vec<Pane>], weights: f32) -> TileId {
    let mut row = Linear::new(LinearDir::Horizontal, Vec::new());
    for panes in stacks {
        let children = panes.iter().map(|pane| tiles.insert_pane(*pane)).collect();
        let stack = tiles.insert_tab_tile(children);
        row.add_child(stack);
        let share = match panes.first().map(|pane| pane.key()) {
            Some("clocks") => 1.5,
            Some("weights") => weights,
            _ => 1.0,
        };
        row.shares.set_share(stack, share);
    }
    tiles.insert_container(Container::Linear(row))
}

/// Whether a view is on screen: in the layout, and on top of its stack.
pub fn is_in_sight(layout: &Layout, pane: Pane) -> bool {
    let found = layout.tiles.find_pane(&pane);
    found.is_some_and(|tile| layout.active_tiles().contains(&tile))
}

/// Brings a view to the front, opening it if it is not there; one that is in sight is closed, unless
/// it is the last.
pub fn toggle(layout: &mut Layout, pane: Pane) {
    let found = layout.tiles.find_pane(&pane);
    match found {
        Some(tile) if is_in_sight(layout, pane) => {
            let is_pane = |tile: &&Tile<Pane>| matches!(tile, Tile::Pane(_));
            if layout.tiles.tiles().filter(is_pane).count() > 1 {
                layout.remove_recursively(tile);
            }
        }
        Some(tile) => activate(layout, tile),
        None => open(layout, pane),
    }
}

/// Puts a tile on top of its stack.
pub fn activate(layout: &mut Layout, wanted: TileId) {
    layout.make_active(|tile, _| tile == wanted);
}

#[cfg(test)]
mod tests {
    use super::*;

    const LARGE: Room = Room {
        narrow: false,
        low: false,
    };
    const ROOMS: [Room; 3] = [
        LARGE,
        Room {
            narrow: true,
            low: false,
        },
        Room {
            narrow: true,
            low: true,
        },
    ];

    fn places() -> impl Iterator<Item = Place> {
        Arrangement::ALL.into_iter().flat_map(|arrangement| {
            [(false, false), (false, true), (true, false), (true, true)].map(
                |(learns, compares)| Place {
                    arrangement,
                    learns,
                    compares,
                    taught: Vec::new(),
                },
            )
        })
    }

    #[test]
    fn an_arrangement_names_views_that_there_are_once_each_and_the_laboratory_has_all() {
        for place in places() {
            for room in ROOMS {
                let named = place.rows(room).iter().flat_map(|(_, row)| row.iter());
                for key in named.flat_map(|stack| stack.split(' ')) {
                    assert!(views::pane(key).is_some(), "there is no view {key}");
                }
                let placed = place.stacks(room).concat().concat();
                for (at, pane) in placed.iter().enumerate() {
                    assert!(!placed[..at].contains(pane), "{pane:?} twice in {place:?}");
                }
                if place.arrangement == Arrangement::Laboratory {
                    assert_eq!(placed.len(), views::panes().count());
                }
            }
        }
    }

    #[test]
    fn every_arrangement_has_a_layout_of_its_own_to_remember() {
        let names: Vec<String> = places().map(|place| place.name()).collect();
        for (at, name) in names.iter().enumerate() {
            assert!(!names[..at].contains(name), "{name}");
        }
    }

    #[test]
    fn a_view_is_opened_brought_to_the_front_and_closed() {
        let mut layout = places().next().expect("a place").initial(LARGE);
        let pane = |key| views::pane(key).expect("a view");
        assert!(is_in_sight(&layout, pane("weights")));
        assert!(!is_in_sight(&layout, pane("stability")));
        toggle(&mut layout, pane("stability"));
        assert!(is_in_sight(&layout, pane("stability")));
        // What it stands on is still there, and so are the weights.
        assert!(is_in_sight(&layout, pane("weights")));
        toggle(&mut layout, pane("stability"));
        assert!(!is_in_sight(&layout, pane("stability")));
        for key in ["weights", "network", "retrograde", "balance", "series"] {
            assert!(layout.tiles.find_pane(&pane(key)).is_some(), "{key}");
        }
    }

    #[test]
    fn layouts_name_views_as_earlier_versions_did_and_are_read_again() {
        let laboratory = Place {
            arrangement: Arrangement::Laboratory,
            learns: false,
            compares: false,
            taught: Vec::new(),
        };
        let kept = serde_json::to_string(&laboratory.initial(LARGE)).expect("text");
        assert!(kept.contains("\"Pane\":\"ClockMap\""), "{kept}");
        let read: Layout = serde_json::from_str(&kept).expect("a layout");
        assert!(read.tiles.find_pane(&views::first()).is_some());
        let other = kept.replace("ClockMap", "NoSuchView");
        assert!(serde_json::from_str::<Layout>(&other).is_err());
    }
}
