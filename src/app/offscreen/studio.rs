//! The studio: every view, drawn on paper.

use super::page::{Heading, Sheet};
use crate::app::document::Document;
use crate::app::layout::Pane;
use crate::app::state::{Choices, Hands, Pointing, Wants};
use crate::app::views::Views;
use crate::export::{Canvas, Figure, Page, PaintError, Painter, Subject, Table};

/// Draws views without a window. Frames of a film are drawn by one studio, figures that have nothing to
/// do with each other by one each.
#[derive(Default)]
pub struct Studio {
    sheet: Sheet,
    views: Views,
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
        Ok(Figure {
            canvas: self.draw(pane(view)?, subject, page),
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
            beside: subject.beside,
            clock_map: subject.clock_map,
            sweep: subject.sweep,
        };
        let table = self.views.get(pane).table(subject.scene, &hands);
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
        let (views, choices) = (&mut self.views, &mut self.choices);
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
                beside: subject.beside,
                clock_map: subject.clock_map,
                sweep: subject.sweep,
            };
            // The same names as in the window.
            ui.push_id(pane.title(), |ui| {
                views.get(pane).view_ui(ui, subject.scene, &mut hands);
            });
        })
    }
}

/// The view of this name.
fn pane(view: &str) -> Result<Pane, PaintError> {
    let found = Pane::ALL.into_iter().find(|pane| pane.key() == view);
    found.ok_or_else(|| PaintError::NoSuchView {
        asked: view.to_owned(),
        known: Pane::ALL.map(Pane::key).join(", "),
    })
}
