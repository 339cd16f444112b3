//! The kinds of file that a network can be written as.

use std::path::Path;

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

    /// The name on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Self::GraphMl => "graphml",
            Self::Gexf => "gexf",
            Self::DynamicGexf => "dynamic-gexf",
            Self::Npz => "npz",
            Self::Npy => "npy",
            Self::Csv => "csv",
        }
    }

    /// The inverse of [`Self::key`].
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.key() == key)
    }

    /// The name of the format, for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::GraphMl => "GraphML",
            Self::Gexf => "GEXF",
            Self::DynamicGexf => "GEXF over time",
            Self::Npz => "NPZ",
            Self::Npy => "NPY",
            Self::Csv => "CSV",
        }
    }

    /// What it holds and who reads it, in one sentence.
    pub fn help(self) -> &'static str {
        match self {
            Self::GraphMl => {
                "Neurons and synapses with all their numbers, for networkx, igraph and other programs that analyse graphs."
            }
            Self::Gexf => {
                "The same, coloured by community, for Gephi and other programs that draw graphs."
            }
            Self::DynamicGexf => {
                "How communities, credit and the strongest synapses change over the run, for the timeline of Gephi."
            }
            Self::Npz => {
                "W and every quantity of the neurons as arrays in one file, for numpy.load."
            }
            Self::Npy => "W alone as an array, row = post, column = pre, for numpy.load.",
            Self::Csv => {
                "W alone as text, a row per receiving neuron, for spreadsheets, R and MATLAB."
            }
        }
    }

    /// How its file names end.
    pub fn extension(self) -> &'static str {
        match self {
            Self::DynamicGexf => "gexf",
            other => other.key(),
        }
    }

    /// The name of its file among the results of a run.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::GraphMl => "network.graphml",
            Self::Gexf => "network.gexf",
            Self::DynamicGexf => "network-dynamic.gexf",
            Self::Npz => "network.npz",
            Self::Npy => "weights.npy",
            Self::Csv => "weights.csv",
        }
    }

    /// The format that the name of a file asks for, if it ends like one; of the two with the same
    /// ending, `preferred`.
    pub fn of_file(path: &Path, preferred: Self) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        let ends_so = |format: &Self| format.extension() == extension;
        std::iter::once(preferred)
            .chain(Self::ALL)
            .find(|format| ends_so(format))
    }
}
