//! What a network has become, in a sentence.

use super::findings::Findings;
use crate::engine::measures::{CHANCE, COMMUNITIES, HUB_OVERLAP, WITHIN_SHARE};

/// What a network has become, in one sentence that follows it: how many communities it has, how much of
/// the wiring lies inside them and how much would by chance, and whether the same neurons send and
/// receive. What is undefined is left out.
pub fn verdict(findings: &Findings) -> String {
    let measured = |measure| findings.measures.get(measure);
    if let Some(trouble) = &findings.trouble {
        return format!("No communities: {trouble}.");
    }
    let mut parts = Vec::new();
    if let Some(count) = measured(&COMMUNITIES) {
        let ending = if count == 1.0 { "y" } else { "ies" };
        parts.push(format!("{count:.0} communit{ending}"));
    }
    if let (Some(inside), Some(chance)) = (measured(&WITHIN_SHARE), measured(&CHANCE)) {
        let [inside, chance] = [inside, chance].map(|share| 100.0 * share);
        parts.push(format!(
            "{inside:.0}% of the wiring inside, {chance:.0}% by chance"
        ));
    }
    if let Some(overlap) = measured(&HUB_OVERLAP) {
        parts.push(format!("hub overlap ρ {overlap:.2}"));
    }
    match parts.is_empty() {
        true => "There are no synapses to tell communities by.".to_owned(),
        false => format!("{}.", parts.join("; ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Observer, Runner, Wants};
    use crate::model::{GivenState, Topology};
    use crate::scenario::Scenario;

    #[test]
    fn the_sentence_says_the_numbers_that_were_found() {
        let scenario = Scenario::with_topology(Topology::AllToAll { neurons: 40 });
        let runner = Runner::new(&scenario, GivenState::default(), None);
        let scene = Observer::default().scene(&runner, Wants::default());
        let findings = scene.findings.expect("findings");
        let count = findings.measures.get(&COMMUNITIES).expect("counted");
        let said = verdict(&findings);
        assert!(said.starts_with(&format!("{count:.0} communit")), "{said}");
        assert!(said.contains("by chance") && said.ends_with('.'), "{said}");
    }
}
