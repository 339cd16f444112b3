//! A look at a table of samples before a network learns it.

use std::path::{Path, PathBuf};

use egui::{DragValue, Grid, ScrollArea, Ui};

use super::parts::{Answer, answer_ui, number_ui, quoted};
use crate::app::widgets::number;
use crate::scenario::{Preview, ScenarioError, preview};

/// Rows shown.
const ROWS: usize = 6;
/// Hidden neurons proposed.
const HIDDEN: usize = 16;

/// A table that was chosen, and how it is to be learned.
pub struct TableQuestion {
    path: PathBuf,
    preview: Preview,
    inputs: usize,
    hidden: usize,
}

impl TableQuestion {
    /// Reads the beginning of a table; if it is no table of numbers, says in which row and column.
    pub fn about(path: &Path) -> Result<Self, ScenarioError> {
        let preview = preview(path, ROWS)?;
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        Ok(Self {
            path,
            inputs: preview.columns.saturating_sub(1).max(1),
            preview,
            hidden: HIDDEN,
        })
    }

    /// The scenario that learns the table.
    pub fn scenario_text(&self) -> String {
        let [name, path] = quoted(&self.path);
        let targets = self.preview.columns - self.inputs;
        format!(
            "format = 1\nname = {name}\nsummary = \"\"\n\n[network]\nlayers = [{}, {}, {targets}]\nbias = true\n\n[clocks]\nfiring_ms = 1.0\ncredit_ms = 3.0\nplasticity_ms = 6.0\n\n[task]\ndataset = \"file\"\nfile = {path}\npresent_ms = 6.0\n\n[plasticity]\nlearning_rate = 0.01\n\n[window]\narrangement = \"theorem\"\n",
            self.inputs, self.hidden
        )
    }

    pub fn ui(&mut self, ui: &mut Ui) -> Option<Answer> {
        let Preview {
            rows,
            columns,
            kind,
            header,
            first,
        } = &self.preview;
        ui.heading("Learn from a table");
        ui.label(format!(
            "{}: {rows} rows and {columns} columns, {}.",
            self.path.display(),
            kind.in_words()
        ));
        let scroll = ScrollArea::horizontal().max_width(ui.available_width());
        scroll.show(ui, |ui| {
            Grid::new("preview").striped(true).show(ui, |ui| {
                for column in 0..*columns {
                    let role = ["input", "target"][usize::from(column >= self.inputs)];
                    let name = header.as_ref().and_then(|names| names.get(column));
                    ui.strong(name.map_or_else(
                        || format!("{role} {}", column + 1),
                        |name| format!("{name} ({role})"),
                    ));
                }
                ui.end_row();
                for row in first {
                    for value in row {
                        ui.monospace(number(*value));
                    }
                    ui.end_row();
                }
            });
        });
        ui.horizontal(|ui| {
            let range = 1..=columns.saturating_sub(1).max(1);
            let inputs = DragValue::new(&mut self.inputs).range(range);
            number_ui(ui, "Inputs", inputs)
                .on_hover_text("So many columns from the left are inputs; the rest are targets.");
            let hidden = DragValue::new(&mut self.hidden).range(1..=2_000);
            number_ui(ui, "Hidden neurons", hidden)
                .on_hover_text("The size of the layer between inputs and outputs.");
        });
        let enough = *columns >= 2;
        if !enough {
            ui.colored_label(
                ui.visuals().error_fg_color,
                "A table needs at least two columns: an input and a target.",
            );
        }
        let hover = "Open a new scenario whose network learns this table.";
        answer_ui(ui, "Learn it", hover, enough)
    }
}
