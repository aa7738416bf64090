//! Rewrites of keys: order, defaults that are spelled out, prose.

use serde_json::{Value, json};

use super::Rewrite;
use super::structure::mentions;
use super::walk::{Object, objects, operations, parameters, schemas};

pub(super) const REWRITES: &[Rewrite] = &[
    ("the keys of all objects in another order", reorder_keys),
    ("parameters in another order", |document| {
        objects(document, &mut |object| reverse(object, "parameters"))
    }),
    ("required names in another order", |document| {
        each_object(document, &mut |schema| reverse(schema, "required"))
    }),
    ("listed values in another order", |document| {
        each_object(document, &mut |schema| reverse(schema, "enum"))
    }),
    ("alternatives in another order", |document| {
        each_object(document, &mut |schema| {
            reverse(schema, "oneOf") + reverse(schema, "anyOf")
        })
    }),
    ("credentials in another order", |document| {
        objects(document, &mut |object| reverse(object, "security"))
    }),
    ("optional parameters say so", |document| {
        parameters(document, &mut |parameter| {
            insert(parameter, "required", json!(false))
        })
    }),
    ("parameters say their style", |document| {
        parameters(document, &mut |parameter| {
            if !parameter.contains_key("schema") {
                return 0;
            }
            let style = match parameter["in"].as_str() {
                Some("query" | "cookie") => "form",
                _ => "simple",
            };
            insert(parameter, "style", json!(style))
        })
    }),
    ("parameters say whether they are exploded", |document| {
        parameters(document, &mut |parameter| {
            let is_form = parameter.get("style").is_none_or(|style| style == "form")
                && matches!(parameter["in"].as_str(), Some("query" | "cookie"));
            let has_schema = parameter.contains_key("schema");
            match has_schema {
                true => insert(parameter, "explode", json!(is_form)),
                false => 0,
            }
        })
    }),
    (
        "query parameters say that reserved characters are escaped",
        |document| {
            parameters(
                document,
                &mut |parameter| match parameter["in"] == "query" {
                    true => insert(parameter, "allowReserved", json!(false)),
                    false => 0,
                },
            )
        },
    ),
    ("bodies say that they are optional", |document| {
        operations(document, &mut |operation| {
            let body = operation.get_mut("requestBody");
            let body = body.and_then(Value::as_object_mut);
            body.filter(|body| body.contains_key("content"))
                .map_or(0, |body| insert(body, "required", json!(false)))
        })
    }),
    ("nothing is deprecated", |document| {
        operations(document, &mut |one| insert(one, "deprecated", json!(false)))
    }),
    ("limits that say nothing", |document| {
        if mentions_any_of(document) {
            return 0;
        }
        each_object(document, &mut |schema| match type_of(schema) {
            Some("string") => insert(schema, "minLength", json!(0)),
            Some("array") => {
                insert(schema, "minItems", json!(0)) + insert(schema, "uniqueItems", json!(false))
            }
            Some("object") => insert(schema, "minProperties", json!(0)),
            _ => 0,
        })
    }),
    ("neither read-only nor write-only", |document| {
        each_object(document, &mut |schema| match type_of(schema) {
            Some("string" | "integer") => {
                insert(schema, "readOnly", json!(false)) + insert(schema, "writeOnly", json!(false))
            }
            _ => 0,
        })
    }),
    ("other properties are allowed, and it says so", |document| {
        if mentions_any_of(document) {
            return 0;
        }
        each_object(document, &mut |schema| {
            let is_plain = schema.contains_key("properties")
                && type_of(schema) == Some("object")
                && !schema.keys().any(|key| {
                    ["allOf", "anyOf", "oneOf", "patternProperties"].contains(&key.as_str())
                        || key.starts_with("unevaluated")
                });
            // A required property without a schema is checked only where other properties are kept.
            let required = schema.get("required").and_then(Value::as_array);
            let is_described = required.into_iter().flatten().all(|name| {
                let properties = schema.get("properties").and_then(Value::as_object);
                properties.is_some_and(|all| all.contains_key(name.as_str().unwrap_or_default()))
            });
            match is_plain && is_described {
                true => insert(schema, "additionalProperties", json!(true)),
                false => 0,
            }
        })
    }),
    ("descriptions", |document| {
        let of_schemas = each_object(document, &mut |schema| {
            schema.insert("description".into(), json!("Other words."));
            1
        });
        let of_operations = operations(document, &mut |operation| {
            operation.insert("description".into(), json!("Other words."));
            operation.insert("summary".into(), json!("Words"));
            1
        });
        of_schemas + of_operations
    }),
    ("examples", |document| {
        parameters(document, &mut |parameter| match type_of_schema(parameter) {
            Some("string") => insert(parameter, "example", json!("x")),
            _ => 0,
        })
    }),
    ("another version and title of the document", |document| {
        document["info"]["version"] = json!("99.0");
        document["info"]["description"] = json!("Other words.");
        1
    }),
    ("tags", |document| {
        operations(document, &mut |operation| {
            operation.insert("tags".into(), json!(["others"]));
            1
        })
    }),
    ("an extension that nothing reads", |document| {
        operations(document, &mut |operation| {
            operation.insert("x-audience".into(), json!("internal"));
            1
        })
    }),
    ("the format that an integer has anyway", |document| {
        each_object(document, &mut |schema| match type_of(schema) {
            Some("integer") => insert(schema, "format", json!("int64")),
            Some("number") => insert(schema, "format", json!("double")),
            _ => 0,
        })
    }),
    ("a type in a list", |document| {
        if !is_3_1(document) {
            return 0;
        }
        each_object(document, &mut |schema| {
            let Some(Value::String(one)) = schema.get("type").cloned() else {
                return 0;
            };
            schema.insert("type".into(), json!([one]));
            1
        })
    }),
    ("one value as a constant or as a list", |document| {
        each_object(document, &mut |schema| match schema.get("const").cloned() {
            Some(value) if !schema.contains_key("enum") => {
                schema.remove("const");
                schema.insert("enum".into(), json!([value]));
                1
            }
            _ => 0,
        })
    }),
    ("excluded bounds of integers", |document| {
        if !is_3_1(document) {
            return 0;
        }
        each_object(document, &mut |schema| {
            if type_of(schema) != Some("integer") {
                return 0;
            }
            let is_new = schema.get("exclusiveMinimum").is_none();
            let Some(least) = schema
                .get("minimum")
                .and_then(Value::as_i64)
                .filter(|_| is_new)
            else {
                return 0;
            };
            schema.remove("minimum");
            schema.insert("exclusiveMinimum".into(), json!(least - 1));
            1
        })
    }),
];

/// Objects of `anyOf` become one type, unless they have other keywords than properties, which is no difference of words.
fn mentions_any_of(document: &Value) -> bool {
    mentions(document, "anyOf")
}

/// Changes every schema that is an object.
fn each_object(document: &mut Value, change: &mut dyn FnMut(&mut Object) -> usize) -> usize {
    schemas(document, &mut |schema| match schema {
        Value::Object(object) if !object.contains_key("$ref") => change(object),
        _ => 0,
    })
}

fn is_3_1(document: &Value) -> bool {
    let version = document["openapi"].as_str();
    version.is_some_and(|version| version.starts_with("3.1"))
}

fn type_of(schema: &Object) -> Option<&str> {
    schema.get("type")?.as_str()
}

fn type_of_schema(parameter: &Object) -> Option<&str> {
    let schema = parameter.get("schema")?.as_object()?;
    let is_plain = schema.len() == 1;
    type_of(schema).filter(|_| is_plain)
}

fn insert(object: &mut Object, key: &str, value: Value) -> usize {
    if object.contains_key(key) {
        return 0;
    }
    object.insert(key.to_owned(), value);
    1
}

fn reverse(object: &mut Object, key: &str) -> usize {
    match object.get_mut(key) {
        Some(Value::Array(items)) if items.len() > 1 => {
            items.reverse();
            1
        }
        _ => 0,
    }
}

/// All keys, except where the first one has a meaning: the media types of a request body.
fn reorder_keys(document: &mut Value) -> usize {
    match document {
        Value::Object(object) => {
            let mut count = 0;
            for (key, value) in object.iter_mut() {
                if key == "requestBody" || key == "requestBodies" || key == "servers" {
                    continue;
                }
                count += reorder_keys(value);
            }
            let members: Vec<(String, Value)> = std::mem::take(object).into_iter().collect();
            count += usize::from(members.len() > 1);
            object.extend(members.into_iter().rev());
            count
        }
        Value::Array(items) => items.iter_mut().map(reorder_keys).sum(),
        _ => 0,
    }
}
