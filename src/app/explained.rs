//! What is explained of a view, beside the code that draws it: what one sees, what to look for, and what its
//! marks and colours mean.

use egui::{Color32, Visuals};

use super::theme::{self, Palette};
use crate::export::ColourMap;

/// What there is to know of a view before one looks at it.
#[derive(Debug)]
pub struct Explained {
    /// What it is, in a line, for lists of views.
    pub line: &'static str,
    /// What one sees, in one sentence.
    pub shows: &'static str,
    /// What to look for, in one sentence.
    pub look_for: &'static str,
    /// Its marks, each with what it means.
    pub legend: &'static [(Mark, &'static str)],
    /// The symbols that it uses, as the glossary has them.
    pub symbols: &'static [&'static str],
}

/// A mark of a view, to be drawn in its legend.
#[derive(Debug)]
pub enum Mark {
    Line(Ink),
    Dashed(Ink),
    Dot(Ink),
    Ring(Ink),
    /// A filled square, such as a cell, a bar or a band.
    Patch(Ink),
    Triangle(Ink),
    /// An empty square.
    Frame(Ink),
    Cross(Ink),
    /// The colours between two values of a map, which has white at zero and its darkest at −1 and 1.
    Shades(fn() -> ColourMap, [f32; 2]),
    /// A word or a sign as it stands in the view.
    Word(&'static str),
}

/// A colour of the theme in use.
#[derive(Debug)]
pub struct Ink(pub fn(&Visuals) -> Color32);

impl Ink {
    pub const EXCITATION: Self = Self(|visuals| Palette::of(visuals).excitation);
    pub const INHIBITION: Self = Self(|visuals| Palette::of(visuals).inhibition);
    pub const CREDIT: Self = Self(|visuals| Palette::of(visuals).credit);
    pub const BALANCE: Self = Self(|visuals| Palette::of(visuals).balance);
    pub const FIRING: Self = Self(|visuals| Palette::of(visuals).firing);
    pub const LINE: Self = Self(|visuals| Palette::of(visuals).line);
    pub const CHANCE: Self = Self(|visuals| Palette::of(visuals).chance);
    pub const HIGHLIGHT: Self = Self(|visuals| Palette::of(visuals).highlight);
    /// That of the first community.
    pub const COMMUNITY: Self = Self(|_| theme::community_colour(Some(0)));
    /// That of neurons and communities without a number of their own.
    pub const SMALL_COMMUNITY: Self = Self(|_| theme::community_colour(None));
}

/// Shades of weights: inhibition, none, excitation.
pub const WEIGHTS: Mark = Mark::Shades(ColourMap::weights, [-1.0, 1.0]);
/// Shades of credit and retrograde signals: negative, none, positive.
pub const SIGNALS: Mark = Mark::Shades(ColourMap::credit, [-1.0, 1.0]);
/// Shades of magnitudes: none to most.
pub const MAGNITUDES: Mark = Mark::Shades(ColourMap::magnitude, [0.0, 1.0]);
