//! What the keyword pass knows about the targets of references that it has met.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashMap;

use super::ObjectKind;
use crate::diagnostic::Pointer;

/// What references point to outside the sections of the components: place -> kind of object.
///
/// `{$ref: '#/paths/~1pets/get/responses/200'}` adds a Response Object here. The typed form has no
/// section for it, so the loader reads it separately.
pub(in crate::load) type ReferencedTargets = BTreeMap<Pointer, ObjectKind>;

/// The targets of references that occur in a document.
#[derive(Default)]
pub(super) struct References<'d> {
    /// Where the chain of references from each target ends, and how long it is.
    pub(super) known: HashMap<&'d str, (ChainEnd, usize)>,
    pub(super) elsewhere: ReferencedTargets,
    /// Those of them that are not checked yet.
    pub(super) unchecked: BTreeSet<Pointer>,
}

impl References<'_> {
    /// Notes what a reference points to, as an object of this kind; returns the kind that the first reference gave it.
    pub(super) fn note(&mut self, pointer: Pointer, kind: ObjectKind) -> ObjectKind {
        if !self.elsewhere.contains_key(&pointer) {
            self.unchecked.insert(pointer.clone());
        }
        *self.elsewhere.entry(pointer).or_insert(kind)
    }
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
