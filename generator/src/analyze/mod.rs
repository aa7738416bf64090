//! [`Api`] -> what follows from it for every module of the output, computed once before anything is emitted.
//!
//! `lower` decides what each type and operation is; this stage looks at all of them together: which types clients send or
//! receive, which need checks, which are error bodies. Emission runs on several threads and only reads the result.

mod checks;
mod direction;
mod errors;

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Api, CredentialSet, Interface, Type, TypeId};

pub use direction::Direction;

/// Facts about the whole API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Analysis {
    directions: Vec<Direction>,
    checked: Vec<bool>,
    errors: Vec<TypeId>,
    credentials: BTreeMap<Interface, Vec<usize>>,
}

/// Analyzes an API.
#[must_use]
pub fn analyze(api: &Api) -> Analysis {
    let sent = direction::sent(api);
    Analysis {
        directions: direction::directions(api, &sent),
        checked: checks::checked(api, &sent),
        errors: errors::error_bodies(api),
        credentials: credentials(api),
    }
}

impl Analysis {
    /// Where the type with this index in [`Api::types`] occurs.
    #[must_use]
    pub fn direction(&self, index: usize) -> Direction {
        self.directions
            .get(index)
            .copied()
            .unwrap_or(Direction::Both)
    }

    /// Whether the type with this index in [`Api::types`] has anything to check, in itself or in the types inside it.
    #[must_use]
    pub fn is_checked(&self, index: usize) -> bool {
        self.checked.get(index).copied().unwrap_or_default()
    }

    /// Whether a type contains one that has anything to check.
    #[must_use]
    pub fn contains_checked(&self, api: &Api, ty: &Type) -> bool {
        checks::contains(api, &self.checked, ty)
    }

    /// The named types that operations fail with, in the order of the operations.
    #[must_use]
    pub fn error_bodies(&self) -> &[TypeId] {
        &self.errors
    }

    /// The sets of credentials that operations of a trait require, as indices in [`Api::credentials`].
    #[must_use]
    pub fn credentials(&self, interface: Interface) -> &[usize] {
        self.credentials.get(&interface).map_or(&[], Vec::as_slice)
    }
}

fn credentials(api: &Api) -> BTreeMap<Interface, Vec<usize>> {
    let mut all: BTreeMap<Interface, Vec<usize>> = BTreeMap::new();
    for operation in &api.operations {
        let is_same = |set: &CredentialSet| set.alternatives == operation.security;
        let sets = all.entry(operation.role.interface()).or_default();
        let index = api.credentials.iter().position(is_same);
        sets.extend(index.filter(|index| !sets.contains(index)));
    }
    all
}

/// The named types inside these types, as indices in [`Api::types`].
fn reached<'t>(api: &'t Api, types: impl IntoIterator<Item = &'t Type>) -> BTreeSet<usize> {
    let mut waiting: Vec<&Type> = types.into_iter().collect();
    let mut reached = BTreeSet::new();
    while let Some(ty) = waiting.pop() {
        if let Some(id) = ty.named()
            && reached.insert(id.0)
            && let Some(def) = api.get(id)
        {
            waiting.extend(def.parts());
        }
    }
    reached
}
