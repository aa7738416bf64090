//! A schema with `$ref`, `allOf` and one alternative of each choice merged into one object, so that samples can be made from
//! it. Nothing depends on it being exact: the validator judges each sample.

use serde_json::{Map, Value, json};

/// Makes flat schemas from those inside a bundle.
#[derive(Debug)]
pub(crate) struct Flattener<'b> {
    pub(crate) definitions: &'b Map<String, Value>,
}

impl Flattener<'_> {
    /// One reading of a schema: `choose` picks an alternative by the number of alternatives.
    pub(crate) fn flat(
        &self,
        schema: &Value,
        choose: &mut dyn FnMut(usize) -> usize,
    ) -> Map<String, Value> {
        let mut flat = Map::new();
        self.add(schema, choose, &mut flat, 0);
        flat
    }

    fn add(
        &self,
        schema: &Value,
        choose: &mut dyn FnMut(usize) -> usize,
        flat: &mut Map<String, Value>,
        depth: usize,
    ) {
        let Some(schema) = schema.as_object().filter(|_| depth < 24) else {
            return;
        };
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            let name = reference.trim_start_matches("#/$defs/");
            if let Some(target) = self.definitions.get(name) {
                self.add(target, choose, flat, depth + 1);
            }
        }
        for member in list(schema, "allOf") {
            self.add(member, choose, flat, depth + 1);
        }
        for key in ["anyOf", "oneOf"] {
            let alternatives = list(schema, key);
            if !alternatives.is_empty()
                && let Some(chosen) = alternatives.get(choose(alternatives.len()))
            {
                self.add(chosen, choose, flat, depth + 1);
            }
        }
        for (key, value) in schema {
            if !["$ref", "allOf", "anyOf", "oneOf"].contains(&key.as_str()) {
                merge(flat, key, value);
            }
        }
    }
}

/// A list of schemas or values.
pub(crate) fn list<'s>(schema: &'s Map<String, Value>, key: &str) -> &'s [Value] {
    schema
        .get(key)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

/// Adds one keyword: both hold.
fn merge(flat: &mut Map<String, Value>, key: &str, value: &Value) {
    let Some(before) = flat.get_mut(key) else {
        flat.insert(key.to_owned(), value.clone());
        return;
    };
    match (key, &mut *before, value) {
        ("properties", Value::Object(before), Value::Object(more)) => {
            for (name, schema) in more {
                let both = match before.get(name) {
                    Some(first) => json!({"allOf": [first, schema]}),
                    None => schema.clone(),
                };
                before.insert(name.clone(), both);
            }
        }
        ("required" | "examples", Value::Array(before), Value::Array(more)) => {
            for value in more {
                if !before.contains(value) {
                    before.push(value.clone());
                }
            }
        }
        ("enum", Value::Array(before), Value::Array(more)) => {
            before.retain(|value| more.contains(value))
        }
        ("type", before, more) => {
            let types = |value: &Value| match value {
                Value::Array(types) => types.clone(),
                one => vec![one.clone()],
            };
            let mut both = types(before);
            both.retain(|ty| types(more).contains(ty));
            *before = Value::Array(both);
        }
        (
            "minimum" | "minLength" | "minItems" | "minProperties" | "exclusiveMinimum",
            before,
            more,
        ) if more.as_f64() > before.as_f64() => {
            *before = more.clone();
        }
        (
            "maximum" | "maxLength" | "maxItems" | "maxProperties" | "exclusiveMaximum",
            before,
            more,
        ) if more.as_f64() < before.as_f64() => {
            *before = more.clone();
        }
        ("items", before, more) => *before = json!({"allOf": [before.clone(), more]}),
        ("additionalProperties", before, Value::Bool(false)) => *before = json!(false),
        _ => {}
    }
}
