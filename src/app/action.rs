//! Everything a user can do: one list that feeds menus, buttons, tooltips and keys alike.

use egui::{Key, KeyboardShortcut, Modifiers};

use super::compare::Comparing;
use super::jobs::ViewRequest;
use super::layout::Pane;
use crate::engine::sweep::Design;
use crate::model::{Balance, Clock, Loss};
use crate::scenario::{Quantity, Scenario};

/// Something a user can do.
#[derive(Debug, Clone)]
pub enum Action {
    /// Begin a new scenario from the defaults.
    New,
    /// Choose a scenario file and open it.
    Open,
    /// Type the path of a scenario file and open it.
    OpenPath,
    /// Choose a table of samples and learn it.
    LearnTable,
    /// Choose a connectome and start from it.
    ImportConnectome,
    /// Look at this connectome before starting from it.
    LookAtConnectome(std::path::PathBuf),
    /// Write the network to a file.
    ExportNetwork,
    /// Open this file.
    OpenFile(std::path::PathBuf),
    /// Open a built-in preset, by its file name.
    OpenPreset(&'static str),
    /// Save to the file it came from.
    Save,
    /// Choose a file and save to it.
    SaveAs,
    /// Close the window.
    Quit,
    /// Take back the last change of the scenario.
    Undo,
    /// Make it again.
    Redo,
    /// Copy the scenario as text.
    CopyScenario,
    /// Run, or stand still.
    PlayPause,
    /// Move to the next due clock.
    Step,
    /// Tick one clock.
    Tick(Clock),
    /// Begin again with the same seed.
    Reset,
    /// Begin again with a new seed.
    NewSeed,
    /// Set numbers of the scenario, all at once.
    SetNumbers(Vec<(&'static Quantity, f64)>),
    /// Change the balance function.
    SetBalance(Balance),
    /// Learn by another loss, and begin again.
    SetLoss(Loss),
    /// Add synapses that layering does not have, or take them away, and begin again.
    SetExtraSynapses {
        /// Past layers.
        skip: bool,
        /// Within layers.
        recurrent: bool,
    },
    /// Work out the three-clock map.
    StartClockMap,
    /// Stop working it out.
    CancelClockMap,
    /// Copy a view, or save it to a file.
    ExportView(ViewRequest),
    /// Say what an animation is to show, and make it.
    ExportAnimation,
    /// Stop making it.
    CancelAnimation,
    /// Show the explorer.
    ShowExplorer,
    /// Give a view all the room there is, or arrange all views again.
    Enlarge(Option<Pane>),
    /// Run a scenario at many values of a number.
    StartSweep(Box<Design>),
    /// Stop running it.
    CancelSweep,
    /// Open one run of a sweep, and go to its end.
    ShowRun(Box<Scenario>),
    /// Tell the user why something cannot be done.
    Complain(String),
    /// Run as fast as possible, or at the chosen speed.
    ToggleFullSpeed,
    /// Light or dark.
    ToggleTheme,
    /// Show or hide the inspector.
    ToggleInspector,
    /// Arrange the views as at first.
    ResetLayout,
    /// Larger text.
    ZoomIn,
    /// Smaller text.
    ZoomOut,
    /// Text at its natural size.
    ZoomReset,
    /// Something with a comparison of two sides.
    Compare(Comparing),
    /// What this program is.
    About,
}

impl Action {
    /// Actions with a key, for the dispatcher. Those with more modifiers come first, as egui lets
    /// Ctrl+Z answer to Ctrl+Shift+Z too.
    pub const WITH_KEYS: [Self; 20] = [
        Self::SaveAs,
        Self::Redo,
        Self::OpenPath,
        Self::NewSeed,
        Self::New,
        Self::Open,
        Self::Save,
        Self::Quit,
        Self::Undo,
        Self::Reset,
        Self::ToggleInspector,
        Self::ShowExplorer,
        Self::ZoomIn,
        Self::ZoomOut,
        Self::ZoomReset,
        Self::PlayPause,
        Self::Step,
        Self::Tick(Clock::Firing),
        Self::Tick(Clock::Credit),
        Self::Tick(Clock::Plasticity),
    ];

    /// The name in menus, on buttons and for screen readers.
    pub fn label(&self) -> &'static str {
        match self {
            Self::New => "New",
            Self::Open => "Open…",
            Self::OpenPath => "Open by path…",
            Self::LearnTable => "Learn from a table…",
            Self::ImportConnectome => "Import a connectome…",
            Self::LookAtConnectome(_) => "Look at a connectome",
            Self::ExportNetwork => "Export network…",
            Self::OpenFile(_) => "Open file",
            Self::OpenPreset(_) => "Open preset",
            Self::Save => "Save",
            Self::SaveAs => "Save as…",
            Self::Quit => "Quit",
            Self::Undo => "Undo",
            Self::Redo => "Redo",
            Self::CopyScenario => "Copy scenario as text",
            Self::PlayPause => "Play or pause",
            Self::Step => "Step",
            Self::Tick(Clock::Firing) => "Tick firing",
            Self::Tick(Clock::Credit) => "Tick credit",
            Self::Tick(Clock::Plasticity) => "Tick plasticity",
            Self::Reset => "Reset, same seed",
            Self::NewSeed => "Reset, new seed",
            Self::SetNumbers(_) => "Set",
            Self::SetBalance(_) => "Balance function",
            Self::SetLoss(_) => "Loss",
            Self::SetExtraSynapses { .. } => "Extra synapses",
            Self::StartClockMap => "Work out the map",
            Self::CancelClockMap => "Cancel the map",
            Self::ExportView(request) => request.what.label(),
            Self::ExportAnimation => "Export animation…",
            Self::CancelAnimation => "Cancel the animation",
            Self::ShowExplorer => "Learning-rate explorer",
            Self::Enlarge(Some(_)) => "Enlarge this view",
            Self::Enlarge(None) => "Back to all views",
            Self::StartSweep(_) => "Start the sweep",
            Self::CancelSweep => "Cancel the sweep",
            Self::ShowRun(_) => "Run exactly this network",
            Self::Complain(_) => "Say what is wrong",
            Self::ToggleFullSpeed => "Full speed",
            Self::ToggleTheme => "Light or dark",
            Self::ToggleInspector => "Inspector",
            Self::ResetLayout => "Reset layout",
            Self::ZoomIn => "Larger text",
            Self::ZoomOut => "Smaller text",
            Self::ZoomReset => "Natural text size",
            Self::Compare(comparing) => comparing.label(),
            Self::About => "About Accordance",
        }
    }

    /// One sentence for the hover.
    pub fn tooltip(&self) -> &'static str {
        match self {
            Self::New => "Begin a new scenario: 300 neurons, every value at its default.",
            Self::Open => "Open a scenario file (.toml). Dropping one on the window does the same.",
            Self::OpenPath => "Open a scenario file by typing its path.",
            Self::LearnTable => {
                "Choose a table of your own (.csv or .npy, inputs then targets), look at it, and let a layered network learn it."
            }
            Self::ImportConnectome => {
                "Choose a connectome of your own (.npy, .csv or .graphml), look at it, and start from it. Dropping one on the window does the same."
            }
            Self::LookAtConnectome(_) => "Look at this connectome before starting from it.",
            Self::ExportNetwork => {
                "Write the network (of a comparison that of side A), as it is now or over time, for other programs: GraphML, GEXF, NPZ, NPY or CSV."
            }
            Self::OpenFile(_) => "Open this scenario file.",
            Self::OpenPreset(_) => "Open this built-in scenario.",
            Self::Save => "Save the scenario; what it replaces is kept as a .bak file.",
            Self::SaveAs => "Save the scenario to another file.",
            Self::Quit => "Close the window.",
            Self::Undo => "Take back the last change of the scenario.",
            Self::Redo => "Make the change again.",
            Self::CopyScenario => "Copy the scenario file, as it would be saved, to the clipboard.",
            Self::PlayPause => "Run the simulation, or let it stand still.",
            Self::Step => "Move to the next due clock and tick every clock that is due.",
            Self::Tick(Clock::Firing) => "One firing update, out of schedule: x ← σ(W x) + ε_x",
            Self::Tick(Clock::Credit) => {
                "One credit update, out of schedule: c_j ← Σ_i c_i f(s_i) w_ij + ε_c"
            }
            Self::Tick(Clock::Plasticity) => {
                "One plasticity update, out of schedule: W ← W + r (c ⊙ f(s)) xᵀ, then pruning"
            }
            Self::Reset => {
                "Begin again with the same seed: the same network and noise, bit for bit."
            }
            Self::NewSeed => "Begin again with another seed: a different network and noise.",
            Self::SetNumbers(_) => "Change the scenario.",
            Self::SetBalance(_) => "Change the balance function.",
            Self::SetLoss(_) => "Learn by another loss, and begin again.",
            Self::SetExtraSynapses { .. } => "Add or remove synapses, and begin again.",
            Self::StartClockMap => {
                "Measure the cosine between rule and gradient at each pair of clock ratios, in the background."
            }
            Self::CancelClockMap => "Stop measuring; what is measured stays.",
            Self::ExportView(request) => request.what.tooltip(),
            Self::ExportAnimation => {
                "A view over a run of this scenario, from its beginning, as an animated GIF."
            }
            Self::CancelAnimation => "Stop making the animation; nothing is saved.",
            Self::ShowExplorer => {
                "Simulate the network at many values of the learning rate, or of another number, and see where it changes."
            }
            Self::Enlarge(Some(_)) => {
                "Give this view all the room of the views; Escape brings the others back."
            }
            Self::Enlarge(None) => "Arrange all views again (Escape).",
            Self::StartSweep(_) => {
                "Simulate the scenario at each value and with each seed, on all cores in the background; the simulation on screen goes on."
            }
            Self::CancelSweep => "Stop the runs under way; those that are done stay.",
            Self::ShowRun(_) => {
                "Open exactly this run, with its value and seed, and go to its end. Undo brings back what was there."
            }
            Self::Complain(_) => "Say what is wrong.",
            Self::ToggleFullSpeed => "As fast as this machine can, instead of at the chosen speed.",
            Self::ToggleTheme => "Switch between light and dark.",
            Self::ToggleInspector => {
                "Show the equations of a neuron or synapse with its live numbers."
            }
            Self::ResetLayout => "Arrange the views as they were at first.",
            Self::ZoomIn => "Make all text and controls larger, for a projector.",
            Self::ZoomOut => "Make all text and controls smaller.",
            Self::ZoomReset => "Text and controls at their natural size.",
            Self::Compare(comparing) => comparing.tooltip(),
            Self::About => "What this program is, and the paper behind it.",
        }
    }

    /// The key that does it.
    pub fn shortcut(&self) -> Option<KeyboardShortcut> {
        let ctrl = |key| Some(KeyboardShortcut::new(Modifiers::COMMAND, key));
        let ctrl_shift = |key| {
            Some(KeyboardShortcut::new(
                Modifiers::COMMAND.plus(Modifiers::SHIFT),
                key,
            ))
        };
        let plain = |key| Some(KeyboardShortcut::new(Modifiers::NONE, key));
        match self {
            Self::New => ctrl(Key::N),
            Self::Open => ctrl(Key::O),
            Self::OpenPath => ctrl_shift(Key::O),
            Self::Save => ctrl(Key::S),
            Self::SaveAs => ctrl_shift(Key::S),
            Self::Quit => ctrl(Key::Q),
            Self::Undo => ctrl(Key::Z),
            Self::Redo => ctrl_shift(Key::Z),
            Self::Reset => ctrl(Key::R),
            Self::NewSeed => ctrl_shift(Key::R),
            Self::ToggleInspector => ctrl(Key::I),
            Self::ShowExplorer => ctrl(Key::E),
            Self::ZoomIn => ctrl(Key::Plus),
            Self::ZoomOut => ctrl(Key::Minus),
            Self::ZoomReset => ctrl(Key::Num0),
            Self::PlayPause => plain(Key::Space),
            Self::Step => plain(Key::Period),
            Self::Tick(Clock::Firing) => plain(Key::Num1),
            Self::Tick(Clock::Credit) => plain(Key::Num2),
            Self::Tick(Clock::Plasticity) => plain(Key::Num3),
            _ => None,
        }
    }

    /// The tooltip with the key behind it.
    pub fn hover_text(&self, ctx: &egui::Context) -> String {
        match self.shortcut() {
            Some(shortcut) => format!("{} ({})", self.tooltip(), ctx.format_shortcut(&shortcut)),
            None => self.tooltip().to_owned(),
        }
    }
}

/// Takes the actions whose keys were pressed. Plain keys count only when no text is being edited.
pub fn from_keys(ctx: &egui::Context) -> Vec<Action> {
    let typing = ctx.egui_wants_keyboard_input();
    let pressed = |action: &Action| {
        action.shortcut().is_some_and(|shortcut| {
            let free = !typing || shortcut.modifiers.any();
            free && ctx.input_mut(|i| i.consume_shortcut(&shortcut))
        })
    };
    let mut actions: Vec<Action> = Action::WITH_KEYS.into_iter().filter(pressed).collect();
    // On many keyboards plus is on the key of the equals sign.
    if ctx.input_mut(|i| i.consume_key(Modifiers::COMMAND, Key::Equals)) {
        actions.push(Action::ZoomIn);
    }
    actions
}
