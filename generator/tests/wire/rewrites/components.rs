//! Rewrites of what is shared: references that are written out, parts that become components, other names.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::Rewrite;
use super::structure::mentions;
use super::walk::{objects, operations, schemas};

pub(super) const REWRITES: &[Rewrite] = &[
    (
        "references to parts of messages are written out",
        |document| {
            let whole = document.clone();
            objects(document, &mut |object| {
                let Some(Value::String(reference)) = object.get("$ref") else {
                    return 0;
                };
                let is_part = ["parameters", "responses", "requestBodies", "headers"]
                    .iter()
                    .any(|kind| reference.starts_with(&format!("#/components/{kind}/")));
                let found = target(&whole, reference).filter(|_| is_part && object.len() == 1);
                let Some(Value::Object(found)) = found else {
                    return 0;
                };
                *object = found.clone();
                1
            })
        },
    ),
    ("references to scalars are written out", |document| {
        inline(document, &|schema| {
            let ty = schema.get("type").and_then(Value::as_str);
            matches!(ty, Some("string" | "integer" | "number" | "boolean"))
        })
    }),
    ("references to objects are written out", |document| {
        if mentions(document, "discriminator") {
            return 0;
        }
        inline(document, &|schema| {
            schema.get("type") == Some(&json!("object")) && !mentions(schema, "$ref")
        })
    }),
    ("references to lists are written out", |document| {
        inline(document, &|schema| {
            schema.get("type") == Some(&json!("array"))
        })
    }),
    ("schemas of messages become components", |document| {
        let mut moved = Vec::new();
        objects(document, &mut |object| {
            let Some(Value::Object(content)) = object.get_mut("content") else {
                return 0;
            };
            for media in content.values_mut() {
                let schema = media.get_mut("schema").filter(|one| one.is_object());
                if let Some(schema) = schema.filter(|one| one.get("$ref").is_none()) {
                    let name = format!("Moved{}", moved.len());
                    let reference = json!({"$ref": format!("#/components/schemas/{name}")});
                    moved.push((name, std::mem::replace(schema, reference)));
                }
            }
            1
        });
        add(document, "schemas", moved)
    }),
    ("responses become components", |document| {
        let mut moved = Vec::new();
        operations(document, &mut |operation| {
            let Some(Value::Object(responses)) = operation.get_mut("responses") else {
                return 0;
            };
            for response in responses.values_mut() {
                if response.get("$ref").is_none() && response.is_object() {
                    let name = format!("Moved{}", moved.len());
                    let reference = json!({"$ref": format!("#/components/responses/{name}")});
                    moved.push((name, std::mem::replace(response, reference)));
                }
            }
            1
        });
        add(document, "responses", moved)
    }),
    ("parameters become components", |document| {
        let mut moved = Vec::new();
        operations(document, &mut |operation| {
            let Some(Value::Array(parameters)) = operation.get_mut("parameters") else {
                return 0;
            };
            for parameter in parameters {
                if parameter.get("$ref").is_none() {
                    let name = format!("Moved{}", moved.len());
                    let reference = json!({"$ref": format!("#/components/parameters/{name}")});
                    moved.push((name, std::mem::replace(parameter, reference)));
                }
            }
            1
        });
        add(document, "parameters", moved)
    }),
    ("bodies become components", |document| {
        let mut moved = Vec::new();
        operations(document, &mut |operation| {
            if let Some(body) = operation.get_mut("requestBody")
                && body.get("$ref").is_none()
            {
                let name = format!("Moved{}", moved.len());
                let reference = json!({"$ref": format!("#/components/requestBodies/{name}")});
                moved.push((name, std::mem::replace(body, reference)));
            }
            1
        });
        add(document, "requestBodies", moved)
    }),
    ("headers become components", |document| {
        let mut moved = Vec::new();
        objects(document, &mut |object| {
            let Some(Value::Object(headers)) = object.get_mut("headers") else {
                return 0;
            };
            for header in headers.values_mut() {
                let is_header = header.get("schema").is_some() || header.get("content").is_some();
                if is_header && header.get("in").is_none() {
                    let name = format!("Moved{}", moved.len());
                    let reference = json!({"$ref": format!("#/components/headers/{name}")});
                    moved.push((name, std::mem::replace(header, reference)));
                }
            }
            1
        });
        add(document, "headers", moved)
    }),
    ("other names of schemas", |document| {
        if mentions(document, "discriminator") || document.pointer("/components/schemas").is_none()
        {
            return 0;
        }
        rename(document, "/components/schemas", "#/components/schemas/")
    }),
    ("other names of parameters", |document| {
        if document.pointer("/components/parameters").is_none() {
            return 0;
        }
        rename(
            document,
            "/components/parameters",
            "#/components/parameters/",
        )
    }),
    ("components that nothing uses", |document| {
        let unused = json!({"type": "object", "properties": {"a": {"type": "string"}}});
        add(
            document,
            "schemas",
            vec![("NobodyUsesThis".to_owned(), unused)],
        );
        let key = json!({"type": "apiKey", "in": "header", "name": "X-Nobody"});
        add(
            document,
            "securitySchemes",
            vec![("nobodyUsesThis".to_owned(), key)],
        )
    }),
];

fn target<'d>(document: &'d Value, reference: &str) -> Option<&'d Value> {
    document.pointer(reference.strip_prefix('#')?)
}

/// Writes out references to schemas of this sort, once.
fn inline(document: &mut Value, suits: &dyn Fn(&Value) -> bool) -> usize {
    let whole = document.clone();
    schemas(document, &mut |schema| {
        let Some(object) = schema.as_object().filter(|object| object.len() == 1) else {
            return 0;
        };
        let Some(Value::String(reference)) = object.get("$ref") else {
            return 0;
        };
        let found = target(&whole, reference).filter(|found| suits(found));
        let Some(found) = found.cloned() else {
            return 0;
        };
        *schema = found;
        1
    })
}

fn add(document: &mut Value, kind: &str, moved: Vec<(String, Value)>) -> usize {
    if moved.is_empty() {
        return 0;
    }
    let count = moved.len();
    let components = document.as_object_mut().unwrap().entry("components");
    let components = components.or_insert_with(|| json!({}));
    let all = components.as_object_mut().unwrap().entry(kind);
    let all = all.or_insert_with(|| json!({}));
    all.as_object_mut().unwrap().extend(moved);
    count
}

/// Gives every component of a kind another name.
fn rename(document: &mut Value, at: &str, start: &str) -> usize {
    let Some(Value::Object(all)) = document.pointer_mut(at) else {
        return 0;
    };
    let names: BTreeSet<String> = all.keys().cloned().collect();
    *all = std::mem::take(all)
        .into_iter()
        .map(|(name, value)| (format!("Again{name}"), value))
        .collect();
    references(document, start, &names);
    names.len()
}

fn references(value: &mut Value, start: &str, names: &BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            if let Some(Value::String(reference)) = object.get_mut("$ref")
                && let Some(rest) = reference.strip_prefix(start)
            {
                let name = rest.split('/').next().unwrap_or(rest);
                if names.contains(name) {
                    *reference = format!("{start}Again{rest}");
                }
            }
            object
                .values_mut()
                .for_each(|one| references(one, start, names));
        }
        Value::Array(items) => items
            .iter_mut()
            .for_each(|one| references(one, start, names)),
        _ => {}
    }
}
