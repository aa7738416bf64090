//! What the keyword pass knows about the targets of references that it has met.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::ObjectKind;
use crate::pointer::Pointer;

/// What references point to outside the sections of the components: place -> kind of object.
///
/// `{$ref: '#/paths/~1pets/get/responses/200'}` adds a Response Object here. The typed form has no section for it, so the
/// loader reads it separately.
pub(in super::super) type ReferencedTargets = BTreeMap<Pointer, ObjectKind>;

/// The targets of references that occur in a document.
#[derive(Default)]
pub(super) struct References<'d> {
    pub(super) known: HashMap<&'d str, (ChainEnd, usize)>,
    pub(super) elsewhere: ReferencedTargets,
}

/// Where a chain of references ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ChainEnd {
    /// At an object.
    Object,
    /// Nowhere: a reference of the chain is wrong, and is reported at its own place.
    Nothing,
    /// Nowhere: it leads back to itself.
    Cycle,
    /// At an object, but behind more than [`MAX_HOPS`](crate::pointer::MAX_HOPS) references.
    TooFar,
}

impl References<'_> {
    /// A target that no table leads to and that has not been checked yet.
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
