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
    /// Loss and accuracy, and what was learned.
    Learning,
    /// The update events of the three clocks.
    Clocks,
    /// The rule beside backpropagation.
    Proof,
    /// How the rule follows the gradient over a grid of clock ratios.
    ClockMap,
    /// The eigenvalues of J.
    Stability,
    /// Predictions 1 and 2.
    Predictions,
    /// Who moved from community to community.
    Communities,
    /// Mean |w| between communities.
    Blocks,
    /// What becomes of the network at each value of a number.
    Explorer,
}

impl Pane {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::Weights,
        Self::Network,
        Self::Balance,
        Self::Retrograde,
        Self::Series,
        Self::Learning,
        Self::Clocks,
        Self::Proof,
        Self::ClockMap,
        Self::Stability,
        Self::Predictions,
        Self::Communities,
        Self::Blocks,
        Self::Explorer,
    ];

    /// The name on the command line and in file names.
    pub fn key(self) -> &'static str {
        match self {
            Self::Weights => "weights",
            Self::Network => "network",
            Self::Balance => "balance",
            Self::Retrograde => "retrograde",
            Self::Series => "series",
            Self::Learning => "learning",
            Self::Clocks => "clocks",
            Self::Proof => "proof",
            Self::ClockMap => "clock-map",
            Self::Stability => "stability",
            Self::Predictions => "predictions",
            Self::Communities => "communities",
            Self::Blocks => "blocks",
            Self::Explorer => "explorer",
        }
    }

    /// The title on its tab.
    pub fn title(self) -> &'static str {
        match self {
            Self::Weights => "Weights by community",
            Self::Network => "Network",
            Self::Balance => "E/I balance",
            Self::Retrograde => "Retrograde signals",
            Self::Series => "Over time",
            Self::Learning => "Learning",
            Self::Clocks => "Clocks",
            Self::Proof => "Rule and backpropagation",
            Self::ClockMap => "Three-clock map",
            Self::Stability => "Stability of credit",
            Self::Predictions => "Predictions",
            Self::Communities => "Communities over time",
            Self::Blocks => "Block matrix",
            Self::Explorer => "Learning-rate explorer",
        }
    }
}

impl Pane {
    /// Whether a comparison shows it of both sides. Some are worked out for a scenario, not for a
    /// simulation that runs.
    pub fn is_paired(self) -> bool {
        !matches!(self, Self::ClockMap | Self::Explorer)
    }
}

/// A tree of tiles.
pub type Layout = Tree<Pane>;

/// The arrangement at first, for a space of this width in points: narrow windows stack more views
/// in tabs. Networks that learn samples show how they learn and why.
pub fn initial(width: f32, learns: bool) -> Layout {
    use Pane::{
        Balance, Blocks, ClockMap, Clocks, Communities, Explorer, Learning, Network, Predictions,
        Proof, Retrograde, Series, Stability, Weights,
    };
    let narrow = is_narrow(width);
    let (top, bottom) = match (learns, narrow) {
        (false, false) => (
            vec![
                vec![Weights, Blocks],
                vec![Network, Communities, Explorer, Learning],
            ],
            vec![
                vec![Balance, Predictions],
                vec![Retrograde, Stability],
                vec![Series, Clocks, Proof, ClockMap],
            ],
        ),
        (false, true) => (
            vec![
                vec![Weights, Blocks],
                vec![Network, Communities, Explorer, Learning],
            ],
            vec![
                vec![Balance, Retrograde, Predictions],
                vec![Series, Clocks, Stability, Proof, ClockMap],
            ],
        ),
        (true, false) => (
            vec![
                vec![Network, Weights, Blocks, Retrograde],
                vec![Learning],
                vec![Clocks, Series, Communities],
            ],
            vec![
                vec![Proof, ClockMap, Explorer],
                vec![Stability, Predictions, Balance],
            ],
        ),
        (true, true) => (
            vec![
                vec![Network, Weights, Blocks, Retrograde],
                vec![Learning, Clocks, Series, Communities],
            ],
            vec![
                vec![Proof, ClockMap, Explorer],
                vec![Stability, Predictions, Balance],
            ],
        ),
    };
    let shares = [if learns { 0.9 } else { 1.1 }, 1.0];
    rows_of(
        if learns { "lesson views" } else { "views" },
        [&top, &bottom],
        shares,
        false,
    )
}

/// The arrangement at first of a comparison, whose tiles show each view twice: fewer and larger tiles.
pub fn paired(width: f32, learns: bool) -> Layout {
    use Pane::{
        Balance, Blocks, Communities, Learning, Network, Proof, Retrograde, Series, Stability,
        Weights,
    };
    let mut stacks = match learns {
        false => [
            vec![Weights, Retrograde, Blocks],
            vec![Network, Communities],
            vec![Series],
            vec![Balance],
        ],
        true => [
            vec![Learning],
            vec![Network, Weights],
            vec![Proof],
            vec![Stability, Series],
        ],
    };
    let placed = stacks.concat();
    let others = Pane::ALL.into_iter().filter(|pane| !placed.contains(pane));
    stacks[3].extend(others);
    let [first, second, third, fourth] = stacks;
    let (top, bottom) = match is_narrow(width) {
        false => (vec![first, second], vec![third, fourth]),
        true => (
            vec![[first, second].concat()],
            vec![[third, fourth].concat()],
        ),
    };
    let id = if learns {
        "compared lesson views"
    } else {
        "compared views"
    };
    let top_share = if is_narrow(width) { 1.1 } else { 0.9 };
    rows_of(id, [&top, &bottom], [top_share, 1.0], true)
}

/// Two rows of stacks.
fn rows_of(id: &str, [top, bottom]: [&[Vec<Pane>]; 2], shares: [f32; 2], pairs: bool) -> Layout {
    let mut tiles = Tiles::default();
    let rows = [row(&mut tiles, top, pairs), row(&mut tiles, bottom, pairs)];
    let mut column = Linear::new(LinearDir::Vertical, rows.to_vec());
    for (row, share) in rows.into_iter().zip(shares) {
        column.shares.set_share(row, share);
    }
    let root = tiles.insert_container(Container::Linear(column));
    Tree::new(egui::Id::unique(id), root, tiles)
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
        let share = match panes.first() {
            Some(Pane::Clocks) => 1.5,
            first if pairs && first == Some(&Pane::Weights) => PAIRED_WEIGHTS,
            _ => 1.0,
        };
        row.shares.set_share(stack, share);
    }
    tiles.insert_container(Container::Linear(row))
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
