//! Where a figure or a table comes from: all it takes to make it again.

use std::fmt::Write as _;

use super::canvas::escaped;
use crate::engine::{Scene, Snapshot, verdict};
use crate::scenario::Scenario;

/// Where a figure or a table comes from. Every export carries it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Provenance {
    pub name: String,
    /// The scenario as it would be saved; as a file it can be run again.
    pub toml: String,
    pub seed: u64,
    /// The iteration shown, where it is one.
    pub iteration: Option<u64>,
    /// How communities were found.
    pub method: String,
    /// What the network has become, in a sentence.
    pub verdict: String,
    /// What else is to be known, such as a simulation that stopped before its end.
    pub remark: String,
}

impl Provenance {
    pub const VERSION: &'static str = env!("CARGO_PKG_VERSION");

    /// The provenance of a scenario, of no moment in particular.
    pub fn of(scenario: &Scenario, toml: String) -> Self {
        Self {
            name: scenario.name.clone(),
            toml,
            seed: scenario.run.seed,
            iteration: None,
            method: scenario.method.to_string(),
            verdict: String::new(),
            remark: String::new(),
        }
    }

    /// The same at the moment of a scene, and of another beside it, with what is to be said of them.
    pub fn at_scene(self, scene: &Scene, beside: Option<&Scene>) -> Self {
        Self {
            verdict: Self::said_of(scene, beside),
            ..self.at(&scene.snapshot)
        }
    }

    /// What is to be said of a scene, and of another beside it; nothing while that is being worked out.
    pub fn said_of(scene: &Scene, beside: Option<&Scene>) -> String {
        let said = |scene: &Scene| scene.findings.as_deref().map(verdict);
        match (said(scene), beside.and_then(said)) {
            (Some(a), Some(b)) => format!("A: {a} B: {b}"),
            (a, _) => a.unwrap_or_default(),
        }
    }

    /// The same at the moment of a snapshot.
    pub fn at(self, snapshot: &Snapshot) -> Self {
        let remark = snapshot.blow_up.map(|blow_up| blow_up.to_string());
        Self {
            seed: snapshot.seed,
            iteration: Some(snapshot.iteration),
            method: snapshot.method.to_string(),
            remark: remark.unwrap_or_default(),
            ..self
        }
    }

    /// One line for the foot of a figure.
    pub fn line(&self) -> String {
        let mut line = format!("{} · seed {}", one_line(&self.name), self.seed);
        if let Some(iteration) = self.iteration {
            let _ = write!(line, " · iteration {}", grouped(iteration));
        }
        let _ = write!(line, " · Accordance {}", Self::VERSION);
        line
    }

    /// Keys and values, for formats that have such.
    pub fn entries(&self) -> Vec<(&'static str, String)> {
        let mut entries = vec![
            ("Title", one_line(&self.name)),
            ("Software", format!("Accordance {}", Self::VERSION)),
            ("Seed", self.seed.to_string()),
        ];
        if let Some(iteration) = self.iteration {
            entries.push(("Iteration", iteration.to_string()));
        }
        if !self.method.is_empty() {
            entries.push(("Communities", one_line(&self.method)));
        }
        if !self.verdict.is_empty() {
            entries.push(("Verdict", one_line(&self.verdict)));
        }
        if !self.remark.is_empty() {
            entries.push(("Comment", one_line(&self.remark)));
        }
        entries.push(("Scenario", self.toml.clone()));
        entries
    }

    /// All of it as lines that begin with `# `, as they stand before a table.
    pub fn comment(&self) -> String {
        let mut text = String::new();
        for (key, value) in self.entries() {
            let mut lines = value.lines();
            let _ = match key {
                "Scenario" => writeln!(text, "# {key}:"),
                _ => writeln!(text, "# {key}: {}", lines.next().unwrap_or_default()),
            };
            for line in lines {
                let _ = writeln!(text, "# {line}");
            }
        }
        text
    }

    /// All of it as the `<metadata>` of an SVG document, in elements of our own.
    pub(super) fn to_xml(&self) -> String {
        let mut text =
            String::from("<metadata>\n<provenance xmlns=\"urn:accordance:provenance\">\n");
        for (key, value) in self.entries() {
            let key = key.to_lowercase();
            let _ = writeln!(text, "<{key}>{}</{key}>", escaped(&value));
        }
        text + "</provenance>\n</metadata>"
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// 1234567 as 1,234,567.
pub fn grouped(value: u64) -> String {
    let digits = value.to_string();
    let groups = digits.as_bytes().rchunks(3).rev();
    let groups: Vec<_> = groups.map(String::from_utf8_lossy).collect();
    groups.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn provenance() -> Provenance {
        Provenance {
            name: "A < B &\n\"C\"".to_owned(),
            toml: "name = \"A < B\"\n\n[run]\nseed = 7\n".to_owned(),
            seed: 7,
            iteration: Some(12_345),
            method: "modularity".to_owned(),
            verdict: String::new(),
            remark: String::new(),
        }
    }

    #[test]
    fn one_line_says_which_scenario_seed_and_version() {
        let expected = format!(
            "A < B & \"C\" · seed 7 · iteration 12,345 · Accordance {}",
            Provenance::VERSION
        );
        assert_eq!(provenance().line(), expected);
    }

    #[test]
    fn every_line_of_a_comment_is_one_and_the_scenario_can_be_taken_out_of_it_again() {
        let comment = provenance().comment();
        assert!(comment.lines().all(|line| line.starts_with("# ")));
        assert!(comment.contains("# Seed: 7\n"));
        let (_, scenario) = comment.split_once("# Scenario:\n").expect("a scenario");
        let lines: Vec<&str> = scenario.lines().map(|line| &line[2..]).collect();
        assert_eq!(lines.join("\n") + "\n", provenance().toml);
    }

    #[test]
    fn large_numbers_are_grouped_by_thousands() {
        let written = [0, 999, 1_000, 12_345_678].map(grouped);
        assert_eq!(written, ["0", "999", "1,000", "12,345,678"]);
    }
}
