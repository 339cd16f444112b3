//! The studio: every view, drawn on paper.

use super::page::{Heading, Sheet};
use crate::app::compare;
use crate::app::document::Document;
use crate::app::layout::Pane;
use crate::app::state::{Choices, Hands, Pointing, Wants};
use crate::app::views::Views;
use crate::export::{Canvas, Figure, Page, PaintError, Painter, SideB, Subject, Table};
use crate::scenario::Scenario;

/// Draws views without a window. Frames of a film are drawn by one studio, figures that have nothing to
/// do with each other by one each.
#[derive(Default)]
pub struct Studio {
    sheet: Sheet,
    views: Views,
    views_b: Views,
    choices: Choices,
    pointing: Pointing,
    wants: Wants,
}

impl Studio {
    /// A studio that draws what the user has chosen and lit up in the window.
    pub fn with(choices: Choices, pointing: Pointing) -> Self {
        Self {
            choices,
            pointing,
            ..Self::default()
        }
    }
}

impl Painter for Studio {
    fn views(&self) -> Vec<(&'static str, &'static str)> {
        Pane::ALL.map(|pane| (pane.key(), pane.title())).to_vec()
    }

    fn wants(&self, view: &str, subject: &Subject<'_>) -> Result<Wants, PaintError> {
        // Drawn by another studio, so that this one begins its film with a fresh view.
        let mut trial = Self::with(self.choices.clone(), self.pointing.clone());
        trial.draw(pane(view)?, subject, Page::single_column());
        Ok(trial.wants)
    }

    fn paint(
        &mut self,
        view: &str,
        subject: &Subject<'_>,
        page: Page,
    ) -> Result<Figure, PaintError> {
        let pane = pane(view)?;
        if pane == Pane::Explorer && subject.sweep.is_none() {
            let title = pane.title();
            return Err(PaintError::NoData { title });
        }
        Ok(Figure {
            canvas: self.draw(pane, subject, page),
            provenance: subject.provenance.clone(),
        })
    }

    fn table(&mut self, view: &str, subject: &Subject<'_>) -> Result<Table, PaintError> {
        let pane = pane(view)?;
        let document = Document::on_paper(subject);
        let hands = Hands {
            pointing: &mut self.pointing,
            asked: &mut Vec::new(),
            wants: &mut self.wants,
            document: &document,
            choices: &mut self.choices,
            beside: None,
            clock_map: subject.clock_map,
            sweep: subject.sweep,
        };
        let of_a = self.views.get(pane).table(subject.scene, &hands);
        let of_b = side_b(pane, subject).and_then(|(b, scenario)| {
            let subject = Subject {
                scene: b.scene,
                scenario: &scenario,
                beside: None,
                ..*subject
            };
            self.views_b.get(pane).table(
                b.scene,
                &Hands {
                    document: &Document::on_paper(&subject),
                    ..hands
                },
            )
        });
        let table = match (of_a, of_b) {
            (Some(a), Some(b)) => Some(Table::of_both(a, b)),
            (table, _) => table,
        };
        let found = table.filter(|table| !table.rows.is_empty());
        found.ok_or(PaintError::NoData {
            title: pane.title(),
        })
    }
}

impl Studio {
    fn draw(&mut self, pane: Pane, subject: &Subject<'_>, page: Page) -> Canvas {
        let document = Document::on_paper(subject);
        let heading = Heading {
            title: pane.title(),
            provenance: subject.provenance,
        };
        let b = side_b(pane, subject).map(|(b, scenario)| {
            let of_b = Subject {
                scene: b.scene,
                scenario: &scenario,
                ..*subject
            };
            let titles = compare::titles(subject.scenario, &scenario);
            (b, Document::on_paper(&of_b), titles)
        });
        let (views, views_b) = (&mut self.views, &mut self.views_b);
        let choices = &mut self.choices;
        let (mut pointing, wants) = (self.pointing.clone(), &mut self.wants);
        let page = page.within_limits();
        self.sheet.draw(page, &heading, subject.time_s, |ui| {
            let mut asked = Vec::new();
            let mut hands = Hands {
                pointing: &mut pointing,
                asked: &mut asked,
                wants,
                document: &document,
                choices,
                beside: None,
                clock_map: subject.clock_map,
                sweep: subject.sweep,
            };
            // The same names as in the window.
            ui.push_id(pane.title(), |ui| match &b {
                Some((b, document, titles)) => {
                    let mut side_b = compare::SideB {
                        views: views_b,
                        scene: b.scene,
                        document,
                        own_scales: b.own_scales,
                        titles,
                        asked: Vec::new(),
                    };
                    compare::pair_ui(ui, pane, views, subject.scene, &mut hands, &mut side_b);
                }
                None => views.get(pane).view_ui(ui, subject.scene, &mut hands),
            });
        })
    }
}

/// Side B and its scenario, where the view shows both sides.
fn side_b<'a>(pane: Pane, subject: &Subject<'a>) -> Option<(SideB<'a>, Scenario)> {
    let b = subject.beside.filter(|_| pane.is_paired())?;
    Some((b, subject.scenario.side_b()?))
}

/// The view of this name.
fn pane(view: &str) -> Result<Pane, PaintError> {
    let found = Pane::ALL.into_iter().find(|pane| pane.key() == view);
    found.ok_or_else(|| PaintError::NoSuchView {
        asked: view.to_owned(),
        known: Pane::ALL.map(Pane::key).join(", "),
    })
}
