//! Types that nothing can send or receive -> none.
//!
//! A component is generated even if no operation uses it: a program may receive it by another way,
//! such as a queue. These are of no use to anyone:
//!
//! | type | example |
//! |---|---|
//! | an inline type that nothing contains | a type of a media type without a codec, or one that was merged into another |
//! | an inline type of a form with files | the form has a struct of its own, whose files stream |
//! | a component that only bodies without a codec contain | a component that operations use as XML alone |
//! | a component that only operations contain that were left out | `--skip-unsupported` |
//! | a component that only adds its properties to inline types, by `allOf` | `Problem` below |
//!
//! ```yaml
//! # the schema of a response, and its type: it has all properties of both
//! allOf: [{$ref: '#/components/schemas/Problem'}, {$ref: '#/components/schemas/Details'}]
//! ```
//!
//! A component that other components extend is kept: that is a class and its subclasses, and programs
//! may receive the class itself.
//!
//! This runs before inline types get their names, so that such a type takes no name from another.

use std::cell::Cell;

use foldhash::HashSet;
use serde_json::Value;

use super::component::{is_component, reference};
use super::renumber_types;
use crate::diagnostic::Pointer;
use crate::ir::{Api, Body, Scalar, Type, TypeDef, TypeId};
use crate::load::Document;
use crate::resolve::Resolver;

/// Removes the types that nothing can send or receive; `without_codec` are the places of schemas
/// of bodies that were left out, because their media types have no codec.
pub(super) fn remove(api: &mut Api, document: &Document, without_codec: &[Pointer]) {
    replace_types_of_forms(api);
    let mut doubtful = components_inside(document.tree(), without_codec);
    doubtful.extend(document.used_by_left_out().iter().cloned());
    let mut used = UsedTypes::of_operations(api);
    doubtful.extend(merged_components(document.tree(), used.definitions()));
    used.add_components(&doubtful);
    used.keep(api);
}

/// Forgets the types of bodies that are forms with files: nothing has a value of them.
fn replace_types_of_forms(api: &mut Api) {
    let bodies = api.operations.iter_mut().flat_map(|one| &mut one.body);
    let payloads = bodies.flat_map(Body::payloads_mut);
    for payload in payloads.filter(|payload| payload.form.is_some()) {
        payload.ty = Type::Scalar(Scalar::Any);
    }
}

/// The types of an API, and which of them something uses.
struct UsedTypes {
    types: Vec<TypeDef>,
    used: Vec<bool>,
}

impl UsedTypes {
    /// The types that operations contain. They are taken from the API, which refers only to the
    /// types of operations then.
    fn of_operations(api: &mut Api) -> Self {
        let types = std::mem::take(&mut api.types);
        let mut found = Self {
            used: vec![false; types.len()],
            types,
        };
        let roots = visited(|meet| renumber_types::api(api, &meet));
        found.add(roots);
        found
    }

    /// Gives the types back to the API, without those that nothing uses, and with new IDs.
    fn keep(self, api: &mut Api) {
        let Self { types, used } = self;
        api.types = types;
        if used.iter().all(|used| *used) {
            return;
        }
        let mut next = 0;
        let new_ids = used.iter().map(|used| {
            let id = TypeId(next);
            next += usize::from(*used);
            id
        });
        let new_ids: Vec<TypeId> = new_ids.collect();
        let mut used = used.into_iter();
        api.types.retain(|_| used.next().unwrap_or(true));
        renumber_types::api(api, &|id| new_ids.get(id.0).copied().unwrap_or(id));
    }

    /// Adds these types, and those that they contain.
    fn add(&mut self, mut waiting: Vec<usize>) {
        while let Some(index) = waiting.pop() {
            let Some(used) = self.used.get_mut(index).filter(|used| !**used) else {
                continue;
            };
            *used = true;
            if let Some(definition) = self.types.get_mut(index) {
                waiting.extend(visited(|meet| renumber_types::type_def(definition, &meet)));
            }
        }
    }

    /// Adds the components without the doubtful ones, and the types that they contain.
    fn add_components(&mut self, doubtful: &HashSet<Pointer>) {
        let components = self.types.iter().enumerate().filter(|(_, def)| {
            let at = Pointer::parse(&def.origin.pointer);
            at.is_some_and(|at| is_component(&at) && !doubtful.contains(&at))
        });
        let components = components.map(|(index, _)| index).collect();
        self.add(components);
    }

    /// The types in use.
    fn definitions(&self) -> impl Iterator<Item = &TypeDef> {
        let types = self.types.iter().zip(&self.used);
        types.filter(|(_, used)| **used).map(|(def, _)| def)
    }
}

/// The indices of the types that a visitor meets.
pub(super) fn visited(visit: impl FnOnce(&dyn Fn(TypeId) -> TypeId)) -> Vec<usize> {
    let met = Cell::new(Vec::new());
    visit(&|id| {
        let mut ids = met.take();
        ids.push(id.0);
        met.set(ids);
        id
    });
    met.into_inner()
}

/// The components whose properties inline types have, because `allOf` in their schemas refers to
/// them.
fn merged_components<'a>(
    tree: &Value,
    types: impl Iterator<Item = &'a TypeDef>,
) -> HashSet<Pointer> {
    let mut found = HashSet::default();
    let places = types.filter_map(|def| Pointer::parse(&def.origin.pointer));
    let inline = places.filter(|at| !is_component(at));
    let mut waiting: Vec<&Value> = inline.filter_map(|at| at.find(tree)).collect();
    while let Some(schema) = waiting.pop() {
        let members = schema.get("allOf").and_then(Value::as_array);
        for member in members.into_iter().flatten() {
            match reference(member).and_then(Resolver::target) {
                Some(target) => drop(found.insert(target)),
                None => waiting.push(member),
            }
        }
    }
    found
}

/// The component schemas that these schemas refer to, in any number of steps.
fn components_inside(tree: &Value, schemas: &[Pointer]) -> HashSet<Pointer> {
    let mut found = HashSet::default();
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
