//! What the panels and views share within a session.

use std::sync::Arc;

use super::action::Action;
use super::document::Document;
use super::jobs::SizeChoice;
use super::layout::Pane;
use super::theme::Palette;
use super::views::ExplorerChoices;
use super::window::AccordanceApp;
pub use crate::engine::Wants;
use crate::engine::sweep::Sweep;
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
    /// The sweep behind the explorer.
    pub sweep: Option<&'a Sweep>,
}

impl<'a> Hands<'a> {
    /// The same hands, lent for a while.
    pub fn again(&mut self) -> Hands<'_> {
        Hands {
            pointing: self.pointing,
            asked: self.asked,
            wants: self.wants,
            document: self.document,
            choices: self.choices,
            beside: self.beside,
            clock_map: self.clock_map,
            sweep: self.sweep,
        }
    }

    /// What is shown, and what stands beside it: all that a common scale must hold.
    pub fn both<'s>(&self, scene: &'s Scene) -> impl Iterator<Item = &'s Scene> + use<'s, 'a>
    where
        'a: 's,
    {
        std::iter::once(scene).chain(self.beside)
    }
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
    /// What the explorer is to vary.
    pub explorer: ExplorerChoices,
    /// The view that has all the room, if one has.
    pub enlarged: Option<Pane>,
}

/// What is pointed at, in all views at once.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Pointing {
    /// What the pointer was over in the last frame: what the views light up.
    pub hovered: Option<Target>,
    /// What the pointer is over in this frame.
    pub next: Option<Target>,
    /// What was clicked: what the inspector shows.
    pub selected: Option<Target>,
}

/// A neuron, a synapse, or several neurons.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// Several neurons, such as those of a community.
    Group(Arc<Crowd>),
}

/// Several neurons that are pointed at together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crowd {
    /// What they are, in words.
    pub name: String,
    /// Which, in rising order.
    pub neurons: Vec<usize>,
}

impl Target {
    /// Several neurons, in any order.
    pub fn group(name: String, mut neurons: Vec<usize>) -> Self {
        neurons.sort_unstable();
        neurons.dedup();
        Self::Group(Arc::new(Crowd { name, neurons }))
    }

    /// Whether it is, or touches, this neuron.
    pub fn touches(&self, neuron: usize) -> bool {
        match self {
            Self::Neuron(it) => *it == neuron,
            Self::Synapse { post, pre } => *post == neuron || *pre == neuron,
            Self::Group(crowd) => crowd.neurons.binary_search(&neuron).is_ok(),
        }
    }

    /// Whether it is this synapse, or one end of it, or, for several neurons, holds both ends.
    pub fn touches_synapse(&self, post: usize, pre: usize) -> bool {
        match self {
            Self::Neuron(it) => *it == post || *it == pre,
            Self::Synapse { post: i, pre: j } => (*i, *j) == (post, pre),
            Self::Group(_) => self.touches(post) && self.touches(pre),
        }
    }
}

impl Pointing {
    /// A view says what the pointer is over, and whether it was clicked.
    pub fn at(&mut self, target: Target, clicked: bool) {
        if clicked {
            self.selected = Some(target.clone());
        }
        self.next = Some(target);
    }

    /// What is to be lit up: what is pointed at, or else what is selected.
    pub fn lit(&self) -> Option<&Target> {
        self.hovered.as_ref().or(self.selected.as_ref())
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
            Target::Group(crowd) => crowd.neurons.last().is_none_or(|last| *last < neurons),
        };
        self.hovered.take_if(|target| !exists(target));
        self.selected.take_if(|target| !exists(target));
    }
}

impl AccordanceApp {
    /// What is pointed at.
    pub fn pointing(&self) -> &Pointing {
        &self.pointing
    }
}

/// The palette of the theme in use.
pub fn palette(ui: &egui::Ui) -> &'static Palette {
    Palette::of(ui.visuals())
}
