//! Controls: what there would be without the return of credit, or by chance.

use std::str::FromStr;

use super::refusal::{SweepError, refuse};
use crate::analysis::{Connectome, rewired};
use crate::scenario::{self, Choice, Scenario, nearest_word};

/// How many controls there are.
const COUNT: usize = 4;

/// Something that a run is compared with. Two are the same if their keys are.
#[derive(Debug)]
pub struct Control {
    /// Its word on the command line and in files.
    pub key: &'static str,
    /// Another word for it on the command line.
    pub alias: Option<&'static str>,
    /// Its name in legends.
    pub name: &'static str,
    /// One sentence on what it is.
    pub help: &'static str,
    /// How it comes about.
    pub by: Means,
    /// The colour of its line and band, red, green and blue.
    pub colour: [u8; 3],
    /// Lengths of the dashes and gaps of its line; none for a solid one.
    pub dashes: &'static [f64],
}

/// How a control comes about.
#[derive(Debug, Clone, Copy)]
pub enum Means {
    /// A run of its own, in which the choice of this key has the option of this word.
    Run(&'static str, &'static str),
    /// The weights at the end of the run itself, changed at random from a seed.
    Weights(fn(&Connectome, u64) -> Connectome),
}

/// The same, with no credit returning.
pub static NO_RETURN: Control = Control {
    key: "no-return",
    alias: Some("none"),
    name: "no return",
    help: "Runs in which no credit returns: noise and clamps are all the credit that there is.",
    by: Means::Run("credit.feedback", "none"),
    colour: [17, 119, 51],
    dashes: &[9.0, 3.0],
};

/// The same, with credit returning through synapses of its own.
pub static RANDOM_SYNAPSES: Control = Control {
    key: "random",
    alias: None,
    name: "random synapses",
    help: "Runs in which credit returns through other synapses, drawn at random and fixed.",
    by: Means::Run("credit.feedback", "random"),
    colour: [136, 34, 85],
    dashes: &[7.0, 2.5, 1.5, 2.5],
};

/// The same, with credit that goes to the wrong neurons.
pub static SHUFFLED: Control = Control {
    key: "shuffled",
    alias: None,
    name: "shuffled credit",
    help: "Runs in which each update deals the credits out among the neurons at random.",
    by: Means::Run("plasticity.shuffled_credit", "true"),
    colour: [60; 3],
    dashes: &[5.0, 2.5],
};

/// The same weights between other neurons.
pub static REWIRED: Control = Control {
    key: "rewired",
    alias: None,
    name: "rewired, others receive",
    help: "The network of each run rewired at random: every neuron sends what it sent, and others receive it.",
    by: Means::Weights(rewired),
    colour: [120; 3],
    dashes: &[],
};

/// All controls, in the order of menus and columns.
pub static CONTROLS: [&Control; COUNT] = [&NO_RETURN, &RANDOM_SYNAPSES, &SHUFFLED, &REWIRED];

impl PartialEq for Control {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Control {
    /// The control with this key.
    pub fn with_key(key: &str) -> Option<&'static Self> {
        CONTROLS.into_iter().find(|control| control.key == key)
    }

    /// How the names of its columns begin.
    pub fn prefix(&self) -> String {
        format!("{}_", self.key.replace('-', "_"))
    }

    /// Whether it is a run of its own.
    pub fn is_run(&self) -> bool {
        matches!(self.by, Means::Run(..))
    }

    /// The key of the choice that it changes.
    pub(super) fn changes(&self) -> Option<&'static str> {
        match self.by {
            Means::Run(key, _) => Some(key),
            Means::Weights(_) => None,
        }
    }

    /// Makes a scenario that of the control, if that is a run of its own. Returns whether it is another
    /// one then.
    pub(super) fn change(&self, scenario: &mut Scenario) -> bool {
        let Means::Run(key, word) = self.by else {
            return false;
        };
        let is_meant = |choice: &&'static Choice| choice.key == key;
        let found = scenario::choices().find(is_meant).and_then(|choice| {
            let mut options = choice.options.iter();
            Some((choice, options.position(|option| option.word() == word)?))
        });
        found.is_some_and(|(choice, option)| {
            let before = (choice.get)(scenario);
            (choice.set)(scenario, option);
            (choice.get)(scenario) != before
        })
    }
}

/// Some of the controls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Controls([bool; COUNT]);

impl Default for Controls {
    /// Those that decide: no return, and rewired.
    fn default() -> Self {
        Self::NONE.with(&NO_RETURN, true).with(&REWIRED, true)
    }
}

impl Controls {
    /// None at all.
    pub const NONE: Self = Self([false; COUNT]);

    /// The same with, or without, a control.
    pub fn with(mut self, control: &Control, is_in: bool) -> Self {
        if let Some(place) = place(control) {
            self.0[place] = is_in;
        }
        self
    }

    /// Whether a control is one of them.
    pub fn has(&self, control: &Control) -> bool {
        place(control).is_some_and(|place| self.0[place])
    }

    /// Those that there are, in their order.
    pub fn iter(&self) -> impl Iterator<Item = &'static Control> + use<> {
        let controls = CONTROLS.into_iter().zip(self.0);
        controls.filter_map(|(control, is_in)| is_in.then_some(control))
    }
}

impl FromStr for Controls {
    type Err = SweepError;

    /// Reads words with commas between.
    fn from_str(text: &str) -> Result<Self, SweepError> {
        let words = || {
            CONTROLS
                .iter()
                .flat_map(|c| [Some(c.key), c.alias])
                .flatten()
        };
        let mut found = Self::NONE;
        for word in text.split(',').map(str::trim) {
            let known = |c: &&&Control| c.key == word || c.alias == Some(word);
            let Some(control) = CONTROLS.iter().find(known) else {
                let ask = |nearest| format!("; did you mean {nearest}?");
                let nearest = nearest_word(words(), word).map(ask);
                let all = CONTROLS.map(|control| control.key).join(", ");
                let nearest = nearest.unwrap_or_default();
                return refuse(format!("there is no control {word:?}, only {all}{nearest}"));
            };
            found = found.with(control, true);
        }
        Ok(found)
    }
}

/// Something for each control, where there is such a thing.
#[derive(Debug, Clone, PartialEq)]
pub struct ByControl<T>([Option<T>; COUNT]);

impl<T> Default for ByControl<T> {
    fn default() -> Self {
        Self([const { None }; COUNT])
    }
}

impl<T> ByControl<T> {
    /// What `of` says of each control.
    pub fn each(of: impl FnMut(&'static Control) -> Option<T>) -> Self {
        Self(CONTROLS.map(of))
    }

    /// What there is for a control.
    pub fn get(&self, control: &Control) -> Option<&T> {
        self.0[place(control)?].as_ref()
    }

    /// Puts what there is for a control.
    pub fn put(&mut self, control: &Control, what: T) {
        if let Some(place) = place(control) {
            self.0[place] = Some(what);
        }
    }
}

fn place(control: &Control) -> Option<usize> {
    CONTROLS.iter().position(|known| *known == control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_are_chosen_by_words_and_a_wrong_one_is_told_with_the_nearest() {
        let keys = |text: &str| -> Vec<&str> {
            let controls = text.parse::<Controls>().expect("controls");
            controls.iter().map(|control| control.key).collect()
        };
        assert_eq!(keys("rewired,none"), ["no-return", "rewired"]);
        assert_eq!(keys("no-return, random ,shuffled,rewired").len(), 4);
        assert_eq!(keys("none,no-return"), ["no-return"]);
        let default: Vec<&str> = Controls::default().iter().map(|c| c.key).collect();
        assert_eq!(default, ["no-return", "rewired"]);
        let refused = "rewird".parse::<Controls>().expect_err("refused");
        assert_eq!(
            refused.to_string(),
            "there is no control \"rewird\", only no-return, random, shuffled, rewired; did you mean rewired?"
        );
    }

    #[test]
    fn every_control_that_is_a_run_changes_a_plain_scenario_and_changes_it_only_once() {
        for control in CONTROLS.into_iter().filter(|control| control.is_run()) {
            let mut scenario = Scenario::default();
            assert!(control.change(&mut scenario), "{}", control.key);
            assert!(!control.change(&mut scenario), "{}", control.key);
        }
        assert!(!REWIRED.change(&mut Scenario::default()));
    }

    #[test]
    fn no_two_controls_have_the_same_dashes() {
        for (i, a) in CONTROLS.iter().enumerate() {
            assert!(CONTROLS[..i].iter().all(|b| b.dashes != a.dashes));
        }
    }
}
