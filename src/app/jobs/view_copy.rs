//! A view as it was when it was asked for, and what is made of it in the background.

use std::error::Error;
use std::sync::Arc;

use super::purpose::JobMessage;
use crate::app::choices::Choices;
use crate::app::messages::ExportAs;
use crate::app::offscreen::ViewPainter;
use crate::app::pane::Pane;
use crate::app::pointing::Pointing;
use crate::app::session::engine_link::LatestProof;
use crate::engine::sweep::Sweep;
use crate::engine::{ClockMap, Scene, Snapshot};
use crate::export::{Page, Painter as _, Provenance, SideB, Subject, Target};
use crate::model::Rules;
use crate::scenario::Scenario;

/// A view as it was when it was asked for.
pub struct ViewCopy {
    pub pane: Pane,
    pub page: Page,
    pub scene: Scene,
    /// Side B, where two sides are compared, and whether each side has its own scales.
    pub beside: Option<(Scene, bool)>,
    pub scenario: Scenario,
    pub choices: Choices,
    pub pointing: Pointing,
    /// The looks at updates that are shown, of side A and side B.
    pub proofs: [LatestProof; 2],
    pub clock_map: Option<ClockMap>,
    pub sweep: Option<Arc<Sweep>>,
    pub provenance: Provenance,
}

impl ViewCopy {
    /// Makes what is wanted, in the thread of a job. A file goes to `target`. Fails when the view cannot
    /// be drawn, has no data, or the file cannot be written.
    pub fn export(
        &self,
        what: ExportAs,
        target: Option<&Target>,
    ) -> Result<JobMessage, Box<dyn Error>> {
        let (choices, pointing) = (self.choices.clone(), self.pointing.clone());
        let mut painter = ViewPainter::with(choices, pointing, self.proofs.clone());
        let subject = Subject {
            scene: &self.scene,
            beside: self.beside.as_ref().map(|(scene, own_scales)| SideB {
                scene,
                own_scales: *own_scales,
            }),
            scenario: &self.scenario,
            clock_map: self.clock_map.as_ref(),
            sweep: self.sweep.as_deref(),
            provenance: &self.provenance,
            time_s: 0.0,
        };
        let (view, page) = (self.pane.key(), self.page);
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
        target.write(&encode(&mut painter, view, &subject, page)?)?;
        let said = format!("Saved to {}.", target.path().display());
        Ok(JobMessage::Said(said))
    }
}

/// Whether the rules of the run being shown have changed since it was first seen.
#[derive(Default)]
pub struct RuleChanges(Option<(u64, Rules, bool)>);

impl RuleChanges {
    /// Takes note of the rules of the running simulation.
    pub fn watch(&mut self, snapshot: &Snapshot) {
        match &mut self.0 {
            Some((generation, rules, changed)) if *generation == snapshot.generation => {
                *changed |= *rules != snapshot.rules;
            }
            watched => *watched = Some((snapshot.generation, snapshot.rules, false)),
        }
    }

    /// Whether numbers were changed while this run went on, so that the scenario alone does not
    /// make it again.
    pub fn have_been(&self, snapshot: &Snapshot) -> bool {
        matches!(self.0, Some((generation, _, true)) if generation == snapshot.generation)
    }
}
