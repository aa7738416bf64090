//! A schema -> the word for its JSON type and format, for alternatives without a name.

use serde_json::Value;

/// The word for what a schema is; `None` if it does not say.
pub(super) fn kind_word(schema: &Value) -> Option<&'static str> {
    let has = |key: &str| schema.get(key).is_some();
    let format = schema.get("format").and_then(Value::as_str);
    Some(match schema.get("type").and_then(Value::as_str) {
        Some("boolean") => "Boolean",
        Some("integer") => "Integer",
        Some("number") => "Number",
        Some("array") => "List",
        Some("object") if is_empty(schema) => "Empty",
        Some("object") if !has("properties") && !has("allOf") && has("additionalProperties") => {
            "Map"
        }
        Some("object") => "Object",
        Some("null") => "Null",
        Some("string") if has("enum") => "Keyword",
        Some("string") => string_word(format),
        _ if has("properties") || has("required") => "Object",
        _ if has("items") => "List",
        _ if has("enum") => "Keyword",
        _ if schema.as_object().is_some_and(serde_json::Map::is_empty) => "Other",
        _ => return None,
    })
}

/// Whether an object has no properties and allows none.
fn is_empty(schema: &Value) -> bool {
    let has = |key: &str| schema.get(key).is_some();
    let properties = schema.get("properties").and_then(Value::as_object);
    schema.get("additionalProperties") == Some(&Value::Bool(false))
        && properties.is_none_or(serde_json::Map::is_empty)
        && !["allOf", "oneOf", "anyOf"].into_iter().any(has)
}

/// The word for a string, by the formats that have Rust types.
fn string_word(format: Option<&str>) -> &'static str {
    match format {
        Some("date-time") => "DateTime",
        Some("date") => "Date",
        Some("duration") => "Duration",
        Some("uuid") => "Uuid",
        Some("ipv4") => "Ipv4",
        Some("ipv6") => "Ipv6",
        Some("byte" | "binary") => "Bytes",
        _ => "String",
    }
}

/// The schema of the items of a list.
pub(super) fn list_items(schema: &Value) -> Option<&Value> {
    let is_list = kind_word(schema) == Some("List");
    schema.get("items").filter(|_| is_list)
}
