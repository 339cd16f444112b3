//! A simulation without threads, shown as the window shows it.

use std::sync::Arc;

use super::findings::{Analyst, Findings};
use super::pictures::Illustrator;
use super::proof::Proof;
use super::scene::{Scene, Wants};
use super::stability::StabilityWatch;
use crate::engine::live::Latest;
use crate::engine::run::{PROBED_NEURONS, Runner, Snapshot};
use crate::model::BlowUp;
use crate::scenario::Opened;

/// A simulation from its beginning, with all that can be seen of it worked out when it is asked for.
pub struct Stage {
    runner: Runner,
    analyst: Analyst,
    findings: Arc<Latest<Findings>>,
    illustrator: Illustrator,
    spectrum: StabilityWatch,
    /// The last look at an update that had something to compare.
    proof: Option<Arc<Proof>>,
    /// What was analysed last.
    studied: Option<Moment>,
    revision: u64,
}

/// The moment of an analysis: the iteration, and whether the simulation had blown up.
type Moment = (u64, bool);

impl Stage {
    /// A simulation at model time zero.
    pub fn new(opened: &Opened) -> Self {
        let findings = Arc::new(Latest::default());
        let (given, samples) = (opened.given.clone(), opened.samples.clone());
        Self {
            runner: Runner::new(&opened.scenario, given, samples),
            analyst: Analyst::default(),
            illustrator: Illustrator::new(Arc::clone(&findings)),
            findings,
            spectrum: StabilityWatch::default(),
            proof: None,
            studied: None,
            revision: 0,
        }
    }

    /// The simulation.
    pub fn runner(&self) -> &Runner {
        &self.runner
    }

    /// Steps until `iteration` plasticity updates have been made since the beginning.
    ///
    /// # Errors
    /// When the simulation blows up; it then stands at its last finite state.
    pub fn run_to(&mut self, iteration: u64) -> Result<(), BlowUp> {
        self.runner.run_to(iteration)
    }

    /// Completes the learning curve; call at the end of a run.
    pub fn close(&mut self) {
        self.runner.close();
    }

    /// Takes note of communities and quantities as they stand: a point of the curves over time.
    pub fn study(&mut self) {
        let snapshot = self.snapshot();
        self.analyse(&snapshot);
    }

    /// Takes note of what is wanted besides, as it stands, for views that show more than the latest.
    pub fn look(&mut self, wants: Wants) {
        if wants.proof {
            self.probe();
        }
        if wants.stability {
            let snapshot = self.snapshot();
            self.spectrum.study(&snapshot);
        }
    }

    /// All there is to show now, and what is wanted besides.
    pub fn scene(&mut self, wants: Wants) -> Scene {
        let snapshot = Arc::new(self.snapshot());
        self.analyse(&snapshot);
        let proof = wants.proof.then(|| self.probe()).flatten();
        let stability = wants.stability.then(|| self.spectrum.study(&snapshot));
        Scene {
            findings: self.findings.get(),
            pictures: Some(Arc::new(self.illustrator.draw(&snapshot))),
            proof,
            stability: stability.map(Arc::new),
            snapshot,
        }
    }

    fn snapshot(&mut self) -> Snapshot {
        self.revision += 1;
        Snapshot {
            revision: self.revision,
            ..self.runner.snapshot(self.runner.copy_weights())
        }
    }

    /// Each moment is analysed once, so that it counts once.
    fn analyse(&mut self, snapshot: &Snapshot) {
        let moment = Some((snapshot.iteration, snapshot.blow_up.is_some()));
        if self.studied != moment {
            self.studied = moment;
            self.findings.put(Arc::new(self.analyst.study(snapshot)));
        }
    }

    /// The next update, or, if there is nothing to compare in it, the last one in which there was.
    fn probe(&mut self) -> Option<Arc<Proof>> {
        if self.runner.neurons() > PROBED_NEURONS {
            return None;
        }
        let Some(latest) = self.runner.probe().map(|probe| Arc::new(Proof::of(&probe))) else {
            return self.proof.clone();
        };
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

    fn opened(name: &str) -> Opened {
        let preset = scenario::preset(name).expect("a preset");
        preset.open().expect("valid")
    }

    #[test]
    fn a_scene_without_threads_holds_what_was_asked_for_and_counts_each_moment_once() {
        let mut stage = Stage::new(&opened("xor"));
        let bare = stage.scene(Wants::default());
        assert!(bare.proof.is_none() && bare.stability.is_none());
        stage.study();
        stage.run_to(20).expect("finite");
        stage.study();
        let all = Wants {
            proof: true,
            stability: true,
            ..Wants::default()
        };
        let scene = stage.scene(all);
        assert_eq!(scene.snapshot.iteration, 20);
        let findings = scene.findings.expect("findings");
        assert_eq!(findings.history.items().len(), 2);
        assert!(scene.proof.is_some_and(|proof| proof.agreement.is_some()));
        assert!(scene.stability.is_some());
        let pictures = scene.pictures.expect("pictures");
        assert_eq!(pictures.partition.order, findings.partition.order);
    }
}
