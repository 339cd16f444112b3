//! Whether a condition holds, from one look to the next: what must have held for some iterations needs a
//! memory.

use super::expression::{Condition, Expression, Truth, Values};

/// Follows a condition over a run.
#[derive(Debug, Clone)]
pub struct Follower<'a> {
    condition: &'a Condition,
    /// Since which iteration each part has held that must hold for some time, in their order.
    since: Vec<Option<u64>>,
}

impl<'a> Follower<'a> {
    /// With nothing seen yet.
    pub fn of(condition: &'a Condition) -> Self {
        Self {
            condition,
            since: Vec::new(),
        }
    }

    /// Looks at the values at an iteration, which is later than that of the last look. Between two
    /// looks nothing is known, and taken to be as it was at both.
    pub fn see(&mut self, iteration: u64, values: Values<'_>) -> Truth {
        let mut look = Look {
            iteration,
            values,
            since: &mut self.since,
            met: 0,
        };
        look.at(&self.condition.0)
    }
}

struct Look<'a> {
    iteration: u64,
    values: Values<'a>,
    since: &'a mut Vec<Option<u64>>,
    /// How many parts with a duration have been met so far.
    met: usize,
}

impl Look<'_> {
    fn at(&mut self, expression: &Expression) -> Truth {
        match expression {
            Expression::Compare(a, relation, b) => {
                let [a, b] = [a, b].map(|term| term.value(self.values));
                match a.zip(b) {
                    Some((a, b)) => Truth::from(relation.holds(a, b)),
                    None => Truth::Undefined,
                }
            }
            Expression::Not(inner) => match self.at(inner) {
                Truth::Holds => Truth::Fails,
                Truth::Fails => Truth::Holds,
                Truth::Undefined => Truth::Undefined,
            },
            // Every part is looked at, as each may have to remember something.
            Expression::And(parts) => self.all(parts, Truth::Fails, Truth::Holds),
            Expression::Or(parts) => self.all(parts, Truth::Holds, Truth::Fails),
            Expression::For(inner, iterations) => self.lasts(inner, *iterations),
        }
    }

    /// `decides` if any part is so; else undefined if any is; else `else_all`.
    fn all(&mut self, parts: &[Expression], decides: Truth, else_all: Truth) -> Truth {
        let found: Vec<Truth> = parts.iter().map(|part| self.at(part)).collect();
        let any = |truth| found.contains(&truth).then_some(truth);
        let decided = any(decides).or_else(|| any(Truth::Undefined));
        decided.unwrap_or(else_all)
    }

    fn lasts(&mut self, inner: &Expression, iterations: u64) -> Truth {
        let place = self.met;
        self.met += 1;
        let truth = self.at(inner);
        if self.since.len() <= place {
            self.since.resize(place + 1, None);
        }
        let now = self.iteration;
        let since = &mut self.since[place];
        if truth != Truth::Holds {
            *since = None;
            return truth;
        }
        let since = *since.get_or_insert(now);
        Truth::from(now.saturating_sub(since) >= iterations)
    }
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Self {
        match holds {
            true => Self::Holds,
            false => Self::Fails,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::measures::{COMMUNITIES, HUB_OVERLAP, Measures};

    fn measures(communities: Option<f64>, rho: Option<f64>) -> Measures {
        Measures::each(|measure| match measure {
            m if *m == COMMUNITIES => communities,
            m if *m == HUB_OVERLAP => rho,
            _ => None,
        })
    }

    fn truth(text: &str, measures: &Measures) -> Truth {
        let condition: Condition = text.parse().expect("a condition");
        condition.look(Values::of(measures))
    }

    #[test]
    fn comparisons_and_their_connections_are_those_of_logic() {
        let found = measures(Some(3.0), Some(0.5));
        for (text, holds) in [
            ("communities == 3", true),
            ("communities >= 3 and communities <= 3", true),
            ("communities > 3 or communities < 3", false),
            ("not communities > 3", true),
            ("hub_overlap < communities", true),
            ("0.5 <= hub_overlap", true),
            (
                "communities > 9 and communities > 9 or hub_overlap > 0",
                true,
            ),
            (
                "communities > 9 and (communities > 9 or hub_overlap > 0)",
                false,
            ),
            ("hub_overlap > -0.5e0", true),
        ] {
            assert_eq!(truth(text, &found), Truth::from(holds), "{text}");
        }
    }

    #[test]
    fn what_depends_on_an_undefined_measure_is_undefined() {
        let found = measures(Some(3.0), None);
        for (text, expected) in [
            ("hub_overlap > 0", Truth::Undefined),
            ("not hub_overlap > 0", Truth::Undefined),
            ("communities == 3 and hub_overlap > 0", Truth::Undefined),
            ("communities == 3 or hub_overlap > 0", Truth::Holds),
            ("communities == 4 and hub_overlap > 0", Truth::Fails),
        ] {
            assert_eq!(truth(text, &found), expected, "{text}");
        }
    }

    #[test]
    fn means_are_those_over_all_runs() {
        let condition: Condition = "mean(communities) <= 1.5".parse().expect("a condition");
        let [own, means] = [4.0, 1.5].map(|count| measures(Some(count), None));
        let values = Values {
            measures: &own,
            means: &means,
        };
        assert_eq!(condition.look(values), Truth::Holds);
        assert_eq!(condition.means(), [&COMMUNITIES]);
    }

    #[test]
    fn for_some_iterations_means_without_a_break() {
        let text = "communities == 1 or (hub_overlap > 0 for 20 iterations)";
        let condition: Condition = text.parse().expect("a condition");
        assert_eq!(condition.span(), 20);
        let mut follower = Follower::of(&condition);
        let mut see = |iteration, rho| {
            let found = measures(Some(3.0), rho);
            follower.see(iteration, Values::of(&found))
        };
        assert_eq!(see(0, Some(1.0)), Truth::Fails);
        assert_eq!(see(10, Some(1.0)), Truth::Fails);
        assert_eq!(see(20, Some(1.0)), Truth::Holds);
        assert_eq!(see(30, Some(-1.0)), Truth::Fails, "a break");
        assert_eq!(see(40, Some(1.0)), Truth::Fails);
        assert_eq!(see(50, None), Truth::Undefined);
        assert_eq!(see(60, Some(1.0)), Truth::Fails);
        assert_eq!(see(81, Some(1.0)), Truth::Holds);
    }
}
