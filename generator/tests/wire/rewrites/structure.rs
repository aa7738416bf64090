//! Rewrites of structure: `allOf`, null, levels.

use serde_json::{Value, json};

use super::Rewrite;
use super::walk::{Object, operations, schemas};

pub(super) const REWRITES: &[Rewrite] = &[
    ("an object in two parts", |document| {
        schemas(document, &mut |schema| {
            let Value::Object(object) = schema else {
                return 0;
            };
            const KEPT: [&str; 4] = ["type", "properties", "required", "description"];
            if !object.keys().all(|key| KEPT.contains(&key.as_str()))
                || object.get("type") != Some(&json!("object"))
            {
                return 0;
            }
            let Some(Value::Object(properties)) = object.get("properties").cloned() else {
                return 0;
            };
            if properties.len() < 2 {
                return 0;
            }
            let half = properties.len() / 2;
            let all: Vec<(String, Value)> = properties.into_iter().collect();
            let part = |members: &[(String, Value)]| {
                let members: Object = members.iter().cloned().collect();
                json!({"type": "object", "properties": members})
            };
            let required = object.get("required").cloned();
            let mut first = part(&all[..half]);
            if let Some(required) = required {
                first["required"] = required;
            }
            *schema = json!({"allOf": [first, part(&all[half..])]});
            1
        })
    }),
    ("a reference in allOf", |document| {
        schemas(document, &mut |schema| {
            let is_reference = schema
                .as_object()
                .is_some_and(|object| object.len() == 1 && object.contains_key("$ref"));
            // An alternative with a discriminator is known by its reference, and so is a base.
            if !is_reference {
                return 0;
            }
            *schema = json!({"allOf": [schema.clone()]});
            1
        }) * usize::from(!mentions(document, "discriminator"))
    }),
    ("a scalar in allOf", |document| {
        schemas(document, &mut |schema| {
            let Some(object) = schema.as_object() else {
                return 0;
            };
            let ty = object.get("type").and_then(Value::as_str);
            let is_scalar =
                object.len() == 1 && matches!(ty, Some("string" | "integer" | "boolean"));
            if !is_scalar {
                return 0;
            }
            *schema = json!({"allOf": [schema.clone()]});
            1
        })
    }),
    ("null as an alternative", |document| {
        schemas(document, &mut |schema| {
            let Some(object) = schema.as_object_mut() else {
                return 0;
            };
            let Some(Value::Array(types)) = object.get("type").cloned() else {
                return 0;
            };
            let is_nullable = types.len() == 2 && types[1] == json!("null");
            if !is_nullable || object.contains_key("enum") {
                return 0;
            }
            object.insert("type".into(), types[0].clone());
            *schema = json!({"anyOf": [schema.clone(), {"type": "null"}]});
            1
        })
    }),
    ("parameters of the path", |document| {
        each_item(document, &mut |item, method| {
            let operation = item.get_mut(&method).and_then(Value::as_object_mut)?;
            let parameters = operation.remove("parameters")?;
            if item.contains_key("parameters") {
                return None;
            }
            item.insert("parameters".into(), parameters);
            Some(())
        })
    }),
    ("servers of the path", |document| {
        each_item(document, &mut |item, method| {
            let operation = item.get_mut(&method).and_then(Value::as_object_mut)?;
            let servers = operation.remove("servers")?;
            item.insert("servers".into(), servers);
            Some(())
        })
    }),
    ("credentials of every operation", |document| {
        let Some(security) = document.get("security").cloned() else {
            return 0;
        };
        if document.get("webhooks").is_some() || mentions(document, "callbacks") {
            return 0;
        }
        document.as_object_mut().unwrap().remove("security");
        operations(document, &mut |operation| {
            operation.entry("security").or_insert(security.clone());
            1
        })
    }),
    ("nothing is needed, and it says so", |document| {
        if document.get("security").is_some() {
            return 0;
        }
        operations(document, &mut |operation| {
            if operation.contains_key("security") {
                return 0;
            }
            operation.insert("security".into(), json!([]));
            1
        })
    }),
    ("OpenAPI 3.0 with nullable", to_3_0),
    ("other operation ids", |document| {
        if mentions(document, "x-waiter") || mentions(document, "links") {
            return 0;
        }
        operations(document, &mut |operation| {
            let Some(Value::String(id)) = operation.get("operationId").cloned() else {
                return 0;
            };
            operation.insert("operationId".into(), json!(format!("{id}Again")));
            1
        })
    }),
    ("other names of path parameters", |document| {
        let shared = document.pointer("/components/parameters");
        let is_shared = shared.is_some_and(|all| all.to_string().contains("\"in\":\"path\""));
        if is_shared || mentions(document, "x-waiter") || mentions(document, "x-rules") {
            return 0;
        }
        let Some(Value::Object(paths)) = document.get_mut("paths") else {
            return 0;
        };
        let mut count = 0;
        let all = std::mem::take(paths);
        for (path, mut item) in all {
            if path.contains('{') {
                count += 1;
                rename_path_parameters(&mut item);
            }
            paths.insert(path.replace('}', "_again}"), item);
        }
        count
    }),
    ("paths in another order", |document| {
        let Some(Value::Object(paths)) = document.get_mut("paths") else {
            return 0;
        };
        let all: Vec<(String, Value)> = std::mem::take(paths).into_iter().collect();
        let count = usize::from(all.len() > 1);
        paths.extend(all.into_iter().rev());
        count
    }),
];

/// Whether the document has a key anywhere.
pub(super) fn mentions(document: &Value, key: &str) -> bool {
    match document {
        Value::Object(object) => {
            object.contains_key(key) || object.values().any(|value| mentions(value, key))
        }
        Value::Array(items) => items.iter().any(|value| mentions(value, key)),
        _ => false,
    }
}

fn rename_path_parameters(item: &mut Value) {
    match item {
        Value::Object(object) => {
            if object.get("in") == Some(&json!("path"))
                && let Some(Value::String(name)) = object.get_mut("name")
            {
                name.push_str("_again");
            }
            object.values_mut().for_each(rename_path_parameters);
        }
        Value::Array(items) => items.iter_mut().for_each(rename_path_parameters),
        _ => {}
    }
}

/// Changes every path item with one operation only.
fn each_item(
    document: &mut Value,
    change: &mut dyn FnMut(&mut Object, String) -> Option<()>,
) -> usize {
    const METHODS: [&str; 5] = ["get", "put", "post", "delete", "patch"];
    let Some(Value::Object(paths)) = document.get_mut("paths") else {
        return 0;
    };
    let items = paths.values_mut().filter_map(Value::as_object_mut);
    items
        .filter_map(|item| {
            let mut methods = item.keys().filter(|key| METHODS.contains(&key.as_str()));
            let method = methods.next()?.clone();
            if methods.next().is_some() {
                return None;
            }
            change(item, method)
        })
        .count()
}

/// Keys of 3.1 that 3.0 does not have.
const NEW_KEYS: [&str; 19] = [
    "const",
    "if",
    "then",
    "else",
    "dependentRequired",
    "dependentSchemas",
    "propertyNames",
    "patternProperties",
    "prefixItems",
    "contains",
    "minContains",
    "maxContains",
    "unevaluatedProperties",
    "unevaluatedItems",
    "webhooks",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "contentMediaType",
    "$defs",
];

fn to_3_0(document: &mut Value) -> usize {
    let is_new = document["openapi"]
        .as_str()
        .is_some_and(|version| version.starts_with("3.1"));
    if !is_new || NEW_KEYS.iter().any(|key| mentions(document, key)) {
        return 0;
    }
    let mut unsuited = false;
    schemas(document, &mut |schema| {
        let Some(object) = schema.as_object_mut() else {
            unsuited |= schema.is_boolean();
            return 0;
        };
        unsuited |= object.contains_key("$ref") && object.len() > 1;
        unsuited |= object.get("type") == Some(&json!("null"));
        unsuited |= object.get("type") == Some(&json!("array")) && !object.contains_key("items");
        let Some(Value::Array(types)) = object.get("type").cloned() else {
            return 0;
        };
        match types.as_slice() {
            [one] => {
                object.insert("type".into(), one.clone());
            }
            [one, null] if *null == json!("null") => {
                object.insert("type".into(), one.clone());
                object.insert("nullable".into(), json!(true));
            }
            _ => unsuited = true,
        }
        1
    });
    document["openapi"] = json!("3.0.3");
    usize::from(!unsuited)
}
