//! Numbers that a scenario has changed by itself while it runs. The controls show what is in force; what is
//! saved, taken back and begun again has the numbers with which the scenario begins.

use std::borrow::Cow;

use crate::engine::Side;
use crate::model::Rules;
use crate::scenario::{Scenario, merged};

/// What the changes of a side have made of its rules.
#[derive(Debug, Clone, Copy)]
struct Fold {
    begun: Rules,
    shown: Rules,
}

/// What the changes of a scenario have made of the rules of both sides.
#[derive(Debug, Clone, Default)]
pub struct Folds([Option<Fold>; 2]);

impl Folds {
    /// The scenario that is shown, with what its changes have changed as it begins, unless somebody has
    /// changed that since.
    pub fn as_begun<'a>(&self, shown: &'a Scenario) -> Cow<'a, Scenario> {
        self.turned(shown, |fold| [&fold.shown, &fold.begun])
    }

    /// The inverse: a scenario as it begins, with what its changes have changed as it is shown.
    fn as_shown<'a>(&self, begun: &'a Scenario) -> Cow<'a, Scenario> {
        self.turned(begun, |fold| [&fold.begun, &fold.shown])
    }

    /// Shows another scenario, which stands as it begins.
    pub fn shown_again(&mut self, begun: &Scenario) -> Scenario {
        let mut shown = self.as_shown(begun).into_owned();
        if *self.as_begun(&shown) != *begun {
            // Somebody had given a number the value that a change gave it too.
            for side in Side::ALL {
                let rules = [begun, &shown].map(|of| side_of(of, side).map(|of| of.rules));
                if let [Some(begun), Some(is)] = rules {
                    self.put(&mut shown, side, [begun, is]);
                }
            }
        }
        shown
    }

    fn turned<'a>(
        &self,
        scenario: &'a Scenario,
        change: impl Fn(&Fold) -> [&Rules; 2],
    ) -> Cow<'a, Scenario> {
        let mut turned = Cow::Borrowed(scenario);
        for side in Side::ALL {
            let fold = self.0[side as usize].as_ref();
            if let Some((fold, mine)) = fold.zip(side_of(scenario, side)) {
                let [was, is] = change(fold);
                put_rules(turned.to_mut(), side, merged(&mine, was, is));
            }
        }
        turned
    }

    /// Changes what is shown of a side as the change does that made some rules into others.
    pub fn fold(&mut self, shown: &mut Scenario, side: Side, [was, is]: &[Rules; 2]) {
        let begun = side_of(&self.as_begun(shown), side);
        if let Some((begun, mine)) = begun.zip(side_of(shown, side)) {
            self.put(shown, side, [begun.rules, merged(&mine, was, is)]);
        }
    }

    /// Shows rules of a side that began with others.
    pub fn put(&mut self, scenario: &mut Scenario, side: Side, [begun, shown]: [Rules; 2]) {
        put_rules(scenario, side, shown);
        self.0[side as usize] = (begun != shown).then_some(Fold { begun, shown });
    }

    /// Makes one side what the other is.
    pub fn copy(&mut self, from: Side) {
        self.0[from.other() as usize] = self.0[from as usize];
    }

    /// Lets the sides change places.
    pub fn swap(&mut self) {
        self.0.swap(0, 1);
    }
}

fn side_of(scenario: &Scenario, side: Side) -> Option<Scenario> {
    match side {
        Side::A => Some(scenario.side_a()),
        Side::B => scenario.side_b(),
    }
}

fn put_rules(scenario: &mut Scenario, side: Side, rules: Rules) {
    match (side, &mut scenario.compare) {
        (Side::A, _) => scenario.rules = rules,
        (Side::B, Some(b)) => b.rules = rules,
        (Side::B, None) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::LearningRate;

    fn rate(scenario: &Scenario) -> f64 {
        scenario.rules.plasticity.learning_rate.at(0)
    }

    fn with(rate: f64, noise: f64) -> Scenario {
        let mut scenario = Scenario::default();
        scenario.rules.plasticity.learning_rate = LearningRate::Constant(rate);
        scenario.rules.drive.firing_noise_sd = noise;
        scenario
    }

    #[test]
    fn what_a_change_has_changed_is_put_back_unless_somebody_has_changed_it_since() {
        let (mut shown, mut folds) = (with(0.1, 0.5), Folds::default());
        let change = [with(0.1, 0.5).rules, with(0.05, 0.5).rules];
        folds.fold(&mut shown, Side::A, &change);
        assert_eq!(shown, with(0.05, 0.5));
        assert_eq!(*folds.as_begun(&shown), with(0.1, 0.5));
        assert_eq!(*folds.as_begun(&with(0.05, 0.9)), with(0.1, 0.9));
        assert_eq!(*folds.as_begun(&with(0.3, 0.9)), with(0.3, 0.9));
        assert_eq!(*folds.as_shown(&with(0.1, 0.9)), with(0.05, 0.9));
        assert_eq!(*folds.as_shown(&with(0.3, 0.9)), with(0.3, 0.9));
        let again = [with(0.05, 0.5).rules, with(0.02, 0.5).rules];
        folds.fold(&mut shown, Side::A, &again);
        assert_eq!(rate(&shown), 0.02);
        assert_eq!(*folds.as_begun(&shown), with(0.1, 0.5));
    }

    #[test]
    fn what_changes_only_with_a_new_beginning_stays() {
        let (mut shown, mut folds) = (with(0.1, 0.5), Folds::default());
        let change = [with(0.1, 0.5).rules, with(0.05, 0.5).rules];
        folds.fold(&mut shown, Side::A, &change);
        let loss = crate::model::Loss::CrossEntropy;
        shown.rules.teaching.loss = loss;
        let begun = folds.as_begun(&shown);
        assert_eq!((rate(&begun), begun.rules.teaching.loss), (0.1, loss));
    }
}
