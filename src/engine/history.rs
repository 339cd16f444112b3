//! Quantities over time, in bounded memory.

/// Rows kept at most; when they are full every second one is dropped.
const CAPACITY: usize = 2_000;

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
}

impl Series {
    /// All series, in the order of the columns.
    pub const ALL: [Self; 7] = [
        Self::Modularity,
        Self::WithinShare,
        Self::Chance,
        Self::HubOverlap,
        Self::MeanBalance,
        Self::MeanCredit,
        Self::MeanChange,
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
    pub values: [Option<f64>; 7],
}

impl Row {
    /// The value of one series.
    pub fn value(&self, series: Series) -> Option<f64> {
        self.values[series as usize]
    }
}

/// The rows so far. When memory is full, old rows become sparser evenly over the whole run.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct History {
    rows: Vec<Row>,
    /// Only each `stride`-th offered row is kept.
    stride: usize,
    offered: usize,
}

impl History {
    /// Offers a row; the latest one is always kept.
    pub fn push(&mut self, row: Row) {
        self.stride = self.stride.max(1);
        // The last row stands in for the present until the next one that is due for good.
        if self.offered > 0 && !(self.offered - 1).is_multiple_of(self.stride) {
            self.rows.pop();
        }
        self.rows.push(row);
        self.offered += 1;
        if self.rows.len() > CAPACITY {
            let mut index = 0;
            self.rows.retain(|_| {
                index += 1;
                index % 2 == 1
            });
            self.stride *= 2;
        }
    }

    /// The rows, oldest first.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(iteration: u64) -> Row {
        Row {
            iteration,
            now_ms: iteration as f64,
            values: [None; 7],
        }
    }

    #[test]
    fn a_long_history_keeps_its_beginning_and_its_end_in_bounded_memory() {
        let mut history = History::default();
        for iteration in 0..100_000 {
            history.push(row(iteration));
            assert_eq!(history.rows().last().map(|r| r.iteration), Some(iteration));
        }
        let kept: Vec<u64> = history.rows().iter().map(|r| r.iteration).collect();
        assert!(kept.len() <= CAPACITY && kept.len() > CAPACITY / 3);
        assert_eq!(kept[0], 0);
        assert!(kept.windows(2).all(|pair| pair[0] < pair[1]));
        let steps: Vec<u64> = kept.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let even = &steps[..steps.len() - 1];
        assert!(even.iter().all(|step| *step == even[0]), "evenly thinned");
    }
}
