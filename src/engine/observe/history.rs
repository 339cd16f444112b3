//! Quantities over time, in bounded memory.

use crate::engine::run::Thinned;

/// One quantity that is followed over time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Series {
    /// Modularity Q of the communities.
    Modularity,
    /// Share of |w| inside communities.
    WithinShare,
    /// What the within share would be by chance.
    Chance,
    /// Hub overlap ρ.
    HubOverlap,
    /// Mean balance value f(s).
    MeanBalance,
    /// Mean |c|.
    MeanCredit,
    /// Mean |ΔW| of the latest plasticity update, before pruning.
    MeanChange,
    /// r, the learning rate.
    LearningRate,
}

impl Series {
    /// All series, in the order of the columns.
    pub const ALL: [Self; 8] = [
        Self::Modularity,
        Self::WithinShare,
        Self::Chance,
        Self::HubOverlap,
        Self::MeanBalance,
        Self::MeanCredit,
        Self::MeanChange,
        Self::LearningRate,
    ];

    /// The name of its column in exported tables.
    pub fn column(self) -> &'static str {
        match self {
            Self::Modularity => "modularity_q",
            Self::WithinShare => "within_share",
            Self::Chance => "within_share_by_chance",
            Self::HubOverlap => "hub_overlap_rho",
            Self::MeanBalance => "mean_balance",
            Self::MeanCredit => "mean_abs_credit",
            Self::MeanChange => "mean_abs_weight_change",
            Self::LearningRate => "learning_rate",
        }
    }
}

/// The value of every series at one iteration.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row {
    /// Plasticity updates made.
    pub iteration: u64,
    /// Model time in milliseconds.
    pub now_ms: f64,
    /// A value for each of [`Series::ALL`]; `None` where it is undefined.
    pub values: [Option<f64>; 8],
}

impl Row {
    /// The value of one series.
    pub fn value(&self, series: Series) -> Option<f64> {
        self.values[series as usize]
    }
}

/// The rows so far.
pub type History = Thinned<Row>;
