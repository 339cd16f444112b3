//! The kinds of file that a view can become: a row for each.

use std::path::Path;

use super::render::RenderError;
use super::{Page, Painter, Subject};

/// A kind of file that a view can become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// The way through a run as an animation.
    Gif,
    /// One moment as an image.
    Png,
    /// One moment as a drawing.
    Svg,
    /// One moment in numbers.
    Csv,
}

/// Makes the file of one moment from a view of this name.
pub type Encode = fn(&mut dyn Painter, &str, &Subject<'_>, Page) -> Result<Vec<u8>, RenderError>;

/// What there is to know of a form.
struct Row {
    extension: &'static str,
    label: &'static str,
    help: &'static str,
    /// `None` for animations, which are of many moments.
    encode: Option<Encode>,
}

impl Form {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Gif, Self::Png, Self::Svg, Self::Csv];

    const fn row(self) -> Row {
        match self {
            Self::Gif => Row {
                extension: "gif",
                label: "Save animation…",
                help: "The view over a run, as an animated GIF.",
                encode: None,
            },
            Self::Png => Row {
                extension: "png",
                label: "Save PNG…",
                help: "The view as an image, on white. It says which scenario, seed and version it comes from.",
                encode: Some(|painter, view, subject, page| {
                    Ok(painter.paint(view, subject, page)?.png(page.scale)?)
                }),
            },
            Self::Svg => Row {
                extension: "svg",
                label: "Save SVG…",
                help: "The view as a drawing that stays sharp at any size and can be edited.",
                encode: Some(|painter, view, subject, page| {
                    Ok(painter.paint(view, subject, page)?.svg().into_bytes())
                }),
            },
            Self::Csv => Row {
                extension: "csv",
                label: "Save data (CSV)…",
                help: "The numbers that the view shows, in full precision.",
                encode: Some(|painter, view, subject, _| {
                    let table = painter.table(view, subject)?;
                    Ok(table.to_csv(Some(subject.provenance)).into_bytes())
                }),
            },
        }
    }

    /// The extension of its files.
    pub fn extension(self) -> &'static str {
        self.row().extension
    }

    /// The name in menus.
    pub fn label(self) -> &'static str {
        self.row().label
    }

    /// What it holds, in one sentence.
    pub fn help(self) -> &'static str {
        self.row().help
    }

    /// How a file of one moment is made; `None` for animations, which are of many.
    pub fn of_moment(self) -> Option<Encode> {
        self.row().encode
    }

    /// How the names of files of these forms end, as a sentence lists it.
    pub fn endings(forms: impl Fn(Self) -> bool) -> String {
        let chosen = Self::ALL.into_iter().filter(|form| forms(*form));
        let endings: Vec<String> = chosen.map(|f| format!(".{}", f.extension())).collect();
        match endings.as_slice() {
            [others @ .., last] if !others.is_empty() => format!("{} or {last}", others.join(", ")),
            _ => endings.concat(),
        }
    }

    /// The form that a file name asks for.
    pub fn of_file(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_lowercase();
        let mut forms = Self::ALL.into_iter();
        forms.find(|form| form.extension() == extension)
    }
}
