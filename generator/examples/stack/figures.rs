//! What came of nesting the types of a document.

use std::collections::BTreeMap;

/// What came of one cycle.
#[derive(Debug, Clone)]
pub(crate) struct Outcome {
    /// The cycle.
    pub(crate) name: String,
    /// How often it could be nested.
    pub(crate) levels: usize,
    /// The bytes of stack that each use needs.
    pub(crate) uses: Vec<(String, usize)>,
}

/// The outcomes of a document, or of all.
#[derive(Debug, Default)]
pub(crate) struct Figures {
    /// Those that ran on a small stack.
    pub(crate) outcomes: Vec<Outcome>,
    /// The cycles that were not accepted even once.
    pub(crate) rejected: Vec<String>,
    /// Uses that overflowed, and other failures.
    pub(crate) failures: Vec<String>,
}

impl Figures {
    /// The document could not be measured.
    pub(crate) fn failed(message: &str) -> Self {
        Self {
            failures: vec![message.to_owned()],
            ..Self::default()
        }
    }

    /// Whether no use overflowed.
    pub(crate) fn is_clean(&self) -> bool {
        self.failures.is_empty()
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.outcomes.extend(other.outcomes);
        self.rejected.extend(other.rejected);
        self.failures.extend(other.failures);
    }

    /// `stripe.yaml: 900 cycles, levels 15 to 128, at most 300 KiB (clone of Invoice: …)`
    pub(crate) fn line(&self, name: &str) -> String {
        let levels = self.outcomes.iter().map(|one| one.levels);
        let (low, high) = (levels.clone().min().unwrap_or(0), levels.max().unwrap_or(0));
        let mut line = format!(
            "{name}: {} cycles, levels {low} to {high}",
            self.outcomes.len()
        );
        let uses = self
            .outcomes
            .iter()
            .flat_map(|one| one.uses.iter().map(move |used| (used, &one.name)));
        if let Some(((what, bytes), cycle)) = uses.max_by_key(|((_, bytes), _)| *bytes) {
            line.push_str(&format!(
                ", at most {} KiB ({what} of {cycle})",
                bytes >> 10
            ));
        }
        if !self.rejected.is_empty() {
            line.push_str(&format!(", {} without a value", self.rejected.len()));
        }
        for failure in &self.failures {
            line.push_str(&format!("\n    FAILED {failure}"));
        }
        line
    }

    /// One line per cycle, and the most of each use.
    pub(crate) fn details(&self) -> String {
        let mut most: BTreeMap<&str, usize> = BTreeMap::new();
        let mut lines = Vec::new();
        for one in &self.outcomes {
            let uses = one
                .uses
                .iter()
                .map(|(what, bytes)| format!("{what} {bytes}"));
            lines.push(format!(
                "    {} × {}: {}",
                one.levels,
                one.name,
                uses.collect::<Vec<_>>().join(", ")
            ));
            for (what, bytes) in &one.uses {
                let known = most.entry(what).or_default();
                *known = (*known).max(*bytes);
            }
        }
        lines.extend(
            self.rejected
                .iter()
                .map(|name| format!("    no value: {name}")),
        );
        lines.push(format!("    most: {most:?}"));
        lines.join("\n")
    }
}
