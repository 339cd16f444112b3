//! What a user can do with a comparison.

use crate::app::action::Action;
use crate::engine::Side;

/// Something a user can do with a comparison.
#[derive(Debug, Clone)]
pub enum Comparing {
    /// Put a copy of what runs beside it, as side B.
    Begin,
    /// Make B what A is.
    CopyAToB,
    /// Make A what B is.
    CopyBToA,
    /// Let the sides change places.
    Swap,
    /// Take side B away.
    End,
    /// Show the controls of a side.
    Control(Side),
    /// One scale for both sides, or one for each.
    ToggleScales,
    /// Give B the value that A has for this key.
    MakeEqual(&'static str),
    /// Something that a view of side B asked for.
    OnB(Box<Action>),
}

impl Comparing {
    /// What the menu offers while two sides are compared.
    pub const MENU: [Self; 4] = [Self::CopyAToB, Self::CopyBToA, Self::Swap, Self::End];

    /// The name in menus, on buttons and for screen readers.
    pub fn label(&self) -> &'static str {
        match self {
            Self::Begin => "Compare with a copy",
            Self::CopyAToB => "Copy A to B",
            Self::CopyBToA => "Copy B to A",
            Self::Swap => "Swap A and B",
            Self::End => "End the comparison",
            Self::Control(Side::A) => "Controls of A",
            Self::Control(Side::B) => "Controls of B",
            Self::ToggleScales => "Common scales",
            Self::MakeEqual(_) => "Make equal",
            Self::OnB(action) => action.label(),
        }
    }

    /// One sentence for the hover.
    pub fn tooltip(&self) -> &'static str {
        match self {
            Self::Begin => {
                "Put an exact copy of what runs beside it, as side B, and change one of the two from here on."
            }
            Self::CopyAToB => "Make B what A is: all its settings, and its state as it stands now.",
            Self::CopyBToA => "Make A what B is: all its settings, and its state as it stands now.",
            Self::Swap => "Let A and B change places.",
            Self::End => "Take B away; A goes on. Undo begins the comparison again.",
            Self::Control(Side::A) => "Show and change the settings of A.",
            Self::Control(Side::B) => "Show and change the settings of B.",
            Self::ToggleScales => {
                "One colour scale and one set of axes for both sides, so that magnitudes can be compared; or each its own, so that the structure of either is seen best."
            }
            Self::MakeEqual(_) => "Give B the value that A has.",
            Self::OnB(action) => action.tooltip(),
        }
    }
}
