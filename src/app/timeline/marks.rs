//! What happened in the course of a run, as marks of the timeline.

use std::sync::Arc;

use crate::analysis::{Turn, TurnKind};
use crate::engine::check::Stated;
use crate::engine::{Findings, Side};
use crate::export::grouped;

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    pub iteration: u64,
    pub kind: MarkKind,
    /// What happened, in words.
    pub says: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkKind {
    /// Numbers were changed, or a clock ticked by hand.
    Change,
    /// Something happened to this community.
    Community(usize),
    /// A claim began to hold.
    Claim,
}

/// What was found on a side, as marks: what happened to communities, and when claims began to hold. In a
/// comparison they say of which.
pub fn found_marks(found: &Findings, claims: &[Stated], side: Option<Side>) -> Vec<Mark> {
    let held = claims
        .iter()
        .filter_map(|claim| began_to_hold(claim, found));
    let mut marks: Vec<Mark> = found.turns.iter().map(of_turn).chain(held).collect();
    if let Some(side) = side {
        marks
            .iter_mut()
            .for_each(|mark| mark.says = format!("{}: {}", side.letter(), mark.says));
    }
    marks
}

/// What happened to a community.
fn of_turn(turn: &Turn) -> Mark {
    let name = format!("community {}", turn.community + 1);
    Mark {
        iteration: turn.iteration,
        kind: MarkKind::Community(turn.community),
        says: match turn.what {
            TurnKind::Appears => format!("{name} appears"),
            TurnKind::SplitsFrom(other) => format!("{name} splits from {}", other + 1),
            TurnKind::Joins(other) => format!("{name} joins {}", other + 1),
            TurnKind::Vanishes => format!("{name} vanishes"),
        },
    }
}

/// When the condition of a claim about what runs began to hold.
fn began_to_hold(stated: &Stated, found: &Findings) -> Option<Mark> {
    let iteration = stated.began_to_hold(found)?;
    Some(Mark {
        iteration,
        kind: MarkKind::Claim,
        says: format!("begins to hold: {}", stated.claim.says),
    })
}

/// The marks at one place, in words.
pub fn said(marks: &[&Mark]) -> String {
    let line = |mark: &&Mark| format!("Iteration {}: {}", grouped(mark.iteration), mark.says);
    let lines: Vec<String> = marks.iter().map(line).collect();
    lines.join("\n")
}

/// What the marks were made from; they are made anew when that changes.
#[derive(PartialEq)]
pub struct MadeOf {
    generation: u64,
    turns: Arc<Vec<Turn>>,
    /// A flag is looked for with each analysis.
    latest: u64,
    claims: usize,
    compares: bool,
}

impl MadeOf {
    pub fn of(found: &Findings, claims: &[Stated], compares: bool) -> Self {
        Self {
            generation: found.generation,
            turns: Arc::clone(&found.turns),
            latest: if claims.is_empty() {
                0
            } else {
                found.iteration
            },
            claims: claims.len(),
            compares,
        }
    }
}
