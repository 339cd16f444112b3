//! The views: one file each, behind one small trait.

mod balance;
mod network;
mod network_layout;
mod plots;
mod retrograde;
mod series;
mod weights;

pub use plots::{curve, plot};

use egui::Ui;

use super::layout::Pane;
use super::state::{Pointing, Scene};

/// A view of the running simulation. It reads the scene and says what is pointed at; it changes
/// nothing else.
pub trait View {
    /// Draws the view into the space there is.
    fn view_ui(&mut self, ui: &mut Ui, scene: &Scene, pointing: &mut Pointing);
}

/// One of each view, with what it keeps from frame to frame.
pub struct Views {
    weights: weights::WeightsView,
    network: network::NetworkView,
    balance: balance::BalanceView,
    retrograde: retrograde::RetrogradeView,
    series: series::SeriesView,
}

impl Default for Views {
    fn default() -> Self {
        Self {
            weights: weights::WeightsView::default(),
            network: network::NetworkView::default(),
            balance: balance::BalanceView,
            retrograde: retrograde::RetrogradeView::default(),
            series: series::SeriesView,
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
        }
    }
}

/// A quiet line in place of a view that has nothing to show yet.
fn waiting(ui: &mut Ui, what: &str) {
    ui.centered_and_justified(|ui| ui.weak(what));
}

/// The neurons to light up, for views that want them as a list.
fn lit_neurons(pointing: &Pointing) -> Vec<usize> {
    use super::state::Target;
    match pointing.lit() {
        None => Vec::new(),
        Some(Target::Neuron(neuron)) => vec![neuron],
        Some(Target::Synapse { post, pre }) => vec![post, pre],
    }
}
