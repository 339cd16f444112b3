//! What is presented. It lasts until it ends, and is not saved.

use super::act::Act;
use super::laser::Laser;
use crate::app::pane::Pane;

/// A presentation under way.
pub struct Presentation {
    /// The view that is shown.
    pub pane: Pane,
    /// Whether the screen is black.
    pub black: bool,
    pub laser: Laser,
    /// Whether the window filled the screen before.
    pub was_full: bool,
}

impl Presentation {
    pub fn of(pane: Pane, was_full: bool) -> Self {
        Self {
            pane,
            black: false,
            laser: Laser::default(),
            was_full,
        }
    }

    /// Chooses another view, or makes the screen black: what concerns nothing else. `panes` are those to
    /// choose from.
    pub fn take(&mut self, act: Act, panes: &[Pane]) {
        let shown = match act {
            Act::Show(pane) => Some(pane),
            Act::ShowNumber(number) => panes.get(number).copied(),
            Act::Turn { forward } => self.beside(panes, forward),
            Act::Black => {
                self.black ^= true;
                None
            }
            Act::Freeze | Act::End => None,
        };
        self.pane = shown.unwrap_or(self.pane);
    }

    /// The view after the one that is shown, or before it; after the last comes the first.
    fn beside(&self, panes: &[Pane], forward: bool) -> Option<Pane> {
        let count = panes.len();
        let at = panes.iter().position(|pane| *pane == self.pane);
        let next = match (at, forward) {
            (Some(at), true) => at + 1,
            (Some(at), false) => at + count - 1,
            (None, _) => 0,
        };
        panes.get(next % count.max(1)).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::views;

    fn panes() -> Vec<Pane> {
        let keys = ["weights", "network", "series"];
        keys.into_iter().filter_map(views::pane).collect()
    }

    #[test]
    fn views_are_turned_like_pages_in_a_circle_and_chosen_by_their_numbers() {
        let panes = panes();
        let mut shown = Presentation::of(panes[0], false);
        let mut after = |act| {
            shown.take(act, &panes);
            shown.pane.key()
        };
        let (next, before) = (Act::Turn { forward: true }, Act::Turn { forward: false });
        assert_eq!(after(next), "network");
        assert_eq!(after(next), "series");
        assert_eq!(after(next), "weights");
        assert_eq!(after(before), "series");
        assert_eq!(after(Act::ShowNumber(1)), "network");
        assert_eq!(after(Act::ShowNumber(8)), "network", "there is no ninth");
    }

    #[test]
    fn a_view_that_is_in_no_arrangement_is_left_for_the_first() {
        let clocks = views::pane("clocks").expect("a view");
        let mut shown = Presentation::of(clocks, false);
        shown.take(Act::Turn { forward: true }, &panes());
        assert_eq!(shown.pane.key(), "weights");
        shown.take(Act::Turn { forward: true }, &[]);
        assert_eq!(shown.pane.key(), "weights");
    }
}
