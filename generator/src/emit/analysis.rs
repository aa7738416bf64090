//! What the modules of one output have in common, found once: the names that the document took, and facts about all types.

use std::collections::{BTreeMap, HashSet};
use std::sync::OnceLock;

use super::direction::Directions;
use super::ident::plain;
use super::wire::NeededChecks;
use crate::ir::{Api, Interface, Operation, Requirement, TypeId};

/// Facts about the whole API. Modules are emitted on several threads: whoever asks first finds out.
pub(super) struct Analysis<'a> {
    /// The API.
    pub(super) api: &'a Api,
    /// Every type name of the document.
    pub(super) taken: HashSet<&'a str>,
    /// Which types have anything to check.
    pub(super) needed: OnceLock<NeededChecks>,
    /// Whether each type occurs in requests, in responses or in both.
    pub(super) directions: OnceLock<Directions>,
    /// The sets of security alternatives that operations of each trait ask for, in the order of first use.
    pub(super) security: BTreeMap<Interface, Vec<&'a [Vec<Requirement>]>>,
    /// The named types that some operation fails with, in document order of the operations.
    pub(super) failures: OnceLock<Vec<TypeId>>,
}

impl<'a> Analysis<'a> {
    /// Nothing is known yet but names and sets of security.
    pub(super) fn new(api: &'a Api) -> Self {
        Self {
            api,
            taken: api.type_names().map(plain).collect(),
            needed: OnceLock::new(),
            directions: OnceLock::new(),
            security: security_sets(api),
            failures: OnceLock::new(),
        }
    }
}

fn security_sets(api: &Api) -> BTreeMap<Interface, Vec<&[Vec<Requirement>]>> {
    let mut all: BTreeMap<Interface, Vec<&[Vec<Requirement>]>> = BTreeMap::new();
    for operation in &api.operations {
        let set = operation.security.as_slice();
        let sets = all.entry(operation.role.interface()).or_default();
        if !set.is_empty() && !sets.contains(&set) {
            sets.push(set);
        }
    }
    all
}

/// The names of the types that belong to an operation.
pub(super) fn names(operation: &Operation) -> impl Iterator<Item = &str> {
    operation.type_names().map(plain)
}
