//! `null` as a type, or as a member of `anyOf` or `oneOf` -> `nullable: true` beside the rest.
//!
//! ```text
//! {anyOf: [{type: string}, {type: 'null'}]}             ->  {type: string, nullable: true}
//! {anyOf: [A, B, {type: 'null'}]}                       ->  {anyOf: [A, B], nullable: true}
//! {minLength: 1, anyOf: [{pattern: a}, {type: 'null'}]} ->  {minLength: 1, allOf: [{pattern: a}], nullable: true}
//! ```
//! 3.0 has no type `null`. Generators for 3.1 write most optional properties in the first form, so
//! it must become the schema that an author of 3.0 would have written: a `Nullable<String>`, and
//! not a union.

use serde_json::{Value, json};

use crate::diagnostic::Trail;
use crate::load::keywords::Members;
use crate::load::normalize::members::take;
use crate::load::normalize::normalizer::Normalizer;

/// Keys without a meaning for values.
const ANNOTATIONS: &[&str] = &["title", "description", "$comment", "deprecated"];

/// Whether a schema allows null and nothing else.
pub(super) fn is_null(schema: &Value) -> bool {
    let Value::Object(members) = schema else {
        return false;
    };
    let mut keywords = members
        .iter()
        .filter(|(key, _)| !ANNOTATIONS.contains(&key.as_str()));
    match (keywords.next(), keywords.next()) {
        (Some((key, value)), None) => match key.as_str() {
            "type" => {
                value == "null" || matches!(value, Value::Array(types) if types == &[json!("null")])
            }
            "const" => value.is_null(),
            "enum" => matches!(value, Value::Array(values) if values == &[Value::Null]),
            _ => false,
        },
        _ => false,
    }
}

/// Whether the `type` of a schema allows null. If it does not, a null among the members has no
/// effect.
fn admits_null(members: &Members) -> bool {
    match members.get("type") {
        None => true,
        Some(Value::Array(types)) => types.iter().any(|name| name == "null"),
        Some(name) => name == "null" || members.get("nullable") == Some(&Value::Bool(true)),
    }
}

/// What happened to a list of members.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NullRemoval {
    /// It is unchanged.
    Nothing,
    /// The null was removed.
    Shortened,
    /// Its only other member is now part of the schema itself.
    Merged,
}

impl Normalizer<'_> {
    /// Removes null from `anyOf` and `oneOf`. If a single member remains, it moves into the schema
    /// itself if possible: `{anyOf: [{type: string}, {type: 'null'}]}` becomes `{type: string,
    /// nullable: true}`.
    pub(super) fn null_among_members(&mut self, members: &mut Members, at: &Trail<'_>) {
        loop {
            let any_of = self.null_among(members, "anyOf", at);
            let one_of = self.null_among(members, "oneOf", at);
            // A member that moved up may have brought such a list along.
            if any_of != NullRemoval::Merged && one_of != NullRemoval::Merged {
                return;
            }
        }
    }

    /// Removes null from one list of members, unless null is all that it allows.
    fn null_among(&mut self, members: &mut Members, key: &str, at: &Trail<'_>) -> NullRemoval {
        let nullable = admits_null(members);
        let Some(Value::Array(items)) = members.get_mut(key) else {
            return NullRemoval::Nothing;
        };
        let nulls = items.iter().filter(|item| is_null(item)).count();
        if nulls == 0 || nulls == items.len() {
            return NullRemoval::Nothing;
        }
        let items = std::mem::take(items);
        let rest = items.into_iter().enumerate();
        let mut rest: Vec<_> = rest.filter(|(_, item)| !is_null(item)).collect();
        if nullable {
            members.insert("nullable".to_owned(), Value::Bool(true));
        }
        if rest.len() == 1 {
            let single = rest.pop().unwrap_or_default();
            return self.single_member(members, key, single, at);
        }
        let list = at.key(key);
        for (new, (old, _)) in rest.iter().enumerate() {
            if new != *old {
                self.moved(&list.index(*old), &list.index(new));
            }
        }
        let rest = rest.into_iter().map(|(_, item)| item).collect();
        members.insert(key.to_owned(), Value::Array(rest));
        NullRemoval::Shortened
    }

    /// Moves the only member beside null into the schema itself if they do not constrain each
    /// other, otherwise into `allOf`.
    fn single_member(
        &mut self,
        members: &mut Members,
        key: &str,
        (index, member): (usize, Value),
        at: &Trail<'_>,
    ) -> NullRemoval {
        let list = at.key(key);
        let from = list.index(index);
        take(members, key);
        match member {
            Value::Object(inner) if self.merges(members, &inner, &from) => {
                for (name, value) in inner {
                    self.moved(&from.key(&name), &at.key(&name));
                    members.insert(name, value);
                }
                NullRemoval::Merged
            }
            member => {
                let all_of = members.entry("allOf").or_insert_with(|| json!([]));
                if let Value::Array(all_of) = all_of {
                    self.moved(&from, &at.key("allOf").index(all_of.len()));
                    all_of.push(member);
                }
                NullRemoval::Shortened
            }
        }
    }

    /// Whether a member can become part of the schema around it: neither says anything that changes
    /// the meaning of the other, and no reference points to the member.
    fn merges(&self, outer: &Members, inner: &Members, from: &Trail<'_>) -> bool {
        outer.keys().all(|key| is_neutral(key))
            && !inner.keys().any(|key| outer.contains_key(key))
            && !self.referenced.contains_key(&self.source(from))
    }
}

/// Whether a key beside the members leaves the allowed values as they are.
fn is_neutral(key: &str) -> bool {
    #[rustfmt::skip]
    const MORE: &[&str] = &[
        "nullable", "default", "example", "examples", "readOnly", "writeOnly", "externalDocs", "xml", "$defs", "definitions",
    ];
    ANNOTATIONS.contains(&key) || MORE.contains(&key) || key.starts_with("x-")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::load::normalize::testing::{document, schemas};

    #[test]
    fn null_among_the_members() {
        insta::assert_snapshot!(schemas(&[
            json!({"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}], "title": "T"}),
            json!({"anyOf": [{"$ref": "#/components/schemas/B"}, {"type": "null"}]}),
            json!({"oneOf": [{"const": null}, {"$ref": "#/components/schemas/B"}, {"$ref": "#/components/schemas/C"}]}),
            json!({"title": "T", "anyOf": [{"title": "U", "type": "string"}, {"type": "null"}]}),
            json!({"type": "object", "anyOf": [{"required": ["a"]}, {"type": "null"}]}),
            json!({"anyOf": [{"type": "null"}]}),
            json!({"anyOf": [{"anyOf": [{"type": "string"}, {"type": "null"}]}, {"type": "null"}]}),
        ]), @r##"
        {"anyOf":[{"type":"string","format":"date"},{"type":"null"}],"title":"T"}
         -> {"title":"T","nullable":true,"type":"string","format":"date"}
        {"anyOf":[{"$ref":"#/components/schemas/B"},{"type":"null"}]}
         -> {"nullable":true,"allOf":[{"$ref":"#/components/schemas/B"}]}
        {"oneOf":[{"const":null},{"$ref":"#/components/schemas/B"},{"$ref":"#/components/schemas/C"}]}
         -> {"oneOf":[{"$ref":"#/components/schemas/B"},{"$ref":"#/components/schemas/C"}],"nullable":true}
        {"title":"T","anyOf":[{"title":"U","type":"string"},{"type":"null"}]}
         -> {"title":"T","nullable":true,"allOf":[{"title":"U","type":"string"}]}
        {"type":"object","anyOf":[{"required":["a"]},{"type":"null"}]}
         -> {"type":"object","allOf":[{"required":["a"]}]}
        {"anyOf":[{"type":"null"}]}
         -> {"anyOf":[{"nullable":true,"enum":[null]}]}
        {"anyOf":[{"anyOf":[{"type":"string"},{"type":"null"}]},{"type":"null"}]}
         -> {"nullable":true,"type":"string"}
        "##);
    }

    #[test]
    fn references_into_the_members_follow_them() {
        let outcome = document(
            json!({"openapi": "3.1.0", "info": {"title": "t", "version": "1"},
            "components": {"schemas": {
                "A": {"oneOf": [{"type": "null"}, {"type": "string"}, {"type": "integer", "minimum": 3}]},
                "D": {"anyOf": [{"type": "null"}, {"type": "string"}]},
                "E": {"properties": {"x": {"$ref": "#/components/schemas/A/oneOf/2"}, "y": {"$ref": "#/components/schemas/D/anyOf/1"}}}}}}),
        );
        insta::assert_snapshot!(outcome.at("/components/schemas"), @r##"{"A":{"oneOf":[{"type":"string"},{"type":"integer","minimum":3}],"nullable":true},"D":{"nullable":true,"allOf":[{"type":"string"}]},"E":{"properties":{"x":{"$ref":"#/components/schemas/A/oneOf/1"},"y":{"$ref":"#/components/schemas/D/allOf/0"}}}}"##);
        let place = outcome.source("/components/schemas/A/oneOf/1/minimum");
        assert_eq!(place, "#/components/schemas/A/oneOf/2/minimum");
    }
}
