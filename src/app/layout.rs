//! The arrangement of the views.

use egui_tiles::{Container, Linear, LinearDir, Tile, TileId, Tiles, Tree};
use serde::{Deserialize, Serialize};

/// The views that can be arranged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pane {
    /// W by community.
    Weights,
    /// The strongest synapses, with credit flowing back.
    Network,
    /// E against I, and s under the bell f.
    Balance,
    /// Credit, and g_ji.
    Retrograde,
    /// Quantities over time.
    Series,
}

impl Pane {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Weights,
        Self::Network,
        Self::Balance,
        Self::Retrograde,
        Self::Series,
    ];

    /// The title on its tab.
    pub fn title(self) -> &'static str {
        match self {
            Self::Weights => "Weights by community",
            Self::Network => "Network",
            Self::Balance => "E/I balance",
            Self::Retrograde => "Retrograde signals",
            Self::Series => "Over time",
        }
    }
}

/// A tree of tiles.
pub type Layout = Tree<Pane>;

/// The arrangement at first, for a space of this width in points: narrow windows stack more views
/// in tabs.
pub fn initial(width: f32) -> Layout {
    let mut tiles = Tiles::default();
    let top = [vec![Pane::Weights], vec![Pane::Network]];
    let bottom = match width < NARROW {
        true => vec![vec![Pane::Balance, Pane::Retrograde], vec![Pane::Series]],
        false => vec![
            vec![Pane::Balance],
            vec![Pane::Retrograde],
            vec![Pane::Series],
        ],
    };
    let rows = [row(&mut tiles, &top), row(&mut tiles, &bottom)];
    let mut column = Linear::new(LinearDir::Vertical, rows.to_vec());
    column.shares.set_share(rows[0], 1.1);
    let root = tiles.insert_container(Container::Linear(column));
    Tree::new(egui::Id::unique("views"), root, tiles)
}

/// Below this width in points, three views do not fit side by side.
const NARROW: f32 = 900.0;

/// Stacks of views, side by side.
fn row(tiles: &mut Tiles<Pane>, stacks: &[Vec<Pane>]) -> TileId {
    let stacks = stacks
        .iter()
        .map(|panes| {
            let panes = panes.iter().map(|pane| tiles.insert_pane(*pane)).collect();
            tiles.insert_tab_tile(panes)
        })
        .collect();
    tiles.insert_horizontal_tile(stacks)
}

/// Whether a layout read from the last session shows every view there is. One that does not was
/// made by another version, and is replaced.
pub fn is_complete(layout: &Layout) -> bool {
    Pane::ALL.iter().all(|wanted| {
        layout
            .tiles
            .tiles()
            .any(|tile| matches!(tile, Tile::Pane(pane) if pane == wanted))
    })
}
