//! What a sweep is to run, and in which order.

use std::path::PathBuf;

use super::axis::{Axis, Value};
use super::control::{Control, Controls};
use super::refusal::{SweepError, refuse};
use crate::scenario::{SEED, Scenario, recheck};

/// More runs than this are no sweep, but an accident.
pub const MOST_RUNS: usize = 10_000;

/// What is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Design {
    /// The scenario that is varied; its seed is the first, and it says how long a run is. Of one that
    /// compares, side A is.
    pub scenario: Scenario,
    /// The folder in which the files that it names are looked for.
    pub base_dir: Option<PathBuf>,
    /// What is varied, one or two: a number gives curves, two a map, a number and a choice a curve for each
    /// option.
    pub axes: Vec<Axis>,
    /// How many seeds: that of the scenario, the next, and so on.
    pub seeds: usize,
    /// Whether all seeds begin with the network of the first, and so differ in noise only. The
    /// communities of different seeds can then be compared neuron by neuron.
    pub same_network: bool,
    /// What each run is compared with. Each that is a run of its own takes as long as the run itself.
    pub controls: Controls,
}

/// A checked plan: every run that it makes is a valid scenario.
///
/// A *point* is a value of the axis, or a pair of values of the two axes, those of the first axis
/// changing faster. Runs are numbered from 0: all points with the first seed, then all with the next,
/// so that the whole picture is there early.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    design: Design,
}

#[cfg(test)]
impl Design {
    /// Two seeds of a scenario with the usual controls, over axes as the command line has them.
    pub(super) fn of(scenario: Scenario, axes: &[&str]) -> Self {
        let axis = |text: &&str| text.parse::<Axis>().expect("an axis");
        Self {
            scenario,
            base_dir: None,
            axes: axes.iter().map(axis).collect(),
            seeds: 2,
            same_network: false,
            controls: Controls::default(),
        }
    }
}

/// One run: a complete scenario, and where it stands in the plan.
#[derive(Debug, Clone, PartialEq)]
pub struct RunSpec {
    /// Its number.
    pub run: usize,
    /// Its point.
    pub point: usize,
    /// The value along each axis.
    pub values: Vec<Value>,
    /// The scenario; opened in the window it gives the same bits.
    pub scenario: Scenario,
}

impl Plan {
    /// Checks a design.
    ///
    /// # Errors
    /// When a run would not be a valid scenario, or there are too many.
    pub fn new(design: Design) -> Result<Self, SweepError> {
        let plan = Self::recall(design)?;
        plan.check_values()?;
        plan.check_pairs()?;
        Ok(plan)
    }

    /// A design that was checked when it was first made, such as one that was kept in a file. That its
    /// values go with the files of the scenario is not checked again.
    ///
    /// # Errors
    /// When there are too many runs, or none.
    pub fn recall(mut design: Design) -> Result<Self, SweepError> {
        design.scenario = design.scenario.side_a();
        match design.axes.as_slice() {
            [a, b] if a.key() == b.key() => {
                return refuse(format!("{} is varied twice", a.key()));
            }
            [_] | [_, _] => {}
            other => {
                let count = other.len();
                return refuse(format!(
                    "a sweep varies one or two numbers or choices, not {count}"
                ));
            }
        }
        let (seeds, first) = (design.seeds, design.scenario.run.seed);
        if seeds == 0 {
            return refuse("a sweep needs one seed at least");
        }
        let plan = Self { design };
        let runs = plan.points().saturating_mul(seeds);
        if runs > MOST_RUNS {
            return refuse(format!(
                "a sweep makes at most {MOST_RUNS} runs, not {runs}"
            ));
        }
        if (first + (seeds - 1) as u64) as f64 > SEED.limits.max {
            return refuse(format!("there are not {seeds} seeds from {first} on"));
        }
        Ok(plan)
    }

    /// Each value alone must go with the rest of the scenario and its files.
    fn check_values(&self) -> Result<(), SweepError> {
        let Design {
            scenario, base_dir, ..
        } = &self.design;
        for axis in &self.design.axes {
            let key = axis.key();
            if !axis.is_in(scenario) {
                return refuse(format!("this scenario has no {key}"));
            }
            for (step, value) in axis.values().into_iter().enumerate() {
                let mut varied = scenario.clone();
                axis.put(&mut varied, step);
                recheck(&varied, base_dir.as_deref())
                    .map_err(|error| SweepError(format!("with {key} = {value}, {error}")))?;
            }
        }
        Ok(())
    }

    /// No value may push another one along, as the ends of windows do.
    fn check_pairs(&self) -> Result<(), SweepError> {
        let [a, b] = self.design.axes.as_slice() else {
            return Ok(());
        };
        for point in 0..self.points() {
            let steps = self.steps(point);
            let scenario = self.scenario(&steps, 0);
            if !a.holds(&scenario, steps[0]) || !b.holds(&scenario, steps[1]) {
                let (a, b) = (a.key(), b.key());
                let values = self.values(point);
                let [x, y] = [values[0], values[1]];
                return refuse(format!("{a} cannot be {x} where {b} is {y}"));
            }
        }
        Ok(())
    }

    /// What was asked for.
    pub fn design(&self) -> &Design {
        &self.design
    }

    /// What is varied: one axis or two.
    pub fn axes(&self) -> &[Axis] {
        &self.design.axes
    }

    /// How many points there are.
    pub fn points(&self) -> usize {
        let axes = self.design.axes.iter();
        axes.map(Axis::count).product()
    }

    /// How many runs there are.
    pub fn runs(&self) -> usize {
        self.points() * self.design.seeds
    }

    /// The number of the run with seed number `seed`, counted from 0, at a point.
    pub fn run_at(&self, point: usize, seed: usize) -> usize {
        seed * self.points() + point
    }

    /// Which of the values along each axis a point has.
    pub fn steps(&self, point: usize) -> Vec<usize> {
        let mut rest = point;
        let step = |axis: &Axis| {
            let step = rest % axis.count();
            rest /= axis.count();
            step
        };
        self.design.axes.iter().map(step).collect()
    }

    /// The value along each axis at a point.
    pub fn values(&self, point: usize) -> Vec<Value> {
        let axes = self.design.axes.iter().zip(self.steps(point));
        axes.map(|(axis, step)| axis.values()[step]).collect()
    }

    /// Whether two numbers are varied, so that there is a map.
    pub fn is_map(&self) -> bool {
        self.axes().len() == 2 && self.axes().iter().all(|axis| axis.numbers().is_some())
    }

    /// The axis that runs across a chart, and its place: that of a number, or else the first.
    pub fn across(&self) -> (usize, &Axis) {
        let axes = &self.design.axes;
        let place = axes.iter().position(|axis| axis.numbers().is_some());
        let place = place.unwrap_or(0);
        (place, &axes[place])
    }

    /// The axis with a curve for each of its options, and its place.
    pub fn beside(&self) -> Option<(usize, &Axis)> {
        let place = 1 - self.across().0;
        let axis = self.design.axes.get(place)?;
        (!self.is_map()).then_some((place, axis))
    }

    /// Whether all seeds at a point begin with the same network.
    pub fn shares_network(&self) -> bool {
        self.design.same_network || self.design.scenario.run.network_seed.is_some()
    }

    /// The controls that runs have: not those that are what the scenario is already, nor those that change
    /// what is varied, which has a curve of its own.
    pub fn controls(&self) -> impl Iterator<Item = &'static Control> + '_ {
        let scenario = &self.design.scenario;
        let is_varied = |control: &Control| {
            let changed = control.changes();
            self.axes().iter().any(|axis| Some(axis.key()) == changed)
        };
        self.design.controls.iter().filter(move |control| {
            let differs = || control.change(&mut scenario.clone());
            !control.is_run() || (!is_varied(control) && differs())
        })
    }

    /// A run by its number.
    ///
    /// # Panics
    /// If there is none.
    pub fn spec(&self, run: usize) -> RunSpec {
        assert!(run < self.runs(), "a run of the plan");
        let (seed, point) = (run / self.points(), run % self.points());
        RunSpec {
            run,
            point,
            scenario: self.scenario(&self.steps(point), seed as u64),
            values: self.values(point),
        }
    }

    fn scenario(&self, steps: &[usize], seed: u64) -> Scenario {
        let mut scenario = self.design.scenario.clone();
        let axes = || self.design.axes.iter().zip(steps);
        // A choice first: it may bring the number along.
        let choices = axes().filter(|(axis, _)| axis.numbers().is_none());
        let numbers = axes().filter(|(axis, _)| axis.numbers().is_some());
        for (axis, &step) in choices.chain(numbers) {
            axis.put(&mut scenario, step);
        }
        if self.design.same_network {
            scenario.run.network_seed.get_or_insert(scenario.run.seed);
        }
        scenario.run.seed += seed;
        scenario
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FeedbackWeights, Layers, Topology};
    use crate::scenario::{Dataset, InitialFiles};

    fn design(axes: &[&str]) -> Design {
        let scenario = Scenario::with_topology(Topology::AllToAll { neurons: 20 });
        Design::of(scenario, axes)
    }

    fn refusal(design: Design) -> String {
        Plan::new(design).expect_err("refused").to_string()
    }

    #[test]
    fn all_values_come_with_the_first_seed_before_the_next() {
        let mut design = design(&["plasticity.learning_rate=0.1,1", "network.neurons=10,20,30"]);
        design.scenario.run.seed = 7;
        let plan = Plan::new(design).expect("a plan");
        assert_eq!((plan.points(), plan.runs()), (6, 12));
        let numbers = |pair: [f64; 2]| pair.map(Value::Number).to_vec();
        let run = |number| {
            let spec = plan.spec(number);
            (spec.point, spec.values, spec.scenario.run.seed)
        };
        assert_eq!(run(0), (0, numbers([0.1, 10.0]), 7));
        assert_eq!(run(1), (1, numbers([1.0, 10.0]), 7));
        assert_eq!(run(5), (5, numbers([1.0, 30.0]), 7));
        assert_eq!(run(6), (0, numbers([0.1, 10.0]), 8));
        assert_eq!(plan.run_at(0, 1), 6);
        let scenario = plan.spec(11).scenario;
        assert_eq!(scenario.rules.plasticity.learning_rate, 1.0);
        assert_eq!(scenario.network.topology.neurons(), 30);
        assert_eq!(scenario.run.network_seed, None);
    }

    #[test]
    fn seeds_that_share_a_network_all_have_the_seed_of_the_first_for_it() {
        let mut design = design(&["plasticity.pruning=0.5,0.9"]);
        design.same_network = true;
        let plan = Plan::new(design).expect("a plan");
        let seeds = |run| {
            let run = plan.spec(run).scenario.run;
            (run.seed, run.network_seed)
        };
        assert_eq!([seeds(0), seeds(3)], [(1, Some(1)), (2, Some(1))]);
        assert!(plan.shares_network());
    }

    #[test]
    fn a_choice_beside_a_number_gives_a_curve_for_each_option_and_two_numbers_a_map() {
        let (rate, ways) = (
            "plasticity.learning_rate=0.1,1",
            "credit.feedback=same,none",
        );
        let plan = |axes: &[&str]| Plan::new(design(axes)).expect("a plan");
        for (axes, across, beside) in [
            (&[rate][..], 0, None),
            (&[ways], 0, None),
            (&[rate, ways], 0, Some(1)),
            (&[ways, rate], 1, Some(0)),
        ] {
            let plan = plan(axes);
            assert!(!plan.is_map());
            assert_eq!(plan.across().0, across);
            assert_eq!(plan.beside().map(|(place, _)| place), beside);
        }
        let map = plan(&[rate, "plasticity.pruning=0.5,0.9"]);
        assert!(map.is_map() && map.beside().is_none());
        let both = plan(&[ways, rate]).spec(3);
        assert_eq!(both.values[0].to_string(), "none");
        assert_eq!(both.scenario.rules.feedback.weights, FeedbackWeights::None);
        assert_eq!(both.scenario.rules.plasticity.learning_rate, 1.0);
    }

    #[test]
    fn a_control_that_is_the_scenario_itself_or_is_varied_is_left_out() {
        let keys = |mut design: Design, feedback: FeedbackWeights| {
            design.scenario.rules.feedback.weights = feedback;
            design.controls = "no-return,random,shuffled,rewired".parse().expect("all");
            let plan = Plan::new(design).expect("a plan");
            plan.controls().map(|c| c.key).collect::<Vec<_>>()
        };
        let rate = || design(&["plasticity.learning_rate=0.1,1"]);
        let all = ["no-return", "random", "shuffled", "rewired"];
        assert_eq!(keys(rate(), FeedbackWeights::Same), all);
        assert_eq!(keys(rate(), FeedbackWeights::None), all[1..]);
        let ways = design(&["credit.feedback=same,random"]);
        assert_eq!(keys(ways, FeedbackWeights::Same), all[2..]);
    }

    #[test]
    fn of_a_scenario_that_compares_side_a_is_run() {
        let mut design = design(&["plasticity.pruning=0.5,0.9"]);
        let alone = design.scenario.clone();
        design.scenario.set_side_b(alone);
        let plan = Plan::new(design).expect("a plan");
        assert_eq!(plan.spec(0).scenario.compare, None);
    }

    #[test]
    fn impossible_designs_are_told_in_a_sentence() {
        let rate = "plasticity.learning_rate=0.1,1";
        let seeds = |first, seeds| {
            let mut design = design(&[rate]);
            design.scenario.run.seed = first;
            Design { seeds, ..design }
        };
        for (design, sentence) in [
            (
                design(&[]),
                "a sweep varies one or two numbers or choices, not 0",
            ),
            (
                design(&[rate, rate]),
                "plasticity.learning_rate is varied twice",
            ),
            (
                design(&["task.batch=1,2"]),
                "this scenario has no task.batch",
            ),
            (
                seeds(1, 6000),
                "a sweep makes at most 10000 runs, not 12000",
            ),
            (seeds(1, 0), "a sweep needs one seed at least"),
            (
                seeds(9_007_199_254_740_991, 2),
                "there are not 2 seeds from 9007199254740991 on",
            ),
        ] {
            assert_eq!(refusal(design), sentence);
        }
    }

    #[test]
    fn values_that_do_not_go_with_a_file_or_with_each_other_are_refused() {
        let place = tempfile::tempdir().expect("a folder");
        std::fs::write(place.path().join("x0.csv"), "1,2,3\n").expect("written");
        let mut with_file = design(&["network.neurons=3,4"]);
        with_file.scenario.network.topology = Topology::AllToAll { neurons: 3 };
        with_file.scenario.network.files = InitialFiles {
            firing: Some("x0.csv".to_owned()),
            ..InitialFiles::default()
        };
        with_file.base_dir = Some(place.path().to_owned());
        let sentence = refusal(with_file);
        assert!(
            sentence.starts_with("with network.neurons = 4, this scenario: network.firing names"),
            "{sentence}"
        );

        let windows = [
            "task.input_window.from_ms=0,6",
            "task.input_window.to_ms=5,8",
        ];
        let layers = Topology::Layered(Layers::plain(&[2, 3, 1]));
        let pushed = Design {
            scenario: Scenario::with_task(layers, Dataset::Xor),
            ..design(&windows)
        };
        assert_eq!(
            refusal(pushed),
            "task.input_window.from_ms cannot be 6 where task.input_window.to_ms is 5"
        );
    }
}
