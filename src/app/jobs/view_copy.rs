//! A view as it was when it was asked for, and what is made of it in the background.

use std::error::Error;
use std::sync::Arc;

use super::purpose::JobMessage;
use crate::app::messages::{ExportAs, ViewRequest};
use crate::app::offscreen::ViewPainter;
use crate::engine::sweep::Sweep;
use crate::engine::{ClockMap, Scene, Snapshot};
use crate::export::{Painter as _, Provenance, SideB, Subject, Target};
use crate::model::Rules;
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
        let beside = self.beside.as_ref();
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
