//! Cargo features: which of them came and went, and whether an item is still there for all who had it.

use std::collections::BTreeSet;

use super::super::model::{ChangeSubject, RustChange, SemverLevel};
use crate::surface::{CargoFeature, Gates, Surface};

/// The features of both versions.
#[derive(Debug, Clone, Copy)]
pub(super) struct FeatureSets<'a> {
    old: &'a Surface,
    new: &'a Surface,
}

impl<'a> FeatureSets<'a> {
    /// Those of two versions.
    pub(super) fn new(old: &'a Surface, new: &'a Surface) -> Self {
        Self { old, new }
    }

    /// Whether every selection of features that had an item has it still.
    pub(super) fn keeps(self, before: &Gates, after: &Gates) -> bool {
        after.iter().all(|needed| {
            let mut reasons = before.iter();
            reasons.any(|had| had.iter().all(|one| self.turns_on(one, needed)))
        })
    }

    /// Whether a feature of the new version turns on one of these.
    fn turns_on(self, feature: &str, wanted: &BTreeSet<String>) -> bool {
        let mut waiting = vec![feature];
        let mut seen = BTreeSet::new();
        while let Some(name) = waiting.pop() {
            if wanted.contains(name) {
                return true;
            }
            if seen.insert(name)
                && let Some(found) = self.new.features.get(name)
            {
                waiting.extend(found.enables.iter().map(String::as_str));
            }
        }
        false
    }

    /// The changes of the features themselves.
    pub(super) fn changes(self) -> Vec<RustChange> {
        let (old, new) = (&self.old.features, &self.new.features);
        let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
        let changes = names.into_iter().filter_map(|name| {
            let (before, after) = (old.get(name), new.get(name));
            (before != after).then(|| RustChange {
                item: format!("feature {name}"),
                before: before.map(text),
                after: after.map(text),
                callers: level(before, after),
                implementors: level(before, after),
                subject: Some(ChangeSubject::Document),
                old_pointer: None,
                new_pointer: None,
            })
        });
        changes.collect()
    }
}

/// What a feature does, in words.
fn text(feature: &CargoFeature) -> String {
    let default = if feature.is_default {
        ", on by default"
    } else {
        ""
    };
    if feature.enables.is_empty() {
        return format!("feature{default}");
    }
    let enables: Vec<&str> = feature.enables.iter().map(String::as_str).collect();
    format!("feature that enables {}{default}", enables.join(", "))
}

/// A crate that names a feature needs it and all that it turns on.
fn level(before: Option<&CargoFeature>, after: Option<&CargoFeature>) -> SemverLevel {
    let (Some(before), Some(after)) = (before, after) else {
        return SemverLevel::major_if(before.is_some(), SemverLevel::Minor);
    };
    let is_less =
        (before.is_default && !after.is_default) || !before.enables.is_subset(&after.enables);
    SemverLevel::major_if(is_less, SemverLevel::Minor)
}
