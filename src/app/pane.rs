//! A view as tabs, menus and files name it.

use std::fmt;

use serde::{Serialize, Serializer};

use super::explained::Explained;
use crate::engine::Wants;

/// What is fixed about a view. [`super::views`] lists them.
pub struct ViewRow {
    /// The name on the command line and in file names.
    pub key: &'static str,
    /// The name under which layouts remember it.
    pub saved_as: &'static str,
    pub title: &'static str,
    /// What one sees, what to look for, and what its marks mean.
    pub explained: &'static Explained,
    /// What it would like to have worked out while it is on screen.
    pub wants: Wants,
    /// Whether it shows what is worked out for a scenario, not a simulation that runs: a comparison
    /// then shows it of side A only.
    pub of_scenario: bool,
    /// Whether it is a strip along time, of which a comparison shows one above the other where there is
    /// little height.
    pub is_strip: bool,
    /// Whether a comparison can show it once, with the curves of both sides in one plot.
    pub is_together: bool,
    /// Whether it shows a matrix in shades, whose scale can be chosen.
    pub has_shades: bool,
}

#[derive(Clone, Copy)]
pub struct Pane(pub &'static ViewRow);

impl Pane {
    pub fn key(self) -> &'static str {
        self.0.key
    }

    pub fn title(self) -> &'static str {
        self.0.title
    }
}

impl PartialEq for Pane {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Pane {}

impl fmt::Debug for Pane {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

impl Serialize for Pane {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit_variant("Pane", 0, self.0.saved_as)
    }
}
