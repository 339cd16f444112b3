//! Whether a layout that was read from a file can be drawn: the library trusts it.

use std::collections::HashSet;

use egui_tiles::{Container, Tile, TileId};

use super::layout::Layout;

/// More tiles than this no user has made.
const MOST_TILES: usize = 1000;

/// Whether a layout that was read is a tree, of sizes that can be drawn.
pub fn is_sound(layout: &Layout) -> bool {
    let mut seen = HashSet::new();
    let mut open: Vec<TileId> = layout.root().into_iter().collect();
    while let Some(id) = open.pop() {
        if !seen.insert(id) || seen.len() > MOST_TILES {
            return false;
        }
        match layout.tiles.get(id) {
            None => return false,
            Some(Tile::Pane(_)) => {}
            Some(Tile::Container(container)) => {
                if !has_sizes(container) {
                    return false;
                }
                open.extend(container.children());
            }
        }
    }
    layout.root().is_some()
}

/// Whether the shares of the children can be sizes.
fn has_sizes(container: &Container) -> bool {
    let is_share = |share: &f32| (0.0..=1e6).contains(share);
    match container {
        Container::Tabs(_) => true,
        Container::Linear(linear) => linear.shares.iter().all(|(_, share)| is_share(share)),
        Container::Grid(grid) => grid.col_shares.iter().chain(&grid.row_shares).all(is_share),
    }
}
