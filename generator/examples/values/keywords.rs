//! The keywords of schemas, by what their values are.

use serde_json::{Map, Value, json};

/// Keywords with the same meaning in all versions.
pub(crate) const COPIED: [&str; 17] = [
    "const",
    "enum",
    "maxContains",
    "maxItems",
    "maxLength",
    "maxProperties",
    "minContains",
    "minItems",
    "minLength",
    "minProperties",
    "multipleOf",
    "pattern",
    "uniqueItems",
    "examples",
    "dependentRequired",
    "default",
    "type",
];

/// Keywords with a schema.
pub(crate) const ONE: [&str; 10] = [
    "additionalProperties",
    "contains",
    "else",
    "if",
    "items",
    "not",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
];

/// Keywords with a list of schemas.
pub(crate) const LISTS: [&str; 4] = ["allOf", "anyOf", "oneOf", "prefixItems"];

/// Keywords with schemas by name.
pub(crate) const NAMED: [&str; 3] = ["properties", "patternProperties", "dependentSchemas"];

/// Keywords of JSON Schema that Schema Objects of OpenAPI 3.0 do not have.
pub(crate) const NEW: [&str; 15] = [
    "const",
    "maxContains",
    "minContains",
    "examples",
    "dependentRequired",
    "contains",
    "else",
    "if",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
    "prefixItems",
    "patternProperties",
    "dependentSchemas",
];

/// Keywords that change what others mean, and are not translated.
pub(crate) const UNKNOWN: [&str; 5] = [
    "$id",
    "$anchor",
    "$dynamicRef",
    "$dynamicAnchor",
    "$recursiveRef",
];

/// Limits of values.
pub(crate) const LIMITS: [&str; 13] = [
    "exclusiveMaximum",
    "exclusiveMinimum",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "pattern",
    "uniqueItems",
];

/// A schema whose `type` is the name of a format, which the generator reports and reads as a string of that format.
pub(crate) fn string_of_format(schema: &Map<String, Value>) -> Option<Map<String, Value>> {
    let format = schema.get("type")?.as_str()?;
    if !["date-time", "date", "uuid"].contains(&format) {
        return None;
    }
    let mut repaired = schema.clone();
    repaired.insert("format".to_owned(), json!(format));
    repaired.insert("type".to_owned(), json!("string"));
    Some(repaired)
}
