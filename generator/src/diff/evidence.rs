//! The changes of the wire, each with the message that proves a break.

use super::change::Evidence;
use super::counterexample::{Budget, Search, find_all};
use super::model::{WireChange, WireEffect};
use super::wire;
use crate::ir::Api;

/// How many messages are run for all changes together.
const MESSAGES: usize = 40_000;

/// How many messages are run for one change at least.
const LEAST: usize = 50;

/// Every change of the wire, with a message that breaks if it may break one.
#[must_use]
pub fn proven_wire_changes(old: &Api, new: &Api) -> Vec<(WireChange, Evidence)> {
    let changes = wire::compare(old, new);
    let (searched, others): (Vec<_>, Vec<_>) = changes
        .into_iter()
        .enumerate()
        .partition(|(_, change)| may_break(change));
    let (places, searched): (Vec<usize>, Vec<WireChange>) = searched.into_iter().unzip();
    let found = if searched.is_empty() {
        Vec::new()
    } else {
        find_all(old, new, &searched, budget(searched.len()))
    };
    let found = searched.into_iter().zip(found.into_iter().map(evidence));
    let found = places.into_iter().zip(found);
    let others = others.into_iter();
    let others = others.map(|(place, change)| (place, (change, Evidence::NotNeeded)));
    let mut all: Vec<_> = found.chain(others).collect();
    all.sort_by_key(|(place, _)| *place);
    all.into_iter().map(|(_, change)| change).collect()
}

/// What may be run for one of this many changes.
fn budget(changes: usize) -> Budget {
    let whole = Budget::default();
    let share = MESSAGES.checked_div(changes).unwrap_or(MESSAGES);
    Budget {
        messages: whole.messages.min(share.max(LEAST)),
        ..whole
    }
}

fn evidence(search: Search) -> Evidence {
    match search {
        Search::Found(example) => Evidence::Found(example),
        Search::NotFound { messages } => Evidence::NotFound(messages),
        Search::Impossible(reason) => Evidence::Impossible(reason),
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
