//! What a scenario claims: a sentence, and the condition that must hold for it to be true.

/// A sentence about a scenario, and what must hold for it to be true. Of a comparison it is about
/// side A. Claims change nothing of a simulation.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// The sentence.
    pub says: String,
    /// A condition on measures, as it was written; the engine, which knows the measures, reads it.
    pub when: String,
    /// The iteration at which it must hold; `None`: at the end of the run.
    pub at: Option<u64>,
    /// In how many seeds it is looked at: that of the scenario, the next, and so on.
    pub seeds: u64,
    /// The share of the seeds in which it must hold, 0 < share ≤ 1.
    pub share: f64,
    /// Keys that are changed first, with their values as TOML.
    pub with: Vec<(String, String)>,
}

impl Claim {
    /// Seeds of a claim that does not say how many.
    pub const SEEDS: u64 = 8;

    /// A claim with all else at its default.
    pub fn new(says: impl Into<String>, when: impl Into<String>) -> Self {
        Self {
            says: says.into(),
            when: when.into(),
            at: None,
            seeds: Self::SEEDS,
            share: 1.0,
            with: Vec::new(),
        }
    }

    /// What it changes, in the form KEY=VALUE.
    pub fn settings(&self) -> Vec<String> {
        let pairs = self.with.iter();
        pairs.map(|(key, value)| format!("{key}={value}")).collect()
    }

    /// In how many of so many seeds it must hold.
    pub fn needed(&self, seeds: usize) -> usize {
        // Shares such as 0.7 are not exact as binary numbers.
        const ROUNDING: f64 = 1e-9;
        (self.share * seeds as f64 - ROUNDING).ceil() as usize
    }
}
