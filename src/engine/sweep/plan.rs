//! What a sweep is to run, and in which order.

use std::path::PathBuf;

use super::axis::{Axis, SweepError, refuse};
use crate::model::Topology;
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
    /// What is varied: one number, or two for a map.
    pub axes: Vec<Axis>,
    /// How many seeds: that of the scenario, the next, and so on.
    pub seeds: usize,
    /// Whether all seeds begin with the network of the first, and so differ in noise only. The
    /// communities of different seeds can then be compared neuron by neuron.
    pub same_network: bool,
    /// Whether to measure what chance would give too: the same measures of each network rewired, and
    /// of a run with shuffled credit. Takes about twice the time.
    pub controls: bool,
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
    /// Two seeds of a scenario with controls, over axes as the command line has them.
    pub(super) fn of(scenario: Scenario, axes: &[&str]) -> Self {
        let axis = |text: &&str| text.parse::<Axis>().expect("an axis");
        Self {
            scenario,
            base_dir: None,
            axes: axes.iter().map(axis).collect(),
            seeds: 2,
            same_network: false,
            controls: true,
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
    pub values: Vec<f64>,
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
            [a, b] if a.quantity().key == b.quantity().key => {
                return refuse(format!("{} is varied twice", a.quantity().key));
            }
            [_] | [_, _] => {}
            other => {
                let count = other.len();
                return refuse(format!("a sweep varies one number or two, not {count}"));
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
            let quantity = axis.quantity();
            let key = quantity.key;
            if (quantity.get)(scenario).is_none() {
                return refuse(format!("this scenario has no {key}"));
            }
            for &value in axis.values() {
                let mut varied = scenario.clone();
                (quantity.set)(&mut varied, value);
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
            let values = self.values(point);
            let scenario = self.scenario(&values, 0);
            let kept = |axis: &Axis, value: f64| (axis.quantity().get)(&scenario) == Some(value);
            if !kept(a, values[0]) || !kept(b, values[1]) {
                let (a, b) = (a.quantity().key, b.quantity().key);
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
        axes.map(|axis| axis.values().len()).product()
    }

    /// How many runs there are.
    pub fn runs(&self) -> usize {
        self.points() * self.design.seeds
    }

    /// The number of the run with seed number `seed`, counted from 0, at a point.
    pub fn run_at(&self, point: usize, seed: usize) -> usize {
        seed * self.points() + point
    }

    /// The value along each axis at a point.
    pub fn values(&self, point: usize) -> Vec<f64> {
        let mut rest = point;
        let value = |axis: &Axis| {
            let values = axis.values();
            let value = values[rest % values.len()];
            rest /= values.len();
            value
        };
        self.design.axes.iter().map(value).collect()
    }

    /// Whether all seeds at a point begin with the same network.
    pub fn shares_network(&self) -> bool {
        self.design.same_network || self.design.scenario.run.network_seed.is_some()
    }

    /// Whether runs have the control with shuffled credit; not if their own credit is.
    pub fn has_shuffled_control(&self) -> bool {
        self.design.controls && !self.design.scenario.rules.plasticity.shuffled_credit
    }

    /// A run by its number.
    ///
    /// # Panics
    /// If there is none.
    pub fn spec(&self, run: usize) -> RunSpec {
        assert!(run < self.runs(), "a run of the plan");
        let (seed, point) = (run / self.points(), run % self.points());
        let values = self.values(point);
        RunSpec {
            run,
            point,
            scenario: self.scenario(&values, seed as u64),
            values,
        }
    }

    fn scenario(&self, values: &[f64], seed: u64) -> Scenario {
        let mut scenario = self.design.scenario.clone();
        for (axis, &value) in self.design.axes.iter().zip(values) {
            (axis.quantity().set)(&mut scenario, value);
        }
        if self.design.same_network {
            scenario.run.network_seed.get_or_insert(scenario.run.seed);
        }
        scenario.run.seed += seed;
        scenario
    }

    /// About how much work a run is, in updates of single synapses.
    pub(super) fn work(&self, scenario: &Scenario) -> f64 {
        let runs = 1 + u8::from(self.has_shuffled_control());
        f64::from(runs) * scenario.run.iterations as f64 * work_of_iteration(scenario)
    }
}

/// About how much work an iteration is: the ticks of all clocks in it, times the synapses.
pub(in crate::engine) fn work_of_iteration(scenario: &Scenario) -> f64 {
    let clocks = &scenario.rules.clocks;
    let ticks =
        1.0 + clocks.plasticity_ms / clocks.firing_ms + clocks.plasticity_ms / clocks.credit_ms;
    let synapses = match &scenario.network.topology {
        Topology::AllToAll { neurons } => (neurons * neurons) as f64,
        // They are the same in all runs.
        Topology::Layered(_) => 1.0,
    };
    ticks * synapses
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Layers;
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
        let run = |number| {
            let spec = plan.spec(number);
            (spec.point, spec.values, spec.scenario.run.seed)
        };
        assert_eq!(run(0), (0, vec![0.1, 10.0], 7));
        assert_eq!(run(1), (1, vec![1.0, 10.0], 7));
        assert_eq!(run(5), (5, vec![1.0, 30.0], 7));
        assert_eq!(run(6), (0, vec![0.1, 10.0], 8));
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
            (design(&[]), "a sweep varies one number or two, not 0"),
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
