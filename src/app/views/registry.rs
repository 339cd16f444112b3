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
use crate::export::Table;

/// A view as it is listed, and how it is made.
type Registered = (ViewRow, fn() -> Box<dyn View>);

/// The views, in the order in which they are listed.
#[rustfmt::skip]
static VIEWS: [Registered; 14] = [
    view::<WeightsView>("weights", "Weights", "Weights by community",
        "The weights W, rows and columns ordered by community."),
    view::<NetworkView>("network", "Network", "Network",
        "The strongest synapses, with credit flowing back along them."),
    view::<BalanceView>("balance", "Balance", "E/I balance",
        "Excitation against inhibition of each neuron, and net inputs s under the balance function f."),
    view::<RetrogradeView>("retrograde", "Retrograde", "Retrograde signals",
        "The credit of each neuron, and g_ji, what flows back through each synapse."),
    view::<SeriesView>("series", "Series", "Over time",
        "What is measured of the network, over iterations."),
    view::<LearningView>("learning", "Learning", "Learning",
        "Loss and accuracy over epochs, and what was learned."),
    wanting(PROOF, view::<ClocksView>("clocks", "Clocks", "Clocks",
        "The update events of the three clocks over model time.")),
    wanting(PROOF, view::<ProofView>("proof", "Proof", "Rule and backpropagation",
        "The change that the rule makes beside the gradient of the loss.")),
    wanting(CLOCK_MAP, of_scenario(view::<ClockMapView>("clock-map", "ClockMap", "Three-clock map",
        "How well the rule follows the gradient over a grid of clock ratios."))),
    wanting(STABILITY, view::<StabilityView>("stability", "Stability", "Stability of credit",
        "The eigenvalues of J, which say whether credit dies out or grows.")),
    wanting(PROOF, view::<PredictionsView>("predictions", "Predictions", "Predictions",
        "Predictions 1 and 2 of the theory, synapse by synapse.")),
    view::<CommunitiesView>("communities", "Communities", "Communities over time",
        "Who is in which community, and who moved."),
    view::<BlocksView>("blocks", "Blocks", "Block matrix",
        "Mean |w| within and between communities."),
    of_scenario(view::<ExplorerView>("explorer", "Explorer", "Learning-rate explorer",
        "What becomes of the network at each value of a number.")),
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
) -> Registered {
    let row = ViewRow {
        key,
        saved_as,
        title,
        explanation,
        wants: NOTHING,
        of_scenario: false,
    };
    (row, || Box::new(V::default()))
}

const fn wanting(wants: Wants, (row, make): Registered) -> Registered {
    (ViewRow { wants, ..row }, make)
}

const fn of_scenario((row, make): Registered) -> Registered {
    let of_scenario = true;
    (ViewRow { of_scenario, ..row }, make)
}

/// All views, in the order in which they are listed.
pub fn panes() -> impl Iterator<Item = Pane> {
    VIEWS.iter().map(|(row, _)| Pane(row))
}

/// The view of this name.
pub fn pane(key: &str) -> Option<Pane> {
    panes().find(|pane| pane.key() == key)
}

/// The view that is listed first.
pub fn first() -> Pane {
    Pane(&VIEWS[0].0)
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
    fn get(&mut self, pane: Pane) -> Option<&mut Box<dyn View>> {
        let found = self.0.iter_mut().find(|(known, _)| *known == pane);
        found.map(|(_, view)| view)
    }

    /// Draws the view of a pane into the space there is.
    pub fn view_ui(
        &mut self,
        ui: &mut Ui,
        pane: Pane,
        input: &ViewInput<'_>,
        messages: &mut Messages,
    ) {
        if let Some(view) = self.get(pane) {
            view.view_ui(ui, input, messages);
        }
    }

    /// What the view of a pane shows, in numbers; `None` while there is nothing.
    pub fn table(&mut self, pane: Pane, input: &ViewInput<'_>) -> Option<Table> {
        self.get(pane)?.table(input)
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
