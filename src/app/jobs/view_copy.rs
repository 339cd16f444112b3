//! A view as it was when it was asked for, and what is made of it in the background.

use std::error::Error;
use std::sync::Arc;

use super::purpose::JobMessage;
use crate::app::messages::{ExportAs, ViewRequest};
use crate::app::offscreen::ViewPainter;
use crate::engine::sweep::Sweep;
use crate::engine::{Analyst, ClockMap, Findings, Illustrator, Scene};
use crate::export::{Painter as _, Provenance, SideB, Subject, Target};
use crate::scenario::Scenario;

/// A view as it was when it was asked for.
pub struct ViewCopy {
    pub request: ViewRequest,
    pub scene: Scene,
    /// Side B, where two sides are compared, and whether each side has its own scales.
    pub beside: Option<(Scene, bool)>,
    pub scenario: Scenario,
    /// Draws what the user has chosen and lit up.
    pub painter: ViewPainter,
    pub clock_map: Option<ClockMap>,
    pub sweep: Option<Arc<Sweep>>,
    pub provenance: Provenance,
}

impl ViewCopy {
    /// Makes what is wanted, in the thread of a job. A file goes to `target`. Fails when the view cannot
    /// be drawn, has no data, or the file cannot be written.
    pub fn export(&mut self, target: Option<&Target>) -> Result<JobMessage, Box<dyn Error>> {
        of_one_moment(&mut self.scene);
        if let Some((scene, _)) = &mut self.beside {
            of_one_moment(scene);
        }
        let beside = self.beside.as_ref();
        let other = beside.map(|(scene, _)| scene);
        self.provenance.verdict = Provenance::said_of(&self.scene, other);
        let subject = Subject {
            scene: &self.scene,
            beside: beside.map(|(scene, own_scales)| SideB {
                scene,
                own_scales: *own_scales,
            }),
            scenario: &self.scenario,
            clock_map: self.clock_map.as_ref(),
            sweep: self.sweep.as_deref(),
            provenance: &self.provenance,
            time_s: 0.0,
        };
        let ViewRequest { pane, what, page } = self.request;
        let (view, painter) = (pane.key(), &mut self.painter);
        let form = match what {
            ExportAs::CopyPicture => {
                let figure = painter.paint(view, &subject, page)?;
                return Ok(JobMessage::CopyPicture(figure.image(page.scale)?));
            }
            ExportAs::CopyData => {
                let table = painter.table(view, &subject)?;
                return Ok(JobMessage::CopyText(table.to_csv(Some(&self.provenance))));
            }
            ExportAs::File(form) => form,
        };
        let (Some(target), Some(encode)) = (target, form.of_moment()) else {
            return Err("there is no file to save to".into());
        };
        target.write(&encode(painter, view, &subject, page)?)?;
        let said = format!("Saved to {}.", target.path.display());
        Ok(JobMessage::Said(said))
    }
}

/// While a simulation runs, communities and pictures may be those of different snapshots. On paper all are of
/// one.
fn of_one_moment(scene: &mut Scene) {
    let Some(found) = &scene.findings else {
        return;
    };
    let fresh = Arc::new(Findings {
        history: found.history.clone(),
        memberships: found.memberships.clone(),
        ..Analyst::default().study(&scene.snapshot)
    });
    if let Some(shown) = &scene.pictures {
        let focus = shown.detail.as_ref().map(|detail| detail.focus);
        let drawn = Illustrator::default().draw(&scene.snapshot, Some(&fresh), focus);
        scene.pictures = Some(Arc::new(drawn));
    }
    scene.findings = Some(fresh);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Observer, Runner, Wants};
    use crate::model::{GivenState, Topology};

    #[test]
    fn on_paper_communities_pictures_and_sentence_are_of_one_moment() {
        let scenario = Scenario::with_topology(Topology::AllToAll { neurons: 40 });
        let mut runner = Runner::new(&scenario, GivenState::default(), None);
        let mut observer = Observer::default();
        let mut early = observer.scene(&runner, Wants::default());
        runner.run_to(60).expect("finite");
        let late = observer.scene(&runner, Wants::default());
        // The window has found nothing yet in what runs now.
        early.snapshot = Arc::clone(&late.snapshot);
        of_one_moment(&mut early);
        let [early, late] = [early, late].map(|scene| scene.findings.expect("findings"));
        assert_eq!(early.iteration, 60);
        assert_eq!(early.partition, late.partition);
        assert_eq!(early.dense, late.dense);
    }
}
