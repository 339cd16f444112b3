//! What a view is: it reads, draws, and sends messages.

use std::path::Path;

use egui::Ui;

use crate::app::choices::Choices;
use crate::app::messages::Messages;
use crate::app::pointing::Pointing;
use crate::engine::sweep::Sweep;
use crate::engine::{ClockMap, Proof, Scene, Side, share_of_a_look};
use crate::scenario::Scenario;

/// What a view reads.
#[derive(Clone, Copy)]
pub struct ViewInput<'a> {
    /// The side of a comparison that it shows; A where nothing is compared.
    pub side: Side,
    /// What the engine last said of that side.
    pub scene: &'a Scene,
    /// The other side of a comparison, where both share their scales.
    pub beside: Option<&'a Scene>,
    /// The other side of a comparison, whatever its scales, and the latest look at an update there.
    pub other: Option<(&'a Scene, Option<&'a Proof>)>,
    /// Whether curves of both sides stand in one plot.
    pub together: bool,
    /// The scenario of that side.
    pub scenario: &'a Scenario,
    /// The same as it begins, before its own changes.
    pub begun: &'a Scenario,
    /// The scenario as it was opened or last saved.
    pub saved: &'a Scenario,
    /// The folder of the scenario file.
    pub folder: Option<&'a Path>,
    /// The latest look at an update that had something to compare.
    pub proof: Option<&'a Proof>,
    /// What is lit up.
    pub pointing: &'a Pointing,
    /// What the user has chosen inside views.
    pub choices: &'a Choices,
    /// The job behind the three-clock map.
    pub clock_map: Option<&'a ClockMap>,
    /// The sweep behind the explorer.
    pub sweep: Option<&'a Sweep>,
    /// Whether it is drawn on paper, where nobody can press a button or scroll.
    pub on_paper: bool,
}

/// A side, what the engine said of it, and the latest look at an update there.
pub type Shown<'a> = (Side, &'a Scene, Option<&'a Proof>);

impl<'a> ViewInput<'a> {
    /// Both sides, A first, where their curves stand in one plot.
    pub fn together(&self) -> Option<[Shown<'a>; 2]> {
        let (other, proof) = self.other.filter(|_| self.together)?;
        let mut sides = [
            (self.side, self.scene, self.proof),
            (self.side.other(), other, proof),
        ];
        sides.sort_by_key(|(side, ..)| *side as usize);
        Some(sides)
    }

    /// What is shown, and what stands beside it: all that a common scale must hold.
    pub fn both(&self) -> impl Iterator<Item = &'a Scene> + use<'a> {
        std::iter::once(self.scene).chain(self.beside)
    }
}

/// A view of the running simulation. It changes nothing but what it can work out again, such as
/// textures and layouts; everything else it asks for by messages.
pub trait View: Send {
    /// Draws the view into the space there is.
    fn view_ui(&mut self, ui: &mut Ui, input: &ViewInput<'_>, messages: &mut Messages);
}

/// A view that keeps nothing from frame to frame.
impl<F: FnMut(&mut Ui, &ViewInput<'_>, &mut Messages) + Send> View for F {
    fn view_ui(&mut self, ui: &mut Ui, input: &ViewInput<'_>, messages: &mut Messages) {
        self(ui, input, messages);
    }
}

/// What views of learning are waiting for.
pub const NEEDS_TASK: &str = "Needs a layered network with a task: open the preset XOR.";

/// What looks at the next plasticity update say where there are none.
pub const TOO_FAR_OFF: &str = "The next plasticity update is too far off to be looked at: the other clocks tick very often before it.";

/// Whether the next plasticity update of a simulation is too far off to be looked at.
pub fn is_too_far_off(scene: &Scene) -> bool {
    let snapshot = &scene.snapshot;
    share_of_a_look(&snapshot.rules, snapshot.neurons()) > 1.0
}

/// A quiet line in place of a view that has nothing to show yet.
pub fn waiting(ui: &mut Ui, what: &str) {
    ui.centered_and_justified(|ui| ui.weak(what));
}
