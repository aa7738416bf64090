//! What the modules of one output have in common, found once: the names that the document took, and facts about all types.

use std::collections::{BTreeMap, HashSet};
use std::sync::OnceLock;

use super::ident::plain;
use super::travel::Travel;
use super::wire::NeededChecks;
use crate::ir::{
    Api, BodyContent, ErrorOutcome, Interface, Operation, Requirement, SuccessOutcome, TypeId,
};

/// Facts about the whole API. Modules are emitted on several threads: whoever asks first finds out.
pub(super) struct Analysis<'a> {
    /// The API.
    pub(super) api: &'a Api,
    /// Every type name of the document.
    pub(super) taken: HashSet<&'a str>,
    /// Which types have anything to check.
    pub(super) needed: OnceLock<NeededChecks>,
    /// Which way each type travels.
    pub(super) travel: OnceLock<Travel>,
    /// The sets of security alternatives that operations of each trait ask for, in the order of first use.
    pub(super) security: BTreeMap<Interface, Vec<&'a [Vec<Requirement>]>>,
    /// The named types that some operation fails with, in document order of the operations.
    pub(super) failures: OnceLock<Vec<TypeId>>,
}

impl<'a> Analysis<'a> {
    /// Nothing is known yet but names and sets of security.
    pub(super) fn new(api: &'a Api) -> Self {
        let types = api.types.iter().map(|def| plain(&def.name));
        let operations = api.operations.iter().flat_map(names);
        Self {
            api,
            taken: types.chain(operations).collect(),
            needed: OnceLock::new(),
            travel: OnceLock::new(),
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
    let success = match &operation.success {
        SuccessOutcome::Single(_) => None,
        SuccessOutcome::Several(name, _) => Some(plain(name)),
    };
    let failure = match &operation.failure {
        ErrorOutcome::Undocumented | ErrorOutcome::Single(_) => None,
        ErrorOutcome::Several(name, _) => Some(plain(name)),
    };
    let body = operation
        .body
        .as_ref()
        .and_then(|body| match &body.content {
            BodyContent::Single(_) => None,
            BodyContent::Several(name, _) => Some(plain(name)),
        });
    let forms = super::body::forms(operation.body.as_ref()).map(|(form, _)| plain(&form.name));
    [Some(plain(&operation.request)), success, failure, body]
        .into_iter()
        .flatten()
        .chain(forms)
}
