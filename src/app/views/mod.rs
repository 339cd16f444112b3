//! The views: one file each, behind one small trait.

mod balance;
mod blocks;
mod clock_map;
mod clocks;
mod communities;
mod explorer;
mod flow_picture;
mod learning;
mod matrix;
mod network;
mod network_layout;
mod plots;
mod predictions;
mod proof;
mod retrograde;
mod series;
mod stability;
mod weights;

pub use plots::{curve, plot};

use egui::Ui;

use super::action::Action;
use super::layout::Pane;
use super::state::{Hands, Pointing};
use crate::engine::Scene;
use crate::export::Table;

/// A view of the running simulation. It reads the scene and says what is pointed at; it changes
/// nothing else.
pub trait View {
    /// Draws the view into the space there is.
    fn view_ui(&mut self, ui: &mut Ui, scene: &Scene, hands: &mut Hands<'_>);

    /// What the view shows, in numbers; `None` while there is nothing.
    fn table(&self, _scene: &Scene, _hands: &Hands<'_>) -> Option<Table> {
        None
    }
}

/// One of each view, with what it keeps from frame to frame.
pub struct Views {
    weights: weights::WeightsView,
    network: network::NetworkView,
    balance: balance::BalanceView,
    retrograde: retrograde::RetrogradeView,
    series: series::SeriesView,
    learning: learning::LearningView,
    clocks: clocks::ClocksView,
    proof: proof::ProofView,
    clock_map: clock_map::ClockMapView,
    stability: stability::StabilityView,
    predictions: predictions::PredictionsView,
    communities: communities::CommunitiesView,
    blocks: blocks::BlocksView,
    explorer: explorer::ExplorerView,
}

impl Default for Views {
    fn default() -> Self {
        Self {
            weights: weights::WeightsView::default(),
            network: network::NetworkView::default(),
            balance: balance::BalanceView,
            retrograde: retrograde::RetrogradeView::default(),
            series: series::SeriesView,
            learning: learning::LearningView::default(),
            clocks: clocks::ClocksView,
            proof: proof::ProofView::default(),
            clock_map: clock_map::ClockMapView,
            stability: stability::StabilityView,
            predictions: predictions::PredictionsView,
            communities: communities::CommunitiesView::default(),
            blocks: blocks::BlocksView::default(),
            explorer: explorer::ExplorerView::default(),
        }
    }
}

impl Views {
    /// The view that a pane shows.
    pub fn get(&mut self, pane: Pane) -> &mut dyn View {
        match pane {
            Pane::Weights => &mut self.weights,
            Pane::Network => &mut self.network,
            Pane::Balance => &mut self.balance,
            Pane::Retrograde => &mut self.retrograde,
            Pane::Series => &mut self.series,
            Pane::Learning => &mut self.learning,
            Pane::Clocks => &mut self.clocks,
            Pane::Proof => &mut self.proof,
            Pane::ClockMap => &mut self.clock_map,
            Pane::Stability => &mut self.stability,
            Pane::Predictions => &mut self.predictions,
            Pane::Communities => &mut self.communities,
            Pane::Blocks => &mut self.blocks,
            Pane::Explorer => &mut self.explorer,
        }
    }
}

/// A quiet line in place of a view that has nothing to show yet.
fn waiting(ui: &mut Ui, what: &str) {
    ui.centered_and_justified(|ui| ui.weak(what));
}

/// A button inside a view, for an action that needs no more than being asked for.
fn action_button(ui: &mut Ui, action: Action, hands: &mut Hands<'_>) {
    let button = ui.button(action.label()).on_hover_text(action.tooltip());
    if button.clicked() {
        hands.asked.push(action);
    }
}

/// The neurons to light up, for views that want them as a list.
fn lit_neurons(pointing: &Pointing) -> Vec<usize> {
    use super::state::Target;
    match pointing.lit() {
        None => Vec::new(),
        Some(Target::Neuron(neuron)) => vec![*neuron],
        Some(Target::Synapse { post, pre }) => vec![*post, *pre],
        Some(Target::Group(crowd)) => crowd.neurons.clone(),
    }
}
