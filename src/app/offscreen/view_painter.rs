//! Every view, drawn on paper.

use super::page::Sheet;
use crate::app::choices::Choices;
use crate::app::compare::{self, Sides};
use crate::app::engine_link::LatestProof;
use crate::app::messages::Messages;
use crate::app::names;
use crate::app::pane::Pane;
use crate::app::pointing::Pointing;
use crate::app::views::{self, ViewInput, Views};
use crate::engine::{Scene, Side, Wants};
use crate::export::{Figure, Page, PaintError, Painter, Subject, Table};
use crate::scenario::Scenario;

/// Draws views without a window. Frames of an animation are drawn by one painter, figures that have
/// nothing to do with each other by one each.
#[derive(Default)]
pub struct ViewPainter {
    sheet: Sheet,
    views: [Views; 2],
    proofs: [LatestProof; 2],
    choices: Choices,
    pointing: Pointing,
}

impl ViewPainter {
    /// A painter that draws what the user has chosen and lit up in the window, and the looks at
    /// updates that it shows of side A and side B.
    pub fn with(choices: Choices, pointing: Pointing, proofs: [LatestProof; 2]) -> Self {
        Self {
            proofs,
            choices,
            pointing,
            ..Self::default()
        }
    }
}

impl Painter for ViewPainter {
    fn views(&self) -> Vec<(&'static str, &'static str)> {
        views::panes().map(|p| (p.key(), p.title())).collect()
    }

    fn names(&self) -> Vec<&'static str> {
        names::all()
    }

    fn wants(&self, view: &str, subject: &Subject<'_>) -> Result<Wants, PaintError> {
        let wants = pane(view)?.0.wants;
        let learns = subject.scene.snapshot.samples.is_some();
        Ok(Wants {
            clock_map: wants.clock_map && learns,
            ..wants
        })
    }

    fn paint(
        &mut self,
        view: &str,
        subject: &Subject<'_>,
        page: Page,
    ) -> Result<Figure, PaintError> {
        let pane = pane(view)?;
        let scenario_b = side_b(pane, subject);
        self.follow(subject);
        let Self {
            sheet,
            views: [views_a, views_b],
            proofs,
            choices,
            pointing,
        } = self;
        let sides = sides(subject, scenario_b.as_ref(), proofs, choices, pointing);
        if pane.key() == "explorer" && subject.sweep.is_none() {
            let title = pane.title();
            return Err(PaintError::NoData { title });
        }
        let provenance = subject.provenance.clone();
        let (page, time_s) = (page.within_limits(), subject.time_s);
        let canvas = sheet.draw(page, pane.title(), &provenance, time_s, |ui| {
            // The same names as in the window.
            ui.push_id(pane.title(), |ui| {
                let nobody = &mut Messages::default();
                compare::view_ui(ui, pane, [views_a, views_b], &sides, nobody);
            });
        });
        Ok(Figure { canvas, provenance })
    }

    fn table(&mut self, view: &str, subject: &Subject<'_>) -> Result<Table, PaintError> {
        let pane = pane(view)?;
        let scenario_b = side_b(pane, subject);
        self.follow(subject);
        let (proofs, choices, pointing) = (&self.proofs, &self.choices, &self.pointing);
        let sides = sides(subject, scenario_b.as_ref(), proofs, choices, pointing);
        let of_a = views::table(pane, &sides.a);
        let of_b = sides.b.and_then(|b| views::table(pane, &b));
        let table = match (of_a, of_b) {
            (Some(a), Some(b)) => Some(Table::of_both(a, b)),
            (table, _) => table,
        };
        let title = pane.title();
        let found = table.filter(|table| !table.rows.is_empty());
        found.ok_or(PaintError::NoData { title })
    }
}

impl ViewPainter {
    fn follow(&mut self, subject: &Subject<'_>) {
        self.proofs[0].follow(subject.scene);
        if let Some(b) = &subject.beside {
            self.proofs[1].follow(b.scene);
        }
    }
}

/// The scenario of side B, where the view shows both sides.
fn side_b(pane: Pane, subject: &Subject<'_>) -> Option<Scenario> {
    subject.beside.as_ref().filter(|_| !pane.0.of_scenario)?;
    subject.scenario.side_b()
}

/// What the views of a subject read.
fn sides<'a>(
    subject: &Subject<'a>,
    scenario_b: Option<&'a Scenario>,
    proofs: &'a [LatestProof; 2],
    choices: &'a Choices,
    pointing: &'a Pointing,
) -> Sides<'a> {
    let input = |side: Side, scene: &'a Scene, scenario: &'a Scenario| ViewInput {
        side,
        scene,
        beside: None,
        other: None,
        together: false,
        scenario,
        begun: scenario,
        saved: scenario,
        folder: None,
        proof: proofs[side as usize].get(),
        pointing,
        choices,
        clock_map: subject.clock_map,
        sweep: subject.sweep,
        on_paper: true,
    };
    let a = input(Side::A, subject.scene, subject.scenario);
    let b = subject.beside.as_ref().zip(scenario_b);
    let b = b.map(|(b, scenario)| (input(Side::B, b.scene, scenario), b.own_scales));
    Sides::new(a, b)
}

/// The view of this name.
fn pane(view: &str) -> Result<Pane, PaintError> {
    views::pane(view).ok_or_else(|| {
        let known: Vec<&str> = views::panes().map(Pane::key).collect();
        let (asked, known) = (view.to_owned(), known.join(", "));
        PaintError::NoSuchView { asked, known }
    })
}
