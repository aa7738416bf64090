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

mod bucket;
mod features;
mod owner;
mod size;

use indexmap::IndexMap;

use super::Features;
use super::naming::{Case, Wish, distinct, module_name, words};
use crate::ir::{
    Api, Division, Group, HOOKS, Interface, Operation, PathPart, Role, RustName, TypeDef,
};
use bucket::{Bucket, Member, fill};
use owner::Owner;

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
        let unused = owners.iter_mut().filter(|one| **one == Owner::Nobody);
        unused.for_each(|one| *one = Owner::All);
    }
    let types = (all || owners.contains(&Owner::Hooks)).then(|| types(api, owners));
    if !operations.is_empty() || types.is_some() {
        api.division = Some(Division { operations, types });
    }
}

fn operations(api: &Api, interface: Interface) -> Vec<Group> {
    let mut by_owner: IndexMap<Owner<'_>, Vec<Member>> = IndexMap::new();
    let here = |(_, one): &(usize, &Operation)| one.role.interface() == interface;
    for (index, operation) in api.operations.iter().enumerate().filter(here) {
        let member = Member {
            index,
            key: place(operation),
            lines: size::of_operation(operation),
        };
        let owner = Owner::of_tag(operation.tag.as_deref());
        by_owner.entry(owner).or_default().push(member);
    }
    groups(by_owner, "operations")
}

fn types(api: &Api, owners: Vec<Owner<'_>>) -> Vec<Group> {
    let mut by_owner: IndexMap<Owner<'_>, Vec<Member>> = IndexMap::new();
    for (index, (def, owner)) in api.types.iter().zip(owners).enumerate() {
        let member = Member {
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
fn groups(by_owner: IndexMap<Owner<'_>, Vec<Member>>, rest: &str) -> Vec<Group> {
    let only = by_owner.len() == 1;
    let called = |owner: Owner<'_>| match owner {
        Owner::Tag(tag) => tag.to_owned(),
        Owner::All => rest.to_owned(),
        Owner::Hooks => HOOKS.to_owned(),
        Owner::Nobody => "unused".to_owned(),
    };
    let buckets: Vec<(Owner<'_>, Bucket)> = by_owner
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
    let wishes: Vec<Wish<'_>> = texts
        .iter()
        .zip(&keys)
        .zip(&buckets)
        .map(|((text, key), (owner, _))| Wish {
            key,
            place: match owner {
                Owner::All | Owner::Tag(_) | Owner::Nobody => "group",
                Owner::Hooks => "feature",
            },
            rank: u8::from(*owner == Owner::Hooks),
            ..Wish::text(text)
        })
        .collect();
    let names = distinct(Case::Module, &wishes, &[]).identifiers;
    let groups = buckets.into_iter().zip(names);
    groups
        .map(|((owner, bucket), name)| Group {
            name: module_name(&name),
            owner: owner.kept(),
            members: bucket.members,
        })
        .collect()
}
