//! What the user wants of a view.

use crate::app::pane::Pane;
use crate::export::{Form, Page};

/// As what a view is exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportAs {
    /// As a picture on the clipboard.
    CopyPicture,
    /// As data on the clipboard.
    CopyData,
    /// As a file of this form.
    File(Form),
}

impl ExportAs {
    /// All that a view offers at one moment.
    pub fn all() -> impl Iterator<Item = Self> {
        let forms = Form::ALL.into_iter();
        let forms = forms.filter(|form| form.of_moment().is_some());
        [Self::CopyPicture, Self::CopyData]
            .into_iter()
            .chain(forms.map(Self::File))
    }

    /// The name in the menu.
    pub fn label(self) -> &'static str {
        match self {
            Self::CopyPicture => "Copy picture",
            Self::CopyData => "Copy data",
            Self::File(form) => form.label(),
        }
    }

    /// One sentence for the hover.
    pub fn tooltip(self) -> &'static str {
        match self {
            Self::CopyPicture => "The view as an image, on white, to paste into another program.",
            Self::CopyData => "The numbers that the view shows, as CSV, to paste into a table.",
            Self::File(form) => form.help(),
        }
    }
}

/// A view to be exported.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ViewRequest {
    /// The view.
    pub pane: Pane,
    /// As what.
    pub what: ExportAs,
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
