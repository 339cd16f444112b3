//! A choice of a scenario and those of its options that a sweep compares.

use super::numbers::check_count;
use super::refusal::{SweepError, refuse};
use crate::scenario::{Choice, ChoiceOption, nearest_word};

/// A choice of a scenario and some of its options, each once, in the order in which they were asked for.
#[derive(Debug, Clone)]
pub struct Options {
    choice: &'static Choice,
    chosen: Vec<usize>,
}

impl PartialEq for Options {
    fn eq(&self, other: &Self) -> bool {
        self.choice.key == other.choice.key && self.chosen == other.chosen
    }
}

impl Options {
    /// These options of a choice, by their words. One that is named twice counts once.
    ///
    /// # Errors
    /// When the choice has no such option, or none is named.
    pub fn listed<'a>(
        choice: &'static Choice,
        words: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, SweepError> {
        let mut chosen = Vec::new();
        for word in words {
            let option = number_of(choice, word.trim())?;
            if !chosen.contains(&option) {
                chosen.push(option);
            }
        }
        check_count(choice.key, 1, chosen.len())?;
        Ok(Self { choice, chosen })
    }

    /// The first options of a choice, three at most.
    pub fn first(choice: &'static Choice) -> Self {
        let chosen = (0..choice.options.len().min(3)).collect();
        Self { choice, chosen }
    }

    /// The same with another option, or without one that is there, in the order of the choice. One option
    /// stays at least.
    pub fn toggled(mut self, option: usize) -> Self {
        match self.chosen.iter().position(|&chosen| chosen == option) {
            Some(_) if self.chosen.len() == 1 => {}
            Some(place) => drop(self.chosen.remove(place)),
            None => self.chosen.push(option),
        }
        self.chosen.sort_unstable();
        self
    }

    /// What is varied.
    pub fn choice(&self) -> &'static Choice {
        self.choice
    }

    /// The number of each option among those of the choice.
    pub fn chosen(&self) -> &[usize] {
        &self.chosen
    }

    /// The options.
    pub fn options(&self) -> impl ExactSizeIterator<Item = &'static ChoiceOption> {
        let all = self.choice.options;
        self.chosen.iter().map(move |&option| &all[option])
    }
}

fn number_of(choice: &Choice, word: &str) -> Result<usize, SweepError> {
    let words: Vec<&'static str> = choice.options.iter().map(|option| option.word()).collect();
    if let Some(option) = words.iter().position(|known| *known == word) {
        return Ok(option);
    }
    let ask = |nearest| format!("; did you mean {nearest}?");
    let nearest = nearest_word(words.iter().copied(), word)
        .map(ask)
        .unwrap_or_default();
    let (key, all) = (choice.key, words.join(", "));
    refuse(format!("{key} has no {word:?}, only {all}{nearest}"))
}
