//! The order in which views are counted.

use egui_tiles::{Tile, TileId, Tiles};

use crate::app::layout::Layout;
use crate::app::pane::Pane;

/// The views of a layout, stack by stack, from top to bottom and from left to right.
pub fn in_order(layout: &Layout) -> Vec<Pane> {
    let mut panes = Vec::new();
    if let Some(root) = layout.root {
        collect(&layout.tiles, root, &mut panes);
    }
    panes
}

fn collect(tiles: &Tiles<Pane>, tile: TileId, panes: &mut Vec<Pane>) {
    match tiles.get(tile) {
        Some(Tile::Pane(pane)) => panes.push(*pane),
        Some(Tile::Container(container)) => {
            container
                .children()
                .for_each(|child| collect(tiles, *child, panes));
        }
        None => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::layout::Place;
    use crate::app::room::Room;
    use crate::scenario::Arrangement;

    #[test]
    fn views_are_counted_from_top_to_bottom_and_from_left_to_right() {
        let place = Place {
            arrangement: Arrangement::Show,
            learns: false,
            compares: false,
            taught: Vec::new(),
        };
        let layout = place.initial(Room::of(egui::vec2(1100.0, 700.0)));
        let keys: Vec<&str> = in_order(&layout).into_iter().map(Pane::key).collect();
        let expected = ["weights", "network", "retrograde", "balance", "series"];
        assert_eq!(keys, expected);
    }
}
