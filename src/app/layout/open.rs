//! Where a view is put that is opened.

use egui_tiles::{Container, Tile, TileId};

use super::Layout;
use crate::app::pane::Pane;
use crate::app::views;

/// Puts a view on the largest stack, but not on the one with the weights if there is another.
pub(super) fn open(layout: &mut Layout, pane: Pane) {
    let weights = layout.tiles.find_pane(&views::first());
    let area = |tile: TileId| layout.tiles.rect(tile).map_or(0.0, |rect| rect.area());
    let stacks = layout.tiles.iter().filter_map(|(tile, found)| match found {
        Tile::Container(Container::Tabs(tabs)) => {
            let is_free = weights.is_none_or(|weights| !tabs.children.contains(&weights));
            Some(((is_free, area(*tile)), *tile))
        }
        _ => None,
    });
    let best = stacks.max_by(|(a, _), (b, _)| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let best = best.map(|(_, stack)| stack);
    let tile = layout.tiles.insert_pane(pane);
    let stack = best.and_then(|stack| layout.tiles.get_mut(stack));
    match stack {
        Some(Tile::Container(Container::Tabs(tabs))) => {
            tabs.add_child(tile);
            tabs.set_active(tile);
        }
        _ => layout.root = Some(layout.tiles.insert_tab_tile(vec![tile])),
    }
}
