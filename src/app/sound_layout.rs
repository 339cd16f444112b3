//! Whether a layout that was read from a file can be drawn: the library trusts it.

use std::collections::HashSet;

use egui_tiles::{Container, GridLayout, Tile, TileId};

use super::layout::Layout;

/// More tiles than this no user has made.
const MOST_TILES: usize = 1000;
/// More within each other neither; each takes room on the stack when it is drawn.
const DEEPEST: usize = 32;
/// The library counts on from the highest number of a tile.
const HIGHEST: u64 = u32::MAX as u64;

/// Whether a layout that was read is a tree, of sizes that can be drawn.
pub fn is_sound(layout: &Layout) -> bool {
    let mut seen = HashSet::new();
    let mut open: Vec<(TileId, usize)> = layout.root().into_iter().map(|id| (id, 1)).collect();
    while let Some((id, depth)) = open.pop() {
        if !seen.insert(id) || seen.len() > MOST_TILES || depth > DEEPEST {
            return false;
        }
        match layout.tiles.get(id) {
            None => return false,
            Some(Tile::Pane(_)) => {}
            Some(Tile::Container(container)) => {
                if !has_sizes(container) {
                    return false;
                }
                open.extend(container.children().map(|child| (*child, depth + 1)));
            }
        }
    }
    let has_numbers = layout.tiles.tile_ids().all(|id| id.0 <= HIGHEST);
    has_numbers && layout.root().is_some()
}

/// Makes all that a layout has besides its tiles what it is at first: no user has chosen it.
pub fn renew(layout: &mut Layout) {
    layout.set_height(f32::INFINITY);
    layout.set_width(f32::INFINITY);
    layout.tiles.recompute_next_tile_id();
}

/// Whether the shares of the children can be sizes.
fn has_sizes(container: &Container) -> bool {
    let is_share = |share: &f32| (0.0..=1e6).contains(share);
    match container {
        Container::Tabs(_) => true,
        Container::Linear(linear) => linear.shares.iter().all(|(_, share)| is_share(share)),
        Container::Grid(grid) => {
            let has_columns = match grid.layout {
                GridLayout::Auto => true,
                GridLayout::Columns(columns) => columns <= MOST_TILES,
            };
            has_columns && grid.col_shares.iter().chain(&grid.row_shares).all(is_share)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A layout of these tiles, whose root is number 1.
    fn layout(tiles: &str, size: &str) -> Layout {
        let next = u64::MAX;
        let text = format!(
            r#"{{"id":1,"root":1,"tiles":{{"next_tile_id":{next},"tiles":{{{tiles}}},"invisible":[]}},
            "height":{size},"width":{size}}}"#
        );
        serde_json::from_str(&text).expect("a layout")
    }

    #[test]
    fn layouts_that_no_window_can_draw_are_not_sound() {
        let columns = |columns: u64| {
            let shares = r#""col_shares":[],"row_shares":[]"#;
            let grid = format!(r#"{{"children":[2],"layout":{{"Columns":{columns}}},{shares}}}"#);
            format!(r#""1":{{"Container":{{"Grid":{grid}}}}},"2":{{"Pane":"Weights"}}"#)
        };
        let deep = |depth: u64| {
            let within = |at| {
                let tabs = format!(r#"{{"children":[{}],"active":null}}"#, at + 1);
                format!(r#""{at}":{{"Container":{{"Tabs":{tabs}}}}}"#)
            };
            let tabs: Vec<String> = (1..depth).map(within).collect();
            format!(r#"{},"{depth}":{{"Pane":"Weights"}}"#, tabs.join(","))
        };
        let far = format!(
            r#""1":{{"Pane":"Weights"}},"{}":{{"Pane":"Network"}}"#,
            u64::MAX
        );
        let cases = [
            (columns(4), true),
            (columns(u64::MAX), false),
            (columns(1_000_000_000), false),
            (deep(20), true),
            (deep(400), false),
            (far, false),
        ];
        for (tiles, sound) in cases {
            assert_eq!(is_sound(&layout(&tiles, "null")), sound, "{tiles}");
        }
    }

    #[test]
    fn a_layout_has_as_much_room_as_there_is_whatever_size_was_stored() {
        let mut layout = layout(r#""1":{"Pane":"Weights"}"#, "0");
        renew(&mut layout);
        let written = serde_json::to_value(&layout).expect("JSON");
        assert!(written["height"].is_null() && written["width"].is_null());
        assert_eq!(layout.tiles.next_free_id().0, 2);
    }
}
