//! The weights alone, as an array in NumPy's `.npy` and as text; all arrays by name in one `.npz`.

use std::collections::BTreeMap;
use std::io::{self, Seek, SeekFrom, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use crate::export::network::file::{NetworkFile, number};
use crate::export::network::sink::Sink;
use crate::storage::npy::{self as array, NpyNumber};

/// Writes n × n numbers, row = post, in the precision of the simulation.
pub(super) fn npy(network: &NetworkFile, to: &mut Sink<'_>) -> io::Result<()> {
    let shape = [network.neurons() as u64; 2];
    match &network.copy.double {
        Some(weights) => array::write(to, &shape, weights.iter().copied()),
        None => array::write(to, &shape, network.singles()),
    }
}

/// Writes n lines of n numbers, a line per post-neuron, after lines that begin with `#` and say where
/// they come from.
pub(super) fn csv(network: &NetworkFile, to: &mut Sink<'_>) -> io::Result<()> {
    writeln!(
        to,
        "# W: row = post-neuron (receives), column = pre-neuron (sends)"
    )?;
    for line in network.about.lines() {
        writeln!(to, "{}", format!("# {line}").trim_end())?;
    }
    let n = network.neurons();
    for post in 0..n {
        for pre in 0..n {
            let separator = if pre == 0 { "" } else { "," };
            write!(
                to,
                "{separator}{}",
                network.text(network.weight(post * n + pre))
            )?;
        }
        writeln!(to)?;
    }
    Ok(())
}

/// Writes `weights` (n × n, row = post), `firing`, `net_input` and `credit` in the precision of the
/// simulation; `balance`, `in_strength` and `out_strength` as doubles; `community` and `order` (the
/// neurons by community, as in the heatmap) as whole numbers. Beside the arrays stand `about.json` and
/// `scenario.toml`, which `numpy.load` gives as bytes. The same network gives the same bytes.
pub(super) fn npz(network: &NetworkFile, to: &mut Sink<'_>) -> io::Result<()> {
    let mut zip = Zip(ZipWriter::new(FailsOnce::of(to)));
    let n = network.neurons() as u64;
    let state = &network.copy.snapshot.state;
    let states = [
        ("firing", &state.firing),
        ("net_input", &state.net_input),
        ("credit", &state.credit),
    ];
    match &network.copy.double {
        Some(weights) => zip.array("weights", &[n, n], weights.iter().copied())?,
        None => zip.array("weights", &[n, n], network.singles())?,
    }
    for (name, values) in states {
        match network.copy.double {
            Some(_) => zip.array(name, &[n], values.iter().copied())?,
            None => zip.array(name, &[n], values.iter().map(|&v| v as f32))?,
        }
    }
    let strengths = &network.strengths;
    for (name, values) in [
        ("balance", &network.balance),
        ("in_strength", &strengths.received),
        ("out_strength", &strengths.sent),
    ] {
        zip.array(name, &[n], values.iter().copied())?;
    }
    let communities = network.identities.iter().map(|c| number(*c));
    zip.array("community", &[n], communities)?;
    let order = network.partition.order.iter().map(|&i| i as i64);
    zip.array("order", &[n], order)?;
    zip.text("about.json", &about(network)?)?;
    zip.text("scenario.toml", &network.about.provenance.toml)?;
    zip.0.finish()?;
    Ok(())
}

fn about(network: &NetworkFile) -> io::Result<String> {
    let facts = BTreeMap::from_iter(network.about.entries());
    let mut text = serde_json::to_string_pretty(&facts)?;
    text.push('\n');
    Ok(text)
}

/// Where a writer of archives writes. It fails once: what the writer then does to end the archive goes nowhere,
/// as it would fail again with nobody to tell.
struct FailsOnce<W> {
    to: W,
    has_failed: bool,
    place: u64,
    end: u64,
}

impl<W> FailsOnce<W> {
    fn of(to: W) -> Self {
        Self {
            to,
            has_failed: false,
            place: 0,
            end: 0,
        }
    }

    fn noting<T>(&mut self, done: io::Result<T>) -> io::Result<T> {
        self.has_failed |= done.is_err();
        done
    }
}

impl<W: Write> Write for FailsOnce<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = match self.has_failed {
            true => bytes.len(),
            false => {
                let done = self.to.write(bytes);
                self.noting(done)?
            }
        };
        self.place += written as u64;
        self.end = self.end.max(self.place);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        match self.has_failed {
            true => Ok(()),
            false => {
                let done = self.to.flush();
                self.noting(done)
            }
        }
    }
}

impl<W: Seek> Seek for FailsOnce<W> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.place = match (self.has_failed, to) {
            (false, _) => {
                let done = self.to.seek(to);
                self.noting(done)?
            }
            (true, SeekFrom::Start(place)) => place,
            (true, SeekFrom::Current(by)) => self.place.saturating_add_signed(by),
            (true, SeekFrom::End(by)) => self.end.saturating_add_signed(by),
        };
        Ok(self.place)
    }
}

struct Zip<W: Write + Seek>(ZipWriter<W>);

impl<W: Write + Seek> Zip<W> {
    fn begin(&mut self, name: &str) -> io::Result<()> {
        // A time of its own, or the name of the system, would make equal files differ.
        let options = SimpleFileOptions::default()
            .system(System::Unix)
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        Ok(self.0.start_file(name, options)?)
    }

    fn array<T: NpyNumber>(
        &mut self,
        name: &str,
        shape: &[u64],
        values: impl Iterator<Item = T>,
    ) -> io::Result<()> {
        self.begin(&format!("{name}.npy"))?;
        let mut buffered = io::BufWriter::new(&mut self.0);
        array::write(&mut buffered, shape, values)?;
        buffered.flush()
    }

    fn text(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.begin(name)?;
        self.0.write_all(text.as_bytes())
    }
}
