//! Many lives, one after another, over all presets; and what is told of them.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant};

use accordance::scenario::presets;

use crate::action::Action;
use crate::checks;
use crate::choose::Monkey;
use crate::life::{Birth, Failure, Life, failure};
use crate::list::List;
use crate::settings::{Bounds, Settings};
use crate::shrink::shrunk;

/// Memory is looked at once in so many actions.
const MEMORY_EVERY: usize = 50;

/// Actions that take longer are told.
const SLOW: Duration = Duration::from_secs(1);

/// What came of the lives so far.
#[derive(Default)]
struct Told {
    actions: usize,
    /// Those that found what they were for.
    done: usize,
    slowest_answer: Duration,
    slowest_frame: Duration,
    /// Bytes, the most that were seen.
    memory: u64,
    /// After each life, how many actions there had been, and the bytes of memory that were left in use.
    left: Vec<(usize, u64)>,
    /// The names of what was acted on.
    things: BTreeSet<String>,
    found: Vec<Failure>,
}

/// Lets monkeys live until there are as many actions as wanted; fails with what they found.
pub fn open(settings: &Settings) {
    let begun = Instant::now();
    let mut told = Told::default();
    let chosen = |name: &str| settings.preset.as_ref().is_none_or(|only| only == name);
    let names = presets().iter().map(|preset| preset.file_name);
    let names: Vec<&str> = names.filter(|name| chosen(name)).collect();
    assert!(!names.is_empty(), "there is no such preset");
    for (number, preset) in names.iter().cycle().enumerate() {
        if told.actions >= settings.actions {
            break;
        }
        let seed = settings.seed + (number / names.len()) as u64;
        let birth = Birth {
            preset: (*preset).to_owned(),
            playing: (number + seed as usize).is_multiple_of(2),
        };
        let before = told.actions;
        live(birth, seed, settings, &mut told);
        println!(
            "{preset}, seed {seed}: {} actions; {} in all after {:.0} s, {} MB, {} findings",
            told.actions - before,
            told.actions,
            begun.elapsed().as_secs_f64(),
            checks::memory().unwrap_or(0) >> 20,
            told.found.len(),
        );
    }
    println!(
        "{} actions, {} of which found what they were for, on {} things; slowest answer {:?}, slowest frame {:?}, at most {} MB",
        told.actions,
        told.done,
        told.things.len(),
        told.slowest_answer,
        told.slowest_frame,
        told.memory >> 20,
    );
    told.found
        .extend(grown(&told.left, names.len(), settings.bounds));
    assert!(told.found.is_empty(), "{} findings", told.found.len());
}

/// A failure where memory that lives leave behind becomes more and more. The first round over the presets
/// is a start; of others the least counts, as threads may end late.
fn grown(left: &[(usize, u64)], round: usize, bounds: Bounds) -> Option<Failure> {
    let least = |lives: &[(usize, u64)]| lives.iter().map(|(_, bytes)| *bytes).min();
    let (second, last) = (left.get(round..2 * round)?, left.get(left.len() - round..)?);
    let actions = last[0].0.saturating_sub(second[0].0);
    let bytes = least(last)?.saturating_sub(least(second)?);
    let growth = bytes.checked_mul(1000)?.checked_div(actions as u64)?;
    println!("{} kB more memory in a thousand actions", growth >> 10);
    (growth > bounds.growth)
        .then(|| failure("growth", format!("{growth} bytes in a thousand actions")))
}

/// One life with a monkey of this seed.
fn live(birth: Birth, seed: u64, settings: &Settings, told: &mut Told) {
    let mut life = Life::begin(&birth, settings.bounds);
    let mut monkey = Monkey::of(seed);
    let mut list = List {
        birth,
        actions: Vec::new(),
    };
    let mut found = None;
    while list.actions.len() < settings.life && told.actions < settings.actions {
        let action = monkey.choose(&life);
        list.actions.push(action.clone());
        told.actions += 1;
        if let Action::On(target, ..) = &action {
            told.things.insert(target.to_string());
        }
        let began = Instant::now();
        let mut came = life.act(&action);
        if began.elapsed() > SLOW {
            println!("slow, {:.1} s: {action}", began.elapsed().as_secs_f64());
        }
        if list.actions.len().is_multiple_of(MEMORY_EVERY) {
            told.memory = told.memory.max(checks::memory().unwrap_or(0));
            came = came.and_then(|done| checks::memory_within(&life).map(|()| done));
        }
        match came {
            Ok(done) => told.done += usize::from(done),
            Err(failure) => {
                found = Some(failure);
                break;
            }
        }
    }
    told.slowest_answer = told.slowest_answer.max(life.slowest_answer);
    told.slowest_frame = told.slowest_frame.max(life.slowest_frame);
    end(life, found.as_ref());
    told.left
        .push((told.actions, checks::memory().unwrap_or(0)));
    if let Some(failure) = found {
        tell(&failure, list, seed, settings, told);
    }
}

/// Closes the window; one whose engine does not answer would wait for it for ever.
fn end(life: Life, found: Option<&Failure>) {
    match found {
        Some(failure) if failure.kind == "engine" => std::mem::forget(life),
        _ => drop(life),
    }
}

/// Writes down what was found, with a short list of how to come to it; what is known already in one line.
fn tell(failure: &Failure, list: List, seed: u64, settings: &Settings, told: &mut Told) {
    let Failure { kind, what } = failure;
    println!("FOUND {kind}: {what}");
    let known = told.found.iter().any(|known| known.kind == *kind);
    told.found.push(failure.clone());
    if known {
        return;
    }
    let List { birth, actions } = list;
    let fails = |actions: &[Action]| {
        let came = played(&birth, actions, settings.bounds);
        came.is_some_and(|came| came.1.kind == *kind)
    };
    let mut short = shrunk(&actions, settings.shrink, fails);
    let again = fails(&short);
    if !again {
        short = actions;
    }
    let preset = birth.preset.trim_end_matches(".toml").to_owned();
    let list = List {
        birth,
        actions: short,
    };
    let remark = ["it did not fail again", "it fails again"][usize::from(again)];
    let text = format!("# {kind}; {remark}\n{list}");
    println!("{text}");
    let number = told.found.len();
    let name = format!("monkey-{preset}-{seed}-{number}.txt");
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    match std::fs::write(&path, text) {
        Ok(()) => println!("to be played again: {}", path.display()),
        Err(error) => println!("{}: {error}", path.display()),
    }
}

/// Which action of a list failed, and how.
fn played(birth: &Birth, actions: &[Action], bounds: Bounds) -> Option<(usize, Failure)> {
    let mut life = Life::begin(birth, bounds);
    let mut actions = actions.iter().enumerate();
    let found = actions.find_map(|(at, action)| Some((at, life.act(action).err()?)));
    end(life, found.as_ref().map(|found| &found.1));
    found
}

/// Plays the list in a file again.
pub fn play(path: &Path, settings: &Settings) {
    let text = std::fs::read_to_string(path).expect("a list");
    let list = List::read(&text).unwrap_or_else(|why| panic!("{why}"));
    if let Some((at, Failure { kind, what })) = played(&list.birth, &list.actions, settings.bounds)
    {
        panic!("{} brings {kind}: {what}", list.actions[at]);
    }
    println!("{} actions, and nothing found", list.actions.len());
}
