//! What a scenario becomes by a change of its keys, and which keys make one scenario into another.

use super::changes::make;
use crate::model::Rules;
use crate::scenario::definition::Scenario;
use crate::scenario::error::ScenarioError;
use crate::scenario::keys::{PRESENT_MS, acts_at_once, keys_of_a_side, value_text};

/// A side with other values for some keys that act at once. Its claims, its changes and its comparison are
/// left out. Of a table, such as a learning rate that falls, what is not named stays.
///
/// # Errors
/// When the values are not allowed, alone or together.
pub(crate) fn changed(
    side: &Scenario,
    set: &[(String, String)],
) -> Result<Scenario, ScenarioError> {
    let mut after = side.bare();
    make(&mut after, set)?;
    Ok(after)
}

/// The keys, with their values as TOML, that make the rules of one side into those of another, where they
/// act at once.
pub(crate) fn settings_between(before: &Scenario, after: &Scenario) -> Vec<(String, String)> {
    // With the length of a presentation go the windows that last to its end.
    let mut presented = before.bare();
    let present_ms = (PRESENT_MS.get)(after);
    if let Some(ms) = present_ms {
        (PRESENT_MS.set)(&mut presented, ms);
    }
    let is_told = |key: &str| match key == PRESENT_MS.key {
        true => (PRESENT_MS.get)(before) != present_ms,
        false => acts_at_once(key) && value_text(&presented, key) != value_text(after, key),
    };
    let told = keys_of_a_side().filter(|key| is_told(key));
    told.filter_map(|key| Some((key.to_owned(), value_text(after, key)?)))
        .collect()
}

/// The rules of a side, with the change that made `was` into `theirs` wherever its own are still what they were
/// then. Where they do not go together they stay as they are.
pub(crate) fn merged(mine: &Scenario, was: &Rules, theirs: &Rules) -> Rules {
    match &mine.rules {
        rules if rules == was => return *theirs,
        rules if was == theirs || rules == theirs => return *rules,
        _ => {}
    }
    let with = |rules: &Rules| Scenario {
        rules: *rules,
        ..mine.bare()
    };
    let was = with(was);
    let mut set = settings_between(&was, &with(theirs));
    set.retain(|(key, _)| value_text(mine, key) == value_text(&was, key));
    changed(mine, &set).map_or(mine.rules, |after| after.rules)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Fall, FallShape, Layers, LearningRate, Topology};
    use crate::scenario::definition::Dataset;
    use crate::scenario::keys::{choices, quantities};
    use proptest::prelude::*;

    /// Moves a number or a choice that acts at once, or lets the learning rate fall.
    fn moved(scenario: &mut Scenario, which: usize, share: f64) {
        let numbers: Vec<_> = quantities().filter(|q| acts_at_once(q.key)).collect();
        let words: Vec<_> = choices().filter(|c| acts_at_once(c.key)).collect();
        let which = which % (numbers.len() + words.len() + 1);
        if let Some(quantity) = numbers.get(which) {
            let (low, high) = quantity.slider;
            let value = low + (high - low) * share;
            let value = if quantity.limits.whole {
                value.round()
            } else {
                value
            };
            if quantity.limits.contains(value) {
                (quantity.set)(scenario, value);
            }
        } else if let Some(choice) = words.get(which - numbers.len()) {
            let option = (share * choice.options.len() as f64) as usize;
            (choice.set)(scenario, option.min(choice.options.len() - 1));
        } else {
            scenario.rules.plasticity.learning_rate = LearningRate::Falling(Fall {
                from: 0.1 + share,
                to: 0.001 + share / 3.0,
                over_iterations: 1 + (share * 1e6) as u64,
                shape: FallShape::ALL[usize::from(share > 0.5)],
            });
        }
    }

    fn moves() -> impl Strategy<Value = Vec<(usize, f64)>> {
        proptest::collection::vec((0..1000_usize, 0.0..1.0), 0..12)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn what_stands_between_two_sides_makes_the_one_into_the_other_bit_for_bit(
            learns in any::<bool>(), first in moves(), second in moves(),
        ) {
            let mut before = match learns {
                true => Scenario::with_task(Topology::Layered(Layers::plain(&[2, 3, 1])), Dataset::Xor),
                false => Scenario::default(),
            };
            first.into_iter().for_each(|(which, share)| moved(&mut before, which, share));
            let mut after = before.clone();
            second.into_iter().for_each(|(which, share)| moved(&mut after, which, share));
            for (before, after) in [(&before, &after), (&after, &before)] {
                let set = settings_between(before, after);
                let made = changed(before, &set).expect("allowed");
                prop_assert_eq!(format!("{:?}", made.rules), format!("{:?}", after.rules), "{:?}", set);
                // And it is written as it will be read.
                let mut again = before.bare();
                let change = crate::scenario::Change {
                    at: crate::scenario::When::Iteration(1),
                    act: crate::scenario::Act::Set(set.clone()),
                };
                again.changes.extend((!set.is_empty()).then_some(change));
                let text = crate::scenario::to_toml(&again, None);
                prop_assert_eq!(crate::scenario::parse(&text, ""), Ok(again));
            }
        }
    }
}
