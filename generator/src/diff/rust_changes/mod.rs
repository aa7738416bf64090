//! Two surfaces -> what changed for callers of the generated crate, and for those who implement its trait.
//!
//! # Callers
//!
//! A caller names items of the crate in any way that Rust allows, with any features. A change is major if some caller no longer
//! compiles ([rules of Cargo](https://doc.rust-lang.org/cargo/reference/semver.html)), which follows from the kind of the item:
//!
//! | change | level |
//! |---|---|
//! | an item is gone, `impl`s and features included | major |
//! | an item needs a feature that it did not need | major |
//! | the type of a field, a constant or a payload is another one | major; nothing if both are the same behind aliases |
//! | an argument accepts less or something else, a result is another one | major |
//! | an argument accepts more: `String`, then `impl Into<String>` | minor |
//! | an item is new | minor; major for a field of a struct that callers write as a literal (`PetRequired`) |
//! | an item becomes deprecated | minor |
//!
//! # Implementors
//!
//! An implementor writes every method of the trait of the API, and reads neither requests nor builds responses: for what its bodies
//! name, it is a caller. A method that is gone or has another signature is major, a new one is minor, because it has a body.
//!
//! `CompletePetsApi` has no bodies, so that the compiler asks for each new operation. That is what its implementors want, and its
//! docs promise it: a new method there is minor as well. All other changes of it count as those of the trait of the API do.

mod aliases;
mod arguments;
mod features;
mod level;
mod subjects;

use std::cmp::Ordering;

use super::model::{RustChange, SemverLevel};
use crate::ir::Api;
use crate::parallel;
use crate::surface::{PublicItem, Surface};
use features::FeatureSets;
use level::{ItemLevels, ItemPair};
use subjects::Subjects;

/// One version of the crate: its items, and the API that they come from.
#[derive(Debug, Clone, Copy)]
pub struct RustVersion<'a> {
    /// The public items.
    pub surface: &'a Surface,
    /// The API.
    pub api: &'a Api,
}

/// The changes from one version to another, in the order of items.
#[must_use]
pub fn compare(old: RustVersion<'_>, new: RustVersion<'_>) -> Vec<RustChange> {
    let levels = ItemLevels::of(old.surface, new.surface);
    let pairs = differences(&old.surface.items, &new.surface.items);
    let features = FeatureSets::new(old.surface, new.surface);
    let mut changes = features.changes();
    if pairs.is_empty() && !levels.has_other_aliases() {
        return changes;
    }
    let (old_subjects, new_subjects) =
        parallel::both(|| Subjects::of(old.api), || Subjects::of(new.api));
    let pairs = pairs.into_iter().chain(levels.methods_behind_aliases());
    for (before, after) in pairs {
        let Some(item) = before.or(after) else {
            continue;
        };
        let (callers, implementors) = levels.of_pair(before, after);
        let was = before.and_then(|one| old_subjects.of_item(one));
        let is = after.and_then(|one| new_subjects.of_item(one));
        let subject = was.or(is).map(|one| one.subject.clone());
        changes.push(RustChange {
            item: item.path.clone(),
            before: before.map(PublicItem::description),
            after: after.map(PublicItem::description),
            callers,
            implementors,
            subject,
            old_pointer: was.map(|one| one.pointer.clone()),
            new_pointer: is.map(|one| one.pointer.clone()),
        });
    }
    changes
}

/// The items that are not the same in both lists, which are sorted.
fn differences<'a>(old: &'a [PublicItem], new: &'a [PublicItem]) -> Vec<ItemPair<'a>> {
    let key = |item: &'a PublicItem| (item.owner.as_str(), item.path.as_str());
    let (mut old, mut new) = (old.iter().peekable(), new.iter().peekable());
    let mut pairs = Vec::new();
    loop {
        let order = match (old.peek(), new.peek()) {
            (None, None) => return pairs,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(before), Some(after)) => key(before).cmp(&key(after)),
        };
        let pair = match order {
            Ordering::Less => (old.next(), None),
            Ordering::Greater => (None, new.next()),
            Ordering::Equal => (old.next(), new.next()),
        };
        if pair.0 != pair.1 {
            pairs.push(pair);
        }
    }
}

impl SemverLevel {
    /// Major if this holds, or else the other level.
    fn major_if(is_major: bool, otherwise: Self) -> Self {
        if is_major { Self::Major } else { otherwise }
    }
}
