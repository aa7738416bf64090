//! The parts of a document: schemas, parameters, responses.

use serde_json::{Map, Value};

/// A JSON object.
pub(crate) type Object = Map<String, Value>;

/// Where schemas are in an object that is no schema.
const SCHEMA_KEYS: [&str; 2] = ["schema", "itemSchema"];

/// Keys of a schema whose values are schemas by name.
const NAMED: [&str; 5] = [
    "properties",
    "patternProperties",
    "dependentSchemas",
    "$defs",
    "definitions",
];

/// Keys of a schema whose values are lists of schemas.
const LISTS: [&str; 4] = ["allOf", "anyOf", "oneOf", "prefixItems"];

/// Keys of a schema whose values are schemas.
const SINGLE: [&str; 11] = [
    "items",
    "additionalProperties",
    "not",
    "if",
    "then",
    "else",
    "contains",
    "propertyNames",
    "unevaluatedItems",
    "unevaluatedProperties",
    "contentSchema",
];

/// Changes every schema of a document, inner ones first; returns how many changes there were.
pub(crate) fn schemas(document: &mut Value, change: &mut dyn FnMut(&mut Value) -> usize) -> usize {
    let mut count = 0;
    let components = document.pointer_mut("/components/schemas");
    if let Some(Value::Object(all)) = components {
        count += all
            .values_mut()
            .map(|one| schema(one, change))
            .sum::<usize>();
    }
    objects(document, &mut |object| {
        let mut count = 0;
        for key in SCHEMA_KEYS {
            // A schema with a property of this name is an object whose value is no schema there.
            if let Some(found @ (Value::Object(_) | Value::Bool(_))) = object.get_mut(key) {
                count += schema(found, change);
            }
        }
        count
    }) + count
}

/// Changes a schema and those inside it.
fn schema(at: &mut Value, change: &mut dyn FnMut(&mut Value) -> usize) -> usize {
    let mut count = 0;
    if let Value::Object(object) = at {
        for key in NAMED {
            if let Some(Value::Object(all)) = object.get_mut(key) {
                count += all
                    .values_mut()
                    .map(|one| schema(one, change))
                    .sum::<usize>();
            }
        }
        for key in LISTS {
            if let Some(Value::Array(all)) = object.get_mut(key) {
                count += all.iter_mut().map(|one| schema(one, change)).sum::<usize>();
            }
        }
        for key in SINGLE {
            if let Some(one) = object.get_mut(key) {
                count += schema(one, change);
            }
        }
    }
    count + change(at)
}

/// Changes every object of a document that is neither in a schema nor in an example.
pub(crate) fn objects(document: &mut Value, change: &mut dyn FnMut(&mut Object) -> usize) -> usize {
    const CLOSED: [&str; 7] = [
        "schema",
        "itemSchema",
        "schemas",
        "example",
        "examples",
        "default",
        "enum",
    ];
    match document {
        Value::Object(object) => {
            let mut count = 0;
            for (key, value) in object.iter_mut() {
                if !CLOSED.contains(&key.as_str()) && !key.starts_with("x-") {
                    count += objects(value, change);
                }
            }
            count + change(object)
        }
        Value::Array(items) => items.iter_mut().map(|one| objects(one, change)).sum(),
        _ => 0,
    }
}

/// Changes every parameter that is written out.
pub(crate) fn parameters(
    document: &mut Value,
    change: &mut dyn FnMut(&mut Object) -> usize,
) -> usize {
    objects(document, &mut |object| {
        let is_one = object.get("name").is_some_and(Value::is_string)
            && object.get("in").is_some_and(Value::is_string)
            && (object.contains_key("schema") || object.contains_key("content"));
        if is_one { change(object) } else { 0 }
    })
}

/// Changes every operation that clients call.
pub(crate) fn operations(
    document: &mut Value,
    change: &mut dyn FnMut(&mut Object) -> usize,
) -> usize {
    const METHODS: [&str; 8] = [
        "get", "put", "post", "delete", "options", "head", "patch", "trace",
    ];
    let Some(Value::Object(paths)) = document.get_mut("paths") else {
        return 0;
    };
    let items = paths.values_mut().filter_map(Value::as_object_mut);
    let operations = items.flat_map(|item| {
        let members = item.iter_mut();
        members
            .filter(|(key, _)| METHODS.contains(&key.as_str()))
            .filter_map(|(_, value)| value.as_object_mut())
    });
    operations.map(change).sum()
}
