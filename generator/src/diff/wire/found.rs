//! The changes that were found, each once: what several operations or directions see is one change.

use std::collections::{BTreeSet, HashMap};

use super::about::{About, CompareSite};
use super::graph::{NodeId, PairGraph};
use super::kinds::KindId;
use super::seen::SeenSearch;
use super::turn::Turn;
use crate::diff::model::{ChangeSubject, WireChange, WireEffect};

/// The values before and after, as they are printed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct BeforeAfter {
    /// The value before.
    pub(super) before: Option<String>,
    /// The value after.
    pub(super) after: Option<String>,
}

impl BeforeAfter {
    /// A value that became another one.
    pub(super) fn both(before: impl Into<String>, after: impl Into<String>) -> Self {
        Self {
            before: Some(before.into()),
            after: Some(after.into()),
        }
    }

    /// A value that is gone.
    pub(super) fn gone(before: impl Into<String>) -> Self {
        Self {
            before: Some(before.into()),
            after: None,
        }
    }

    /// A value that is new.
    pub(super) fn come(after: impl Into<String>) -> Self {
        Self {
            before: None,
            after: Some(after.into()),
        }
    }
}

/// How much of a value is printed, in characters.
const SHOWN: usize = 300;

/// The start of a long value.
fn shortened(value: Option<String>) -> Option<String> {
    value.map(|value| match value.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", value.get(..end).unwrap_or_default()),
        None => value,
    })
}

/// What makes two changes one.
#[derive(Debug, PartialEq, Eq, Hash)]
struct ChangeKey {
    kind: KindId,
    subject: ChangeSubject,
    values: BeforeAfter,
    old: Option<String>,
    new: Option<String>,
}

#[derive(Debug)]
struct FoundChange<'a> {
    kind: KindId,
    about: About<'a>,
    variant: Option<String>,
    values: BeforeAfter,
    old: Option<&'a str>,
    new: Option<&'a str>,
    effects: BTreeSet<WireEffect>,
    seen_at: Vec<NodeId>,
}

/// Every change, in the order in which they were found.
#[derive(Debug, Default)]
pub(super) struct FoundChanges<'a> {
    changes: Vec<FoundChange<'a>>,
    known: HashMap<ChangeKey, usize>,
}

impl<'a> FoundChanges<'a> {
    /// Adds a change that is seen at these pairs, or the pairs to the change if it is known.
    pub(super) fn add(
        &mut self,
        (kind, turn): (KindId, Turn),
        site: CompareSite<'a>,
        variant: Option<String>,
        values: BeforeAfter,
        seen_at: NodeId,
        graph: &PairGraph<'a>,
    ) {
        let effects = turn.effects(graph.direction(seen_at));
        self.enter(kind, site, variant, values, effects, Some(seen_at));
    }

    /// Adds a change that no pair of messages shows.
    pub(super) fn add_unseen(
        &mut self,
        kind: KindId,
        effects: BTreeSet<WireEffect>,
        site: CompareSite<'a>,
        values: BeforeAfter,
    ) {
        self.enter(kind, site, None, values, effects, None);
    }

    fn enter(
        &mut self,
        kind: KindId,
        site: CompareSite<'a>,
        variant: Option<String>,
        values: BeforeAfter,
        effects: BTreeSet<WireEffect>,
        seen_at: Option<NodeId>,
    ) {
        let CompareSite { about, old, new } = site;
        // The same header of many responses is one, wherever it is described.
        let is_header = matches!(about, About::ReplyHeader(..));
        let place = |at: Option<&str>| at.filter(|_| !is_header).map(str::to_owned);
        let key = ChangeKey {
            kind,
            subject: with_variant(about.shared(), variant.as_ref()),
            values: values.clone(),
            old: place(old),
            new: place(new),
        };
        let next = self.changes.len();
        let index = *self.known.entry(key).or_insert(next);
        if let Some(known) = self.changes.get_mut(index) {
            known.effects.extend(effects);
            known.seen_at.extend(seen_at);
            return;
        }
        self.changes.push(FoundChange {
            kind,
            about,
            variant,
            values,
            old,
            new,
            effects,
            seen_at: seen_at.into_iter().collect(),
        });
    }

    /// The changes with the places where they are seen.
    pub(super) fn finish(self, graph: &PairGraph<'_>) -> Vec<WireChange> {
        let mut seen = SeenSearch::new(graph);
        let changes = self.changes.into_iter().map(|change| {
            let (places, place_count) = seen.places(&change.seen_at);
            WireChange {
                kind: change.kind.as_str(),
                effects: change.effects,
                subject: with_variant(change.about.subject(), change.variant.as_ref()),
                before: shortened(change.values.before),
                after: shortened(change.values.after),
                old_pointer: change.old.map(str::to_owned),
                new_pointer: change.new.map(str::to_owned),
                places,
                place_count,
            }
        });
        changes.collect()
    }
}

/// The subject, or the value of it that this names.
fn with_variant(subject: ChangeSubject, variant: Option<&String>) -> ChangeSubject {
    match (subject, variant) {
        (ChangeSubject::Type(name), Some(variant)) => ChangeSubject::Variant(name, variant.clone()),
        (subject, _) => subject,
    }
}
