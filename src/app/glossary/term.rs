//! What the glossary says of a symbol, and how one is found.

use super::terms::TERMS;
use crate::engine::measures::{MEASURES, Measure};

/// An entry of the glossary.
#[derive(Debug, Clone, Copy)]
pub struct Term {
    /// Its symbol; a few have only a name, and no symbol.
    pub symbol: &'static str,
    pub name: &'static str,
    /// What it is, in a sentence.
    pub says: &'static str,
    /// Where it stands in the equations; empty where that is nowhere.
    pub equation: &'static str,
    /// Where the paper has it, or that it does not.
    pub paper: &'static str,
    /// What is explained by it besides: keys of numbers and choices, names of commands.
    pub keys: &'static [&'static str],
}

/// What the glossary calls that which the paper does not have.
pub(super) const OUR_CHOICE: &str = "our choice where it is silent";
pub(super) const OUR_EXTENSION: &str = "our extension";
pub(super) const OUR_MEASURE: &str = "our measure";

impl Term {
    fn of_measure(measure: &'static Measure) -> Self {
        Self {
            symbol: measure.symbol,
            name: measure.name,
            says: measure.help,
            equation: measure.definition,
            paper: OUR_MEASURE,
            keys: &[],
        }
    }

    /// What lists call it: its symbol, or else its name.
    pub fn title(&self) -> &'static str {
        match self.symbol {
            "" => self.name,
            symbol => symbol,
        }
    }

    /// Whether the paper has it.
    pub fn is_of_the_paper(&self) -> bool {
        ![OUR_CHOICE, OUR_EXTENSION, OUR_MEASURE].contains(&self.paper)
    }

    /// Whether it says something with these letters, whatever their case.
    pub fn is_about(&self, sought: &str) -> bool {
        let sought = sought.trim().to_lowercase();
        let texts = [self.symbol, self.name, self.says, self.equation, self.paper];
        let bare = |text: &str| text.to_lowercase().replace('_', "");
        texts
            .into_iter()
            .any(|text| text.to_lowercase().contains(&sought) || bare(text).contains(&sought))
    }
}

/// All entries: the symbols of the model, then all that is measured and is none of them.
pub fn terms() -> impl Iterator<Item = Term> {
    let known = |measure: &&Measure| !TERMS.iter().any(|term| term.keys.contains(&measure.key));
    let measures = MEASURES.into_iter().filter(known);
    TERMS.iter().copied().chain(measures.map(Term::of_measure))
}

/// The entry that explains a symbol, a name, a number, a choice, a measure or a command.
pub fn find(topic: &str) -> Option<Term> {
    let measure = MEASURES.into_iter().find(|measure| measure.key == topic);
    let topic_of_measure = measure.map(|measure| measure.name);
    let is = |term: &Term| {
        [term.symbol, term.name].contains(&topic)
            || term.keys.contains(&topic)
            || topic_of_measure == Some(term.name)
    };
    (!topic.is_empty()).then(|| terms().find(is)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::views::panes;
    use crate::scenario::{choices, quantities};

    #[test]
    fn every_number_choice_and_measure_has_an_entry() {
        let numbers = quantities().map(|quantity| quantity.key);
        let choices = choices().map(|choice| choice.key);
        let measures = MEASURES.iter().map(|measure| measure.key);
        for key in numbers.chain(choices).chain(measures) {
            // Which views one sees is no quantity of the model.
            if key != "window.arrangement" {
                assert!(find(key).is_some(), "{key}");
            }
        }
        assert!(find("").is_none() && find("no such thing").is_none());
    }

    #[test]
    fn every_symbol_that_a_view_names_has_an_entry() {
        for pane in panes() {
            assert!(!pane.0.explained.symbols.is_empty(), "{}", pane.title());
            for symbol in pane.0.explained.symbols {
                let found = find(symbol).map(|term| term.title());
                assert_eq!(found, Some(*symbol), "{}", pane.title());
            }
        }
    }

    #[test]
    fn entries_are_whole_sentences_found_by_one_title_and_by_every_key() {
        let all: Vec<Term> = terms().collect();
        for (at, term) in all.iter().enumerate() {
            assert!(term.says.ends_with('.'), "{}", term.name);
            assert!(!term.paper.is_empty(), "{}", term.name);
            let alike = all[..at].iter().any(|other| other.title() == term.title());
            assert!(!alike, "{}", term.title());
            for key in term.keys {
                assert_eq!(find(key).map(|found| found.name), Some(term.name), "{key}");
            }
        }
    }

    #[test]
    fn an_entry_is_found_by_symbol_word_equation_and_source_in_any_case() {
        let about = |sought: &str| -> Vec<&str> {
            let found = terms().filter(|term| term.is_about(sought));
            found.map(|term| term.title()).collect()
        };
        for sought in ["g_ji", "gji", "RETROGRADE signal", "c_i f(s_i) b_ij"] {
            assert!(about(sought).contains(&"g_ji"), "{sought}");
        }
        assert!(about("eq. 4").contains(&"Δw_ij"));
        assert!(about("xylophone").is_empty());
        assert_eq!(about("").len(), terms().count());
    }
}
