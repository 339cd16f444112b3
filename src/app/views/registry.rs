//! All views there are. A new one is a row here, a `mod` line beside, and its own file.

use std::fmt;
use std::sync::LazyLock;

use egui::Ui;
use serde::de::{self, Deserialize, Deserializer};

use super::blocks::BlocksView;
use super::communities::CommunitiesView;
use super::confusion::ConfusionView;
use super::explorer::ExplorerView;
use super::firing::FiringView;
use super::learning::LearningView;
use super::network::NetworkView;
use super::proof::ProofView;
use super::retrograde::RetrogradeView;
use super::view::{View, ViewInput};
use super::weights::WeightsView;
use super::{
    balance, blocks, clock_map, clocks, communities, confusion, explorer, firing, learning,
    network, predictions, proof, retrograde, series, stability, weights,
};
use crate::app::explained::Explained;
use crate::app::messages::Messages;
use crate::app::pane::{Pane, ViewRow};
use crate::engine::Wants;
use crate::export::sweep::table_of_runs;
use crate::export::{Table, view_tables};

/// A view that is listed.
struct Listed {
    row: ViewRow,
    /// Makes one, which has not seen anything yet.
    make: fn() -> Box<dyn View>,
    /// What it shows, in numbers; `None` while there is nothing.
    table: fn(&ViewInput<'_>) -> Option<Table>,
}

/// The views, in the order in which they are listed.
#[rustfmt::skip]
static VIEWS: LazyLock<[Listed; 16]> = LazyLock::new(|| [
    view(|| Box::<WeightsView>::default(), "weights", "Weights", "Weights by community",
        &weights::EXPLAINED,
        |input| view_tables::weights(input.scene)).in_shades(),
    view(|| Box::<NetworkView>::default(), "network", "Network", "Network",
        &network::EXPLAINED,
        |input| view_tables::network(input.scene, input.choices.synapses())),
    view(|| Box::new(balance::view_ui), "balance", "Balance", "E/I balance",
        &balance::EXPLAINED,
        |input| view_tables::balance(input.scene)),
    view(|| Box::<RetrogradeView>::default(), "retrograde", "Retrograde", "Retrograde signals",
        &retrograde::EXPLAINED,
        |input| view_tables::retrograde(input.scene)).in_shades(),
    view(|| Box::<FiringView>::default(), "firing", "Firing", "Firing",
        &firing::EXPLAINED,
        |input| view_tables::firing(input.scene)).wanting(|wants| wants.firing = true),
    view(|| Box::new(series::view_ui), "series", "Series", "Over time",
        &series::EXPLAINED,
        |input| view_tables::series(input.scene)).in_strips().together(),
    view(|| Box::<LearningView>::default(), "learning", "Learning", "Learning",
        &learning::EXPLAINED,
        |input| view_tables::learning(input.scene)).together(),
    view(|| Box::<ConfusionView>::default(), "confusion", "Confusion", "Confusion matrix",
        &confusion::EXPLAINED,
        |input| view_tables::confusion(input.scene)),
    view(|| Box::new(clocks::view_ui), "clocks", "Clocks", "Clocks",
        &clocks::EXPLAINED,
        |input| view_tables::clocks(input.scene)).wanting(|wants| wants.proof = true),
    view(|| Box::<ProofView>::default(), "proof", "Proof", "Rule and backpropagation",
        &proof::EXPLAINED,
        |input| view_tables::proof(input.scene, input.proof?)).wanting(|wants| wants.proof = true),
    view(|| Box::new(clock_map::view_ui), "clock-map", "ClockMap", "Three-clock map",
        &clock_map::EXPLAINED,
        |input| input.clock_map.map(view_tables::clock_map)).wanting(|wants| wants.clock_map = true).of_scenario(),
    view(|| Box::new(stability::view_ui), "stability", "Stability", "Stability of credit",
        &stability::EXPLAINED,
        |input| view_tables::stability(input.scene)).wanting(|wants| wants.stability = true),
    view(|| Box::new(predictions::view_ui), "predictions", "Predictions", "Predictions",
        &predictions::EXPLAINED,
        |input| view_tables::predictions(input.scene)).wanting(|wants| wants.proof = true),
    view(|| Box::<CommunitiesView>::default(), "communities", "Communities", "Communities over time",
        &communities::EXPLAINED,
        |input| view_tables::communities(input.scene)),
    view(|| Box::<BlocksView>::default(), "blocks", "Blocks", "Block matrix",
        &blocks::EXPLAINED,
        |input| view_tables::blocks(input.scene)),
    view(|| Box::<ExplorerView>::default(), "explorer", "Explorer", "Learning-rate explorer",
        &explorer::EXPLAINED,
        |input| input.sweep.map(|sweep| table_of_runs(sweep.plan(), &sweep.results()))).of_scenario(),
]);

fn view(
    make: fn() -> Box<dyn View>,
    key: &'static str,
    saved_as: &'static str,
    title: &'static str,
    explained: &'static Explained,
    table: fn(&ViewInput<'_>) -> Option<Table>,
) -> Listed {
    let row = ViewRow {
        key,
        saved_as,
        title,
        explained,
        wants: Wants::default(),
        of_scenario: false,
        is_strip: false,
        is_together: false,
        has_shades: false,
    };
    Listed { row, make, table }
}

impl Listed {
    fn wanting(mut self, want: fn(&mut Wants)) -> Self {
        want(&mut self.row.wants);
        self
    }

    fn in_strips(mut self) -> Self {
        self.row.is_strip = true;
        self
    }

    fn together(mut self) -> Self {
        self.row.is_together = true;
        self
    }

    fn in_shades(mut self) -> Self {
        self.row.has_shades = true;
        self
    }

    fn of_scenario(mut self) -> Self {
        self.row.of_scenario = true;
        self
    }
}

/// All views, in the order in which they are listed.
pub fn panes() -> impl Iterator<Item = Pane> {
    VIEWS.iter().map(|view| Pane(&view.row))
}

/// The view of this name.
pub fn pane(key: &str) -> Option<Pane> {
    panes().find(|pane| pane.key() == key)
}

/// The view that is listed first.
pub fn first() -> Pane {
    Pane(&VIEWS[0].row)
}

/// What the view of a pane shows, in numbers; `None` while there is nothing.
pub fn table(pane: Pane, input: &ViewInput<'_>) -> Option<Table> {
    let listed = VIEWS.iter().find(|view| Pane(&view.row) == pane)?;
    (listed.table)(input)
}

/// One of each view, with what it keeps from frame to frame.
pub struct Views(Vec<(Pane, Box<dyn View>)>);

impl Default for Views {
    fn default() -> Self {
        let made = VIEWS.iter().map(|view| (Pane(&view.row), (view.make)()));
        Self(made.collect())
    }
}

/// In less room than this, in points across or down, there is nothing to be seen. Views count on that much.
const LEAST_ROOM: f32 = 32.0;

impl Views {
    /// Draws the view of a pane into the space there is; nothing where that is too little to see anything.
    pub fn view_ui(
        &mut self,
        ui: &mut Ui,
        pane: Pane,
        input: &ViewInput<'_>,
        messages: &mut Messages,
    ) {
        if ui.available_size().min_elem() < LEAST_ROOM {
            return;
        }
        if let Some((_, view)) = self.0.iter_mut().find(|(known, _)| *known == pane) {
            view.view_ui(ui, input, messages);
        }
    }
}

impl<'de> Deserialize<'de> for Pane {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_identifier(SavedName)
    }
}

/// Reads the name under which a layout remembers a view.
struct SavedName;

impl<'de> de::Visitor<'de> for SavedName {
    type Value = Pane;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a view")
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<Pane, E> {
        let found = panes().find(|pane| pane.0.saved_as == name);
        found.ok_or_else(|| E::custom(format!("there is no view {name}")))
    }
}
