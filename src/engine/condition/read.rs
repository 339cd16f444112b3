//! Reading conditions, and what is said of those that cannot be understood.

use std::str::FromStr;

use super::expression::{Condition, Expression, Relation, Term};
use crate::engine::measures::{MEASURES, Measure, measure};
use crate::scenario::nearest_word;

/// Parentheses and `not` within each other at most.
const DEEPEST: usize = 32;

/// Why a condition cannot be understood. The words go on from what has the condition.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConditionError {
    /// It names something that is no measure.
    #[error("names {name}, which is no measure{}; it stands at character {at} of {text:?}", known(.name))]
    NoMeasure {
        /// What is named.
        name: String,
        /// Where it stands, counted from 1.
        at: usize,
        /// The whole condition.
        text: String,
    },
    /// Something else stands where a part of a condition is expected.
    #[error("has {found} at character {at} of {text:?}; expected {expected}")]
    Unexpected {
        /// What stands there.
        found: String,
        /// Where it stands, counted from 1.
        at: usize,
        /// What may stand there.
        expected: &'static str,
        /// The whole condition.
        text: String,
    },
}

/// The measure that was probably meant, or else all.
fn known(name: &str) -> String {
    let keys = || MEASURES.iter().map(|measure| measure.short_key());
    let all = keys().chain(MEASURES.iter().map(|measure| measure.key));
    match nearest_word(all, name) {
        Some(nearest) => format!(" (did you mean {nearest}?)"),
        None => format!(" (there are {})", keys().collect::<Vec<_>>().join(", ")),
    }
}

impl FromStr for Condition {
    type Err = ConditionError;

    fn from_str(text: &str) -> Result<Self, ConditionError> {
        let mut reader = Reader {
            text,
            tokens: tokens(text),
            next: 0,
        };
        let expression = reader.level(0)?;
        match reader.peek() {
            "" => Ok(Self(expression)),
            _ if matches!(expression, Expression::For(..)) => Err(reader.unexpected(
                "nothing behind \"for … iterations\"; parentheses around what must last would help",
            )),
            _ => Err(reader.unexpected("\"and\", \"or\", \"for\" or the end")),
        }
    }
}

/// A piece of the text, and at which character it begins, counted from 1.
type Token<'a> = (&'a str, usize);

/// Words and numbers, operators, and single characters of any other kind.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let (mut rest, mut at) = (text, 1);
    while let Some(first) = rest.chars().next() {
        let length = match first {
            c if c.is_alphanumeric() || "_.+-−".contains(c) => word_length(rest),
            '<' | '>' | '=' | '!' if rest[1..].starts_with('=') => 2,
            c => c.len_utf8(),
        };
        let (token, behind) = rest.split_at(length);
        if !first.is_whitespace() {
            tokens.push((token, at));
        }
        at += token.chars().count();
        rest = behind;
    }
    tokens
}

/// How long the word or number is with which a text begins. A sign belongs to it in front, and behind
/// the e of a number.
fn word_length(text: &str) -> usize {
    let mut before = ' ';
    let is_number = text.starts_with(|c: char| c.is_ascii_digit() || "+-−.".contains(c));
    let end = text.char_indices().find(|&(index, c)| {
        let sign = "+-−".contains(c) && (index == 0 || (is_number && "eE".contains(before)));
        before = c;
        !(c.is_alphanumeric() || "_.".contains(c) || sign)
    });
    end.map_or(text.len(), |(index, _)| index)
}

struct Reader<'a> {
    text: &'a str,
    tokens: Vec<Token<'a>>,
    next: usize,
}

impl<'a> Reader<'a> {
    /// The next token; empty at the end.
    fn peek(&self) -> &'a str {
        self.tokens.get(self.next).map_or("", |(token, _)| token)
    }

    /// Goes past the next token if it is this one.
    fn take(&mut self, token: &str) -> bool {
        let is = self.peek() == token;
        self.next += usize::from(is);
        is
    }

    fn require(&mut self, token: &str, expected: &'static str) -> Result<(), ConditionError> {
        match self.take(token) {
            true => Ok(()),
            false => Err(self.unexpected(expected)),
        }
    }

    fn at(&self) -> usize {
        let end = self.text.chars().count() + 1;
        self.tokens.get(self.next).map_or(end, |(_, at)| *at)
    }

    fn unexpected(&self, expected: &'static str) -> ConditionError {
        let found = match self.peek() {
            "" => "its end".to_owned(),
            token => format!("{token:?}"),
        };
        ConditionError::Unexpected {
            found,
            at: self.at(),
            expected,
            text: self.text.to_owned(),
        }
    }

    /// All that may stand in parentheses.
    fn level(&mut self, depth: usize) -> Result<Expression, ConditionError> {
        let inner = self.joined("or", Expression::Or, |reader| {
            reader.joined("and", Expression::And, |reader| reader.unit(depth))
        })?;
        if !self.take("for") {
            return Ok(inner);
        }
        let iterations = match self.peek().parse::<u64>() {
            Ok(0) => return Err(self.unexpected("at least 1 iteration")),
            Ok(iterations) => iterations,
            Err(_) => return Err(self.unexpected("a whole number of iterations")),
        };
        self.next += 1;
        if !self.take("iteration") {
            self.require("iterations", "\"iterations\"")?;
        }
        Ok(Expression::For(Box::new(inner), iterations))
    }

    /// Parts with this word between them.
    fn joined(
        &mut self,
        word: &str,
        join: fn(Vec<Expression>) -> Expression,
        part: impl Fn(&mut Self) -> Result<Expression, ConditionError>,
    ) -> Result<Expression, ConditionError> {
        let first = part(self)?;
        let mut parts = vec![first];
        while self.take(word) {
            parts.push(part(self)?);
        }
        Ok(match parts.len() {
            1 => parts.remove(0),
            _ => join(parts),
        })
    }

    fn unit(&mut self, depth: usize) -> Result<Expression, ConditionError> {
        let nested = ["not", "("].contains(&self.peek());
        if nested && depth >= DEEPEST {
            return Err(self.unexpected("fewer parentheses within each other"));
        }
        if self.take("not") {
            return Ok(Expression::Not(Box::new(self.unit(depth + 1)?)));
        }
        if self.take("(") {
            let inner = self.level(depth + 1)?;
            self.require(")", "\"and\", \"or\", \"for\" or \")\"")?;
            return Ok(inner);
        }
        self.comparison()
    }

    fn comparison(&mut self) -> Result<Expression, ConditionError> {
        let a = self.term("a measure, a number, \"not\" or \"(\"")?;
        let relation = match self.peek() {
            ">=" | "≥" => Relation::AtLeast,
            ">" => Relation::Above,
            "<=" | "≤" => Relation::AtMost,
            "<" => Relation::Below,
            "==" => Relation::Equal,
            _ => return Err(self.unexpected("one of >=, >, <=, < and ==")),
        };
        self.next += 1;
        let begins = self.next;
        let b = self.term("a number or a measure")?;
        if let (Term::Number(_), Term::Number(_)) = (a, b) {
            self.next = begins;
            return Err(self.unexpected("a measure, as a number stands on the other side"));
        }
        Ok(Expression::Compare(a, relation, b))
    }

    fn term(&mut self, expected: &'static str) -> Result<Term, ConditionError> {
        if self.take("mean") {
            self.require("(", "\"(\" and a measure")?;
            let measure = self.measure("a measure")?;
            self.require(")", "\")\"")?;
            return Ok(Term::Mean(measure));
        }
        let number = self.peek().replace('−', "-").parse::<f64>();
        match number.ok().filter(|number| number.is_finite()) {
            Some(number) => {
                self.next += 1;
                Ok(Term::Number(number))
            }
            None => Ok(Term::Measure(self.measure(expected)?)),
        }
    }

    fn measure(&mut self, expected: &'static str) -> Result<&'static Measure, ConditionError> {
        const WORDS: [&str; 6] = ["and", "or", "not", "for", "mean", "iterations"];
        let name = self.peek();
        let is_name = name.starts_with(|c: char| c.is_alphabetic() || c == '_');
        if !is_name || WORDS.contains(&name) {
            return Err(self.unexpected(expected));
        }
        let Some(measure) = measure(name) else {
            return Err(ConditionError::NoMeasure {
                name: name.to_owned(),
                at: self.at(),
                text: self.text.to_owned(),
            });
        };
        self.next += 1;
        Ok(measure)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let condition: Condition = text.parse().expect("a condition");
        let shown = condition.to_string();
        assert_eq!(shown.parse(), Ok(condition), "{shown}");
        shown
    }

    fn refusal(text: &str) -> String {
        let error = text.parse::<Condition>().expect_err("refused");
        error.to_string()
    }

    #[test]
    fn a_condition_is_shown_as_it_could_have_been_written() {
        for text in [
            "hub_overlap >= 0.6",
            "communities >= 3 and hub_overlap > -0.5",
            "q < within_share or not isolated == 0",
            "(q > 0 or q < -1) and not (q > 0.5 and isolated == 1)",
            "mean(communities) <= 1.5",
            "q > 0 and isolated == 0 for 100 iterations",
            "(q > 0 for 10 iterations) and isolated == 0",
            "(q > 0 for 10 iterations) for 20 iterations",
        ] {
            assert_eq!(shown(text), text);
        }
        assert_eq!(shown("(((hub_overlap_rho≥1e-1)))"), "hub_overlap >= 0.1");
        assert_eq!(shown("q>0 for 1 iteration"), "q > 0 for 1 iterations");
        assert_eq!(shown("modularity_q <= −2.5E+1"), "q <= -25");
    }

    #[test]
    fn it_says_which_measures_it_needs_each_once() {
        let text = "q > 0 and (mean(hub_overlap) > 0.5 or q < within_share)";
        let condition: Condition = text.parse().expect("a condition");
        let keys: Vec<&str> = condition.measures().iter().map(|m| m.key).collect();
        assert_eq!(keys, ["modularity_q", "hub_overlap_rho", "within_share"]);
    }

    #[test]
    fn a_misspelt_measure_finds_its_neighbour() {
        assert_eq!(
            refusal("q > 0 and hub_overlp > 0.6"),
            "names hub_overlp, which is no measure (did you mean hub_overlap?); it stands at character 11 of \"q > 0 and hub_overlp > 0.6\""
        );
        assert!(refusal("speed > 1").contains("(there are quality, q, "));
    }

    #[test]
    fn what_cannot_be_understood_is_told_with_its_place() {
        for (text, told) in [
            (
                "",
                "has its end at character 1 of \"\"; expected a measure, a number, \"not\" or \"(\"",
            ),
            (
                "q > 0 0.5",
                "has \"0.5\" at character 7 of \"q > 0 0.5\"; expected \"and\", \"or\", \"for\" or the end",
            ),
            (
                "q = 0",
                "has \"=\" at character 3 of \"q = 0\"; expected one of >=, >, <=, < and ==",
            ),
            (
                "q > and",
                "has \"and\" at character 5 of \"q > and\"; expected a number or a measure",
            ),
            (
                "(q > 0",
                "has its end at character 7 of \"(q > 0\"; expected \"and\", \"or\", \"for\" or \")\"",
            ),
            (
                "q > 0 for ever",
                "has \"ever\" at character 11 of \"q > 0 for ever\"; expected a whole number of iterations",
            ),
            (
                "q > 0 for 0 iterations",
                "has \"0\" at character 11 of \"q > 0 for 0 iterations\"; expected at least 1 iteration",
            ),
            (
                "1 < 2",
                "has \"2\" at character 5 of \"1 < 2\"; expected a measure, as a number stands on the other side",
            ),
            (
                "mean(0.5) > 1",
                "has \"0.5\" at character 6 of \"mean(0.5) > 1\"; expected a measure",
            ),
        ] {
            assert_eq!(refusal(text), told);
        }
        let behind = refusal("q > 0 for 9 iterations and q > 1");
        assert!(behind.contains("has \"and\" at character 24"), "{behind}");
        assert!(behind.contains("parentheses"), "{behind}");
        assert!(refusal(&"(".repeat(100_000)).contains("fewer parentheses"));
        assert!(refusal(&"not ".repeat(100_000)).contains("fewer parentheses"));
    }

    #[test]
    fn no_text_makes_the_reader_panic() {
        for text in [
            "é≥ü", "!=", "−", "q >= 1e", "q > inf", "q > nan", "for", "\u{0}",
        ] {
            assert!(text.parse::<Condition>().is_err(), "{text}");
        }
    }
}
