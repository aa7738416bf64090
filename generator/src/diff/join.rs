//! Changes of the wire and of Rust items become one list: what happens to one property is one change.

use std::collections::{BTreeMap, HashSet};

use super::change::{DocumentChange, DocumentPlace, Evidence};
use super::model::{ChangeSubject, RustChange, SemverLevel, WireChange};

/// Joins both lists by what they are about. `users` has the operations that something is part of.
pub(super) fn join(
    wire: Vec<(WireChange, Evidence)>,
    rust: Vec<RustChange>,
    users: &impl Fn(&ChangeSubject) -> Vec<String>,
) -> Vec<DocumentChange> {
    let mut by_subject: BTreeMap<ChangeSubject, Vec<RustChange>> = BTreeMap::new();
    let mut others = Vec::new();
    for change in folded(rust) {
        match change.subject.clone() {
            Some(subject) => by_subject.entry(subject).or_default().push(change),
            None => others.push(change),
        }
    }
    let mut changes = Vec::new();
    for (change, evidence) in wire {
        let items = by_subject.remove(&change.subject).unwrap_or_default();
        let used_by = users(&change.subject);
        changes.push(of_wire(change, evidence, items, used_by));
    }
    for (subject, items) in by_subject {
        let used_by = users(&subject);
        changes.extend(of_items(subject.to_string(), items, used_by));
    }
    for change in others {
        changes.extend(of_items(change.item.clone(), vec![change], Vec::new()));
    }
    // In document order, but what needs a decision first.
    changes.sort_by_key(|change| std::cmp::Reverse((change.level(), change.breaks_wire())));
    changes
}

/// The changes of items, with those that follow from a type or an operation that came or went as a whole as part of that.
fn folded(mut rust: Vec<RustChange>) -> Vec<RustChange> {
    let whole = |change: &RustChange| change.before.is_none() != change.after.is_none();
    let owners: HashSet<(ChangeSubject, bool)> = rust
        .iter()
        .filter(|change| whole(change))
        .filter_map(|change| Some((change.subject.clone()?, change.before.is_some())))
        .collect();
    for change in rust.iter_mut().filter(|change| whole(change)) {
        let owner = change.subject.as_ref().and_then(owner);
        let whole =
            owner.filter(|owner| owners.contains(&(owner.clone(), change.before.is_some())));
        if whole.is_some() {
            change.subject = whole;
        }
    }
    rust
}

/// What something is a part of.
fn owner(subject: &ChangeSubject) -> Option<ChangeSubject> {
    match subject {
        ChangeSubject::Parameter(operation, ..)
        | ChangeSubject::Body(operation)
        | ChangeSubject::Reply(operation, _)
        | ChangeSubject::ReplyHeader(operation, ..) => {
            Some(ChangeSubject::Operation(operation.clone()))
        }
        ChangeSubject::Property(name, _) | ChangeSubject::Variant(name, _) => {
            Some(ChangeSubject::Type(name.clone()))
        }
        ChangeSubject::Document
        | ChangeSubject::Scheme(_)
        | ChangeSubject::Operation(_)
        | ChangeSubject::Type(_) => None,
    }
}

fn of_wire(
    wire: WireChange,
    evidence: Evidence,
    items: Vec<RustChange>,
    used_by: Vec<String>,
) -> DocumentChange {
    let (callers, implementors) = levels(&items);
    DocumentChange {
        kind: wire.kind.to_owned(),
        subject: wire.subject.to_string(),
        before: wire.before,
        after: wire.after,
        effects: wire.effects,
        evidence,
        items,
        callers,
        implementors,
        used_by,
        old: DocumentPlace::of(wire.old_pointer.as_deref()),
        new: DocumentPlace::of(wire.new_pointer.as_deref()),
        accepted: None,
    }
}

/// A change that only Rust sees.
fn of_items(
    subject: String,
    items: Vec<RustChange>,
    used_by: Vec<String>,
) -> Option<DocumentChange> {
    let first = items.first()?;
    let all = |test: fn(&RustChange) -> bool| items.iter().all(test);
    let kind = if all(|item| item.before.is_none()) {
        "item-added"
    } else if all(|item| item.after.is_none()) {
        "item-removed"
    } else {
        "item-changed"
    };
    let one = items.len() == 1;
    let (callers, implementors) = levels(&items);
    Some(DocumentChange {
        kind: kind.to_owned(),
        subject,
        before: first.before.clone().filter(|_| one),
        after: first.after.clone().filter(|_| one),
        effects: Default::default(),
        evidence: Evidence::NotNeeded,
        callers,
        implementors,
        used_by,
        old: DocumentPlace::of(items.iter().find_map(|item| item.old_pointer.as_deref())),
        new: DocumentPlace::of(items.iter().find_map(|item| item.new_pointer.as_deref())),
        accepted: None,
        items,
    })
}

/// What the items mean for callers and for implementors.
fn levels(items: &[RustChange]) -> (SemverLevel, SemverLevel) {
    let callers = items.iter().map(|item| item.callers).max();
    let implementors = items.iter().map(|item| item.implementors).max();
    (
        callers.unwrap_or_default(),
        implementors.unwrap_or_default(),
    )
}
