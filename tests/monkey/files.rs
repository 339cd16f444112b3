//! Files for the monkey to open and drop: good ones and bad ones.

use std::fs;
use std::path::Path;

const GOOD: &str = "format = 1\nname = \"Good\" # mine\n[network]\nneurons = 40\n[plasticity]\nlearning_rate = 0.05\n[run]\nseed = 3\niterations = 200\n";
const COMPARE: &str = "format = 1\nname = \"Two\"\n[network]\nneurons = 30\n[compare.plasticity]\nlearning_rate = 1.0 # fast\npruning = 0.5\n";
const TASK: &str = "format = 1\nname = \"Task\"\n[network]\nlayers = [2, 5, 1]\n[task]\ndataset = \"teacher\"\nsamples = 20\n";
const FALLING: &str = "format = 1\n[network]\nneurons = 25\n[plasticity]\nlearning_rate = { from = 1.0, to = 0.001, over_iterations = 50, shape = \"linear\" }\n[[claim]]\nsays = \"It has modules\"\nwhen = \"communities >= 1\"\nat = 20\n";
const WITH_FILES: &str = "format = 1\nname = \"Files\"\n[network]\nneurons = 4\nweights = \"weights.csv\"\nfiring = \"firing.npy\"\n";
const TABLE_TASK: &str = "format = 1\nname = \"Table\"\n[network]\nlayers = [2, 3, 1]\n[task]\ndataset = \"file\"\nfile = \"table.csv\"\n";
const GRAPH: &str = "<graphml><graph edgedefault=\"directed\"><node id=\"a\"/><node id=\"b\"/><node id=\"c\"/><edge source=\"a\" target=\"b\"/><edge source=\"b\" target=\"c\"/></graph></graphml>";
/// The names of all files, and of one that is not there.
pub const NAMES: [&str; 20] = [
    "good.toml",
    "compare.toml",
    "task.toml",
    "falling.toml",
    "files.toml",
    "table.toml",
    "ünï Σ.toml",
    "bad.toml",
    "large.toml",
    "empty.toml",
    "noise.toml",
    "missing.toml",
    "folder.toml",
    "weights.csv",
    "table.csv",
    "bad.csv",
    "firing.npy",
    "bad.npy",
    "graph.graphml",
    "bad.graphml",
];

/// Four numbers, as NumPy writes them.
fn array() -> Vec<u8> {
    let header = "{'descr': '<f8', 'fortran_order': False, 'shape': (4,), }";
    let mut bytes = b"\x93NUMPY\x01\x00\x76\x00".to_vec();
    bytes.extend(format!("{header:<117}\n").bytes());
    let values = [0.1_f64, -0.2, 0.3, 0.0];
    bytes.extend(values.iter().flat_map(|value| value.to_le_bytes()));
    bytes
}

/// Writes them all into a folder.
pub fn write_all(folder: &Path) {
    let firing = array();
    let noise: Vec<u8> = (0..=255).cycle().take(3000).collect();
    let contents: [(&str, &[u8]); 18] = [
        ("good.toml", GOOD.as_bytes()),
        ("compare.toml", COMPARE.as_bytes()),
        ("task.toml", TASK.as_bytes()),
        ("falling.toml", FALLING.as_bytes()),
        ("files.toml", WITH_FILES.as_bytes()),
        ("table.toml", TABLE_TASK.as_bytes()),
        ("ünï Σ.toml", GOOD.as_bytes()),
        ("bad.toml", b"format = 1\n[network]\nneurons = \"many\"\n"),
        ("large.toml", b"format = 1\n[network]\nneurons = 1e12\n"),
        ("empty.toml", b""),
        ("noise.toml", &noise),
        (
            "weights.csv",
            b"0,1,0,0.5\n0.2,0,0,0\n0,-1,0,0\n0,0,0.1,0\n",
        ),
        ("table.csv", b"a,b,out\n0,0,0\n0,1,1\n1,0,1\n1,1,0\n"),
        ("bad.csv", b"1,2\nnan,x,4\n"),
        ("firing.npy", &firing),
        ("bad.npy", &firing[..40]),
        ("graph.graphml", GRAPH.as_bytes()),
        ("bad.graphml", &GRAPH.as_bytes()[..70]),
    ];
    for (name, content) in contents {
        fs::write(folder.join(name), content).expect("written");
    }
    fs::create_dir(folder.join("folder.toml")).expect("a folder");
}
