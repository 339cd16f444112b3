//! What a network has become, in a sentence.

use super::findings::Findings;
use crate::engine::measures::{
    CHANCE, DENSE_MODULES, HELD_OUT_ACCURACY, HUB_OVERLAP, Measure, Measures, RETURNED_SHARE,
    TRAIN_ACCURACY, TRAIN_LOSS, WITHIN_SHARE,
};

/// Hub overlap from which on the same neurons send and receive, and below which they are others
/// (our choice).
const SAME: f64 = 0.5;
const OTHERS: f64 = 0.2;

/// What a network has become, in one sentence that follows it, or why that cannot be said.
pub fn verdict(findings: &Findings) -> String {
    match &findings.trouble {
        Some(trouble) => format!("No communities: {trouble}."),
        None => sentence(&findings.measures),
    }
}

/// The same from measures: how well a task is done; or how many dense modules there are, how much of the
/// wiring lies inside communities and how much would by chance, whether the same neurons send and receive,
/// and how much of the credit has returned. What is undefined is left out.
pub fn sentence(measures: &Measures) -> String {
    let of = |measure: &Measure| measures.get(measure);
    let learned = of(&TRAIN_LOSS).map(|loss| learned(measures, loss));
    let parts = match learned {
        Some(learned) => vec![learned],
        None => {
            let inside = of(&WITHIN_SHARE).zip(of(&CHANCE)).map(|(inside, chance)| {
                let [inside, chance] = [inside, chance].map(percent);
                format!("{inside} of the wiring inside communities, {chance} by chance")
            });
            let parts = [
                of(&DENSE_MODULES).map(modules),
                inside,
                of(&HUB_OVERLAP).map(hubs),
                of(&RETURNED_SHARE).map(returned),
            ];
            parts.into_iter().flatten().collect()
        }
    };
    match parts.is_empty() {
        true => "There are no synapses to tell communities by.".to_owned(),
        false => format!("{}.", parts.join("; ")),
    }
}

fn percent(share: f64) -> String {
    format!("{:.0}%", 100.0 * share)
}

fn modules(count: f64) -> String {
    match count as u64 {
        0 => "No dense module".to_owned(),
        1 => "1 dense module".to_owned(),
        count => format!("{count} dense modules"),
    }
}

fn hubs(overlap: f64) -> String {
    let who = match overlap {
        SAME.. => "the same neurons send and receive",
        OTHERS.. => "some neurons both send and receive",
        _ => "other neurons send than receive",
    };
    format!("{who}, ρ {overlap:.2}")
}

fn returned(share: f64) -> String {
    match share {
        0.0 => "no credit has returned through synapses".to_owned(),
        // A little more than all has returned where noise took some away again.
        share => format!(
            "{} of the credit has returned through synapses",
            percent(share.min(1.0))
        ),
    }
}

fn learned(measures: &Measures, loss: f64) -> String {
    let accuracy = [
        (&HELD_OUT_ACCURACY, "held-out"),
        (&TRAIN_ACCURACY, "training"),
    ];
    let known = accuracy
        .into_iter()
        .find_map(|(measure, samples)| Some((measures.get(measure)?, samples)));
    match known {
        Some((share, samples)) => format!("{} of the {samples} samples are right", percent(share)),
        None => format!("The mean loss is {loss:.3}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(values: &[(&'static Measure, f64)]) -> String {
        let of = |measure: &Measure| values.iter().find(|(m, _)| *m == measure).map(|(_, v)| *v);
        sentence(&Measures::each(of))
    }

    #[test]
    fn the_sentence_says_modules_wiring_hubs_and_return_and_leaves_out_what_is_undefined() {
        let clear = [
            (&DENSE_MODULES, 5.0),
            (&WITHIN_SHARE, 0.51),
            (&CHANCE, 0.36),
            (&HUB_OVERLAP, 0.61),
            (&RETURNED_SHARE, 0.9),
        ];
        assert_eq!(
            said(&clear),
            "5 dense modules; 51% of the wiring inside communities, 36% by chance; the same neurons send and receive, ρ 0.61; 90% of the credit has returned through synapses."
        );
        let stripes = [
            (&DENSE_MODULES, 0.0),
            (&HUB_OVERLAP, -0.04),
            (&RETURNED_SHARE, 0.0),
        ];
        assert_eq!(
            said(&stripes),
            "No dense module; other neurons send than receive, ρ -0.04; no credit has returned through synapses."
        );
        assert_eq!(said(&[]), "There are no synapses to tell communities by.");
    }

    #[test]
    fn of_a_task_the_sentence_says_how_well_it_is_done() {
        let both = [
            (&TRAIN_LOSS, 0.1),
            (&HELD_OUT_ACCURACY, 0.964),
            (&TRAIN_ACCURACY, 0.99),
        ];
        assert_eq!(said(&both), "96% of the held-out samples are right.");
        assert_eq!(said(&both[..1]), "The mean loss is 0.100.");
    }
}
