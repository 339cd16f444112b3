//! All views there are. A new one is a line here, a `mod` line beside, and its own file.

use std::fmt;

use egui::Ui;
use serde::de::{self, Deserialize, Deserializer, EnumAccess, VariantAccess as _};

use super::view::{View, ViewInput};
use super::{
    balance, blocks, clock_map, clocks, communities, explorer, learning, network, predictions,
    proof, retrograde, series, stability, weights,
};
use crate::app::messages::Messages;
use crate::app::pane::{Pane, ViewRow};
use crate::engine::{Scene, Wants};
use crate::export::Table;

/// The views, in the order in which they are listed, and how each is made.
static VIEWS: [(&ViewRow, fn() -> Box<dyn View>); 14] = [
    (&weights::ROW, make::<weights::WeightsView>),
    (&network::ROW, make::<network::NetworkView>),
    (&balance::ROW, make::<balance::BalanceView>),
    (&retrograde::ROW, make::<retrograde::RetrogradeView>),
    (&series::ROW, make::<series::SeriesView>),
    (&learning::ROW, make::<learning::LearningView>),
    (&clocks::ROW, make::<clocks::ClocksView>),
    (&proof::ROW, make::<proof::ProofView>),
    (&clock_map::ROW, make::<clock_map::ClockMapView>),
    (&stability::ROW, make::<stability::StabilityView>),
    (&predictions::ROW, make::<predictions::PredictionsView>),
    (&communities::ROW, make::<communities::CommunitiesView>),
    (&blocks::ROW, make::<blocks::BlocksView>),
    (&explorer::ROW, make::<explorer::ExplorerView>),
];

fn make<V: View + Default + 'static>() -> Box<dyn View> {
    Box::new(V::default())
}

/// The view that stands first.
pub const FIRST: Pane = Pane(&weights::ROW);

/// The view in which sweeps are set up and shown.
pub const EXPLORER: Pane = Pane(&explorer::ROW);

/// All views, in the order in which they are listed.
pub fn panes() -> impl Iterator<Item = Pane> {
    VIEWS.iter().map(|(row, _)| Pane(row))
}

/// The view of this name.
pub fn pane(key: &str) -> Option<Pane> {
    panes().find(|pane| pane.key() == key)
}

/// One of each view, with what it keeps from frame to frame.
pub struct Views(Vec<(Pane, Box<dyn View>)>);

impl Default for Views {
    fn default() -> Self {
        let made = VIEWS.iter().map(|(row, make)| (Pane(row), make()));
        Self(made.collect())
    }
}

impl Views {
    fn get(&self, pane: Pane) -> Option<&dyn View> {
        let found = self.0.iter().find(|(known, _)| *known == pane);
        found.map(|(_, view)| &**view)
    }

    /// Draws the view of a pane into the space there is.
    pub fn view_ui(
        &mut self,
        ui: &mut Ui,
        pane: Pane,
        input: &ViewInput<'_>,
        messages: &mut Messages,
    ) {
        if let Some((_, view)) = self.0.iter_mut().find(|(known, _)| *known == pane) {
            view.view_ui(ui, input, messages);
        }
    }

    /// What the view of a pane shows, in numbers; `None` while there is nothing.
    pub fn table(&self, pane: Pane, input: &ViewInput<'_>) -> Option<Table> {
        self.get(pane)?.table(input)
    }

    /// What the view of a pane would like to have worked out while it is on screen.
    pub fn wants(&self, pane: Pane, scene: &Scene) -> Wants {
        self.get(pane).map_or(Wants::default(), |v| v.wants(scene))
    }

    /// Whether the view of a pane has something to show on paper.
    pub fn has_figure(&self, pane: Pane, input: &ViewInput<'_>) -> bool {
        self.get(pane).is_some_and(|view| view.has_figure(input))
    }
}

impl<'de> Deserialize<'de> for Pane {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_enum("Pane", &[], SavedName)
    }
}

/// Reads the name under which a layout remembers a view.
struct SavedName;

impl<'de> de::Visitor<'de> for SavedName {
    type Value = Pane;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a view")
    }

    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Pane, A::Error> {
        let (pane, unit) = access.variant_seed(Self)?;
        unit.unit_variant()?;
        Ok(pane)
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<Pane, E> {
        let found = panes().find(|pane| pane.0.saved_as == name);
        found.ok_or_else(|| E::custom(format!("there is no view {name}")))
    }
}

impl<'de> de::DeserializeSeed<'de> for SavedName {
    type Value = Pane;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Pane, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}
