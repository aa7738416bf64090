//! A large API -> its modules: operations by their first tag, types by the tag that alone uses them, and both by the words
//! of their names where one file would hold too much.
//!
//! Types that no operation uses have modules of their own, since those stand behind a feature.
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
use crate::ir::{Api, Division, Group, Operation, PathPart, RustName, TypeDef};
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
    let large = api.operations.len() > OPERATIONS || api.types.len() > TYPES;
    if large || !api.features.is_empty() {
        api.division = Some(Division {
            operations: operations(api),
            types: types(api),
        });
    }
}

fn operations(api: &Api) -> Vec<Group> {
    let mut by_owner: IndexMap<Owner<'_>, Vec<Member>> = IndexMap::new();
    for (index, operation) in api.operations.iter().enumerate() {
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

fn types(api: &Api) -> Vec<Group> {
    let owners = owner::of_types(api);
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

/// The words of the literal parts of the path.
fn place(operation: &Operation) -> Vec<String> {
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
        .map(|(text, key)| Wish {
            key,
            place: "group",
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
