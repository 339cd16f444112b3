//! What must hold too, and takes a while to be looked at: actions of their own.

use accordance::scenario;
use egui::{Key, Modifiers};

use crate::action::{Action, Deed, MIDDLE, Target};
use crate::checks::nothing_to_remark;
use crate::hand::{act, press};
use crate::life::{Failure, Life, failure};

const CTRL: Modifiers = Modifiers {
    ctrl: true,
    command: true,
    ..Modifiers::NONE
};
const CTRL_SHIFT: Modifiers = Modifiers {
    shift: true,
    ..CTRL
};

/// Lets go of what is being typed, and closes menus. Returns whether the window listens to keys then.
fn at_rest(life: &mut Life) -> bool {
    let ctx = life.window.ctx.clone();
    ctx.memory_mut(egui::Memory::stop_text_input);
    egui::Popup::close_all(&ctx);
    life.frame(Vec::new());
    life.frame(Vec::new());
    life.window.state().shell.question.is_none()
}

/// Undo and then redo change nothing.
pub fn undo(life: &mut Life, times: u32) -> Result<(), Failure> {
    if !at_rest(life) {
        return Ok(());
    }
    let mut before = Vec::new();
    for _ in 0..times {
        let stood = life.scenario();
        press(life, CTRL, Key::Z);
        if life.scenario() == stood {
            break;
        }
        before.push(stood);
    }
    while let Some(stood) = before.pop() {
        press(life, CTRL_SHIFT, Key::Z);
        if life.scenario() != stood {
            let made = life.scenario();
            let what = format!("{stood:?}\nis after undo and redo\n{made:?}");
            return Err(failure("undo and redo", what));
        }
    }
    life.settle()
}

fn target(role: &str, name: &str) -> Target {
    Target {
        role: role.to_owned(),
        name: name.to_owned(),
        number: 1,
    }
}

/// Answers the question for the path of a scenario.
fn type_path(life: &mut Life, name: &str) -> Result<(), Failure> {
    life.frame(Vec::new());
    life.frame(Vec::new());
    let field = target(
        "textinput",
        "Path of the scenario file (.accordance or .toml)",
    );
    let fill = Deed::Fill(format!("{{work}}/{name}"));
    match act(life, &Action::On(field, fill, MIDDLE)) {
        true => life.settle(),
        false => Err(failure("no question", "the path is not asked for")),
    }
}

/// What is saved opens the same.
pub fn save(life: &mut Life) -> Result<(), Failure> {
    if !at_rest(life) {
        return Ok(());
    }
    life.checks += 1;
    let name = format!("check-{}.toml", life.checks);
    press(life, CTRL_SHIFT, Key::S);
    life.frame(Vec::new());
    if life.window.state().shell.question.is_some() {
        // Something was changed while it ran; either answer saves what opens the same.
        let ways = ["Save as it now stands", "Save as it happened"];
        let way = target("button", ways[life.checks % 2]);
        act(life, &Action::On(way, Deed::Click, MIDDLE));
        life.settle()?;
    }
    type_path(life, &name)?;
    let path = life.work.join(&name);
    let opened = scenario::open(&path);
    let opened = opened.map_err(|error| {
        let said = life.window.state().shell.notices.error();
        failure("save", format!("{error}; the window says {said:?}"))
    })?;
    same(life, "save", "the file", &opened.scenario)?;
    if life.window.state().session.document.is_unsaved() {
        return Err(failure("save", "it is unsaved after saving"));
    }
    let stood = life.scenario();
    press(life, CTRL_SHIFT, Key::O);
    type_path(life, &name)?;
    let document = &life.window.state().session.document;
    if document.path.as_deref() != Some(path.as_path()) {
        return Err(failure("save", "what was saved does not open"));
    }
    same(life, "save", "what was saved", &stood)
}

fn same(life: &Life, kind: &str, what: &str, other: &scenario::Scenario) -> Result<(), Failure> {
    let here = life.scenario();
    match here == *other {
        true => Ok(()),
        false => Err(failure(
            kind,
            format!("{what} holds\n{other:?}\nand the window\n{here:?}"),
        )),
    }
}

/// A program that is killed has unsaved work back when it starts again, and nothing to remark.
pub fn restart(life: &mut Life) -> Result<(), Failure> {
    life.pass(1.1);
    life.pass(1.1);
    let app = life.window.state();
    let stored = app.shell.workspace.unsaved.as_ref();
    if stored.is_none() && app.session.document.is_unsaved() {
        return Err(failure("restart", "unsaved work is not stored"));
    }
    let work = stored.map(|work| scenario::parse(&work.text, "unsaved work"));
    let work = work.transpose();
    let work = work.map_err(|error| failure("restart", format!("no valid work: {error}")))?;
    life.open_anew();
    life.settle()?;
    nothing_to_remark(life)?;
    match work {
        Some(work) => {
            if !life.window.state().session.document.is_unsaved() {
                return Err(failure("restart", "unsaved work is lost"));
            }
            same(life, "restart", "unsaved work", &work)
        }
        None => Ok(()),
    }
}
