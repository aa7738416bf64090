//! A large API -> its modules: operations by their first tag, types by the tag that alone uses them, and both by the words
//! of their names where one file would hold too much.
//!
//! What the server sends is divided like that, apart from what it serves. Types that nothing else uses have modules of their
//! own in any API, and those that no operation uses in a large one, since they stand behind features.
//!
//! Large is an API of more than 100 operations or more than 300 named types; a smaller one has no division, unless its
//! tags are features, which gate whole modules. Which module
//! something is in depends on its own place, on what uses it, and on how much stands beside it: never on order. Names of
//! types and operations do not depend on it.

mod features;
mod owner;
mod partition;
mod size;

use indexmap::IndexMap;

use super::Features;
use super::naming::{Case, NameRequest, distinct, module_name, words};
use crate::ir::{
    Api, HOOKS, Interface, ModuleGroup, ModuleLayout, Operation, PathPart, Role, RustName, TypeDef,
};
use owner::TypeOwner;
use partition::{Partition, PartitionMember, fill};

/// The most operations that share modules.
const OPERATIONS: usize = 100;

/// The most named types that share a module.
const TYPES: usize = 300;

/// Divides the API, unless it is small enough to stay whole and no tag has a feature.
pub(super) fn divide(api: &mut Api, features: Features) {
    api.features = match features {
        Features::None => Vec::new(),
        Features::PerTag => features::of(api),
    };
    let many = |interface| api.methods(interface).count() > OPERATIONS;
    let all = many(Interface::Api) || api.types.len() > TYPES || !api.features.is_empty();
    let sent = [Interface::Webhooks, Interface::Callbacks];
    let divided = [Interface::Api].into_iter().filter(|_| all);
    let divided = divided.chain(sent.into_iter().filter(|one| many(*one)));
    let operations: Vec<_> = divided.map(|one| (one, operations(api, one))).collect();
    let mut owners = owner::of_types(api);
    if !all {
        let unused = owners.iter_mut().filter(|one| **one == TypeOwner::Nobody);
        unused.for_each(|one| *one = TypeOwner::All);
    }
    let types = (all || owners.contains(&TypeOwner::Hooks)).then(|| types(api, owners));
    if !operations.is_empty() || types.is_some() {
        api.layout = Some(ModuleLayout { operations, types });
    }
}

fn operations(api: &Api, interface: Interface) -> Vec<ModuleGroup> {
    let mut by_owner: IndexMap<TypeOwner<'_>, Vec<PartitionMember>> = IndexMap::new();
    let here = |(_, one): &(usize, &Operation)| one.role.interface() == interface;
    for (index, operation) in api.operations.iter().enumerate().filter(here) {
        let member = PartitionMember {
            index,
            key: place(operation),
            lines: size::of_operation(operation),
        };
        let owner = TypeOwner::of_tag(operation.tag.as_deref());
        by_owner.entry(owner).or_default().push(member);
    }
    groups(by_owner, "operations")
}

fn types(api: &Api, owners: Vec<TypeOwner<'_>>) -> Vec<ModuleGroup> {
    let mut by_owner: IndexMap<TypeOwner<'_>, Vec<PartitionMember>> = IndexMap::new();
    for (index, (def, owner)) in api.types.iter().zip(owners).enumerate() {
        let member = PartitionMember {
            index,
            key: topic(def),
            lines: size::of_type(def),
        };
        by_owner.entry(owner).or_default().push(member);
    }
    groups(by_owner, "shared")
}

/// The words of the literal parts of the path; of what is sent, those of its name.
fn place(operation: &Operation) -> Vec<String> {
    if operation.role != Role::Served {
        return words(operation.name.as_str());
    }
    let parts = operation.path.parts.iter();
    let literal = parts.filter_map(|part| match part {
        PathPart::Literal(text) => Some(text),
        PathPart::Parameter(_) => None,
    });
    let segments = literal.flat_map(|text| text.split('/'));
    segments
        .filter(|segment| !segment.is_empty())
        .map(|segment| words(segment).join("_"))
        .collect()
}

/// The words of the name.
fn topic(def: &TypeDef) -> Vec<String> {
    words(def.name.as_str())
}

/// The groups of every owner, with names of their own; `rest` names what is everybody's.
fn groups(by_owner: IndexMap<TypeOwner<'_>, Vec<PartitionMember>>, rest: &str) -> Vec<ModuleGroup> {
    let only = by_owner.len() == 1;
    let called = |owner: TypeOwner<'_>| match owner {
        TypeOwner::Tag(tag) => tag.to_owned(),
        TypeOwner::All => rest.to_owned(),
        TypeOwner::Hooks => HOOKS.to_owned(),
        TypeOwner::Nobody => "unused".to_owned(),
    };
    let buckets: Vec<(TypeOwner<'_>, Partition)> = by_owner
        .into_iter()
        .flat_map(|(owner, members)| {
            // Where there is but one, its name would stand before every other.
            let start = if only {
                Vec::new()
            } else {
                vec![words(&called(owner)).join("_")]
            };
            fill(start, members)
                .into_iter()
                .map(move |bucket| (owner, bucket))
        })
        .collect();
    let texts: Vec<String> = buckets
        .iter()
        .map(|(owner, bucket)| match bucket.path.as_slice() {
            [] => called(*owner),
            path => path.join(" "),
        })
        .collect();
    let keys: Vec<String> = buckets
        .iter()
        .map(|(owner, bucket)| format!("{owner:?} {:?}", bucket.path))
        .collect();
    let requests: Vec<NameRequest<'_>> = texts
        .iter()
        .zip(&keys)
        .zip(&buckets)
        .map(|((text, key), (owner, _))| NameRequest {
            key,
            place: match owner {
                TypeOwner::All | TypeOwner::Tag(_) | TypeOwner::Nobody => "group",
                TypeOwner::Hooks => "feature",
            },
            rank: u8::from(*owner == TypeOwner::Hooks),
            ..NameRequest::text(text)
        })
        .collect();
    let names = distinct(Case::Module, &requests, &[]).identifiers;
    let groups = buckets.into_iter().zip(names);
    groups
        .map(|((owner, bucket), name)| ModuleGroup {
            name: module_name(&name),
            owner: owner.kept(),
            members: bucket.members,
        })
        .collect()
}
