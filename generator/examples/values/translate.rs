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
use crate::keywords::{COPIED, LISTS, NAMED, NEW, ONE, UNKNOWN, string_of_format};
use crate::read_only::ReadOnly;
use crate::reading::{Reading, Reason};
use crate::tags;

/// A schema, and how it is used.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Use {
    pointer: String,
    /// Whether another schema extends it: its values need not be one of its subtypes.
    is_base: bool,
    /// Names of properties that are `readOnly` by what other members of `allOf` say.
    ignored: Vec<String>,
}

impl Use {
    fn alone(pointer: &str) -> Self {
        Self {
            pointer: pointer.to_owned(),
            is_base: false,
            ignored: Vec::new(),
        }
    }
}

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
    let root = translation.name(Use::alone(pointer));
    let mut definitions = Map::new();
    while let Some((used, name)) = translation.waiting.pop() {
        let pointer = used.pointer.as_str();
        // A reference that leads nowhere is an error that the generator reports. It accepts anything.
        let schema = document.at(pointer).unwrap_or(&Value::Bool(true));
        let mut translated = translation.member(schema, pointer, &used.ignored)?;
        if !used.is_base
            && let Some(subtypes) = translation.subtypes(schema, pointer)
        {
            translated = json!({"allOf": [translated], "anyOf": subtypes});
        }
        definitions.insert(name, translated);
    }
    Ok(json!({"$ref": format!("#/$defs/{root}"), "$defs": definitions}))
}

struct Translation<'d> {
    document: &'d Document,
    reading: Reading,
    names: BTreeMap<Use, String>,
    waiting: Vec<(Use, String)>,
}

impl Translation<'_> {
    /// The name of the definition for a schema.
    fn name(&mut self, used: Use) -> String {
        if let Some(name) = self.names.get(&used) {
            return name.clone();
        }
        let name = format!("s{}", self.names.len());
        self.names.insert(used.clone(), name.clone());
        self.waiting.push((used, name.clone()));
        name
    }

    fn search(&self) -> ReadOnly<'_> {
        ReadOnly {
            document: self.document,
            is_beside_references: self.document.dialect == Dialect::New
                || self.reading.has(Reason::ReadOnly),
        }
    }

    fn schema(&mut self, schema: &Value, pointer: &str) -> Result<Value, String> {
        self.member(schema, pointer, &[])
    }

    /// A schema, or a member of one which says that some properties are ignored.
    fn member(
        &mut self,
        schema: &Value,
        pointer: &str,
        ignored: &[String],
    ) -> Result<Value, String> {
        let mut ignored = ignored.to_vec();
        if self.reading.has(Reason::ReadOnly) {
            self.search().add(schema, 0, &mut ignored);
            ignored.sort();
            ignored.dedup();
        }
        let schema = match schema {
            Value::Bool(_) => return Ok(schema.clone()),
            Value::Object(schema) => schema,
            _ => return Err(format!("no schema is at {pointer}")),
        };
        if let Some(key) = UNKNOWN.iter().find(|key| schema.contains_key(**key)) {
            return Err(format!("`{key}` is not translated"));
        }
        let repaired = string_of_format(schema);
        let schema = repaired.as_ref().unwrap_or(schema);
        let is_old = self.document.dialect == Dialect::Old;
        let mut result = Map::new();
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            let target = target(reference).ok_or("a reference to another file")?;
            let used = Use {
                ignored: ignored.clone(),
                ..Use::alone(&target)
            };
            let reference = json!({"$ref": format!("#/$defs/{}", self.name(used))});
            if is_old || schema.len() == 1 {
                return Ok(reference);
            }
            result.insert("allOf".to_owned(), json!([reference]));
        }
        for (key, value) in schema {
            if !(is_old && NEW.contains(&key.as_str())) {
                self.keyword((key, value), &step(pointer, key), &ignored, &mut result)?;
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
        self.required(schema, &ignored, &mut result);
        self.bounds(schema, &mut result);
        self.reading
            .apply(self.document, (schema, pointer), &mut result);
        let is_nullable = schema.get("nullable") == Some(&json!(true));
        if is_nullable && (is_old || self.reading.has(Reason::Nullable)) {
            self.reading.nullable(&mut result);
        }
        Ok(Value::Object(result))
    }

    /// The components that extend a component with a discriminator, each with its tags: its values are theirs.
    fn subtypes(&mut self, schema: &Value, pointer: &str) -> Option<Vec<Value>> {
        let has = |key: &str| schema.get(key).is_some();
        if !self.reading.has(Reason::Tag) || has("oneOf") || has("anyOf") {
            return None;
        }
        let discriminator = schema.get("discriminator")?;
        let subtypes = tags::subtypes(self.document, pointer);
        let subtypes = subtypes.iter().filter_map(|subtype| {
            let tags = tags::assertion(self.document, discriminator, subtype)?;
            let reference = subtype.get("$ref")?.as_str()?;
            let name = self.name(Use::alone(&target(reference)?));
            Some(json!({"allOf": [{"$ref": format!("#/$defs/{name}")}, tags]}))
        });
        let subtypes: Vec<Value> = subtypes.collect();
        Some(subtypes).filter(|subtypes| !subtypes.is_empty())
    }

    /// The reference of a component to what it extends; `pointer` is that of its `allOf`.
    fn base(&mut self, member: &Value, pointer: &str, ignored: &[String]) -> Option<Value> {
        let component = pointer.strip_suffix("/allOf")?;
        if !self.reading.has(Reason::Tag) || !tags::is_component(component) {
            return None;
        }
        let pointer = target(member.get("$ref")?.as_str()?)?;
        let name = self.name(Use {
            pointer,
            is_base: true,
            ignored: ignored.to_vec(),
        });
        Some(json!({"$ref": format!("#/$defs/{name}")}))
    }

    fn keyword(
        &mut self,
        (key, value): (&str, &Value),
        pointer: &str,
        ignored: &[String],
        result: &mut Map<String, Value>,
    ) -> Result<(), String> {
        let translated = match value {
            _ if COPIED.contains(&key) => value.clone(),
            _ if ONE.contains(&key) => self.schema(value, pointer)?,
            Value::Array(schemas) if LISTS.contains(&key) => {
                let schemas = schemas.iter().enumerate();
                let schemas = schemas.map(|(index, schema)| {
                    let null = self.reading.alternative(schema).filter(|_| key != "allOf");
                    if let Some(known) = null.or_else(|| self.base(schema, pointer, ignored)) {
                        return Ok(known);
                    }
                    self.member(schema, &step(pointer, &index.to_string()), ignored)
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
                    let translated = if key == "properties" && ignored.contains(name) {
                        json!(true)
                    } else {
                        self.schema(schema, &step(pointer, name))?
                    };
                    Ok((name.clone(), translated))
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
        ignored: &[String],
        result: &mut Map<String, Value>,
    ) {
        let Some(required) = schema.get("required").and_then(Value::as_array) else {
            return;
        };
        let properties = schema.get("properties");
        let is_sent = |name: &&Value| {
            let name = name.as_str().unwrap_or_default();
            let property = properties.and_then(|properties| properties.get(name));
            let is_ignored = ignored.iter().any(|one| one == name);
            !is_ignored && property.is_none_or(|property| !self.search().says(property, 0))
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
