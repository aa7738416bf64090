//! The tree as `openapiv3` reads it: without schemas, the values of examples, paths, webhooks and
//! callbacks.
//!
//! ```text
//! {name: limit, in: query, schema: {type: integer}, example: 20}   ->   {name: limit, in: query, schema: {}, example: {}}
//! ```
//! Schemas are most of a document, and later stages read them from the tree itself, because a
//! reference may point to a schema anywhere and numbers must keep their digits. Examples are most
//! of the rest, and no stage reads them. Paths and webhooks have their own lists in the
//! [`Document`](super::Document), and `openapiv3` cannot contain callbacks that are references. It
//! gets empty objects in their place, and where 3.1 makes a key optional that 3.0 requires.

use serde_json::{Value, json};

use super::Dialect;
use super::keywords::{Members, ObjectKind, ValueType};

/// A copy of a value of this type, for `openapiv3`.
pub(super) fn skeleton(ty: &ValueType, value: &Value) -> Value {
    match (ty, value) {
        (ValueType::Ref(kind) | ValueType::Object(kind), Value::Object(members)) => {
            Value::Object(object(*kind, members))
        }
        (ValueType::List(item), Value::Array(items)) => {
            items.iter().map(|value| skeleton(item, value)).collect()
        }
        (ValueType::Map(of), Value::Object(members)) => {
            let copy = |(name, value): (&String, _)| (name.clone(), skeleton(of, value));
            Value::Object(members.iter().map(copy).collect())
        }
        (_, value) => value.clone(),
    }
}

/// The members of an object that `openapiv3` needs, and those that 3.0 requires.
fn object(kind: ObjectKind, members: &Members) -> Members {
    let mut copy = Members::new();
    for (name, value) in members.iter().filter(|(name, _)| !is_extension(kind, name)) {
        let value = match kind.value_type(name, Dialect::V3_0) {
            _ if is_left_out(kind, name) => json!({}),
            Some(ty) => skeleton(ty, value),
            None => value.clone(),
        };
        copy.insert(name.clone(), value);
    }
    let optional = match kind {
        ObjectKind::Document => "paths",
        ObjectKind::Operation => "responses",
        _ => return copy,
    };
    copy.entry(optional).or_insert_with(|| json!({}));
    copy
}

/// Whether a member is an extension, whether this generator knows it or not: all are read from the tree. Security schemes are names that
/// the author chooses, `x-` included.
fn is_extension(kind: ObjectKind, name: &str) -> bool {
    name.starts_with("x-") && kind != ObjectKind::SecurityRequirement
}

/// Whether no stage reads a member in its typed form.
fn is_left_out(kind: ObjectKind, name: &str) -> bool {
    match kind {
        ObjectKind::Schema => true,
        ObjectKind::Document => matches!(name, "paths" | "webhooks"),
        ObjectKind::Operation => name == "callbacks",
        ObjectKind::Components => matches!(name, "schemas" | "callbacks" | "pathItems"),
        ObjectKind::Example => name == "value",
        ObjectKind::Parameter | ObjectKind::Header | ObjectKind::MediaType => {
            matches!(name, "schema" | "example")
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{ObjectKind, ValueType, skeleton};

    const DOCUMENT: ValueType = ValueType::Object(ObjectKind::Document);

    #[test]
    fn names_of_the_document_are_no_keys() {
        let scopes = json!({"schema": "s", "example": "e", "value": "v", "x-a": "x"});
        let tree = json!({
            "paths": {},
            "security": [{"schema": [], "example": [], "x-b": []}],
            "components": {"securitySchemes": {"example": {"flows": {"implicit": {"scopes": scopes}}}}},
        });
        assert_eq!(skeleton(&DOCUMENT, &tree), tree);
    }

    #[test]
    fn schemas_and_examples_are_left_out_and_things_of_that_name_are_not() {
        let parameter = json!({
            "name": "a", "in": "query", "schema": {"type": "string"}, "example": [1],
            "examples": {"value": {"summary": "s", "value": [1]}},
        });
        let tree = json!({
            "components": {
                "schemas": {"A": {"type": "object"}},
                "parameters": {"schema": parameter},
                "examples": {"value": {"summary": "s", "value": 1}},
            },
            "paths": {"/a": {"get": {"responses": {}}}},
        });
        let left = json!({
            "components": {
                "schemas": {},
                "parameters": {"schema": {
                    "name": "a", "in": "query", "schema": {}, "example": {},
                    "examples": {"value": {"summary": "s", "value": {}}},
                }},
                "examples": {"value": {"summary": "s", "value": {}}},
            },
            "paths": {},
        });
        assert_eq!(skeleton(&DOCUMENT, &tree), left);
        let item = json!({"get": {"responses": {"200": {"content": {"a/b": {"schema": true}}}}}});
        let left = json!({"get": {"responses": {"200": {"content": {"a/b": {"schema": {}}}}}}});
        assert_eq!(skeleton(&ValueType::Ref(ObjectKind::PathItem), &item), left);
    }
}
