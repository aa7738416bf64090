//! A schema of a document -> a schema of JSON Schema 2020-12, with everything that it refers to.
//!
//! OpenAPI 3.0 and Swagger 2.0 differ from JSON Schema in a few keywords
//! (<https://spec.openapis.org/oas/v3.0.3.html#schema-object>):
//!
//! | in the document | in JSON Schema |
//! |---|---|
//! | `type: string, nullable: true` | `type: [string, "null"]` |
//! | `maximum: 3, exclusiveMaximum: true` | `exclusiveMaximum: 3` |
//! | `$ref` beside other keys | `$ref` alone |
//! | `discriminator`, `xml`, … | nothing: they assert nothing |
//! | `required` with a property that is `readOnly` | not required, as values here are requests |
//!
//! This repeats what the generator does, on purpose: it is written from the standards alone, so that the two can disagree.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::document::{Dialect, Document, step, target};
use crate::reading::{Reading, Reason};

/// Keywords with the same meaning in all versions.
const COPIED: [&str; 17] = [
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
const ONE: [&str; 10] = [
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
const LISTS: [&str; 4] = ["allOf", "anyOf", "oneOf", "prefixItems"];

/// Keywords with schemas by name.
const NAMED: [&str; 3] = ["properties", "patternProperties", "dependentSchemas"];

/// Keywords of JSON Schema that Schema Objects of OpenAPI 3.0 do not have.
const NEW: [&str; 15] = [
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
const UNKNOWN: [&str; 5] = [
    "$id",
    "$anchor",
    "$dynamicRef",
    "$dynamicAnchor",
    "$recursiveRef",
];

/// The schema at a pointer, by itself, or why there is none.
pub(crate) fn bundle(
    document: &Document,
    pointer: &str,
    reading: Reading,
) -> Result<Value, String> {
    let mut translation = Translation {
        document,
        reading,
        names: BTreeMap::new(),
        waiting: Vec::new(),
    };
    let root = translation.name(pointer);
    let mut definitions = Map::new();
    while let Some((pointer, name)) = translation.waiting.pop() {
        let schema = document
            .at(&pointer)
            .ok_or_else(|| format!("nothing is at {pointer}"))?;
        let schema = translation.schema(schema, &pointer)?;
        definitions.insert(name, schema);
    }
    Ok(json!({"$ref": format!("#/$defs/{root}"), "$defs": definitions}))
}

struct Translation<'d> {
    document: &'d Document,
    reading: Reading,
    names: BTreeMap<String, String>,
    waiting: Vec<(String, String)>,
}

impl Translation<'_> {
    /// The name of the definition for the schema at a pointer.
    fn name(&mut self, pointer: &str) -> String {
        if let Some(name) = self.names.get(pointer) {
            return name.clone();
        }
        let name = format!("s{}", self.names.len());
        self.names.insert(pointer.to_owned(), name.clone());
        self.waiting.push((pointer.to_owned(), name.clone()));
        name
    }

    fn schema(&mut self, schema: &Value, pointer: &str) -> Result<Value, String> {
        let schema = match schema {
            Value::Bool(_) => return Ok(schema.clone()),
            Value::Object(schema) => schema,
            _ => return Err(format!("no schema is at {pointer}")),
        };
        if let Some(key) = UNKNOWN.iter().find(|key| schema.contains_key(**key)) {
            return Err(format!("`{key}` is not translated"));
        }
        let is_old = self.document.dialect == Dialect::Old;
        let mut result = Map::new();
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            let target = target(reference).ok_or("a reference to another file")?;
            let reference = json!({"$ref": format!("#/$defs/{}", self.name(&target))});
            if is_old || schema.len() == 1 {
                return Ok(reference);
            }
            result.insert("allOf".to_owned(), json!([reference]));
        }
        for (key, value) in schema {
            if !(is_old && NEW.contains(&key.as_str())) {
                self.keyword(key, value, &step(pointer, key), &mut result)?;
            }
        }
        if let Some(example) = schema
            .get("example")
            .filter(|_| !result.contains_key("examples"))
        {
            result.insert("examples".to_owned(), json!([example]));
        }
        if result
            .get("examples")
            .is_some_and(|examples| !examples.is_array())
        {
            result.remove("examples");
        }
        self.required(schema, pointer, &mut result);
        self.bounds(schema, &mut result);
        self.reading.apply(schema, &mut result);
        let is_nullable = schema.get("nullable") == Some(&json!(true));
        if is_nullable && (is_old || self.reading.has(Reason::Nullable)) {
            self.reading.nullable(&mut result);
        }
        let is_read_only = schema.get("readOnly") == Some(&json!(true));
        if is_read_only && self.reading.has(Reason::ReadOnly) {
            return Ok(json!(true));
        }
        Ok(Value::Object(result))
    }

    fn keyword(
        &mut self,
        key: &str,
        value: &Value,
        pointer: &str,
        result: &mut Map<String, Value>,
    ) -> Result<(), String> {
        let translated = match value {
            _ if COPIED.contains(&key) => value.clone(),
            _ if ONE.contains(&key) => self.schema(value, pointer)?,
            Value::Array(schemas) if LISTS.contains(&key) => {
                let schemas = schemas.iter().enumerate();
                let schemas = schemas.map(|(index, schema)| {
                    let null = self.reading.alternative(schema).filter(|_| key != "allOf");
                    null.map_or_else(
                        || self.schema(schema, &step(pointer, &index.to_string())),
                        Ok,
                    )
                });
                let mut schemas: Vec<Value> = schemas.collect::<Result<_, _>>()?;
                if key == "allOf"
                    && let Some(Value::Array(before)) = result.remove("allOf")
                {
                    schemas.extend(before);
                }
                Value::Array(schemas)
            }
            Value::Object(schemas) if NAMED.contains(&key) => {
                let schemas = schemas.iter();
                let schemas = schemas.map(|(name, schema)| {
                    Ok((name.clone(), self.schema(schema, &step(pointer, name))?))
                });
                Value::Object(schemas.collect::<Result<_, String>>()?)
            }
            _ => return Ok(()),
        };
        result.insert(key.to_owned(), translated);
        Ok(())
    }

    /// `required`, without properties that only responses have
    /// (<https://spec.openapis.org/oas/v3.0.3.html#fixed-fields-19>: "the required will take effect on the response only").
    fn required(
        &self,
        schema: &Map<String, Value>,
        pointer: &str,
        result: &mut Map<String, Value>,
    ) {
        let Some(required) = schema.get("required").and_then(Value::as_array) else {
            return;
        };
        let properties = step(pointer, "properties");
        let is_sent = |name: &&Value| {
            let property = name.as_str().map(|name| step(&properties, name));
            let property = property.and_then(|pointer| self.document.object(&pointer));
            property.is_none_or(|(_, property)| property.get("readOnly") != Some(&json!(true)))
        };
        let required: Vec<&Value> = required.iter().filter(is_sent).collect();
        result.insert("required".to_owned(), json!(required));
    }

    /// Limits of numbers: `exclusiveMaximum` is a boolean beside `maximum` in OpenAPI 3.0.
    fn bounds(&self, schema: &Map<String, Value>, result: &mut Map<String, Value>) {
        for (limit, exclusive) in [
            ("maximum", "exclusiveMaximum"),
            ("minimum", "exclusiveMinimum"),
        ] {
            let (bound, excluded) = (schema.get(limit), schema.get(exclusive));
            match (bound, excluded) {
                (Some(bound), Some(Value::Bool(true))) => {
                    result.insert(exclusive.to_owned(), bound.clone());
                }
                (bound, excluded) => {
                    let numbers = [(limit, bound), (exclusive, excluded)];
                    for (key, value) in numbers {
                        if let Some(value) = value.filter(|value| value.is_number()) {
                            result.insert(key.to_owned(), value.clone());
                        }
                    }
                }
            }
        }
    }
}
