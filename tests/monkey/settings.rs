//! What may be chosen from outside, by environment variables.

use std::path::PathBuf;
use std::time::Duration;

/// What must not be exceeded.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// In which the engine answers.
    pub answer: Duration,
    /// Of the memory of the process, in bytes.
    pub memory: u64,
    /// Of what is added to it in a thousand actions. The allocator keeps some of what the threads of windows
    /// that are closed have given back, and more of it with each.
    pub growth: u64,
}

#[derive(Debug, Clone)]
pub struct Settings {
    pub actions: usize,
    /// Actions in one life of a window.
    pub life: usize,
    pub seed: u64,
    /// The only preset, where not all are to be tried.
    pub preset: Option<String>,
    /// A list to be played again.
    pub play: Option<PathBuf>,
    /// Time for making a list shorter.
    pub shrink: Duration,
    pub bounds: Bounds,
}

fn number(name: &str, otherwise: u64) -> u64 {
    let said = std::env::var(format!("ACCORDANCE_MONKEY_{name}"));
    said.map_or(otherwise, |said| {
        let said = said.replace('_', "");
        said.parse().unwrap_or_else(|_| panic!("{name}: {said}"))
    })
}

impl Settings {
    /// Those of the environment; without, what a minute allows.
    pub fn read() -> Self {
        let actions = number("ACTIONS", 2_000) as usize;
        let text = |name| std::env::var(format!("ACCORDANCE_MONKEY_{name}")).ok();
        Self {
            actions,
            life: number("LIFE", (actions as u64 / 15).clamp(1, 400)) as usize,
            seed: number("SEED", 1),
            preset: text("PRESET"),
            play: text("PLAY").map(PathBuf::from),
            shrink: Duration::from_secs(number("SHRINK_S", 60)),
            bounds: Bounds {
                answer: Duration::from_secs(number("ANSWER_S", 10)),
                memory: number("MEMORY_MB", 3_000) << 20,
                growth: number("GROWTH_MB", 32) << 20,
            },
        }
    }
}
