//! Inline schemas of errors that are equal -> one type.
//!
//! Documents without components repeat the schema of an error for each operation and status. If
//! each were a type, a function that calls two operations could not return the error of both.
//!
//! ```text
//! getPet:    404: {code, message}      GetPetError: {code, message}
//!            409: {code, message}
//! listPets:  404: {code, message}      type ListPetsNotFound = GetPetError
//! ```
//!
//! Within an operation, the outcome is that type and no enumeration. Among operations, each keeps
//! a name of its own: a name that depended on other operations would change with them. Docs do not
//! count, since they often name the status.

use std::cell::RefCell;
use std::collections::BTreeMap;

use foldhash::HashMap;

use super::component::is_component;
use super::renumber_types;
use crate::diagnostic::Pointer;
use crate::ir::{
    Api, Constraints, Docs, ErrorOutcome, Origin, Reply, Type, TypeDef, TypeId, TypeKind,
};

/// How the name of an error ends that several statuses of an operation share.
const ERROR: &str = "Error";

/// The words of the names of types that several statuses share, by the place of the type.
pub(super) type SharedNames = HashMap<Pointer, String>;

/// Makes equal inline errors one type.
pub(super) fn merge(api: &mut Api) -> SharedNames {
    let classes = Classes::of(api);
    let mut names = SharedNames::default();
    let Api {
        operations, types, ..
    } = api;
    for operation in operations.iter_mut() {
        let ErrorOutcome::Several(_, replies) = &operation.failure else {
            continue;
        };
        let Some(id) = classes.only(replies.iter().map(|(_, reply)| reply)) else {
            continue;
        };
        let ids = replies.iter().filter_map(|(_, one)| root(one));
        let docs = ids.filter_map(|id| Some(&types.get(id.0)?.docs));
        let docs: Vec<&Docs> = docs.collect();
        let differ = docs.iter().any(|one| docs.first() != Some(one));
        if let Some(def) = types.get_mut(id.0) {
            let at = Pointer::parse(&def.origin.pointer);
            names.extend(at.map(|at| (at, format!("{} {ERROR}", operation.name))));
            if differ {
                def.docs = Docs::default(); // they speak of one status
            }
        }
        let replies = replies.iter().map(|(_, reply)| Reply {
            body: Some(Type::Named(id)),
            ..reply.clone()
        });
        operation.failure = ErrorOutcome::Single(replies.collect());
    }
    let mut first: HashMap<usize, TypeId> = HashMap::default();
    let replies = operations.iter().flat_map(|one| one.failure.replies());
    for id in replies.filter_map(root) {
        let Some(class) = classes.0.get(&id.0) else {
            continue;
        };
        let shared = *first.entry(*class).or_insert(id);
        if let Some(def) = types.get_mut(id.0).filter(|_| shared != id) {
            def.kind = TypeKind::Alias(Type::Named(shared), Constraints::default());
            def.limits.clear();
        }
    }
    names
}

/// The named type that a reply consists of.
fn root(reply: &Reply) -> Option<TypeId> {
    match reply.decoded()? {
        Type::Named(id) => Some(*id),
        Type::Scalar(_) | Type::List(_) | Type::Map(_) | Type::Nullable(_) | Type::Boxed(_) => None,
    }
}

/// The inline types inside errors, each with the first type that is equal to it.
struct Classes(BTreeMap<usize, usize>);

impl Classes {
    /// Types are equal if they say the same and contain equal types. So this starts with all types
    /// in classes of their own, and repeats until no two classes are equal.
    fn of(api: &Api) -> Self {
        let mut classes = Self(candidates(api));
        let mut texts: HashMap<String, usize> = HashMap::default();
        let mut contents = Vec::new();
        for id in classes.0.keys().copied() {
            let Some((text, parts)) = api.types.get(id).map(content) else {
                continue;
            };
            let new = texts.len();
            contents.push((id, *texts.entry(text).or_insert(new), parts));
        }
        loop {
            let mut firsts: HashMap<(usize, Vec<usize>), usize> = HashMap::default();
            let mut changed = false;
            for (id, text, parts) in &contents {
                let class = |part: &usize| classes.0.get(part).copied().unwrap_or(*part);
                let parts = parts.iter().map(class).collect();
                let first = *firsts.entry((*text, parts)).or_insert(*id);
                changed |= classes.0.insert(*id, first) != Some(first);
            }
            if !changed {
                return classes;
            }
        }
    }

    /// The first type of these replies if all consist of equal inline types.
    fn only<'a>(&self, replies: impl Iterator<Item = &'a Reply>) -> Option<TypeId> {
        let mut ids = replies.map(root);
        let first = ids.next()??;
        let class = self.0.get(&first.0)?;
        ids.all(|id| id.and_then(|id| self.0.get(&id.0)) == Some(class))
            .then_some(first)
    }
}

/// What a type says, without docs and places, and the types that it contains.
fn content(def: &TypeDef) -> (String, Vec<usize>) {
    let mut def = def.clone();
    let parts = RefCell::default();
    renumber_types::type_def(&mut def, &|id| {
        Vec::push(&mut parts.borrow_mut(), id.0);
        TypeId(0)
    });
    match &mut def.kind {
        TypeKind::Struct(data) => {
            for field in &mut data.fields {
                field.docs = Docs::default();
                field.origin = Origin::default();
            }
        }
        TypeKind::Enumeration(data) => {
            data.variants
                .iter_mut()
                .for_each(|one| one.docs = Docs::default());
        }
        TypeKind::Union(data) => {
            data.alternatives
                .iter_mut()
                .for_each(|one| one.docs = Docs::default());
        }
        TypeKind::Alias(..) | TypeKind::Foreign(_) => {}
    }
    (
        format!("{:?} {:?}", def.kind, def.limits),
        parts.into_inner(),
    )
}

/// The inline types that errors contain, each in a class of its own.
fn candidates(api: &Api) -> BTreeMap<usize, usize> {
    let replies = api.operations.iter().flat_map(|one| one.failure.replies());
    let mut waiting: Vec<TypeId> = replies.filter_map(root).collect();
    let mut found = BTreeMap::new();
    while let Some(id) = waiting.pop() {
        let Some(def) = api.get(id) else { continue };
        let at = Pointer::parse(&def.origin.pointer);
        if at.is_some_and(|at| !is_component(&at)) && found.insert(id.0, id.0).is_none() {
            waiting.extend(def.parts().filter_map(Type::named));
        }
    }
    found
}
