//! The views that a lesson shows.

use egui_tiles::{TileId, Tiles, Tree};

use super::layout::{Layout, Place};
use super::pane::Pane;
use super::room::Room;

impl Place {
    /// The views of a lesson: the first as large as half of them, the others below each other beside it; in a
    /// narrow space, or of a comparison, all below each other.
    pub(super) fn of_lesson(&self, room: Room) -> Layout {
        let mut tiles = Tiles::default();
        let stacks = self.taught.iter().map(|pane| {
            let pane = tiles.insert_pane(*pane);
            tiles.insert_tab_tile(vec![pane])
        });
        let stacks: Vec<TileId> = stacks.collect();
        let column = |tiles: &mut Tiles<Pane>, stacks: &[TileId]| match stacks {
            [only] => *only,
            _ => tiles.insert_vertical_tile(stacks.to_vec()),
        };
        let root = match stacks.as_slice() {
            [first, others @ ..] if !others.is_empty() && !room.narrow && !self.compares => {
                let others = column(&mut tiles, others);
                tiles.insert_horizontal_tile(vec![*first, others])
            }
            all => column(&mut tiles, all),
        };
        Tree::new(egui::Id::unique(self.name()), root, tiles)
    }
}
