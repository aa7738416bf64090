//! A large API -> its modules, named after what they contain.
//!
//! | what | module |
//! |---|---|
//! | operations | their first tag, or without one the resource that the path names ([`topic`]) |
//! | types that the operations of one such module use | the same name |
//! | types that several of them use | `shared` |
//! | types that only webhooks and callbacks use | `webhooks` |
//! | types that no operation uses | `unused` |
//!
//! A module that contains too much is divided further, by the next word of the names inside
//! ([`partition`]): `shared_payment` has the shared types whose names begin with `Payment`.
//!
//! Large is an API of more than 100 operations or more than 300 named types, with at most 1,000
//! topics; another one stays whole, unless its tags are features, which gate whole modules. The module of a type depends on
//! its name, on what uses it, and on how much is beside it: never on order. Paths of modules are
//! private, so that a type may move without breaking callers.

mod features;
mod owner;
mod partition;
mod size;
mod topic;

use foldhash::HashSet;
use indexmap::IndexMap;

use super::Features;
use super::naming::{Case, NameRequest, distinct, module_name, words};
use crate::ir::{
    Api, HOOKS, Interface, ModuleGroup, ModuleLayout, Operation, Owner, RustName, TypeDef,
};
use owner::TypeOwner;
use partition::{Partition, PartitionMember};
use topic::Topic;

/// An API with more operations than this has a module for each topic.
const OPERATIONS: usize = 100;

/// An API with more named types than this has a module for each owner.
const TYPES: usize = 300;

/// With more topics than this, topics have no modules: each module is four files.
const TOPICS: usize = 1_000;

/// Lines from which a module with the name of a topic is divided further.
const FULL: usize = 10_000;

/// The same for `shared`, `unused` and `webhooks`, whose names say less about what they contain.
const FULL_REST: usize = 3_000;

/// First words of type names that do not say what a type is about: `ListPetsResponse` and
/// `SimplePet` are about pets.
const QUALIFIERS: [&str; 14] = [
    "base", "basic", "create", "delete", "full", "get", "list", "minimal", "nullable", "patch",
    "post", "put", "simple", "update",
];

/// Divides the API into modules, unless it is small and no tag has a feature.
///
/// ```text
/// GitHub: 1,000 operations with tags
/// types/repos.rs            types that only operations with the tag `repos` use
/// types/shared.rs           types that operations of several tags use
/// types/shared_pull_request.rs    those of them whose names start with `PullRequest`
/// ```
pub(super) fn divide(api: &mut Api, features: Features) {
    api.features = match features {
        Features::None => Vec::new(),
        Features::PerTag => features::of(api),
    };
    let topics = topic::topics(&api.operations);
    let few = |interface| has_few_topics(api, &topics, interface);
    let many = |interface| api.methods(interface).count() > OPERATIONS && few(interface);
    let large = many(Interface::Api) || api.types.len() > TYPES && few(Interface::Api);
    let all = large || !api.features.is_empty();
    let sent = [Interface::Webhooks, Interface::Callbacks];
    let divided = [Interface::Api].into_iter().filter(|_| all);
    let divided = divided.chain(sent.into_iter().filter(|one| many(*one)));
    let operations: Vec<_> = divided
        .map(|one| (one, operations(api, &topics, one)))
        .collect();
    let mut owners = owner::of_types(api, &topics);
    if !all {
        let served = owners.iter_mut().filter(|one| **one != TypeOwner::Hooks);
        served.for_each(|one| *one = TypeOwner::All);
    }
    let types = (all || owners.contains(&TypeOwner::Hooks)).then(|| types(api, owners));
    if !operations.is_empty() || types.is_some() {
        api.layout = Some(ModuleLayout { operations, types });
    }
}

/// Whether each topic of the methods of one trait may have modules.
fn has_few_topics(api: &Api, topics: &[Topic], interface: Interface) -> bool {
    let all = api.operations.iter().zip(topics);
    let here = all.filter(|(one, _)| one.role.interface() == interface);
    let distinct: HashSet<&Topic> = here.map(|(_, topic)| topic).collect();
    distinct.len() <= TOPICS
}

/// The groups of the methods of one trait.
fn operations(api: &Api, topics: &[Topic], interface: Interface) -> Vec<ModuleGroup> {
    let mut by_topic: IndexMap<&Topic, Vec<PartitionMember>> = IndexMap::new();
    let all = api.operations.iter().zip(topics).enumerate();
    let here = |(_, (one, _)): &(usize, (&Operation, &Topic))| one.role.interface() == interface;
    for (index, (operation, topic)) in all.filter(here) {
        by_topic.entry(topic).or_default().push(PartitionMember {
            index,
            lines: size::of_operation(operation),
        });
    }
    let groups = by_topic.into_iter().map(|(topic, members)| Group {
        text: topic.text(),
        place: "group",
        owner: topic.owner(),
        full: FULL,
        members,
    });
    let segments = |index| api.operations.get(index).map(topic::segments);
    modules(groups.collect(), &|index| {
        segments(index).unwrap_or_default()
    })
}

/// The groups of types.
fn types(api: &Api, owners: Vec<TypeOwner<'_>>) -> Vec<ModuleGroup> {
    let mut by_owner: IndexMap<TypeOwner<'_>, Vec<PartitionMember>> = IndexMap::new();
    for (index, (def, owner)) in api.types.iter().zip(owners).enumerate() {
        by_owner.entry(owner).or_default().push(PartitionMember {
            index,
            lines: size::of_type(def),
        });
    }
    let groups = by_owner.into_iter().map(|(owner, members)| {
        let (text, place, full) = match owner {
            TypeOwner::Topic(topic) => (topic.text(), "group", FULL),
            TypeOwner::All => ("shared", "types", FULL_REST),
            TypeOwner::Hooks => (HOOKS, "types", FULL_REST),
            TypeOwner::Nobody => ("unused", "types", FULL_REST),
        };
        let owner = owner.kept();
        Group {
            text,
            place,
            owner,
            full,
            members,
        }
    });
    let words = |index| api.types.get(index).map(key_of);
    modules(groups.collect(), &|index| words(index).unwrap_or_default())
}

/// The words of a type's name that can name a module: without qualifiers in front.
fn key_of(def: &TypeDef) -> Vec<String> {
    let mut words = words(def.name.as_str());
    let qualifiers = words
        .iter()
        .take_while(|word| QUALIFIERS.contains(&word.as_str()));
    words.drain(..qualifiers.count());
    words
}

/// Members that belong together, before they have a module name.
struct Group<'a> {
    /// The tag or the resource.
    text: &'a str,
    /// The word that is added if another group has the same name.
    place: &'static str,
    owner: Owner,
    /// The lines from which it is divided.
    full: usize,
    members: Vec<PartitionMember>,
}

/// The modules of all groups, with distinct names. Tags have the best claim to a name, because
/// authors chose them.
fn modules(groups: Vec<Group<'_>>, key_of: &dyn Fn(usize) -> Vec<String>) -> Vec<ModuleGroup> {
    let divided: Vec<(Partition, &'static str, Owner)> = groups
        .into_iter()
        .flat_map(|group| {
            let partitions =
                partition::divide(&words(group.text), group.members, group.full, key_of);
            let with = move |one| (one, group.place, group.owner.clone());
            partitions.into_iter().map(with)
        })
        .collect();
    let texts: Vec<String> = divided.iter().map(|(one, ..)| one.path.join(" ")).collect();
    let keys: Vec<String> = divided
        .iter()
        .map(|(one, _, owner)| format!("{owner:?} {:?}", one.path))
        .collect();
    let parts = texts.iter().zip(&keys).zip(&divided);
    let requests: Vec<NameRequest<'_>> = parts
        .map(|((text, key), (_, place, owner))| NameRequest {
            place,
            key,
            rank: u8::from(!matches!(owner, Owner::Tag(_))),
            ..NameRequest::text(text)
        })
        .collect();
    let names = distinct(Case::Module, &requests, &[]).identifiers;
    let named = divided.into_iter().zip(names);
    named
        .map(|((partition, _, owner), name)| ModuleGroup {
            name: module_name(&name),
            owner,
            members: partition.members,
        })
        .collect()
}

#[allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#[cfg(test)]
mod tests {
    use super::super::Features;
    use super::{TOPICS, divide};
    use crate::ir::{Api, sample};

    /// An API with a tag for each of its operations.
    fn tagged(count: usize) -> Api {
        let mut api = sample::store();
        let operation = api.operations.first().unwrap().clone();
        api.operations = vec![operation; count];
        for (index, operation) in api.operations.iter_mut().enumerate() {
            operation.tag = Some(format!("t{index}"));
        }
        divide(&mut api, Features::None);
        api
    }

    #[test]
    fn more_topics_than_anybody_reads_have_no_modules() {
        let layout = tagged(TOPICS).layout.unwrap();
        assert_eq!(layout.operations.len(), 1);
        assert!(tagged(TOPICS + 1).layout.is_none());
    }
}
