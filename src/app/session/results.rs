//! Results of the engine: what it last said of each side. Nothing here is the user's, and nothing is
//! saved.

use std::sync::Arc;

use crate::engine::{Proof, Scene, Side};

/// The latest look at an update that had something to compare: updates outside the overlap of the
/// windows teach nothing.
#[derive(Debug, Clone, Default)]
pub struct LatestProof(Option<Arc<Proof>>);

impl LatestProof {
    /// Takes over the look of a newer scene if it has something to compare; forgets that of a run
    /// which is over.
    pub fn follow(&mut self, scene: &Scene) {
        let fits = |proof: &&Arc<Proof>| {
            proof.agreement.is_some() && proof.generation == scene.snapshot.generation
        };
        let newer = scene.proof.as_ref().filter(fits);
        self.0 = newer.or(self.0.as_ref().filter(fits)).cloned();
    }

    /// The look.
    pub fn get(&self) -> Option<&Proof> {
        self.0.as_deref()
    }
}

/// What the engine last said of each side.
#[derive(Default)]
pub struct Results {
    scenes: [Option<Scene>; 2],
    proofs: [LatestProof; 2],
}

impl Results {
    /// Takes over newer scenes, of side A and, while two sides are compared, of side B.
    pub fn take(&mut self, scene: Scene, beside: Option<Scene>) {
        self.scenes = [Some(scene), beside];
        for (scene, proof) in self.scenes.iter().zip(&mut self.proofs) {
            if let Some(scene) = scene {
                proof.follow(scene);
            }
        }
    }

    /// The scene of a side, if there is such a side.
    pub fn scene(&self, side: Side) -> Option<&Scene> {
        self.scenes[side as usize].as_ref()
    }

    /// The latest look at an update of a side.
    pub fn proof(&self, side: Side) -> &LatestProof {
        &self.proofs[side as usize]
    }
}
