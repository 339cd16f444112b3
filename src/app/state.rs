//! What the panels and views share within a session.

use std::sync::Arc;

use super::action::Action;
use super::document::Document;
use super::take_home::SizeChoice;
use super::theme::Palette;
pub use crate::engine::Wants;
use crate::engine::{ClockMap, Proof, Scene};

/// What a view may change: what is pointed at, and what it asks for.
pub struct Hands<'a> {
    /// What is pointed at.
    pub pointing: &'a mut Pointing,
    /// What the user asked for in the view.
    pub asked: &'a mut Vec<Action>,
    /// What the view would like the engine to work out next.
    pub wants: &'a mut Wants,
    /// The scenario being worked on.
    pub document: &'a Document,
    /// What the user has chosen inside views.
    pub choices: &'a mut Choices,
    /// The other side of a comparison, for scales that both sides share.
    pub beside: Option<&'a Scene>,
    /// The job behind the three-clock map.
    pub clock_map: Option<&'a ClockMap>,
}

/// What the user has chosen inside views, such as which measure to show. A view itself keeps only
/// what it can work out again, so that a copy of the choices is all it takes to draw it elsewhere.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    /// The last look at an update that had something to compare: updates outside the overlap of the
    /// windows teach nothing.
    pub proof: Option<Arc<Proof>>,
    /// The size of exported pictures.
    pub size: SizeChoice,
}

/// What is pointed at, in all views at once.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Pointing {
    /// What the pointer was over in the last frame: what the views light up.
    pub hovered: Option<Target>,
    /// What the pointer is over in this frame.
    pub next: Option<Target>,
    /// What was clicked: what the inspector shows.
    pub selected: Option<Target>,
}

/// A neuron or a synapse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A neuron.
    Neuron(usize),
    /// A synapse.
    Synapse {
        /// The receiving neuron i.
        post: usize,
        /// The sending neuron j.
        pre: usize,
    },
}

impl Target {
    /// Whether it is, or touches, this neuron.
    pub fn touches(self, neuron: usize) -> bool {
        match self {
            Self::Neuron(it) => it == neuron,
            Self::Synapse { post, pre } => post == neuron || pre == neuron,
        }
    }
}

impl Pointing {
    /// A view says what the pointer is over, and whether it was clicked.
    pub fn at(&mut self, target: Target, clicked: bool) {
        self.next = Some(target);
        if clicked {
            self.selected = Some(target);
        }
    }

    /// What is to be lit up: what is pointed at, or else what is selected.
    pub fn lit(&self) -> Option<Target> {
        self.hovered.or(self.selected)
    }

    /// Whether this neuron is to be lit up.
    pub fn lights(&self, neuron: usize) -> bool {
        self.lit().is_some_and(|target| target.touches(neuron))
    }

    /// Ends a frame. Returns whether what is lit up changed.
    pub fn turn(&mut self) -> bool {
        let changed = self.hovered != self.next;
        self.hovered = self.next.take();
        changed
    }

    /// Forgets neurons that a smaller network does not have.
    pub fn keep_below(&mut self, neurons: usize) {
        let exists = |target: &Target| match target {
            Target::Neuron(i) => *i < neurons,
            Target::Synapse { post, pre } => *post < neurons && *pre < neurons,
        };
        self.hovered = self.hovered.filter(exists);
        self.selected = self.selected.filter(exists);
    }
}

/// The palette of the theme in use.
pub fn palette(ui: &egui::Ui) -> &'static Palette {
    Palette::of(ui.visuals())
}
