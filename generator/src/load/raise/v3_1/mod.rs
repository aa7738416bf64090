//! OpenAPI 3.1 -> 3.0: schemas of JSON Schema 2020-12 in the words of 3.0 (3.1.0 section 4.8.24; 3.0.3 section 4.7.24).
//!
//! Children come before the objects around them, so each rule sees members that are in the form of 3.0 already.

mod combinations;
mod types;

use serde_json::{Map, Value, json};

use super::super::ledger::{Elsewhere, Object, Rewriter, rewrite};
use super::super::origin::Origins;
use crate::diagnostic::{Pointer, Trail};

/// The members of an object.
type Members = Map<String, Value>;

/// Rewrites a whole document.
pub(super) fn raise(tree: &mut Value, elsewhere: &Elsewhere, origins: &mut Origins) {
    rewrite(tree, elsewhere, &mut Raise { origins });
}

struct Raise<'o> {
    origins: &'o mut Origins,
}

impl Rewriter for Raise<'_> {
    fn boolean_schema(&mut self, admits: &mut Value) {
        *admits = match admits {
            Value::Bool(false) => json!({"not": {}}),
            _ => json!({}),
        };
    }

    fn object(&mut self, kind: Object, members: &mut Members, at: &Trail<'_>) {
        match kind {
            Object::Schema => Schema {
                members,
                origins: self.origins,
                at,
            }
            .raise(),
            Object::SecurityScheme if members.get("type") == Some(&json!("mutualTLS")) => {
                members.insert("type".to_owned(), json!("http"));
                members.insert("scheme".to_owned(), json!("mutualTLS"));
            }
            _ => {}
        }
    }
}

/// One schema while it is rewritten.
struct Schema<'s, 'o> {
    members: &'s mut Members,
    origins: &'o mut Origins,
    at: &'s Trail<'s>,
}

impl Schema<'_, '_> {
    fn raise(&mut self) {
        self.wrap_reference();
        self.constant();
        self.exclusive("minimum", "exclusiveMinimum");
        self.exclusive("maximum", "exclusiveMaximum");
        self.examples();
        self.content();
        self.combination("oneOf");
        self.combination("anyOf");
        self.types();
        self.items();
    }

    fn here(&self) -> Pointer {
        self.at.pointer()
    }

    /// Notes that what stands under a key of this schema was written elsewhere in it.
    fn moved(&mut self, now: &str, was: &Pointer) {
        let now = self.here().child(now);
        self.origins.moved(now, was.clone());
    }

    /// `{$ref, …}` -> `{allOf: [{$ref}], …}`: keys beside a reference count since 3.1.
    fn wrap_reference(&mut self) {
        if self.members.len() < 2 {
            return;
        }
        let Some(target) = self.members.shift_remove("$ref") else {
            return;
        };
        let all = self.members.entry("allOf").or_insert_with(|| json!([]));
        if let Value::Array(all) = all {
            all.push(json!({"$ref": target}));
            let now = self
                .at
                .pointer()
                .child("allOf")
                .index(all.len() - 1)
                .child("$ref");
            let was = self.here().child("$ref");
            self.origins.moved(now, was);
        }
    }

    /// `const: x` -> `enum: [x]`, with the type that it has.
    fn constant(&mut self) {
        let Some(value) = self.members.shift_remove("const") else {
            return;
        };
        if let Some(kind) = types::of(&value).filter(|_| !self.members.contains_key("type")) {
            self.members.insert("type".to_owned(), json!(kind));
        }
        self.members.insert("enum".to_owned(), json!([value]));
        let was = self.here().child("const");
        self.moved("enum", &was);
        self.origins
            .moved(self.at.pointer().child("enum").index(0), was);
    }

    /// `exclusiveMinimum: 5` -> `minimum: 5, exclusiveMinimum: true`; of two bounds the tighter one stays.
    fn exclusive(&mut self, inclusive: &str, exclusive: &str) {
        let Some(Value::Number(bound)) = self.members.get(exclusive).cloned() else {
            return;
        };
        self.members.shift_remove(exclusive);
        let other = self.members.get(inclusive).and_then(Value::as_f64);
        let looser = match (other, bound.as_f64()) {
            (Some(other), Some(bound)) if inclusive == "minimum" => other > bound,
            (Some(other), Some(bound)) => other < bound,
            _ => false,
        };
        if looser {
            return;
        }
        self.members
            .insert(inclusive.to_owned(), Value::Number(bound));
        self.members.insert(exclusive.to_owned(), Value::Bool(true));
        let was = self.here().child(exclusive);
        self.moved(inclusive, &was);
    }

    /// `examples: [x, …]` -> `example: x`.
    fn examples(&mut self) {
        let Some(Value::Array(examples)) = self.members.shift_remove("examples") else {
            return;
        };
        if let Some(first) = examples
            .into_iter()
            .next()
            .filter(|_| !self.members.contains_key("example"))
        {
            self.members.insert("example".to_owned(), first);
            let was = self.here().child("examples").index(0);
            self.moved("example", &was);
        }
    }

    /// `contentEncoding: base64` -> `format: byte`; `contentMediaType` without an encoding -> `format: binary`
    /// (3.1.0 section 4.8.14.1).
    fn content(&mut self) {
        let encoding = self
            .members
            .get("contentEncoding")
            .and_then(Value::as_str)
            .map(str::to_owned);
        let format = match (
            encoding.as_deref(),
            self.members.get("contentMediaType").and_then(Value::as_str),
        ) {
            (Some("base64"), _) => "byte",
            (None, Some("application/octet-stream")) => "binary",
            _ => return,
        };
        if !self.members.contains_key("format") {
            self.members.insert("format".to_owned(), json!(format));
            self.members
                .entry("type")
                .or_insert_with(|| json!("string"));
            let key = if encoding.is_some() {
                "contentEncoding"
            } else {
                "contentMediaType"
            };
            let was = self.here().child(key);
            self.moved("format", &was);
        }
    }

    /// 3.0 requires `items` for arrays; tuples travel in a private key.
    fn items(&mut self) {
        if let Some(prefix) = self.members.shift_remove("prefixItems") {
            self.members
                .insert("x-bindwright-prefix-items".to_owned(), prefix);
            let was = self.here().child("prefixItems");
            self.moved("x-bindwright-prefix-items", &was);
        }
        if self.members.get("type") == Some(&json!("array")) {
            self.members.entry("items").or_insert_with(|| json!({}));
        }
    }
}
