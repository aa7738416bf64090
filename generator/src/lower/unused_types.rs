//! Types that nothing can send or receive -> none.
//!
//! A component is generated even if no operation uses it: a program may receive it by another way,
//! such as a queue. Two kinds of types are of no use to anyone:
//!
//! | type | example |
//! |---|---|
//! | an inline type that nothing contains | a type of a media type without a codec, or one that was merged into another |
//! | a component that only bodies without a codec contain | a component that operations use as XML alone |
//!
//! This runs before inline types get their names, so that such a type takes no name from another.

use std::cell::Cell;
use std::collections::HashSet;

use serde_json::Value;

use super::context::{is_component, reference};
use super::renumber_types;
use crate::diagnostic::Pointer;
use crate::ir::{Api, TypeId};
use crate::resolve::Resolver;

/// Removes the types that nothing can send or receive; `without_codec` are the places of schemas
/// of bodies that were left out, because their media types have no codec.
pub(super) fn remove(api: &mut Api, tree: &Value, without_codec: &[Pointer]) {
    let doubtful = components_inside(tree, without_codec);
    let mut types = std::mem::take(&mut api.types);
    let met = Cell::new(Vec::new());
    let meet = |id: TypeId| {
        let mut ids = met.take();
        ids.push(id.0);
        met.set(ids);
        id
    };
    // Without its types, the API refers only to the types of operations.
    renumber_types::api(api, &meet);
    let components = types.iter().enumerate().filter(|(_, def)| {
        let at = Pointer::parse(&def.origin.pointer);
        at.is_some_and(|at| is_component(&at) && !doubtful.contains(&at))
    });
    let mut waiting: Vec<usize> = components.map(|(index, _)| index).collect();
    waiting.extend(met.take());
    let mut used = vec![false; types.len()];
    while let Some(index) = waiting.pop() {
        if let Some(used) = used.get_mut(index).filter(|used| !**used) {
            *used = true;
            if let Some(definition) = types.get_mut(index) {
                renumber_types::type_def(definition, &meet);
                waiting.extend(met.take());
            }
        }
    }
    let mut next = 0;
    let new_ids: Vec<TypeId> = used
        .iter()
        .map(|used| {
            let id = TypeId(next);
            next += usize::from(*used);
            id
        })
        .collect();
    let mut used = used.into_iter();
    types.retain(|_| used.next().unwrap_or(true));
    api.types = types;
    renumber_types::api(api, &|id| new_ids.get(id.0).copied().unwrap_or(id));
}

/// The component schemas that these schemas refer to, in any number of steps.
fn components_inside(tree: &Value, schemas: &[Pointer]) -> HashSet<Pointer> {
    let mut found = HashSet::new();
    let mut waiting: Vec<&Value> = schemas.iter().filter_map(|at| at.find(tree)).collect();
    while let Some(value) = waiting.pop() {
        match value {
            Value::Array(items) => waiting.extend(items),
            Value::Object(members) => {
                let target = reference(value).and_then(Resolver::target);
                if let Some(target) = target.filter(is_component)
                    && found.insert(target.clone())
                {
                    waiting.extend(target.find(tree));
                }
                waiting.extend(members.values());
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    found
}
