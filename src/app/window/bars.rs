//! The bars above the views: faults, and what to say, and to offer, when a simulation has left the
//! finite numbers.

use egui::Ui;

use crate::app::messages::{Change, Message, Messages};
use crate::app::notices;
use crate::app::session::Session;
use crate::engine::{Side, Snapshot};
use crate::model::{CreditClampMode, State};
use crate::scenario::Scenario;

/// Draws what must be read before anything else: a fault of the engine, with a way to start another.
pub fn crash_ui(ui: &mut Ui, session: &Session, messages: &mut Messages) {
    let Some(crash) = session.engine.crash() else {
        return;
    };
    let text =
        format!("The simulation stopped by a fault of ours: {crash}. Your scenario is safe.");
    let hover = "Begin again with the scenario as it stands.";
    if notices::bar_ui(ui, "crash", &text, ("Restart the simulation", hover)) {
        messages.push(Message::RestartEngine);
    }
}

/// Says which side stopped the simulation and why, and offers what helps.
pub fn stopped_ui(ui: &mut Ui, session: &Session, messages: &mut Messages) {
    for (side, id) in Side::ALL.into_iter().zip(["stopped", "stopped B"]) {
        let stopped = session.scene(side).filter(|s| s.snapshot.blow_up.is_some());
        let Some((scene, scenario)) = stopped.zip(session.document.side(side)) else {
            continue;
        };
        let snapshot = &scene.snapshot;
        let Some(blow_up) = &snapshot.blow_up else {
            continue;
        };
        let (cause, button, mend) = cause(snapshot, blow_up.what, &scenario);
        let text = match session.compares() {
            false => format!("Stopped at the last finite state: the {blow_up}, because {cause}."),
            true => format!(
                "Side {} stopped both at its last finite state: its {blow_up}, because {cause}.",
                side.letter()
            ),
        };
        let hover = "Changes the scenario, and begins again with the same seed.";
        if notices::bar_ui(ui, id, &text, (button, hover)) {
            messages.push(Message::Change(side, Change::Mend(mend)));
        }
    }
}

/// Why a simulation stopped, what the button says, and what it does.
type Cause = (&'static str, &'static str, fn(&mut Scenario));

const CLAMP: Cause = (
    "the clamp multiplies the credits that it gives by d at each update, and |d| is above 1",
    "Set d to 1 and begin again",
    |scenario| scenario.rules.drive.credit_clamp.diagonal = 1.0,
);

const FILE: Cause = (
    "the weights from the file are probably so strong that each credit update multiplies credit (see Stability of credit)",
    "Divide the scale of the weights by ten and begin again",
    |scenario| scenario.network.files.weights_scale /= 10.0,
);

const LEARNING: Cause = (
    "the weights are so large that each update feeds the next",
    "Divide r by ten and begin again",
    |scenario| {
        let rate = &mut scenario.rules.plasticity.learning_rate;
        *rate = rate.scaled(0.1);
    },
);

const INITIAL_WEIGHTS: Cause = (
    "the initial weights are probably so strong that each credit update multiplies credit (see Stability of credit)",
    "Lower the initial weight gain and begin again",
    |scenario| {
        let gain = &mut scenario.network.weight_gain;
        *gain = (*gain / 2.0).min(0.5);
    },
);

/// Weights beyond this many times their initial spread were made by learning.
const GROWN: f64 = 8.0;

fn cause(snapshot: &Snapshot, grown: State, scenario: &Scenario) -> Cause {
    let weights = snapshot.weights.weights().iter();
    let largest = weights.fold(0.0_f32, |most, w| most.max(w.abs()));
    let spread = scenario.network.weight_gain / (snapshot.neurons().max(1) as f64).sqrt();
    let learned = grown == State::Weight || f64::from(largest) > GROWN * spread;
    let clamp = &snapshot.rules.drive.credit_clamp;
    let walks_off = clamp.mode == CreditClampMode::Identity
        && clamp.diagonal.abs() > 1.0
        && clamp.fraction > 0.0;
    let from_file = scenario.network.files.weights.is_some();
    match learned {
        _ if walks_off => CLAMP,
        _ if from_file && grown != State::Weight => FILE,
        true => LEARNING,
        false => INITIAL_WEIGHTS,
    }
}
