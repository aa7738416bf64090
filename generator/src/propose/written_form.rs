//! New parts of a document in the version that it is written in, and schemas with another type.

use serde_json::{Map, Value, json};

use crate::load::Dialect;

/// What stays when a schema gets a type of another kind: texts about it, and extensions.
const ABOUT: [&str; 7] = [
    "title",
    "description",
    "deprecated",
    "readOnly",
    "writeOnly",
    "nullable",
    "externalDocs",
];

/// Types whose limits mean the same.
const NUMBERS: [&str; 2] = ["integer", "number"];

/// The keys of a parameter of Swagger 2.0 that are not those of its schema.
const OF_PARAMETERS: [&str; 5] = ["name", "in", "description", "required", "allowEmptyValue"];

/// A parameter.
///
/// # Errors
/// Why the version has no such parameter.
pub(super) fn parameter(value: &Value, dialect: Dialect) -> Result<Value, String> {
    let (Dialect::V2, Value::Object(members)) = (dialect, value) else {
        return Ok(value.clone());
    };
    let mut members = members.clone();
    if members.get("in") == Some(&json!("cookie")) {
        return Err("Swagger 2.0 has no parameters in cookies".to_owned());
    }
    if let Some(Value::Object(schema)) = members.shift_remove("schema") {
        members.extend(flat(schema)?);
    }
    Ok(Value::Object(members))
}

/// The schema of a parameter of Swagger 2.0, which is the parameter itself.
pub(super) fn flat(mut schema: Map<String, Value>) -> Result<Map<String, Value>, String> {
    match schema.get("type").and_then(Value::as_str) {
        None | Some("object") => {
            return Err("Swagger 2.0 has no parameters of this type".to_owned());
        }
        Some("string") if schema.get("format") == Some(&json!("binary")) => {
            schema = Map::from_iter([("type".to_owned(), json!("file"))]);
        }
        Some(_) => {}
    }
    Ok(schema)
}

/// A response.
pub(super) fn response(value: &Value, dialect: Dialect) -> Value {
    let (Dialect::V2, Value::Object(members)) = (dialect, value) else {
        return value.clone();
    };
    let mut members = members.clone();
    if let Some(content) = members.shift_remove("content") {
        members.extend(body_schema(&content).map(|schema| ("schema".to_owned(), schema)));
    }
    Value::Object(members)
}

/// The schema of the first media type, for Swagger 2.0.
pub(super) fn body_schema(content: &Value) -> Option<Value> {
    let media_type = content.as_object()?.values().next()?;
    let schema = media_type.get("schema")?;
    let reference = schema.get("$ref").and_then(Value::as_str);
    match reference.and_then(|target| target.strip_prefix("#/components/schemas/")) {
        Some(name) => Some(json!({"$ref": format!("#/definitions/{name}")})),
        None => Some(schema.clone()),
    }
}

/// A schema with the type that a page names. Texts about the field stay, and limits if the type is of the same kind.
pub(super) fn retyped(old: &Value, new: &Value, dialect: Dialect) -> Value {
    let (Value::Object(old), Value::Object(new)) = (old, new) else {
        return new.clone();
    };
    if old.contains_key("$ref") {
        return Value::Object(new.clone());
    }
    let mut kept = old.clone();
    let are_numbers = is_number(old) && is_number(new);
    kept.retain(|key, _| match are_numbers {
        true => key != "type" && key != "format",
        false => is_about(key),
    });
    let mut schema = new.clone();
    let has_null =
        matches!(old.get("type"), Some(Value::Array(names)) if names.contains(&json!("null")));
    if let (Dialect::V3_1 | Dialect::V3_2, true, Some(name)) =
        (dialect, has_null, schema.get_mut("type"))
    {
        *name = json!([name.clone(), "null"]);
    }
    for (key, value) in kept {
        schema.entry(key).or_insert(value);
    }
    Value::Object(schema)
}

/// A parameter of Swagger 2.0 with another type.
pub(super) fn retyped_parameter(old: &Value, new: &Value) -> Result<Value, String> {
    let (Value::Object(members), Value::Object(new)) = (old, new) else {
        return Ok(new.clone());
    };
    let mut kept = members.clone();
    kept.retain(|key, _| OF_PARAMETERS.contains(&key.as_str()));
    let schema = retyped(old, &Value::Object(flat(new.clone())?), Dialect::V2);
    if let Value::Object(schema) = schema {
        schema.into_iter().for_each(|(key, value)| {
            kept.entry(key).or_insert(value);
        });
    }
    Ok(Value::Object(kept))
}

fn is_about(key: &str) -> bool {
    ABOUT.contains(&key) || (key.starts_with("x-") && !key.starts_with("x-enum"))
}

/// Whether a schema is about numbers.
fn is_number(schema: &Map<String, Value>) -> bool {
    let is_number = |name: &Value| name.as_str().is_some_and(|name| NUMBERS.contains(&name));
    match schema.get("type") {
        Some(Value::Array(names)) => names.iter().any(is_number),
        Some(name) => is_number(name),
        None => false,
    }
}
