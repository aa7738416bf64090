//! Operations with the same documented errors -> one enum, and another name for it per further
//! operation.
//!
//! ```text
//! pub enum GetPetFailure { NotFound(Problem), Forbidden(Problem) }
//! pub type DeletePetFailure = GetPetFailure;
//! ```
//!
//! A function that calls both operations can return the error of both, and the crate compiles
//! faster. Each operation keeps a name of its own: when the document adds an error to `deletePet`,
//! `DeletePetFailure` becomes an enum of its own, and callers that match on it still compile. One
//! name for all operations of a shape would change with each of them.
//!
//! Errors are the same if the statuses, types, media types and descriptions are. Only operations of
//! one module share, because a module may be behind a Cargo feature.

use foldhash::HashMap;

use crate::ir::{Api, ErrorOutcome, Interface, Operation, Reply, TypeName, VariantName};

/// The names of enums of errors that are the same as an earlier one, and the name of that.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SharedFailures<'a>(HashMap<&'a TypeName, &'a TypeName>);

/// An enum of errors.
type Failure<'a> = (&'a TypeName, &'a [(VariantName, Reply)]);

impl<'a> SharedFailures<'a> {
    /// Compares the errors of the operations of each module.
    pub(super) fn of_api(api: &'a Api) -> Self {
        let mut shared = Self::default();
        for interface in [Interface::Api, Interface::Webhooks, Interface::Callbacks] {
            let groups = api.layout.as_ref().and_then(|one| one.groups(interface));
            let Some(groups) = groups else {
                shared.add(api.methods(interface));
                continue;
            };
            for group in groups {
                let members = group.members.iter();
                shared.add(members.filter_map(|index| api.operations.get(*index)));
            }
        }
        shared
    }

    /// Compares the errors of the operations of one module.
    fn add(&mut self, operations: impl Iterator<Item = &'a Operation>) {
        let mut known: Vec<Failure<'a>> = Vec::new();
        for operation in operations {
            let ErrorOutcome::Several(name, replies) = &operation.failure else {
                continue;
            };
            match known.iter().find(|(_, other)| are_same(replies, other)) {
                Some((first, _)) => drop(self.0.insert(name, first)),
                None => known.push((name, replies)),
            }
        }
    }

    /// The enum that is also the one of this name; `None` if that is defined itself.
    #[must_use]
    pub fn same_as(&self, name: &TypeName) -> Option<&'a TypeName> {
        self.0.get(name).copied()
    }
}

/// Whether two operations have the same errors.
fn are_same(one: &[(VariantName, Reply)], other: &[(VariantName, Reply)]) -> bool {
    let same =
        |((name, one), (other_name, other)): (&(VariantName, Reply), &(VariantName, Reply))| {
            let Reply {
                status,
                body,
                media,
                headers,
                docs,
                constraints,
                origin: _,
            } = one;
            name == other_name
                && (status, body, media) == (&other.status, &other.body, &other.media)
                && (headers, docs) == (&other.headers, &other.docs)
                && *constraints == other.constraints
        };
    one.len() == other.len() && one.iter().zip(other).all(same)
}
