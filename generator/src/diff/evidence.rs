//! The message that proves a break, for each change that may be one.

use super::change::Evidence;
use super::counterexample::{Budget, Finder, Search};
use super::model::{WireChange, WireEffect};
use crate::ir::Api;

/// How many messages are run for all changes together.
const MESSAGES: usize = 40_000;

/// How many messages are run for one change at least.
const LEAST: usize = 50;

/// Looks for messages that break.
pub(super) struct EvidenceFinder {
    /// `None` if no change may break.
    finder: Option<Finder>,
    budget: Budget,
}

impl EvidenceFinder {
    /// For these changes. Both versions are prepared once, and only if they are needed.
    pub(super) fn new(old: &Api, new: &Api, changes: &[WireChange]) -> Self {
        let searched = changes.iter().filter(|change| may_break(change)).count();
        let whole = Budget::default();
        let share = MESSAGES
            .checked_div(searched)
            .unwrap_or(MESSAGES)
            .max(LEAST);
        Self {
            finder: (searched > 0).then(|| Finder::new(old, new)),
            budget: Budget {
                messages: whole.messages.min(share),
                ..whole
            },
        }
    }

    pub(super) fn evidence(&self, change: &WireChange) -> Evidence {
        let finder = self.finder.as_ref().filter(|_| may_break(change));
        match finder.map(|finder| finder.find(change, self.budget)) {
            None => Evidence::NotNeeded,
            Some(Search::Found(example)) => Evidence::Found(example),
            Some(Search::NotFound { messages }) => Evidence::NotFound(messages),
            Some(Search::Impossible(reason)) => Evidence::Impossible(reason),
        }
    }
}

/// Whether fewer messages are valid for somebody.
fn may_break(change: &WireChange) -> bool {
    let breaking = [
        WireEffect::RequestNarrower,
        WireEffect::ResponseNarrower,
        WireEffect::ResponseWider,
    ];
    breaking
        .iter()
        .any(|effect| change.effects.contains(effect))
}
