//! The weights as text.

use std::io::{self, Write};

use crate::export::network::file::NetworkFile;
use crate::export::network::sink::Sink;

/// Writes n lines of n numbers, a line per post-neuron, after lines that begin with `#` and say where
/// they come from.
pub(super) fn write(network: &NetworkFile, to: &mut Sink<'_>) -> io::Result<()> {
    writeln!(
        to,
        "# W: row = post-neuron (receives), column = pre-neuron (sends)"
    )?;
    for line in network.about.lines() {
        writeln!(to, "{}", format!("# {line}").trim_end())?;
    }
    let (n, weights) = (network.neurons(), network.weights());
    for post in 0..n {
        for pre in 0..n {
            let separator = if pre == 0 { "" } else { "," };
            write!(to, "{separator}{}", weights.text(post * n + pre))?;
        }
        writeln!(to)?;
    }
    Ok(())
}
