//! A schema of [JSON Schema 2020-12](https://json-schema.org/draft/2020-12) -> the [Schema
//! Object](https://spec.openapis.org/oas/v3.0.3.html#schema-object) of 3.0.
//!
//! Most schemas are the same in both. A look at the keys finds those that differ; the others are
//! not touched.

use serde_json::{Value, json};

use super::nullable::is_null;
use crate::diagnostic::Trail;
use crate::load::keywords::Members;
use crate::load::normalize::members::{empty, rename, take};
use crate::load::normalize::normalizer::Normalizer;
use crate::load::private::private;

/// Keys that 3.0 lacks. They are kept under private names.
#[rustfmt::skip]
const KEPT: &[&str] = &[
    "prefixItems", "patternProperties", "dependentRequired", "dependentSchemas", "dependencies", "if", "then", "else",
    "propertyNames", "contains", "minContains", "maxContains", "unevaluatedItems", "unevaluatedProperties",
    "contentEncoding", "contentMediaType", "contentSchema",
];

impl Normalizer<'_> {
    /// A schema that is `true` or `false` ([JSON Schema
    /// core](https://json-schema.org/draft/2020-12/json-schema-core#section-4.3.2)).
    pub(in crate::load::normalize) fn boolean_schema(schema: &mut Value) {
        *schema = if *schema == json!(true) {
            empty()
        } else {
            json!({"not": {}})
        };
    }

    /// Changes a schema, but not the schemas in it.
    ///
    /// The order matters: null comes first, because it may merge a member into its parent, and the
    /// reference comes last, because it moves what the other steps have left.
    pub(super) fn restate_schema(&mut self, members: &mut Members, at: &Trail<'_>) {
        if members.iter().any(|(key, value)| is_newer(key, value)) {
            self.null_among_members(members, at);
            self.types(members, at);
            self.values(members, at);
            super::content::encoding(members);
            self.take_definitions(members, at);
            self.values_of_patterns(members, at);
            self.items_of_tuples(members, at);
            self.keep_private(members, at);
        }
        self.reference_with_siblings(members, at);
    }

    /// Moves keywords that 3.0 lacks to private keys.
    fn keep_private(&mut self, members: &mut Members, at: &Trail<'_>) {
        let private = |key: &str| KEPT.contains(&key).then(|| private(key));
        for key in members.keys() {
            if let Some(name) = private(key) {
                self.moved(&at.key(key), &at.key(&name));
            }
        }
        rename(members, private);
    }

    /// `$ref` beside other keys -> one member of `allOf` beside them. 3.0 ignores the other keys,
    /// and [2020-12](https://json-schema.org/draft/2020-12/json-schema-core#section-8.2.3.1) does
    /// not.
    fn reference_with_siblings(&mut self, members: &mut Members, at: &Trail<'_>) {
        let Some(Value::String(target)) = members.get("$ref") else {
            return;
        };
        if members.len() == 1 {
            return self.settle_later(target, &at.key("$ref"));
        }
        let all_of = at.key("allOf");
        let others = match take(members, "allOf") {
            Some(Value::Array(items)) => items,
            _ => Vec::new(),
        };
        for index in (0..others.len()).rev() {
            self.moved(&all_of.index(index), &all_of.index(index + 1));
        }
        let first = all_of.index(0);
        self.made(at, &first);
        self.moved(&at.key("$ref"), &first.key("$ref"));
        let mut items = vec![json!({"$ref": take(members, "$ref")})];
        items.extend(others);
        members.insert("allOf".to_owned(), Value::Array(items));
    }

    /// The references in the mapping of a discriminator may have to follow their targets.
    pub(super) fn mapping(&mut self, discriminator: &Members, at: &Trail<'_>) {
        let mapping = discriminator.get("mapping").and_then(Value::as_object);
        for (name, target) in mapping.into_iter().flatten() {
            if let Value::String(target) = target {
                self.settle_later(target, &at.key("mapping").key(name));
            }
        }
    }
}

/// Whether 3.0 writes this key differently.
fn is_newer(key: &str, value: &Value) -> bool {
    match key {
        "type" => value.is_array() || value == "null",
        "exclusiveMinimum" | "exclusiveMaximum" => value.is_number(),
        "const" | "enum" | "examples" | "$defs" | "definitions" => true,
        "anyOf" | "oneOf" => value
            .as_array()
            .is_some_and(|members| members.iter().any(is_null)),
        _ => KEPT.contains(&key),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::load::normalize::testing::{document, schemas};

    #[test]
    fn keywords_beyond_3_0_are_kept() {
        insta::assert_snapshot!(schemas(&[
            json!({"properties": {"a": true, "b": false}, "additionalProperties": false}),
            json!({"type": "array", "prefixItems": [{"type": ["string", "null"]}, true], "items": false}),
            json!({"patternProperties": {"^x": {"const": 1}}, "propertyNames": {"pattern": "a"}, "dependentRequired": {"a": ["b"]}}),
            json!({"patternProperties": {"^x": {"type": ["string", "null"]}}, "additionalProperties": false}),
            json!({"patternProperties": {"^x": true, "^y": {"const": 1}}, "additionalProperties": false}),
            json!({"if": {"required": ["a"]}, "then": true, "else": {"const": "x"}, "unevaluatedProperties": false}),
            json!({"contains": {"type": "null"}, "minContains": 2}),
        ]), @r##"
        {"properties":{"a":true,"b":false},"additionalProperties":false}
         -> {"properties":{"a":{},"b":{"not":{}}},"additionalProperties":false}
        {"type":"array","prefixItems":[{"type":["string","null"]},true],"items":false}
         -> {"type":"array","x-bindwright-prefixItems":[{"type":"string","nullable":true},{}],"maxItems":2,"items":{}}
        {"patternProperties":{"^x":{"const":1}},"propertyNames":{"pattern":"a"},"dependentRequired":{"a":["b"]}}
         -> {"x-bindwright-patternProperties":{"^x":{"enum":[1],"type":"integer"}},"x-bindwright-propertyNames":{"pattern":"a"},"x-bindwright-dependentRequired":{"a":["b"]}}
        {"patternProperties":{"^x":{"type":["string","null"]}},"additionalProperties":false}
         -> {"x-bindwright-patternProperties":{"^x":{}},"additionalProperties":{"type":"string","nullable":true},"x-bindwright-additionalProperties":{"not":{}}}
        {"patternProperties":{"^x":true,"^y":{"const":1}},"additionalProperties":false}
         -> {"x-bindwright-patternProperties":{"^x":{},"^y":{"enum":[1],"type":"integer"}},"additionalProperties":{},"x-bindwright-additionalProperties":{"not":{}}}
        {"if":{"required":["a"]},"then":true,"else":{"const":"x"},"unevaluatedProperties":false}
         -> {"x-bindwright-if":{"required":["a"]},"x-bindwright-then":{},"x-bindwright-else":{"enum":["x"],"type":"string"},"x-bindwright-unevaluatedProperties":{"not":{}}}
        {"contains":{"type":"null"},"minContains":2}
         -> {"x-bindwright-contains":{"nullable":true,"enum":[null]},"x-bindwright-minContains":2}
        "##);
    }

    #[test]
    fn references_with_siblings() {
        insta::assert_snapshot!(schemas(&[
            json!({"$ref": "#/components/schemas/B", "description": "d"}),
            json!({"description": "d", "$ref": "#/components/schemas/B", "allOf": [{"$ref": "#/components/schemas/C"}]}),
            json!({"$ref": "#/components/schemas/B", "minProperties": -1}),
        ]), @r##"
        {"$ref":"#/components/schemas/B","description":"d"}
         -> {"description":"d","allOf":[{"$ref":"#/components/schemas/B"}]}
        {"description":"d","$ref":"#/components/schemas/B","allOf":[{"$ref":"#/components/schemas/C"}]}
         -> {"description":"d","allOf":[{"$ref":"#/components/schemas/B"},{"$ref":"#/components/schemas/C"}]}
        {"$ref":"#/components/schemas/B","minProperties":-1}
         -> {"$ref":"#/components/schemas/B"}
        BW0307 #/components/schemas/A/minProperties: expected a whole number of at least 0, found -1
        "##);
        let outcome = document(
            json!({"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "components": {"schemas": {
            "A": {"allOf": [{"type": "object"}], "$ref": "#/components/schemas/B"}, "B": {}}}}),
        );
        let source =
            |pointer: &str| outcome.source(&format!("/components/schemas/A/allOf/{pointer}"));
        assert_eq!(source("0/$ref"), "#/components/schemas/A/$ref");
        assert_eq!(source("1/type"), "#/components/schemas/A/allOf/0/type");
    }
}
