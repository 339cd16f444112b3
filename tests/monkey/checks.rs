//! What must hold after every action.

use accordance::engine::Side;
use accordance::scenario::{Scenario, check_text, quantities, settled, to_toml};
use egui::Shape;

use crate::life::{Failure, Life, failure};
use crate::sight::{INTERACTIVE, things};

/// Looks whether all is as it must be.
pub fn all(life: &mut Life) -> Result<(), Failure> {
    engine_lives(life)?;
    nothing_to_remark(life)?;
    frames_are_short(life)?;
    sides_in_step(life)?;
    all_have_names_and_places(life)?;
    no_two_share_a_name_of_egui(life)?;
    what_has_changed_can_be_saved(life)
}

fn engine_lives(life: &Life) -> Result<(), Failure> {
    match life.window.state().session.engine.crash() {
        Some(crash) => Err(failure("engine crash", crash.as_str())),
        None => Ok(()),
    }
}

/// The window waits for nothing either.
fn frames_are_short(life: &Life) -> Result<(), Failure> {
    match life.slowest_frame > life.bounds.answer {
        true => Err(failure(
            "frame",
            format!("it took {:?}", life.slowest_frame),
        )),
        false => Ok(()),
    }
}

/// A program that has just been started again has what it remembered, and no remark.
pub fn nothing_to_remark(life: &mut Life) -> Result<(), Failure> {
    let remark = life.window.state().shell.notices.error();
    match (std::mem::take(&mut life.anew), remark) {
        (true, Some(remark)) => Err(failure("restart", format!("it remarks: {remark}"))),
        _ => Ok(()),
    }
}

fn sides_in_step(life: &Life) -> Result<(), Failure> {
    let session = &life.window.state().session;
    let [a, b] = Side::ALL.map(|side| session.scene(side).map(|scene| &scene.snapshot));
    if let (Some(a), Some(b)) = (a, b) {
        let [a, b] = [a, b].map(|s| (s.revision, s.now_ms, s.running));
        if a != b {
            let what = format!("A stands at {a:?} and B at {b:?}");
            return Err(failure("sides apart", what));
        }
    }
    Ok(())
}

fn all_have_names_and_places(life: &Life) -> Result<(), Failure> {
    for thing in things(&life.window) {
        let target = &thing.target;
        let interactive = INTERACTIVE.contains(&target.role.as_str());
        if interactive && target.name.trim().is_empty() {
            let what = format!(
                "{} at {:?}, value {:?}",
                target.role, thing.rect, thing.value
            );
            return Err(failure("no name", what));
        }
        if thing.rect.is_some_and(|rect| !rect.is_finite()) {
            let what = format!("{target} at {:?}", thing.rect);
            return Err(failure("no place", what));
        }
    }
    Ok(())
}

/// egui writes it over the window where two widgets share an id.
fn no_two_share_a_name_of_egui(life: &Life) -> Result<(), Failure> {
    let shapes = &life.window.output().shapes;
    let clash = shapes.iter().find_map(|clipped| match &clipped.shape {
        Shape::Text(text) if is_clash(text.galley.text()) => Some(text.galley.text()),
        _ => None,
    });
    clash.map_or(Ok(()), |clash| Err(failure("shared id", clash)))
}

fn is_clash(text: &str) -> bool {
    let begins = ["First use of", "Second use of", "Double use of"];
    begins.into_iter().any(|begin| text.contains(begin))
}

fn what_has_changed_can_be_saved(life: &mut Life) -> Result<(), Failure> {
    let scenario = life.scenario();
    if life.checked.as_ref() == Some(&scenario) {
        return Ok(());
    }
    for (side, scenario) in [("A", Some(scenario.side_a())), ("B", scenario.side_b())] {
        scenario.map_or(Ok(()), |scenario| within_limits(side, &scenario))?;
    }
    opens_the_same(life, &settled(&scenario))?;
    life.checked = Some(scenario);
    Ok(())
}

fn within_limits(side: &str, scenario: &Scenario) -> Result<(), Failure> {
    let outside = quantities().find_map(|quantity| {
        let value = (quantity.get)(scenario)?;
        (!quantity.limits.contains(value)).then_some((quantity.key, value))
    });
    outside.map_or(Ok(()), |(key, value)| {
        Err(failure(
            format!("limits of {key}"),
            format!("{key} of {side} is {value:?}"),
        ))
    })
}

fn opens_the_same(life: &Life, scenario: &Scenario) -> Result<(), Failure> {
    let text = to_toml(scenario, None);
    let path = life.window.state().session.document.path.as_deref();
    let folder = path.and_then(std::path::Path::parent);
    match check_text(&text, "what is saved", folder) {
        Ok(opened) if opened.scenario == *scenario => Ok(()),
        Ok(opened) => {
            let what = format!("{scenario:?}\nbecomes\n{:?}\nby\n{text}", opened.scenario);
            Err(failure("saved differs", what))
        }
        Err(error) => {
            let what = format!("{error}\n{text}");
            Err(failure("saved is refused", what))
        }
    }
}

/// Bytes of memory that this process has, where the system tells.
pub fn memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.trim().strip_suffix(" kB")?.trim().parse().ok()?;
    Some(kilobytes << 10)
}

pub fn memory_within(life: &Life) -> Result<(), Failure> {
    let used = memory().unwrap_or(0);
    match used > life.bounds.memory {
        true => Err(failure("memory", format!("{} MB", used >> 20))),
        false => Ok(()),
    }
}
