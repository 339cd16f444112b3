//! Everything that a run leaves behind, as files.

use std::io;
use std::path::Path;

use image::codecs::png::PngEncoder;

use super::image::{LARGEST_SIDE, heatmap};
use super::summary::Summary;
use super::table::{Column, Table};
use super::{ExportError, arrays, view_tables};
use crate::analysis::Picture;
use crate::engine::{Findings, Row, Runner, Snapshot};
use crate::scenario::Scenario;
use crate::storage::{LAST, write_new};

/// What was run.
#[derive(Debug, Clone, Copy)]
pub struct Origin<'a> {
    pub scenario: &'a Scenario,
    /// Its text.
    pub text: &'a str,
    /// The name of its file, without folders.
    pub file_name: &'a str,
}

/// All that is known about a run at its end.
#[derive(Clone, Copy)]
pub struct Results<'a> {
    pub origin: Origin<'a>,
    /// The simulation, for its weights without loss.
    pub runner: &'a Runner,
    /// Its state.
    pub snapshot: &'a Snapshot,
    /// What its weights are like.
    pub findings: &'a Findings,
    /// Quantities over time.
    pub rows: &'a [Row],
}

impl Results<'_> {
    /// Writes all files into a folder.
    /// Fails when a file cannot be written.
    pub fn write(&self, folder: &Path) -> Result<(), ExportError> {
        let (snapshot, state) = (self.snapshot, &self.snapshot.state);
        let connectome = &snapshot.weights;
        let partition = &self.findings.partition;
        let picture = Picture::of(connectome, &partition.order, LARGEST_SIDE, None);

        file(folder, "weights.npy", |path| self.write_weights(path))?;
        for (name, values) in [
            ("firing.npy", &state.firing),
            ("credit.npy", &state.credit),
            ("net_input.npy", &state.net_input),
        ] {
            file(folder, name, |path| self.write_states(path, values))?;
        }
        // A table below a line that says more about it.
        let table = |name, line: &str, table: &Table| {
            let text = line.to_owned() + &table.to_csv(None);
            file(folder, name, |path| write_new(path, text.as_bytes()))
        };
        table("series.csv", "", &view_tables::history(self.rows))?;
        let epochs = snapshot.learning.epochs();
        if !epochs.is_empty() {
            table("learning.csv", "", &view_tables::learning_curve(epochs))?;
        }
        let method = format!("# communities: {}\n", self.findings.method);
        table("communities.csv", &method, &self.communities())?;
        file(folder, "weights.png", |path| {
            let mut bytes = Vec::new();
            let png = PngEncoder::new(&mut bytes);
            let encoded = heatmap(&picture, partition).write_with_encoder(png);
            encoded.map_err(io::Error::other)?;
            write_new(path, &bytes)
        })?;
        file(folder, LAST, |path| {
            let mut text = serde_json::to_string_pretty(&Summary::of(self, picture.limit))?;
            text.push('\n');
            write_new(path, text.as_bytes())
        })
    }

    /// The weights, in the precision of the simulation.
    fn write_weights(&self, path: &Path) -> io::Result<()> {
        let shape = [self.snapshot.neurons(); 2];
        match self.is_single() {
            true => arrays::write_rectangle(path, shape, self.snapshot.weights.weights()),
            false => arrays::write_rectangle(path, shape, &self.runner.weights()),
        }
    }

    /// A value of each neuron, in the precision of the simulation.
    fn write_states(&self, path: &Path, values: &[f64]) -> io::Result<()> {
        match self.is_single() {
            true => arrays::write_vector(path, values.iter().map(|&v| v as f32)),
            false => arrays::write_vector(path, values.iter().copied()),
        }
    }

    /// A row per neuron. Neurons and positions in the heatmap are counted from 0, communities from 1; an
    /// isolated neuron has none.
    fn communities(&self) -> Table {
        let (snapshot, partition) = (self.snapshot, &self.findings.partition);
        let strengths = snapshot.weights.strengths();
        let (positions, balance) = (partition.positions(), snapshot.balance());
        let columns: [Column<'_, usize>; 7] = [
            ("neuron", &|&i| i.into()),
            ("community", &|&i| {
                self.findings.colours[i].map(|c| c + 1).into()
            }),
            ("position", &|&i| positions[i].into()),
            ("in_strength", &|&i| strengths.received[i].into()),
            ("out_strength", &|&i| strengths.sent[i].into()),
            ("credit", &|&i| snapshot.state.credit[i].into()),
            ("balance", &|&i| balance[i].into()),
        ];
        Table::of(0..snapshot.neurons(), &columns)
    }

    fn is_single(&self) -> bool {
        self.runner.precision() == "f32"
    }
}

fn file(
    folder: &Path,
    name: &str,
    write: impl FnOnce(&Path) -> io::Result<()>,
) -> Result<(), ExportError> {
    let path = folder.join(name);
    write(&path).map_err(|error| ExportError::of_file(&path, &error))
}
