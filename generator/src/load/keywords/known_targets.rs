//! What the keyword pass knows about the targets of references that it has met.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::ObjectKind;
use crate::pointer::Pointer;

/// What references point at outside the sections of the components, by where it stands.
pub(in super::super) type ReferencedTargets = BTreeMap<Pointer, ObjectKind>;

/// What is known about the targets that were met.
#[derive(Default)]
pub(super) struct References<'d> {
    pub(super) known: HashMap<&'d str, ChainEnd>,
    pub(super) elsewhere: ReferencedTargets,
}

/// Where following a reference ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ChainEnd {
    /// At an object.
    Object,
    /// Nowhere: some reference of the chain is wrong, and is reported where it stands.
    Nothing,
    /// Back at itself.
    Cycle,
}

impl References<'_> {
    /// A target that no table leads to and that was not walked yet.
    pub(super) fn next_unwalked(
        &self,
        walked: &mut BTreeSet<Pointer>,
    ) -> Option<(ObjectKind, Pointer)> {
        let fresh = self
            .elsewhere
            .iter()
            .find(|(pointer, _)| !walked.contains(*pointer))?;
        walked.insert(fresh.0.clone());
        Some((*fresh.1, fresh.0.clone()))
    }
}
