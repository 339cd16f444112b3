//! What a sweep measures in each run.

use crate::analysis::Structure;

/// A figure that is measured at the end of each run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Modularity Q of the communities.
    Modularity,
    /// Share of |w| inside communities.
    WithinShare,
    /// What the within share would be by chance.
    Chance,
    /// Hub overlap ρ.
    HubOverlap,
    /// Number of communities, those of a single neuron included.
    Communities,
    /// Neurons with no synapse to or from another.
    Isolated,
    /// Mean balance value f(s).
    MeanBalance,
    /// Mean |c|.
    MeanCredit,
    /// Mean loss on the samples that are learned from.
    TrainLoss,
    /// Share of them that is right.
    TrainAccuracy,
    /// Mean loss on the samples that are held out.
    HeldOutLoss,
    /// Share of them that is right.
    HeldOutAccuracy,
}

impl Measure {
    /// All measures, in the order of the columns.
    pub const ALL: [Self; 12] = [
        Self::Modularity,
        Self::WithinShare,
        Self::Chance,
        Self::HubOverlap,
        Self::Communities,
        Self::Isolated,
        Self::MeanBalance,
        Self::MeanCredit,
        Self::TrainLoss,
        Self::TrainAccuracy,
        Self::HeldOutLoss,
        Self::HeldOutAccuracy,
    ];

    /// The name of its column in tables.
    pub fn column(self) -> &'static str {
        match self {
            Self::Modularity => "modularity_q",
            Self::WithinShare => "within_share",
            Self::Chance => "within_share_by_chance",
            Self::HubOverlap => "hub_overlap_rho",
            Self::Communities => "communities",
            Self::Isolated => "isolated",
            Self::MeanBalance => "mean_balance",
            Self::MeanCredit => "mean_abs_credit",
            Self::TrainLoss => "train_loss",
            Self::TrainAccuracy => "train_accuracy",
            Self::HeldOutLoss => "held_out_loss",
            Self::HeldOutAccuracy => "held_out_accuracy",
        }
    }

    /// Its name for people, with its symbol.
    pub fn label(self) -> &'static str {
        match self {
            Self::Modularity => "Modularity Q",
            Self::WithinShare => "Within share",
            Self::Chance => "Within share by chance",
            Self::HubOverlap => "Hub overlap ρ",
            Self::Communities => "Communities",
            Self::Isolated => "Isolated neurons",
            Self::MeanBalance => "Mean balance f(s)",
            Self::MeanCredit => "Mean |c|",
            Self::TrainLoss => "Training loss",
            Self::TrainAccuracy => "Training accuracy",
            Self::HeldOutLoss => "Held-out loss",
            Self::HeldOutAccuracy => "Held-out accuracy",
        }
    }

    /// One sentence on what it says.
    pub fn help(self) -> &'static str {
        match self {
            Self::Modularity => {
                "How much more of Σ|w| lies inside communities than chance would have it."
            }
            Self::WithinShare => "Share of Σ|w| inside communities; above ½ within dominates.",
            Self::Chance => "What the within share would be by chance, at these strengths.",
            Self::HubOverlap => {
                "Correlation of in- and out-strength: 1 where the same neurons send and receive."
            }
            Self::Communities => "How many communities there are.",
            Self::Isolated => "Neurons with no synapse to or from another.",
            Self::MeanBalance => "Mean f(s): 1 where excitation and inhibition cancel.",
            Self::MeanCredit => "Mean magnitude of the credit.",
            Self::TrainLoss => "Mean loss on the samples that are learned from.",
            Self::TrainAccuracy => "Share of the training samples that is right.",
            Self::HeldOutLoss => "Mean loss on the samples held out.",
            Self::HeldOutAccuracy => "Share of the held-out samples that is right.",
        }
    }

    /// Whether it is a figure of the weights alone, and so of a rewired network too.
    pub fn is_of_weights(self) -> bool {
        matches!(
            self,
            Self::Modularity
                | Self::WithinShare
                | Self::Chance
                | Self::HubOverlap
                | Self::Communities
                | Self::Isolated
        )
    }
}

/// A value for each measure; `None` where it is undefined or not finite.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Measures([Option<f64>; Measure::ALL.len()]);

impl Measures {
    /// The figures of the weights alone.
    pub fn of_weights(structure: &Structure) -> Self {
        let mut measures = Self::default();
        for (measure, value) in [
            (Measure::Modularity, structure.q),
            (Measure::WithinShare, structure.within_share),
            (Measure::Chance, structure.chance),
            (Measure::HubOverlap, structure.hub_overlap),
            (Measure::Communities, Some(structure.communities as f64)),
            (Measure::Isolated, Some(structure.isolated as f64)),
        ] {
            measures.set(measure, value);
        }
        measures
    }

    /// The value of a measure.
    pub fn get(&self, measure: Measure) -> Option<f64> {
        self.0[measure as usize]
    }

    /// Takes down the value of a measure; one that is not finite counts as undefined.
    pub fn set(&mut self, measure: Measure, value: Option<f64>) {
        self.0[measure as usize] = value.filter(|v| v.is_finite());
    }
}
