//! The export of a network, which goes on in the background.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use super::purpose::JobMessage;
use crate::app::questions::NetworkRequest;
use crate::engine::{NetworkCopy, Reporter};
use crate::export::{NetworkFile, Recording};
use crate::scenario;

/// Where a network to be exported comes from.
pub enum NetworkSource {
    /// The engine, which sends a copy of the network as it is.
    Now {
        copy: Receiver<Box<NetworkCopy>>,
        name: String,
    },
    Again {
        last: u64,
        folder: Option<PathBuf>,
    },
}

/// Exports a network to a file, in the thread of a job; fails with one sentence.
pub fn export_network(
    request: NetworkRequest,
    source: NetworkSource,
    toml: &str,
    path: &Path,
    reporter: &Reporter<JobMessage>,
) -> Result<JobMessage, String> {
    let go_on = || reporter.goes_on();
    let (written, what) = match source {
        NetworkSource::Now { copy, name } => {
            let copy = wait_for(&copy, reporter)?;
            let iteration = copy.snapshot.iteration;
            let network = NetworkFile::of(&name, toml, copy);
            let written = network.write(request.format, path, &go_on);
            (written, format!("the network at iteration {iteration}"))
        }
        NetworkSource::Again { last, folder } => {
            let opened = scenario::check_text(toml, "this scenario", folder.as_deref())
                .map_err(|error| error.to_string())?;
            let (scenario, frames) = (&opened.scenario, request.frames);
            let at = |iteration| reporter.at(iteration);
            let (given, samples) = (opened.given, opened.samples);
            let recording = Recording::of_run(scenario, given, samples, last, frames, at);
            let recording = recording.ok_or(CANCELLED)?;
            let written = recording.write(&scenario.name, toml, path, &go_on);
            let moments = recording.frames();
            (written, format!("{moments} moments of the network"))
        }
    };
    match written {
        Ok(()) => {
            let said = format!("Exported {what} to {}.", path.display());
            Ok(JobMessage::Said(said))
        }
        Err(_) if !reporter.goes_on() => Err(CANCELLED.to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

const CANCELLED: &str = "The export was cancelled; nothing was written.";
const NO_NETWORK: &str = "There is no network to export, because the simulation has failed.";

fn wait_for(
    copy: &Receiver<Box<NetworkCopy>>,
    reporter: &Reporter<JobMessage>,
) -> Result<NetworkCopy, String> {
    while reporter.goes_on() {
        match copy.recv_timeout(Duration::from_millis(50)) {
            Ok(copy) => return Ok(*copy),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Err(NO_NETWORK.to_owned()),
        }
    }
    Err(CANCELLED.to_owned())
}
