//! What the engine is told while a simulation runs.

use super::document::Document;
use super::workspace::Workspace;
use crate::analysis::Method;
use crate::engine::{Command, Pace};
use crate::model::Rules;

/// What the engine was told last.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Told {
    rules: Rules,
    pace: Pace,
    method: Method,
}

impl Told {
    /// What it should know now.
    pub fn of(document: &Document, workspace: &Workspace) -> Self {
        Self {
            rules: document.live_rules(),
            pace: match workspace.full_speed {
                true => Pace::Full,
                false => Pace::ModelMsPerSecond(workspace.speed),
            },
            method: document.scenario.method,
        }
    }

    /// What it must be told if it was told `before`.
    pub fn news_since(self, before: Option<Self>) -> Vec<Command> {
        let mut news = Vec::new();
        if before.map(|b| b.rules) != Some(self.rules) {
            news.push(Command::SetRules(Box::new(self.rules)));
        }
        if before.map(|b| b.pace) != Some(self.pace) {
            news.push(Command::SetPace(self.pace));
        }
        if before.map(|b| b.method) != Some(self.method) {
            news.push(Command::SetMethod(self.method));
        }
        news
    }
}
