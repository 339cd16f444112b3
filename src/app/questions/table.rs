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
        let targets = match &self.preview.classes {
            Some(classes) => classes.len(),
            None => self.preview.columns - self.inputs,
        };
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
            classes,
            ..
        } = &self.preview;
        ui.heading("Learn from a table");
        ui.label(format!(
            "{}: {rows} rows and {columns} columns, {}.",
            self.path.display(),
            kind.in_words()
        ));
        self.rows_ui(ui);
        if let Some(classes) = classes {
            classes_ui(ui, classes);
        }
        ui.horizontal(|ui| {
            // The names of classes are the targets, and all else is inputs.
            let least = if classes.is_some() { self.inputs } else { 1 };
            let range = least..=columns.saturating_sub(1).max(1);
            let inputs = DragValue::new(&mut self.inputs).range(range);
            number_ui(ui, "Inputs", inputs)
                .on_hover_text("So many columns from the left are inputs; the rest are targets.");
            let hidden = DragValue::new(&mut self.hidden).range(1..=2_000);
            number_ui(ui, "Hidden neurons", hidden)
                .on_hover_text("The size of the layer between inputs and outputs.");
        });
        let lacks = match classes {
            _ if *columns < 2 => Some("A table needs at least two columns: an input and a target."),
            Some(classes) if classes.len() < 2 => {
                Some("A table needs samples of at least two classes.")
            }
            _ => None,
        };
        if let Some(lacks) = lacks {
            ui.colored_label(ui.visuals().error_fg_color, lacks);
        }
        let enough = lacks.is_none();
        let hover = "Open a new scenario whose network learns this table.";
        answer_ui(ui, "Learn it", hover, enough)
    }
}

impl TableQuestion {
    /// The first rows, with the names and roles of the columns.
    fn rows_ui(&self, ui: &mut Ui) {
        let Preview {
            columns,
            header,
            classes,
            first,
            ..
        } = &self.preview;
        let scroll = ScrollArea::horizontal().max_width(ui.available_width());
        scroll.show(ui, |ui| {
            Grid::new("preview").striped(true).show(ui, |ui| {
                for column in 0..*columns {
                    let role = match classes {
                        _ if column < self.inputs => "input",
                        Some(_) => "class",
                        None => "target",
                    };
                    let name = header.as_ref().and_then(|names| names.get(column));
                    ui.strong(name.map_or_else(
                        || format!("{role} {}", column + 1),
                        |name| format!("{name} ({role})"),
                    ));
                }
                ui.end_row();
                for row in first {
                    for (column, value) in row.iter().enumerate() {
                        let named = classes.as_ref().filter(|_| column + 1 == *columns);
                        let name = named.and_then(|names| names.get(*value as usize));
                        ui.monospace(name.map_or_else(|| number(*value), Clone::clone));
                    }
                    ui.end_row();
                }
            });
        });
    }
}

/// The names of the classes, as many as are read at a glance.
fn classes_ui(ui: &mut Ui, classes: &[String]) {
    const SHOWN: usize = 12;
    let shown: Vec<&str> = classes.iter().map(String::as_str).take(SHOWN).collect();
    let more = if classes.len() > SHOWN { ", …" } else { "" };
    let told = format!("{} classes: {}{more}", classes.len(), shown.join(", "));
    ui.add(egui::Label::new(told).wrap())
        .on_hover_text("The last column names the class of each sample; there is one output for each, in the order in which they first stand there.");
}
