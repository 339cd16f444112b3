//! What happened in the course of a run, as marks of the timeline.

use crate::analysis::{TurnKind, turns};
use crate::engine::Findings;
use crate::engine::check::Stated;
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

/// Turns of communities beyond these have no marks.
const MOST: usize = 400;

/// What was found in a run, as marks: what happened to communities, and when claims began to hold.
pub fn found_marks(found: &Findings, claims: &[Stated]) -> Vec<Mark> {
    let held = claims
        .iter()
        .filter_map(|claim| begins_to_hold(claim, found));
    communities(found).into_iter().chain(held).collect()
}

/// What happened to communities.
fn communities(found: &Findings) -> Vec<Mark> {
    let turns = turns(found.memberships.items()).into_iter();
    let name = |community: usize| format!("community {}", community + 1);
    turns
        .take(MOST)
        .map(|turn| Mark {
            iteration: turn.iteration,
            kind: MarkKind::Community(turn.community),
            says: match turn.what {
                TurnKind::Appears => format!("{} appears", name(turn.community)),
                TurnKind::SplitsFrom(other) => {
                    format!("{} splits from {}", name(turn.community), other + 1)
                }
                TurnKind::Joins(other) => format!("{} joins {}", name(turn.community), other + 1),
                TurnKind::Vanishes => format!("{} vanishes", name(turn.community)),
            },
        })
        .collect()
}

/// When the condition of a claim about what runs began to hold, for good as far as is known.
fn begins_to_hold(stated: &Stated, found: &Findings) -> Option<Mark> {
    let iteration = stated.holds_since(found)?;
    Some(Mark {
        iteration,
        kind: MarkKind::Claim,
        says: format!("since here: {}", stated.claim.says),
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
    looks: usize,
    latest: u64,
    claims: usize,
}

impl MadeOf {
    pub fn of(found: &Findings, claims: &[Stated]) -> Self {
        let looks = found.memberships.items();
        Self {
            generation: found.generation,
            looks: looks.len(),
            latest: looks.last().map_or(0, |look| look.iteration),
            claims: claims.len(),
        }
    }
}
