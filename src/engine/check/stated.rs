//! A claim of a scenario that has been understood, and what it says of a run under way.

use crate::engine::Findings;
use crate::engine::condition::{Condition, Follower, Truth, Values};
use crate::engine::measures::{Measure, Measures};
use crate::scenario::{Claim, Scenario, ScenarioError, condition_error, parse, texts_of_claims};

/// A claim that has been understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Stated {
    /// As it was written.
    pub claim: Claim,
    /// Its condition.
    pub condition: Condition,
    /// The iteration at which it must hold.
    pub at: u64,
    /// The scenario that it is about: side A, with its changes, without claims.
    pub scenario: Scenario,
}

/// Reads the claims in the text of a scenario, which goes by `source_name` in errors.
///
/// # Errors
/// When the scenario is not valid, a condition cannot be understood, or a change is not allowed.
pub fn stated(text: &str, source_name: &str) -> Result<Vec<Stated>, ScenarioError> {
    let claims = parse(text, source_name)?.claims;
    let texts = texts_of_claims(text, source_name, &claims)?;
    let each = claims.into_iter().zip(texts).enumerate();
    each.map(|(index, (claim, changed))| {
        let refuse = |why| condition_error(text, source_name, index, why);
        let condition = claim.when.parse::<Condition>();
        let condition = condition.map_err(|error| refuse(error.to_string()))?;
        // Where nothing is said, a run that was made shorter must not keep its scenario from being opened.
        let span = condition.span();
        if let Some(at) = claim.at.filter(|at| span > *at) {
            return Err(refuse(format!(
                "must last for {span} iterations, but is looked at after {at} (at = {at})"
            )));
        }
        let scenario = parse(&changed, source_name)?.side_a();
        Ok(Stated {
            at: claim.at.unwrap_or(scenario.run.iterations),
            claim,
            condition,
            scenario,
        })
    })
    .collect()
}

impl Stated {
    /// Whether it says something about a scenario as it stands: one with these values, whatever its seed and
    /// length.
    pub fn is_about(&self, scenario: &Scenario) -> bool {
        let Scenario {
            network,
            rules,
            task,
            method,
            ..
        } = &self.scenario;
        let (equal_network, equal_rules) = (scenario.network == *network, scenario.rules == *rules);
        equal_network && equal_rules && scenario.task == *task && scenario.method == *method
    }

    /// The iteration at which its condition began to hold in a run and then held for a while, as far as that was
    /// analysed; `None` if it never did, or did from the beginning.
    pub fn began_to_hold(&self, findings: &Findings) -> Option<u64> {
        /// What holds in fewer analyses in a row is flicker.
        const A_WHILE: usize = 3;
        let mut follower = Follower::of(&self.condition);
        let mut begun = None;
        for (index, row) in findings.history.items().iter().enumerate() {
            let truth = follower.see(row.iteration, Values::of(&row.measures));
            begun = (truth == Truth::Holds).then(|| begun.unwrap_or((index, row.iteration)));
            if let Some((first, iteration)) =
                begun.filter(|(first, _)| index + 1 >= first + A_WHILE)
            {
                return (first > 0).then_some(iteration);
            }
        }
        None
    }

    /// Whether its condition holds in a run, as far as that was analysed. What must have held for some
    /// iterations is looked up in the history. Means are those of this one run.
    pub fn now(&self, findings: &Findings) -> Truth {
        // The moment of the claim decides, once it is past: what comes after was not promised.
        let end = self.at.min(findings.iteration);
        let mut follower = Follower::of(&self.condition);
        let mut found = None;
        for row in findings.history.items() {
            if row.iteration < findings.iteration && found.is_none() {
                let truth = follower.see(row.iteration, Values::of(&row.measures));
                found = (row.iteration >= end).then_some(truth);
            }
        }
        found.unwrap_or_else(|| follower.see(findings.iteration, Values::of(&findings.measures)))
    }

    /// The values that its condition speaks of, where they are defined.
    pub fn values(&self, measures: &Measures) -> Vec<(&'static Measure, Option<f64>)> {
        let needed = self.condition.measures().into_iter();
        needed
            .map(|measure| (measure, measures.get(measure)))
            .collect()
    }
}
