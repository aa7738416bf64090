//! `type` as a [list](https://json-schema.org/draft/2020-12/json-schema-validation#section-6.1.1)
//! -> one type, `nullable`, or `anyOf` with a member for each type and the keys that are about it.
//!
//! ```text
//! {type: [string, 'null'], minLength: 1}               ->  {type: string, nullable: true, minLength: 1}
//! {type: [string, integer], minLength: 1, maximum: 9}  ->  {anyOf: [{type: string, minLength: 1},
//!                                                                   {type: integer, maximum: 9}]}
//! ```
//! A keyword constrains only values of its type, so each goes to one member without a change of
//! meaning.

use serde_json::{Value, json};

use super::nullable::is_null;
use crate::diagnostic::{Code, Pointer, Trail};
use crate::load::Repair;
use crate::load::keywords::Members;
use crate::load::normalize::members::take;
use crate::load::normalize::normalizer::Normalizer;
use crate::load::private::private;

/// Every type except null, each with the keywords that constrain only values of this type.
#[rustfmt::skip]
const TYPES: &[(&str, &[&str])] = &[
    ("string", &["minLength", "maxLength", "pattern", "contentEncoding", "contentMediaType", "contentSchema"]),
    ("number", NUMERIC),
    ("integer", NUMERIC),
    ("boolean", &[]),
    ("array", &[
        "items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains", "minContains", "maxContains",
        "unevaluatedItems",
    ]),
    ("object", &[
        "properties", "required", "additionalProperties", "patternProperties", "propertyNames", "minProperties",
        "maxProperties", "dependentRequired", "dependentSchemas", "unevaluatedProperties",
    ]),
];

/// The keywords about numbers.
#[rustfmt::skip]
const NUMERIC: &[&str] =
    &["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"];

/// The formats of numbers. Any other `format` is taken to be about strings.
const NUMERIC_FORMATS: &[&str] = &[
    "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float", "double",
    "decimal",
];

/// Keys beside which a list of types cannot become a composition.
const COMPOSITION: &[&str] = &["$ref", "allOf", "anyOf", "oneOf"];

impl Normalizer<'_> {
    /// Replaces a `type` that is a list or null.
    ///
    /// Every integer is a number, so `[integer, number]` is `number`. All six types and null
    /// together allow every value.
    pub(super) fn types(&mut self, members: &mut Members, at: &Trail<'_>) {
        let mut types = match members.get("type") {
            Some(Value::String(name)) if name == "null" => vec![name.clone()],
            Some(Value::Array(names)) => names
                .iter()
                .filter_map(|name| name.as_str().map(str::to_owned))
                .collect(),
            _ => return,
        };
        let before = types.len();
        types.retain(|name| name != "null");
        let nullable = types.len() < before;
        if types.iter().any(|name| name == "number") {
            types.retain(|name| name != "integer");
        }
        types.dedup();
        if nullable {
            members.insert("nullable".to_owned(), Value::Bool(true));
        }
        match types.as_slice() {
            [] if nullable && says_otherwise(members) => {
                let message = "the type is null, and what is beside it allows other values";
                let at = at.key("type");
                self.report
                    .fault(Repair::Harmless, Code::ConflictingSchemas, &at, message);
                take(members, "type");
            }
            [] if nullable => {
                take(members, "type");
                members.insert("enum".to_owned(), json!([null]));
            }
            [] => {
                take(members, "type");
                members.insert("not".to_owned(), json!({}));
            }
            [single] => {
                members.insert("type".to_owned(), Value::String(single.clone()));
            }
            several if nullable && several.len() == TYPES.len() - 1 => {
                // Every value has one of these types.
                take(members, "type");
            }
            several if COMPOSITION.iter().any(|key| members.contains_key(*key)) => {
                take(members, "type");
                members.insert(private("type"), json!(several));
            }
            several => self.split(members, several, at),
        }
    }

    /// Splits a schema into one member of `anyOf` per type, each with the keywords about it. Of the
    /// values of `enum`, each goes to the member that allows it; a type without any is left out.
    fn split(&mut self, members: &mut Members, types: &[String], at: &Trail<'_>) {
        take(members, "type");
        let values = take_values(members, at);
        let mut branches: Vec<Value> = Vec::with_capacity(types.len());
        for name in types {
            let mut branch = Members::new();
            branch.insert("type".to_owned(), json!(name));
            let any_of = at.key("anyOf");
            let to = any_of.index(branches.len());
            if let Some(values) = &values {
                let mut list = Vec::new();
                for (from, value) in values.iter().filter(|(_, value)| has_type(value, name)) {
                    let to = to.key("enum").index(list.len()).pointer();
                    self.report.origins.moved(from, &to);
                    list.push(value.clone());
                }
                if list.is_empty() {
                    continue;
                }
                branch.insert("enum".to_owned(), Value::Array(list));
            }
            for key in keys_about(name, members) {
                if let Some(value) = take(members, key) {
                    self.moved(&at.key(key), &to.key(key));
                    branch.insert(key.to_owned(), value);
                }
            }
            self.made(at, &to);
            branches.push(Value::Object(branch));
        }
        members.insert("anyOf".to_owned(), Value::Array(branches));
    }
}

/// Whether keywords beside `type: 'null'` describe values other than null. Authors who write
/// `{type: 'null', allOf: [{$ref: …}]}` mean a nullable schema: read literally, the reference would
/// have no effect.
fn says_otherwise(members: &Members) -> bool {
    const KEYS: &[&str] = &["properties", "additionalProperties", "items", "prefixItems"];
    let refers = |schema: &Value| !is_null(schema);
    let listed = members
        .get("enum")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let mut values = members.get("const").into_iter().chain(listed);
    let mut composed = COMPOSITION
        .iter()
        .filter_map(|key| match members.get(*key)? {
            Value::Array(schemas) => Some(schemas.iter().any(refers)),
            _ => Some(true),
        });
    KEYS.iter().any(|key| members.contains_key(*key))
        || values.any(|value| !value.is_null())
        || composed.any(|refers| refers)
}

/// The values of `const` or `enum`, each with its place.
fn take_values(members: &mut Members, at: &Trail<'_>) -> Option<Vec<(Pointer, Value)>> {
    match (take(members, "const"), take(members, "enum")) {
        (Some(value), _) => Some(vec![(at.key("const").pointer(), value)]),
        (None, Some(Value::Array(values))) => {
            let list = at.key("enum").pointer();
            let values = values.into_iter().enumerate();
            Some(
                values
                    .map(|(index, value)| (list.index(index), value))
                    .collect(),
            )
        }
        _ => None,
    }
}

/// The keys of a schema that constrain the values of one type. `format` is about numbers or
/// strings, depending on its value.
fn keys_about(name: &str, members: &Members) -> Vec<&'static str> {
    let mut types = TYPES.iter().filter(|(known, _)| *known == name);
    let mut keys: Vec<_> = types.next().map_or(&[][..], |(_, keys)| keys).to_vec();
    if let Some(format) = members.get("format").and_then(Value::as_str) {
        let is_numeric = NUMERIC_FORMATS.contains(&format);
        let fits = match name {
            "number" | "integer" => is_numeric,
            "string" => !is_numeric,
            _ => false,
        };
        keys.extend(fits.then_some("format"));
    }
    keys
}

/// Whether a value has a type
/// ([`type`](https://json-schema.org/draft/2020-12/json-schema-validation#section-6.1.1)).
pub(super) fn has_type(value: &Value, name: &str) -> bool {
    match name {
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::load::normalize::testing::{document, schemas};

    #[test]
    fn lists_of_types() {
        insta::assert_snapshot!(schemas(&[
            json!({"type": ["string", "null"], "minLength": 1}),
            json!({"type": ["null"]}),
            json!({"type": "null", "description": "nothing"}),
            json!({"type": ["integer", "number"], "minimum": 0}),
            json!({"type": ["string", "integer", "null"], "title": "T", "maxLength": 3, "maximum": 9, "format": "int32"}),
            json!({"type": ["string", "integer"], "enum": ["a", 1]}),
            json!({"type": ["string", "array"], "items": {"type": ["string", "null"]}}),
            json!({"type": ["object", "string"], "oneOf": [{"$ref": "#/components/schemas/B"}, {"type": "string"}]}),
            json!({"type": ["string", "number", "boolean", "array", "object", "null"]}),
        ]), @r##"
        {"type":["string","null"],"minLength":1}
         -> {"type":"string","minLength":1,"nullable":true}
        {"type":["null"]}
         -> {"nullable":true,"enum":[null]}
        {"type":"null","description":"nothing"}
         -> {"description":"nothing","nullable":true,"enum":[null]}
        {"type":["integer","number"],"minimum":0}
         -> {"type":"number","minimum":0}
        {"type":["string","integer","null"],"title":"T","maxLength":3,"maximum":9,"format":"int32"}
         -> {"title":"T","nullable":true,"anyOf":[{"type":"string","maxLength":3},{"type":"integer","maximum":9,"format":"int32"}]}
        {"type":["string","integer"],"enum":["a",1]}
         -> {"anyOf":[{"type":"string","enum":["a"]},{"type":"integer","enum":[1]}]}
        {"type":["string","array"],"items":{"type":["string","null"]}}
         -> {"anyOf":[{"type":"string"},{"type":"array","items":{"type":"string","nullable":true}}]}
        {"type":["object","string"],"oneOf":[{"$ref":"#/components/schemas/B"},{"type":"string"}]}
         -> {"oneOf":[{"$ref":"#/components/schemas/B"},{"type":"string"}],"x-bindwright-type":["object","string"]}
        {"type":["string","number","boolean","array","object","null"]}
         -> {"nullable":true}
        "##);
    }

    #[test]
    fn places_follow_into_the_members() {
        let outcome = document(
            json!({"openapi": "3.1.0", "info": {"title": "t", "version": "1"},
            "components": {"schemas": {"A": {"type": ["string", "object"],
                "properties": {"a": {"type": "array", "items": {"minLength": 1}}}}}}}),
        );
        let place = outcome.source("/components/schemas/A/anyOf/1/properties/a/items/minLength");
        assert_eq!(place, "#/components/schemas/A/properties/a/items/minLength");
        let branch = outcome.source("/components/schemas/A/anyOf/1");
        assert_eq!(branch, "#/components/schemas/A");
    }
}
