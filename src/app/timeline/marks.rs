//! What happened in the course of a run, as marks of the timeline.

use std::sync::Arc;

use crate::analysis::{TurnKind, turns};
use crate::engine::check::Stated;
use crate::engine::{Course, Deed, Findings, Side, Timeline};
use crate::export::grouped;
use crate::model::Clock;
use crate::scenario::{Act, Scenario, settings_between};

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

/// Marks of a kind beyond these are not told apart.
const MOST: usize = 400;

/// All marks of a run, in the order of time.
pub fn marks(timeline: &Timeline, found: Option<&Findings>, claims: &[Stated]) -> Vec<Mark> {
    let compares = timeline.courses[1].is_some();
    let sides = Side::ALL.into_iter().zip(&timeline.courses);
    let courses = sides.filter_map(|(side, course)| Some((side, course.as_ref()?)));
    let mut marks: Vec<Mark> = courses
        .flat_map(|(side, course)| changes(course, compares.then_some(side)))
        .collect();
    if let Some(found) = found {
        marks.extend(communities(found));
        marks.extend(
            claims
                .iter()
                .filter_map(|claim| begins_to_hold(claim, found)),
        );
    }
    marks.sort_by_key(|mark| mark.iteration);
    marks
}

/// What was changed, each moment as one mark.
fn changes(course: &Course, side: Option<Side>) -> Vec<Mark> {
    let mut rules = course.begun().rules;
    let scenario = |rules| Scenario {
        rules,
        ..Scenario::clone(course.begun())
    };
    let happened = course.happened();
    let mut marks: Vec<Mark> = Vec::new();
    for (at, made) in happened.iter().enumerate().take(MOST * 10) {
        let what = match &made.deed {
            Deed::Tick(clock) => format!("{} ticked by hand", clock.name()),
            Deed::Rules(after) => {
                // Of a slider that is dragged, only where it was let go.
                let next = happened.get(at + 1).is_some_and(|next| {
                    matches!(next.deed, Deed::Rules(_))
                        && next.at.iteration() <= made.at.iteration() + 1
                });
                if next {
                    continue;
                }
                let settings = match &made.planned.as_deref().map(|change| &change.act) {
                    Some(Act::Set(settings)) => settings.clone(),
                    _ => settings_between(&scenario(rules), &scenario(**after)),
                };
                rules = **after;
                let pairs = settings
                    .iter()
                    .map(|(key, value)| format!("{key} = {value}"));
                pairs.collect::<Vec<_>>().join(", ")
            }
        };
        let of = side.map_or(String::new(), |side| format!("{}: ", side.letter()));
        let planned = if made.planned.is_some() {
            " (as planned)"
        } else {
            ""
        };
        let iteration = made.at.ticks[Clock::Plasticity as usize];
        if marks.len() < MOST && !what.is_empty() {
            marks.push(Mark {
                iteration,
                kind: MarkKind::Change,
                says: format!("{of}{what}{planned}"),
            });
        }
    }
    marks
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
    happened: [usize; 2],
    looks: usize,
    latest: u64,
    claims: usize,
}

impl MadeOf {
    pub fn of(timeline: &Timeline, found: Option<&Findings>, claims: &[Stated]) -> Self {
        let happened = |course: &Option<Arc<Course>>| {
            course.as_ref().map_or(0, |course| course.happened().len())
        };
        let looks = found.map(|found| found.memberships.items());
        let latest = looks.and_then(|looks| looks.last());
        Self {
            generation: found.map_or(0, |found| found.generation),
            happened: timeline.courses.each_ref().map(happened),
            looks: looks.map_or(0, <[_]>::len),
            latest: latest.map_or(0, |look| look.iteration),
            claims: claims.len(),
        }
    }
}
