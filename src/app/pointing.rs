//! What is pointed at and what is selected, in all views at once: lasts as long as the window.

use std::sync::Arc;

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
    Group(Arc<NeuronGroup>),
}

/// Several neurons that are pointed at together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeuronGroup {
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
        Self::Group(Arc::new(NeuronGroup { name, neurons }))
    }

    /// Whether it is, or touches, this neuron.
    pub fn touches(&self, neuron: usize) -> bool {
        match self {
            Self::Neuron(it) => *it == neuron,
            Self::Synapse { post, pre } => *post == neuron || *pre == neuron,
            Self::Group(group) => group.neurons.binary_search(&neuron).is_ok(),
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
    /// Takes note of what the pointer is over, and whether it was clicked.
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

    /// The neurons to light up, for views that want them as a list.
    pub fn lit_neurons(&self) -> Vec<usize> {
        match self.lit() {
            None => Vec::new(),
            Some(Target::Neuron(neuron)) => vec![*neuron],
            Some(Target::Synapse { post, pre }) => vec![*post, *pre],
            Some(Target::Group(group)) => group.neurons.clone(),
        }
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
            Target::Group(group) => group.neurons.last().is_none_or(|last| *last < neurons),
        };
        self.hovered.take_if(|target| !exists(target));
        self.selected.take_if(|target| !exists(target));
    }
}
