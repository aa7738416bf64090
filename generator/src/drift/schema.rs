//! The fields of the document in the form of facts, each with its place.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::load::Document;
use crate::pointer::{Pointer, follow_refs};

/// How deep `allOf` can be in each other.
const DEPTH: usize = 16;

/// The most fields of one object.
const MOST: usize = 5_000;

/// A parameter or property of the document.
#[derive(Debug, Clone)]
pub(super) struct DocField {
    /// Where it is declared.
    pub(super) pointer: Pointer,
    /// Where it is listed: the item of the list of parameters, which may be a reference, or the schema with the property.
    pub(super) holder: Pointer,
    /// Where its schema is, behind references.
    pub(super) schema: Pointer,
    pub(super) required: bool,
    /// Where `required` is, or would be.
    pub(super) required_at: Pointer,
    /// The lists that name a required property.
    pub(super) required_lists: Vec<Pointer>,
}

/// The place behind references.
pub(super) fn resolved(document: &Document, at: &Pointer) -> Option<Pointer> {
    follow_refs(document.tree(), at)
}

/// The parameters of an operation by place and name; those of the operation replace those of the path.
pub(super) fn parameters(
    document: &Document,
    operation: &Pointer,
) -> BTreeMap<(String, String), DocField> {
    let mut found = BTreeMap::new();
    let lists = [operation.parent(), Some(operation.clone())];
    for list in lists.into_iter().flatten().map(|at| at.child("parameters")) {
        let count = document
            .value(&list)
            .and_then(Value::as_array)
            .map_or(0, Vec::len);
        for holder in (0..count).map(|index| list.index(index)) {
            let at = resolved(document, &holder);
            let Some((at, value)) = at.and_then(|at| Some((at.clone(), document.value(&at)?)))
            else {
                continue;
            };
            let text = |key: &str| {
                value
                    .get(key)
                    .and_then(Value::as_str)
                    .unwrap_or("")
                    .to_owned()
            };
            let schema = [
                at.child("schema"),
                content(document, &at).unwrap_or_default(),
            ]
            .into_iter()
            .find(|schema| document.value(schema).is_some());
            let schema = schema.and_then(|schema| resolved(document, &schema));
            let required = value
                .get("required")
                .and_then(Value::as_bool)
                .unwrap_or(false);
            let field = DocField {
                schema: schema.unwrap_or_else(|| at.clone()),
                required_at: at.child("required"),
                required_lists: Vec::new(),
                required,
                pointer: at.clone(),
                holder,
            };
            found.insert((text("in"), text("name")), field);
        }
    }
    found
}

/// The schema of the first media type, JSON first.
pub(super) fn content(document: &Document, at: &Pointer) -> Option<Pointer> {
    let content = at.child("content");
    let Some(Value::Object(types)) = document.value(&content) else {
        return None;
    };
    let json = types.keys().find(|name| name.contains("json"));
    let name = json.or_else(|| types.keys().next())?;
    Some(content.child(name).child("schema"))
}

/// The schema of a body, behind references, and whether it is a form.
pub(super) fn body(document: &Document, at: &Pointer) -> Option<Pointer> {
    let at = resolved(document, at)?;
    resolved(document, &content(document, &at)?)
}

/// The statuses of an operation, and the place of each.
pub(super) fn statuses(document: &Document, operation: &Pointer) -> BTreeMap<String, Pointer> {
    let responses = operation.child("responses");
    let Some(Value::Object(found)) = document.value(&responses) else {
        return BTreeMap::new();
    };
    let keys = found.keys().filter(|key| !key.starts_with("x-"));
    keys.map(|key| {
        (
            key.to_uppercase().replace("DEFAULT", "default"),
            responses.child(key),
        )
    })
    .collect()
}

/// The properties of an object, `allOf` and alternatives included.
pub(super) fn properties(document: &Document, schema: &Pointer) -> BTreeMap<String, DocField> {
    let mut found = BTreeMap::new();
    let mut required = Vec::new();
    collect(document, schema, &mut found, &mut required, DEPTH);
    for (name, at) in required {
        if let Some(field) = found.get_mut(&name) {
            field.required = true;
            field.required_lists.extend(at.parent());
            field.required_at = at;
        }
    }
    found
}

fn collect(
    document: &Document,
    schema: &Pointer,
    found: &mut BTreeMap<String, DocField>,
    required: &mut Vec<(String, Pointer)>,
    depth: usize,
) {
    let Some(schema) = resolved(document, schema).filter(|_| depth > 0) else {
        return;
    };
    let Some(value) = document.value(&schema) else {
        return;
    };
    if let Some(Value::Object(properties)) = value.get("properties") {
        for name in properties.keys().take(MOST) {
            let pointer = schema.child("properties").child(name);
            let behind = resolved(document, &pointer).unwrap_or_else(|| pointer.clone());
            found.entry(name.clone()).or_insert(DocField {
                pointer,
                schema: behind,
                required: false,
                required_at: schema.clone(),
                required_lists: Vec::new(),
                holder: schema.clone(),
            });
        }
    }
    if let Some(names) = value.get("required").and_then(Value::as_array) {
        let at = schema.child("required");
        let names = names.iter().enumerate();
        required.extend(
            names.filter_map(|(index, name)| Some((name.as_str()?.to_owned(), at.index(index)))),
        );
    }
    for key in ["allOf", "oneOf", "anyOf"] {
        let count = value.get(key).and_then(Value::as_array).map_or(0, Vec::len);
        for index in 0..count.min(MOST) {
            collect(
                document,
                &schema.child(key).index(index),
                found,
                required,
                depth - 1,
            );
        }
    }
}

/// The schema that says a key: the schema itself, or a part of its `allOf`.
pub(super) fn saying(document: &Document, schema: &Pointer, key: &str) -> Option<Pointer> {
    let mut waiting = vec![schema.clone()];
    for _ in 0..MOST {
        let at = resolved(document, &waiting.pop()?)?;
        let value = document.value(&at)?;
        if value.get(key).is_some() {
            return Some(at);
        }
        let count = value
            .get("allOf")
            .and_then(Value::as_array)
            .map_or(0, Vec::len);
        waiting.extend(
            (0..count.min(MOST))
                .rev()
                .map(|index| at.child("allOf").index(index)),
        );
    }
    None
}

/// The schema of what is inside an array or a map.
pub(super) fn inner(document: &Document, schema: &Pointer, key: &str) -> Option<Pointer> {
    let at = saying(document, schema, key)?.child(key);
    document
        .value(&at)?
        .is_object()
        .then(|| resolved(document, &at))
        .flatten()
}

/// The type of a schema as facts name it; empty if it can be anything.
pub(super) fn type_name(document: &Document, schema: &Pointer) -> String {
    type_at(document, schema, DEPTH)
}

fn type_at(document: &Document, schema: &Pointer, depth: usize) -> String {
    if depth == 0 {
        return String::new();
    }
    let text = |key: &str| {
        let at = saying(document, schema, key)?;
        Some(document.value(&at)?.get(key)?.as_str()?.to_owned())
    };
    let format = text("format").unwrap_or_default();
    match text("type").unwrap_or_default().as_str() {
        "string" if format == "binary" => "file".to_owned(),
        "integer" if format == "int64" => "long".to_owned(),
        "number" if matches!(format.as_str(), "double" | "float") => format,
        "array" => match inner(document, schema, "items") {
            Some(items) => format!("array of {}", type_at(document, &items, depth - 1)),
            None => "array".to_owned(),
        },
        "object" | "" if !properties(document, schema).is_empty() => "object".to_owned(),
        "object" => match inner(document, schema, "additionalProperties") {
            Some(values) => format!("map of {}", type_at(document, &values, depth - 1)),
            None => "object".to_owned(),
        },
        other => other.to_owned(),
    }
}
