//! All that the window shows of a simulation, and how it is worked out without threads.

use std::sync::Arc;

use super::findings::{Analyst, Findings};
use super::pictures::{Illustrator, Pictures};
use super::proof::{Proof, Prover};
use super::stability::{Stability, StabilityWatch};
use crate::engine::run::{PROBED_NEURONS, Runner, Snapshot};

/// What there is to show of a simulation. Its parts belong to the same run.
#[derive(Clone)]
pub struct Scene {
    /// The simulation.
    pub snapshot: Arc<Snapshot>,
    /// What the analyst found, once there is something.
    pub findings: Option<Arc<Findings>>,
    /// The matrices as pictures, once there are some.
    pub pictures: Option<Arc<Pictures>>,
    /// The rule beside backpropagation, while a view asks for it.
    pub proof: Option<Arc<Proof>>,
    /// The eigenvalues of J, while a view asks for them.
    pub stability: Option<Arc<Stability>>,
}

/// What those who show a scene would like to be worked out; work that nobody sees is not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Wants {
    /// A look at the next plasticity update.
    pub proof: bool,
    /// The eigenvalues of J.
    pub stability: bool,
    /// The latest firing of all neurons, which whoever steps a simulation must be told before.
    pub firing: bool,
    /// The three-clock map. In the window it begins only when the user says so.
    pub clock_map: bool,
}

impl Scene {
    /// The colour that a neuron's community has.
    pub fn community_colour(&self, neuron: usize) -> Option<usize> {
        let colours = &self.findings.as_ref()?.colours;
        colours.get(neuron).copied().flatten()
    }

    /// The number of a neuron's community for people, from 1: it goes with the colour, and follows from
    /// the weights alone.
    pub fn community_number(&self, neuron: usize) -> Option<usize> {
        self.community_colour(neuron).map(|colour| colour + 1)
    }
}

/// Works out what can be seen of a simulation when it is asked for, and remembers what is shown over
/// time.
#[derive(Default)]
pub struct Observer {
    analyst: Analyst,
    illustrator: Illustrator,
    spectrum: StabilityWatch,
    prover: Prover,
    findings: Option<Arc<Findings>>,
    /// The last look at an update that had something to compare.
    proof: Option<Arc<Proof>>,
    /// What was analysed last.
    studied: Option<Moment>,
    revision: u64,
}

/// The moment of an analysis: the iteration, and whether the simulation had blown up.
type Moment = (u64, bool);

impl Observer {
    /// Takes note of communities and quantities as they stand: a point of the curves over time.
    pub fn study(&mut self, runner: &Runner) {
        let snapshot = self.snapshot(runner);
        self.analyse(&snapshot);
    }

    /// Takes note of what is wanted besides, as it stands, for views that show more than the latest.
    pub fn look(&mut self, runner: &Runner, wants: Wants) {
        if wants.proof {
            self.probe(runner);
        }
        if wants.stability {
            let snapshot = self.snapshot(runner);
            self.spectrum.study(&snapshot);
        }
    }

    /// All there is to show now, and what is wanted besides.
    pub fn scene(&mut self, runner: &Runner, wants: Wants) -> Scene {
        let snapshot = Arc::new(self.snapshot(runner));
        self.analyse(&snapshot);
        let proof = wants.proof.then(|| self.probe(runner)).flatten();
        let stability = wants.stability.then(|| self.spectrum.study(&snapshot));
        let pictures = self
            .illustrator
            .draw(&snapshot, self.findings.as_deref(), None);
        Scene {
            findings: self.findings.clone(),
            pictures: Some(Arc::new(pictures)),
            proof,
            stability: stability.map(Arc::new),
            snapshot,
        }
    }

    fn snapshot(&mut self, runner: &Runner) -> Snapshot {
        self.revision += 1;
        Snapshot {
            revision: self.revision,
            ..runner.snapshot(runner.copy_weights())
        }
    }

    /// Each moment is analysed once, so that it counts once.
    fn analyse(&mut self, snapshot: &Snapshot) {
        let moment = Some((snapshot.iteration, snapshot.blow_up.is_some()));
        if self.studied != moment {
            self.studied = moment;
            self.findings = Some(Arc::new(self.analyst.study(snapshot)));
        }
    }

    /// The next update, or, if there is nothing to compare in it, the last one in which there was.
    fn probe(&mut self, runner: &Runner) -> Option<Arc<Proof>> {
        if runner.neurons() > PROBED_NEURONS {
            return None;
        }
        let Some(probe) = runner.probe() else {
            return self.proof.clone();
        };
        let latest = Arc::new(self.prover.study(&probe));
        if latest.agreement.is_some() {
            self.proof = Some(Arc::clone(&latest));
        }
        Some(self.proof.clone().unwrap_or(latest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario;

    #[test]
    fn communities_have_the_same_numbers_and_order_whatever_was_looked_at_before() {
        let text = "format = 1\nnetwork.neurons = 60\nplasticity.learning_rate = 0.02\n";
        let opened = scenario::check_text(text, "test", None).expect("valid");
        let scene_after = |looks: &[u64]| {
            let mut runner = Runner::of(&opened);
            let mut observer = Observer::default();
            for &at in looks {
                runner.run_to(at).expect("finite");
                observer.study(&runner);
            }
            observer.scene(&runner, Wants::default())
        };
        let often: Vec<u64> = (0..=40).map(|k| 5 * k).collect();
        let [often, once] = [&often[..], &[200]].map(scene_after);
        let [a, b] = [&often, &once].map(|s| s.findings.as_ref().expect("findings"));
        assert!(a.colours.iter().flatten().count() > 0);
        assert_eq!((&a.colours, &a.partition), (&b.colours, &b.partition));
        assert_eq!(a.dense, b.dense);
    }

    #[test]
    fn a_scene_without_threads_holds_what_was_asked_for_and_counts_each_moment_once() {
        let preset = scenario::preset("xor").expect("a preset");
        let mut runner = Runner::of(&preset.open().expect("valid"));
        let mut observer = Observer::default();
        let bare = observer.scene(&runner, Wants::default());
        assert!(bare.proof.is_none() && bare.stability.is_none());
        observer.study(&runner);
        runner.run_to(20).expect("finite");
        observer.study(&runner);
        let all = Wants {
            proof: true,
            stability: true,
            ..Wants::default()
        };
        let scene = observer.scene(&runner, all);
        assert_eq!(scene.snapshot.iteration, 20);
        let findings = scene.findings.expect("findings");
        assert_eq!(findings.history.items().len(), 2);
        assert!(scene.proof.is_some_and(|proof| proof.agreement.is_some()));
        assert!(scene.stability.is_some());
        let pictures = scene.pictures.expect("pictures");
        assert_eq!(pictures.partition.order, findings.partition.order);
    }
}
