//! A value of a change, as what a sweep varies: `change.1.plasticity.learning_rate`, `change.1.at`.

use super::axis::Axis;
use crate::scenario::{
    CHANGE_AT, CHANGE_AT_MS, Change, Quantity, Scenario, number_in, option_in, put_number,
    put_option, quantity,
};

/// What is varied of a change, and the values it takes.
#[derive(Debug, Clone, PartialEq)]
pub struct InChange {
    key: String,
    /// The place of the change, counted from 0.
    place: usize,
    what: Box<Axis>,
}

impl InChange {
    /// Of which change a key is, by its place, and which key there; none if it is of no change.
    pub fn place_of(key: &str) -> Option<(usize, &str)> {
        let (number, inner) = key.strip_prefix("change.")?.split_once('.')?;
        let place = number.parse::<usize>().ok()?.checked_sub(1)?;
        Some((place, inner))
    }

    /// The number with this key in a change.
    pub fn quantity(inner: &str) -> Option<&'static Quantity> {
        let moments = [&CHANGE_AT, &CHANGE_AT_MS];
        let moment = moments.into_iter().find(|moment| moment.key == inner);
        moment.or_else(|| quantity(inner))
    }

    /// The values of `what` in the change of a key.
    pub fn new(key: &str, place: usize, what: Axis) -> Self {
        Self {
            key: key.to_owned(),
            place,
            what: Box::new(what),
        }
    }

    /// The key.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// What is varied, as if it did not stand in a change.
    pub fn what(&self) -> &Axis {
        &self.what
    }

    /// Whether a scenario has such a change, with such a value.
    pub(super) fn is_in(&self, scenario: &Scenario) -> bool {
        let change = scenario.changes.get(self.place);
        change.is_some_and(|change| match self.what.as_ref() {
            Axis::Numbers(numbers) => number_in(change, numbers.quantity()).is_some(),
            Axis::Options(options) => option_in(change, options.choice()).is_some(),
            Axis::InChange(_) => false,
        })
    }

    /// Gives the change the value of this number.
    pub(super) fn put(&self, scenario: &mut Scenario, step: usize) {
        let Some(change) = scenario.changes.get_mut(self.place) else {
            return;
        };
        match self.what.as_ref() {
            Axis::Numbers(numbers) => {
                put_number(change, numbers.quantity(), numbers.values()[step])
            }
            Axis::Options(options) => put_option(change, options.choice(), options.chosen()[step]),
            Axis::InChange(_) => {}
        }
    }

    /// Whether the change has the value of this number.
    pub(super) fn holds(&self, scenario: &Scenario, step: usize) -> bool {
        let holds = |change: &Change| match self.what.as_ref() {
            Axis::Numbers(numbers) => {
                number_in(change, numbers.quantity()) == Some(numbers.values()[step])
            }
            Axis::Options(options) => {
                option_in(change, options.choice()) == Some(options.chosen()[step])
            }
            Axis::InChange(_) => false,
        };
        scenario.changes.get(self.place).is_some_and(holds)
    }
}

#[cfg(test)]
mod tests {
    use crate::engine::sweep::{Design, Plan};
    use crate::scenario::{When, parse, to_toml};

    #[test]
    fn what_changes_during_a_run_is_varied_in_its_change() {
        let text = "format = 1\nnetwork.neurons = 20\n[[change]]\nat = 10\nplasticity.pruning = 0.5\n\
                    plasticity.learning_rate = { from = 1.0, to = 0.1 }\n[[change]]\nat = 20\n\
                    credit.feedback = \"none\"\n";
        let scenario = parse(text, "").expect("a scenario");
        let plan = |axes: &[&str]| Plan::new(Design::of(scenario.clone(), axes));
        let of = |plan: &Plan, run: usize| to_toml(&plan.spec(run).scenario, None);
        let rates = plan(&[
            "change.1.plasticity.learning_rate.from=2,3",
            "change.2.credit.feedback=same,none",
        ]);
        let rates = rates.expect("a plan");
        let last = of(&rates, 3);
        assert!(
            last.contains("learning_rate = { from = 3.0, to = 0.1 }"),
            "{last}"
        );
        assert!(of(&rates, 0).contains("at = 20\ncredit.feedback = \"same\""));
        let moments = plan(&["change.2.at=10,30"]).expect("a plan");
        assert_eq!(moments.spec(1).scenario.changes[1].at, When::Iteration(30));
        let refused = |axis: &str| plan(&[axis]).expect_err("refused").to_string();
        for (axis, told) in [
            (
                "change.2.at=5,30",
                "with change.2.at = 5, this scenario: change.at is 5, but what stands before it is at 10; changes stand in the order of time",
            ),
            ("change.3.at=5,30", "this scenario has no change.3.at"),
            (
                "change.2.plasticity.pruning=0.1,0.2",
                "this scenario has no change.2.plasticity.pruning",
            ),
            (
                "change.1.network.neurons=10,20",
                "this scenario has no change.1.network.neurons",
            ),
        ] {
            assert_eq!(refused(axis), told);
        }
    }
}
