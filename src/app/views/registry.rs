//! All views there are. A new one is a row here, a `mod` line beside, and its own file.

use std::fmt;

use egui::Ui;
use serde::de::{self, Deserialize, Deserializer, EnumAccess, VariantAccess as _};

use super::balance::BalanceView;
use super::blocks::BlocksView;
use super::clock_map::ClockMapView;
use super::clocks::ClocksView;
use super::communities::CommunitiesView;
use super::explorer::ExplorerView;
use super::learning::LearningView;
use super::network::NetworkView;
use super::predictions::PredictionsView;
use super::proof::ProofView;
use super::retrograde::RetrogradeView;
use super::series::SeriesView;
use super::stability::StabilityView;
use super::view::{View, ViewInput};
use super::weights::WeightsView;
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
static VIEWS: [Listed; 14] = [
    view::<WeightsView>("weights", "Weights", "Weights by community",
        "The weights W, rows and columns ordered by community.",
        |input| view_tables::weights(input.scene)),
    view::<NetworkView>("network", "Network", "Network",
        "The strongest synapses, with credit flowing back along them.",
        |input| view_tables::network(input.scene)),
    view::<BalanceView>("balance", "Balance", "E/I balance",
        "Excitation against inhibition of each neuron, and net inputs s under the balance function f.",
        |input| view_tables::balance(input.scene)),
    view::<RetrogradeView>("retrograde", "Retrograde", "Retrograde signals",
        "The credit of each neuron, and g_ji, what flows back through each synapse.",
        |input| view_tables::retrograde(input.scene)),
    view::<SeriesView>("series", "Series", "Over time",
        "What is measured of the network, over iterations.",
        |input| view_tables::series(input.scene)),
    view::<LearningView>("learning", "Learning", "Learning",
        "Loss and accuracy over epochs, and what was learned.",
        |input| view_tables::learning(input.scene)),
    view::<ClocksView>("clocks", "Clocks", "Clocks",
        "The update events of the three clocks over model time.",
        |input| view_tables::clocks(input.scene)).wanting(PROOF),
    view::<ProofView>("proof", "Proof", "Rule and backpropagation",
        "The change that the rule makes beside the gradient of the loss.",
        |input| view_tables::proof(input.scene, input.proof?)).wanting(PROOF),
    view::<ClockMapView>("clock-map", "ClockMap", "Three-clock map",
        "How well the rule follows the gradient over a grid of clock ratios.",
        |input| input.clock_map.map(view_tables::clock_map)).wanting(CLOCK_MAP).of_scenario(),
    view::<StabilityView>("stability", "Stability", "Stability of credit",
        "The eigenvalues of J, which say whether credit dies out or grows.",
        |input| view_tables::stability(input.scene)).wanting(STABILITY),
    view::<PredictionsView>("predictions", "Predictions", "Predictions",
        "Predictions 1 and 2 of the theory, synapse by synapse.",
        |input| view_tables::predictions(input.scene)).wanting(PROOF),
    view::<CommunitiesView>("communities", "Communities", "Communities over time",
        "Who is in which community, and who moved.",
        |input| view_tables::communities(input.scene)),
    view::<BlocksView>("blocks", "Blocks", "Block matrix",
        "Mean |w| within and between communities.",
        |input| view_tables::blocks(input.scene)),
    view::<ExplorerView>("explorer", "Explorer", "Learning-rate explorer",
        "What becomes of the network at each value of a number.",
        |input| input.sweep.map(|sweep| table_of_runs(sweep.plan(), &sweep.results()))).of_scenario(),
];

const NOTHING: Wants = Wants {
    proof: false,
    stability: false,
    clock_map: false,
};

const PROOF: Wants = Wants {
    proof: true,
    ..NOTHING
};

const STABILITY: Wants = Wants {
    stability: true,
    ..NOTHING
};

const CLOCK_MAP: Wants = Wants {
    clock_map: true,
    ..NOTHING
};

const fn view<V: View + Default + 'static>(
    key: &'static str,
    saved_as: &'static str,
    title: &'static str,
    explanation: &'static str,
    table: fn(&ViewInput<'_>) -> Option<Table>,
) -> Listed {
    Listed {
        row: ViewRow {
            key,
            saved_as,
            title,
            explanation,
            wants: NOTHING,
            of_scenario: false,
        },
        make: || Box::new(V::default()),
        table,
    }
}

impl Listed {
    const fn wanting(mut self, wants: Wants) -> Self {
        self.row.wants = wants;
        self
    }

    const fn of_scenario(mut self) -> Self {
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

impl Views {
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
