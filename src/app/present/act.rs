//! What can be done while presenting, by a key, a presenter's remote or the strip.

use crate::app::pane::Pane;

/// What happens while presenting.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Act {
    /// Show this view.
    Show(Pane),
    /// Show the view of this number, counted from 0 in the order of the arrangement.
    ShowNumber(usize),
    /// Show the next view, or the one before.
    Turn {
        forward: bool,
    },
    /// Let the picture stand still, or go on.
    Freeze,
    /// Make the screen black, or show the picture again.
    Black,
    End,
}
