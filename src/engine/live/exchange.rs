//! What belongs to one side of a comparison between the threads: what is handed to those who work in
//! the background, what they have found, and what is wanted next.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::inbox::Inbox;
use super::latest::Latest;
use crate::engine::observe::{Findings, Pictures, Proof, Scene, Stability};
use crate::engine::run::{Probe, Snapshot};

/// What is exchanged between the engine thread and those who work on one side.
#[derive(Default)]
pub(super) struct Exchange {
    pub inboxes: Inboxes,
    pub results: Results,
    probe_wanted: AtomicBool,
    spectrum_wanted: AtomicBool,
}

/// Where those who work in the background get what they work on.
#[derive(Default)]
pub(super) struct Inboxes {
    /// Every snapshot.
    pub analyst: Arc<Inbox<Snapshot>>,
    /// Every snapshot.
    pub illustrator: Arc<Inbox<Snapshot>>,
    /// Probes, when they are asked for.
    pub prover: Arc<Inbox<Probe>>,
    /// Snapshots, when the spectrum is asked for.
    pub spectrum: Arc<Inbox<Snapshot>>,
}

/// What the background threads have found last.
#[derive(Default)]
pub(super) struct Results {
    pub findings: Arc<Latest<Findings>>,
    pub pictures: Arc<Latest<Pictures>>,
    pub proof: Arc<Latest<Proof>>,
    pub stability: Arc<Latest<Stability>>,
}

impl Exchange {
    /// Hands a snapshot to those who work in the background.
    pub fn hand_out(&self, snapshot: &Arc<Snapshot>) {
        self.inboxes.analyst.put(Arc::clone(snapshot));
        self.inboxes.illustrator.put(Arc::clone(snapshot));
        if self.spectrum_wanted.swap(false, Ordering::Relaxed) {
            self.inboxes.spectrum.put(Arc::clone(snapshot));
        }
    }

    /// Standing still, nothing else would make the illustrator use the order just found.
    pub fn redraw(&self, snapshot: &Arc<Snapshot>) {
        if !snapshot.running {
            self.inboxes.illustrator.offer(Arc::clone(snapshot));
        }
    }

    /// Asks for a look at the next plasticity update.
    pub fn want_probe(&self) {
        self.probe_wanted.store(true, Ordering::Relaxed);
    }

    pub fn take_probe_wanted(&self) -> bool {
        self.probe_wanted.swap(false, Ordering::Relaxed)
    }

    pub fn hand_out_probe(&self, probe: Probe) {
        self.inboxes.prover.put(Arc::new(probe));
    }

    /// Asks for the eigenvalues of the next snapshot.
    pub fn want_spectrum(&self) {
        self.spectrum_wanted.store(true, Ordering::Relaxed);
    }

    /// A snapshot with what is known of its run.
    pub fn scene(&self, snapshot: &Arc<Snapshot>) -> Scene {
        let generation = snapshot.generation;
        let results = &self.results;
        Scene {
            proof: results.proof.get_if(|p| p.generation == generation),
            stability: results.stability.get_if(|s| s.generation == generation),
            findings: results.findings.get_if(|f| f.generation == generation),
            pictures: results.pictures.get_if(|p| p.generation == generation),
            snapshot: Arc::clone(snapshot),
        }
    }

    /// Forgets what was found, so that its memory is free.
    pub fn clear(&self) {
        self.results.findings.clear();
        self.results.pictures.clear();
        self.results.proof.clear();
        self.results.stability.clear();
    }

    /// Ends the threads that work here.
    pub fn close(&self) {
        self.inboxes.analyst.close();
        self.inboxes.illustrator.close();
        self.inboxes.prover.close();
        self.inboxes.spectrum.close();
    }
}
