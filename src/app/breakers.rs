//! Ways to break the theorem: what each changes of the scenario, when it is in force, and how it is undone.

use crate::engine::Side;
use crate::model::{FeedbackWeights, Window};
use crate::scenario::{
    BALANCE, CREDIT_MS, CREDIT_NOISE, Choice, FEEDBACK, FIRING_NOISE, INPUT_FROM, INPUT_TO,
    OUTPUT_FROM, OUTPUT_TO, PLASTICITY_MS, PRESENT_MS, PRUNING, Quantity, RECURRENT, SKIP,
    Scenario, TRANSPORT_NOISE,
};

/// One way to break the agreement of rule and gradient.
#[derive(Debug)]
pub struct Breaker {
    /// What it is called.
    pub name: &'static str,
    /// Why it breaks it.
    pub help: &'static str,
    /// Whether it breaks it at all.
    pub breaks: bool,
    /// What it changes, in the order in which values are put back.
    changes: &'static [Key],
    /// Whether it is in force, whoever has seen to that.
    pub in_force: fn(&Scenario) -> bool,
    set: fn(&mut Scenario),
    /// Takes it away where no earlier values are known.
    mend: fn(&mut Scenario),
}

/// A number or a choice.
#[derive(Debug)]
enum Key {
    Number(&'static Quantity),
    Choice(&'static Choice),
}

impl Key {
    fn name(&self) -> &'static str {
        match self {
            Self::Number(quantity) => quantity.key,
            Self::Choice(choice) => choice.key,
        }
    }

    fn get(&self, scenario: &Scenario) -> Option<f64> {
        match self {
            Self::Number(quantity) => (quantity.get)(scenario),
            Self::Choice(choice) => (choice.get)(scenario).map(|option| option as f64),
        }
    }

    fn set(&self, scenario: &mut Scenario, value: f64) {
        match self {
            Self::Number(quantity) => (quantity.set)(scenario, value),
            Self::Choice(choice) => (choice.set)(scenario, value as usize),
        }
    }
}

/// The values that breakers have replaced.
#[derive(Debug, Default)]
pub struct Replaced(Vec<(Side, &'static str, f64)>);

impl Replaced {
    fn take(&mut self, side: Side, key: &str) -> Option<f64> {
        let at = self.0.iter().position(|(s, k, _)| (*s, *k) == (side, key));
        at.map(|at| self.0.swap_remove(at).2)
    }
}

impl Breaker {
    /// Puts it in force, or takes it away: then the values that it had replaced come back, or else those of
    /// the scenario as it was saved, or else such as do not break it.
    pub fn switch(
        &self,
        side: Side,
        scenario: &mut Scenario,
        saved: &Scenario,
        replaced: &mut Replaced,
    ) {
        if !(self.in_force)(scenario) {
            for key in self.changes {
                let earlier = replaced.take(side, key.name());
                // What another one has replaced before is what is to come back.
                let earlier = earlier.filter(|_| in_force(scenario).any(|b| b.touches(key)));
                let value = earlier.or_else(|| key.get(scenario));
                replaced.0.extend(value.map(|v| (side, key.name(), v)));
            }
            return (self.set)(scenario);
        }
        for key in self.changes {
            if let Some(value) = replaced.take(side, key.name()) {
                key.set(scenario, value);
            }
        }
        if (self.in_force)(scenario) {
            for key in self.changes {
                if let Some(value) = key.get(saved) {
                    key.set(scenario, value);
                }
            }
        }
        if (self.in_force)(scenario) {
            (self.mend)(scenario);
        }
    }

    /// Whether the simulation must begin again.
    pub fn begins_again(&self) -> bool {
        use crate::scenario::Acts::AtOnce;
        let needs = |key: &Key| match key {
            Key::Number(quantity) => !quantity.live,
            Key::Choice(choice) => choice.acts != AtOnce,
        };
        self.changes.iter().any(needs)
    }

    fn touches(&self, key: &Key) -> bool {
        self.changes.iter().any(|own| own.name() == key.name())
    }
}

/// Those that are in force.
pub fn in_force(scenario: &Scenario) -> impl Iterator<Item = &'static Breaker> {
    BREAKERS
        .iter()
        .filter(|breaker| (breaker.in_force)(scenario))
}

/// All of them, in the order in which they are shown.
pub static BREAKERS: [Breaker; 11] = [
    Breaker {
        name: "random feedback",
        help: "Credit returns through random synapses, drawn once, in place of those that firing took. The angle to the gradient begins near 90°, and falls as W comes to suit them.",
        in_force: |s| s.rules.feedback.weights == FeedbackWeights::Random,
        set: |s| s.rules.feedback.weights = FeedbackWeights::Random,
        ..OF_FEEDBACK
    },
    Breaker {
        name: "no feedback",
        help: "No credit returns, so only the last layer learns.",
        in_force: |s| s.rules.feedback.weights == FeedbackWeights::None,
        set: |s| s.rules.feedback.weights = FeedbackWeights::None,
        ..OF_FEEDBACK
    },
    Breaker {
        name: "signs only",
        help: "Credit returns through synapses that have the signs of w_ij, and sizes of their own.",
        in_force: |s| s.rules.feedback.weights == FeedbackWeights::Signs,
        set: |s| s.rules.feedback.weights = FeedbackWeights::Signs,
        ..OF_FEEDBACK
    },
    Breaker {
        name: "noisy transport",
        help: "Each credit update meets weights that are off by 50% at random: w_ij (1 + ½ ξ).",
        changes: &[Key::Number(&TRANSPORT_NOISE)],
        in_force: |s| s.rules.feedback.transport_noise > 0.0,
        set: |s| s.rules.feedback.transport_noise = 0.5,
        mend: |s| s.rules.feedback.transport_noise = 0.0,
        ..PLAIN
    },
    Breaker {
        name: "too few updates",
        help: "Each sample is shown for a single firing update, so neither firing nor credit has time to settle.",
        changes: &[
            Key::Number(&PRESENT_MS),
            Key::Number(&INPUT_TO),
            Key::Number(&INPUT_FROM),
            Key::Number(&OUTPUT_TO),
            Key::Number(&OUTPUT_FROM),
        ],
        in_force: |s| {
            let updates = passes(s).max(2.0);
            s.rules.teaching.present_ms < SLACK * updates * s.rules.clocks.firing_ms
        },
        set: |s| present_for(s, s.rules.clocks.firing_ms),
        mend: |s| {
            let updates = passes(s).max(2.0);
            let clocks = s.rules.clocks;
            present_for(s, clocks.plasticity_ms.max(updates * clocks.firing_ms));
        },
        ..PLAIN
    },
    Breaker {
        name: "clocks not separated",
        help: "All three clocks tick together, so each rule works on states that have not settled.",
        changes: &[Key::Number(&CREDIT_MS), Key::Number(&PLASTICITY_MS)],
        in_force: too_close,
        set: |s| {
            let clocks = &mut s.rules.clocks;
            (clocks.credit_ms, clocks.plasticity_ms) = (clocks.firing_ms, clocks.firing_ms);
        },
        mend: separate_clocks,
        ..PLAIN
    },
    Breaker {
        name: "noise",
        help: "Firing noise of 0.1 at each update.",
        changes: &[Key::Number(&FIRING_NOISE), Key::Number(&CREDIT_NOISE)],
        in_force: |s| s.rules.drive.firing_noise_sd > 0.0 || s.rules.drive.credit_noise_sd > 0.0,
        set: |s| s.rules.drive.firing_noise_sd = 0.1,
        mend: |s| (s.rules.drive.firing_noise_sd, s.rules.drive.credit_noise_sd) = (0.0, 0.0),
        ..PLAIN
    },
    Breaker {
        name: "pruning",
        help: "The weakest half of the synapses is cut after each update, which takes back part of what the rule changed. Shown is what really changed.",
        changes: &[Key::Number(&PRUNING)],
        in_force: |s| s.rules.plasticity.pruning > 0.0,
        set: |s| s.rules.plasticity.pruning = 0.5,
        mend: |s| s.rules.plasticity.pruning = 0.0,
        ..PLAIN
    },
    Breaker {
        name: "balance is not σ'",
        help: "f becomes a Gaussian of width 1 instead of dσ/ds.",
        changes: &[Key::Choice(&BALANCE)],
        in_force: |s| (BALANCE.get)(s) == Some(1),
        set: |s| (BALANCE.set)(s, 1),
        mend: |s| (BALANCE.set)(s, 0),
        ..PLAIN
    },
    Breaker {
        name: "recurrent synapses",
        help: "Adds synapses within layers, and begins again. The gradient is that of the network without them.",
        changes: &[Key::Choice(&RECURRENT)],
        in_force: |s| (RECURRENT.get)(s) == Some(1),
        set: |s| (RECURRENT.set)(s, 1),
        mend: |s| (RECURRENT.set)(s, 0),
        ..PLAIN
    },
    Breaker {
        name: "skip synapses",
        help: "Adds synapses past layers, and begins again. These do not break it: nothing runs in a circle, so the rule is still backpropagation.",
        breaks: false,
        changes: &[Key::Choice(&SKIP)],
        in_force: |s| (SKIP.get)(s) == Some(1),
        set: |s| (SKIP.set)(s, 1),
        mend: |s| (SKIP.set)(s, 0),
    },
];

/// What most share.
const PLAIN: Breaker = Breaker {
    name: "",
    help: "",
    breaks: true,
    changes: &[],
    in_force: |_| false,
    set: |_| {},
    mend: |_| {},
};

/// What the ways of return share.
const OF_FEEDBACK: Breaker = Breaker {
    changes: &[Key::Choice(&FEEDBACK)],
    mend: |s| s.rules.feedback.weights = FeedbackWeights::Same,
    ..PLAIN
};

/// Intervals that are too short by rounding only are long enough.
const SLACK: f64 = 1.0 - 1e-9;

/// Updates that firing, and after it credit, takes from one end of the layers to the other.
fn passes(scenario: &Scenario) -> f64 {
    let layers = scenario.network.topology.layers();
    layers.map_or(1.0, |layers| layers.count() as f64 - 1.0)
}

/// Presents samples for so long, clamped throughout.
fn present_for(scenario: &mut Scenario, present_ms: f64) {
    let teaching = &mut scenario.rules.teaching;
    let throughout = Window {
        from_ms: 0.0,
        to_ms: present_ms,
    };
    (teaching.input, teaching.output) = (throughout, throughout);
    teaching.present_ms = present_ms;
}

/// Each clock ten times slower than the one before, or as much as it needs.
fn separate_clocks(scenario: &mut Scenario) {
    let times = 10.0_f64.max(passes(scenario));
    slow_down(scenario, [times, times]);
}

/// Lets credit and plasticity tick so many times slower than the clock before, and shows each sample for as many
/// plasticity updates as before; the windows keep their places.
fn slow_down(scenario: &mut Scenario, [credit, plasticity]: [f64; 2]) {
    let (clocks, teaching) = (&mut scenario.rules.clocks, &mut scenario.rules.teaching);
    let updates = (teaching.present_ms / clocks.plasticity_ms)
        .round()
        .max(1.0);
    clocks.credit_ms = credit * clocks.firing_ms;
    clocks.plasticity_ms = plasticity * clocks.credit_ms;
    let present_ms = updates * clocks.plasticity_ms;
    let longer = present_ms / teaching.present_ms;
    for window in [&mut teaching.input, &mut teaching.output] {
        window.from_ms *= longer;
        window.to_ms *= longer;
    }
    teaching.present_ms = present_ms;
}

/// Whether firing and credit have no time to settle.
fn too_close(scenario: &Scenario) -> bool {
    let clocks = &scenario.rules.clocks;
    clocks.credit_ms < SLACK * passes(scenario) * clocks.firing_ms
        || clocks.plasticity_ms < SLACK * passes(scenario) * clocks.credit_ms
}

/// The clocks just slow enough for firing and credit to settle, and each sample shown for one plasticity update.
pub fn let_settle(scenario: &mut Scenario) {
    let passes = passes(scenario);
    slow_down(scenario, [passes + 1.0, passes.max(2.0)]);
}

/// Changes a scenario; if firing and credit had time to settle before, they have it after.
pub fn keeping_settled(scenario: &mut Scenario, change: impl FnOnce(&mut Scenario)) {
    let settled = !too_close(scenario);
    change(scenario);
    if settled && too_close(scenario) {
        let_settle(scenario);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{preset, presets};

    fn scenario(name: &str) -> Scenario {
        let opened = preset(name).expect("a preset").open();
        opened.expect("valid").scenario
    }

    fn lit(scenario: &Scenario) -> Vec<&'static str> {
        in_force(scenario).map(|breaker| breaker.name).collect()
    }

    /// Presses these one after another.
    fn press(scenario: &mut Scenario, saved: &Scenario, names: &[&str]) -> Vec<&'static str> {
        let mut replaced = Replaced::default();
        for name in names {
            let breaker = BREAKERS.iter().find(|breaker| breaker.name == *name);
            let breaker = breaker.expect("a breaker");
            breaker.switch(Side::A, scenario, saved, &mut replaced);
        }
        lit(scenario)
    }

    #[test]
    fn of_the_presets_only_clocks_too_close_has_something_in_force() {
        for preset in presets() {
            let scenario = scenario(preset.file_name);
            if scenario.task.is_some() {
                let expected = match preset.file_name {
                    "clocks-too-close.toml" => vec!["clocks not separated"],
                    _ => vec![],
                };
                assert_eq!(lit(&scenario), expected, "{}", preset.file_name);
            }
        }
    }

    #[test]
    fn each_is_lit_once_pressed_and_gives_back_what_it_replaced_when_pressed_again() {
        let saved = scenario("associative-learning.toml");
        let mut edited = saved.clone();
        (PRESENT_MS.set)(&mut edited, 150.0);
        for breaker in &BREAKERS {
            let mut broken = edited.clone();
            assert_eq!(press(&mut broken, &saved, &[breaker.name]), [breaker.name]);
            let mut mended = edited.clone();
            press(&mut mended, &saved, &[breaker.name, breaker.name]);
            assert_eq!(mended, edited, "{}", breaker.name);
        }
    }

    #[test]
    fn two_can_be_in_force_and_are_undone_in_any_order() {
        let saved = scenario("xor.toml");
        for first in &BREAKERS {
            for second in BREAKERS.iter().filter(|b| b.name != first.name) {
                let (a, b) = (first.name, second.name);
                let mut both = saved.clone();
                let lit = press(&mut both, &saved, &[a, b]);
                assert!(lit.contains(&b), "{a}, then {b}");
                let share = first.changes.iter().any(|key| second.touches(key));
                assert_eq!(lit.contains(&a), !share, "{a}, then {b}");
                for order in [[a, b], [b, a]] {
                    let mut all = saved.clone();
                    let mut names = vec![a, b];
                    names.extend(order.into_iter().filter(|name| lit.contains(name)));
                    assert!(press(&mut all, &saved, &names).is_empty(), "{names:?}");
                    assert_eq!(all, saved, "{names:?}");
                }
            }
        }
    }

    #[test]
    fn what_was_in_force_in_the_file_can_be_taken_away_too() {
        let saved = scenario("clocks-too-close.toml");
        let mut mended = saved.clone();
        let name = "clocks not separated";
        assert!(press(&mut mended, &saved, &[name]).is_empty());
        assert_eq!(mended.rules.clocks.plasticity_ms, 100.0);
        assert_eq!(mended.rules.teaching.present_ms, 800.0);
        for breaker in &BREAKERS {
            let mut saved = scenario("xor.toml");
            (breaker.set)(&mut saved);
            let mut mended = saved.clone();
            assert!(
                press(&mut mended, &saved, &[breaker.name]).is_empty(),
                "{}",
                breaker.name
            );
        }
    }
}
