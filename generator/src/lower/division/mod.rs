//! A large API -> its modules: operations by their first tag, types by the tag that alone uses them, and both by the words
//! of their names where one file would hold too much.
//!
//! What the server sends is divided like that, apart from what it serves. Types that nothing else uses stand behind the
//! feature of it, so that they always have modules of their own.
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
    self, Api, Division, Group, HOOKS, Interface, Operation, PathPart, Role, RustName, TypeDef,
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
    let owners = owner::of_types(api);
    let types = (all || owners.contains(&Owner::Hooks)).then(|| types(api, owners));
    if !operations.is_empty() || types.is_some() {
        api.division = Some(Division { operations, types });
    }
}

fn operations(api: &Api, interface: Interface) -> Vec<Group> {
    let mut by_owner: IndexMap<ir::Owner, Vec<Member>> = IndexMap::new();
    let here = |(_, one): &(usize, &Operation)| one.role.interface() == interface;
    for (index, operation) in api.operations.iter().enumerate().filter(here) {
        let member = Member {
            index,
            key: place(operation),
            lines: size::of_operation(operation),
        };
        let owner = operation.tag.clone().map_or(ir::Owner::All, ir::Owner::Tag);
        by_owner.entry(owner).or_default().push(member);
    }
    groups(by_owner, "operations")
}

fn types(api: &Api, owners: Vec<Owner<'_>>) -> Vec<Group> {
    let mut by_owner: IndexMap<ir::Owner, Vec<Member>> = IndexMap::new();
    for (index, (def, owner)) in api.types.iter().zip(owners).enumerate() {
        let member = Member {
            index,
            key: topic(def),
            lines: size::of_type(def),
        };
        by_owner.entry(owner.known()).or_default().push(member);
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

/// What names the groups of an owner; `rest` where it is nobody in particular.
fn named<'a>(owner: &'a ir::Owner, rest: &'a str) -> &'a str {
    match owner {
        ir::Owner::All => rest,
        ir::Owner::Tag(tag) => tag,
        ir::Owner::Hooks => HOOKS,
    }
}

/// The groups of every owner, with names of their own; `rest` names what has no owner.
fn groups(by_owner: IndexMap<ir::Owner, Vec<Member>>, rest: &str) -> Vec<Group> {
    let only = by_owner.len() == 1;
    let buckets: Vec<(ir::Owner, Bucket)> = by_owner
        .into_iter()
        .flat_map(|(owner, members)| {
            // Where there is but one, its name would stand before every other.
            let start = if only {
                Vec::new()
            } else {
                vec![words(named(&owner, rest)).join("_")]
            };
            fill(start, members)
                .into_iter()
                .map(move |bucket| (owner.clone(), bucket))
        })
        .collect();
    let texts: Vec<String> = buckets
        .iter()
        .map(|(owner, bucket)| match bucket.path.as_slice() {
            [] => named(owner, rest).to_owned(),
            path => path.join(" "),
        })
        .collect();
    let keys: Vec<String> = buckets
        .iter()
        .map(|(owner, bucket)| format!("{} {:?}", key(owner), bucket.path))
        .collect();
    let wishes: Vec<Wish<'_>> = texts
        .iter()
        .zip(&keys)
        .zip(&buckets)
        .map(|((text, key), (owner, _))| Wish {
            key,
            place: match owner {
                ir::Owner::All | ir::Owner::Tag(_) => "group",
                ir::Owner::Hooks => "feature",
            },
            rank: u8::from(*owner == ir::Owner::Hooks),
            ..Wish::text(text)
        })
        .collect();
    let names = distinct(Case::Module, &wishes, &[]).identifiers;
    let groups = buckets.into_iter().zip(names);
    groups
        .map(|((owner, bucket), name)| Group {
            name: module_name(&name),
            owner,
            members: bucket.members,
        })
        .collect()
}

/// What no other owner is called, for the hash of the last resort.
fn key(owner: &ir::Owner) -> String {
    let tag = match owner {
        ir::Owner::All => None,
        ir::Owner::Tag(tag) => Some(tag.as_str()),
        ir::Owner::Hooks => return HOOKS.to_owned(),
    };
    format!("{tag:?}")
}
