//! What a user can do from menus, keys and buttons: one table, which all of them read.

use egui::{Key, KeyboardShortcut, Modifiers};

use crate::scenario::ARRANGEMENT;

/// Something a user can do from a menu, by a key or with a button. What it is called and which key
/// does it stands in [`COMMANDS`], in the same order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UserCommand {
    New,
    Open,
    OpenPath,
    LearnTable,
    ImportConnectome,
    Save,
    SaveAs,
    ExportAnimation,
    ExportNetwork,
    Quit,
    Undo,
    Redo,
    BringBack,
    EditNotes,
    CopyScenario,
    ArrangeShow,
    ArrangeTheorem,
    ArrangeClocks,
    ArrangeLaboratory,
    ResetLayout,
    Present,
    ToggleControls,
    ToggleInspector,
    ToggleTheme,
    ZoomIn,
    ZoomOut,
    ZoomReset,
    PlayPause,
    Step,
    TickFiring,
    TickCredit,
    TickPlasticity,
    Reset,
    NewSeed,
    ToggleFullSpeed,
    ShowExplorer,
    IterationBack,
    IterationForward,
    TickBack,
    TickForward,
    ReturnToNow,
    BeginAgainHere,
    ContinueBeside,
    TakeUpOldCourse,
    BeginComparison,
    CopyAToB,
    CopyBToA,
    SwapSides,
    EndComparison,
    ControlA,
    ControlB,
    ToggleScales,
    ToggleTogether,
    ShowAllViews,
    StartClockMap,
    CancelClockMap,
    CancelSweep,
    CancelAnimation,
    OpenLesson,
    Welcome,
    FirstSteps,
    LookingAt,
    Glossary,
    Shortcuts,
    About,
}

use UserCommand::*;

/// The menus of the menu bar, from left to right.
pub const MENUS: [&str; 7] = ["File", "Edit", "View", "Run", "Compare", "Lessons", "Help"];

/// Second keys for some commands: on many keyboards plus is on the key of the equals sign, and whoever comes
/// from Windows redoes with Y.
pub const ALSO: [(KeyboardShortcut, UserCommand); 3] = [
    (
        KeyboardShortcut::new(Modifiers::COMMAND, Key::Equals),
        ZoomIn,
    ),
    (KeyboardShortcut::new(Modifiers::COMMAND, Key::Y), Redo),
    // What a presenter's remote sends to begin.
    (KeyboardShortcut::new(Modifiers::NONE, Key::F5), Present),
];

/// What there must be for a command to do anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    Nothing,
    ChangeToTakeBack,
    ChangeToMakeAgain,
    /// A scenario that was changed and left for another.
    SetAside,
    Comparison,
    NoComparison,
    /// The past is looked at.
    Past,
    /// The same, and the moment that is shown is the one that was asked for.
    ExactPast,
    /// The same, and no two sides are compared.
    ExactPastAlone,
    /// A course that was set aside.
    OldCourse,
}

/// What there is to know of a command.
#[derive(Debug)]
pub struct CommandRow {
    pub command: UserCommand,
    /// The name in menus, on buttons and for screen readers.
    pub label: &'static str,
    pub hover: &'static str,
    pub shortcut: Option<KeyboardShortcut>,
    /// Its menu, and its group in there: a line separates groups.
    pub menu: Option<(&'static str, u8)>,
    pub needs: Needs,
    /// Whether it replaces the scenario or ends the program, so that unsaved changes would be lost.
    pub loses_changes: bool,
}

/// All commands, in the order of the menus.
#[rustfmt::skip]
pub static COMMANDS: [CommandRow; About as usize + 1] = [
    row(New, "New…", "Make a new scenario: all-to-all, layers, a task, a table or a connectome of your own.")
        .ctrl(Key::N).within("File", 0).losing_changes(),
    row(Open, "Open…", "Open a scenario file (.accordance or .toml). Dropping one on the window does the same.")
        .ctrl(Key::O).within("File", 0).losing_changes(),
    row(OpenPath, "Open by path…", "Open a scenario file by typing its path.")
        .ctrl_shift(Key::O).within("File", 0).losing_changes(),
    row(LearnTable, "Learn from a table…", "Choose a table of your own (.csv or .npy, inputs then targets), look at it, and let a layered network learn it.")
        .within("File", 0).losing_changes(),
    row(ImportConnectome, "Import a connectome…", "Choose a connectome of your own (.npy, .csv or .graphml), look at it, and start from it. Dropping one on the window does the same.")
        .within("File", 0).losing_changes(),
    row(Save, "Save", "Save the scenario; what it replaces is kept as a .bak file.")
        .ctrl(Key::S).within("File", 1),
    row(SaveAs, "Save as…", "Save the scenario to another file.")
        .ctrl_shift(Key::S).within("File", 1),
    row(ExportAnimation, "Export animation…", "A view over a stretch of a run of this scenario, as an animated GIF.")
        .within("File", 1),
    row(ExportNetwork, "Export network…", "Write the network (of a comparison that of side A), as it is now or over time, for other programs: GraphML, GEXF, NPZ, NPY or CSV.")
        .within("File", 1),
    row(Quit, "Quit", "Close the window.")
        .ctrl(Key::Q).within("File", 2).losing_changes(),
    row(Undo, "Undo", "Take back the last change of the scenario.")
        .ctrl(Key::Z).within("Edit", 0).needing(Needs::ChangeToTakeBack),
    row(Redo, "Redo", "Make the change again.")
        .ctrl_shift(Key::Z).within("Edit", 0).needing(Needs::ChangeToMakeAgain),
    row(BringBack, "Back to your changes", "Open again the scenario that you had changed, and not saved, before you opened another one.")
        .within("Edit", 0).needing(Needs::SetAside),
    row(EditNotes, "Name and notes…", "Change what the scenario is called, what there is to watch, and your notes.")
        .within("Edit", 1),
    row(CopyScenario, "Copy scenario as text", "Copy the scenario file, as it would be saved, to the clipboard.")
        .within("Edit", 1),
    arrangement(ArrangeShow, 0, Key::Num1),
    arrangement(ArrangeTheorem, 1, Key::Num2),
    arrangement(ArrangeClocks, 2, Key::Num3),
    arrangement(ArrangeLaboratory, 3, Key::Num4),
    row(ResetLayout, "Reset layout", "Arrange the views as they were at first, also those that you have arranged by hand.")
        .within("View", 0),
    row(Present, "Present", "One view as large as the screen, with the sentence and a few controls large enough for the last row; Escape ends it.")
        .plain(Key::F11).within("View", 1),
    row(ToggleControls, "Controls", "Fold the controls away, or unfold them; in a narrow window they lie over the views.")
        .ctrl(Key::K).within("View", 1),
    row(ToggleInspector, "Inspector", "Show the equations of a neuron or synapse with its live numbers.")
        .ctrl(Key::I).within("View", 1),
    row(ToggleTheme, "Light or dark", "Switch between light and dark.")
        .within("View", 1),
    row(ZoomIn, "Larger text", "Make all text and controls larger, for a projector.")
        .ctrl(Key::Plus).within("View", 2),
    row(ZoomOut, "Smaller text", "Make all text and controls smaller.")
        .ctrl(Key::Minus).within("View", 2),
    row(ZoomReset, "Natural text size", "Text and controls at their natural size.")
        .ctrl(Key::Num0).within("View", 2),
    row(PlayPause, "Play or pause", "Run the simulation, or let it stand still.")
        .plain(Key::Space).within("Run", 0),
    row(Step, "Step", "Move to the next due clock and tick every clock that is due.")
        .plain(Key::Period).within("Run", 0),
    row(TickFiring, "Tick firing", "One firing update, out of schedule: x ← σ(W x) + ε_x")
        .plain(Key::Num1).within("Run", 1),
    row(TickCredit, "Tick credit", "One credit update, out of schedule: c_j ← Σ_i c_i f(s_i) w_ij + ε_c")
        .plain(Key::Num2).within("Run", 1),
    row(TickPlasticity, "Tick plasticity", "One plasticity update, out of schedule: w_ij ← w_ij + r c_i f(s_i) x_j, then pruning")
        .plain(Key::Num3).within("Run", 1),
    row(Reset, "Reset, same seed", "Begin again with the same seed: the same network and noise, bit for bit.")
        .ctrl(Key::R).within("Run", 2),
    row(NewSeed, "Reset, new seed", "Begin again with another seed: a different network and noise.")
        .ctrl_shift(Key::R).within("Run", 2),
    row(ToggleFullSpeed, "Full speed", "As fast as this machine can, instead of at the chosen speed.")
        .within("Run", 2),
    row(ShowExplorer, "Learning-rate explorer", "Simulate the network at many values of the learning rate, or of another number, and see where it changes.")
        .ctrl(Key::E).within("Run", 3),
    row(IterationBack, "One iteration back", "Show the moment one iteration earlier. The simulation stands still while its past is looked at.")
        .plain(Key::ArrowLeft).within("Run", 4),
    row(IterationForward, "One iteration forward", "In the past: show the moment one iteration later.")
        .plain(Key::ArrowRight).within("Run", 4).needing(Needs::Past),
    row(TickBack, "One tick back", "Show the moment before the latest tick of a clock.")
        .key(Modifiers::SHIFT, Key::ArrowLeft).within("Run", 4),
    row(TickForward, "One tick forward", "In the past: show the moment after the next tick of a clock.")
        .key(Modifiers::SHIFT, Key::ArrowRight).within("Run", 4).needing(Needs::Past),
    row(ReturnToNow, "Return to now", "Show the present again (Escape). Nothing has changed there.")
        .within("Run", 5).needing(Needs::Past),
    row(BeginAgainHere, "Begin again from here", "Let the run go another way from the moment that is shown. The course that it took is set aside, to go back to.")
        .within("Run", 5).needing(Needs::ExactPast),
    row(ContinueBeside, "Continue from here as side B", "Compare two futures of the moment that is shown: A takes the course that it took, B the one that you give it.")
        .within("Run", 5).needing(Needs::ExactPastAlone),
    row(TakeUpOldCourse, "Back to the old course", "Take up the course again that was set aside; the one that you see now is given up.")
        .within("Run", 5).needing(Needs::OldCourse),
    row(BeginComparison, "Compare with a copy", "Put an exact copy of what runs beside it, as side B, and change one of the two from here on.")
        .within("Compare", 0).needing(Needs::NoComparison),
    row(CopyAToB, "Copy A to B", "Make B what A is: all its settings, and its state as it stands now.")
        .within("Compare", 1).needing(Needs::Comparison),
    row(CopyBToA, "Copy B to A", "Make A what B is: all its settings, and its state as it stands now.")
        .within("Compare", 1).needing(Needs::Comparison),
    row(SwapSides, "Swap A and B", "Let A and B change places.")
        .within("Compare", 1).needing(Needs::Comparison),
    row(EndComparison, "End the comparison", "Take B away; A goes on. Undo begins the comparison again.")
        .within("Compare", 1).needing(Needs::Comparison),
    row(ControlA, "Controls of A", "Show and change the settings of A.")
        .needing(Needs::Comparison),
    row(ControlB, "Controls of B", "Show and change the settings of B.")
        .needing(Needs::Comparison),
    row(ToggleScales, "Common scales", "One colour scale and one set of axes for both sides, so that magnitudes can be compared; or each its own, so that the structure of either is seen best.")
        .needing(Needs::Comparison),
    row(ToggleTogether, "Curves in one plot", "Draw the curves of A and B over time in one plot: A solid, B dashed, each in the colour of its side. Where there is little height, Over time always does.")
        .needing(Needs::Comparison),
    row(ShowAllViews, "Back to all views", "Arrange all views again (Escape)."),
    row(StartClockMap, "Work out the map", "Measure the cosine between rule and gradient at each pair of clock ratios, in the background."),
    row(CancelClockMap, "Cancel the map", "Stop measuring, and put the map away."),
    row(CancelSweep, "Cancel the sweep", "Stop the runs under way; those that are done stay."),
    row(CancelAnimation, "Cancel the animation", "Stop making the animation; nothing is saved."),
    row(OpenLesson, "Open a lesson…", "Open a lesson of your own, or of somebody else: a Markdown file (.md).")
        .within("Lessons", 1).losing_changes(),
    row(Welcome, "Start screen", "Lessons, presets, and what else one can begin with.")
        .within("Help", 0),
    row(FirstSteps, "First steps", "What to try first, as a list beside the views.")
        .within("Help", 0),
    row(LookingAt, "What am I looking at?", "What is on screen now, in words: the scenario, what its network has become, and each view.")
        .key(Modifiers::SHIFT, Key::F1).within("Help", 0),
    row(Glossary, "Glossary", "Each symbol with its name, its equation and where the paper has it. The key opens it at the control or the view that you point at.")
        .plain(Key::F1).within("Help", 0),
    row(Shortcuts, "Keyboard shortcuts", "All keys and what they do.")
        .within("Help", 0),
    row(About, "About Accordance", "What this program is, the paper behind it, and the licences of its parts.")
        .within("Help", 1),
];

// Each command stands in the table, at the place that its number says.
const _: () = {
    let mut at = 0;
    while at < COMMANDS.len() {
        assert!(COMMANDS[at].command as usize == at);
        at += 1;
    }
};

/// An arrangement of the views, by its number among those that a scenario may name.
const fn arrangement(command: UserCommand, number: usize, key: Key) -> CommandRow {
    let option = &ARRANGEMENT.options[number];
    row(command, option.label, option.help)
        .ctrl(key)
        .within("View", 0)
}

const fn row(command: UserCommand, label: &'static str, hover: &'static str) -> CommandRow {
    CommandRow {
        command,
        label,
        hover,
        shortcut: None,
        menu: None,
        needs: Needs::Nothing,
        loses_changes: false,
    }
}

impl CommandRow {
    const fn key(mut self, modifiers: Modifiers, key: Key) -> Self {
        self.shortcut = Some(KeyboardShortcut::new(modifiers, key));
        self
    }

    const fn plain(self, key: Key) -> Self {
        self.key(Modifiers::NONE, key)
    }

    const fn ctrl(self, key: Key) -> Self {
        self.key(Modifiers::COMMAND, key)
    }

    const fn ctrl_shift(self, key: Key) -> Self {
        self.key(Modifiers::COMMAND.plus(Modifiers::SHIFT), key)
    }

    const fn within(mut self, menu: &'static str, group: u8) -> Self {
        self.menu = Some((menu, group));
        self
    }

    const fn needing(mut self, needs: Needs) -> Self {
        self.needs = needs;
        self
    }

    const fn losing_changes(mut self) -> Self {
        self.loses_changes = true;
        self
    }

    /// The hover, and on a line of its own the key: behind an equation it would look like its number.
    pub fn hover_with_key(&self, ctx: &egui::Context) -> String {
        match self.shortcut {
            Some(shortcut) => format!("{}\nKey: {}", self.hover, ctx.format_shortcut(&shortcut)),
            None => self.hover.to_owned(),
        }
    }
}

impl UserCommand {
    /// Whether it lets a simulation go on, or begin again.
    pub fn moves_simulation(self) -> bool {
        matches!(
            self,
            PlayPause
                | Step
                | TickFiring
                | TickCredit
                | TickPlasticity
                | Reset
                | NewSeed
                | Undo
                | Redo
                | BeginComparison
                | BeginAgainHere
                | ContinueBeside
                | TakeUpOldCourse
        )
    }

    pub fn row(self) -> &'static CommandRow {
        &COMMANDS[self as usize]
    }
}

/// Takes the commands whose keys were pressed. Plain keys count only when no text is being edited.
pub fn from_keys(ctx: &egui::Context) -> Vec<UserCommand> {
    let typing = ctx.egui_wants_keyboard_input();
    let with_keys = COMMANDS.iter().filter_map(|row| Some((row, row.shortcut?)));
    let mut with_keys: Vec<_> = with_keys.collect();
    // Those with more modifiers come first, as egui lets Ctrl+Z answer to Ctrl+Shift+Z too.
    with_keys.sort_by_key(|(_, shortcut)| !shortcut.modifiers.shift);
    let mut pressed = Vec::new();
    for (row, shortcut) in with_keys {
        let free = !typing || shortcut.modifiers.any();
        if free && ctx.input_mut(|i| i.consume_shortcut(&shortcut)) {
            pressed.push(row.command);
        }
    }
    for (shortcut, command) in ALSO {
        if ctx.input_mut(|i| i.consume_shortcut(&shortcut)) {
            pressed.push(command);
        }
    }
    pressed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_commands_share_a_name_or_a_key() {
        for (at, row) in COMMANDS.iter().enumerate() {
            for other in &COMMANDS[..at] {
                assert_ne!(row.label, other.label);
                let shares = row.shortcut.is_some() && row.shortcut == other.shortcut;
                assert!(!shares, "{} and {}", row.label, other.label);
            }
        }
    }

    #[test]
    fn the_groups_of_a_menu_stand_together() {
        let places = || COMMANDS.iter().filter_map(|row| row.menu);
        assert!(places().all(|(menu, _)| MENUS.contains(&menu)));
        for menu in MENUS {
            let groups: Vec<u8> = places().filter(|(m, _)| *m == menu).map(|p| p.1).collect();
            assert!(groups.is_sorted() && !groups.is_empty(), "{menu}");
        }
    }
}
