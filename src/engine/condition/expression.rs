//! What a condition is, how it is written, and what it says of values.

use std::fmt;

use super::follower::Follower;
use crate::engine::measures::{Measure, Measures};

/// A condition on measures that has been read.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition(pub(super) Expression);

/// Whether a condition holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Truth {
    /// It holds.
    Holds,
    /// It does not.
    Fails,
    /// That depends on a measure that is undefined.
    Undefined,
}

/// What a condition is held against.
#[derive(Debug, Clone, Copy)]
pub struct Values<'a> {
    /// The measures of a run.
    pub measures: &'a Measures,
    /// Their means over all runs.
    pub means: &'a Measures,
}

impl<'a> Values<'a> {
    /// Those of one run alone.
    pub fn of(measures: &'a Measures) -> Self {
        let means = measures;
        Self { measures, means }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Expression {
    Compare(Term, Relation, Term),
    Not(Box<Expression>),
    And(Vec<Expression>),
    Or(Vec<Expression>),
    /// That it has held for so many iterations.
    For(Box<Expression>, u64),
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Term {
    Number(f64),
    Measure(&'static Measure),
    Mean(&'static Measure),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    AtLeast,
    Above,
    AtMost,
    Below,
    Equal,
}

impl Condition {
    /// The measures that it needs, each once, in the order in which they stand in it.
    pub fn measures(&self) -> Vec<&'static Measure> {
        let named = self.terms().into_iter().filter_map(|term| match term {
            Term::Measure(measure) | Term::Mean(measure) => Some(measure),
            Term::Number(_) => None,
        });
        once_each(named)
    }

    /// The measures whose means over several runs it needs.
    pub fn means(&self) -> Vec<&'static Measure> {
        let named = self.terms().into_iter().filter_map(|term| match term {
            Term::Mean(measure) => Some(measure),
            Term::Number(_) | Term::Measure(_) => None,
        });
        once_each(named)
    }

    /// Whether it speaks of anything but means, so that it can hold in one run and not in another.
    pub fn tells_runs_apart(&self) -> bool {
        let mut terms = self.terms().into_iter();
        terms.any(|term| matches!(term, Term::Measure(_)))
    }

    /// For how many iterations it must be followed before it can hold.
    pub fn span(&self) -> u64 {
        self.0.span()
    }

    /// Whether it holds at one moment. What must have held for some iterations does not, with nothing
    /// known of the time before; see [`Follower`].
    pub fn look(&self, values: Values<'_>) -> Truth {
        Follower::of(self).see(0, values)
    }

    fn terms(&self) -> Vec<Term> {
        let mut terms = Vec::new();
        self.0.collect(&mut terms);
        terms
    }
}

fn once_each(named: impl Iterator<Item = &'static Measure>) -> Vec<&'static Measure> {
    let mut measures = Vec::new();
    for measure in named {
        if !measures.contains(&measure) {
            measures.push(measure);
        }
    }
    measures
}

impl Expression {
    fn collect(&self, terms: &mut Vec<Term>) {
        match self {
            Self::Compare(a, _, b) => terms.extend([*a, *b]),
            Self::Not(inner) | Self::For(inner, _) => inner.collect(terms),
            Self::And(parts) | Self::Or(parts) => {
                parts.iter().for_each(|part| part.collect(terms));
            }
        }
    }

    fn span(&self) -> u64 {
        match self {
            Self::Compare(..) => 0,
            Self::Not(inner) => inner.span(),
            Self::For(inner, iterations) => inner.span().saturating_add(*iterations),
            Self::And(parts) | Self::Or(parts) => {
                parts.iter().map(Self::span).max().unwrap_or_default()
            }
        }
    }
}

impl Term {
    pub fn value(self, values: Values<'_>) -> Option<f64> {
        match self {
            Self::Number(number) => Some(number),
            Self::Measure(measure) => values.measures.get(measure),
            Self::Mean(measure) => values.means.get(measure),
        }
    }
}

impl Relation {
    pub fn holds(self, a: f64, b: f64) -> bool {
        match self {
            Self::AtLeast => a >= b,
            Self::Above => a > b,
            Self::AtMost => a <= b,
            Self::Below => a < b,
            Self::Equal => a == b,
        }
    }

    pub fn symbol(self) -> &'static str {
        match self {
            Self::AtLeast => ">=",
            Self::Above => ">",
            Self::AtMost => "<=",
            Self::Below => "<",
            Self::Equal => "==",
        }
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Compare(a, relation, b) => write!(f, "{a} {} {b}", relation.symbol()),
            Self::Not(inner) => match **inner {
                Self::Compare(..) | Self::Not(_) => write!(f, "not {inner}"),
                _ => write!(f, "not ({inner})"),
            },
            Self::And(parts) => join(f, parts, " and ", |part| {
                matches!(part, Self::And(_) | Self::Or(_) | Self::For(..))
            }),
            Self::Or(parts) => join(f, parts, " or ", |part| {
                matches!(part, Self::Or(_) | Self::For(..))
            }),
            Self::For(inner, iterations) => {
                match **inner {
                    Self::For(..) => write!(f, "({inner})")?,
                    _ => write!(f, "{inner}")?,
                }
                write!(f, " for {iterations} iterations")
            }
        }
    }
}

fn join(
    f: &mut fmt::Formatter<'_>,
    parts: &[Expression],
    between: &str,
    in_parentheses: impl Fn(&Expression) -> bool,
) -> fmt::Result {
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            f.write_str(between)?;
        }
        match in_parentheses(part) {
            true => write!(f, "({part})")?,
            false => write!(f, "{part}")?,
        }
    }
    Ok(())
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Measure(measure) => f.write_str(measure.short_key()),
            Self::Mean(measure) => write!(f, "mean({})", measure.short_key()),
        }
    }
}
