//! Which version a change of an item needs.

use std::collections::HashSet;

use super::super::model::SemverLevel;
use super::aliases::Aliases;
use super::arguments::accepts_all;
use super::features::FeatureSets;
use crate::surface::{ItemKind, PublicItem, Surface};

/// An item before and after.
pub(super) type ItemPair<'a> = (Option<&'a PublicItem>, Option<&'a PublicItem>);

/// What the level of a change depends on besides the item.
pub(super) struct ItemLevels<'a> {
    old: &'a Surface,
    new: &'a Surface,
    old_aliases: Aliases<'a>,
    new_aliases: Aliases<'a>,
    features: FeatureSets<'a>,
    /// The structs and enums of the old version that callers can write or match in full.
    closed: HashSet<&'a str>,
}

impl<'a> ItemLevels<'a> {
    /// That of two versions.
    pub(super) fn of(old: &'a Surface, new: &'a Surface) -> Self {
        let types = old.items.iter();
        let closed = types.filter(|one| match one.kind {
            ItemKind::Struct | ItemKind::Enum => one.signature.starts_with("in "),
            _ => false,
        });
        Self {
            old,
            new,
            old_aliases: Aliases::of(old),
            new_aliases: Aliases::of(new),
            features: FeatureSets::new(old, new),
            closed: closed.map(|one| one.path.as_str()).collect(),
        }
    }

    /// Whether some alias differs.
    pub(super) fn has_other_aliases(&self) -> bool {
        !self.old_aliases.is_same(&self.new_aliases)
    }

    /// The methods of traits that look the same, and are not because of an alias in them.
    pub(super) fn methods_behind_aliases(&self) -> Vec<ItemPair<'a>> {
        if !self.has_other_aliases() {
            return Vec::new();
        }
        let methods = self.old.items.iter().filter(|one| is_trait_method(one));
        let pairs = methods.filter_map(|before| {
            let after = self.new.items.binary_search(before).ok()?;
            let after = self.new.items.get(after)?;
            (!self.is_same(before, after)).then_some((Some(before), Some(after)))
        });
        pairs.collect()
    }

    /// What a change means for callers, and for implementors.
    pub(super) fn of_pair(
        &self,
        before: Option<&PublicItem>,
        after: Option<&PublicItem>,
    ) -> (SemverLevel, SemverLevel) {
        match (before, after) {
            (Some(before), Some(after)) => self.changed(before, after),
            (Some(before), None) => {
                let implementors = SemverLevel::major_if(is_of_trait(before), SemverLevel::Patch);
                (SemverLevel::Major, implementors)
            }
            (None, Some(after)) => self.added(after),
            (None, None) => (SemverLevel::Patch, SemverLevel::Patch),
        }
    }

    fn added(&self, item: &PublicItem) -> (SemverLevel, SemverLevel) {
        let is_part = matches!(item.kind, ItemKind::Field | ItemKind::Variant);
        let closes = is_part && self.closed.contains(item.owner.as_str());
        let callers = SemverLevel::major_if(closes, SemverLevel::Minor);
        let implementors = if is_of_trait(item) {
            SemverLevel::Minor
        } else {
            SemverLevel::Patch
        };
        (callers, implementors)
    }

    fn changed(&self, before: &PublicItem, after: &PublicItem) -> (SemverLevel, SemverLevel) {
        let is_kept = self.features.keeps(&before.gates, &after.gates);
        let is_same = is_same_kind(before, after) && self.is_same(before, after);
        let is_wider = is_same || self.is_wider(before, after);
        let is_more = !is_same
            || before.gates != after.gates
            || (after.is_deprecated && !before.is_deprecated);
        let least = if is_more {
            SemverLevel::Minor
        } else {
            SemverLevel::Patch
        };
        let callers = SemverLevel::major_if(!is_kept || !is_wider, least);
        let is_of_trait = is_of_trait(before) || is_of_trait(after);
        let implementors =
            SemverLevel::major_if(is_of_trait && (!is_kept || !is_same), SemverLevel::Patch);
        (callers, implementors)
    }

    /// Whether both look the same behind aliases. A struct that became an alias is still written by its name.
    fn is_same(&self, before: &PublicItem, after: &PublicItem) -> bool {
        let before = self.old_aliases.expanded(&before.signature);
        let now = |text: &str| self.new_aliases.expanded(text);
        now(&before) == now(&after.signature)
    }

    /// Whether the new function can be called as the old one was.
    fn is_wider(&self, before: &PublicItem, after: &PublicItem) -> bool {
        let is_called = |item: &PublicItem| {
            matches!(
                item.kind,
                ItemKind::Constructor | ItemKind::Setter | ItemKind::Method
            )
        };
        let before_text = self.old_aliases.expanded(&before.signature);
        let after_text = self.new_aliases.expanded(&after.signature);
        is_called(before) && is_called(after) && accepts_all(&before_text, &after_text)
    }
}

/// Whether an item is a method of a trait.
fn is_trait_method(item: &PublicItem) -> bool {
    matches!(item.kind, ItemKind::TraitMethod { .. })
}

/// Whether an item is a trait that callers may implement, or a method of one. One that extends another trait is implemented
/// for all that have the other.
fn is_of_trait(item: &PublicItem) -> bool {
    let is_open = item.kind == ItemKind::Trait && item.signature.starts_with(": Send");
    is_open || is_trait_method(item)
}

/// Whether an item is used in the same way. A setter is a method.
fn is_same_kind(before: &PublicItem, after: &PublicItem) -> bool {
    let is_method = |kind| {
        matches!(
            kind,
            ItemKind::Setter | ItemKind::Method | ItemKind::Constructor
        )
    };
    before.kind == after.kind || (is_method(before.kind) && is_method(after.kind))
}
