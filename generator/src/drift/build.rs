//! Facts of a page as a new part of a document, in the shape of OpenAPI 3.0. What the page does not say is left out.

use serde_json::{Map, Value, json};

use super::fields::FieldNode;
use super::typed::{limit, limit_keys, typed};
use crate::facts::{FieldFacts, FieldPlace};

/// How deep objects can be in each other.
const DEPTH: usize = 32;

/// The schema of a field, with the fields inside it.
///
/// # Errors
/// Why there is none.
pub(super) fn schema(node: &FieldNode<'_>) -> Result<Value, String> {
    field(node, DEPTH)
}

fn field(node: &FieldNode<'_>, depth: usize) -> Result<Value, String> {
    let depth = depth
        .checked_sub(1)
        .ok_or("the objects of the page are too deep")?;
    let named = node.fact.and_then(|fact| fact.type_name.as_ref());
    let name = named.map_or("", |found| found.value.as_str());
    let mut schema = of_type(name, node, depth)?;
    if let Some(fact) = node.fact {
        facts(&mut schema, name, fact);
    }
    Ok(Value::Object(schema))
}

/// The schema of a type; what is inside it is that of the node.
fn of_type(name: &str, node: &FieldNode<'_>, depth: usize) -> Result<Map<String, Value>, String> {
    let depth = depth
        .checked_sub(1)
        .ok_or("the types of the page are too deep")?;
    let inside = |name: &str, inner: Option<&FieldNode<'_>>| match inner {
        Some(inner) if inner.fact.is_some() => field(inner, depth),
        Some(inner) => of_type(name, inner, depth).map(Value::Object),
        None => of_type(name, &FieldNode::default(), depth).map(Value::Object),
    };
    let items = name.strip_prefix("array of ");
    if items.is_some() || name == "array" || (name.is_empty() && node.items.is_some()) {
        let items = inside(items.unwrap_or_default(), node.items.as_deref())?;
        return Ok(object([("type", json!("array")), ("items", items)]));
    }
    if let Some(values) = name.strip_prefix("map of ") {
        let values = inside(values, node.values.as_deref())?;
        return Ok(object([
            ("type", json!("object")),
            ("additionalProperties", values),
        ]));
    }
    let scalar = |name: &str, format: Option<&str>| {
        let mut schema = object([("type", json!(name))]);
        schema.extend(format.map(|format| ("format".to_owned(), json!(format))));
        Ok(schema)
    };
    match name {
        "object" => structure(node, depth),
        "" | "any" if !node.keys.is_empty() || node.values.is_some() => structure(node, depth),
        "" | "any" => Ok(Map::new()),
        "string" | "integer" | "number" | "boolean" => scalar(name, None),
        "long" => scalar("integer", Some("int64")),
        "double" | "float" => scalar("number", Some(name)),
        "file" => scalar("string", Some("binary")),
        other => Err(format!("`{other}` is no type of OpenAPI")),
    }
}

/// An object with the fields of a node.
fn structure(node: &FieldNode<'_>, depth: usize) -> Result<Map<String, Value>, String> {
    let mut schema = object([("type", json!("object"))]);
    let mut properties = Map::new();
    let mut required = Vec::new();
    for (name, child) in &node.keys {
        properties.insert(name.clone(), field(child, depth)?);
        if child.fact.is_some_and(is_required) {
            required.push(json!(name));
        }
    }
    if !required.is_empty() {
        schema.insert("required".to_owned(), Value::Array(required));
    }
    if !properties.is_empty() {
        schema.insert("properties".to_owned(), Value::Object(properties));
    }
    if let Some(values) = &node.values {
        schema.insert("additionalProperties".to_owned(), field(values, depth)?);
    }
    Ok(schema)
}

/// Whether a page says that a field has to be sent.
pub(super) fn is_required(fact: &FieldFacts) -> bool {
    let is_required = fact
        .required
        .as_ref()
        .is_some_and(|required| required.value);
    is_required && !matches!(fact.place, FieldPlace::Response(_))
}

/// Values, default and limits; those that do not fit the type are left out.
fn facts(schema: &mut Map<String, Value>, type_name: &str, fact: &FieldFacts) {
    if let Some(values) = &fact.values {
        let of_items = type_name.strip_prefix("array of ");
        let name = of_items.unwrap_or(type_name);
        let values: Option<Vec<Value>> = values
            .value
            .iter()
            .map(|value| typed(value, name))
            .collect();
        let values = values.map(|values| ("enum".to_owned(), Value::Array(values)));
        match (of_items, schema.get_mut("items")) {
            (Some(_), Some(Value::Object(items))) => items.extend(values),
            _ => schema.extend(values),
        }
    }
    if let Some(default) = &fact.default {
        let default = typed(&default.value, type_name);
        schema.extend(default.map(|default| ("default".to_owned(), default)));
    }
    for limits in &fact.limits {
        for (key, found) in limit_keys(limits) {
            let value = limit(&found.value, key, type_name);
            schema.extend(value.map(|value| (key.to_owned(), value)));
        }
    }
}

/// A parameter.
pub(super) fn parameter(name: &str, place: &str, fact: &FieldFacts, schema: Value) -> Value {
    let mut parameter = object([("name", json!(name)), ("in", json!(place))]);
    if place == "path" || is_required(fact) {
        parameter.insert("required".to_owned(), json!(true));
    }
    parameter.insert("schema".to_owned(), schema);
    Value::Object(parameter)
}

/// An object with these members.
fn object<const N: usize>(members: [(&str, Value); N]) -> Map<String, Value> {
    let members = members.into_iter();
    members
        .map(|(key, value)| (key.to_owned(), value))
        .collect()
}
