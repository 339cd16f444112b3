//! The kinds of file that a network can be written as: a row for each, and a file in `format/`.

mod arrays;
pub(super) mod dynamic_gexf;
mod gexf;
mod graphml;

use std::io;
use std::path::Path;

use super::file::NetworkFile;
use super::sink::{GoOn, Sink, put};
use crate::export::ExportError;

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NetworkFormat {
    /// A graph for analysis.
    GraphMl,
    /// A graph for viewers.
    Gexf,
    /// A graph that changes over time.
    DynamicGexf,
    /// All arrays in one file.
    Npz,
    /// The weights as an array.
    Npy,
    /// The weights as text.
    Csv,
}

/// All there is to know of a format.
struct Row {
    key: &'static str,
    title: &'static str,
    extension: &'static str,
    file_name: &'static str,
    help: &'static str,
    write: fn(&NetworkFile, &mut Sink<'_>) -> io::Result<()>,
}

impl NetworkFormat {
    /// All formats, in the order of a menu.
    pub const ALL: [Self; 6] = [
        Self::GraphMl,
        Self::Gexf,
        Self::DynamicGexf,
        Self::Npz,
        Self::Npy,
        Self::Csv,
    ];

    fn row(self) -> Row {
        match self {
            Self::GraphMl => Row {
                key: "graphml",
                title: "GraphML",
                extension: "graphml",
                file_name: "network.graphml",
                help: "Neurons and synapses with all their numbers, for networkx, igraph and other programs that analyse graphs.",
                write: graphml::write,
            },
            Self::Gexf => Row {
                key: "gexf",
                title: "GEXF",
                extension: "gexf",
                file_name: "network.gexf",
                help: "The same, coloured by community, for Gephi and other programs that draw graphs.",
                write: gexf::write,
            },
            Self::DynamicGexf => Row {
                key: "dynamic-gexf",
                title: "GEXF over time",
                extension: "gexf",
                file_name: "network-dynamic.gexf",
                help: "How communities, credit and the strongest synapses change over the run, for the timeline of Gephi.",
                // Of one moment; a `Recording` writes many.
                write: gexf::write,
            },
            Self::Npz => Row {
                key: "npz",
                title: "NPZ",
                extension: "npz",
                file_name: "network.npz",
                help: "W and every quantity of the neurons as arrays in one file, for numpy.load.",
                write: arrays::npz,
            },
            Self::Npy => Row {
                key: "npy",
                title: "NPY",
                extension: "npy",
                file_name: "weights.npy",
                help: "W alone as an array, row = post, column = pre, for numpy.load.",
                write: arrays::npy,
            },
            Self::Csv => Row {
                key: "csv",
                title: "CSV",
                extension: "csv",
                file_name: "weights.csv",
                help: "W alone as text, a row per receiving neuron, for spreadsheets, R and MATLAB.",
                write: arrays::csv,
            },
        }
    }

    /// The name on the command line.
    pub fn key(self) -> &'static str {
        self.row().key
    }

    /// The inverse of [`Self::key`].
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.key() == key)
    }

    /// The name of the format, for people.
    pub fn title(self) -> &'static str {
        self.row().title
    }

    /// What it holds and who reads it, in one sentence.
    pub fn help(self) -> &'static str {
        self.row().help
    }

    /// How its file names end.
    pub fn extension(self) -> &'static str {
        self.row().extension
    }

    /// The name of its file among the results of a run.
    pub fn file_name(self) -> &'static str {
        self.row().file_name
    }

    /// The format that the name of a file asks for, if it ends like one; of the two with the same
    /// ending, `preferred`.
    pub fn of_file(path: &Path, preferred: Self) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        let mut formats = std::iter::once(preferred).chain(Self::ALL);
        formats.find(|format| format.extension() == extension)
    }
}

impl NetworkFile {
    /// Writes the network to a file, whole or not at all, as long as `go_on` says so. A
    /// [`NetworkFormat::DynamicGexf`] of one moment is like a [`NetworkFormat::Gexf`].
    /// Fails when the file cannot be written.
    pub fn write(
        &self,
        format: NetworkFormat,
        path: &Path,
        go_on: GoOn<'_>,
    ) -> Result<(), ExportError> {
        put(path, go_on, |sink| (format.row().write)(self, sink))
    }
}
