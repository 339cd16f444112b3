//! What the user asks to take home.

use crate::app::pane::Pane;
use crate::export::{Form, Page};

/// What is to be done with a view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Its picture to the clipboard.
    CopyPicture,
    /// Its data to the clipboard.
    CopyData,
    /// To a file of this form.
    Save(Form),
}

impl Deed {
    /// All that one view offers.
    pub const ALL: [Self; 5] = [
        Self::CopyPicture,
        Self::CopyData,
        Self::Save(Form::Png),
        Self::Save(Form::Svg),
        Self::Save(Form::Csv),
    ];

    /// The name in the menu.
    pub fn label(self) -> &'static str {
        match self {
            Self::CopyPicture => "Copy picture",
            Self::CopyData => "Copy data",
            Self::Save(Form::Png) => "Save PNG…",
            Self::Save(Form::Svg) => "Save SVG…",
            Self::Save(Form::Csv) => "Save data (CSV)…",
            Self::Save(Form::Gif) => "Save animation…",
        }
    }

    /// One sentence for the hover.
    pub fn tooltip(self) -> &'static str {
        match self {
            Self::CopyPicture => "The view as an image, on white, to paste into another program.",
            Self::CopyData => "The numbers that the view shows, as CSV, to paste into a table.",
            Self::Save(Form::Png) => {
                "The view as an image, on white. It says which scenario, seed and version it comes from."
            }
            Self::Save(Form::Svg) => {
                "The view as a drawing that stays sharp at any size and can be edited."
            }
            Self::Save(Form::Csv) => "The numbers that the view shows, in full precision.",
            Self::Save(Form::Gif) => "The view over a run, as an animated GIF.",
        }
    }
}

/// A view to be taken home.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wish {
    /// The view.
    pub pane: Pane,
    /// What is to be done with it.
    pub deed: Deed,
    /// The size of its picture.
    pub page: Page,
}

/// The size of pictures, as the user chose it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum SizeChoice {
    /// As large as on screen.
    #[default]
    AsShown,
    /// One column of a journal.
    SingleColumn,
    /// Two columns of a journal.
    DoubleColumn,
    /// A slide.
    Slide,
    /// By numbers.
    Custom(Page),
}

impl SizeChoice {
    /// Those that need no numbers, with their names.
    pub const NAMED: [(Self, &'static str); 4] = [
        (Self::AsShown, "As shown"),
        (Self::SingleColumn, "Single column (85 mm)"),
        (Self::DoubleColumn, "Double column (175 mm)"),
        (Self::Slide, "Slide (1920 × 1080)"),
    ];

    /// The page, for a view that has this page on screen.
    pub fn page(self, shown: Page) -> Page {
        match self {
            Self::AsShown => shown,
            Self::SingleColumn => Page::single_column(),
            Self::DoubleColumn => Page::double_column(),
            Self::Slide => Page::slide(),
            Self::Custom(page) => page,
        }
    }
}
