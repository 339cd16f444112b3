//! What the user has chosen inside views: lasts as long as the window, and is not saved.

use super::explorer_choices::ExplorerChoices;
use super::jobs::SizeChoice;
use super::pane::Pane;
use crate::engine::Side;

/// What the user has chosen inside views, such as which measure to show. A view itself keeps only
/// what it can work out again, so that a copy of the choices is all it takes to draw it elsewhere.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    /// The size of exported pictures.
    pub picture_size: SizeChoice,
    /// What the explorer is to vary.
    pub explorer: ExplorerChoices,
    /// The view that has all the room, if one has.
    pub enlarged: Option<Pane>,
    /// The side of a comparison whose controls are shown.
    pub controlled: Side,
    /// Whether each side of a comparison has scales and axes of its own.
    pub own_scales: bool,
}
