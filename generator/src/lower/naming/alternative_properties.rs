//! The properties of an alternative, read from the document itself: names are given before types are
//! built.

use foldhash::HashSet;
use serde_json::Value;

use super::rust_name::chosen;
use crate::pointer::{MAX_HOPS, parse_reference};

/// How many schemas the properties of one alternative are collected from.
const MAX_SCHEMAS: usize = 100;

/// A property of an alternative.
pub(super) struct Property<'t> {
    pub(super) name: &'t str,
    pub(super) is_required: bool,
    pub(super) schema: &'t Value,
    /// Its only value.
    pub(super) value: Option<&'t Value>,
}

/// The component that a schema refers to, by the name that it asks for.
pub(super) fn component_name<'t>(tree: &'t Value, schema: &'t Value) -> Option<&'t str> {
    let reference = schema.get("$ref")?.as_str()?;
    let key = reference.strip_prefix("#/components/schemas/")?;
    let at = parse_reference(reference)?;
    (!key.contains('/')).then_some(())?;
    at.find(tree).and_then(chosen).or(Some(key))
}

/// The schema behind references.
pub(super) fn resolved<'t>(tree: &'t Value, schema: &'t Value) -> &'t Value {
    let mut at = schema;
    for _ in 0..MAX_HOPS {
        let target = at.get("$ref").and_then(Value::as_str);
        let target = target.and_then(parse_reference);
        match target.and_then(|target| target.find(tree)) {
            Some(next) => at = next,
            None => break,
        }
    }
    at
}

/// The properties of a schema and of the members of its `allOf`. Each schema counts once.
pub(super) fn properties<'t>(tree: &'t Value, schema: &'t Value) -> Vec<Property<'t>> {
    let mut found = Vec::new();
    collect(tree, schema, &mut HashSet::default(), &mut found);
    found
}

fn collect<'t>(
    tree: &'t Value,
    schema: &'t Value,
    visited: &mut HashSet<*const Value>,
    into: &mut Vec<Property<'t>>,
) {
    let schema = resolved(tree, schema);
    if visited.len() >= MAX_SCHEMAS || !visited.insert(std::ptr::from_ref(schema)) {
        return;
    }
    let list = |key: &str| {
        schema
            .get(key)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
    };
    for part in list("allOf") {
        collect(tree, part, visited, into);
    }
    let known: HashSet<&str> = into.iter().map(|known| known.name).collect();
    let properties = schema.get("properties").and_then(Value::as_object);
    for (name, property) in properties.into_iter().flatten() {
        if known.contains(name.as_str()) {
            into.retain(|known| known.name != name);
        }
        into.push(Property {
            name,
            is_required: false,
            schema: property,
            value: only_value(resolved(tree, property)),
        });
    }
    let required: HashSet<&str> = list("required").filter_map(Value::as_str).collect();
    for property in into.iter_mut() {
        property.is_required |= required.contains(property.name);
    }
}

/// The only value that a schema allows.
fn only_value(schema: &Value) -> Option<&Value> {
    match schema.get("enum")?.as_array()?.as_slice() {
        [only] => Some(only),
        _ => None,
    }
}
