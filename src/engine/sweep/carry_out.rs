//! One run of a sweep, with its controls.

use super::control::{ByControl, Control, Means};
use super::plan::{Plan, RunSpec};
use super::work::work_of_iteration;
use crate::analysis::{Connectome, Partition, Picture};
use crate::engine::measures::{Measures, Moment, Place};
use crate::engine::run::{Journey, Runner, Snapshot};
use crate::scenario::{Opened, recheck};

/// Cells along a side of the picture of W at most.
pub const PICTURE_SIDE: usize = 96;

/// What came of a run.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RunResult {
    /// Its number in the plan.
    pub run: usize,
    /// Iterations made; fewer than planned if it blew up.
    pub iterations: u64,
    /// What was measured at its end, or at its last finite state.
    pub measures: Measures,
    /// The same of each control that the plan has and that came to its end.
    pub controls: ByControl<Measures>,
    /// The community of each neuron, see [`Partition::label`].
    pub labels: Vec<Option<usize>>,
    /// The number of neurons in each community; in the picture they stand in this order, isolated
    /// neurons behind them.
    pub sizes: Vec<usize>,
    /// W by community, at most [`PICTURE_SIDE`] cells a side.
    pub picture: Picture,
    /// How the simulation left the finite numbers, if it did. Such a run does not count in means.
    pub blow_up: Option<String>,
    /// What else went wrong, if anything did: the measures then say nothing, or not all.
    pub trouble: Option<String>,
}

impl RunResult {
    /// A run of which nothing came.
    pub(super) fn failed(run: usize, trouble: String) -> Self {
        Self {
            run,
            trouble: Some(trouble),
            ..Self::default()
        }
    }

    /// Whether nothing came of it, so that it should be made again once what stood in its way is gone.
    pub fn is_void(&self) -> bool {
        self.labels.is_empty()
    }

    /// Whether the run came to its end.
    pub fn counts(&self) -> bool {
        self.blow_up.is_none() && self.trouble.is_none()
    }
}

/// Carries out a run of a plan. The same plan and run give the same bits. `go_on` is told, many times a
/// second, how much work was done since the last time; once it says no, the run is given up.
pub fn carry_out(
    plan: &Plan,
    spec: &RunSpec,
    go_on: &mut dyn FnMut(f64) -> bool,
) -> Option<RunResult> {
    let opened = match recheck(&spec.scenario, plan.design().base_dir.as_deref()) {
        Ok(opened) => opened,
        Err(error) => return Some(RunResult::failed(spec.run, error.to_string())),
    };
    let runner = simulate(&opened, go_on)?;
    let snapshot = runner.snapshot(runner.copy_weights());
    let (weights, method) = (&*snapshot.weights, &snapshot.method);
    let (partition, trouble) = Partition::detect_or_isolate(weights, method);
    let mut result = RunResult {
        run: spec.run,
        iterations: runner.iteration(),
        measures: measure(&runner, &snapshot, &partition),
        picture: reduced(weights, &partition.order),
        sizes: partition.sizes(),
        labels: partition.label,
        blow_up: runner.blow_up().map(|blow_up| blow_up.to_string()),
        trouble: trouble.map(|error| error.to_string()),
        ..RunResult::default()
    };
    if result.counts() {
        for control in plan.controls() {
            match control_of(control, &opened, weights, go_on)? {
                Ok(found) => result.controls.put(control, found),
                Err(Missing::BlewUp) => {}
                Err(Missing::Trouble(why)) => result.trouble = Some(why),
            }
        }
    }
    Some(result)
}

/// Why there is nothing to compare a run with.
enum Missing {
    BlewUp,
    Trouble(String),
}

/// What a control of a run with these weights gives; the outer `None` if it is given up.
fn control_of(
    control: &Control,
    opened: &Opened,
    weights: &Connectome,
    go_on: &mut dyn FnMut(f64) -> bool,
) -> Option<Result<Measures, Missing>> {
    let method = &opened.scenario.method;
    let trouble = |error: &dyn std::fmt::Display| Missing::Trouble(error.to_string());
    if let Means::Weights(changed) = control.by {
        let chance = changed(weights, opened.scenario.run.seed);
        let found = Partition::detect(&chance, method).map_err(|error| trouble(&error));
        return Some(found.map(|found| {
            let moment = Moment::of_weights(&chance, &found, method);
            Measures::of(&moment, &[Place::Sweep])
        }));
    }
    let mut opened = opened.clone();
    control.change(&mut opened.scenario);
    let runner = simulate(&opened, go_on)?;
    if runner.blow_up().is_some() {
        return Some(Err(Missing::BlewUp));
    }
    let snapshot = runner.snapshot(runner.copy_weights());
    let found = Partition::detect(&snapshot.weights, &snapshot.method);
    let found = found.map_err(|error| trouble(&error));
    Some(found.map(|partition| measure(&runner, &snapshot, &partition)))
}

/// A small picture of W whose colours saturate where those of W itself do: its cells each show the
/// strongest of several weights, so a limit of their own would hide what stands out.
fn reduced(weights: &Connectome, order: &[usize]) -> Picture {
    Picture {
        limit: Picture::of(weights, order, weights.neurons(), None).limit,
        ..Picture::of(weights, order, PICTURE_SIDE, None)
    }
}

/// Runs a scenario to its end or to its last finite state; `None` if it is given up.
fn simulate(opened: &Opened, go_on: &mut dyn FnMut(f64) -> bool) -> Option<Runner> {
    let work = work_of_iteration(&opened.scenario);
    let mut runner = Runner::of(opened);
    let mut before = 0;
    let mut told = |iteration| {
        let made = iteration - before;
        before = iteration;
        go_on(made as f64 * work)
    };
    let journey = Journey::to(opened.scenario.run.iterations, []);
    journey.run_out(&mut runner, &mut told).ok()?;
    Some(runner)
}

/// Measures a simulation as it is now, its task included.
fn measure(runner: &Runner, snapshot: &Snapshot, partition: &Partition) -> Measures {
    Measures::of(&Moment::now(runner, snapshot, partition), &[Place::Sweep])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Method, Structure, mean_magnitude};
    use crate::engine::measures::{
        HELD_OUT_ACCURACY, HELD_OUT_LOSS, HUB_OVERLAP, MEAN_CREDIT, MODULARITY, RETURNED_SHARE,
        TRAIN_LOSS,
    };
    use crate::engine::sweep::{Controls, Design, NO_RETURN, RANDOM_SYNAPSES, REWIRED, SHUFFLED};
    use crate::model::{FeedbackWeights, GivenState, Layers, Topology};
    use crate::scenario::{Dataset, Scenario};

    fn design(scenario: Scenario, axis: &str) -> Design {
        Design {
            seeds: 1,
            ..Design::of(scenario, &[axis])
        }
    }

    fn small(iterations: u64) -> Scenario {
        let mut scenario = Scenario::with_topology(Topology::AllToAll { neurons: 40 });
        scenario.run.iterations = iterations;
        scenario
    }

    fn run(design: Design, run: usize) -> RunResult {
        let plan = Plan::new(design).expect("a plan");
        carry_out(&plan, &plan.spec(run), &mut |_| true).expect("not given up")
    }

    #[test]
    fn a_run_is_that_of_its_scenario_and_measures_its_end() {
        let design = design(small(60), "plasticity.learning_rate=0.1,0.5");
        let found = run(design.clone(), 1);
        let scenario = Plan::new(design).expect("a plan").spec(1).scenario;
        let mut runner = Runner::new(&scenario, GivenState::default(), None);
        runner.run_to(60).expect("finite");
        let weights = runner.copy_weights().connectome;
        let method = Method::default();
        let partition = Partition::detect(&weights, &method).expect("finite");
        let structure = Structure::of(&weights, &partition, &method);
        assert_eq!(found.measures.get(&MODULARITY), structure.q);
        assert_eq!(
            found.measures.get(&HUB_OVERLAP),
            weights.strengths().hub_overlap()
        );
        assert_eq!(
            found.measures.get(&MEAN_CREDIT),
            Some(mean_magnitude(&runner.state().credit))
        );
        assert_eq!(found.measures.get(&TRAIN_LOSS), None);
        assert_eq!(found.labels, partition.label);
        assert_eq!((found.iterations, found.picture.side), (60, 40));
        assert!(found.counts());
        assert_eq!(found.sizes.len(), partition.communities());
    }

    #[test]
    fn controls_are_rewired_weights_or_runs_of_the_scenario_with_one_choice_changed() {
        let mut design = design(small(60), "plasticity.learning_rate=0.1,0.5");
        design.controls = "no-return,random,shuffled,rewired".parse().expect("all");
        let found = run(design.clone(), 0);
        let of = |control| *found.controls.get(control).expect("a control");
        assert_eq!(of(&REWIRED).get(&MEAN_CREDIT), None);
        assert!(of(&REWIRED).get(&MODULARITY).is_some());
        assert_eq!(of(&NO_RETURN).get(&RETURNED_SHARE), Some(0.0));
        type Change = fn(&mut Scenario);
        let changes: [(&Control, Change); 3] = [
            (&NO_RETURN, |s| {
                s.rules.feedback.weights = FeedbackWeights::None
            }),
            (&RANDOM_SYNAPSES, |s| {
                s.rules.feedback.weights = FeedbackWeights::Random
            }),
            (&SHUFFLED, |s| s.rules.plasticity.shuffled_credit = true),
        ];
        for (control, change) in changes {
            let mut changed = design.clone();
            change(&mut changed.scenario);
            let itself = run(changed, 0);
            assert_eq!(itself.measures, of(control), "{}", control.key);
            assert_eq!(itself.controls.get(control), None, "{}", control.key);
        }
        let controls = Controls::NONE;
        let without = run(Design { controls, ..design }, 0);
        assert_eq!(without.measures, found.measures);
        assert_eq!(without.controls, ByControl::default());
    }

    #[test]
    fn a_task_is_scored_at_the_very_end() {
        let layers = Topology::Layered(Layers::plain(&[2, 4, 1]));
        let mut scenario = Scenario::with_task(layers, Dataset::TwoSpirals);
        scenario.run.iterations = 37;
        let found = run(design(scenario, "task.held_out=0,0.5"), 1);
        let get = |measure| found.measures.get(measure).expect("measured");
        assert!(get(&TRAIN_LOSS) > 0.0 && get(&HELD_OUT_LOSS) > 0.0);
        assert!((0.0..=1.0).contains(&get(&HELD_OUT_ACCURACY)));
    }

    #[test]
    fn a_blow_up_is_told_and_does_not_count() {
        let mut scenario = small(2000);
        scenario.rules.balance = crate::model::Balance::Gaussian { width: 1e6 };
        scenario.network.weight_gain = 8.0;
        scenario.rules.plasticity.pruning = 0.0;
        let found = run(design(scenario, "plasticity.learning_rate=0,0.001"), 0);
        let told = found.blow_up.as_deref().expect("it blows up");
        assert!(told.contains("credit c left the range"), "{told}");
        assert!(!found.counts() && found.iterations < 2000);
        assert_eq!(found.controls, ByControl::default());
    }

    #[test]
    fn a_run_is_given_up_at_the_next_step() {
        let plan = Plan::new(design(small(1_000_000), "plasticity.pruning=0.5")).expect("a plan");
        let mut steps = 0;
        let mut go_on = |_| {
            steps += 1;
            steps < 10
        };
        assert_eq!(carry_out(&plan, &plan.spec(0), &mut go_on), None);
        assert_eq!(steps, 10);
    }
}
